"""The results of several rounds as JSON: of a collaboration, or of one organisation.

The shapes are described in docs/exports.md and, for machines, in docs/collaboration-results.schema.json and
docs/organisation-results.schema.json."""

import json

from app.services.exports.exported import Exported, ExportedRound, Scope
from app.services.exports.figures import Figures, all_figures
from app.services.exports.round_json import Json, about_round, as_json, main_scale

COLLABORATION_FORMAT = "samspel-collaboration-results/1"
ORGANISATION_FORMAT = "samspel-organisation-results/1"


def several_as_json(exported: Exported) -> Json:
    """The documented shape of what the file is about; of a round, its own."""
    named = {"id": exported.id, "name": exported.name}
    if exported.scope is Scope.ORGANISATION:
        rounds = [_of_organisation(one) for one in exported.rounds]
        return {"format": ORGANISATION_FORMAT, "organisation": named, "rounds": rounds}
    whole = [as_json(one.result, about_round(one.view) if one.view else None) for one in exported.rounds]
    if exported.scope is Scope.ROUND:
        return whole[0]
    return {"format": COLLABORATION_FORMAT, "collaboration": named, "rounds": whole}


def several_as_json_text(exported: Exported) -> str:
    """The same as text."""
    return json.dumps(several_as_json(exported), indent=2, ensure_ascii=False) + "\n"


def _of_organisation(one: ExportedRound) -> Json:
    """A round as the organisation sees it: its own figures beside those of all who answered."""
    result, asked, persons = one.result, one.result.questionnaire, one.own_persons()
    return {
        "round": about_round(one.view) if one.view else None,
        "questionnaire": {
            "id": asked.id,
            "version": asked.version,
            "fingerprint": asked.fingerprint,
            "title": dict(asked.title.variants),
            "scale_length": asked.scale_length,
            **main_scale(asked.span),
        },
        "kind": result.kind.value,
        "smallest_group": result.smallest_group,
        "withheld": result.withheld.reason.value if result.withheld else None,
        "persons": result.persons,
        "own_persons": persons if isinstance(persons, int) else _withheld(persons),
        "figures": [_figures(one, found) for found in all_figures(result)],
    }


def _figures(one: ExportedRound, found: Figures) -> Json:
    return {
        "unit": found.unit,
        "id": found.id,
        "part": found.part,
        "text": dict(found.words.variants) if found.words else {},
        "n": found.n,
        "mean": _withheld(found.withheld) if found.mean is None else found.mean,
        "own": None if found.unit == "whole" else _own(one, found),
    }


def _own(one: ExportedRound, found: Figures) -> Json:
    (cell,) = one.cells(found.organisations, found.levels, "en")
    return _withheld(cell.withheld) if cell.withheld else {"n": cell.n, "mean": cell.mean}


def _withheld(reason: str) -> Json:
    return {"withheld": reason}
