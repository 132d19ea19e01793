"""The summary, the guide for the meeting and the agreement: their pages, their words, and that all can be read out."""

import re
from functools import cache
from html import unescape
from io import BytesIO

import page
import pikepdf
import pytest
from pypdf import PdfReader

from app.documents import agreement, facilitator, summary
from app.documents.pdf import lay_out
from tests.documents.cases import CASES, FOURTEEN, RECORDS, VERY_LONG, Case
from tests.documents.layout import Made, last_line, made_of, words_beyond_the_margin, words_beyond_their_cell
from tests.documents.rounds import ROUNDS, WEIGHED, round_case

TITLES = {
    ("summary", "sv"): "Sammanfattning",
    ("summary", "en"): "Summary",
    ("facilitator", "sv"): "Handledning för mötet",
    ("facilitator", "en"): "Guide for the meeting",
    ("agreement", "sv"): "Överenskommelse",
    ("agreement", "en"): "Agreement document",
}
LAID_OUT = pytest.mark.parametrize(
    ("document", "name", "record", "language"),
    [
        ("summary", "one_apart", "some", "sv"),
        ("summary", "long_names", "empty", "en"),
        ("summary", "drivers_joint", "some", "sv"),
        ("facilitator", "politicians_against_operations", "empty", "sv"),
        ("facilitator", "long_names", "empty", "en"),
        ("facilitator", "too_few", "empty", "sv"),
        ("facilitator", "balances", "empty", "sv"),
        ("agreement", "fourteen_organisations", "very_much", "sv"),
        ("agreement", "long_names", "empty", "en"),
        ("agreement", "normal", "some", "sv"),
    ],
)


def case(name: str) -> Case:
    return CASES[name] if name in CASES else round_case(name)


def html(document: str, name: str, record: str = "some", language: str = "sv") -> str:
    one = case(name)
    if document == "summary":
        return unescape(summary.render_html(one.result, one.occasion, RECORDS[record], language))
    if document == "facilitator":
        return unescape(facilitator.render_html(one.result, one.occasion, language))
    return unescape(agreement.render_html(one.occasion, RECORDS[record], language))


@cache
def made(document: str, name: str, record: str, language: str) -> Made:
    return made_of(html(document, name, record, language), document)


@LAID_OUT
def test_the_file_conforms_to_pdf_ua_and_says_its_title(document: str, name: str, record: str, language: str) -> None:
    pdf = made(document, name, record, language).pdf
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert sorted({failure.message for failure in report.failures}) == []
    with pikepdf.open(BytesIO(pdf)) as file:
        assert str(file.docinfo.Title).startswith(f"{TITLES[document, language]} – {case(name).occasion.collaboration}")
        assert str(file.Root.Lang) == language


@LAID_OUT
def test_no_words_reach_out_and_no_heading_stands_alone(document: str, name: str, record: str, language: str) -> None:
    found = made(document, name, record, language)
    for one, words in zip(found.pages.pages, found.words, strict=True):
        assert words_beyond_the_margin(one) == []
        assert words_beyond_their_cell(one) == []
        assert len(words.split()) > 40
        line = last_line(one)
        assert line is None or line.element_tag.split("::")[0] not in {"h1", "h2", "h3"}


@pytest.mark.parametrize(
    ("name", "record", "language"),
    [
        ("fourteen_organisations", "very_much", "sv"),
        ("long_names", "very_much", "en"),
        ("too_few", "empty", "sv"),
        ("balances", "very_much", "sv"),
        ("drivers_joint", "very_much", "en"),
    ],
)
def test_the_summary_has_two_pages_whatever_was_agreed_on(name: str, record: str, language: str) -> None:
    one = case(name)
    pdf = summary.build_summary(one.result, one.occasion, RECORDS[record], language)
    assert len(PdfReader(BytesIO(pdf)).pages) == 2


