"""`samspel …`: each command parses, calls a service, and prints."""

from app.cli.commands import main

__all__ = ["main"]
