"""Messages between a press and the process that asks it: pickles, each with its length before it, over pipes that
nobody else holds."""

import pickle
from typing import IO, Any

LENGTH = 8
"""Bytes."""


def send(to: IO[bytes], message: Any) -> None:
    """Raises OSError where nobody reads any more."""
    content = pickle.dumps(message)
    to.write(len(content).to_bytes(LENGTH, "big") + content)
    to.flush()


def receive(source: IO[bytes]) -> Any:
    """The next message; None where the other side has ended, in the middle of a message too."""
    head = source.read(LENGTH)
    size = int.from_bytes(head, "big")
    content = source.read(size) if len(head) == LENGTH else b""
    return pickle.loads(content) if len(head) == LENGTH and len(content) == size else None