@pytest.mark.parametrize(
    ("name", "language"), [("politicians_against_operations", "sv"), ("long_names", "en"), ("too_few", "sv")]
)
def test_the_guide_has_four_to_six_pages(name: str, language: str) -> None:
    assert 4 <= len(made("facilitator", name, "empty", language).words) <= 6


class TestWhatIsWeighed:
    @pytest.mark.parametrize("document", ["summary", "facilitator", "agreement"])
    @pytest.mark.parametrize("name", WEIGHED)
    @pytest.mark.parametrize("language", ["sv", "en"])
    def test_no_heading_is_empty_and_nothing_that_was_not_asked_has_a_dash(
        self, document: str, name: str, language: str
    ) -> None:
        said = html(document, name, "empty", language)
        assert not re.search(r"<(h[23])[^>]*>[^<]*</\1>\s*(</section>|</div>|<h[12])", said)
        assert not re.search(r">\s*–\s*<", said)
        assert "inte får något medelvärde" not in said and "has no mean" not in said

    def test_the_summary_of_balances_says_where_each_lies_and_nothing_of_scale_and_map(self) -> None:
        said = html("summary", "balances", "empty").replace("\xa0", " ")
        assert "Det ni har vägt" in said and "I dag: 2,2 · Så som det borde vara: 4,4" in said
        for absent in ("Dialogkartan", "Skalan går från", "Styrkor att bygga på", "Alla nyckelfaktorer"):
            assert absent not in said

    def test_the_guide_asks_what_would_move_the_weight_and_lets_every_organisation_tell_why(self) -> None:
        assert "Vad skulle flytta tyngdpunkten ett steg?" in html("facilitator", "balances")
        said = html("facilitator", "drivers_joint")
        assert "Varje organisation berättar varför" in said and "De högsta och de lägsta börjar" not in said


class TestTheSummary:
    def test_it_says_how_many_answered_and_how_the_figures_are_protected(self) -> None:
        said = html("summary", "normal")
        assert "40 av 49 har svarat" in said
        assert "Inget visas för färre än 5 personer, och ingen kan se vem som har svarat vad." in said
        assert "gemensamt svar" in html("summary", "joint")

    @pytest.mark.parametrize("name", [*ROUNDS, *WEIGHED])
    def test_it_shows_at_most_three_of_each(self, name: str) -> None:
        for part in html("summary", name).split('<ul class="talked">')[1:]:
            assert 1 <= part[: part.index("</ul>")].count("<li>") <= 3

    def test_long_agreements_are_cut_and_counted(self) -> None:
        said = html("summary", "normal", "very_much")
        assert "och 23 till i överenskommelsen" in said
        assert VERY_LONG.strip() not in said

    def test_what_was_dropped_is_not_said_to_be_agreed_on(self) -> None:
        said = html("summary", "normal")
        assert "Boka nästa möte." in said and "1 maj 2026" in said and "Kanslichef, Norrdal" in said
        assert "Resa tillsammans." not in said

    def test_without_figures_it_shows_the_factors_and_none_of_them_as_a_strength(self) -> None:
        said = html("summary", "too_few", "empty")
        assert "färre än 5" in said
        assert "Styrkor att bygga på" not in said
        assert "Inget är antecknat än." in said
        assert "13. Sammankopplade strukturer" in said


