"""Somebody at a browser: keeps cookies, follows no redirect by itself, and waits for no answer for ever."""

import http.client
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

PATIENCE = 300.0
"""Seconds until a request that gets no answer is given up."""
AWAY = 0
"""In place of a status: nobody answered, or the answer was broken off."""
Fields = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Answer:
    """What came back. `place`: where a redirect leads, as a path."""

    status: int
    text: str = ""
    place: str = ""
    raw: bytes = b""


class Visitor:
    """One device. `secure` is given where the server is reached over TLS. A connection is made for each request, so
    that nothing of a server that has died is used again."""

    def __init__(self, host: str, port: int, secure: ssl.SSLContext | None = None, patience: float = PATIENCE) -> None:
        self.host, self.port, self.secure, self.patience = host, port, secure, patience
        self.cookies: dict[str, tuple[str, str]] = {}
        self.seen: list[int] = []

    def get(self, path: str) -> Answer:
        """The page at the path."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: Fields) -> Answer:
        """Sends a form."""
        sent = urlencode(fields, doseq=True).encode()
        return self._ask("POST", path, sent, {"Content-Type": "application/x-www-form-urlencoded"})

    def send(self, path: str, content: bytes, kind: str) -> Answer:
        """Sends content of that type as it is."""
        return self._ask("POST", path, content, {"Content-Type": kind})

    def _ask(self, method: str, path: str, sent: bytes | None, headers: dict[str, str]) -> Answer:
        scheme = "https" if self.secure else "http"
        headers = headers | {"Cookie": self._cookies_for(path), "Referer": f"{scheme}://{self.host}:{self.port}{path}"}
        connection = (
            http.client.HTTPSConnection("127.0.0.1", self.port, timeout=self.patience, context=self.secure)
            if self.secure
            else http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        )
        try:
            connection.request(method, path, sent, headers | {"Host": f"{self.host}:{self.port}"})
            answer = connection.getresponse()
            raw = answer.read()
            self._keep(answer.msg.get_all("Set-Cookie") or [])
            place = urlsplit(answer.headers.get("Location", ""))
            found = Answer(answer.status, raw.decode("utf-8", "replace"), _path(place.path, place.query), raw)
        except (OSError, http.client.HTTPException):
            found = Answer(AWAY)
        finally:
            connection.close()
        self.seen.append(found.status)
        return found

    def _keep(self, lines: Sequence[str]) -> None:
        for line in lines:
            for name, one in SimpleCookie(line).items():
                if one["max-age"] == "0" or not one.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = (one["path"] or "/", one.value)

    def _cookies_for(self, path: str) -> str:
        there = path.partition("?")[0]
        return "; ".join(
            f"{name}={value}"
            for name, (place, value) in self.cookies.items()
            if place == "/" or there == place or there.startswith(f"{place}/")
        )


def _path(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
