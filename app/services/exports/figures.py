"""The walk over a result that every table takes: one value for the whole, each dimension, factor, item and part."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.items import Item, PartedItem
from app.domain.items.measured import WANTED
from app.domain.items.written import offers_not_applicable
from app.domain.published import Reason, Withheld
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
from app.wording.weighing import part_name

NOT_BROKEN_DOWN = Withheld(Reason.NOT_ASKED)


@dataclass(frozen=True)
class Figures:
    """The figures of one thing. `unit`: whole, dimension, factor or item; `part` is empty but for parts of items that
    are weighed. `n`: valid answers, of a dimension or factor the fewest to any of its statements and `n_largest` the
    most, of the whole persons. `mean` or `withheld`. `counts`: how many gave each code; None where that is no
    question. `shift`: wanted minus today, in the row of the wanted part. `within`: id of the factor or dimension."""

    unit: str
    id: str
    words: Text | None
    n: int
    organisations: CellScores
    levels: CellScores
    mean: float | None = None
    withheld: str = ""
    n_largest: int | None = None
    dont_know: int | None = None
    not_applicable: int | None = None
    no_answer: int | None = None
    dont_know_share: float | None = None
    band: str = ""
    agreement: Agreement | Withheld | None = None
    counts: tuple[int, ...] | Withheld | None = None
    place: str = ""
    balanced: float | None = None
    shift: float | Withheld | None = None
    part: str = ""
    item: Item | None = None
    within: str = ""

    @property
    def key(self) -> str:
        """The id, of a part `item.part`."""
        return f"{self.id}.{self.part}" if self.part else self.id

    def text(self, language: str) -> str:
        """What it is called or says; of a part, with the part's name."""
        words = self.words.into(language) if self.words else ""
        return f"{words} – {self.part_name(language)}" if self.part else words

    def part_name(self, language: str) -> str:
        """Today, wanted or the option; empty for what has no parts."""
        return part_name(self.item, self.part, language) if self.part and isinstance(self.item, PartedItem) else ""


def figures(result: RoundResult) -> Iterator[Figures]:
    """Everything that has figures, each thing before what it holds, in the questionnaire's order."""
    mean, band, withheld = _score(result.score)
    yield Figures(
        unit="whole",
        id="",
        words=None,
        n=result.persons,
        organisations=NOT_BROKEN_DOWN,
        levels=NOT_BROKEN_DOWN,
        mean=mean,
        withheld=withheld,
        band=band,
        balanced=result.organisation_balanced,
    )
    for dimension in result.dimensions:
        yield _unit("dimension", dimension.dimension.id, dimension.dimension.title, dimension)
        for factor in dimension.factors:
            yield _factor(factor)


def item_figures(factor: FactorResult) -> Iterator[Figures]:
    """The factor's items, and the parts of those that are weighed."""
    for item in factor.items:
        yield _measured(item, item.item, factor)
    for weighed in factor.weighed:
        for part in weighed.parts:
            yield _measured(part, weighed.item, factor, part.key, _shift(weighed, part))


def all_figures(result: RoundResult) -> Iterator[Figures]:
    """As `figures`, with the items of each factor after it."""
    factors = {one.factor.id: one for one in result.factors}
    for one in figures(result):
        yield one
        if one.unit == "factor":
            yield from item_figures(factors[one.id])


def _factor(found: FactorResult) -> Figures:
    unit = _unit("factor", found.factor.id, found.factor.title, found, found.dimension_id)
    return replace(unit, place=found.place.value, balanced=found.organisation_balanced)


def _unit(unit: str, unit_id: str, title: Text, found: DimensionResult | FactorResult, within: str = "") -> Figures:
    mean, band, withheld = _score(found.score)
    return Figures(
        unit=unit,
        id=unit_id,
        words=title,
        n=found.n[0],
        n_largest=found.n[1],
        organisations=found.organisations,
        levels=found.levels,
        mean=mean,
        withheld=withheld,
        band=band,
        dont_know_share=found.dont_know_share,
        agreement=found.agreement,
        within=within,
    )


def _measured(
    found: ItemResult | PartResult,
    item: Item,
    factor: FactorResult,
    part: str = "",
    shift: float | Withheld | None = None,
) -> Figures:
    return Figures(
        unit="item",
        id=item.id,
        words=item.text,
        n=found.n,
        organisations=found.organisations,
        levels=found.levels,
        mean=None if isinstance(found.mean, Withheld) else found.mean,
        withheld=found.mean.reason.value if isinstance(found.mean, Withheld) else "",
        dont_know=found.dont_know,
        not_applicable=found.not_applicable if offers_not_applicable(item) else None,
        no_answer=found.no_answer,
        agreement=found.agreement,
        counts=found.distribution,
        shift=shift,
        part=part,
        item=item,
        within=factor.factor.id,
    )


def _shift(weighed: PartedResult, part: PartResult) -> float | Withheld | None:
    return weighed.shift if part.key == WANTED else None


def _score(score: Score | Withheld) -> tuple[float | None, str, str]:
    """Mean, band, and why there is none."""
    if isinstance(score, Withheld):
        return None, "", score.reason.value
    return score.value, score.band.value, ""
