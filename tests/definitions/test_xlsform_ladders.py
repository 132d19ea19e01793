"""Which words of a list rise from weak to strong, and which do not tell."""

import pytest

from app.definitions.xlsform.ladders import Order, order_of

RISING = (
    "Stämmer inte alls|Stämmer ganska dåligt|Stämmer delvis|Stämmer ganska bra|Stämmer helt",
    "Instämmer inte alls|Instämmer till viss del|Instämmer till stor del|Instämmer helt",
    "Tar helt avstånd|Tar delvis avstånd|Varken eller|Instämmer delvis|Instämmer helt",
    "Inte alls|Lite|Delvis|Mest|Helt",
    "Mycket missnöjd|Ganska missnöjd|Varken eller|Ganska nöjd|Mycket nöjd",
    "Mycket dåligt|Dåligt|Varken bra eller dåligt|Bra|Mycket bra",
    "I liten utsträckning|I viss utsträckning|I stor utsträckning|I mycket stor utsträckning",
    "I mycket låg grad|I låg grad|Delvis|I hög grad|I mycket hög grad",
    "Stämmer ej|Stämmer inte helt|Stämmer helt",
    "Aldrig|Sällan|Ibland|Ofta|Alltid",
    "Not at all|A little|Mostly|Fully",
    "Strongly disagree|Disagree|Neither agree nor disagree|Agree|Strongly agree",
    "Completely untrue|Somewhat untrue|Somewhat true|Completely true",
    "Very dissatisfied|Dissatisfied|Neutral|Satisfied|Very satisfied",
    "Poor|Fair|Good|Very good|Excellent",
    "Not important|Slightly important|Important|Very important",
    "0 – Saknas|1 – Påbörjad|2 – Delvis på plats|3 – På plats",
    "1. Inte alls|2.|3.|4.|5. Helt",
)
UNKNOWN = (
    "1. Man|2. Kvinna",
    "Male|Female",
    "1 North|2 South|3 West",
    "Under 30|30–44|45–60|Över 60",
    "18-29|30-41|42-53",
    "Grundskola|Gymnasium|Högskola",
    "Politiker|Chef|Medarbetare",
    "Heltid|Deltid",
    "Avtal|Gemensam nämnd",
    "Helt",
    "",
)


def order(words: str) -> Order:
    return order_of([{"sv": one} for one in words.split("|")])


@pytest.mark.parametrize("words", RISING)
def test_words_of_agreement_degree_frequency_and_quality_are_known_in_either_direction(words: str) -> None:
    assert order(words) is Order.RISES
    assert order("|".join(reversed(words.split("|")))) is Order.FALLS


@pytest.mark.parametrize("words", UNKNOWN)
def test_kinds_of_things_are_no_ladder_and_numbers_before_them_make_none(words: str) -> None:
    assert order(words) is Order.UNKNOWN


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("0|1|2|3|4|5|6|7|8|9|10", Order.NUMBERS_RISE),
        ("5|4|3|2|1", Order.NUMBERS_FALL),
        ("1 – Lägst|2|3|4|5 – Högst", Order.NUMBERS_RISE),
        ("1 – Helt|2|3|4|5 – Inte alls", Order.FALLS),
        ("Nivå 0|Nivå 1|Nivå 2", Order.NUMBERS_RISE),
        ("Yes|No", Order.YES_NO),
        ("Nej|Ja", Order.NO_YES),
        ("Ja|Delvis|Nej", Order.FALLS),
        ("1|3|5", Order.UNKNOWN),
        ("Sometimes|Never|Always", Order.MIXED),
        ("Ja|Nej|Kanske", Order.MIXED),
        ("Yes|No|Only on Mondays", Order.MIXED),
    ],
)
def test_numbers_and_yes_and_no_are_told_apart_from_words(words: str, found: Order) -> None:
    assert order(words) is found


def test_a_denial_is_weaker_than_what_it_denies_in_every_pair() -> None:
    for denied, said in (("Stämmer inte helt", "Stämmer helt"), ("Untrue", "True"), ("Not always", "Always")):
        assert order(f"{denied}|{said}") is Order.RISES


def test_another_language_tells_where_the_first_does_not() -> None:
    labels = [{"fi": "ei koskaan", "sv": "Aldrig"}, {"fi": "aina", "sv": "Alltid"}]
    assert order_of(labels) is Order.RISES
    assert order_of([{"fi": one["fi"]} for one in labels]) is Order.UNKNOWN
