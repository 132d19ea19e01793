"""Changes in words: every case, in both languages, and never more than the test of the difference bears."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.domain.change import CellChange, Change, Direction, Drift
from app.domain.comparability import Comparability
from app.domain.published import Reason, Withheld
from app.domain.uncertainty import Interval
from app.wording import change as words

NOTHING = Withheld(Reason.TOO_FEW_ANSWERS)
SURE = Change(
    unit_id="service",
    comparability=Comparability.FULL,
    common=("x", "y", "z"),
    asked=3,
    before=3.1,
    after=3.6,
    difference=0.5,
    interval=Interval(0.2, 0.8),
    direction=Direction.INCREASE,
    ad_before=0.9,
    ad_after=0.5,
    drift=Drift.CLOSER,
    organisations=(),
    common_organisations=None,
)


@pytest.mark.parametrize(
    ("change", "swedish", "english"),
    [
        (SURE, "Tydlig ökning", "Clear increase"),
        (replace(SURE, direction=Direction.DECREASE), "Tydlig minskning", "Clear decrease"),
        (replace(SURE, direction=Direction.NO_SURE_CHANGE), "Ingen säker förändring", "No sure change"),
        (replace(SURE, direction=Direction.NOT_TESTED), "Inte prövat", "Not tested"),
        (replace(SURE, direction=None, difference=NOTHING), "Kan inte visas", "Cannot be shown"),
        (
            replace(SURE, direction=None, comparability=Comparability.NONE, common=()),
            "Kan inte jämföras",
            "Cannot be compared",
        ),
    ],
)
def test_a_change_is_called_what_its_test_allows(change: Change, swedish: str, english: str) -> None:
    assert words.direction_words(change, "sv") == swedish
    assert words.direction_words(change, "en") == english


@pytest.mark.parametrize(
    ("drift", "swedish", "briefly"),
    [
        (Drift.CLOSER, "Gruppen har kommit närmare varandra", "Närmare varandra"),
        (Drift.APART, "Gruppen har kommit längre ifrån varandra", "Längre ifrån varandra"),
        (Drift.AS_BEFORE, "Gruppen är ungefär lika överens som förut", "Ungefär som förut"),
        (None, "", ""),
    ],
)
def test_agreement_has_come_closer_or_drifted_apart(drift: Drift | None, swedish: str, briefly: str) -> None:
    assert words.drift_words(drift, "sv") == swedish
    assert words.drift_words(drift, "sv", briefly=True) == briefly
    assert bool(words.drift_words(drift, "en")) == bool(swedish)


@pytest.mark.parametrize(
    ("before", "after", "shown", "difference"),
    [
        (3.1, 3.6, "3,1 → 3,6", "+0,5"),
        (3.6, 3.1, "3,6 → 3,1", "−0,5"),
        (3.14, 3.16, "3,14 → 3,16", "+0,02"),  # 3,1 → 3,2 would look like a tenth
        (2.86, 3.02, "2,86 → 3,02", "+0,16"),  # 2,9 → 3,0 would look like a tenth, and it is two
        (3.0, 3.0, "3,0 → 3,0", "0,0"),
    ],
)
def test_means_and_their_difference_never_contradict_each_other(
    before: float, after: float, shown: str, difference: str
) -> None:
    change = replace(SURE, before=before, after=after, difference=round(after - before, 2))
    assert words.from_to(before, after, "sv") == shown
    assert words.difference_words(change, "sv") == difference


def test_what_is_withheld_has_no_numbers() -> None:
    change = replace(SURE, before=NOTHING, difference=NOTHING, interval=NOTHING)
    assert words.from_to(NOTHING, 3.0, "sv") == ""
    assert words.difference_words(change, "sv") == ""
    assert words.interval_words(change.interval, "sv") == ""


def test_an_interval_has_signs_where_it_is_of_a_difference() -> None:
    assert words.interval_words(Interval(-0.1, 0.4), "sv") == "−0,1 till +0,4"
    assert words.interval_words(Interval(3.1, 3.6), "en", sign=False) == "3.1 to 3.6"


@pytest.mark.parametrize(
    ("common", "asked", "swedish"),
    [
        (("x", "y"), 3, "Jämfört på de 2 av 3 påståenden som hade samma ordalydelse båda gångerna."),
        (("x",), 3, "Jämfört på det enda av 3 påståenden som hade samma ordalydelse båda gångerna."),
        (
            ("x", "y"),
            2,
            "Jämfört på de påståenden som hade samma ordalydelse båda gångerna. Första gången fanns det fler.",
        ),
    ],
)
def test_which_statements_were_compared_is_said_where_it_is_not_all(
    common: Sequence[str], asked: int, swedish: str
) -> None:
    change = replace(SURE, comparability=Comparability.COMMON_ITEMS, common=tuple(common), asked=asked)
    assert words.compared_words(change, "sv") == swedish
    assert words.compared_words(change, "en").endswith((".", "more."))


def test_nothing_is_said_of_statements_where_all_were_compared_and_why_where_none_was() -> None:
    assert words.compared_words(SURE, "sv") == ""
    none = replace(SURE, comparability=Comparability.NONE, common=())
    assert words.compared_words(none, "sv").endswith("går det inte att jämföra.")


def test_the_organisations_that_are_shown_both_times_are_counted_alike() -> None:
    cells = tuple(CellChange(one, 3.1, 3.6, 0.5) for one in ("a", "b", "c"))
    several = replace(SURE, organisations=cells, common_organisations=(3.1, 3.6))
    one = replace(SURE, organisations=cells[:1], common_organisations=(3.1, 3.6))
    assert words.common_organisations_words(several, "sv") == (
        "Räknat på de tre organisationer som kan visas båda gångerna, där alla väger lika: 3,1 → 3,6."
    )
    assert "den enda organisation som" in words.common_organisations_words(one, "sv")
    assert words.common_organisations_words(SURE, "sv") == ""


@pytest.mark.parametrize(("size", "swedish"), [(1, "1"), (2, "två"), (10, "tio"), (11, "11")])
def test_small_numbers_are_written_in_letters(size: int, swedish: str) -> None:
    assert words.count_words(size, "sv") == swedish
