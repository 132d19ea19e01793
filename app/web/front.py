"""The front page: what Samspel is, and a place to type the code from a poster."""

from pathlib import Path

from flask import Blueprint, Response, current_app, redirect, render_template, request, send_from_directory, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.web.fonts import web_fonts

front = Blueprint("front", __name__)
ONE_YEAR = 365 * 24 * 3600


@front.get("/")
def index() -> str | AnyResponse:
    """Explains the tool; `?code=` goes on to that round's form."""
    code = request.args.get("code", "").strip()
    if code:
        return redirect(url_for("respond.welcome", code=code))
    return render_template("front/index.html")


@front.get("/fonts/<name>.woff2")
def font(name: str) -> Response:
    """One face of the type family."""
    folder = web_fonts(Path(current_app.config["FONT_FOLDER"]))
    return send_from_directory(folder, f"{name}.woff2", mimetype="font/woff2", max_age=ONE_YEAR)
