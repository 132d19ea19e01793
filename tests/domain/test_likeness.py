"""What may be proposed as what: never a denial as what it denies, never another word, and other spellings still."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.likeness import (
    is_alike,
    is_alike_in_name,
    is_alike_in_spelling,
    is_contrary,
    is_cut_off,
    tokens,
)

DENIALS = re.findall(
    r"\w+",
    """
    ej inte icke aldrig ingen inget inga utan sällan knappast knappt föga varken not no never neither nor hardly barely
    seldom without un non ikke ikkje aldri ingen ei en et emme eivät ilman nicht kein nie ne pas
    """,
)
STARTS = (
    "o",
    "un",
    "in",
    "im",
    "ir",
    "il",
    "dis",
    "mis",
    "miss",
    "non",
    "non-",
    "icke-",
    "u",
    "a",
    "anti",
    "epä",
    "ej ",
)
ENDS = ("lös", "less", "fri", "löst", "tön", "n't", "nt")
WORDS = re.findall(
    r"\w+",
    """
    Stämmer helt delvis ganska bra dåligt instämmer viktigt nöjd tillräcklig möjligt agree true satisfied important
    regular possible always often mötena beslut följs upp vi vet varför träffas clear enough tydligt ofta alltid
    """,
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Stämmer ganska väl", "Stämmer ganska bra"),
        ("Stammer inte alls", "Stämmer inte alls"),
        ("Stämmer ej alls", "Stämmer inte alls"),
        ("Stämer helt", "Stämmer helt"),
        ("Stämmer gansak bra", "Stämmer ganska bra"),
        ("Don’t agree", "Do not agree"),
        ("Cannot say", "Can't say"),
        ("Icke-rökare", "icke rökare"),
        ("Beslut följs upp även svåra", "Beslut följs upp, även svåra."),
        ("Viktiga mål", "Viktigt mål"),
    ],
)
def test_other_spellings_of_the_same_words_may_be_proposed(written: str, known: str) -> None:
    assert is_alike(written, known)
    assert is_alike(known, written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jag vet inte varför vi träffas.", "Jag vet varför vi träffas."),
        ("Stämmer inte alls", "Stämmer helt"),
        ("Stämmer inte helt", "Stämmer helt"),
        ("Completely untrue", "Completely true"),
        ("Strongly disagree", "Strongly agree"),
        ("Missnöjd", "Nöjd"),
        ("Otillräcklig", "Tillräcklig"),
        ("Jätteoviktigt", "Jätteviktigt"),
        ("Beslutsoför", "Beslutsför"),
        ("Inte oviktigt", "Inte viktigt"),
        ("Inte oviktigt", "Viktigt"),
        ("Meningslöst", "Meningsfullt"),
        ("Careless", "Careful"),
        ("Irregular", "Regular"),
        ("Impossible", "Possible"),
        ("Isn't clear", "Is clear"),
        ("Doesnt work", "Does work"),
        ("Can't", "Can"),
        ("Mycket dåligt", "Mycket bra"),
        ("Lågt", "Högt"),
        ("Minskat", "Ökat"),
        ("Minst", "Mest"),
        ("More", "Less"),
        ("Always", "Never"),
        ("Never", "Ever"),
        ("Increase", "Decrease"),
        ("Internt", "Externt"),
        ("Higher", "High"),
        ("Few", "A few"),
        ("Fler", "Flera"),
        ("Nja", "Nej"),
        ("Åldrig", "Aldrig"),
        ("Inga", "Några"),
        ("Uenig", "Enig"),
        ("En ole samaa mieltä", "Olen samaa mieltä"),
        ("Tyytymätön", "Tyytyväinen"),
        ("Nivå 1", "Nivå 2"),
        ("−2", "2"),
        ("< 5", "> 5"),
        ("A−", "A"),
        ("Ekonomi +", "Ekonomi"),
        ("Övrig politiker", "Politiker"),
    ],
)
def test_the_opposite_another_degree_and_another_word_are_never_proposed(one: str, other: str) -> None:
    assert not is_alike(one, other)
    assert not is_alike(other, one)


@given(TEXTS, st.sampled_from(DENIALS), st.integers(0, 6))
def test_a_denying_word_more_or_less_never_keeps_a_likeness(words: list[str], denial: str, at: int) -> None:
    denied = [*words[:at], denial, *words[at:]]
    assert not is_alike(" ".join(denied), " ".join(words))
    assert not is_alike(" ".join(words), " ".join(denied))


@given(TEXTS, st.sampled_from(STARTS), st.integers(0, 5))
def test_a_denying_beginning_of_any_word_never_keeps_a_likeness(words: list[str], start: str, at: int) -> None:
    denied = [f"{start}{word}" if place == at % len(words) else word for place, word in enumerate(words)]
    assert not is_alike(" ".join(denied), " ".join(words))
    assert not is_alike(" ".join(words), " ".join(denied))


@given(TEXTS, st.sampled_from(ENDS), st.integers(0, 5))
def test_a_denying_ending_of_any_word_never_keeps_a_likeness(words: list[str], end: str, at: int) -> None:
    denied = [f"{word}{end}" if place == at % len(words) else word for place, word in enumerate(words)]
    assert not is_alike(" ".join(denied), " ".join(words))


@given(TEXTS, st.text(min_size=1, max_size=12), st.integers(0, 6))
def test_no_word_of_any_language_is_passed_over(words: list[str], other: str, at: int) -> None:
    more = " ".join([*words[:at], other, *words[at:]])
    assert not is_alike(more, " ".join(words)) or tokens(more) == tokens(" ".join(words))


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=5))
def test_what_has_words_is_like_itself_however_it_is_spaced_and_cased(words: list[str]) -> None:
    text = " ".join(words)
    assert is_alike(f"  {text.upper().lower()} ", text.upper().lower()) == bool(tokens(text.upper().lower()))


def test_words_that_stand_for_others_are_no_other_spelling() -> None:
    assert is_alike_in_spelling("Stammer helt", "Stämmer helt")
    assert not is_alike_in_spelling("Stämmer fullständigt", "Stämmer helt")


@pytest.mark.parametrize(
    ("written", "is_norrdal"),
    [
        ("Norrdals kommun", True),
        ("NORRDAL", True),
        ("Norrdals stad", True),
        ("Norra Norrdal", False),
        ("Norrdalen", False),
        ("Region Norrdal", False),
        ("Norrdals kommunförbund", False),
        ("Ej Norrdal", False),
    ],
)
def test_an_organisation_is_proposed_by_its_whole_name_alone(written: str, is_norrdal: bool) -> None:
    assert is_alike_in_name(written, "Norrdal") == is_norrdal


@pytest.mark.parametrize(
    ("written", "known", "is_cut"),
    [
        ("Vi vet varför vi träffas i …", "Vi vet varför vi träffas i gruppen.", True),
        ("Vi vet varför vi träf...", "Vi vet varför vi träffas.", True),
        ("Vi vet varför vi träffas i", "Vi vet varför vi träffas i gruppen.", False),
        ("Vi vet varför vi träffas.", "Vi vet varför vi träffas just nu.", False),
        ("Vi vet varför vi träffas i gruppen…", "Vi vet varför vi träffas i gruppen, men inte när", False),
        ("Vi vet varför vi träffas…", "Vi vet varför vi träffas för lite", False),
        ("Vi vet…", "Vi vet varför vi träffas i gruppen.", False),
        ("Vi vet inte varför vi…", "Vi vet varför vi träffas", False),
    ],
)
def test_a_header_that_says_that_it_is_cut_off_is_proposed_where_no_denial_and_little_is_lost(
    written: str, known: str, is_cut: bool
) -> None:
    assert is_cut_off(written, known) == is_cut


@pytest.mark.parametrize(
    ("one", "other", "contrary"),
    [
        ("oviktig", "viktig", True),
        ("ej_klar", "klar", True),
        ("dissatisfied", "satisfied", True),
        ("dimentions", "dimensions", False),
        ("eng", "en", False),
        ("organisatoin", "organisation", False),
    ],
)
def test_a_hint_at_a_mistyped_word_is_never_its_denial(one: str, other: str, contrary: bool) -> None:
    assert is_contrary(one, other) == contrary
    assert is_contrary(other, one) == contrary
