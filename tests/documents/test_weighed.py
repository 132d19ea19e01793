"""What is weighed in the dialogue document and on the wall: charts, groups beside each other, what follows; no scale,
mean or map where nothing is rated."""

from functools import cache
from io import BytesIO
from itertools import pairwise

import page
import pytest
from pypdf import PdfReader
from weasyprint import Document

from app.documents import dialogue, wall_poster
from app.documents.painter import picture_of
from app.documents.pdf import lay_out, pdf_of
from app.documents.picture import Picture
from app.documents.weighed import WeighedPicture
from app.domain.round import Kind, RoundRules, State
from app.services.results import result_of_sheets
from tests.documents.cases import questionnaire
from tests.documents.layout import charts_beyond_the_page, words_beyond_the_margin, words_beyond_their_cell
from tests.documents.rounds import WEIGHED, round_case

BOTH = pytest.mark.parametrize("name", list(WEIGHED))


@cache
def picture(name: str) -> Picture:
    return picture_of(round_case(name).result, "sv")


@cache
def html(name: str) -> str:
    case = round_case(name)
    return dialogue.render_html(case.result, case.occasion, "sv")


@cache
def laid_out(name: str) -> Document:
    return lay_out(html(name), dialogue.DOCUMENT)


def weighed(name: str, at: int) -> WeighedPicture:
    (one,) = picture(name).factors[at].weighed
    return one


def test_a_balance_shows_its_means_as_positions_and_its_groups_with_both() -> None:
    one = weighed("balances", 0)
    assert [(row.name, row.mean, row.n) for row in one.parts] == [
        ("I dag", "2,2", 16),
        ("Så som det borde vara", "4,4", 16),
    ]
    assert [(row.letter, row.name, row.values) for row in one.organisations.rows][:2] == [
        ("A", "Norrdal", ("2,0", "4,2")),
        ("B", "Älvnäs", ("2,2", "4,2")),
    ]
    assert one.positions == tuple("1234567") and one.follows == one.differ == ""


def test_points_and_places_are_shown_as_they_are_read() -> None:
    assert [row.mean for row in weighed("drivers_joint", 0).parts] == ["2,4", "5,0", "2,6"]
    assert weighed("drivers_joint", 2).organisations.rows[0].values == ("1", "2", "3")


def test_the_type_of_collaboration_follows_from_what_weighs_most_to_each_organisation() -> None:
    one = weighed("drivers_joint", 0)
    assert one.follows == "Driftsinriktad samverkan"
    assert [row.follows for row in one.organisations.rows] == [
        "Driftsinriktad samverkan", "Strategisk samverkan", "Utforskande samverkan", "Driftsinriktad samverkan",
        "Driftsinriktad samverkan",
    ]  # fmt: skip
    assert one.differ.endswith("Strategisk samverkan: Älvnäs. Utforskande samverkan: Storvik.")
    assert weighed("drivers_joint", 1).differ == ""


def test_a_breakdown_that_is_withheld_says_why_and_a_role_is_never_compared_in_points() -> None:
    assert "färre än 5 svar" in weighed("balances", 6).organisations.withheld
    assert all(not one.levels.rows for factor in picture("drivers_joint").factors for one in factor.weighed)


@BOTH
def test_every_chart_and_word_stays_on_its_page(name: str) -> None:
    for one in laid_out(name).pages:
        assert words_beyond_the_margin(one) == []
        assert words_beyond_their_cell(one) == []
        assert charts_beyond_the_page(one) == []


@BOTH
def test_the_document_conforms_and_each_spread_is_two_pages(name: str) -> None:
    pdf = pdf_of(laid_out(name))
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert sorted({failure.message for failure in report.failures}) == []
    texts = [one.extract_text() for one in PdfReader(BytesIO(pdf)).pages]
    talks = [at for at, words in enumerate(texts) if "Samtalet" in words.splitlines()[:6]]
    assert len(talks) == len(picture(name).proposal)
    assert {later - earlier for earlier, later in pairwise(talks)} == {2}


def test_balances_alone_have_no_map_no_scale_and_no_empty_figures() -> None:
    found = html("balances")
    for words in (
        "Dialogkartan</h2>",
        'id="overview"',
        'class="legend"',
        'class="figures"',
        "Alla nyckelfaktorer tillsammans",
    ):
        assert words not in found
    assert found.count('<p class="brief-line"><svg') == 7
    assert found.count('<p class="weighed"><svg') == len(picture("balances").proposal)


def test_what_is_weighed_beside_one_rated_factor_stands_in_place_of_a_map_of_one_point() -> None:
    found = html("drivers_joint")
    assert "Dialogkartan</h2>" not in found
    assert "5. Ett upparbetat ramverk</th>" in found.split('id="begin"')[0]
    assert found.split('id="begin"')[0].count("Medelvärde av poängen, av 10 att fördela") == 2


@BOTH
def test_the_wall_poster_is_one_page_that_conforms_with_every_factor_on_it(name: str) -> None:
    case = round_case(name)
    pdf = wall_poster.build_wall_poster(case.result, case.occasion, "sv")
    assert page.validate_pdf_bytes(pdf, profile="ua1").failures == []
    (only,) = PdfReader(BytesIO(pdf)).pages
    words = " ".join(only.extract_text().split())
    assert all(factor.title in words for factor in picture(name).factors)
    assert ("Så läser ni kartan" in words) == picture(name).is_scored


def test_without_figures_the_lines_on_the_wall_are_empty_for_the_group_to_mark() -> None:
    result = result_of_sheets(questionnaire("balansgangar"), [], RoundRules(Kind.INDIVIDUAL, 5, State.CLOSED), {})
    found = wall_poster.render_html(result, round_case("balances").occasion, "sv")
    assert "Rita en ring där ni är i dag" in found
    assert found.count('<div class="balance">') == 7
    document = dialogue.render_html(result, round_case("balances").occasion, "en")
    assert "This document has no figures." in document
