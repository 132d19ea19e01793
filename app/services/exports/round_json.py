"""A round's result as JSON for other programs.

The shape is described in docs/round-result.md and, for machines, in docs/round-result.schema.json."""

import json
from collections.abc import Mapping
from typing import Any

from app.domain.dialogue import PlaceReason
from app.domain.items import PartedItem
from app.domain.published import Cell, PublishedChoice, PublishedComments, Withheld
from app.domain.questionnaire import Questionnaire
from app.domain.result import (
    Agreement,
    CellScores,
    DimensionResult,
    FactorResult,
    ItemResult,
    PartedResult,
    PartResult,
    RoundResult,
    Score,
)
from app.domain.text import Text
from app.services.rounds import RoundView

FORMAT = "samspel-round-result/1"
Json = dict[str, Any]


def about_round(view: RoundView) -> Json:
    """The round's names, dates and numbers, for the JSON shape."""
    one = view.round
    return {
        "code": one.code,
        "title": one.title,
        "collaboration": one.collaboration,
        "opened_on": one.opened_on.isoformat() if one.opened_on else None,
        "closed_on": one.closed_on.isoformat() if one.closed_on else None,
        "received": view.received,
        "expected": one.expected,
    }


def as_json(result: RoundResult, about: Json | None) -> Json:
    """The result in the documented shape. `about`: the round, None for a result from a file."""
    questionnaire = result.questionnaire
    return {
        "format": FORMAT,
        "round": about,
        "questionnaire": {
            "id": questionnaire.id,
            "version": questionnaire.version,
            "fingerprint": questionnaire.fingerprint,
            "title": _text(questionnaire.title),
            **_parts(questionnaire),
            **_weights(questionnaire),
            "scale_length": questionnaire.scale_length,
            "bands": {
                "strength": float(questionnaire.bands.strength),
                "concern": float(questionnaire.bands.concern),
            },
        },
        "kind": result.kind.value,
        "smallest_group": result.smallest_group,
        "persons": result.persons,
        "pending": result.pending,
        "withheld": result.withheld.reason.value if result.withheld else None,
        "organisation_names": dict(result.organisation_names),
        "organisations": _cells(result.organisations),
        "levels": _cells(result.levels),
        "whole": {"score": _score(result.score), "organisation_balanced": result.organisation_balanced},
        "dimensions": [_dimension(dimension) for dimension in result.dimensions],
        "choices": [_choice(choice) for choice in result.choices],
        "comments": [_comments(comments) for comments in result.comments],
        "proposal": list(result.proposal),
    }


def _parts(questionnaire: Questionnaire) -> Json:
    """The questionnaires of a package, the main one first; nothing for a single questionnaire."""
    if not questionnaire.parts:
        return {}
    parts = [
        {"id": one.id, "version": one.version, "fingerprint": one.fingerprint, "title": _text(one.title)}
        for one in questionnaire.parts
    ]
    return {"parts": parts, "main_dimensions": list(questionnaire.main_dimensions)}


def _weights(questionnaire: Questionnaire) -> Json:
    """The dimensions that do not weigh 1 in the whole; nothing where all do."""
    found = {one.id: float(one.weight) for one in questionnaire.dimensions if one.weight != 1}
    return {"weights": found} if found else {}


def as_json_text(result: RoundResult, about: Json | None) -> str:
    """The documented shape as text."""
    return json.dumps(as_json(result, about), indent=2, ensure_ascii=False) + "\n"


def _dimension(found: DimensionResult) -> Json:
    return {
        "id": found.dimension.id,
        "title": _text(found.dimension.title),
        "n": {"smallest": found.n[0], "largest": found.n[1]},
        "dont_know_share": found.dont_know_share,
        "score": _score(found.score),
        "agreement": _agreement(found.agreement),
        "organisations": _cell_scores(found.organisations),
        "levels": _cell_scores(found.levels),
        "factors": [_factor(factor) for factor in found.factors],
    }


