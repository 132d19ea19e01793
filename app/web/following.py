"""Following a round: how many sheets have come from where and on which day."""

from flask import Blueprint, render_template

from app.domain.swedish_time import day_of
from app.services import clock, rounds
from app.services.following import follow
from app.web.languages import language
from app.web.pages.following_page import FollowingPage, following_page
from app.web.signed_in import this_account, this_installation

following = Blueprint("following", __name__, url_prefix="/facilitate/rounds/<code>/following")


@following.get("")
def show(code: str) -> str:
    """The whole page."""
    return render_template("following/show.html", page=_page(code))


@following.get("/figures")
def figures(code: str) -> str:
    """What changes on the page, for the script that keeps it fresh."""
    return render_template("following/figures.html", page=_page(code))


def _page(code: str) -> FollowingPage:
    view = rounds.find_answered_round(this_installation(), this_account(), code)
    found = follow(this_installation(), view)
    return following_page(view, found, day_of(clock.now()), language())
