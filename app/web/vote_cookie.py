"""The random token by which a device votes once: a signed cookie of its own, which only the page of that vote sees."""

from flask import current_app, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from app.web.cookie_names import is_secure, path_cookie
from app.web.cookies import VOTE_COOKIE, VOTE_DAYS


def voting_token(code: str) -> str | None:
    """The device's token for votes of this round."""
    try:
        token = _signer(code).loads(request.cookies.get(_name(code), ""))
    except BadSignature:
        return None
    return token if isinstance(token, str) else None


def remember_voter(code: str, token: str, response: Response) -> Response:
    """Gives the device the cookie."""
    response.set_cookie(
        _name(code),
        str(_signer(code).dumps(token)),
        max_age=VOTE_DAYS * 24 * 3600,
        path=url_for("voting.show", code=code),
        httponly=True,
        samesite="Lax",
        secure=is_secure(),
    )
    return response


def _name(code: str) -> str:
    return path_cookie(f"{VOTE_COOKIE}{code}")


def _signer(code: str) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"vote {code}")
