"""The development document: what has clearly changed, what was agreed on beside it, and how it is judged."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from html import unescape
from io import BytesIO

import page
import pikepdf
import pytest

from app.documents.agreed import Recorded
from app.documents.development import DOCUMENT, render_html
from app.documents.development_painter import AgreedThen
from app.documents.occasion import Occasion
from app.domain.development import Development, development
from app.domain.record import Record
from app.domain.round import Kind
from tests.documents.cases import FIVE, FOURTEEN, LONG_NAMES, SOME, Case, case, recorded, very_much
from tests.documents.layout import (
    Made,
    charts_beyond_the_page,
    last_line,
    made_of,
    words_beyond_the_margin,
    words_beyond_their_cell,
)
from tests.made_when_asked import MadeWhenAsked

TODAY = date(2026, 3, 30)
ROUNDS: Mapping[str, list[Case]] = MadeWhenAsked(
    {
        "two": lambda: [case(FIVE, 8, unsure=0.2), case(FIVE, 8)],
        "eight": lambda: [case(FOURTEEN, 6)] * 8,
        "long": lambda: [
            case(LONG_NAMES, 6, title="Uppföljning av samverkan efter det första året, våren och försommaren 2026"),
            case(LONG_NAMES, 7, title="Uppföljning av samverkan efter det andra året, hösten och vintern 2026"),
        ],
        "too_few": lambda: [case(FIVE, 8), case(FIVE[:2], 2)],
        "joint": lambda: [case(FOURTEEN, 1, kind=Kind.JOINT)] * 2,
    }
)
RECORDS: Mapping[str, Recorded | None] = MadeWhenAsked(
    {
        "nothing": lambda: None,
        "some": lambda: recorded(SOME),
        "very_much": lambda: recorded(very_much(), FOURTEEN),
    }
)
MADE = (
    ("two", "some", "sv"),
    ("eight", "nothing", "en"),
    ("long", "very_much", "sv"),
    ("too_few", "some", "sv"),
    ("joint", "nothing", "en"),
)
DOCUMENTS = pytest.mark.parametrize(("rounds", "record", "language"), MADE)


def dated(cases: list[Case]) -> list[Occasion]:
    """The rounds a year apart, the last of them in March 2026."""
    years = range(2027 - len(cases), 2027)
    return [
        replace(one.occasion, opened_on=date(year, 3, 2), closed_on=date(year, 3, 23))
        for one, year in zip(cases, years, strict=True)
    ]


def of(rounds: str) -> Development:
    return development([one.result for one in ROUNDS[rounds]])


def html(rounds: str, record: str = "some", language: str = "sv") -> str:
    found = RECORDS[record]
    then = AgreedThen(found, 0, TODAY) if found else None
    return render_html(of(rounds), dated(ROUNDS[rounds]), then, TODAY, language)


@cache
def made(rounds: str, record: str, language: str) -> Made:
    return made_of(html(rounds, record, language), DOCUMENT)


@DOCUMENTS
def test_no_words_reach_out_of_their_place_and_no_chart_is_cut(rounds: str, record: str, language: str) -> None:
    for one in made(rounds, record, language).pages.pages:
        assert words_beyond_the_margin(one) == []
        assert words_beyond_their_cell(one) == []
        assert charts_beyond_the_page(one) == []


@DOCUMENTS
def test_it_has_four_to_eight_pages_and_none_is_empty(rounds: str, record: str, language: str) -> None:
    found = made(rounds, record, language)
    assert 4 <= len(found.words) <= 8
    assert all(len(words.split()) > 15 for words in found.words)
    for one in found.pages.pages:
        line = last_line(one)
        assert line is None or line.element_tag.split("::")[0] not in {"h1", "h2", "h3"}


@DOCUMENTS
def test_the_file_conforms_to_pdf_ua_and_says_its_title(rounds: str, record: str, language: str) -> None:
    pdf = made(rounds, record, language).pdf
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert sorted({failure.message for failure in report.failures}) == []
    with pikepdf.open(BytesIO(pdf)) as file:
        kind = {"sv": "Utveckling över tid", "en": "Development over time"}[language]
        assert str(file.docinfo.Title).startswith(f"{kind} – {ROUNDS[rounds][0].occasion.collaboration}")
        assert str(file.Root.Lang) == language


def test_every_factor_stands_in_the_table_with_first_last_difference_and_words() -> None:
    said = unescape(html("two"))
    table = said[said.index('<table class="all">') : said.index("</table>", said.index('<table class="all">'))]
    rows = re.findall(r"<tr><th scope=\"row\">(\d+)\. .*?</tr>", table, re.DOTALL)
    assert rows == [str(number) for number in range(1, 14)]
    verdicts = re.findall(r'<td class="what(?: sure)?">(Tydlig|Ingen säker)', table)
    assert len(verdicts) == 13


def test_what_was_agreed_on_about_a_factor_stands_beside_its_change() -> None:
    said = unescape(html("two"))
    close = said[said.index("Närmare om några nyckelfaktorer") :]
    service = close[close.index("6. Bästa möjliga service") :]
    assert "Berätta om poolen. (klar)" in service
    assert "Vi säger det som skaver." in close[: close.index("6. Bästa möjliga")]


def test_a_group_that_recorded_nothing_gets_the_factors_that_changed_most() -> None:
    said = unescape(html("two", "nothing"))
    assert "Inget är antecknat om vad ni har kommit överens om." in said
    assert said.count('<div class="close">') >= 3


def test_joint_rounds_say_that_differences_are_not_tested() -> None:
    said = unescape(html("joint"))
    assert "så skillnaderna visas som de är och prövas inte" in said
    assert "Tydlig ökning</strong>" not in said


def test_a_round_with_too_few_answers_shows_nothing_of_it() -> None:
    said = unescape(html("too_few"))
    assert "För få har svarat i någon av omgångarna" in said
    assert said.count('<td class="what">Kan inte visas</td>') == 13
    assert "Visas inte, eftersom färre än 5 har svarat." in said


def test_nothing_but_the_record_is_said_of_an_empty_one() -> None:
    found = AgreedThen(recorded(Record()), 0, TODAY)
    said = render_html(of("two"), dated(ROUNDS["two"]), found, TODAY, "sv")
    assert "Inget är antecknat om vad ni har kommit överens om." in unescape(said)
