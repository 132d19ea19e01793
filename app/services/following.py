"""Following a round: how many sheets have come from where and on which day; never what stands in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.participation import (
    Outlook,
    Picture,
    is_due,
    outlook,
    picture_when_closed,
    picture_while_open,
)
from app.domain.published import Cell, Reason, Withheld
from app.domain.round import Kind, State
from app.services.installation import Installation
from app.services.rounds import RoundView
from app.store import invitations, participation
from app.store.database import Transaction
from app.store.item_tables import persons_of_round
from app.store.participation import ShownPicture


@dataclass(frozen=True)
class Following:
    """How far a round has come.

    `picture`: from where the sheets of an individual round come, None for a joint one and as long as there are fewer
    sheets than the smallest group. `days`: none where numbers are told in steps. `handed_in`: the organisations of a
    joint round that have handed in. `expected_of`: organisation id -> persons expected, where that was stated.
    `outlook`: what these let one hope for, None where nothing was stated."""

    picture: Picture | None
    handed_in: frozenset[str]
    days: Mapping[date, int]
    expected_of: Mapping[str, int]
    outlook: Outlook | None


def follow(installation: Installation, view: RoundView) -> Following:
    """How far the round has come, for those who lead it (`view` comes from `find_own_round`)."""
    joint = view.round.rules.kind is Kind.JOINT
    with installation.database.reading() as connection:
        days = {} if view.in_steps else participation.days(connection, view.round.id)
        expected = dict(view.round.expected_of)
        persons = persons_of_round(connection, view.round.id) if joint else {}
    hopes = outlook(expected, view.round.rules.smallest_group) if expected and not joint else None
    handed_in = frozenset(group.organisation for group in persons if group.organisation)
    return Following(None if joint else _picture(installation, view), handed_in, days, expected, hopes)


def note_step(connection: Transaction, view: RoundView) -> None:
    """Called when a sheet has been stored. Where somebody has been invited by mail, the picture is drawn here and not
    by looking: at every k-th sheet, so that it tells no more than the steps do."""
    rules = view.round.rules
    if rules.kind is Kind.JOINT or participation.total(connection, view.round.id) % rules.smallest_group:
        return
    if invitations.mailed_rounds(connection, [view.round.id]):
        _drawn_anew(connection, view)


def _picture(installation: Installation, view: RoundView) -> Picture | None:
    if view.received < view.round.rules.smallest_group:
        return None
    if view.round.state is State.OPEN:
        return _picture_while_open(installation, view)
    with installation.database.reading() as connection:
        persons = persons_of_round(connection, view.round.id)
    levels = view.questionnaire.level.options if view.questionnaire.level else ()
    order = [one.id for one in view.round.organisations]
    return picture_when_closed(persons, order, [one.id for one in levels], view.round.rules.smallest_group)


def _picture_while_open(installation: Installation, view: RoundView) -> Picture | None:
    """The picture that was shown last, drawn anew where it is due. What has been shown is kept for all to see alike:
    a picture per visitor would let two of them compare."""
    with installation.database.reading() as connection:
        shown = participation.shown_picture(connection, view.round.id)
    before = shown.persons if shown else 0
    if not view.in_steps and is_due(before, view.received, view.round.rules.smallest_group):
        with installation.database.writing() as connection:
            shown = _drawn_anew(connection, view)
    return _as_picture(shown, view.round.wave) if shown else None


def _drawn_anew(connection: Transaction, view: RoundView) -> ShownPicture | None:
    order, k = [one.id for one in view.round.organisations], view.round.rules.smallest_group
    fresh = picture_while_open(persons_of_round(connection, view.round.id), order, k)
    cells = fresh.organisations
    kept = None if isinstance(cells, Withheld) else [(one.id, one.members, one.persons) for one in cells]
    participation.keep_picture(connection, view.round.id, ShownPicture(fresh.persons, kept), k)
    return participation.shown_picture(connection, view.round.id)


def _as_picture(shown: ShownPicture, wave: int) -> Picture:
    unseen = Withheld(Reason.NOT_CLOSED)
    if wave:
        return Picture(shown.persons, Withheld(Reason.REOPENED), unseen)
    if shown.cells is None:
        return Picture(shown.persons, Withheld(Reason.ONE_CELL), unseen)
    return Picture(shown.persons, tuple(Cell(*one) for one in shown.cells), unseen)
