"""Answering what is weighed, without scripts: every kind shown, kept, checked with its cure, handed in and counted."""

import re

import pytest
from flask.testing import FlaskClient

from app.domain.round import Kind, Layout
from app.services.installation import Installation
from app.services.results import round_result
from app.services.rounds import RoundView
from app.web.forms.keyed_sheet import read_sheet
from tests.builders import closed, fresh, new_round, opened_round
from tests.web.conftest import token


@pytest.fixture
def view(installation: Installation) -> RoundView:
    return opened_round(
        installation, new_round(questionnaire="drivkrafter", layout=Layout.PAGE, smallest_group=3, kind=Kind.JOINT)
    )


def kinds(view: RoundView) -> dict[str, str]:
    """Kind -> the first item of it."""
    found: dict[str, str] = {}
    for item in view.questionnaire.items:
        found.setdefault(item.kind, item.id)
    return found


def answers(view: RoundView) -> dict[str, str]:
    """A whole sheet: all points on the first option, places in order, level 2 today and 4 wanted, statements 4."""
    sheet = {"item_organisation": "norrdal"}
    for item in view.questionnaire.items:
        name = f"item_{item.id}"
        if item.kind == "allocation":
            keys = item.keys  # type: ignore[union-attr]
            sheet |= {f"{name}.{key}": "10" if key == keys[0] else "" for key in keys}
        elif item.kind == "ranking":
            sheet |= {f"{name}.{key}": str(at) for at, key in enumerate(item.keys, start=1)}  # type: ignore[union-attr]
        elif item.kind == "level_pair":
            sheet |= {f"{name}.now": "2", f"{name}.wanted": "4"}
        elif item.kind == "rating":
            sheet[name] = "4"
    return sheet


def post(client: FlaskClient, view: RoundView, fields: dict[str, str]) -> tuple[int, str, str]:
    address = f"/r/{view.round.code}/1"
    client.post(f"/r/{view.round.code}")
    answer = client.post(address, data={**token(client, address), **fields})
    return answer.status_code, answer.text, answer.headers.get("Location", "")


def test_a_sheet_of_every_kind_is_kept_handed_in_and_counted(
    client: FlaskClient, installation: Installation, view: RoundView
) -> None:
    status, _, location = post(client, view, answers(view))
    assert (status, location) == (302, f"/r/{view.round.code}/review")
    page = client.get(f"/r/{view.round.code}/1").text
    found = kinds(view)
    assert re.search(rf'name="item_{found["level_pair"]}\.wanted" value="4" checked', page)
    assert re.search(rf'name="item_{found["ranking"]}\.[a-z_]+">.*?<option value="1" selected', page, re.S)
    assert re.search(rf'name="item_{found["allocation"]}\.[a-z_]+" value="10"', page)
    client.post(f"/r/{view.round.code}/review", data=token(client, f"/r/{view.round.code}/review"))
    assert fresh(installation, view).received == 1
    result = round_result(installation, closed(installation, view))
    weighed = {one.item.kind: one for factor in result.factors for one in factor.weighed}
    assert weighed["level_pair"].shift == 2.0
    assert weighed["allocation"].parts[0].mean == 11.0


def test_points_that_do_not_add_up_come_back_with_what_to_change(client: FlaskClient, view: RoundView) -> None:
    item = next(item for item in view.questionnaire.items if item.kind == "allocation")
    first = item.keys[0]  # type: ignore[union-attr]
    fields = answers(view) | {f"item_{item.id}.{first}": "7"}
    status, text, _ = post(client, view, fields)
    assert status == 422
    assert "The points add up to 7, and there are 10 to share out. Change by 3." in text or (
        "Poängen blir tillsammans 7, men det är 10 som ska fördelas. Ändra med 3." in text
    )
    assert f'name="item_{item.id}.{first}" value="7"' in text


def test_two_options_in_one_place_come_back_with_the_place(client: FlaskClient, view: RoundView) -> None:
    item = next(item for item in view.questionnaire.items if item.kind == "ranking")
    fields = answers(view) | {f"item_{item.id}.{key}": "1" for key in item.keys}  # type: ignore[union-attr]
    status, text, _ = post(client, view, fields)
    assert status == 422
    assert "Plats 1 är given två gånger" in text or "Place 1 is given twice" in text


def test_words_in_a_box_for_points_come_back_harmless(client: FlaskClient, view: RoundView) -> None:
    item = next(item for item in view.questionnaire.items if item.kind == "allocation")
    first = item.keys[0]  # type: ignore[union-attr]
    status, text, _ = post(client, view, answers(view) | {f"item_{item.id}.{first}": '"><script>'})
    assert status == 422
    assert "<script>" not in text.replace("<script type", "")
    assert "&#34;&gt;&lt;script&gt;" in text


def test_parts_may_be_left_out_of_a_pair(client: FlaskClient, view: RoundView) -> None:
    pair = kinds(view)["level_pair"]
    fields = {name: value for name, value in answers(view).items() if name != f"item_{pair}.wanted"}
    assert post(client, view, fields)[0] == 302


@pytest.mark.parametrize(
    ("kind", "typed", "raw"),
    [
        ("level_pair", "24", ["now:2", "wanted:4"]),
        ("level_pair", "2 0", ["now:2", "wanted:dont_know"]),
        ("level_pair", "-3", ["wanted:3"]),
        ("ranking", "312", ["3", "1", "2"]),
        ("allocation", "10 0 0", ["10", "0", "0"]),
        ("allocation", "7,3,-", ["7", "3"]),
    ],
)
def test_parts_are_keyed_in_by_the_order_on_the_paper(view: RoundView, kind: str, typed: str, raw: list[str]) -> None:
    item = kinds(view)[kind]
    sheet = read_sheet(view, "once", {f"item_{item}": typed, "item_organisation": "norrdal"})
    assert [value if kind == "level_pair" else value.split(":")[1] for value in sheet.raw[item]] == raw
    assert not sheet.faults


@pytest.mark.parametrize(("typed", "code"), [("2", "K002"), ("2 3 4", "K002"), ("29", "K001"), ("xy", "K001")])
def test_a_slip_of_the_key_is_told(view: RoundView, typed: str, code: str) -> None:
    sheet = read_sheet(view, "once", {f"item_{kinds(view)['level_pair']}": typed, "item_organisation": "norrdal"})
    assert [fault.code for fault in sheet.faults] == [code]
