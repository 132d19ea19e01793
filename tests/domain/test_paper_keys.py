"""What is typed for the boxes of a form on paper."""

from dataclasses import replace
from fractions import Fraction

from app.documents.paper_form import Sheet, render_html
from app.domain.items import RatingItem
from app.domain.items.paper_keys import keys_of
from app.domain.scale import DONT_KNOW, NOT_APPLICABLE, Scale
from app.domain.text import Text
from tests.domain.examples import bipolar_pair, factor, questionnaire, rating


def valued(*values: str, not_applicable: bool = True) -> RatingItem:
    item = rating("x", length=len(values))
    aside = Text.of({"sv": "Inte aktuellt hos oss"}) if not_applicable else None
    scale: Scale = replace(item.scale, values=tuple(map(Fraction, values)), not_applicable=aside)
    return replace(item, scale=scale)


def test_a_box_is_numbered_by_its_value_and_dont_know_makes_room_for_nought() -> None:
    assert keys_of(valued("0", "1", "3")) == {"0": "1", "1": "2", "3": "3", "V": DONT_KNOW, "N": NOT_APPLICABLE}


def test_a_scale_of_codes_is_keyed_as_before() -> None:
    assert keys_of(rating("x", length=3)) == {"1": "1", "2": "2", "3": "3", "0": DONT_KNOW, "V": DONT_KNOW}


def test_decimals_are_not_typed() -> None:
    assert list(keys_of(valued("0", "0.5", "1", not_applicable=False))) == ["1", "2", "3", "0", "V"]


def test_positions_around_nought_are_typed_with_their_sign() -> None:
    line = replace(bipolar_pair("p", steps=3), numbers=(Fraction(-1), Fraction(0), Fraction(1)))
    assert keys_of(line) == {"-1": "1", "0": "2", "1": "3", "V": DONT_KNOW, "-": ""}


def test_the_paper_prints_the_keys_that_are_typed() -> None:
    asked = questionnaire(factor("service", valued("0", "1", "3", "5")))
    html = render_html(Sheet(asked, "Norrdal", "Våren", "ABC", False, 5, (), ""), "sv")
    for key in keys_of(asked.items[0]):
        assert f'<span class="key">{key}</span>' in html
    assert "Inte aktuellt hos oss" in html
