"""A process that makes documents and does nothing else: `python -m app.documents.press_worker PARENT BYTES`.

It gives way to everybody who answers, has an upper limit of memory, and ends with the process that started it."""

import os
import resource
import signal
import sys
import traceback
from typing import IO

from app.documents.messages import receive, send
from app.parent_process import end_with_parent

GIVES_WAY = 15
"""Of 19 steps."""
DUMPABLE = 0
"""Bytes of memory that are written to a file when it breaks down: there are answers in them."""


def main(parent: int, memory: int) -> None:
    """Answers each order with the file, or with the name of the error that it ended in, until there are no more."""
    _be_modest(parent, memory)
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # whatever prints, prints among the logs and not among the answers
        _work(sys.stdin.buffer, answers)


def _be_modest(parent: int, memory: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent says when it is over
    end_with_parent(parent, signal.SIGKILL)
    os.nice(GIVES_WAY)
    resource.setrlimit(resource.RLIMIT_CORE, (DUMPABLE, DUMPABLE))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _work(orders: IO[bytes], answers: IO[bytes]) -> None:
    while (answer := _answer(orders)) is not None:
        send(answers, answer)


def _answer(orders: IO[bytes]) -> bytes | str | None:
    """None where there are no more orders."""
    try:
        order = receive(orders)  # loads what makes the document too: memory has its limit by now
        return None if order is None else bytes(order.make())
    except MemoryError:
        return MemoryError.__name__
    except Exception as error:  # its words may quote the document
        places = "".join(traceback.format_tb(error.__traceback__))
        sys.stderr.write(f"{type(error).__name__} in a document at\n{places}")
        return type(error).__name__


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
