"""A round's result for other programs: JSON in the documented shape, CSV, and a table for the terminal.

The shape is described in docs/round-result.md and, for machines, in docs/round-result.schema.json."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
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
from app.services.spreadsheets import harmless
from app.wording import names, sentences
from app.wording.numbers import number, score_number, span
from app.wording.weighing import part_name

FORMAT = "samspel-round-result/1"
Json = dict[str, Any]
COLUMNS = (
    "unit", "id", "text", "breakdown", "cell", "n", "dont_know", "no_answer", "mean", "band",
    "ad", "r_wg", "agreement", "place", "withheld",
)  # fmt: skip


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


def as_json_text(result: RoundResult, about: Json | None) -> str:
    """The documented shape as text."""
    return json.dumps(as_json(result, about), indent=2, ensure_ascii=False) + "\n"


def as_csv(result: RoundResult, language: str, *, for_excel: bool = False) -> str:
    """A row per whole, dimension, factor, item and cell, with the counts of items in columns count_1..count_A.

    `for_excel`: semicolons, decimal comma in Swedish and a byte order mark, as a Swedish Excel expects."""
    longest = max((len(counts) for counts in _all_counts(result)), default=0)
    columns = [*COLUMNS, *(f"count_{value}" for value in range(1, longest + 1))]
    comma = for_excel and language == "sv"
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, columns, restval="", delimiter=";" if for_excel else ",", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(result, language):
        writer.writerow({key: _csv_value(value, comma) for key, value in row.items()})
    return ("\ufeff" if for_excel else "") + target.getvalue()


def as_table(result: RoundResult, language: str) -> str:
    """The factors for reading in a terminal: mean, answers, agreement, place in the dialogue."""
    if result.withheld:
        return sentences.withheld_words(result.withheld, result, language) + "\n"
    rows = []
    for dimension in result.dimensions:
        scored = any(factor.is_scored for factor in dimension.factors)
        score = _shown(dimension.score, language) if scored else ""
        rows.append((dimension.dimension.title.into(language).upper(), score, "", "", ""))
        rows += [_table_row(factor, language) for factor in dimension.factors]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(lines) + "\n"


def _table_row(factor: FactorResult, language: str) -> tuple[str, str, str, str, str]:
    return (
        "  " + factor.factor.title.into(language),
        _shown(factor.score, language) if factor.is_scored else "",
        f"n {_answers(factor)}",
        sentences.factor_agreement_words(factor, language, briefly=True),
        sentences.factor_place_words(factor, language),
    )


def _answers(factor: FactorResult) -> str:
    """Valid answers to its statements or, where it has none, to the parts that are weighed."""
    if factor.is_scored:
        return span(*factor.n)
    numbers = [part.n for one in factor.weighed for part in one.parts if not isinstance(part.mean, Withheld)]
    return span(min(numbers, default=0), max(numbers, default=0))


def _shown(score: Score | Withheld, language: str) -> str:
    return "–" if isinstance(score, Withheld) else score_number(score, language)


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


def _rows(result: RoundResult, language: str) -> Iterator[Json]:
    yield {"unit": "whole", "n": result.persons, **_score_columns(result.score)}
    for dimension in result.dimensions:
        yield from _unit("dimension", dimension.dimension.id, dimension.dimension.title, dimension, result, language)
        for factor in dimension.factors:
            place = {"place": factor.place.value}
            rows = _unit("factor", factor.factor.id, factor.factor.title, factor, result, language)
            yield from ({**row, **place} if "cell" not in row else row for row in rows)
            for item in factor.items:
                yield from _item_rows(item, result, language)
            for weighed in factor.weighed:
                for part in weighed.parts:
                    yield from _part_rows(weighed.item, part, result, language)


def _unit(
    unit: str, unit_id: str, title: Text, found: DimensionResult | FactorResult, result: RoundResult, language: str
) -> Iterator[Json]:
    base = {"unit": unit, "id": unit_id, "text": title.into(language)}
    yield {**base, "n": span(*found.n), **_score_columns(found.score), **_agreement_columns(found.agreement)}
    yield from _cell_rows(base, "organisation", found.organisations, result, language)
    yield from _cell_rows(base, "level", found.levels, result, language)


def _item_rows(item: ItemResult, result: RoundResult, language: str) -> Iterator[Json]:
    yield from _measured_rows({"id": item.item.id, "text": item.item.text.into(language)}, item, result, language)


def _part_rows(item: PartedItem, part: PartResult, result: RoundResult, language: str) -> Iterator[Json]:
    words = f"{item.text.into(language)} – {part_name(item, part.key, language)}"
    yield from _measured_rows({"id": f"{item.id}.{part.key}", "text": words}, part, result, language)


def _all_counts(result: RoundResult) -> Iterator[Sequence[int]]:
    for factor in result.factors:
        parts = [part for weighed in factor.weighed for part in weighed.parts]
        for counts in (*(one.distribution for one in factor.items), *(one.distribution for one in parts)):
            if not isinstance(counts, Withheld):
                yield counts


def _measured_rows(named: Json, item: ItemResult | PartResult, result: RoundResult, language: str) -> Iterator[Json]:
    base = {"unit": "item", **named}
    counts = {} if isinstance(item.distribution, Withheld) else dict(enumerate(item.distribution, start=1))
    yield {
        **base,
        "n": item.n,
        "dont_know": item.dont_know,
        "no_answer": item.no_answer,
        **({"withheld": item.mean.reason.value} if isinstance(item.mean, Withheld) else {"mean": item.mean}),
        **_agreement_columns(item.agreement),
        **{f"count_{value}": count for value, count in counts.items()},
    }
    yield from _cell_rows(base, "organisation", item.organisations, result, language)
    yield from _cell_rows(base, "level", item.levels, result, language)


def _cell_rows(base: Json, breakdown: str, cells: CellScores, result: RoundResult, language: str) -> Iterator[Json]:
    if isinstance(cells, Withheld):
        return
    name = names.organisation_name if breakdown == "organisation" else names.level_name
    for one in cells:
        yield {**base, "breakdown": breakdown, "cell": name(one.cell, result, language), "n": one.n, "mean": one.value}


def _score_columns(score: Score | Withheld) -> Json:
    if isinstance(score, Withheld):
        return {"withheld": score.reason.value}
    return {"mean": score.value, "band": score.band.value}


def _agreement_columns(found: Agreement | Withheld) -> Json:
    if isinstance(found, Withheld):
        return {}
    return {"ad": found.ad, "r_wg": found.r_wg, "agreement": found.agreement_class.value}


def _csv_value(value: object, comma: bool) -> object:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, float):
        return number(value, "sv" if comma else "en", 2)
    return value
