"""What may be shown of a round's answers: the values that disclosure control lets through."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class Reason(StrEnum):
    """Why a figure is withheld."""

    NOT_CLOSED = "not_closed"
    """The round is open, so that nobody can subtract yesterday's figures from today's."""
    TOO_FEW_PERSONS = "too_few_persons"
    """Fewer than the smallest group answered the round."""
    TOO_FEW_ANSWERS = "too_few_answers"
    """Fewer than the smallest group gave a valid answer to the item."""
    ONE_CELL = "one_cell"
    """After merging small cells fewer than two are left, so there is nothing to compare."""
    SMALL_CELL = "small_cell"
    """Some cell has fewer valid answers to the item than the smallest group."""
    WOULD_ISOLATE = "would_isolate"
    """Together with the breakdown by organisation it could isolate somebody, or tell what somebody answered."""
    PER_FACTOR = "per_factor"
    """Roles are compared for whole factors: of single statements, two comparisons would often tell what somebody
    answered."""
    REOPENED = "reopened"
    """Results had been shown before the round was reopened; the difference could point at somebody."""
    TOO_FEW_ITEMS = "too_few_items"
    """Fewer than half of the items behind the figure are published."""
    NOT_ASKED = "not_asked"
    """The questionnaire or the round has no such question."""
    TIED_PARTS = "tied_parts"
    """The parts of each answer depend on each other (points that add up, places in order), so only one breakdown may be
    shown."""
    NOT_SCORED = "not_scored"
    """The factor weighs one thing against another, so it has no score."""
    JOINT = "joint"
    """In a joint round each organisation hands in one sheet, so there are no persons to break down."""
    DELETED = "deleted"
    """The answers had been kept for as long as the installation keeps them, and were deleted."""


@dataclass(frozen=True)
class Withheld:
    """Absence with its reason: stands wherever a figure could not be shown."""

    reason: Reason


@dataclass(frozen=True)
class Cell:
    """A published part of the group: one organisation or level, or several merged.

    `members` are the ids it holds (UNSTATED among them for those who did not say); a single member keeps its
    own id, several merged have the id "other". `persons` answered the round (at least k in an individual round).
    """

    id: str
    members: tuple[str, ...]
    persons: int


OTHER = "other"
"""The id of the cell that small cells are merged to."""


@dataclass(frozen=True)
class CellMean:
    """The valid answers of one cell to one item: how many, and their mean, reverse-coded (exact; of roles, to tenths).

    Of roles and a factor: the smallest number behind any of its items, and the mean on the main scale."""

    cell: Cell
    n: int
    mean: Fraction


Breakdown = tuple[CellMean, ...] | Withheld


@dataclass(frozen=True)
class PublishedRating:
    """A rating item as it may be shown.

    `distribution[i]` counts the valid answers coded i + 1 (reverse coding done: high is strong), length A.
    `dont_know` and `no_answer` count the persons who had no valid answer. `distribution` is withheld when the
    valid answers are too few; then `mean` does not exist either.
    """

    item_id: str
    n: int
    dont_know: int
    no_answer: int
    distribution: tuple[int, ...] | Withheld
    organisations: Breakdown
    levels: Breakdown


@dataclass(frozen=True)
class PublishedParts:
    """An item with parts as it may be shown: each part (key -> figures) as a rating of its own, not reversed, whose
    codes are those of the part."""

    item_id: str
    parts: Mapping[str, PublishedRating]


@dataclass(frozen=True)
class PublishedChoice:
    """A single or multiple choice item: persons per option for the whole group only."""

    item_id: str
    n: int
    no_answer: int
    options: Mapping[str, int] | Withheld


@dataclass(frozen=True)
class PublishedComments:
    """The comments to one question, in an order that says nothing about who wrote them.

    `n` have written. Of these, `waiting` have not been read by the facilitator and `hidden` are not shown by decision;
    `edited` of the comments have words struck out (app.domain.comment_review)."""

    item_id: str
    n: int
    comments: tuple[str, ...] | Withheld
    waiting: int = 0
    hidden: int = 0
    edited: int = 0


PublishedItem = PublishedRating | PublishedParts | PublishedChoice | PublishedComments


@dataclass(frozen=True)
class PublishedRound:
    """All that may be shown of a round. `persons` counts the sheets behind the figures.

    `organisations` and `levels` are the cells of the two breakdowns, the same for every item. `pending` counts
    sheets that came after a reopening and are still too few to be shown. `factor_levels`: the comparison of roles by
    factor id; of its ratings (`PublishedRating.levels`) there is none.
    """

    persons: int
    pending: int
    items: Mapping[str, PublishedItem]
    organisations: tuple[Cell, ...] | Withheld
    levels: tuple[Cell, ...] | Withheld
    factor_levels: Mapping[str, Breakdown] = field(default_factory=dict)
