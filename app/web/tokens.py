"""Tokens by which Power BI, Excel, R or Python read what one may read oneself."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
from app.services import api_tokens, clock
from app.services.collaborations import list_collaborations
from app.web.forms.token_form import TokenForm
from app.web.languages import gettext as _
from app.web.languages import language
from app.web.pages.load_page import load_page
from app.web.pages.tokens_page import MadePage, tokens_page
from app.web.proof import ask_for_proof, typed_before
from app.web.security import csrf
from app.web.signed_in import this_account, this_installation
from app.web.throttle import throttled
from app.wording.errors import error_sentence

tokens = Blueprint("tokens", __name__, url_prefix="/account/tokens")


@tokens.get("")
def show() -> str:
    """The tokens of the account, and a form for another."""
    typed = typed_before(url_for("tokens.show"))
    return _page(TokenForm(formdata=typed) if typed else TokenForm.fresh())


@tokens.post("")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
@throttled("30 per hour")
def make() -> str | Response | tuple[str, int]:
    """Makes a token and shows it, this once, to somebody who has shown who it is; a fault brings the page back with
    what was typed."""
    form, secret = TokenForm(), api_tokens.new_api_token()
    if not form.validate():
        return _page(form), 422
    unproved = ask_for_proof(url_for("tokens.show"), request.form.items(multi=True))
    if unproved is not None:
        return unproved
    try:
        api_tokens.make_token(this_installation(), this_account(), form.wish(), secret, clock.now())
    except SamspelError as refused:
        form.refuse(error_sentence(refused, language()))
        return _page(form), 422
    return render_template("tokens/made.html", page=MadePage(form.wish().name, secret))


@tokens.post("/<token_id>/revoke")
def revoke(token_id: str) -> Response:
    """Makes a token worthless."""
    name = api_tokens.revoke_token(this_installation(), this_account(), token_id, clock.now())
    flash(_("The token “%(name)s” is revoked. Nobody can read by it any more.") % {"name": name})
    return redirect(url_for("tokens.show"))


@tokens.get("/help")
def explain() -> str:
    """How to load the data, step by step, with examples for this installation."""
    found = list_collaborations(this_installation(), this_account())
    return render_template("tokens/help.html", page=load_page(this_installation().settings.base_url, found))


def _page(form: TokenForm) -> str:
    installation, account = this_installation(), this_account()
    found = api_tokens.list_tokens(installation, account, clock.now())
    page = tokens_page(found, api_tokens.choices(installation, account), form, language())
    return render_template("tokens/show.html", page=page)
