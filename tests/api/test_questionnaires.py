"""What a questionnaire asks, as other programs read it: help, weights, and rules of choices among it."""

from dataclasses import replace

import pytest

from app.config import ROOT
from app.definitions.library import Library
from tests.api.conftest import House


def test_help_weights_and_rules_of_choices_are_told_and_what_is_not_there_is_null(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = replace(house.installation, library=Library(ROOT / "tests" / "fixtures"))
    for app in (house.app, house.app.extensions["api"]):
        monkeypatch.setitem(app.extensions, "installation", ours)
    found = house.caller("facilitator").get("/questionnaires/tjugotva/1").json
    assert [one["weight"] for one in found["dimensions"]] == [0.5, 1.0, 1.0, 1.0, 2.0, 0.0]
    assert found["dimensions"][0]["factors"][0]["explanation"] is None
    first, second = found["dimensions"][0]["factors"][0]["items"]
    assert (first["help"], second["help"]) == (
        {"sv": "Med oss menas de organisationer som ingår i samverkan i dag."},
        None,
    )
    (choice,) = found["dimensions"][-1]["items"]
    assert choice["most"] == 2
    assert [one["exclusive"] for one in choice["options"]] == [False, False, False, True]
