"""Several answers in one cell: parted however a tool parts them, and never in the middle of an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.answer_lists import list_parts

KNOWN = (
    "Skola, förskola",
    "Förskola",
    "Teknik",
    "Vård / omsorg",
    "Kultur och fritid",
    "skola",
    "teknik",
    "a;b",
    "IT|HR",
)


def parts(cell: str) -> list[str]:
    return list_parts(cell, lambda words: " ".join(words.split()) in KNOWN)


@pytest.mark.parametrize("between", ["\n", "\r\n", " | ", "|", " / ", "/", ";", "; ", ", ", ",", " ", " ;\n", "\n\n"])
def test_a_list_is_parted_by_whatever_stands_between_known_answers(between: str) -> None:
    known = ["Skola, förskola", "Teknik", "Vård / omsorg", "Kultur och fritid"]
    assert parts(between.join(known)) == known
    assert parts(between.join(reversed(known)) + between) == known[::-1]


def test_names_are_parted_by_blanks() -> None:
    assert parts("skola teknik") == ["skola", "teknik"]
    assert parts("skola fritid teknik") == ["skola", "fritid", "teknik"]


@pytest.mark.parametrize("whole", KNOWN)
def test_an_answer_is_never_torn_at_a_sign_of_its_own(whole: str) -> None:
    assert parts(whole) == [whole]
    assert parts(f"Teknik\n{whole}") == ["Teknik", whole]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Teknik, Fritid", ["Teknik", "Fritid"]),
        ("Teknik\nFritid, sport", ["Teknik", "Fritid, sport"]),
        ("Skola, förskola, Fritid", ["Skola, förskola", "Fritid"]),
        ("Fritid; Vård / omsorg", ["Fritid", "Vård / omsorg"]),
        ("Fritid / Teknik", ["Fritid", "Teknik"]),
        ("Inte Teknik", ["Inte Teknik"]),
        ("Teknik och annat", ["Teknik och annat"]),
        ("", []),
        ("  ", []),
        (";", []),
    ],
)
def test_what_is_unknown_is_a_part_of_its_own(cell: str, found: list[str]) -> None:
    assert parts(cell) == found


@given(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=6, unique=True), st.sampled_from(["\n", " | ", ";", ", "]))
def test_known_answers_come_back_in_their_order(known: list[str], between: str) -> None:
    assert parts(between.join(known)) == known


def test_a_cell_of_very_many_words_is_still_read() -> None:
    assert parts("ord " * 2_000) == [("ord " * 2_000).strip()]
