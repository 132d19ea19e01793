"""Documents that are not ready when they are asked for: a page that asks again by itself, or says why there is none."""

import re
import sys
from urllib.parse import quote, urlencode

from flask import Flask, render_template, request

from app.services.presses import AGAIN, TOLD, BeingMade, NotMade, is_being_made
from app.web.languages import language
from app.wording.errors import error_sentence

MAKING = "making"
"""In the address that it asks: which document was being made, so that nothing is put together while it still is."""
KEY = re.compile(r"[0-9a-f]{64}")
Page = tuple[str, int, dict[str, str]]


def init_made_documents(app: Flask) -> None:
    """The pages for both, for whatever page asked for a document."""

    @app.before_request
    def still_being_made() -> Page | None:
        key = request.args.get(MAKING, "")
        return _being_made(key) if request.endpoint and KEY.fullmatch(key) and is_being_made(key) else None

    @app.errorhandler(BeingMade)
    def being_made(error: BeingMade) -> Page:
        return _being_made(error.key)

    @app.errorhandler(NotMade)
    def not_made(error: NotMade) -> Page:
        app.log_exception(sys.exc_info())
        page = render_template("documents/not_made.html", message=error_sentence(error, language()), again=_address())
        return page, 503, {"Retry-After": str(int(TOLD)), "Cache-Control": "no-store"}


def _being_made(key: str) -> Page:
    again = _address((MAKING, key))
    page = render_template("documents/being_made.html", again=again, seconds=AGAIN)
    return page, 202, {"Cache-Control": "no-store"}


def _address(*more: tuple[str, str]) -> str:
    """Of the document that was asked for."""
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != MAKING]
    query = urlencode([*asked, *more])
    return f"{quote(request.path)}?{query}" if query else quote(request.path)
