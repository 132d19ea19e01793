"""The charts of the results page for download: pictures that stand alone, figures for Excel, or why there are none."""

import csv
import io
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from app.services.installation import Installation
from app.services.rounds import RoundView
from tests.builders import answer, closed, opened_round

SVG = "{http://www.w3.org/2000/svg}"
OF_THE_WHOLE = ("map", "dimensions")
OF_A_FACTOR = ("malbild/distribution", "malbild/organisations", "malbild/levels")


@pytest.fixture
def view(installation: Installation) -> RoundView:
    """Two camps that are also two organisations and two roles."""
    view = opened_round(installation)
    answer(installation, view, 6, 2, organisation="norrdal", level="politik")
    answer(installation, view, 6, 5, organisation="alvnas", level="ledning")
    return closed(installation, view)


def rows(client: FlaskClient, view: RoundView, chart: str, language: str = "sv") -> list[list[str]]:
    found = client.get(f"/rounds/{view.round.code}/charts/{chart}.csv?language={language}")
    assert found.content_type == "text/csv; charset=utf-8"
    assert found.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(found.data.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("chart", [*OF_THE_WHOLE, *OF_A_FACTOR])
def test_every_picture_can_be_opened_by_itself(signed_in: FlaskClient, view: RoundView, chart: str) -> None:
    found = signed_in.get(f"/rounds/{view.round.code}/charts/{chart}.svg")
    assert found.mimetype == "image/svg+xml"
    assert f"samspel-{view.round.code}-{chart.replace('/', '-')}.svg" in found.headers["Content-Disposition"]
    root = ElementTree.fromstring(found.data)
    assert root.tag == f"{SVG}svg"
    assert float(root.get("width", "")) > 0 and float(root.get("height", "")) > 0
    assert root.findtext(f"{SVG}title")
    assert "currentColor" not in found.text and "style=" not in found.text


def test_every_picture_and_its_figures_are_linked_from_the_results(signed_in: FlaskClient, view: RoundView) -> None:
    page = signed_in.get(f"/rounds/{view.round.code}/results").text
    for chart in (*OF_THE_WHOLE, *OF_A_FACTOR):
        assert page.count(f"/charts/{chart}.svg") == 1
        assert page.count(f"/charts/{chart}.csv") == 1


def test_the_maps_figures_say_where_each_factor_stands_and_how_many_answered(
    signed_in: FlaskClient, view: RoundView
) -> None:
    header, first, *others = rows(signed_in, view, "map")
    assert header == [
        "Nummer", "Nyckelfaktor", "Dimension", "Medelvärde", "Spridning", "Fält", "Minsta antal svar",
        "Största antal svar", "Anmärkning",
    ]  # fmt: skip
    assert (first[0], *first[3:]) == ("1", "3,50", "1,50", "Olika bilder", "12", "12", "")
    assert len(others) == 12


def test_the_dimensions_figures_end_with_the_whole(signed_in: FlaskClient, view: RoundView) -> None:
    assert rows(signed_in, view, "dimensions")[-1] == ["Alla nyckelfaktorer tillsammans", "3,50", "", "12", "12", ""]


def test_a_factors_figures_are_those_of_its_bars_and_dots(signed_in: FlaskClient, view: RoundView) -> None:
    assert rows(signed_in, view, "malbild/distribution")[1][1:] == ["0", "6", "0", "0", "6", "0", "0", "12", "3,50", ""]
    assert rows(signed_in, view, "malbild/organisations") == [
        ["Punkt", "Grupp", "Svar", "Medelvärde"],
        ["A", "Norrdal", "6", "2,00"],
        ["B", "Älvnäs", "6", "5,00"],
        ["", "Hela gruppen", "12", "3,50"],
    ]


def test_english_figures_have_english_words_and_points(signed_in: FlaskClient, view: RoundView) -> None:
    header, first, *_ = rows(signed_in, view, "map", "en")
    assert (header[0], header[5], first[3]) == ("Number", "Field", "3.50")


@pytest.mark.parametrize("form", ["svg", "csv"])
def test_what_is_withheld_has_no_file_and_says_why(
    signed_in: FlaskClient, installation: Installation, form: str
) -> None:
    view = opened_round(installation)
    answer(installation, view, 6, organisation="norrdal", level="politik")
    code = closed(installation, view).round.code
    for chart in ("organisations", "levels"):
        found = signed_in.get(f"/rounds/{code}/charts/malbild/{chart}.{form}")
        assert found.status_code == 404
        assert "inte finns två tillräckligt stora grupper att jämföra" in found.text
    assert signed_in.get(f"/rounds/{code}/charts/malbild/distribution.{form}").status_code == 200


def test_an_open_round_has_no_charts(signed_in: FlaskClient, installation: Installation) -> None:
    view = opened_round(installation)
    answer(installation, view, 8)
    for chart in (*OF_THE_WHOLE, *OF_A_FACTOR):
        for form in ("svg", "csv"):
            found = signed_in.get(f"/rounds/{view.round.code}/charts/{chart}.{form}")
            assert found.status_code == 404
            assert "omgången inte är stängd" in found.text


def test_a_factor_that_does_not_exist_is_not_found(signed_in: FlaskClient, view: RoundView) -> None:
    found = signed_in.get(f"/rounds/{view.round.code}/charts/nonsens/distribution.svg")
    assert found.status_code == 404
    assert "Diagrammet finns inte i den här omgången" in found.text
    assert signed_in.get(f"/rounds/{view.round.code}/charts/malbild/nonsens.svg").status_code == 404
