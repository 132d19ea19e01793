"""That a device came by a personal link: a signed cookie of its own, which only the form of that round sees.

It knows nothing of the draft, and the draft nothing of it."""

from flask import current_app, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from app.web.cookie_names import is_secure, path_cookie
from app.web.cookies import INVITATION_COOKIE, INVITATION_DAYS

KEEP = INVITATION_DAYS * 24 * 3600
"""Seconds. Whoever takes longer opens the link again."""


def remember_invitation(code: str, invitation_id: str, response: Response) -> Response:
    """Gives the device the cookie."""
    response.set_cookie(
        _name(code),
        str(_signer().dumps([code, invitation_id])),
        max_age=KEEP,
        path=_path(code),
        httponly=True,
        samesite="Lax",
        secure=is_secure(),
    )
    return response


def invitation_of(code: str) -> str | None:
    """The id of the invitation by which the device came to this round, None where it came otherwise."""
    try:
        found = _signer().loads(request.cookies.get(_name(code), ""), max_age=KEEP)
    except BadData:
        return None
    return str(found[1]) if found[0] == code else None


def forget_invitation(code: str, response: Response) -> Response:
    """Takes the cookie back, where there is one."""
    if _name(code) in request.cookies:
        response.delete_cookie(_name(code), path=_path(code), httponly=True, samesite="Lax", secure=is_secure())
    return response


def _name(code: str) -> str:
    return path_cookie(f"{INVITATION_COOKIE}{code}")


def _path(code: str) -> str:
    return url_for("respond.welcome", code=code)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="invited")
