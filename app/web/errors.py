"""What a visitor sees when something is wrong: what, and how to go on."""

import sys

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.domain.errors import SamspelError
from app.services.installation import RETRY_AFTER, Unavailable
from app.web.languages import gettext as _
from app.web.languages import language
from app.web.logs import fault_code
from app.wording.errors import error_sentence

NOT_FOUND = frozenset(
    {
        "R010",
        "R025",
        "R060",
        "R061",
        "Q100",
        "C010",
        "E001",
        "H024",
        "P001",
        "P006",
        "U043",
        "V006",
        "M020",
        "M021",
        "M022",
    }
)

FORBIDDEN = frozenset({"P009"})
SECRET = frozenset({"account", "links", "passkeys", "proving", "second_step"})
"""Blueprints whose forms hold passwords and proofs: these are never sent back."""


def init_errors(app: Flask) -> None:
    """Pages for our own errors, for HTTP's, and for what should not happen."""

    @app.errorhandler(Unavailable)
    def unavailable(error: Unavailable) -> tuple[str, int, dict[str, str]]:
        app.log_exception(sys.exc_info())
        message = error_sentence(SamspelError(error.code), language())
        page = render_template("errors/unavailable.html", message=message, again=_sent_again(), has_files=_has_files())
        return page, 503, {"Retry-After": str(RETRY_AFTER)}

    @app.errorhandler(SamspelError)
    def ours(error: SamspelError) -> tuple[str, int]:
        status = 404 if error.code in NOT_FOUND else 403 if error.code in FORBIDDEN else 409
        title = _("This page is not here") if status == 404 else _("This cannot be done now")
        return render_template("errors/error.html", title=title, message=error_sentence(error, language())), status

    @app.errorhandler(CSRFError)
    def stale(error: CSRFError) -> tuple[str, int]:
        message = _("The page had been open for too long. Go back, load the page again and repeat what you did.")
        return render_template("errors/error.html", title=_("The page is too old"), message=message), 400

    @app.errorhandler(HTTPException)
    def standard(error: HTTPException) -> tuple[str, int, dict[str, str]]:
        title, message = {
            404: (_("This page is not here"), _("Check the address, or begin again from the front page.")),
            413: (_("That was too much"), _("What you sent is larger than can be received. Shorten it and try again.")),
            429: (_("Too many attempts"), _wait(getattr(error, "retry_after", None))),
        }.get(error.code or 500, (_("Something is not right"), _("Go back and try again.")))
        kept = {name: value for name, value in error.get_headers() if name == "Retry-After"}
        return render_template("errors/error.html", title=title, message=message), error.code or 500, kept

    @app.errorhandler(500)
    def unexpected(error: Exception) -> tuple[str, int]:
        noted = _("The fault is ours and has been noted. Nothing you have saved is lost. Try again in a while.")
        coded = _("The code of the fault: %(code)s") % {"code": fault_code()}
        message = f"{noted} {coded}"
        return render_template("errors/error.html", title=_("Something went wrong"), message=message), 500


def _sent_again() -> list[tuple[str, str]] | None:
    """Names and values of what was sent, so that it can be sent again; None where nothing was, or nothing may be
    repeated."""
    if request.method != "POST" or request.blueprint in SECRET:
        return None
    return [(name, value) for name, value in request.form.items(multi=True) if "password" not in name]


def _has_files() -> bool:
    return any(one.filename for one in request.files.values())


def _wait(seconds: int | None) -> str:
    """How long to wait before trying again, in minutes."""
    minutes = -(-(seconds or 60) // 60)
    if minutes == 1:
        return _("Wait a minute and try again.")
    return _("Wait %(minutes)d minutes and try again.") % {"minutes": minutes}
