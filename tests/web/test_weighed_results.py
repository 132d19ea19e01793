"""The results page where something is weighed: charts with tables behind, organisations beside each other, no map or
mean of the whole where there is none, and the charts as files."""

import csv
import io
import re
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from app.domain.answers import AnswerSheet
from app.domain.items import Answer
from app.domain.round import Kind
from app.services.installation import Installation
from app.services.responses import store_sheets
from app.services.rounds import RoundView
from tests.builders import NAMES, NOW, closed, new_round, opened_round

SVG = "{http://www.w3.org/2000/svg}"


def filled(view: RoundView, given: Mapping[str, tuple[int, ...]], organisation: str, role: str | None) -> AnswerSheet:
    """A sheet where each kind is answered by the values for it, part by part."""
    answers: dict[str, Answer] = {}
    for factor in view.questionnaire.factors:
        for item in factor.parted:
            if item.kind in given:
                answer = item.parse([f"{key}:{one}" for key, one in zip(item.keys, given[item.kind], strict=True)])
                assert answer is not None
                answers[item.id] = answer
        for rated in factor.ratings:
            answers[rated.id] = 4
    return AnswerSheet(organisation, role, answers)


@pytest.fixture
def balances(installation: Installation) -> RoundView:
    """Twenty-four persons of two organisations and two roles, all of whom want to move from 2 to 5."""
    view = opened_round(installation, new_round(questionnaire="balansgangar"))
    given = {"bipolar_pair": (2, 5)}
    sheets = [
        filled(view, given, organisation, role)
        for organisation in ("norrdal", "alvnas")
        for role in ("politik", "ledning")
        for _ in range(6)
    ]
    store_sheets(installation, view, sheets, NOW)
    return closed(installation, view)


@pytest.fixture
def drivers(installation: Installation) -> RoundView:
    """Three organisations by name, two of which take part for different reasons."""
    view = opened_round(installation, new_round(questionnaire="drivkrafter", kind=Kind.JOINT))
    points = ((1, 7, 2), (2, 3, 5), (1, 7, 2))
    sheets = [
        filled(view, {"allocation": points[at], "ranking": (1, 2, 3), "level_pair": (2, 4)}, organisation.id, None)
        for at, organisation in enumerate(view.round.organisations)
    ]
    store_sheets(installation, view, sheets, NOW)
    return closed(installation, view)


def page_of(client: FlaskClient, view: RoundView, language: str = "sv") -> str:
    found = client.get(f"/rounds/{view.round.code}/results?language={language}")
    assert found.status_code == 200
    return found.text


def test_balances_alone_give_a_page_without_map_whole_mean_and_scale(
    signed_in: FlaskClient, balances: RoundView
) -> None:
    page = page_of(signed_in, balances)
    for words in (
        "Dialogkartan</h2>",
        "Alla nyckelfaktorer tillsammans",
        'class="legend"',
        "Skalan går från",
        "–</span>",
    ):
        assert words not in page
    assert page.count('<div class="weighed-list__chart"><svg') == 7
    assert page.count('<div class="weighed__chart"><svg') == 7
    assert "Det ni har vägt" in page


def test_every_balance_has_its_figures_and_its_groups_beside_each_other(
    signed_in: FlaskClient, balances: RoundView
) -> None:
    page = page_of(signed_in, balances)
    assert page.count("Siffrorna bakom bilden") == 7
    cells = '<td class="number">0</td><td class="number">24</td>' + '<td class="number">0</td>' * 5
    assert page.count(f'<tr><th scope="row">I dag</th>{cells}') == 7
    row = '<td class="number">2,0</td><td class="number">5,0</td><td class="number">12</td><td class="beside__chart">'
    assert page.count(f'<tr><th scope="row">Norrdal</th>{row}') == 7
    assert len(re.findall(r"<h5>Roller</h5>\s*<div", page)) == 7
    assert page.count('role="img"') == len(re.findall(r'role="img"[^>]*><title>[^<]+</title>', page))


def test_organisations_that_weigh_differently_are_named_with_what_follows(
    signed_in: FlaskClient, drivers: RoundView
) -> None:
    page = page_of(signed_in, drivers)
    first, other, third = NAMES
    assert "Organisationernas svar leder till olika typer av samverkan." in page
    assert f"Driftsinriktad samverkan: {first}, {third}. Strategisk samverkan: {other}." in page
    assert "<h5>Roller</h5>" not in page


def test_what_is_rated_beside_it_keeps_its_mean_and_one_factor_makes_no_map(
    signed_in: FlaskClient, drivers: RoundView
) -> None:
    page = page_of(signed_in, drivers)
    assert "Dialogkartan</h2>" not in page
    assert page.count("Siffrorna bakom staplarna") == 1


def test_the_page_in_english_has_no_swedish_words_of_its_own(signed_in: FlaskClient, balances: RoundView) -> None:
    page = page_of(signed_in, balances, "en")
    assert "What you have weighed" in page and "Det ni har vägt" not in page


def test_the_chart_of_a_balance_is_a_file_and_so_are_its_figures(signed_in: FlaskClient, balances: RoundView) -> None:
    address = f"/rounds/{balances.round.code}/charts/balans_tid/weighed"
    assert page_of(signed_in, balances).count(f"{address}.svg") == 1
    found = signed_in.get(f"{address}.svg")
    root = ElementTree.fromstring(found.data)
    assert root.findtext(f"{SVG}title") and "currentColor" not in found.text
    text = signed_in.get(f"{address}.csv").data.decode("utf-8-sig")
    header, now, *others = csv.reader(io.StringIO(text), delimiter=";")
    assert header == ["Fråga", "Del", "Grupp", "Svar", "Vet ej", "Medelvärde", "Spridning", "Anmärkning"]
    assert now[1:] == ["I dag", "Hela gruppen", "24", "0", "2,00", "0,00", ""]
    assert [row[1:4] + row[5:6] for row in others[:2]] == [
        ["I dag", "Norrdal", "12", "2,00"],
        ["I dag", "Älvnäs", "12", "2,00"],
    ]


def test_points_as_a_file_name_the_organisations_letters(signed_in: FlaskClient, drivers: RoundView) -> None:
    found = signed_in.get(f"/rounds/{drivers.round.code}/charts/drivkraft/weighed.svg")
    assert all(name in found.text for name in NAMES)


def test_there_is_no_map_of_what_is_weighed_alone_and_no_weights_of_what_is_rated(
    signed_in: FlaskClient, balances: RoundView, drivers: RoundView
) -> None:
    for form in ("svg", "csv"):
        assert signed_in.get(f"/rounds/{balances.round.code}/charts/map.{form}").status_code == 404
        assert signed_in.get(f"/rounds/{drivers.round.code}/charts/ramverk/weighed.{form}").status_code == 404
        assert signed_in.get(f"/rounds/{balances.round.code}/charts/balans_tid/distribution.{form}").status_code == 404
