"""What was agreed on last time, in the next dialogue document: on a page of its own and on the factors' pages."""

import re
from functools import cache
from html import unescape

import pytest

from app.documents.dialogue import render_html
from app.domain.record import Record
from tests.documents.cases import CASES, RECORDS

HEADING = "Detta kom vi överens om förra gången"


@cache
def html(name: str, language: str = "sv") -> str:
    case = CASES[name]
    return unescape(render_html(case.result, case.occasion, language, case.before))


def conversation(said: str, factor_id: str) -> str:
    """The right page of the factor."""
    begins = said.index('class="spread-right"', said.index(f'id="f-{factor_id}">'))
    return said[begins : said.index("</section>", begins)]


def test_nothing_agreed_on_leaves_no_trace_in_the_document() -> None:
    said = html("normal")
    assert HEADING not in said
    assert 'id="before"' not in said and 'id="since"' not in said


def test_the_page_says_each_action_with_who_when_and_how_it_stands_on_the_day_of_printing() -> None:
    said = html("agreed")
    page = said[said.index('id="before">') : said.index('id="since">')]
    rows = [re.sub(r"<[^>]+>", "|", row) for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", page)]
    assert [re.sub(r"\|+\s*", "|", row).strip("|") for row in rows] == [
        "Berätta om poolen. |Bästa möjliga service till medborgarna|Kommunikatör, Storvik|31 januari 2026|Klar",
        "Ta fram en turordning. |Samordnad riktning framåt|Samordnare|1 mars 2026|Försenad · påbörjad",
        "Boka nästa möte.|Kanslichef, Norrdal|1 maj 2026|Planerad",
        "Resa tillsammans. |Bästa möjliga service till medborgarna|Kanslichef|–|Avförd",
    ]
    assert "Vi säger det som skaver." in page
    assert "Hösten 2024" in page


def test_what_was_said_last_time_is_not_printed_for_the_next_meeting() -> None:
    assert "Poolen fungerar." not in html("agreed")


def test_a_factor_s_page_says_only_what_was_agreed_on_about_that_factor() -> None:
    said = html("agreed")
    assert said.count('<ul class="brief">') == 1
    service = conversation(said, "service")
    assert "Berätta om poolen. (klar)" in service
    assert "Ta fram en turordning." not in service
    assert "Boka nästa möte." not in service
    assert HEADING not in conversation(said, "nytta")


def test_short_agreements_stand_whole_and_long_ones_point_to_their_page() -> None:
    assert 'data-target="#before">Allt ni kom överens om' not in html("agreed")
    said = html("agreed_about_everything")
    assert said.count('class="see" data-target="#before"') == 13
    for brief in re.findall(r'<ul class="brief">(.*?)</ul>', said):
        lines = re.findall(r"<li>(.*?)</li>", brief)
        assert len(lines) == 3
        assert all(len(line) <= 190 for line in lines)
        assert any("(" in line for line in lines), "an action is among them"


@pytest.mark.parametrize(("name", "follows"), [("agreed", True), ("agreed_on_two_pages", False)])
def test_a_page_to_talk_about_it_follows_where_the_agreements_end_on_a_left_page(name: str, follows: bool) -> None:
    """So that a factor's left page comes next and no page is left empty, which test_layout sees to."""
    assert ('id="since"' in html(name)) is follows


def test_a_record_with_notes_alone_counts_as_nothing_agreed_on() -> None:
    assert not RECORDS["notes_only"].record.has_agreements
    assert not Record().has_agreements


def test_the_english_document_says_it_in_english() -> None:
    said = html("agreed", "en")
    assert "What we agreed on last time" in said
    assert "Overdue · begun" in said
    assert HEADING not in said
