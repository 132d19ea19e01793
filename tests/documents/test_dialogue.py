"""What the document says, from its HTML: every sort of round, in both languages."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from html import unescape

import pytest

from app.documents.cover import names_on_cover, running_name
from app.documents.dialogue import render_html
from app.domain.dialogue import Place
from tests.documents.cases import CASES, FOURTEEN, LONG_NAMES, LONG_WORD


@cache
def html(name: str, language: str = "sv") -> str:
    case = CASES[name]
    return unescape(render_html(case.result, case.occasion, language, case.before))


@pytest.mark.parametrize("name", ["too_few", "none", "joint_none"])
def test_a_round_without_figures_gives_the_questions_and_space_for_notes_and_not_one_chart(name: str) -> None:
    said = html(name)
    assert "Det här underlaget innehåller inga siffror." in said
    assert said.count('class="notes"') == 13
    assert "Bilden i stort" not in said
    assert re.findall(r"<svg[^>]*><title>(?!Samspel)", said) == []


def test_too_few_answers_are_told_from_none() -> None:
    assert "färre än 5 har svarat" in html("too_few")
    assert "4 av 13 har svarat" in html("too_few")
    assert "ingen har svarat" in html("joint_none")
    assert "färre än" not in html("joint_none")


def test_one_organisation_has_no_comparison_between_organisations_and_the_document_says_why() -> None:
    said = html("one_organisation")
    assert said.count("det inte finns två tillräckligt stora grupper") >= 5
    assert "Läge jämfört med hela gruppen" not in said


def test_fourteen_organisations_all_stand_on_the_cover_and_in_every_factor_to_talk_about() -> None:
    said = html("fourteen_organisations")
    for name in FOURTEEN:
        assert f"<li>{name}</li>" in said
        assert said.count(f'<th scope="row">{name}</th>') == 5


def test_very_long_names_stand_whole_on_the_cover_and_cut_in_the_header() -> None:
    said = html("long_names")
    assert all(f"<li>{name}</li>" in said for name in LONG_NAMES)
    header = re.findall(r'class="cover" data-name="([^"]+)"', said)[0]
    assert len(header) <= 72
    assert header.endswith("…")


def test_comments_are_words_and_never_markup() -> None:
    case = CASES["long_names"]
    raw = render_html(case.result, case.occasion, "sv")
    assert "&amp; &lt;b&gt;inte fet&lt;/b&gt;" in raw
    hostile = replace(case.occasion, collaboration='<img src=x> & "annat"')
    assert "<img" not in render_html(case.result, hostile, "sv")
    assert LONG_WORD * 2 in raw


def test_a_joint_round_shows_every_organisation_by_name_and_speaks_of_no_roles() -> None:
    said = html("joint")
    assert said.count('<th scope="row">Norrdal</th>') == 5
    assert "Roller</" not in said
    assert "Varje organisation har lämnat in ett gemensamt svar" in said
    assert "Inget visas för färre än" not in said


def test_mostly_dont_know_begins_with_finding_out_and_promises_no_strength() -> None:
    said = html("mostly_dont_know")
    assert {factor.place for factor in CASES["mostly_dont_know"].result.factors} == {Place.FIND_OUT_MORE}
    assert "Ta reda på mer" in said
    assert "Börja med styrkan" not in said
    assert "Börja med den första av de föreslagna nyckelfaktorerna" in said


@pytest.mark.parametrize("name", ["normal", "too_few", "one_organisation", "joint", "mostly_dont_know", "agreed"])
def test_the_english_document_has_no_swedish_sentence_of_ours(name: str) -> None:
    said = html(name, "en")
    assert 'lang="en"' in said
    for words in ("Dialogunderlag", "Medelvärde", "Påstående", "Visas inte", "Vet ej", "Övriga"):
        assert words not in said


def test_numbers_follow_the_language() -> None:
    assert re.search(r'class="number score">\d,\d', html("normal", "sv"))
    assert re.search(r'class="number score">\d\.\d', html("normal", "en"))


def test_every_proposed_factor_gives_its_reason_and_its_page() -> None:
    said = html("normal")
    proposal = said[said.index('class="proposal"') : said.index("</ol>", said.index('class="proposal"'))]
    assert len(CASES["normal"].result.proposal) == 5
    for factor_id in CASES["normal"].result.proposal:
        assert re.search(rf'data-target="#f-{factor_id}">.*?<p>[^<]*\d', proposal)


def test_the_proposal_gets_spreads_in_its_order_and_every_other_factor_a_short_form() -> None:
    said, result = html("normal"), CASES["normal"].result
    assert re.findall(r'class="spread-left"[^>]* id="f-(\w+)"', said) == list(result.proposal)
    others = [one.factor.id for one in result.factors if one.factor.id not in result.proposal]
    assert re.findall(r'class="short" id="f-(\w+)"', said) == others
    assert len(others) == 8


def test_a_short_form_has_two_questions_and_says_where_last_times_agreements_stand() -> None:
    said = html("agreed")
    shorts = re.findall(r'<div class="short" id="f-(\w+)">(.*?)(?=<div class="short"|</section>)', said, re.DOTALL)
    assert all(len(re.findall("<li>", words)) == 2 for _, words in shorts)
    pointing = [factor_id for factor_id, words in shorts if 'data-target="#before"' in words]
    assert pointing == [one for one, _ in shorts if one in {"service", "riktning"}] == ["riktning"]


def test_everybody_gets_a_page_to_write_on_before_the_talk_unless_there_are_no_figures_to_read() -> None:
    assert 'id="own"' in html("normal")
    assert 'id="own"' not in html("too_few")


def test_a_round_without_dates_or_number_of_persons_asked_says_how_many_answered() -> None:
    occasion = replace(CASES["normal"].occasion, opened_on=None, closed_on=None, expected=None)
    said = render_html(CASES["normal"].result, occasion, "sv")
    assert "40 svar" in said
    assert "Svaren lämnades" not in said
    one_day = replace(occasion, opened_on=date(2026, 3, 2), closed_on=date(2026, 3, 2))
    assert "<p>2 mars 2026</p>" in render_html(CASES["normal"].result, one_day, "sv")


def test_the_cover_counts_the_names_it_has_no_room_for() -> None:
    assert names_on_cover(FOURTEEN) == FOURTEEN
    many = [f"{LONG_NAMES[0]} {number}" for number in range(60)]
    shown = names_on_cover(many)
    assert 10 < len(shown) < 60
    occasion = replace(CASES["normal"].occasion, organisations=tuple(many))
    assert f"och {60 - len(shown)} till" in render_html(CASES["normal"].result, occasion, "sv")


@pytest.mark.parametrize(
    ("collaboration", "title", "shown"),
    [
        ("Samverkan Älvdalarna", "Våren 2026", "Samverkan Älvdalarna · Våren 2026"),
        ("a" * 100, "Våren 2026", "a" * 58 + "… · Våren 2026"),
        ("Kort", "b" * 100, "Kort · " + "b" * 64 + "…"),
    ],
)
def test_the_running_header_is_cut_so_that_both_names_can_be_told(collaboration: str, title: str, shown: str) -> None:
    assert running_name(collaboration, title) == shown
