"""What a cell means: certain are the answer's own words, the rest is a proposal, and a denial is neither."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.items import RatingItem
from app.domain.items.written import written_answers
from app.domain.likeness import Basis
from app.domain.questionnaire import Questionnaire
from app.domain.round import Organisation
from app.domain.scale import DONT_KNOW, Scale, ScalePoint
from app.domain.text import Text
from app.services.answer_files import read_sheets
from app.services.answer_words import Vocabulary, vocabularies
from app.services.column_targets import proposed, targets_of
from app.services.imports import plain_words
from app.services.mapped_answers import Asked, Words
from tests.domain.examples import CHOICES, factor, options, questionnaire, rating, text
from tests.domain.test_likeness import DENIALS, STARTS

AGREEMENT = ("Stämmer inte alls", "Stämmer ganska dåligt", "Stämmer delvis", "Stämmer ganska bra", "Stämmer helt")
IN_ENGLISH = ("Not true at all", "Mostly not true", "Partly true", "Mostly true", "Completely true")
STEMS = (
    "Stämmer",
    "Instämmer",
    "Viktigt",
    "Nöjd",
    "Tillräckligt",
    "Agree",
    "Satisfied",
    "True",
    "Clear",
    "Enig",
    "Selvä",
)
DEGREES = (
    "helt",
    "delvis",
    "ganska bra",
    "ganska dåligt",
    "inte alls",
    "strongly",
    "somewhat",
    "not at all",
    "ikke",
    "alltid",
    "aldrig",
    "mycket",
    "to some extent",
)
LABELS = st.tuples(
    st.sampled_from(STEMS), st.lists(st.sampled_from(DEGREES), min_size=2, max_size=7, unique=True), st.booleans()
).map(lambda one: [f"{one[0]} {degree}" if one[2] else f"{degree} {one[0]}" for degree in one[1]])


def asked(*labels: str, english: tuple[str, ...] = (), away: str = "Vet ej") -> Questionnaire:
    """One statement on a scale of these points."""
    points = tuple(
        ScalePoint(at, Text.of({"sv": label, "en": other}))
        for at, (label, other) in enumerate(zip(labels, english or labels, strict=True), start=1)
    )
    scale = Scale("scale", points, Text.of({"sv": away, "en": "Don't know"}))
    return questionnaire(factor("service", replace(rating("x"), scale=scale)), items=CHOICES)


def words_of(found: Questionnaire, target: str = "x", *organisations: Organisation) -> Vocabulary:
    return vocabularies(found, organisations, targets_of(found))[target]


def meant(words: Vocabulary, cell: str) -> str:
    return words.understood(cell) or words.guessed(cell)


@pytest.mark.parametrize(
    ("written", "proposal"),
    [
        ("Stämmer inte helt", ""),
        ("Stämmer ej", ""),
        ("Instämmer inte", ""),
        ("Stämmer aldrig", ""),
        ("Not true", ""),
        ("Not completely true", ""),
        ("Completely untrue", ""),
        ("Mostly untrue", ""),
        ("Partly untrue", ""),
        ("Stämmer delvis inte", ""),
        ("Stämmer ikke helt", ""),
        ("En stämmer helt", ""),
        ("Stämmer knappast", ""),
        ("1 – Stämmer helt", ""),
        ("4 – Stämmer inte alls", ""),
        ("Stämmer ej alls", "1"),
        ("Inte alls", ""),
        ("Stämmer ganska illa", "2"),
        ("4 – Stämmer ganska bra", "4"),
        ("Helt", ""),
    ],
)
def test_a_denial_is_never_proposed_as_what_it_denies(written: str, proposal: str) -> None:
    words = words_of(asked(*AGREEMENT, english=IN_ENGLISH))
    assert (words.understood(written), words.guessed(written)) == (None, proposal)


@given(LABELS, st.sampled_from(DENIALS), st.integers(0, 5), st.data())
def test_adding_or_removing_a_denying_word_never_keeps_a_match(
    labels: list[str], denial: str, at: int, data: st.DataObject
) -> None:
    words = words_of(asked(*labels))
    label = data.draw(st.sampled_from(labels))
    value = str(labels.index(label) + 1)
    pieces = label.split()
    assert meant(words, " ".join([*pieces[:at], denial, *pieces[at:]])) != value
    for denying in set(pieces) & set(DENIALS):
        assert meant(words, " ".join(one for one in pieces if one != denying)) != value


@given(LABELS, st.sampled_from(STARTS), st.data())
def test_adding_a_denying_beginning_never_keeps_a_match(labels: list[str], start: str, data: st.DataObject) -> None:
    words = words_of(asked(*labels))
    label = data.draw(st.sampled_from(labels))
    pieces = label.split()
    at = data.draw(st.integers(0, len(pieces) - 1))
    denied = " ".join(f"{start}{one}" if place == at else one for place, one in enumerate(pieces))
    assert meant(words, denied) != str(labels.index(label) + 1)


@given(LABELS, st.data())
def test_every_label_is_read_as_itself_however_it_is_cased_spaced_and_composed(
    labels: list[str], data: st.DataObject
) -> None:
    words = words_of(asked(*labels))
    label = data.draw(st.sampled_from(labels))
    composed = data.draw(st.booleans())
    cased = data.draw(st.sampled_from([label, label.upper(), label.lower(), label.title()]))
    spaced = f" {cased} ".replace(" ", "  ")
    written = unicodedata.normalize("NFC", spaced) if composed else unicodedata.normalize("NFD", spaced)
    assert words.understood(written + data.draw(st.sampled_from(" .!"))) == str(labels.index(label) + 1)


@given(st.lists(st.text(min_size=1, max_size=20), min_size=2, max_size=6))
def test_any_set_of_labels_goes_round(labels: list[str]) -> None:
    assume(all(one.strip() for one in labels))
    assume(len({plain_words(one) for one in labels} - {"vet ej", "don't know", "dont_know"}) == len(labels))
    assume(not any(plain_words(one).isdigit() or plain_words(one)[:1].isdigit() for one in labels))
    found = asked(*labels)
    item = found.items[0]
    assert isinstance(item, RatingItem)
    written = written_answers(item)  # the number of each point or, where labels hold numbers that tell none, its label
    as_sheet = [written[str(at)] for at in range(1, len(labels) + 1)]
    assert [words_of(found).understood(one) for one in labels] == as_sheet


def test_labels_that_differ_by_a_last_sign_alone_are_asked_about() -> None:
    words = words_of(asked("Ja", "Ja!", "Nej"))
    assert words.understood("Ja") is None
    assert words.understood("Nej.") == "3"


def test_other_words_for_not_knowing_are_proposed_and_only_the_label_is_certain() -> None:
    words = words_of(asked(*AGREEMENT))
    assert [words.understood(one) for one in ("Vet ej", "VET EJ.", "Don’t know", "dont_know")] == [DONT_KNOW] * 4
    assert words.understood("Vet inte") is None
    assert words.guessed("Vet inte") == DONT_KNOW


def test_a_point_that_is_called_as_not_knowing_is_called_is_that_point() -> None:
    words = words_of(asked("Vet inte", "Vet delvis", "Vet säkert", away="Ingen åsikt"))
    assert words.understood("Vet inte") == "1"


def test_an_options_id_is_certain_only_as_it_is_written() -> None:
    words = words_of(questionnaire(factor("service", rating("x")), items=CHOICES), "form")
    assert words.understood("avtal") == "avtal"
    one = Organisation("alvnas", "Älvnäs")
    names = words_of(questionnaire(factor("service", rating("x"))), "organisation", one)
    assert (names.understood("alvnas"), names.understood("Alvnas"), names.guessed("Alvnas")) == (
        "alvnas",
        None,
        "alvnas",
    )


@pytest.mark.parametrize(
    ("written", "certain", "proposal"),
    [
        ("Norrdal", "norrdal", "norrdal"),
        ("Norrdals kommun", None, "norrdal"),
        ("Norra Norrdal", None, ""),
        ("Norrdals kommunförbund", None, ""),
        ("Region Norrdal", None, ""),
        ("Habo", None, ""),
        ("Habo kommun", None, ""),
        ("Håbo kommun", None, "habo"),
        ("HÅBO", "habo", "habo"),
    ],
)
def test_organisations_are_read_by_their_names_and_one_municipality_is_never_another(
    written: str, certain: str | None, proposal: str
) -> None:
    organisations = (Organisation("norrdal", "Norrdal"), Organisation("habo", "Håbo"))
    words = words_of(questionnaire(factor("service", rating("x"))), "organisation", *organisations)
    assert (words.understood(written), words.guessed(written)) == (certain, proposal)


def test_a_role_with_a_word_more_is_another_role() -> None:
    found = questionnaire(factor("service", rating("x")), items=CHOICES)
    assert found.level
    level = replace(found.level, options=(*options("politiker"), *options("tjänsteperson")))
    words = words_of(replace(found, level=level), "level")
    assert (words.understood("Politiker"), meant(words, "Övrig politiker"), meant(words, "Ej politiker")) == (
        "politiker",
        "",
        "",
    )


def translated(found: Questionnaire, cells: list[str], said: Words) -> list[tuple[str, str, Basis, int]]:
    asking = Asked(found, ())
    rows = [[cell] for cell in cells]
    return [(one.written, one.meaning, one.basis, one.cells) for one in asking.translations(rows, ["x"], said)]


def test_every_word_is_listed_with_its_meaning_its_basis_and_how_many_answers_it_concerns() -> None:
    cells = ["Stämmer helt"] * 3 + ["Stammer delvis"] * 2 + ["4", "Kanske", "Oklart", "Nja"]
    said = {"x": {"stammer delvis": "3", "kanske": "3", "oklart": ""}}
    assert translated(asked(*AGREEMENT), cells, said) == [
        ("Stämmer helt", "5", Basis.SAME, 3),
        ("Stammer delvis", "3", Basis.PROPOSED, 2),
        ("4", "4", Basis.SAME, 1),
        ("Kanske", "3", Basis.CHOSEN, 1),
        ("Oklart", "", Basis.CHOSEN, 1),
    ]


def test_words_that_a_file_has_beside_an_answers_own_are_not_proposed_as_it() -> None:
    found = Asked(asked(*AGREEMENT), ())

    def proposals(*cells: str) -> dict[str, str]:
        return {one.written: one.guess for one in found.unknown([[cell] for cell in cells], ["x"], {})}

    assert proposals("Stämmer ganska väl") == {"Stämmer ganska väl": "4"}
    assert proposals("Stämmer ganska väl", "Stämmer ganska bra") == {"Stämmer ganska väl": ""}
    assert proposals("Stämmer ganska väl", "Stammer ganska bra") == {
        "Stämmer ganska väl": "",
        "Stammer ganska bra": "4",
    }
    assert proposals("Stammer helt", "Stämmer helt") == {"Stammer helt": "5"}


def test_what_was_said_of_a_word_never_comes_before_what_the_word_is() -> None:
    found = Asked(asked(*AGREEMENT), ())
    sheet = found.sheet_of([["Stämmer helt"], ["Kanske"]], 1, ["x"], {"x": {"stämmer helt": "1", "kanske": "3"}})
    assert sheet.rows == [["5"], ["3"]]


def test_an_answer_sheet_reads_labels_in_any_unicode_form(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(unicodedata.normalize("NFD", "x\nStämmer helt.\nSTÄMMER INTE ALLS\nVet inte\n"))
    found = read_sheets(path, asked(*AGREEMENT), None)
    assert [one.answers["x"] for one in found.sheets] == [5, 1, DONT_KNOW]


STATEMENTS = ("Jag vet varför vi träffas.", "Mötena drar ut på tiden.", "Beslut följs upp, även svåra.")


@pytest.mark.parametrize(
    ("header", "target", "certain"),
    [
        ("Jag vet varför vi träffas.", "a0", True),
        ("JAG VET  varför vi träffas*", "a0", True),
        ("1. Jag vet varför vi träffas.", "a0", True),
        ("Q1. Jag vet varför vi träffas.", "a0", True),
        ("a0. Jag vet varför vi träffas.", "a0", True),
        ("a0", "a0", True),
        ("Varfor. Jag vet varför vi träffas.", "a0", False),
        ("Jag vet varfor vi traffas", "a0", False),
        ("Hur väl stämmer det? [Jag vet varför vi träffas.]", "a0", False),
        ("Beslut följs upp även svåra", "a2", False),
        ("Vad stämmer inte? [Jag vet varför vi träffas.]", "", True),
        ("Aldrig. Jag vet varför vi träffas.", "", True),
        ("Jag vet inte varför vi träffas.", "", True),
        ("Jag vet icke varför vi träffas.", "", True),
        ("Jag vet varför vi aldrig träffas.", "", True),
        ("Mötena drar inte ut på tiden.", "", True),
        ("Mötena drar sällan ut på tiden.", "", True),
        ("Beslut följs inte upp, även svåra.", "", True),
        ("Beslut följs upp, även svåra – kommentar", "", True),
        ("Points - Jag vet varför vi träffas.", "", True),
        ("Vi vet varför vi träffas.", "", True),
    ],
)
def test_a_header_is_certain_word_for_word_and_a_denied_one_is_no_question(
    header: str, target: str, certain: bool
) -> None:
    items = [replace(rating(f"a{at}"), text=text(words)) for at, words in enumerate(STATEMENTS)]
    (one,) = proposed([header], targets_of(questionnaire(factor("service", *items))))
    assert (one.target, one.certain) == (target, certain)


@given(st.sampled_from(STATEMENTS), st.sampled_from(DENIALS), st.integers(0, 6))
def test_a_denying_word_more_or_less_is_never_the_same_heading(statement: str, denial: str, at: int) -> None:
    pieces = statement.split()
    denied = " ".join([*pieces[:at], denial, *pieces[at:]])
    for header, words in ((denied, statement), (statement, denied)):
        found = questionnaire(factor("service", replace(rating("x"), text=text(words))))
        assert [one.target for one in proposed([header], targets_of(found))] == [""]


def test_a_row_that_two_grids_have_and_a_question_that_is_asked_twice_are_left_to_be_chosen() -> None:
    twice = [replace(rating(one), text=text("Mål finns.")) for one in ("a", "b")]
    targets = targets_of(questionnaire(factor("service", *twice, rating("c"))))
    assert [one.target for one in proposed(["Mål finns."], targets)] == [""]
    assert [one.target for one in proposed(["Mål finns.", "Mål finns."], targets)] == ["a", "b"]
    grids = ["Hur viktigt är det? [c]", "Hur väl fungerar det? [c]"]
    assert [one.target for one in proposed(grids, targets)] == ["", ""]
