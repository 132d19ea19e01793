"""Signing in by the municipality's own sign-in: OpenID Connect, code flow with PKCE, state and nonce.

The issuer is asked at sign-in only. What it says is believed when its signature, its name, our name, the time and the
nonce are right."""

from datetime import datetime

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from authlib.integrations.flask_client.apps import FlaskOAuth2App
from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, session, url_for
from flask_login import current_user
from flask_wtf.csrf import validate_csrf
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from app.config import OpenIdSettings
from app.domain.errors import SamspelError
from app.services import clock
from app.services.accounts import Account
from app.services.identities import Identity, account_of_identity, connect_identity
from app.services.proofs import FRESH, prove_by_identity
from app.services.sessions import Entrance
from app.web.entering import enter
from app.web.forms.account_forms import SignInForm
from app.web.languages import language
from app.web.pages.sign_in_page import sign_in_page
from app.web.proof import ask_for_proof
from app.web.signed_in import page_inside, this_account, this_installation, this_session
from app.wording.errors import error_sentence

openid = Blueprint("openid", __name__, url_prefix="/account/openid")
PATIENCE = 10
"""Seconds that an issuer may take to answer."""
SIGNED_BY_A_KEY_OF_ITS_OWN = {f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512)} | {"EdDSA"}
"""Algorithms of signatures that nobody but the issuer can make."""
UNPROVEN = (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError, RuntimeError)
"""What is raised when the issuer does not answer, or answers something that proves nothing."""


def init_openid(app: Flask, settings: OpenIdSettings | None) -> None:
    """Makes the issuer known; it is asked for nothing until somebody signs in."""
    app.register_blueprint(openid)
    if settings is None:
        return
    app.extensions["issuer"] = OAuth(app).register(
        "issuer",
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        server_metadata_url=f"{settings.issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )


@openid.get("")
def begin() -> Response | tuple[str, int]:
    """Goes to the issuer; by a link, since a form of ours leads to no other site. `?connect=` holds the token of a form
    of somebody who is signed in and wants the issuer's identity for the own account; `?prove=` of somebody who is to
    show again who it is."""
    issuer, connects, proves = _issuer(), request.args.get("connect", ""), request.args.get("prove", "")
    if connects or proves:
        validate_csrf(connects or proves)
    if connects and current_user.is_authenticated:
        unproved = ask_for_proof(url_for("account.own"))
        if unproved is not None:
            return unproved
    session["onward"], session["connects"], session["proves"] = (
        request.args.get("next", ""),
        bool(connects),
        bool(proves),
    )
    try:
        _check_issuer(issuer)
        back = this_installation().settings.base_url + url_for("openid.answer")
        # Whoever is to show who it is must sign in there anew, however long ago that was done last.
        asked = {"prompt": "login", "max_age": "0"} if proves else {}
        found: Response = issuer.authorize_redirect(back, **asked)
    except UNPROVEN:
        return _refused(SamspelError("U007"))
    return found


@openid.get("/answer")
def answer() -> Response | tuple[str, int]:
    """What the issuer says of who came: signed in, or told why not."""
    issuer, onward, connects = _issuer(), session.pop("onward", ""), session.pop("connects", False)
    proves, now = session.pop("proves", False), clock.now()
    try:
        if proves and current_user.is_authenticated:
            identity = _proven_identity(issuer, signed_in_since=now - FRESH)
            prove_by_identity(this_installation(), this_session(), identity, now)
            return redirect(page_inside(onward))
        identity = _proven_identity(issuer)
        if connects and current_user.is_authenticated:
            connect_identity(this_installation(), this_account(), identity, clock.now())
            return redirect(url_for("account.own"))
        return enter(_account_of(identity), Entrance.OPENID, onward, has_shown_two=identity.has_shown_two)
    except SamspelError as refused:
        return _refused(refused)
    except UNPROVEN:
        return _refused(SamspelError("U007"))


def _issuer() -> FlaskOAuth2App:
    found = current_app.extensions.get("issuer")
    if found is None:
        abort(404)
    return found


def _settings() -> OpenIdSettings:
    found = this_installation().settings.openid
    assert found is not None
    return found


def _check_issuer(issuer: FlaskOAuth2App) -> None:
    """Raises ValueError where somebody else's description of itself was served, or only weak signatures are made."""
    described = issuer.load_server_metadata()
    if str(described["issuer"]).rstrip("/") != _settings().issuer:
        raise ValueError("the description is another issuer's")
    strong = SIGNED_BY_A_KEY_OF_ITS_OWN.intersection(described.get("id_token_signing_alg_values_supported", ["RS256"]))
    if not strong:
        raise ValueError("no signature that only the issuer can make")
    described["id_token_signing_alg_values_supported"] = sorted(strong)


def _proven_identity(issuer: FlaskOAuth2App, signed_in_since: datetime | None = None) -> Identity:
    """Raises what is in UNPROVEN unless everything is right. `signed_in_since`: when whoever comes must have signed in
    there at the earliest; an issuer that does not say when proves nothing."""
    _check_issuer(issuer)
    name = issuer.server_metadata["issuer"]
    expected = {
        "iss": {"essential": True, "value": name},
        "aud": {"essential": True, "value": _settings().client_id},
        "sub": {"essential": True},
    }
    token = issuer.authorize_access_token(claims_options=expected)
    claims = dict(token["userinfo"])
    if signed_in_since is not None and int(claims["auth_time"]) < signed_in_since.timestamp():
        raise ValueError("the sign-in there was earlier")
    if "email" not in claims and "userinfo_endpoint" in issuer.server_metadata:
        more = issuer.userinfo(token=token)
        claims = {**more, **claims} if more.get("sub") == claims["sub"] else claims
    verified = claims.get("email_verified") in (True, "true")
    email = str(claims.get("email", "")) if verified else ""
    shown = token["userinfo"].get("amr")  # RFC 8176; of the signed token alone
    has_shown_two = isinstance(shown, list) and "mfa" in shown
    return Identity(name, str(claims["sub"]), email, claims.get("name", ""), has_shown_two)


def _account_of(identity: Identity) -> Account:
    return account_of_identity(this_installation(), identity, clock.now(), admits=_settings().admits)


def _refused(error: SamspelError) -> tuple[str, int]:
    page = sign_in_page(SignInForm(formdata=None), None, error_sentence(error, language()))
    return render_template("account/sign_in.html", page=page), 422
