"""The documented shapes, by their schemas."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from app.config import ROOT
from app.domain.result import RoundResult
from app.services.exports.exported import Exported, ExportedRound, Scope
from app.services.exports.several_json import several_as_json
from tests.domain.examples import answered, closed, factor, questionnaire, rating, result
from tests.services.exports.round_cases import CASES


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "docs" / f"{name}.schema.json").read_text())
    return found


ROUND: Resource[bool | Mapping[str, Any]] = Resource.from_contents(schema("round-result"))
REGISTRY: Registry[bool | Mapping[str, Any]] = Registry().with_resource("round-result.schema.json", ROUND)
SHAPES = {
    Scope.ROUND: Draft202012Validator(schema("round-result")),
    Scope.COLLABORATION: Draft202012Validator(schema("collaboration-results"), registry=REGISTRY),
    Scope.ORGANISATION: Draft202012Validator(schema("organisation-results"), registry=REGISTRY),
}


@pytest.mark.parametrize("found", CASES.values(), ids=CASES.keys())
def test_every_case_of_a_round_fits_all_three_shapes(found: RoundResult) -> None:
    for own in ("norrdal", "alvnas", "havsore"):
        for scope, shape in SHAPES.items():
            one = ExportedRound(found, own=own if scope is Scope.ORGANISATION else None)
            data = several_as_json(Exported(scope, own, own.title(), (one,)))
            assert [error.message for error in shape.iter_errors(data)] == []


@pytest.mark.parametrize("scope", [Scope.COLLABORATION, Scope.ORGANISATION])
def test_the_schemas_are_right_and_strict(scope: Scope) -> None:
    shape = SHAPES[scope]
    Draft202012Validator.check_schema(shape.schema)
    data = several_as_json(Exported(scope, "norrdal", "Norrdal", (ExportedRound(CASES["rated"], own="norrdal"),)))
    assert shape.is_valid(data)
    assert not shape.is_valid({**data, "extra": 1})
    assert not shape.is_valid({**data, "format": f"samspel-{scope.value}-results/2"})
    del data["rounds"][0]["questionnaire"]["fingerprint"]
    assert not shape.is_valid(data)


def test_an_organisations_figures_stand_beside_those_of_all() -> None:
    found = result(
        questionnaire(factor("service", rating("x"))),
        closed(),
        [*answered([1] * 5, "norrdal"), *answered([5] * 3, "alvnas"), *answered([4] * 3, "storvik")],
    )

    def told(own: str) -> tuple[object, object]:
        one = Exported(Scope.ORGANISATION, own, own, (ExportedRound(found, own=own),))
        (data,) = several_as_json(one)["rounds"]
        (item,) = (row for row in data["figures"] if row["unit"] == "item")
        assert item["mean"] == 2.91
        return data["own_persons"], item["own"]

    assert told("norrdal") == (5, {"n": 5, "mean": 1.0})
    assert told("alvnas") == ({"withheld": "merged"}, {"withheld": "merged"})
    assert told("havsore") == ({"withheld": "no_answers"}, {"withheld": "no_answers"})
