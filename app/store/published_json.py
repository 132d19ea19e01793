"""What disclosure control lets through of a round, as JSON and back. Comments are not in it: they are kept once."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from app.domain.published import (
    Breakdown,
    Cell,
    CellMean,
    PublishedChoice,
    PublishedComments,
    PublishedItem,
    PublishedParts,
    PublishedRating,
    PublishedRound,
    Reason,
    Withheld,
)

Json = dict[str, Any]
Cells = tuple[Cell, ...] | Withheld


def as_json(published: PublishedRound | Withheld) -> Json:
    """All but the comments. A reason stands where a figure is withheld."""
    if isinstance(published, Withheld):
        return {"withheld": published.reason.value}
    items = {key: _item(one) for key, one in published.items.items() if not isinstance(one, PublishedComments)}
    return {
        "persons": published.persons,
        "pending": published.pending,
        "organisations": _cells(published.organisations),
        "levels": _cells(published.levels),
        "items": items,
        "factor_levels": {key: _tenths(one) for key, one in published.factor_levels.items()},
    }


def from_json(kept: Mapping[str, Any]) -> PublishedRound | Withheld:
    """The same value again, without comments."""
    if "withheld" in kept:
        return Withheld(Reason(kept["withheld"]))
    organisations, levels = _read_cells(kept["organisations"]), _read_cells(kept["levels"])
    return PublishedRound(
        persons=kept["persons"],
        pending=kept["pending"],
        items={key: _read_item(key, one, organisations, levels) for key, one in kept["items"].items()},
        organisations=organisations,
        levels=levels,
        factor_levels={key: _read_tenths(one, levels) for key, one in kept["factor_levels"].items()},
    )


def _cells(cells: Cells) -> object:
    if isinstance(cells, Withheld):
        return cells.reason.value
    return [[one.id, list(one.members), one.persons] for one in cells]


def _read_cells(kept: Any) -> Cells:
    if isinstance(kept, str):
        return Withheld(Reason(kept))
    return tuple(Cell(identity, tuple(members), persons) for identity, members, persons in kept)


def _item(item: PublishedItem) -> Json:
    if isinstance(item, PublishedRating):
        return _rating(item)
    if isinstance(item, PublishedParts):
        return {"parts": {key: _rating(one) for key, one in item.parts.items()}}
    assert isinstance(item, PublishedChoice)
    options = item.options.reason.value if isinstance(item.options, Withheld) else dict(item.options)
    return {"n": item.n, "no_answer": item.no_answer, "options": options}


def _read_item(item_id: str, kept: Mapping[str, Any], organisations: Cells, levels: Cells) -> PublishedItem:
    if "parts" in kept:
        parts = {key: _read_rating(item_id, one, organisations, levels) for key, one in kept["parts"].items()}
        return PublishedParts(item_id, parts)
    if "options" in kept:
        options = kept["options"]
        shown = Withheld(Reason(options)) if isinstance(options, str) else dict(options)
        return PublishedChoice(item_id, kept["n"], kept["no_answer"], shown)
    return _read_rating(item_id, kept, organisations, levels)


def _rating(item: PublishedRating) -> Json:
    counts = item.distribution
    return {
        "n": item.n,
        "dont_know": item.dont_know,
        "no_answer": item.no_answer,
        "distribution": counts.reason.value if isinstance(counts, Withheld) else list(counts),
        "organisations": _means(item.organisations),
        "levels": _tenths(item.levels),
    }


def _read_rating(item_id: str, kept: Mapping[str, Any], organisations: Cells, levels: Cells) -> PublishedRating:
    counts = kept["distribution"]
    return PublishedRating(
        item_id=item_id,
        n=kept["n"],
        dont_know=kept["dont_know"],
        no_answer=kept["no_answer"],
        distribution=Withheld(Reason(counts)) if isinstance(counts, str) else tuple(counts),
        organisations=_read_means(kept["organisations"], organisations),
        levels=_read_tenths(kept["levels"], levels),
    )


def _means(breakdown: Breakdown) -> object:
    """[cell id, n, sum of the answers]: the mean is exact again."""
    if isinstance(breakdown, Withheld):
        return breakdown.reason.value
    return [[one.cell.id, one.n, int(one.mean * one.n)] for one in breakdown]


def _read_means(kept: Any, cells: Cells) -> Breakdown:
    if isinstance(kept, str):
        return Withheld(Reason(kept))
    by_id = _by_id(cells)
    return tuple(CellMean(by_id[cell_id], n, Fraction(total, n)) for cell_id, n, total in kept)


def _tenths(breakdown: Breakdown) -> object:
    """[cell id, n, mean in tenths]."""
    if isinstance(breakdown, Withheld):
        return breakdown.reason.value
    return [[one.cell.id, one.n, int(one.mean * 10)] for one in breakdown]


def _read_tenths(kept: Any, cells: Cells) -> Breakdown:
    if isinstance(kept, str):
        return Withheld(Reason(kept))
    by_id = _by_id(cells)
    return tuple(CellMean(by_id[cell_id], n, Fraction(tenths, 10)) for cell_id, n, tenths in kept)


def _by_id(cells: Cells) -> dict[str, Cell]:
    assert not isinstance(cells, Withheld)
    return {cell.id: cell for cell in cells}
