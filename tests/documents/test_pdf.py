"""The file: tagged PDF/UA with title, language, bookmarks and words that can be read out."""

import re
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from app.documents.pdf import OwnFilesOnly
from app.documents.press import write_pdf
from tests.documents.cases import CASES
from tests.documents.layout import made


def tags(file: pikepdf.Pdf, kind: str) -> list[Any]:
    """The structure elements of that kind, in order."""
    found: list[Any] = []
    waiting: list[Any] = [file.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if not isinstance(element, pikepdf.Dictionary):
            continue
        if element.get("/S") == f"/{kind}":
            found.append(element)
        kids: Any = element.get("/K", [])
        waiting += reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids])
    return found


def test_every_chart_has_words_in_its_place() -> None:
    with pikepdf.open(BytesIO(made("normal", "sv").pdf)) as file:
        figures = tags(file, "Figure")
        assert len(figures) > 60
        assert [one for one in figures if not str(one.get("/Alt", "")).strip()] == []
        alternatives = {str(one.Alt) for one in figures}
    assert any(re.search(r"Svar från svagt till starkt: \d+(, \d+){4}\. Vet ej: \d+\.", one) for one in alternatives)
    assert any(re.search(r"medelvärde \d,\d+ på en skala från 1 till 5", one) for one in alternatives)


def test_every_table_has_header_cells_and_every_cell_knows_its_own() -> None:
    with pikepdf.open(BytesIO(made("normal", "sv").pdf)) as file:
        tables = tags(file, "Table")
        assert len(tables) >= 5 * 3
        assert len(tags(file, "TH")) > len(tables) * 3
        with_headers = [cell for cell in tags(file, "TD") if "/Headers" in cell.get("/A", {})]
        assert len(with_headers) == len(tags(file, "TD"))


def test_the_words_come_out_as_they_were_written() -> None:
    text = made("normal", "sv").text
    for words in (
        "Samverkan Älvdalarna",
        "Behovsdialog och aktiva behovsägare",
        "Så läser ni underlaget",
        "Förtroendevald",
        "40 av 49 har svarat (82\N{NO-BREAK SPACE}%)".replace("\N{NO-BREAK SPACE}", " "),
        "Det här kommer vi överens om",
    ):
        assert words in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "\N{REPLACEMENT CHARACTER}" not in text
    assert "\N{SOFT HYPHEN}" not in text


def test_the_contents_give_the_page_of_every_factor() -> None:
    document = made("normal", "sv")
    contents = document.words[1].splitlines()
    for number, factor in enumerate(CASES["normal"].result.factors, start=1):
        title = f"{number}. {factor.factor.title.into('sv')}"
        line = next(line for line in contents if line.startswith(title))
        shown = re.search(r"\d+$", line.strip()) or re.search(r"^\d+$", contents[contents.index(line) + 1].strip())
        assert shown is not None
        assert title in document.words[int(shown.group()) - 1]


def test_pages_are_numbered_out_of_all_pages() -> None:
    pages = made("normal", "sv").words
    for number, words in enumerate(pages[1:], start=2):
        assert f"Sida {number} av {len(pages)}" in words


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "https://example.test/x.png", "samspel:fonts/../x.otf", "samspel:x"]
)
def test_a_document_fetches_nothing_but_our_fonts(address: str) -> None:
    with pytest.raises(ValueError, match="may not fetch"):
        OwnFilesOnly().fetch(address)


def test_the_same_document_twice_says_the_same() -> None:
    html = "<html lang='en'><title>x</title><h1>x</h1>"
    first, second = (PdfReader(BytesIO(write_pdf(html, "dialogue"))).pages[0].extract_text() for _ in range(2))
    assert first == second == "x"
