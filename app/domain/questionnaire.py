"""A questionnaire: dimensions of factors of items, with all that is needed to ask, score and discuss them."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from app.domain.items import PARTED_KINDS, CommentItem, Item, PartedItem, RatingItem
from app.domain.items.choice import Option
from app.domain.scale import Bands, Scale, Span
from app.domain.text import Language, Text

COMMON_LENGTH = 5
"""Points of the scale on which scores are shown where a questionnaire has no scale of its own."""
UNSTATED = "unstated"
"""The cell of those who did not state their organisation or level. No option may have this id."""


class Form(StrEnum):
    """Answers: each respondent fills it in. Workshop: a group words its principles together, and nobody answers."""

    ANSWERS = "answers"
    WORKSHOP = "workshop"


@dataclass(frozen=True)
class BackgroundQuestion:
    """A question about the respondent. The organisation's options come from the round, so they are empty here."""

    text: Text
    help: Text | None
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Replaced:
    """The questionnaire version that a newer one takes the place of; `id` is its own where only the version rose."""

    id: str
    version: int


@dataclass(frozen=True)
class ItemOrigin:
    """What an item says of its earlier versions. `replaces`: the id it had before, None where it has kept it.
    `same_meaning_as`: earlier wordings that are declared to mean the same, so that answers may be compared."""

    item_id: str
    replaces: str | None = None
    same_meaning_as: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Factor:
    """One of the things that make collaboration work, measured by its rating items. An instrument of others may have
    no `explanation`, signs (`strength`, `weakness`) or `dialogue_questions`. `replaces`: the id that it had in earlier
    versions, None where it has kept it; `origins`: of those of its items that say something of theirs."""

    id: str
    title: Text
    explanation: Text | None
    strength: Text | None
    weakness: Text | None
    dialogue_questions: tuple[Text, ...]
    principles: tuple[Text, ...]
    items: tuple[Item, ...]
    weight: Fraction = Fraction(1)
    replaces: str | None = None
    origins: tuple[ItemOrigin, ...] = ()

    @property
    def ratings(self) -> tuple[RatingItem, ...]:
        """The items that make the factor's score."""
        return tuple(item for item in self.items if isinstance(item, RatingItem))

    @property
    def parted(self) -> tuple[PartedItem, ...]:
        """The items that are weighed and not scored."""
        return tuple(item for item in self.items if isinstance(item, PARTED_KINDS))

    def origin(self, item_id: str) -> ItemOrigin:
        """What the item says of its earlier versions; nothing for most."""
        return next((one for one in self.origins if one.item_id == item_id), ItemOrigin(item_id))


@dataclass(frozen=True)
class Dimension:
    """A group of factors. `items` are asked after its factors and belong to none of them (free texts, choices).
    `weight`: its share in the mean of the whole; with 0 it is shown and does not count there."""

    id: str
    title: Text
    description: Text
    factors: tuple[Factor, ...]
    items: tuple[Item, ...] = ()
    weight: Fraction = Fraction(1)

    @property
    def all_items(self) -> tuple[Item, ...]:
        """The items of the factors, then the dimension's own, in the order asked."""
        return (*(item for factor in self.factors for item in factor.items), *self.items)


@dataclass(frozen=True)
class Part:
    """One of the questionnaires that a package is put together from."""

    id: str
    version: int
    fingerprint: str
    title: Text


@dataclass(frozen=True)
class Questionnaire:
    """One version of one questionnaire, checked. Ids of items, factors and dimensions are unique in it.

    A package (`app.domain.package`) is one too: it has the id and version of its main questionnaire, and `parts`, the
    main one first. `main_dimensions`: the ids of the dimensions that make the score of the whole; empty for all.
    `replaces`: the version that it takes the place of, None for the first of its line.

    `scale_length` is A of the main scale (the first in the file) and `span` the numbers at its ends: scores are shown
    between them, and items on other scales are expressed on it before they are averaged. `fingerprint` identifies the
    content: 64 hexadecimal digits that change with any change of meaning, and not with layout or comments.
    """

    id: str
    version: int
    fingerprint: str
    languages: tuple[Language, ...]
    title: Text
    introduction: Text
    minutes: int
    source: Text | None
    scales: tuple[Scale, ...]
    bands: Bands
    organisation: BackgroundQuestion | None
    level: BackgroundQuestion | None
    dimensions: tuple[Dimension, ...]
    form: Form = Form.ANSWERS
    main_dimensions: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    replaces: Replaced | None = None

    def is_of_the_main(self, dimension: Dimension) -> bool:
        """Whether the dimension is one of the main questionnaire; so are all that are in no package."""
        return not self.main_dimensions or dimension.id in self.main_dimensions

    def makes_the_whole(self, dimension: Dimension) -> bool:
        """Whether the dimension counts in the score of the whole."""
        return dimension.weight > 0 and self.is_of_the_main(dimension)

    @property
    def scale_length(self) -> int:
        """A of the main scale; COMMON_LENGTH where the file has no scale."""
        return self.scales[0].length if self.scales else COMMON_LENGTH

    @property
    def span(self) -> Span:
        """The numbers at the ends of the main scale, between which scores are shown."""
        return self.scales[0].span if self.scales else Span.coded(COMMON_LENGTH)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Every factor, in order."""
        return tuple(factor for dimension in self.dimensions for factor in dimension.factors)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item, in the order asked."""
        return tuple(item for dimension in self.dimensions for item in dimension.all_items)

    @cached_property
    def items_by_id(self) -> dict[str, Item]:
        """Every item by its id."""
        return {item.id: item for item in self.items}

    @cached_property
    def comments(self) -> tuple[CommentItem, ...]:
        """The free-text items, in the order asked."""
        return tuple(item for item in self.items if isinstance(item, CommentItem))
