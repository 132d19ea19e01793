"""The Word file: what the dialogue document says, in real headings, lists and tables, and no trace of who made it."""

import re
from functools import cache
from html import unescape
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn

from app.documents.dialogue import render_html
from app.documents.dialogue_docx import build_dialogue_docx
from tests.documents.cases import CASES, Case
from tests.documents.rounds import WEIGHED, round_case

RATED = ("normal", "too_few", "joint", "agreed", "long_names")
NAMES = (*RATED, *WEIGHED)


def found(name: str) -> Case:
    return CASES[name] if name in CASES else round_case(name)


@cache
def file(name: str, language: str = "sv") -> bytes:
    case = found(name)
    return build_dialogue_docx(case.result, case.occasion, language, case.before)


def opened(name: str, language: str = "sv") -> Docx:
    return Document(BytesIO(file(name, language)))


def words(name: str, language: str = "sv") -> str:
    document = opened(name, language)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return plain("\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("name", NAMES)
def test_it_says_everything_that_the_dialogue_document_says_of_the_factors(name: str) -> None:
    case, said = found(name), words(name)
    for factor in case.result.factors:
        about = [factor.factor.explanation, factor.factor.strength, factor.factor.weakness]
        texts = [factor.factor.title, *(one for one in about if one)]
        texts += [*factor.factor.dialogue_questions, *factor.factor.principles]
        texts += (
            [*(one.item.text for one in factor.items), *(one.item.text for one in factor.weighed)]
            if not case.result.withheld
            else []
        )
        assert [text.into("sv") for text in texts if plain(text.into("sv")) not in said] == []


@pytest.mark.parametrize("name", ["normal", "joint"])
def test_every_reason_and_mean_of_the_printed_document_stands_in_it(name: str) -> None:
    case, said = CASES[name], words(name)
    printed = unescape(render_html(case.result, case.occasion, "sv", case.before))
    for reasons in re.findall(r'class="why[^"]*"><p><strong>[^<]*</strong> ([^<]*)</p>', printed):
        assert plain(reasons) in said
    for big in re.findall(r'<p class="big">([^<]*)</p>', printed):
        assert big in said


def test_what_is_weighed_has_its_parts_and_the_organisations_beside_each_other_and_no_scale() -> None:
    said = words("balances")
    assert "Vill flytta tyngdpunkten" in said and "Så som det borde vara" in said and "Norrdal" in said
    for absent in ("är alltid den starka", "Alla nyckelfaktorer tillsammans", "Varje påstående har", "Påståendena"):
        assert absent not in said
    joint = words("drivers_joint")
    assert "Lösa behov som finns i verksamheten nu" in joint and "Storvik" in joint


def test_headings_go_down_one_level_at_a_time() -> None:
    for name in NAMES:
        levels = [
            int(style.removeprefix("Heading "))
            for paragraph in opened(name).paragraphs
            if paragraph.style is not None and (style := str(paragraph.style.name)).startswith("Heading ")
        ]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert levels.count(2) >= (13 if name in RATED else 5)


def test_every_table_has_a_first_row_that_is_repeated_as_its_head() -> None:
    tables = opened("normal").tables
    assert len(tables) > 26
    for table in tables:
        properties = table.rows[0]._tr.trPr
        assert properties is not None and properties.find(qn("w:tblHeader")) is not None


def test_counts_of_a_statement_stand_from_weak_to_strong_and_withheld_ones_as_dashes() -> None:
    item = CASES["normal"].result.factors[0].items[0]
    row = next(
        row for table in opened("normal").tables for row in table.rows if row.cells[0].text == item.item.text.into("sv")
    )
    assert isinstance(item.distribution, tuple)
    shown = [cell.text for cell in row.cells]
    assert shown[1:6] == [str(count) for count in item.distribution]
    assert shown[6] == str(item.dont_know)


@pytest.mark.parametrize(("language", "region"), [("sv", "sv-SE"), ("en", "en-GB")])
def test_it_says_its_title_and_its_language(language: str, region: str) -> None:
    document = opened("normal", language)
    kind = {"sv": "Dialogunderlag", "en": "Dialogue document"}[language]
    assert document.core_properties.title == f"{kind} – Samverkan Älvdalarna, Våren 2026"
    assert document.core_properties.language == region
    found = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert found == {region}


def test_nothing_tells_who_or_what_made_it() -> None:
    properties = opened("normal").core_properties
    assert (properties.author, properties.last_modified_by) == ("Samverkan Älvdalarna", "Samverkan Älvdalarna")
    assert (properties.comments, properties.keywords, properties.category) == ("", "", "")
    assert properties.created == properties.modified
    with ZipFile(BytesIO(file("normal"))) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels")))
    assert b"python-docx" not in everything


def test_without_figures_there_is_no_table_of_any() -> None:
    said = words("too_few")
    assert "inga siffror" in said
    assert len(opened("too_few").tables) == 1
    assert "Medelvärde, 1 till 5" not in said


def test_comments_stand_whole_and_what_was_agreed_last_time_too() -> None:
    assert "& <b>inte fet</b>" in words("long_names")
    agreed = words("agreed")
    assert "Detta kom vi överens om förra gången" in agreed
    assert "Boka nästa möte." in agreed
