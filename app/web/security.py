"""Headers and tokens that every page has."""

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer
from werkzeug.middleware.proxy_fix import ProxyFix

from app.web.cookies import SESSION_COOKIE

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


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookies, whose signer is made once and not at each request."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The signer of the application's key, which does not change while it runs."""
        if "signer" not in self.__dict__:
            self.signer = super().get_signing_serializer(app)
        return self.signer


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
    app.session_interface = Sessions()
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


def init_proxies(app: Flask, number: int) -> None:
    """Believes so many servers before this one when they say where a visitor comes from, and nobody else: without it
    all visitors behind a proxy would be counted as one, and with one too many anybody could choose an address."""
    if number:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=number, x_proto=number)  # type: ignore[method-assign]
