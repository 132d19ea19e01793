"""Numbers, classes and faults put into words, in Swedish and English; shared by page and print."""
