"""Page, document, export and API of three years agree with each other, and with what an outsider works out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from app.application import create_app
from app.domain.change import RoundChange, round_change
from app.domain.comparability import Comparability
from app.domain.published import Withheld
from app.services.api_tokens import NewToken, make_token, new_api_token
from app.services.installation import Installation
from app.services.results import round_result
from app.services.token_scope import Scope
from app.services.versions import versions_between
from app.store import memberships
from tests.builders import EMAIL, PASSWORD, facilitator
from tests.conftest import settings
from tests.stories.three_years import (
    IMPROVED,
    NEW_WORDS,
    OLD_WORDS,
    REWORDED,
    Outsider,
    Row,
    Years,
    counts_of,
    rows_of,
    three_years,
)
from tests.web.conftest import browser, token


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Years]:
    folder = tmp_path_factory.mktemp("years")
    questionnaires = folder / "questionnaires"
    questionnaires.mkdir()
    found = three_years(Installation.open(settings(f"sqlite:///{folder / 'samspel.db'}", folder)), questionnaires)
    yield found
    found.installation.database.dispose()


@pytest.fixture(scope="module")
def app(years: Years) -> Flask:
    return create_app(years.installation)


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    one = browser(app)
    one.post("/account/sign-in", data={"email": EMAIL, "password": PASSWORD, **token(one, "/account/sign-in")})
    return one


@pytest.fixture(scope="module")
def exported(years: Years, client: FlaskClient) -> list[Row]:
    """The collaboration's file in long format, as a facilitator downloads it."""
    found = client.get(f"/collaborations/{years.collaboration_id}/results.long.csv")
    assert found.status_code == 200
    return rows_of(found.get_data(as_text=True))


@pytest.fixture(scope="module")
def outsider(years: Years, exported: list[Row]) -> Outsider:
    asked = years.rounds[-1].questionnaire
    return Outsider(counts_of(exported), {one.id: [item.id for item in one.ratings] for one in asked.factors})


@pytest.fixture(scope="module")
def changes(years: Years) -> list[RoundChange]:
    """From each round to the next, as Samspel has it."""
    results = [round_result(years.installation, view) for view in years.rounds]
    return [
        round_change(one, two, versions_between(years.installation, one.questionnaire, two.questionnaire))
        for one, two in pairwise(results)
    ]


def codes(years: Years) -> list[str]:
    return [view.round.code for view in years.rounds]


def common(outsider: Outsider, factor_id: str, step: int) -> list[str]:
    """The statements that both rounds ask alike: between the first and the second one was worded anew."""
    return [one for one in outsider.items[factor_id] if step or one != REWORDED]


def test_the_file_holds_the_three_rounds_with_their_versions_and_groups(years: Years, exported: list[Row]) -> None:
    found = {(row["round"], row["version"]) for row in exported}
    assert found == set(zip(codes(years), ("1", "2", "2"), strict=True))
    names = [
        {row["cell_name"] for row in exported if row["round"] == code and row["breakdown"] == "organisation"} - {""}
        for code in codes(years)
    ]
    assert names[0] == {"Norrdal", "Älvnäs", "Storvik"}
    assert names[2] == {"Norrdal", "Älvnäs", "Granträsk"}


@pytest.mark.parametrize("step", [0, 1])
def test_every_change_is_what_an_outsider_works_out_from_the_file(
    years: Years, outsider: Outsider, changes: list[RoundChange], step: int
) -> None:
    before, after = codes(years)[step : step + 2]
    assert [one.unit_id for one in changes[step].factors] == list(outsider.items)
    for change in changes[step].factors:
        items = common(outsider, change.unit_id, step)
        assert sorted(change.common) == sorted(items)
        assert change.before == pytest.approx(outsider.mean(before, items), abs=0.00501)
        assert change.after == pytest.approx(outsider.mean(after, items), abs=0.00501)
        assert change.difference == pytest.approx(outsider.difference(before, after, items), abs=0.00501)
        assert change.ad_before == pytest.approx(outsider.deviation(before, items), abs=0.00501)
        assert not isinstance(change.interval, Withheld)
        assert (change.interval.low, change.interval.high) == pytest.approx(outsider.interval(before, after, items))
        assert change.direction == outsider.words(before, after, items)


def test_the_change_that_was_lived_is_the_one_that_is_told(changes: list[RoundChange]) -> None:
    assert [one.of(IMPROVED).direction for one in changes] == ["no_sure_change", "increase"]
    told = {one.unit_id for one in changes[1].factors if one.direction != "no_sure_change"}
    assert told == {IMPROVED}


def test_the_reworded_statement_is_left_out_where_the_versions_meet_and_back_again_after(
    changes: list[RoundChange],
) -> None:
    first, second = (one.of("behovsdialog") for one in changes)
    assert (first.comparability, len(first.common), first.asked) == (Comparability.COMMON_ITEMS, 3, 4)
    assert (second.comparability, len(second.common)) == (Comparability.FULL, 4)
    assert changes[0].of("nytta").comparability is Comparability.FULL


