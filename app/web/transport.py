"""What follows from the address that users reach the installation by: https throughout where it begins so, cookies that
no other host can set, and no redirect that repeats a host which a visitor has made up."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from app.config import Settings
from app.web.cookie_names import whole_site_cookie
from app.web.cookies import SESSION_COOKIE

ONE_YEAR = 365 * 24 * 3600
HSTS = ("Strict-Transport-Security", f"max-age={ONE_YEAR}")
"""Without includeSubDomains: what lies under the installation's name is not ours to decide about."""
Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def init_transport(app: Flask, settings: Settings) -> None:
    """Sets it up, for the pages and for all that is mounted beside them."""
    secure = settings.base_url.startswith("https://")
    app.config["SESSION_COOKIE_SECURE"] = secure
    with app.app_context():
        app.config["SESSION_COOKIE_NAME"] = whole_site_cookie(SESSION_COOKIE)
    # Two slashes are no address of ours; werkzeug would lead to a tidier one on whatever host the visitor named.
    app.url_map.merge_slashes = False
    app.wsgi_app = _Guarded(app.wsgi_app, secure)  # type: ignore[method-assign]


class _Guarded:
    def __init__(self, inner: Wsgi, secure: bool) -> None:
        self.inner, self.secure = inner, secure

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            kept = [(name, _inside(value, environ) if name.lower() == "location" else value) for name, value in headers]
            return start_response(status, [*kept, HSTS] if self.secure else kept, *more)

        return self.inner(environ, start)


def _inside(location: str, environ: Environ) -> str:
    """A redirect to the host that the request named leads to the same place without naming it."""
    found = urlsplit(location)
    if found.netloc and found.netloc != environ.get("HTTP_HOST", ""):
        return location
    onward = found._replace(scheme="", netloc="").geturl() if found.netloc else location
    return "/" + onward.lstrip("/\\") if onward.startswith(("/", "\\")) else onward
