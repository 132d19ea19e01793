"""No figure comes by the API that the pages withhold, and what they show comes as it is."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from app.api.resources import RESOURCES
from app.services import exports
from app.services.installation import Installation
from app.services.results import round_result
from app.services.rounds import RoundView
from tests.api.conftest import Caller, House, answer
from tests.builders import closed, fresh, new_round, opened_round, reopened

SECRET = "Chefen på Storvik lyssnar inte"


@pytest.fixture(scope="module")
def asked(house: House) -> RoundView:
    """A closed round of two organisations, one of them too small, with a comment that nobody has read yet."""
    view = opened_round(house.installation, new_round(title="Hösten 2026"))
    answer(house.installation, view, 7, 2, organisation="norrdal", level="politik", puls_kommentar=SECRET)
    answer(house.installation, view, 7, 5, organisation="alvnas", level="ledning")
    answer(house.installation, view, 1, 3, organisation="storvik", level="stod")
    return closed(house.installation, view)


def every_answer(caller: Caller, places: dict[str, str]) -> Iterator[Any]:
    """Whatever the caller gets about the round, from every address, page by page."""
    for one in RESOURCES:
        address = one.path.format(**places)
        while address:
            got = caller.get(address)
            yield got.json
            onward = got.json.get("next") or ""
            address = onward.removeprefix("http://localhost/api/v1")


def rows(caller: Caller, code: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    address = f"/rounds/{code}/scores?limit=200"
    while address:
        got = caller.get(address).json
        found += got["items"]
        address = (got["next"] or "").removeprefix("http://localhost/api/v1")
    return found


def page_of(installation: Installation, view: RoundView) -> exports.Json:
    again = fresh(installation, view)
    return exports.as_json(round_result(installation, again), exports.about_round(again))


def places_of(house: House, view: RoundView) -> dict[str, str]:
    return {
        "file": "results.json",
        "collaboration_id": view.collaboration_id,
        "code": view.round.code,
        "organisation_id": "norrdal",
        "questionnaire_id": "pulskoll",
        "version": "1",
    }


def test_the_result_is_the_one_that_the_page_downloads(house: House, asked: RoundView) -> None:
    told = house.caller("guest").get(f"/rounds/{asked.round.code}/result").json
    assert told == json.loads(json.dumps(page_of(house.installation, asked)))


def figure(found: exports.Json | float) -> tuple[float | None, str | None]:
    """(mean, reason) of a figure of the documented shape."""
    if isinstance(found, dict):
        return found.get("mean"), found.get("withheld")
    return found, None


def figures_of(page: exports.Json) -> Iterator[tuple[object, ...]]:
    """(unit, id, breakdown, cell, n, mean, ad, reason) of everything that the page's result holds."""
    yield ("whole", "", "", None, page["persons"], *_with_agreement(page["whole"]["score"], {}))
    for dimension in page["dimensions"]:
        yield from _unit("dimension", dimension["id"], dimension, dimension["n"]["smallest"], dimension["score"])
        for factor in dimension["factors"]:
            yield from _unit("factor", factor["id"], factor, factor["n"]["smallest"], factor["score"])
            for item in factor["items"]:
                yield from _unit("item", item["id"], item, item["n"], item["mean"])
            for weighed in factor["weighed"]:
                for part in weighed["parts"]:
                    yield from _unit("item", f"{weighed['id']}.{part['part']}", part, part["n"], part["mean"])


def _unit(
    unit: str, unit_id: str, found: exports.Json, n: int, score: exports.Json | float
) -> Iterator[tuple[object, ...]]:
    yield (unit, unit_id, "", None, n, *_with_agreement(score, found["agreement"]))
    for breakdown, cells in (("organisation", found["organisations"]), ("level", found["levels"])):
        if isinstance(cells, dict):
            yield (unit, unit_id, breakdown, None, None, None, None, cells["withheld"])
            continue
        for cell in cells:
            yield (unit, unit_id, breakdown, cell["cell"], cell["n"], cell["mean"], None, None)


def _with_agreement(score: exports.Json | float, agreement: exports.Json) -> tuple[object, object, object]:
    mean, reason = figure(score)
    return mean, agreement.get("ad"), reason


@pytest.mark.parametrize("questionnaire", ["pulskoll", "balansgangar"])
def test_the_rows_hold_what_the_result_holds_and_nothing_else(house: House, questionnaire: str) -> None:
    view = opened_round(house.installation, new_round(title="Rader", questionnaire=questionnaire))
    for organisation, level, number, value in (("norrdal", "politik", 6, 2), ("alvnas", "ledning", 7, 4)):
        answer(house.installation, view, number, value, organisation=organisation, level=level)
    closed(house.installation, view)
    told = rows(house.caller("guest"), view.round.code)
    names = ("unit", "id", "breakdown", "cell", "n", "mean", "ad", "withheld")
    assert [tuple(row[name] for name in names) for row in told] == list(figures_of(page_of(house.installation, view)))
    assert {2.0, 4.0} <= {row["mean"] for row in told}


def test_every_row_without_a_figure_says_why_and_every_other_has_enough_answers(house: House, asked: RoundView) -> None:
    told = rows(house.caller("facilitator"), asked.round.code)
    assert [row for row in told if (row["mean"] is None) == (row["withheld"] is None)] == []
    assert [row for row in told if row["mean"] is not None and row["n"] < asked.round.rules.smallest_group] == []


def test_a_comment_that_nobody_has_read_comes_from_nowhere(house: House, asked: RoundView) -> None:
    for role in ("facilitator", "guest", "viewer"):
        text = json.dumps(list(every_answer(house.caller(role), places_of(house, asked))), ensure_ascii=False)
        assert SECRET not in text


def test_an_open_round_gives_no_figure_at_all(house: House) -> None:
    view = opened_round(house.installation, new_round(title="Öppen"))
    answer(house.installation, view, 9, 2, organisation="norrdal")
    caller = house.caller("facilitator")
    told = rows(caller, view.round.code)
    assert {row["withheld"] for row in told if not row["breakdown"]} == {"not_closed"}
    assert {row["mean"] for row in told} | {row["ad"] for row in told} == {None}
    assert {row["n"] for row in told} <= {0, None}
    result = caller.get(f"/rounds/{view.round.code}/result").json
    assert (result["withheld"], result["persons"]) == ("not_closed", 0)


def test_a_reopened_round_gives_nothing_until_it_is_closed_again(house: House) -> None:
    view = opened_round(house.installation, new_round(title="Åter öppen"))
    answer(house.installation, view, 9, 2, organisation="norrdal")
    closed(house.installation, view)
    caller = house.caller("facilitator")
    assert rows(caller, view.round.code)[0]["mean"] == 2.0
    reopened(house.installation, view)
    assert {row["mean"] for row in rows(caller, view.round.code)} == {None}


def test_the_organisation_sees_itself_and_the_whole_and_no_other_by_itself(house: House, asked: RoundView) -> None:
    told = house.caller("viewer").get("/organisations/norrdal/scores?limit=200").json["items"]
    mine = [row for row in told if row["round"] == asked.round.code]
    assert {row["cell"] for row in mine if row["breakdown"]} <= {"norrdal", "other", None}
    assert {row["breakdown"] for row in mine} <= {"", "organisation"}
    assert {row["mean"] for row in mine if row["cell"] == "norrdal"} <= {2.0}
