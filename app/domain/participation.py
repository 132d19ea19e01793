"""How far a round has come, as it may be shown: from where sheets have come, never what stands in them.

Rules and reasons: docs/method.md, under "Following a round"."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.disclosure import merged_cells
from app.domain.isolation import isolates, level_of, organisation_of, persons_in_both
from app.domain.item_table import Group
from app.domain.published import Cell, Reason, Withheld
from app.domain.questionnaire import UNSTATED
from app.domain.round import Kind, Round

Cells = tuple[Cell, ...] | Withheld


@dataclass(frozen=True)
class Told:
    """A number as it may be told. `in_steps`: it is a multiple of the smallest group, the true one is at least that and
    less than a step more; 0 then means fewer than the smallest group."""

    number: int
    in_steps: bool = False


def told_sheets(received: int, one: Round, *, invited: bool) -> Told:
    """The number of sheets of a round. `invited`: somebody has been mailed a link of their own.

    Whoever mails one person after the other and looks at an exact number in between would see who answers. So it
    goes in steps, until the round is closed with enough sheets; and again after it has been opened once more."""
    k = one.rules.smallest_group
    if not invited or one.rules.kind is Kind.JOINT:
        return Told(received)
    if one.state.shows_results and not one.wave and received >= k:
        return Told(received)
    return Told(received - received % k, in_steps=True)


def told_answered(answered: int, invited: int, k: int) -> int:
    """At least so many of the invited have answered: a multiple of k (0: nothing is told) that leaves at least k of
    whom it is not told, so that nobody is ever among all of whom something is known."""
    most = min(answered, invited - k)
    return max(0, most - most % k)


@dataclass(frozen=True)
class Picture:
    """From where the first `persons` sheets came. A cell holds at least the smallest group."""

    persons: int
    organisations: Cells
    levels: Cells


@dataclass(frozen=True)
class Outlook:
    """What the expected numbers let a facilitator hope for. `small`: organisation ids of which fewer than the smallest
    group are expected; `withheld`: the comparison of organisations cannot be shown even if all of them answer."""

    small: tuple[str, ...]
    withheld: bool


def is_due(shown: int, received: int, k: int) -> bool:
    """Whether an open round's picture may be drawn anew: only when at least k sheets have come since the one that was
    shown, so that what differs between two pictures is at least k persons."""
    return received >= shown + k


def picture_while_open(persons: Mapping[Group, int], order: Sequence[str], k: int) -> Picture:
    """Organisations only: roles would tell, together with the organisations of an earlier picture, what role somebody
    in a certain organisation has. Nothing after a reopening, when the picture of the closed round has been seen."""
    total = sum(persons.values())
    if _reopened(persons):
        return Picture(total, Withheld(Reason.REOPENED), Withheld(Reason.NOT_CLOSED))
    return Picture(total, _organisations(persons, order, k), Withheld(Reason.NOT_CLOSED))


def picture_when_closed(persons: Mapping[Group, int], order: Sequence[str], levels: Sequence[str], k: int) -> Picture:
    """Organisations and roles, once; roles only where the two together could not isolate anybody."""
    total = sum(persons.values())
    if _reopened(persons):
        return Picture(total, Withheld(Reason.REOPENED), Withheld(Reason.REOPENED))
    rows = _organisations(persons, order, k)
    if not levels:
        return Picture(total, rows, Withheld(Reason.NOT_ASKED))
    columns = merged_cells(_counted(persons, level_of, [*levels, UNSTATED]), k)
    if isinstance(rows, Withheld) or isinstance(columns, Withheld):
        return Picture(total, rows, columns)
    together = isolates(persons_in_both(persons, rows, columns), k)
    return Picture(total, rows, Withheld(Reason.WOULD_ISOLATE) if together else columns)


def outlook(expected: Mapping[str, int], k: int) -> Outlook:
    """What to hope for when so many are expected of each organisation (id -> persons)."""
    small = tuple(one for one, number in expected.items() if number < k)
    return Outlook(small, isinstance(merged_cells(expected, k), Withheld))


def _organisations(persons: Mapping[Group, int], order: Sequence[str], k: int) -> Cells:
    return merged_cells(_counted(persons, organisation_of, [*order, UNSTATED]), k)


def _counted(persons: Mapping[Group, int], member: Callable[[Group], str], order: Sequence[str]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for group, number in persons.items():
        counted[member(group)] += number
    return {one: counted[one] for one in order if counted[one]}


def _reopened(persons: Mapping[Group, int]) -> bool:
    return any(group.wave for group in persons)
