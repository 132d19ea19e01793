"""What every screen of the presentation has: its place among the others, and the ways on, back and out."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from app.services.access import Act
from app.services.documents import FactorPicture, Picture
from app.services.rounds import RoundView
from app.web.languages import gettext as _


@dataclass(frozen=True)
class Screen:
    """A screen's address and name."""

    address: str
    name: str


@dataclass(frozen=True)
class Frame:
    """`number` of `of`: where the screen stands. `timed`: whether a conversation is held at it."""

    code: str
    collaboration: str
    round_title: str
    name: str
    number: int
    of: int
    before: Screen | None
    after: Screen | None
    may_change: bool
    timed: bool


def talked_about(picture: Picture, chosen: Sequence[str]) -> tuple[FactorPicture, ...]:
    """The factors of the meeting, in order: the chosen ones; else the proposal; else, where no figure can be shown,
    all of them."""
    by_id = {factor.id: factor for factor in picture.factors}
    found = tuple(by_id[one] for one in chosen if one in by_id)
    return found or picture.proposal or picture.factors


def screens(view: RoundView, factors: Sequence[FactorPicture], *, with_vote: bool) -> tuple[Screen, ...]:
    """The screens in the order of the meeting. `with_vote`: whether there is a vote to be shown."""
    code = view.round.code
    shown = [Screen(url_for("presentation.overview", code=code), _("The group's picture"))]
    if with_vote or Act.LEAD in view.acts:
        shown.append(Screen(url_for("presentation.vote", code=code), _("Choose together")))
    shown += [Screen(factor_screen(code, one.id), f"{one.number}. {one.title}") for one in factors]
    return (*shown, Screen(url_for("presentation.agreed", code=code), _("What did we agree on?")))


def factor_screen(code: str, factor_id: str) -> str:
    """The address of a factor's screen."""
    return url_for("presentation.factor", code=code, factor_id=factor_id)


def frame(view: RoundView, order: Sequence[Screen], here: Screen, *, timed: bool = False) -> Frame:
    """The frame of a screen. One that is not among the meeting's leads back to the first."""
    one = view.round
    at = next((place for place, screen in enumerate(order) if screen.address == here.address), None)
    return Frame(
        code=one.code,
        collaboration=one.collaboration,
        round_title=one.title,
        name=here.name,
        number=0 if at is None else at + 1,
        of=len(order),
        before=order[0] if at is None else order[at - 1] if at else None,
        after=order[at + 1] if at is not None and at + 1 < len(order) else None,
        may_change=Act.LEAD in view.acts,
        timed=timed,
    )