class TestTheGuide:
    def test_the_agenda_runs_from_nought_to_two_hours(self) -> None:
        clocks = re.findall(r'<td class="clock">(.*?)</td>', html("facilitator", "normal"))
        assert clocks[0] == "0:00–0:05"
        assert clocks[-1] == "1:55–2:00"
        assert [one.split("–")[0] for one in clocks[1:]] == [one.split("–")[1] for one in clocks[:-1]]

    def test_every_factor_of_the_meeting_has_its_reason_its_exercise_and_its_questions(self) -> None:
        said = html("facilitator", "two_camps")
        conversations = said.split('<div class="talk">')[1:]
        assert len(conversations) == 4
        for one in conversations:
            assert "<strong>Varför:</strong>" in one
            assert one.count('<th scope="row" class="form">') == 3
            questions = one[one.index('class="questions"') :]
            assert 2 <= questions[: questions.index("</ul>")].count("<li>") <= 3

    def test_what_may_get_delicate_in_this_round_is_prepared_for(self) -> None:
        assert "<h2>Två läger</h2>" in html("facilitator", "two_camps")
        assert "<h2>En organisation avviker: Granträsk</h2>" in html("facilitator", "one_apart")
        roles = html("facilitator", "politicians_against_operations")
        assert "Chef eller medarbetare i verksamheten lägst, Förtroendevald högst" in roles
        assert "<h2>Många vet inte</h2>" in html("facilitator", "dont_know")
        assert "<h2>Ni ser det lika</h2>" in html("facilitator", "consensus")

    def test_nobody_is_asked_who_answered_what_except_where_answers_stand_by_name(self) -> None:
        assert "ingen frågar vem som har svarat vad" in html("facilitator", "normal")
        joint = html("facilitator", "joint")
        assert "ingen frågar vem som har svarat vad" not in joint
        assert "Svaren står med organisationens namn" in joint

    def test_without_figures_the_group_chooses_and_no_factor_is_named(self) -> None:
        said = html("facilitator", "too_few")
        assert said.count("Den faktor ni valde som nummer") == 3
        assert "Varför:" not in said
        assert "Sammanfattningen, ett exemplar" not in said


class TestTheAgreement:
    def test_every_organisation_has_lines_to_sign_on(self) -> None:
        said = html("agreement", "fourteen_organisations")
        assert re.findall(r'<p class="for">(.*?)</p>', said) == list(FOURTEEN)
        assert said.count("Namnförtydligande och titel") == said.count("Ort och datum") == 14

    def test_what_was_agreed_on_is_numbered_and_what_was_dropped_left_out(self) -> None:
        said = html("agreement", "normal")
        principles, actions = said.split("<h2>Åtgärder</h2>")
        assert re.findall(r'<span class="n">(\d+)\.</span>', principles) == ["1", "2"]
        assert re.findall(r'<span class="n">(\d+)\.</span>', actions) == ["1", "2", "3"]
        assert "Resa tillsammans." not in said
        assert 'class="line"' not in said and 'class="to-fill"' not in said

    def test_nothing_agreed_yet_gives_lines_to_write_on(self) -> None:
        said = html("agreement", "normal", "empty")
        assert said.count('class="line"') == 3
        assert said[said.index('class="to-fill"') :].count("<tr><td>") == 3

    def test_it_holds_no_figures(self) -> None:
        assert "<svg" not in html("agreement", "normal").replace('<svg viewBox="0 0 32 32"', "")
        assert "medelvärde" not in html("agreement", "normal").lower()

    def test_signatures_stand_on_one_page_with_the_last_action(self) -> None:
        last = made("agreement", "fourteen_organisations", "very_much", "sv").words[-1]
        assert "28." in last
        assert all(name.split()[0] in last for name in FOURTEEN)
        assert made("agreement", "fourteen_organisations", "very_much", "sv").text.count("Ort och datum") == 14

    def test_more_organisations_than_a_page_has_room_for_follow_the_last_action_all_the_same(self) -> None:
        one = case("normal")
        names = tuple(f"{name} {number}" for number in (1, 2, 3) for name in FOURTEEN)
        many = agreement.render_html(
            type(one.occasion)(**{**vars(one.occasion), "organisations": names}), RECORDS["some"], "sv"
        )
        pages = [words for words in (made_of(many, "agreement").words) if "Underskrifter" in words]
        assert len(pages) == 1
        assert "Boka nästa möte." in pages[0]


def test_a_logo_stands_at_the_head_of_each() -> None:
    one = case("normal")
    with_logo = type(one.occasion)(**{**vars(one.occasion), "logo": b"png"})
    assert 'alt="Logotyp för Samverkan Älvdalarna"' in agreement.render_html(with_logo, RECORDS["some"], "sv")
    assert lay_out(html("agreement", "normal"), "agreement").pages
