"""Options that stand alone tie the marks of one person together. Still nobody's marks follow from what is published,
beyond what the others have in common: choices are never broken down, so that the others can change places."""

from collections import defaultdict
from itertools import product

import pytest

from app.domain.items import MultipleChoiceItem
from app.domain.published import PublishedChoice, Withheld
from tests.domain.examples import closed, factor, marked_options, published, questionnaire, rating, sheet, text

MARKS = [frozenset(one) for one in (("a",), ("b",), ("a", "b"), ("none",))]
PERSONS = 5


@pytest.mark.parametrize("most", [None, 2])
def test_no_member_can_tell_what_another_marked_unless_all_others_marked_alike(most: int | None) -> None:
    item = MultipleChoiceItem("m", text("m"), marked_options("a", "b", "none", alone="none"), most)
    asked = questionnaire(factor("f", rating("x")), items=(item,))
    shown: dict[tuple[frozenset[str], ...], str] = {}
    possible: dict[tuple[str, frozenset[str]], list[tuple[frozenset[str], ...]]] = defaultdict(list)
    for marks in product(MARKS, repeat=PERSONS):
        key = tuple(sorted(marks, key=sorted))
        if key not in shown:
            found = published(asked, closed(PERSONS), [sheet({"m": one}) for one in key]).items["m"]
            assert isinstance(found, PublishedChoice)
            assert not isinstance(found.options, Withheld)
            shown[key] = str((found.n, sorted(found.options.items())))
        possible[shown[key], marks[0]].append(marks[1:])
    assert len(possible) > 20
    for others in possible.values():
        for option in ("a", "b", "none"):
            if (
                len({option in one[0] for one in others}) == 1
            ):  # the first of the others is sure to have marked it, or not
                assert all(len({option in marks for marks in one}) == 1 for one in others)
