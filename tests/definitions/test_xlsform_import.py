"""XLSForms as drafts: what is taken over, what is told, what is refused; and the way there and back."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from app.definitions.xlsform import losses
from app.definitions.xlsform.export import form_of
from app.definitions.xlsform.names import as_id, language_heading, language_of
from app.definitions.xlsform.sheets import LARGEST_FILE, MOST_ROWS
from app.definitions.xlsform.workbook import written
from app.domain.errors import SamspelError
from app.domain.items import AllocationItem, Item, RankingItem, RatingItem, SingleChoiceItem
from app.domain.items.choice import WeighedOption
from tests.conftest import LIBRARY
from tests.definitions.xlsform_books import HEAD, Rows, book, drafted, gettext, read, told

ANSWERED = tuple(one.id for one in LIBRARY.questionnaires() if one.form.value == "answers")
LIKERT = [("likert", at, words) for at, words in enumerate(("Inte alls", "Lite", "Delvis", "Mest", "Helt"), start=1)]
FORMS = [("form", "avtal", "Avtal"), ("form", "namnd", "Gemensam nämnd")]


def faults(survey: Rows, choices: Rows = LIKERT) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in read(book(survey, choices)).faults]


STATEMENT = ("select_one likert", "q1", "Vi har ett mål.")


@pytest.mark.parametrize("name", ANSWERED)
def test_what_is_written_is_read_again_with_the_same_items_texts_and_scales(name: str) -> None:
    """All but what an XLSForm has no place for: reverse, weights, and what an option leads to."""
    asked = LIBRARY.find(name)
    again = drafted(written(form_of(asked)))
    assert again.items == tuple(map(carried, asked.items))
    assert again.scales == asked.scales
    assert (again.id, again.version, again.languages) == (asked.id, asked.version, asked.languages)
    assert (again.introduction, again.organisation, again.level) == (
        asked.introduction,
        asked.organisation,
        asked.level,
    )
    assert [(one.id, one.title, one.description) for one in again.dimensions] == [
        (one.id, one.title, one.description) for one in asked.dimensions
    ]
    assert [(one.id, one.title) for one in again.factors] == [(one.id, one.title) for one in asked.factors]


def carried(item: Item) -> Item:
    if isinstance(item, RatingItem):
        return replace(item, reverse=False)
    if isinstance(item, AllocationItem | RankingItem):
        return replace(item, options=tuple(WeighedOption(one.id, one.label) for one in item.options))
    return item


@pytest.mark.parametrize("name", ANSWERED)
def test_the_draft_of_our_own_form_loses_nothing_but_the_organisations(name: str) -> None:
    assert [one.key for one in read(written(form_of(LIBRARY.find(name)))).lost] == ["organisations"]


def test_a_plain_form_becomes_dimensions_factors_and_a_scale() -> None:
    content = book(
        [
            ("note", "hej", "Välkommen."),
            ("begin group", "Ledning", "Ledning"),
            ("note", "n", "Om ledning."),
            ("begin_group", "mal", "Mål"),
            STATEMENT,
            ("select_one likert", "q2", "Målet är känt."),
            ("end_group", ""),
            ("select_one form", "form", "Vilken form?"),
            ("select_multiple form", "former", "Vilka har ni prövat?"),
            ("rank form", "ordning", "Vilken är viktigast?"),
            ("text", "fritt", "Något mer?"),
            ("end group", ""),
        ],
        [*LIKERT, ("likert", 99, "Kan inte säga"), *FORMS],
    )
    found = drafted(content)
    (dimension,) = found.dimensions
    assert found.introduction.into("sv") == "Välkommen."
    assert (dimension.id, dimension.description.into("sv")) == ("ledning", "Om ledning.")
    assert [(one.id, [item.id for item in one.items]) for one in dimension.factors] == [
        ("mal", ["q1", "q2"]),
        ("ledning_2", ["ordning"]),
    ]
    assert [(one.id, one.kind) for one in dimension.items] == [
        ("form", "single_choice"),
        ("former", "multiple_choice"),
        ("fritt", "comment"),
    ]
    (scale,) = found.scales
    assert [(point.value, point.label.into("sv")) for point in scale.points][-1] == (5, "Helt")
    assert scale.dont_know is not None and scale.dont_know.into("sv") == "Kan inte säga"


def test_a_list_of_words_is_a_scale_where_two_questions_use_it_and_a_choice_where_one_does() -> None:
    twice = [("select_one form", "a", "A"), ("select_one form", "b", "B")]
    assert [one.kind for one in drafted(book(twice, FORMS)).items] == ["rating", "rating"]
    once = [STATEMENT, ("select_one form", "a", "A")]
    assert isinstance(drafted(book(once, [*LIKERT, *FORMS])).items[1], SingleChoiceItem)


def test_numbers_that_run_down_put_the_strong_end_first() -> None:
    scale = drafted(book([STATEMENT], list(reversed(LIKERT)))).scales[0]
    assert [point.value for point in scale.points] == [5, 4, 3, 2, 1]
    assert scale.points[0].label.into("sv") == "Helt"


def test_languages_come_from_the_columns_with_the_default_one_first() -> None:
    found = drafted(
        book(
            [("select_one likert", "q1", "We agree.", "Vi är överens.")],
            LIKERT,
            [("default_language",), ("Svenska (sv)",)],
            head=("type", "name", "label::English", "label::Svenska (sv)"),
        )
    )
    assert found.languages == ("sv", "en")
    assert found.items[0].text.into("en") == "We agree."


def test_what_is_missing_stands_in_brackets_and_is_counted() -> None:
    reading = read(book([STATEMENT], LIKERT))
    assert reading.text.count("'[Skriv ") == reading.placeholders == 4


def test_what_has_no_counterpart_is_told_by_row_with_what_to_do_instead() -> None:
    survey = [
        ("select_one likert", "q1", "Vi har ett mål.", "${alder} > 20", "yes", "", "Tänk efter"),
        ("integer", "alder", "Hur gammal är du?", "", "", ". > 0", ""),
        ("geopoint", "plats", "Var är du?"),
        ("calculate", "summa", ""),
        ("begin_repeat", "moten", "Möten", "", "", "", "Ett möte i taget"),
        ("select_one likert", "q2", "Mötet var bra, ${q1}."),
        ("end_repeat", ""),
        ("select_one form or_other", "form", "Vilken form?"),
        ("note", "n", "Tack!"),
    ]
    head = (*HEAD, "relevant", "required", "constraint", "hint")
    content = book(survey, [*LIKERT, *FORMS], head=head)
    assert told(content) == [
        (2, "required"),
        (2, "relevant"),
        (2, "loose"),
        (3, "type"),
        (4, "type"),
        (5, "type"),
        (6, "repeat"),
        (6, "hint"),
        (7, "reference"),
        (9, "or_other"),
        (9, "loose_unmeasured"),
        (10, "note"),
    ]
    sentences = [one.sentence(gettext) for one in read(content).lost]
    assert (
        "[row : 4] “geopoint” has no counterpart in Samspel, so “Var är du?” was left out. "
        + losses.SENTENCES["no_trace"]
        in sentences
    )


@pytest.mark.parametrize(
    ("survey", "choices", "key"),
    [
        ([("select_one likert", "Fråga ett", "Mål?")], LIKERT, "renamed"),
        ([("select_one likert", "q1", "")], LIKERT, "no_label"),
        ([STATEMENT, ("rank form", "r", "Ordning?")], [*LIKERT, ("form", "a", "A")], "number_of_options"),
        (
            [STATEMENT, ("select_one likert", "q2", "B")],
            [("likert", f"n{at}", f"L{at}") for at in range(12)],
            "scale_length",
        ),
        ([STATEMENT, ("select_one likert", "q2", "B")], [("likert", "a", "A"), ("likert", "b", "B")], "strong_end"),
        ([STATEMENT], [*LIKERT[:-1], ("likert", 5, "Lite")], "same_label"),
        (
            [STATEMENT, ("select_one form", "a", "A"), ("select_one form", "b", "B")],
            [*LIKERT, ("form", 1, "Nej"), ("form", 2, "Ja")],
            "split",
        ),
    ],
)
def test_what_needs_a_look_is_told(survey: Rows, choices: Rows, key: str) -> None:
    content = book([*survey, ("rank extra", "x", "Ordna.")], [*choices, ("extra", "e", "E"), ("extra", "f", "F")])
    assert key in [one for _, one in told(content)]
    drafted(content)


def test_more_of_what_needs_a_look_is_told() -> None:
    head = (*HEAD, "label::Klingon", "image", "odd", "default", "choice_filter")
    survey = [
        ("begin_group", "a", "A"),
        ("begin_group", "b", "B"),
        ("begin_group", "c", "C"),
        (*STATEMENT, "", "bild.png", "udda", "3", "x=1"),
        ("end_group", ""),
        ("end_group", ""),
        ("end_group", ""),
        ("note", "n1", "Ett"),
        ("text", "t", "Två"),
        ("note", "n2", "Tre"),
    ]
    content = book(survey, LIKERT, [("version",), ("2026-11-25",)], head=head)
    assert {"language", "media", "column", "default", "choice_filter", "nested", "note", "version"} <= {
        one for _, one in told(content)
    }
    drafted(content)


def test_a_text_without_the_main_language_is_told() -> None:
    head = ("type", "name", "label::Svenska (sv)", "label::English (en)")
    content = book([("select_one likert", "q1", "", "A goal.")], LIKERT, head=head)
    assert (2, "main_language") in told(content)


@pytest.mark.parametrize(
    ("survey", "expected"),
    [
        ([("select_oen likert", "q1", "A")], [("X005", "2/type")]),
        ([STATEMENT, STATEMENT], [("X006", "3/name")]),
        ([("select_one likret", "q1", "A")], [("X007", "2/type")]),
        ([("begin_group", "g", "G"), STATEMENT], [("X008", "2/type")]),
        ([STATEMENT, ("end_group", "")], [("X008", "3/type")]),
        ([("begin_group", "g", "G"), STATEMENT, ("end_repeat", "")], [("X008", "4/type")]),
        ([("select_one", "q1", "A")], [("X011", "2/type")]),
        ([("text", "", "A")], [("X013", "2/name")]),
        (
            [("texxt", "a", "A"), ("text", "", "B"), ("rank nothing", "c", "C")],
            [("X005", "2/type"), ("X013", "3/name"), ("X007", "4/type")],
        ),
    ],
)
def test_every_row_that_cannot_be_meant_is_a_fault(survey: Rows, expected: list[tuple[str, str]]) -> None:
    assert faults(survey) == expected


def test_the_nearest_type_is_named() -> None:
    (fault,) = read(book([("select_mutliple x", "q", "A")])).faults
    assert fault.facts["guess"] == "select_multiple"


def zipped(name: str, content: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", 8) as packed:
        packed.writestr(name, content)
    return file.getvalue()


def renamed(title: str) -> bytes:
    file, found = BytesIO(), Workbook()
    sheet = found.active
    assert sheet is not None
    sheet.title = title
    found.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"name;type\n", "I014"),
        (zipped("a.txt", b"hej"), "I014"),
        (zipped("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "I043"),
        (b"PK" + bytes(LARGEST_FILE), "X002"),
        (zipped("xl/workbook.xml", b"<x>" + b" " * 50_000_000), "I015"),
        (renamed("servey"), "X003"),
        (renamed("survey"), "X004"),
        (book([("geopoint", "g", "Var?"), ("note", "n", "Hej")]), "X009"),
        (book([("note", "", "")] * (MOST_ROWS + 1)), "I041"),
    ],
    ids=["text", "zip", "entities", "large", "bomb", "survey", "columns", "unrated", "rows"],
)
def test_a_workbook_that_is_no_form_is_refused_whole(content: bytes, code: str) -> None:
    with pytest.raises(SamspelError) as refused:
        read(content)
    assert refused.value.code == code


def test_names_become_ids() -> None:
    names = {
        "Fråga 1": "fraga_1",
        "1a": "q_1a",
        "grupp.fråga": "grupp_fraga",
        "_x": "x",
        "x__now": "x__now",
        "å" * 70: "a" * 60,
    }
    assert {name: as_id(name) for name in names} == names
    assert as_id("???") == "q"


def test_languages_are_told_from_headings() -> None:
    headings = ("Svenska (sv)", "English", "engelska", "sv", "Norsk bokmål (nb)", "Klingon")
    assert [language_of(one) for one in headings] == ["sv", "en", "en", "sv", "nb", None]
    assert language_heading("sv") == "Svenska (sv)"
    assert language_heading("xx") == "Xx (xx)"
