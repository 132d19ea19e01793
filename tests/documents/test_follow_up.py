"""The follow-up document: everything that was recorded, boxes to tick, and space to write where nothing was."""

import re
from functools import cache
from html import unescape
from io import BytesIO

import page
import pikepdf
import pytest

from app.documents.follow_up import DOCUMENT, render_html
from tests.documents.cases import CASES, RECORDS, VERY_LONG
from tests.documents.layout import (
    Made,
    charts_beyond_the_page,
    last_line,
    made_of,
    words_beyond_the_margin,
    words_beyond_their_cell,
)

FOLLOW_UPS = pytest.mark.parametrize(
    ("record", "name", "language"),
    [
        ("some", "normal", "sv"),
        ("some", "joint", "en"),
        ("empty", "too_few", "sv"),
        ("notes_only", "normal", "sv"),
        ("very_much", "long_names", "sv"),
    ],
)


def html(record: str, name: str = "normal", language: str = "sv") -> str:
    return render_html(CASES[name].result, CASES[name].occasion, RECORDS[record], language)


@cache
def made(record: str, name: str, language: str) -> Made:
    return made_of(html(record, name, language), DOCUMENT)


@FOLLOW_UPS
def test_no_words_reach_out_of_their_place_and_no_chart_is_cut(record: str, name: str, language: str) -> None:
    for one in made(record, name, language).pages.pages:
        assert words_beyond_the_margin(one) == []
        assert words_beyond_their_cell(one) == []
        assert charts_beyond_the_page(one) == []


@FOLLOW_UPS
def test_no_page_is_empty_and_no_heading_stands_alone_at_its_end(record: str, name: str, language: str) -> None:
    found = made(record, name, language)
    assert all(len(words.split()) > 15 for words in found.words)
    for one in found.pages.pages:
        line = last_line(one)
        assert line is None or line.element_tag.split("::")[0] not in {"h1", "h2", "h3"}


@FOLLOW_UPS
def test_the_file_conforms_to_pdf_ua_and_says_its_title(record: str, name: str, language: str) -> None:
    pdf = made(record, name, language).pdf
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert sorted({failure.message for failure in report.failures}) == []
    with pikepdf.open(BytesIO(pdf)) as file:
        kind = {"sv": "Uppföljningsdokument", "en": "Follow-up document"}[language]
        assert str(file.docinfo.Title).startswith(f"{kind} – {CASES[name].occasion.collaboration}")
        assert str(file.Root.Lang) == language


def test_everything_recorded_stands_under_its_factor_the_whole_first() -> None:
    said = unescape(html("some"))
    headings = re.findall(r"<h2>(.*?)</h2>", said)
    assert headings == [
        "Samverkan som helhet",
        "6. Bästa möjliga service till medborgarna",
        "11. Samordnad riktning framåt",
    ]
    whole = said[said.index(headings[0]) : said.index(headings[1])]
    assert "Bra möte." in whole and "Vi säger det som skaver." in whole and "Boka nästa möte." in whole
    assert "Poolen fungerar." not in whole


def test_actions_to_follow_up_stand_in_the_order_of_their_dates_with_a_box_each() -> None:
    said = unescape(html("some"))
    tasks = said[said.index('id="tasks">') :]
    order = [tasks.index(words) for words in ("Berätta om poolen.", "Ta fram en", "Boka nästa", "Resa tillsammans.")]
    assert order == sorted(order)
    assert tasks.count('class="box"') == 3
    assert tasks.count('class="box box--done"') == 1
    assert "Försenad · påbörjad" in tasks
    assert "Signatur" in tasks


def test_nothing_recorded_gives_lines_for_the_factors_of_the_proposal_and_rows_to_fill_in() -> None:
    said = html("empty")
    assert said.count('class="lines"') == len(CASES["normal"].result.proposal) == 5
    assert said.count('class="to-fill"') == 8
    assert "Inget är antecknat än." in said


def test_nothing_recorded_and_nothing_shown_gives_lines_for_the_first_factors_and_no_figure() -> None:
    said = html("empty", "too_few")
    assert said.count('class="lines"') == 5
    assert "medelvärde" not in html("some", "too_few")


def test_what_is_recorded_leaves_no_lines_for_it() -> None:
    assert 'class="lines"' not in html("notes_only")
    assert html("notes_only").count('class="to-fill"') == 8
    assert 'class="to-fill"' not in html("actions_only")


def test_long_agreements_stand_whole() -> None:
    text = made("very_much", "long_names", "sv").text
    assert text.count(" ".join(VERY_LONG.split())[-40:]) >= 14 * 3
