"""The door of the installed program, and the only name that it takes: all that belongs to it lies beside this file."""