def test_who_left_and_who_joined_is_told_and_the_others_are_compared(changes: list[RoundChange]) -> None:
    assert (changes[0].joined, changes[0].left) == ((), ())
    assert (changes[1].joined, changes[1].left) == (("grantrask",), ("storvik",))
    for change in changes[1].factors:
        assert {one.organisation for one in change.organisations} <= {"norrdal", "alvnas"}


def test_the_api_tells_the_same_figures_as_the_file(years: Years, app: Flask, exported: list[Row]) -> None:
    secret = new_api_token()
    make_token(
        years.installation,
        facilitator(years.installation),
        NewToken("Rapport", Scope(catalogue=True, everything=True), 30),
        secret,
        datetime.now(UTC),
    )
    caller = app.test_client()
    for code in codes(years):
        rows: list[dict[str, Any]] = []
        address = f"/api/v1/rounds/{code}/scores?limit=200"
        while address:
            got = caller.get(address, headers={"Authorization": f"Bearer {secret}"})
            assert got.status_code == 200
            rows += got.get_json()["items"]
            address = (got.get_json()["next"] or "").removeprefix("http://localhost")
        told = {(row["unit"], row["id"], row["cell"] or ""): row["mean"] for row in rows if row["mean"] is not None}
        filed = {
            (row["unit"], row["id"], row["cell"]): float(row["value"])
            for row in exported
            if row["round"] == code and row["statistic"] == "mean" and row["value"]
        }
        assert told == filed


def shown(number: float, decimals: int = 1) -> str:
    """A number as a Swedish reader sees it."""
    return f"{number:.{decimals}f}".replace(".", ",")


def overall(years: Years, outsider: Outsider) -> Iterator[tuple[str, list[str], str]]:
    """Each factor, the statements that the first round and the last ask alike, and what may be said of the change."""
    first, _, last = codes(years)
    for factor_id in outsider.items:
        items = common(outsider, factor_id, 0)
        yield factor_id, items, SAID[outsider.words(first, last, items)]


SAID = {"increase": "Tydlig ökning", "decrease": "Tydlig minskning", "no_sure_change": "Ingen säker förändring"}


def test_the_page_says_of_each_factor_what_the_outsider_would(
    years: Years, client: FlaskClient, outsider: Outsider
) -> None:
    page = unescape(client.get(f"/collaborations/{years.collaboration_id}/development").text)
    first, _, last = codes(years)
    for factor_id, items, words in overall(years, outsider):
        about = page[page.index(f'id="f-{factor_id}"') :]
        about = about[: about.index("</article>")]
        assert f"<strong>{words}</strong>" in about
        low, high = outsider.interval(first, last, items)
        signed = [f"{'−' if one < 0 else '+'}{shown(abs(one))}" if round(one, 1) else "0,0" for one in (low, high)]
        assert f"intervall {signed[0]} till {signed[1]}" in about
    assert NEW_WORDS.rstrip(".") in page
    assert OLD_WORDS.rstrip(".") in page
    assert "Granträsk har tillkommit" in page


def test_the_document_says_the_same_as_the_page(years: Years, client: FlaskClient, outsider: Outsider) -> None:
    file = client.get(f"/collaborations/{years.collaboration_id}/development.pdf").data
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(file)).pages]
    table = next(page for page in pages if page.count("Ingen säker förändring") > 5)
    found = [words for _, _, words in overall(years, outsider)]
    assert table.count("Tydlig ökning") == found.count("Tydlig ökning") == 1
    assert table.count("Ingen säker förändring") == found.count("Ingen säker förändring")


def test_the_organisations_page_and_files_hold_its_own_cells_of_the_three_rounds(
    years: Years, client: FlaskClient, exported: list[Row]
) -> None:
    with years.installation.database.writing() as connection:
        memberships.insert_viewer(connection, facilitator(years.installation).id, "norrdal")
    own = {
        (row["round"], row["id"]): row["value"]
        for row in exported
        if (row["statistic"], row["breakdown"], row["cell"]) == ("mean", "organisation", "norrdal")
    }
    assert len({code for code, _ in own}) == 3
    filed = rows_of(client.get("/organisations/norrdal/results.long.csv").get_data(as_text=True))
    assert {
        (row["round"], row["id"]): row["value"]
        for row in filed
        if (row["statistic"], row["breakdown"]) == ("mean", "organisation") and row["value"]
    } == {key: value for key, value in own.items() if value}
    page = unescape(client.get("/organisations/norrdal").text)
    for code in codes(years):
        assert f"/rounds/{code}/results" in page
        assert f"<strong>{shown(float(own[code, 'behovsdialog']))}</strong>" in page


def test_the_municipality_that_left_keeps_its_rounds_and_the_one_that_joined_has_one(
    years: Years, client: FlaskClient
) -> None:
    with years.installation.database.writing() as connection:
        for organisation in ("storvik", "grantrask"):
            memberships.insert_viewer(connection, facilitator(years.installation).id, organisation)
    rounds = {
        organisation: {
            row["round"] for row in rows_of(client.get(f"/organisations/{organisation}/results.long.csv").text)
        }
        for organisation in ("storvik", "grantrask")
    }
    assert rounds == {"storvik": set(codes(years)[:2]), "grantrask": {codes(years)[2]}}
