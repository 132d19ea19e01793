"""What is made elsewhere: a document that is wanted, put so that another process can make all of it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Order:
    """A document that is wanted. `key`: the same for the same content, and for nothing else, 64 hexadecimal digits.
    `make`: gives the file; a `functools.partial` of a module's function, with values that go from process to process.
    What it can complain about has been asked before: nobody is there to hear it."""

    key: str
    make: Callable[[], bytes]
