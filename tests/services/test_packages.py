"""Rounds that ask several questionnaires: kept, found, changed, answered, exported."""

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import event, text

from app.config import ROOT
from app.domain.errors import SamspelError
from app.services import exports
from app.services.installation import Installation
from app.services.plans import change_round, kept_questionnaires
from app.services.results import round_result
from app.services.rounds import find_round, find_round_to_answer
from tests.builders import NOW, answer, closed, draft_round, facilitator, fresh, new_round, opened_round

PACKAGE = replace(new_round(), further=("balansgangar", "ledarskap"))
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs" / "round-result.schema.json").read_text()))


def queries(installation: Installation, code: str) -> int:
    """How many statements it takes to find the round for one who answers."""
    counted: list[str] = []
    engine = installation.database.engine

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        counted.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    find_round_to_answer(installation, code)
    event.remove(engine, "before_cursor_execute", note)
    return sum(statement.lstrip().upper().startswith("SELECT") for statement in counted)


def test_a_round_keeps_its_questionnaires_in_order(any_installation: Installation) -> None:
    view = fresh(any_installation, draft_round(any_installation, PACKAGE))
    assert view.round.further == (("balansgangar", 1), ("ledarskap", 1))
    assert [part.id for part in view.questionnaire.parts] == ["pulskoll", "balansgangar", "ledarskap"]
    assert [one.id for one in kept_questionnaires(any_installation, view)] == ["pulskoll", "balansgangar", "ledarskap"]


def test_only_a_package_costs_a_query_more(installation: Installation) -> None:
    alone, package = draft_round(installation), draft_round(installation, replace(PACKAGE, title="Paket"))
    for view in (alone, package):  # the questionnaires are read once
        find_round(installation, view.round.code)
    assert queries(installation, alone.round.code) == 1
    assert queries(installation, package.round.code) == 2


def test_a_draft_may_get_others_and_an_open_round_may_not(installation: Installation) -> None:
    account, view = facilitator(installation), draft_round(installation, PACKAGE)
    other = replace(PACKAGE, further=("drivkrafter",))
    changed = change_round(installation, account, view.round.code, view.round.version, other, NOW)
    assert changed.round.further == (("drivkrafter", 1),)
    opened = opened_round(installation, replace(PACKAGE, title="Öppen"))
    with pytest.raises(SamspelError, match="R012"):
        change_round(installation, account, opened.round.code, opened.round.version, other, NOW)
    renamed = replace(PACKAGE, title="Nytt namn")
    again = change_round(installation, account, opened.round.code, opened.round.version, renamed, NOW)
    assert again.round.further == opened.round.further


def test_a_package_that_cannot_be_is_refused_and_nothing_is_made(installation: Installation) -> None:
    view = draft_round(installation)
    with pytest.raises(SamspelError, match="R021"):
        draft_round(installation, replace(PACKAGE, further=("nyckelfaktorer",)))
    with installation.database.reading() as connection:
        assert connection.execute(text("SELECT code FROM rounds")).scalars().all() == [view.round.code]


def test_the_result_of_a_package_names_its_parts_in_the_documented_shape(installation: Installation) -> None:
    view = opened_round(installation, PACKAGE)
    answer(installation, view, 6)
    view = closed(installation, view)
    data = exports.as_json(round_result(installation, view), exports.about_round(view))
    SCHEMA.validate(data)
    assert [part["id"] for part in data["questionnaire"]["parts"]] == ["pulskoll", "balansgangar", "ledarskap"]
    assert data["questionnaire"]["main_dimensions"] == ["inom", "mellan", "samverkansorganisationen"]
    assert data["whole"]["score"]["mean"] is not None
