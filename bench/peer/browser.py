"""A browser that keeps its cookies and its connection, for both applications."""

import http.client
import re
from collections.abc import Mapping
from urllib.parse import urlencode

TOKEN = re.compile(r'name="(csrf_token|csrfmiddlewaretoken)" value="([^"]+)"')


class Browser:
    """One person's. It follows no redirect by itself: `place` says where the latest answer leads."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.place = ""

    def get(self, address: str) -> str:
        """The page. Raises RuntimeError for any other status than 200."""
        return self._ask("GET", address, None, 200)

    def post(self, address: str, fields: Mapping[str, str]) -> str:
        """Sends a form, and returns the address that it leads to."""
        self._ask("POST", address, urlencode(fields), 302)
        return self.place

    def close(self) -> None:
        """Ends the connection."""
        self.connection.close()

    def _ask(self, method: str, address: str, body: str | None, wanted: int) -> str:
        headers = {"Accept-Language": "sv", "Content-Type": "application/x-www-form-urlencoded"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, address, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if answer.status != wanted:
            raise RuntimeError(f"{method} {address}: {answer.status} {text[:300]}")
        for name, value in answer.getheaders():
            if name == "Set-Cookie":
                key, _, given = value.split(";", 1)[0].partition("=")
                self.cookies[key] = given
        self.place = answer.headers.get("Location", "")
        return text


def token_of(page: str) -> dict[str, str]:
    """The field that protects the page's form."""
    found = TOKEN.search(page)
    if found is None:
        raise RuntimeError("the page holds no token")
    return {found[1]: found[2]}
