"""The documented shapes: JSON by its schema, CSV that spreadsheets cannot run, a table to read."""

import csv
import io
import json

import pytest
from jsonschema import Draft202012Validator

from app.config import ROOT
from app.domain.round import Kind
from app.services import exports
from app.services.installation import Installation
from app.services.results import round_result
from app.services.rounds import RoundView
from tests.builders import answer, closed, comments_read, fresh, new_round, opened_round, reopened
from tests.domain.examples import CHOICES, answered, factor, questionnaire, rating, result, sheet
from tests.domain.examples import closed as closed_rules

SCHEMA = Draft202012Validator(json.loads((ROOT / "docs" / "round-result.schema.json").read_text()))


def check(data: object) -> None:
    assert [error.message for error in SCHEMA.iter_errors(data)] == []


def test_the_schema_is_itself_right_and_strict() -> None:
    Draft202012Validator.check_schema(SCHEMA.schema)
    data = exports.as_json(result(questionnaire(factor("service", rating("x"))), closed_rules()), None)
    check(data)
    assert not SCHEMA.is_valid({**data, "extra": 1})
    assert not SCHEMA.is_valid({**data, "format": "samspel-round-result/2"})


@pytest.fixture
def view(installation: Installation) -> RoundView:
    return opened_round(installation)


def data_of(installation: Installation, view: RoundView) -> exports.Json:
    again = fresh(installation, view)
    data = exports.as_json(round_result(installation, again), exports.about_round(again))
    check(data)
    return data


def test_every_state_of_a_round_fits_the_schema(installation: Installation, view: RoundView) -> None:
    assert data_of(installation, view)["withheld"] == "not_closed"
    closed(installation, view)
    assert data_of(installation, view)["withheld"] == "too_few_persons"
    reopened(installation, view)
    answer(installation, view, 6, 2, organisation="norrdal", level="politik", puls_kommentar="Mer tid")
    answer(installation, view, 6, 5, organisation="alvnas", level="ledning")
    closed(installation, view)
    data = data_of(installation, view)
    assert (data["withheld"], data["persons"], data["whole"]["score"]["mean"]) == (None, 12, 3.5)
    first = data["dimensions"][0]["factors"][0]
    assert first["items"][0]["distribution"] == [0, 6, 0, 0, 6]
    assert first["organisations"] == [{"cell": "alvnas", "n": 6, "mean": 5.0}, {"cell": "norrdal", "n": 6, "mean": 2.0}]
    assert (first["place"], first["agreement"]["class"], first["organisation_gap"]) == ("divided", "two_camps", 3.0)
    left = {"id": "puls_kommentar", "n": 6, "hidden": 0, "edited": 0}
    assert data["comments"] == [{**left, "waiting": 6, "comments": []}]
    comments_read(installation, view)
    assert data_of(installation, view)["comments"] == [{**left, "waiting": 0, "comments": ["Mer tid"] * 6}]


def test_joint_rounds_and_choices_fit_the_schema(installation: Installation) -> None:
    view = opened_round(installation, new_round(kind=Kind.JOINT))
    answer(installation, view, 1, 2, organisation="norrdal")
    answer(installation, view, 1, 4, organisation="alvnas")
    closed(installation, view)
    assert data_of(installation, view)["levels"] == {"withheld": "joint"}
    one = questionnaire(factor("service", rating("x")), items=CHOICES)
    sheets = [sheet({"x": 3, "form": "avtal", "areas": frozenset({"it"})}) for _ in range(5)]
    data = exports.as_json(result(one, closed_rules(), sheets), None)
    check(data)
    assert data["choices"][0]["options"] == {"avtal": 5, "forbund": 0}


def test_csv_has_a_row_per_unit_and_cell_with_the_same_figures() -> None:
    one = questionnaire(factor("service", rating("x")))
    found = result(one, closed_rules(), [*answered([1] * 5, "norrdal"), *answered([5] * 6, "alvnas")])
    rows = list(csv.DictReader(io.StringIO(exports.as_csv(found, "en"))))
    assert [(row["unit"], row["cell"]) for row in rows] == [
        ("whole", ""),
        ("dimension", ""),
        ("dimension", "alvnas"),
        ("dimension", "norrdal"),
        ("factor", ""),
        ("factor", "alvnas"),
        ("factor", "norrdal"),
        ("item", ""),
        ("item", "alvnas"),
        ("item", "norrdal"),
    ]
    item = rows[7]
    assert (item["mean"], item["count_1"], item["count_5"], item["n"]) == ("3.18", "5", "6", "11")


def test_a_text_that_looks_like_a_formula_is_defused() -> None:
    one = questionnaire(factor("service", rating("=1+1")))
    rows = list(csv.DictReader(io.StringIO(exports.as_csv(result(one, closed_rules()), "en"))))
    assert rows[-1]["text"] == "'=1+1"


def test_a_swedish_excel_gets_semicolons_commas_and_a_byte_order_mark() -> None:
    one = questionnaire(factor("service", rating("x")))
    text = exports.as_csv(result(one, closed_rules(), answered([3, 4, 4, 4, 4])), "sv", for_excel=True)
    assert text.startswith("\ufeffunit;id;")
    assert ";3,80;develop;" in text


def test_the_table_shows_each_factor_on_a_line() -> None:
    one = questionnaire(factor("service", rating("x")))
    text = exports.as_table(result(one, closed_rules(), answered([4, 4, 4, 4, 5])), "sv")
    assert "service" in text
    assert "4,2" in text
    assert "Samsyn" in text
    assert "färre än 5" in exports.as_table(result(one, closed_rules()), "sv")
