"""`samspel …`: each command parses, calls a service, and prints."""

from app.cli.program import main

__all__ = ["main"]
