"""Ports that nobody else gets as long as they are kept."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept_port() -> Iterator[int]:
    """A free port of this machine. It is bound here and not listened to, so that the system gives it to nobody; a
    server that says SO_REUSEADDR may listen to it all the same, again and again."""
    with socket.socket() as keeper:
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("127.0.0.1", 0))
        yield int(keeper.getsockname()[1])
