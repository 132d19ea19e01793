"""Each kind of item: which answers are valid, how they are written, what is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import SamspelError
from app.domain.items import ITEM_KINDS, CommentItem, Item, MultipleChoiceItem, RatingItem, SingleChoiceItem
from app.domain.items.choice import ANSWERED
from app.domain.items.comment import LONGEST_COMMENT
from app.domain.scale import DONT_KNOW, Scale
from tests.domain.examples import options, rating, scale, text

ONE = SingleChoiceItem("form", text("form"), options("avtal", "forbund"))
MANY = MultipleChoiceItem("areas", text("areas"), options("it", "hr", "skola"))
WORDS = CommentItem("words", text("words"))
EXAMPLES: tuple[Item, ...] = (rating("x"), ONE, MANY, WORDS)


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
