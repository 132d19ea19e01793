"""The signed cookie by which a device finds its draft in a round."""

from functools import lru_cache

from flask import current_app, g, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from app.services.responses import DRAFT_DAYS
from app.web.cookie_names import is_secure, path_cookie
from app.web.cookies import DRAFT_COOKIE

KEEP_DRAFT = DRAFT_DAYS * 24 * 3600
"""Seconds that a device remembers its draft."""


def draft_token(code: str) -> str | None:
    """The token by which this device finds its draft in the round; None where it has none of ours. Looked at once in a
    request, unless another round is asked for."""
    found: tuple[str, str | None] | None = g.get("draft_token")
    if found is None or found[0] != code:
        g.draft_token = found = (code, _signed_token(code))
    return found[1]


def _signed_token(code: str) -> str | None:
    try:
        token = _signer(code).loads(request.cookies.get(_name(code), ""))
    except BadSignature:
        return None
    return token if isinstance(token, str) else None


def remember_draft(code: str, token: str, response: Response) -> Response:
    """Gives the device the token with this response."""
    response.set_cookie(
        _name(code),
        str(_signer(code).dumps(token)),
        max_age=KEEP_DRAFT,
        path=_path(code),
        httponly=True,
        samesite="Lax",
        secure=is_secure(),
    )
    return response


def forget_draft(code: str, response: Response) -> Response:
    """Takes it from the device."""
    response.delete_cookie(_name(code), path=_path(code), httponly=True, samesite="Lax", secure=is_secure())
    return response


def _name(code: str) -> str:
    return path_cookie(f"{DRAFT_COOKIE}{code}")


def _path(code: str) -> str:
    return url_for("respond.welcome", code=code)


def _signer(code: str) -> URLSafeSerializer:
    """A cookie of one round is none of another, so that it shows that the device knew this code."""
    return _signer_of(str(current_app.secret_key), code)


@lru_cache(maxsize=256)
def _signer_of(secret_key: str, code: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt=f"draft {code}")
