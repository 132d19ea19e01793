"""Words for what is weighed, in both languages."""

import pytest

from app.domain.items import Item
from app.domain.result import FactorResult, RoundResult
from app.wording.sentences import reason_sentences
from app.wording.weighing import heaviest, measure_words, part_name, shift_words, shown_value
from tests.domain.examples import (
    allocation,
    bipolar_pair,
    closed,
    factor,
    level_pair,
    questionnaire,
    ranking,
    result,
    sheet,
)


def found(item: Item, *raw: tuple[str, ...], organisations: tuple[str | None, ...] = ()) -> RoundResult:
    sheets = []
    for at, one in enumerate(raw):
        answer = item.parse(one)
        assert answer is not None
        sheets.append(sheet({item.id: answer}, organisations[at] if organisations else None))
    return result(questionnaire(factor("f", item)), closed(), sheets)


def said(shown: RoundResult, language: str = "sv") -> str:
    return reason_sentences(the_factor(shown), shown, language)


def the_factor(shown: RoundResult) -> FactorResult:
    return shown.factors[0]


def test_a_shift_names_the_pole_and_the_steps() -> None:
    right = found(bipolar_pair("x", steps=7), *[("now:2", "wanted:4")] * 5)
    assert said(right) == "Gruppen vill flytta tyngdpunkten 2,0 steg mot ”right”."
    assert said(right, "en") == "The group wants to move the weight 2.0 steps towards “right”."
    left = found(bipolar_pair("x", steps=7), *[("now:4", "wanted:2")] * 5)
    assert said(left) == "Gruppen vill flytta tyngdpunkten 2,0 steg mot ”left”."
    assert said(found(bipolar_pair("x"), *[("now:3", "wanted:3")] * 5)) == (
        "På det hela taget vill gruppen vara där den är i dag."
    )


def test_levels_go_further_or_less_far() -> None:
    assert said(found(level_pair("x"), *[("now:2", "wanted:3")] * 5)) == "Gruppen vill gå 1,0 nivåer längre än i dag."
    back = found(level_pair("x"), *[("now:3", "wanted:2")] * 5)
    assert said(back) == "Gruppen vill gå 1,0 nivåer mindre långt än i dag."
    assert shift_words(the_factor(back).weighed[0], "en") == "The group wants to go 1.0 levels less far than today."


def test_shared_weights_name_what_weighs_most() -> None:
    shared = found(allocation("x"), *[("one:7", "two:2", "three:1")] * 5)
    assert said(shared) == "Ni ser lika på saken. Tyngst väger ”one”."
    assert said(shared, "en") == "You see it alike. What weighs most: “one”."
    even = found(allocation("x", "one", "two"), *[("one:5", "two:5")] * 5)
    assert said(even) == "Ni ser lika på saken."
    assert heaviest(the_factor(even).weighed[0]) == ()


def test_a_gap_names_the_organisations_with_points_as_they_were_given() -> None:
    shown = found(
        allocation("x"),
        *[("one:6", "two:3", "three:1")] * 5,
        *[("one:3", "two:6", "three:1")] * 5,
        organisations=("norrdal",) * 5 + ("alvnas",) * 5,
    )
    assert "Organisationerna ser olika på ”one”: norrdal 6,0, alvnas 3,0." in said(shown)
    assert "The organisations see “one” differently: norrdal 6.0, alvnas 3.0." in said(shown, "en")


def test_of_many_reasons_of_one_kind_only_the_widest_is_said() -> None:
    shown = found(
        allocation("x"),
        *[("one:6", "two:3", "three:1")] * 5,
        *[("one:3", "two:3", "three:4")] * 5,
        *[("one:2", "two:8", "three:0")] * 5,
        organisations=("norrdal",) * 5 + ("alvnas",) * 5 + ("storvik",) * 5,
    )
    assert said(shown) == "Organisationerna ser olika på ”two”: storvik 8,0, alvnas 3,0."


def test_spread_and_camps_say_which_part() -> None:
    camps = found(bipolar_pair("x", steps=7), *[("now:1", "wanted:4")] * 3, *[("now:7", "wanted:4")] * 3)
    assert said(camps) == "Svaren om hur det är i dag samlas i två läger, i genomsnitt 3,00 steg från det mittersta."
    spread = found(bipolar_pair("x", steps=7), *[("now:4", "wanted:4")] * 3, *[("now:4", "wanted:7")] * 3)
    assert said(spread) == "Svaren om hur det borde vara är spridda, i genomsnitt 1,50 steg från det mittersta."


def test_places_and_points_are_shown_as_they_were_given() -> None:
    assert shown_value(ranking("x"), 3, "sv") == "1,0"
    assert shown_value(ranking("x"), 1.5, "sv") == "2,5"
    assert shown_value(allocation("x"), 1, "sv") == "0,0"
    assert shown_value(bipolar_pair("x"), 4.25, "sv") == "4,3"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (measure_words(allocation("x"), "sv"), "Medelvärde av poängen, av 10 att fördela"),
        (measure_words(ranking("x"), "sv"), "Medelplats, där 1 är viktigast av 3"),
        (measure_words(bipolar_pair("x"), "sv"), "Medelläge: 1 är helt ”left”, 5 är helt ”right”"),
        (measure_words(level_pair("x"), "sv"), "Medelnivå: 1 är ”point 1”, 4 är ”point 4”"),
        (part_name(allocation("x"), "two", "sv"), "two"),
        (part_name(level_pair("x"), "wanted", "en"), "As it should be"),
    ],
)
def test_numbers_say_what_they_are(words: str, expected: str) -> None:
    assert words == expected
