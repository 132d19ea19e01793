"""The one value that every output takes: a round's result, rounded, with what is withheld and why.

Nothing here can be traced to a person: everything is calculated from published items (see `disclosure`).
Every `float` is rounded to two decimals; no exact fraction leaves the domain in a result.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.agreement import AgreementClass, Distribution
from app.domain.dialogue import Place, PlaceReason
from app.domain.items import PartedItem, RatingItem
from app.domain.published import Cell, PublishedChoice, PublishedComments, Withheld
from app.domain.questionnaire import Dimension, Factor, Questionnaire
from app.domain.round import Kind
from app.domain.scale import Band


@dataclass(frozen=True)
class Score:
    """A mean on the main scale (`Questionnaire.span`). `decimals` is 2 within 0.05 of a band's cut-off, else 1, so
    that the shown number never contradicts its band."""

    value: float
    band: Band
    decimals: int


@dataclass(frozen=True)
class CellScore:
    """One cell's score: an organisation's or a level's. `n` is the smallest number of valid answers behind it."""

    cell: Cell
    n: int
    value: float


CellScores = tuple[CellScore, ...] | Withheld


@dataclass(frozen=True)
class Agreement:
    """How alike the group sees it. `ad`: mean absolute deviation from the median in steps of the scale, 0..(A-1)/2.
    `r_wg`: 0..1, for exports."""

    ad: float
    r_wg: float
    agreement_class: AgreementClass


@dataclass(frozen=True)
class ItemResult:
    """A rating item. `mean` and the cells are in the numbers that its points are written as (`RatingItem.span`);
    `distribution` counts the points 1..A, high is strong."""

    item: RatingItem
    n: int
    dont_know: int
    no_answer: int
    mean: float | Withheld
    distribution: Distribution | Withheld
    agreement: Agreement | Withheld
    organisations: CellScores
    levels: CellScores
    not_applicable: int = 0


@dataclass(frozen=True)
class PartResult:
    """One part of an item. `mean` and the cells are in the numbers of the part (`Part.span`, 1..length where nothing
    else is stated); `distribution` counts its points. `key` is
    NOW, WANTED or an option's id; for points shared out, a code is one more than the points."""

    key: str
    n: int
    dont_know: int
    no_answer: int
    mean: float | Withheld
    distribution: Distribution | Withheld
    agreement: Agreement | Withheld
    organisations: CellScores
    levels: CellScores
    not_applicable: int = 0


@dataclass(frozen=True)
class PartedResult:
    """An item with parts, in their order. `shift`: mean wanted minus mean today, in the numbers of the parts, of
    the published means (not of the same persons' answers); None where the item is no pair."""

    item: PartedItem
    parts: tuple[PartResult, ...]
    shift: float | Withheld | None

    def part(self, key: str) -> PartResult:
        """The part with that key. Raises KeyError."""
        for part in self.parts:
            if part.key == key:
                return part
        raise KeyError(key)


@dataclass(frozen=True)
class FactorResult:
    """A factor: its score, agreement, cells and place in the dialogue.

    `n` is (smallest, largest) number of valid answers to its published items, (0, 0) when none is published.
    `dont_know_share` is 0..1 of all answers (valid + don't know). `distribution` adds up its items'
    distributions, for the chart. `organisation_gap` and `level_gap`: highest minus lowest published cell mean, None
    where there are not two. `organisation_balanced`: the mean with every organisation weighing alike, None where their
    breakdown is withheld; `one_weighs_heavily` says that it differs so much that it should be named in words.
    """

    factor: Factor
    dimension_id: str
    n: tuple[int, int]
    dont_know_share: float
    score: Score | Withheld
    agreement: Agreement | Withheld
    distribution: Distribution | Withheld
    organisations: CellScores
    levels: CellScores
    organisation_gap: float | None
    level_gap: float | None
    organisation_balanced: float | None
    one_weighs_heavily: bool
    place: Place
    reasons: tuple[PlaceReason, ...]
    items: tuple[ItemResult, ...]
    weighed: tuple[PartedResult, ...] = ()
    """Its items that are weighed and not scored; a factor that has only such has no score (NOT_SCORED)."""

    @property
    def is_scored(self) -> bool:
        """Whether it has items that make a score, withheld or not."""
        return bool(self.factor.ratings)


@dataclass(frozen=True)
class DimensionResult:
    """A dimension: mean of its factors. `n`, `dont_know_share` and `agreement` as in a factor, over all its items."""

    dimension: Dimension
    n: tuple[int, int]
    dont_know_share: float
    score: Score | Withheld
    agreement: Agreement | Withheld
    organisations: CellScores
    levels: CellScores
    factors: tuple[FactorResult, ...]


@dataclass(frozen=True)
class RoundResult:
    """The whole result. `withheld` is set when nothing at all may be shown; the structure below is then complete
    but every figure in it is withheld. `proposal` holds the ids of the factors to begin the dialogue with, in order.
    `organisation_names` maps organisation ids to names (levels' labels are in the questionnaire)."""

    questionnaire: Questionnaire
    kind: Kind
    smallest_group: int
    persons: int
    pending: int
    withheld: Withheld | None
    score: Score | Withheld
    organisation_balanced: float | None
    one_weighs_heavily: bool
    organisations: tuple[Cell, ...] | Withheld
    levels: tuple[Cell, ...] | Withheld
    organisation_names: Mapping[str, str]
    dimensions: tuple[DimensionResult, ...]
    choices: tuple[PublishedChoice, ...]
    comments: tuple[PublishedComments, ...]
    proposal: tuple[str, ...]

    @property
    def factors(self) -> tuple[FactorResult, ...]:
        """Every factor, in the questionnaire's order."""
        return tuple(factor for dimension in self.dimensions for factor in dimension.factors)

    @property
    def scored_factors(self) -> tuple[FactorResult, ...]:
        """The factors that have a score, withheld or not; the others are weighed."""
        return tuple(factor for factor in self.factors if factor.is_scored)

    def factor(self, factor_id: str) -> FactorResult:
        """The factor with that id. Raises KeyError."""
        for factor in self.factors:
            if factor.factor.id == factor_id:
                return factor
        raise KeyError(factor_id)
