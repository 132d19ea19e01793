"""What may be shown of who has taken part: no small cell, and no role from two looks at the page."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.item_table import Group
from app.domain.participation import (
    Outlook,
    Picture,
    Told,
    is_due,
    outlook,
    picture_when_closed,
    picture_while_open,
    told_answered,
    told_sheets,
)
from app.domain.published import OTHER, Cell, Reason, Withheld
from app.domain.round import Kind, Round, RoundRules, State
from tests.domain.test_round import DRAFT

ORGANISATIONS = ("norrdal", "alvnas", "storvik", "havsore")
LEVELS = ("politik", "ledning", "verksamhet")


def looks(people: Sequence[Group], k: int) -> list[tuple[int, Picture | None]]:
    """What somebody sees who looks after every single sheet of an open round: the total and the picture."""
    seen: list[tuple[int, Picture | None]] = []
    persons: Counter[Group] = Counter()
    shown: Picture | None = None
    for number, one in enumerate(people, start=1):
        persons[one] += 1
        if is_due(shown.persons if shown else 0, number, k):
            shown = picture_while_open(persons, ORGANISATIONS, k)
        seen.append((number, shown))
    return seen


def random_people(chance: random.Random) -> list[Group]:
    weights = [chance.random() ** 2 + 0.05 for _ in ORGANISATIONS]
    organisations: list[str | None] = list(chance.choices(ORGANISATIONS, weights, k=chance.randint(2, 40)))
    return [Group(None if chance.random() < 0.1 else one, chance.choice([*LEVELS, None]), 0) for one in organisations]


def cells(found: tuple[Cell, ...] | Withheld) -> tuple[Cell, ...]:
    return () if isinstance(found, Withheld) else found


def test_small_organisations_are_put_together_and_roles_wait_for_the_end() -> None:
    persons = {Group("norrdal", "politik"): 6, Group("alvnas", "ledning"): 4, Group("storvik", "politik"): 3}
    found = picture_while_open(persons, ORGANISATIONS, 5)
    assert found.organisations == (Cell("norrdal", ("norrdal",), 6), Cell(OTHER, ("alvnas", "storvik"), 7))
    assert found.levels == Withheld(Reason.NOT_CLOSED)


def test_a_closed_round_shows_roles_unless_they_would_isolate_somebody() -> None:
    even = {Group(one, level): 5 for one in ("norrdal", "alvnas") for level in ("politik", "ledning")}
    found = picture_when_closed(even, ORGANISATIONS, LEVELS, 5)
    assert [cell.persons for cell in cells(found.levels)] == [10, 10]
    # All politicians are in Norrdal, and so is one other: the difference is that one.
    alone = {Group("norrdal", "politik"): 6, Group("norrdal", "ledning"): 1, Group("alvnas", "ledning"): 6}
    found = picture_when_closed(alone, ORGANISATIONS, LEVELS, 5)
    assert [cell.persons for cell in cells(found.organisations)] == [7, 6]
    assert found.levels == Withheld(Reason.WOULD_ISOLATE)


def test_nothing_is_broken_down_after_a_reopening() -> None:
    persons = {Group("norrdal", "politik", 0): 9, Group("alvnas", "politik", 1): 9}
    reopened = Withheld(Reason.REOPENED)
    assert picture_while_open(persons, ORGANISATIONS, 5).organisations == reopened
    found = picture_when_closed(persons, ORGANISATIONS, LEVELS, 5)
    assert (found.organisations, found.levels) == (reopened, reopened)


def test_the_outlook_names_the_organisations_that_will_be_too_small() -> None:
    assert outlook({"norrdal": 8, "alvnas": 4, "storvik": 6}, 5) == Outlook(("alvnas",), withheld=False)
    assert outlook({"norrdal": 8, "alvnas": 4}, 5) == Outlook(("alvnas",), withheld=True)


@pytest.mark.parametrize("block", range(8))
def test_no_look_shows_a_small_cell_and_what_differs_between_two_is_at_least_the_smallest_group(block: int) -> None:
    chance = random.Random(block)
    broken_down = renewed = 0
    for _ in range(60):
        people, k = random_people(chance), chance.randint(3, 6)
        seen = looks(people, k)
        pictures = list(dict.fromkeys(shown for _, shown in seen if shown))
        for shown in pictures:
            found = cells(shown.organisations)
            assert all(cell.persons >= k for cell in found)
            assert not found or sum(cell.persons for cell in found) == shown.persons
            broken_down += bool(found)
        for before, after in pairwise(pictures):
            assert after.persons - before.persons >= k
            renewed += 1
    assert broken_down > 100 and renewed > 100


@pytest.mark.parametrize("block", range(4))
def test_nobodys_role_can_be_read_from_all_looks_together(block: int) -> None:
    """Whatever role each person has, every look at the page of an open round shows the same."""
    chance = random.Random(100 + block)
    for _ in range(60):
        people, k = random_people(chance), chance.randint(3, 6)
        others = [one._replace(level=chance.choice([*LEVELS, None])) for one in people]
        assert looks(people, k) == looks(others, k)


@pytest.mark.parametrize("block", range(4))
def test_the_last_picture_of_two_breakdowns_singles_nobody_out(block: int) -> None:
    """For any union of cells of one breakdown and of the other, those in the one and not in the other are none or at
    least k, so that no role of a person in a certain organisation follows from the numbers."""
    chance = random.Random(200 + block)
    both = 0
    for _ in range(80):
        people, k = random_people(chance), chance.randint(3, 6)
        found = picture_when_closed(Counter(people), ORGANISATIONS, LEVELS, k)
        rows, columns = cells(found.organisations), cells(found.levels)
        both += bool(rows and columns)
        for row in unions(rows):
            for column in unions(columns):
                inside = [(one.organisation or "unstated") in row for one in people]
                held = [(one.level or "unstated") in column for one in people]
                if all(yes for no, yes in zip(inside, held, strict=True) if no):
                    assert (sum(held) - sum(inside)) == 0 or (sum(held) - sum(inside)) >= k
    assert both > 5


def unions(found: tuple[Cell, ...]) -> list[frozenset[str]]:
    return [
        frozenset(member for at, cell in enumerate(found) if mask >> at & 1 for member in cell.members)
        for mask in range(1, 1 << len(found))
    ]


def a_round(kind: Kind = Kind.INDIVIDUAL, state: State = State.OPEN, wave: int = 0) -> Round:
    return replace(DRAFT, rules=RoundRules(kind, 5, state), wave=wave)


class TestWhatIsToldWhereSomebodyIsInvited:
    def test_the_number_of_sheets_goes_in_steps_of_the_smallest_group(self) -> None:
        told = [told_sheets(number, a_round(), invited=True) for number in range(12)]
        assert told == [Told(number - number % 5, in_steps=True) for number in range(12)]

    def test_it_is_exact_where_nobody_is_invited_and_where_the_round_is_joint(self) -> None:
        joint = a_round(kind=Kind.JOINT)
        assert [told_sheets(3, a_round(), invited=False), told_sheets(3, joint, invited=True)] == [Told(3), Told(3)]

    def test_it_is_exact_when_the_round_is_closed_with_enough_and_has_not_been_opened_again(self) -> None:
        closed, again = a_round(state=State.CLOSED), a_round(state=State.CLOSED, wave=1)
        assert told_sheets(7, closed, invited=True) == Told(7)
        assert told_sheets(4, closed, invited=True) == Told(0, in_steps=True)
        assert told_sheets(7, again, invited=True) == Told(5, in_steps=True)

    @given(answered=st.integers(0, 60), invited=st.integers(0, 60), k=st.integers(3, 10))
    def test_of_the_invited_at_least_k_are_left_of_whom_nothing_is_told(
        self, answered: int, invited: int, k: int
    ) -> None:
        told = told_answered(min(answered, invited), invited, k)
        assert told % k == 0
        assert told == 0 or (told <= answered and told <= invited - k)
