"""The form page through two ways of reading requests, in turns: gunicorn's threads, and ours (decision 0043).

`python -m bench.servers`. Each is asked alone, and while connections stand open that send one byte now and then."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from statistics import median

from bench.forms import begun, environment_of, rate, served
from bench.installations import installation_with_round

WAYS = {
    "gunicorn's threads": ("--threads", "4"),
    "read before a thread is taken": ("--worker-class", "app.cli.web_worker.WebWorker"),
}
APP = "app.application:create_app_from_environment()"
ROUNDS = 3
SLOW = 64


def main() -> None:
    """Prints requests a second of the form page, and the ratio to the first way."""
    found: dict[str, list[float]] = {way: [] for way in WAYS}
    held: dict[str, str] = {}
    with installation_with_round() as (installation, view):
        for _ in range(ROUNDS):
            for way, options in WAYS.items():
                with served(APP, environment_of(installation), options) as port:
                    cookies, _ = begun(port, view)
                    found[way].append(rate(port, f"/r/{view.round.code}/1", cookies))
                    with _slow_connections(port):
                        held[way] = "answers" if _answers(port) else "no answer within 5 s"
    first = median(next(iter(found.values())))
    for way, rates in found.items():
        told = f"{median(rates):.0f} requests/s  {median(rates) / first:.2f}  with {SLOW} slow connections: {held[way]}"
        print(f"{way.ljust(32)}{told}")


@contextmanager
def _slow_connections(port: int) -> Iterator[None]:
    opened = [socket.create_connection(("127.0.0.1", port)) for _ in range(SLOW)]
    try:
        for one in opened:
            one.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\na")
        yield
    finally:
        for one in opened:
            one.close()


def _answers(port: int) -> bool:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=5)) as one:
        one.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        try:
            return b"200" in one.recv(100)
        except TimeoutError:
            return False


if __name__ == "__main__":
    main()
