"""Each kind of item: which answers are valid, how they are written, what is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import SamspelError
from app.domain.items import ITEM_KINDS, CommentItem, Item, MultipleChoiceItem, RatingItem, SingleChoiceItem
from app.domain.items.choice import ANSWERED
from app.domain.items.comment import LONGEST_COMMENT
from app.domain.scale import DONT_KNOW, Scale
from app.wording.errors import plain_sentence
from tests.domain.examples import (
    allocation,
    bipolar,
    bipolar_pair,
    level,
    level_pair,
    marked_options,
    options,
    ranking,
    rating,
    scale,
    text,
)

ONE = SingleChoiceItem("form", text("form"), options("avtal", "forbund"))
MANY = MultipleChoiceItem("areas", text("areas"), marked_options("it", "hr", "skola"))
WORDS = CommentItem("words", text("words"))
PAIR = bipolar_pair("pair")
ORDER = ranking("order", "it", "hr", "skola")
SHARES = allocation("shares", "it", "hr", "skola")
EXAMPLES: tuple[Item, ...] = (
    rating("x"),
    level("y"),
    bipolar("line"),
    PAIR,
    level_pair("steps"),
    ORDER,
    SHARES,
    ONE,
    MANY,
    WORDS,
)


def test_every_kind_of_item_has_an_example_here() -> None:
    assert {type(item) for item in EXAMPLES} == set(ITEM_KINDS)


@pytest.mark.parametrize("item", EXAMPLES, ids=lambda item: item.kind)
@pytest.mark.parametrize("raw", [(), ("",), ("  ", "")])
def test_an_empty_field_is_no_answer(item: Item, raw: tuple[str, ...]) -> None:
    assert item.parse(raw) is None
    assert item.raw(None) == ()


@pytest.mark.parametrize(
    ("item", "raw", "answer", "counted"),
    [
        (rating("x"), ("4",), 4, ("4",)),
        (rating("x", reverse=True), (" 4 ",), 4, ("4",)),
        (rating("x"), (DONT_KNOW,), DONT_KNOW, (DONT_KNOW,)),
        (level("y"), ("2",), 2, ("2",)),
        (bipolar("line"), ("now:5",), (("now", 5),), ("now:5",)),
        (PAIR, ("wanted:4", "now: 2 "), (("now", 2), ("wanted", 4)), ("now:2", "wanted:4")),
        (PAIR, ("now:", "wanted:1"), (("wanted", 1),), ("wanted:1",)),
        (PAIR, ("now:dont_know",), (("now", DONT_KNOW),), ("now:dont_know",)),
        (level_pair("steps"), ("now:1", "wanted:4"), (("now", 1), ("wanted", 4)), ("now:1", "wanted:4")),
        (ORDER, ("hr:1", "it:3", "skola:2"), (("it", 1), ("hr", 3), ("skola", 2)), ("it:1", "hr:3", "skola:2")),
        (SHARES, ("it:7", "skola:3"), (("it", 8), ("hr", 1), ("skola", 4)), ("it:8", "hr:1", "skola:4")),
        (SHARES, ("it:0", "hr:0", "skola:0"), None, ()),
        (ONE, ("avtal",), "avtal", (ANSWERED, "avtal")),
        (MANY, ("skola", "it"), frozenset({"it", "skola"}), (ANSWERED, "it", "skola")),
        (MANY, ("it; hr",), frozenset({"it", "hr"}), (ANSWERED, "it", "hr")),
        (WORDS, (" Två\r\nrader ",), "Två\nrader", ()),
        (WORDS, ("Två\x0brader\x85till",), "Två\nrader\ntill", ()),
        (WORDS, ("\x1b[31mR\x00öd\x9b\x07\ud800",), "[31mRöd", ()),
        (WORDS, ("\x00\x07 ",), None, ()),
    ],
)
def test_a_valid_answer_is_read_counted_and_written_back(
    item: Item, raw: tuple[str, ...], answer: object, counted: tuple[str, ...]
) -> None:
    assert item.parse(raw) == answer
    assert item.counted(answer) == counted
    assert item.parse(item.raw(answer)) == answer


@pytest.mark.parametrize(
    ("item", "raw", "code"),
    [
        (rating("x"), ("0",), "A001"),
        (PAIR, ("now:6",), "A001"),
        (PAIR, ("now:1", "now:2"), "A003"),
        (PAIR, ("later:1",), "A002"),
        (PAIR, ("3",), "A002"),
        (ORDER, ("it:1", "hr:2"), "A012"),
        (ORDER, ("it:1", "hr:1", "skola:2"), "A013"),
        (ORDER, ("it:0", "hr:1", "skola:2"), "A001"),
        (ORDER, ("it:dont_know",), "A001"),
        (SHARES, ("it:7", "skola:2"), "A014"),
        (SHARES, ("it:9", "skola:2"), "A014"),
        (SHARES, ("it:11",), "A001"),
        (SHARES, ("it:-1", "hr:11"), "A001"),
        (SHARES, ("it:2.5",), "A001"),
        (rating("x"), ("6",), "A001"),
        (rating("x"), ("04",), "A001"),
        (rating("x"), ("4.0",), "A001"),
        (rating("x"), ("٤",), "A001"),
        (rating("x"), ("4", "5"), "A003"),
        (ONE, ("kedja",), "A002"),
        (ONE, ("avtal", "forbund"), "A003"),
        (MANY, ("it", "kedja"), "A002"),
        (WORDS, ("a" * (LONGEST_COMMENT + 1),), "A004"),
    ],
)
def test_an_answer_that_the_item_does_not_have_is_refused(item: Item, raw: tuple[str, ...], code: str) -> None:
    with pytest.raises(SamspelError) as refused:
        item.parse(raw)
    assert (refused.value.code, refused.value.where) == (code, item.id)


def test_dont_know_is_refused_where_the_scale_does_not_offer_it() -> None:
    item = RatingItem("x", text("x"), Scale("plain", scale().points, None))
    with pytest.raises(SamspelError, match="A001"):
        item.parse([DONT_KNOW])


@given(st.sampled_from(EXAMPLES), st.lists(st.text(max_size=30), max_size=4))
def test_any_input_is_either_read_or_refused_by_code(item: Item, raw: list[str]) -> None:
    try:
        answer = item.parse(raw)
    except SamspelError as refused:
        assert refused.code in {"A001", "A002", "A003", "A004"}
    else:
        assert item.parse(item.raw(answer)) == answer


def test_reverse_coding_mirrors_the_scale() -> None:
    assert [rating("x", reverse=True).coded(value) for value in range(1, 6)] == [5, 4, 3, 2, 1]
    assert [rating("x").coded(value) for value in range(1, 6)] == [1, 2, 3, 4, 5]


RULED = MultipleChoiceItem("help", text("help"), marked_options("it", "hr", "skola", "none", alone="none"), 2)


@pytest.mark.parametrize("raw", [("none",), ("it",), ("it", "hr"), ("it;hr",), ("it", "it"), ()])
def test_marks_within_the_rules_are_an_answer(raw: tuple[str, ...]) -> None:
    answer = RULED.parse(raw)
    assert RULED.parse(RULED.raw(answer)) == answer


@pytest.mark.parametrize("raw", [("none", "it"), ("it;none",), ("none", "it", "hr", "skola")])
def test_an_exclusive_option_beside_others_is_refused(raw: tuple[str, ...]) -> None:
    with pytest.raises(SamspelError) as refused:
        RULED.parse(raw)
    assert (refused.value.code, refused.value.where, refused.value.facts["value"]) == ("A020", "help", text("none"))


def test_more_marks_than_the_most_are_refused_with_how_many_to_take_away() -> None:
    with pytest.raises(SamspelError) as refused:
        RULED.parse(("it", "hr", "skola"))
    assert (refused.value.code, dict(refused.value.facts)) == ("A021", {"given": 3, "most": 2, "rest": 1})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "“none” cannot be marked beside other answers. Keep only that one, or take it away."),
        ("sv", "”none” går inte att välja tillsammans med andra svar. Behåll bara det, eller ta bort det."),
    ],
)
def test_a_refusal_names_the_option_in_the_readers_language(language: str, words: str) -> None:
    with pytest.raises(SamspelError) as refused:
        RULED.parse(("none", "it"))
    assert plain_sentence(refused.value, language) == words