def _factor(found: FactorResult) -> Json:
    return {
        "id": found.factor.id,
        "title": _text(found.factor.title),
        "n": {"smallest": found.n[0], "largest": found.n[1]},
        "dont_know_share": found.dont_know_share,
        "score": _score(found.score),
        "agreement": _agreement(found.agreement),
        "organisations": _cell_scores(found.organisations),
        "levels": _cell_scores(found.levels),
        "organisation_gap": found.organisation_gap,
        "level_gap": found.level_gap,
        "organisation_balanced": found.organisation_balanced,
        "place": found.place.value,
        "reasons": [_reason(reason) for reason in found.reasons],
        "items": [_item(item) for item in found.items],
        "weighed": [_weighed(item) for item in found.weighed],
    }


def _item(found: ItemResult) -> Json:
    return {
        "id": found.item.id,
        "text": _text(found.item.text),
        "reverse": found.item.reverse,
        "scale_length": found.item.scale.length,
        "n": found.n,
        "dont_know": found.dont_know,
        "no_answer": found.no_answer,
        "mean": _withheld(found.mean) if isinstance(found.mean, Withheld) else found.mean,
        "distribution": _withheld(found.distribution)
        if isinstance(found.distribution, Withheld)
        else list(found.distribution),
        "agreement": _agreement(found.agreement),
        "organisations": _cell_scores(found.organisations),
        "levels": _cell_scores(found.levels),
    }


def _weighed(found: PartedResult) -> Json:
    shift = {"shift": _withheld(found.shift) if isinstance(found.shift, Withheld) else found.shift}
    return {
        "id": found.item.id,
        "text": _text(found.item.text),
        "kind": found.item.kind,
        **({} if found.shift is None else shift),
        "parts": [_part(found.item, part) for part in found.parts],
    }


def _part(item: PartedItem, found: PartResult) -> Json:
    return {
        "part": found.key,
        "length": next(one.length for one in item.parts if one.key == found.key),
        "n": found.n,
        "dont_know": found.dont_know,
        "no_answer": found.no_answer,
        "mean": _withheld(found.mean) if isinstance(found.mean, Withheld) else found.mean,
        "distribution": _withheld(found.distribution)
        if isinstance(found.distribution, Withheld)
        else list(found.distribution),
        "agreement": _agreement(found.agreement),
        "organisations": _cell_scores(found.organisations),
        "levels": _cell_scores(found.levels),
    }


def _score(score: Score | Withheld) -> Json:
    if isinstance(score, Withheld):
        return _withheld(score)
    return {"mean": score.value, "band": score.band.value, "decimals": score.decimals}


def _agreement(found: Agreement | Withheld) -> Json:
    if isinstance(found, Withheld):
        return _withheld(found)
    return {"ad": found.ad, "r_wg": found.r_wg, "class": found.agreement_class.value}


def _cells(cells: tuple[Cell, ...] | Withheld) -> Json | list[Json]:
    if isinstance(cells, Withheld):
        return _withheld(cells)
    return [{"id": one.id, "members": list(one.members), "persons": one.persons} for one in cells]


def _cell_scores(cells: CellScores) -> Json | list[Json]:
    if isinstance(cells, Withheld):
        return _withheld(cells)
    return [{"cell": one.cell.id, "n": one.n, "mean": one.value} for one in cells]


def _reason(reason: PlaceReason) -> Json:
    return {
        "kind": reason.kind.value,
        "value": reason.value,
        "lowest": {"cell": reason.lowest.id, "mean": reason.lowest_value} if reason.lowest else None,
        "highest": {"cell": reason.highest.id, "mean": reason.highest_value} if reason.highest else None,
        **({"item": reason.item_id, "part": reason.part} if reason.item_id else {}),
    }


def _choice(found: PublishedChoice) -> Json:
    options = _withheld(found.options) if isinstance(found.options, Withheld) else dict(found.options)
    return {"id": found.item_id, "n": found.n, "no_answer": found.no_answer, "options": options}


def _comments(found: PublishedComments) -> Json:
    comments = _withheld(found.comments) if isinstance(found.comments, Withheld) else list(found.comments)
    left = {"waiting": found.waiting, "hidden": found.hidden, "edited": found.edited}
    return {"id": found.item_id, "n": found.n, **left, "comments": comments}


def _withheld(withheld: Withheld) -> Json:
    return {"withheld": withheld.reason.value}


def _text(text: Text) -> Mapping[str, str]:
    return dict(text.variants)
