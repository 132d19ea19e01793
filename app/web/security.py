"""Headers, tokens and throttles that every page has."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, Response, abort, request
from flask_wtf.csrf import CSRFProtect
from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from app.web.cookies import SESSION_COOKIE

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
LARGEST_REQUEST = 2_000_000
"""Bytes. The longest sheet with every comment full is some 100,000."""

csrf = CSRFProtect()
attempts = MemoryStorage()
"""Attempts by address, in this process's memory and only while a limit runs."""


def init_security(app: Flask, secret_key: str) -> None:
    """Sets the policy up."""
    app.config.update(
        SECRET_KEY=secret_key,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_NAME=SESSION_COOKIE,
        WTF_CSRF_TIME_LIMIT=12 * 3600,
    )
    csrf.init_app(app)

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response


def throttled(limits: str) -> Callable[[Callable[Arguments, Answer]], Callable[Arguments, Answer]]:
    """Lets a view take so many POSTs from one address ("10 per minute; 60 per hour"); aborts with 429 beyond.

    A decorator rather than a hook: pages without a limit, the form above all, pay nothing for it."""
    strategy, several = FixedWindowRateLimiter(attempts), parse_many(limits)

    def decorate(view: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
        @wraps(view)
        def limited(*arguments: Arguments.args, **options: Arguments.kwargs) -> Answer:
            if request.method == "POST":
                hits = [strategy.hit(one, view.__qualname__, request.remote_addr or "") for one in several]
                if not all(hits):
                    abort(429)
            return view(*arguments, **options)

        return limited

    return decorate
