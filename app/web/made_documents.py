"""Documents that are not ready when they are asked for: a page that asks again by itself, or says why there is none."""

import sys

from flask import Flask, render_template, request

from app.services.presses import TOLD, BeingMade, NotMade
from app.web.languages import language
from app.wording.errors import error_sentence

AGAIN = 2
"""Seconds after which the page asks for the document again."""


def init_made_documents(app: Flask) -> None:
    """The pages for both, for whatever page asked for a document."""

    @app.errorhandler(BeingMade)
    def being_made(_error: BeingMade) -> tuple[str, int, dict[str, str]]:
        again = request.full_path.rstrip("?")
        page = render_template("documents/being_made.html", again=again, seconds=AGAIN)
        return page, 202, {"Refresh": str(AGAIN), "Cache-Control": "no-store"}

    @app.errorhandler(NotMade)
    def not_made(error: NotMade) -> tuple[str, int, dict[str, str]]:
        app.log_exception(sys.exc_info())
        page = render_template("documents/not_made.html", message=error_sentence(error, language()))
        return page, 503, {"Retry-After": str(int(TOLD)), "Cache-Control": "no-store"}
