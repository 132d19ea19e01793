"""The page value of templates/following/: how far a round has come, in words and a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from app.charts.days import days_chart
from app.domain.participation import Cells
from app.domain.published import Reason, Withheld
from app.domain.questionnaire import UNSTATED
from app.domain.round import State
from app.domain.text import Language
from app.services.following import Following
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.pages.following_words import outlook_words, why_withheld
from app.web.pages.progress import expected_sheets, is_joint, received_figure
from app.web.pages.round_tabs import Tab, round_tabs
from app.wording.dates import long_date
from app.wording.names import cell_name

MOST_DAYS = 60
"""Days that the chart shows, the latest; the table has them all."""


@dataclass(frozen=True)
class Row:
    """An organisation, a role, or several merged. `expected`: in words, empty where it is not known; `progress`:
    (received, at most expected; expected), None where it is not known."""

    name: str
    received: str
    expected: str
    progress: tuple[int, int] | None


@dataclass(frozen=True)
class Table:
    """A breakdown. `note`: as of when, or why there are no rows."""

    title: str
    head: str
    rows: tuple[Row, ...]
    note: str


@dataclass(frozen=True)
class DayRow:
    """A day that had answers."""

    day: str
    number: int


@dataclass(frozen=True)
class FollowingPage:
    """How far a round has come. `tables`: organisations and, once closed, roles. `warnings`: what cannot be shown with
    the numbers expected, and what would help. `chart`, and the
    `period` that it shows in words, are empty as long as nobody has answered. `in_steps`: why numbers are told in
    steps, empty where they are exact."""

    code: str
    collaboration: str
    title: str
    state: State
    tabs: tuple[Tab, ...]
    received: str
    received_label: str
    expected: int | None
    progress: int | None
    tables: tuple[Table, ...]
    warnings: tuple[str, ...]
    chart: Markup
    period: str
    days: tuple[DayRow, ...]
    in_steps: str
    reminds: bool


def following_page(view: RoundView, found: Following, today: date, language: Language) -> FollowingPage:
    """The round's progress."""
    one, expected = view.round, expected_sheets(view)
    charted = _charted(found.days, one.closed_on or today) if found.days else ()
    return FollowingPage(
        code=one.code,
        collaboration=one.collaboration,
        title=one.title,
        state=one.state,
        tabs=round_tabs(view),
        received=received_figure(view),
        received_label=_("organisations have handed in their answer") if is_joint(view) else _("have answered"),
        expected=expected,
        progress=min(view.received, expected) if expected else None,
        tables=(_handed_in(view, found),) if is_joint(view) else _breakdowns(view, found, language),
        warnings=outlook_words(view, found),
        chart=_chart(found.days, *charted, language) if charted else Markup(""),
        period=" – ".join(dict.fromkeys(long_date(day, language) for day in charted)),
        days=tuple(DayRow(long_date(day, language), number) for day, number in found.days.items()),
        in_steps=_why_in_steps(view),
        reminds=one.state is State.OPEN,
    )


def _why_in_steps(view: RoundView) -> str:
    """Why the number is not exact, and there are none per day; empty where it is."""
    if not view.in_steps:
        return ""
    words = _(
        "Some have been invited by mail. So that nobody can be seen to answer, numbers are told in steps of %(k)d, and "
        "none per day, until the round is closed with at least %(k)d answers."
    )
    return words % {"k": view.round.rules.smallest_group}


def _handed_in(view: RoundView, found: Following) -> Table:
    """A joint round is open by design: by name who has handed in."""
    words = {True: _("has handed in"), False: _("not yet")}
    rows = [Row(one.name, words[one.id in found.handed_in], "", None) for one in view.round.organisations]
    return Table(_("Organisations"), _("Answer"), tuple(rows), "")


def _breakdowns(view: RoundView, found: Following, language: Language) -> tuple[Table, ...]:
    asked = view.questionnaire
    tables = []
    if asked.organisation:
        names = {one.id: one.name for one in view.round.organisations}
        cells = found.picture.organisations if found.picture else Withheld(Reason.TOO_FEW_PERSONS)
        tables.append(_table(_("Organisations"), cells, names, found.expected_of, view, found, language))
    if asked.level:
        names = {option.id: option.label.into(language) for option in asked.level.options}
        cells = found.picture.levels if found.picture else Withheld(Reason.TOO_FEW_PERSONS)
        tables.append(_table(_("Roles"), cells, names, {}, view, found, language))
    return tuple(tables)


def _table(
    title: str,
    cells: Cells,
    names: Mapping[str, str],
    expected: Mapping[str, int],
    view: RoundView,
    found: Following,
    language: Language,
) -> Table:
    head = _("Answers")
    if isinstance(cells, Withheld):
        return Table(title, head, (), why_withheld(cells, view))
    rows = [_row(cell_name(cell, names, language), cell.persons, cell.members, expected) for cell in cells]
    return Table(title, head, tuple(rows), _as_of(view, found))


def _row(name: str, persons: int, members: Sequence[str], expected: Mapping[str, int]) -> Row:
    known = [one for one in members if one != UNSTATED]
    if not known or any(one not in expected for one in known):
        return Row(name, str(persons), "", None)
    number = sum(expected[one] for one in known)
    return Row(name, str(persons), _("of %(expected)d") % {"expected": number}, (min(persons, number), number))


def _as_of(view: RoundView, found: Following) -> str:
    """While the round is open the breakdown stands still between its renewals, and says so."""
    if view.round.state is not State.OPEN or found.picture is None:
        return ""
    words = _("As it was when %(num)d had answered. It is renewed when %(k)d more have.")
    return words % {"num": found.picture.persons, "k": view.round.rules.smallest_group}


def _charted(days: Mapping[date, int], until: date) -> tuple[date, date]:
    """The first and the last day of the chart: until today, unless the days without answers leave no room."""
    first, last = min(days), max(until, *days)
    if (last - first).days >= MOST_DAYS:
        last = max(days)
    return max(first, last - timedelta(days=MOST_DAYS - 1)), last


def _chart(days: Mapping[date, int], first: date, last: date, language: Language) -> Markup:
    numbers = [days.get(first + timedelta(days=at), 0) for at in range((last - first).days + 1)]
    title = _("Answers per day from %(first)s to %(last)s; at most %(most)d in a day. The table below has the numbers.")
    title %= {"first": long_date(first, language), "last": long_date(last, language), "most": max(numbers)}
    return Markup(days_chart(numbers, title, ink="currentColor", accent="currentColor"))
