"""Every factor by every organisation."""

import re
from html import unescape

import pytest

from app.charts.palette import INK
from app.documents.dialogue import DOCUMENT, render_html
from app.documents.joint_matrix import Matrix, matrix_of
from app.documents.pdf import lay_out
from app.domain.published import Withheld
from app.domain.result import Score
from tests.documents.cases import FIVE, FOURTEEN, LONG_NAMES
from tests.documents.layout import words_beyond_the_margin, words_beyond_their_cell
from tests.documents.rounds import joint_case, round_case


def matrix(name: str) -> Matrix:
    found = matrix_of(round_case(name).result, "sv", INK)
    assert found is not None
    return found


def test_it_has_a_row_for_each_dimension_and_factor_and_a_column_for_each_organisation() -> None:
    found = matrix("joint")
    assert [one.name for one in found.columns] == list(FIVE)
    assert [row.number for row in found.rows] == [0, 1, 2, 3, 4, 0, 5, 6, 7, 8, 9, 0, 10, 11, 12, 13]
    assert all(len(row.cells) == 5 for row in found.rows)
    assert found.joint and not found.turned


def test_its_cells_are_those_of_the_result_and_darker_where_they_are_stronger() -> None:
    result = round_case("joint").result
    factors = [row for row in matrix("joint").rows if row.number]
    for row, factor in zip(factors, result.factors, strict=True):
        assert not isinstance(factor.organisations, Withheld)
        assert {cell.mean for cell in row.cells} == {one.value for one in factor.organisations}
        ordered = sorted(row.cells, key=lambda one: one.mean or 0)
        assert [one.step for one in ordered] == sorted(one.step for one in ordered)


def test_whoever_lies_a_step_from_all_is_pointed_out_in_shape_and_words() -> None:
    result = round_case("joint").result
    service = next(row for row in matrix("joint").rows if row.number == 7)
    whole = result.factors[6].score
    assert isinstance(whole, Score)
    apart = [cell for cell in service.cells if abs((cell.mean or 0) - whole.value) >= 1]
    assert apart and [cell for cell in service.cells if cell.arrow] == apart
    assert {(cell.arrow, cell.words) for cell in apart} <= {("▲", "klart över alla"), ("▼", "klart under alla")}


def test_an_individual_round_shows_what_may_be_shown_and_why_the_rest_is_not() -> None:
    found = matrix("fourteen_organisations")
    assert not found.joint
    assert [one.name for one in found.columns][:2] == list(FOURTEEN[:2])
    assert len(found.columns) == 3 and found.columns[2].name.startswith("Övriga")
    assert all(bool(row.withheld) != bool(row.cells) for row in found.rows)


def test_there_is_none_where_nothing_is_compared_or_scored() -> None:
    assert matrix_of(round_case("balances").result, "sv", INK) is None
    assert matrix_of(round_case("drivers_joint").result, "sv", INK) is None


@pytest.mark.parametrize(("names", "turned"), [(FIVE[:2], False), (LONG_NAMES, False), (FOURTEEN, True)])
def test_it_stands_on_one_page_of_the_dialogue_document(names: tuple[str, ...], turned: bool) -> None:
    case = joint_case(names)
    html = render_html(case.result, case.occasion, "sv")
    begins, ends = html.index('<section class="page" data-name="Alla nyckelfaktorer'), html.index('id="method"')
    alone = html[: html.index("<body>") + 6] + html[begins : html.rindex("<section", begins, ends)]
    pages = lay_out(alone, DOCUMENT).pages
    assert len(pages) == 1
    assert words_beyond_the_margin(pages[0]) == []
    assert words_beyond_their_cell(pages[0]) == []
    headings = re.findall(r'matrix__organisation">(?:<svg.*?<title>(.*?)</title>|(.*?)</th>)', html)
    assert [unescape(one or other) for one, other in headings] == list(names)
    assert all(bool(one) is turned for one, _ in headings)
    assert ("Namn som är förkortade ovan: Kommunalförbundet för räddningstjänst" in html) is turned
    assert 'href="#matrix"' in html


def test_the_document_of_an_individual_round_is_as_it_was() -> None:
    case = round_case("consensus")
    assert 'id="matrix"' not in render_html(case.result, case.occasion, "sv")
