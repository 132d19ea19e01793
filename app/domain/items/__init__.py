"""One module per kind of item: which answers are valid, how they are written, what is counted.

A kind is a frozen dataclass with `id`, `text`, `kind` and these methods:

- `parse(raw)` turns what a form or a sheet holds (a sequence of strings, empty for no answer) into an
  answer, None for no answer. Raises SamspelError A001..A003 for values that the item does not have.
- `raw(answer)` is the way back: `parse(raw(answer)) == answer`.
- `counted(answer)` names the values under which the answer is counted in the item table.

An item with parts has `keys` and `parts` besides, and its raw values are written `part:value`.

A new kind is a module here, a line in `Item`, a form field, two templates of its name, and a shape in
`definitions/file_format.py`; a test names what is missing.
"""

from app.domain.items.allocation import AllocationItem
from app.domain.items.bipolar import BipolarItem, BipolarPairItem
from app.domain.items.choice import MultipleChoiceItem, SingleChoiceItem
from app.domain.items.comment import CommentItem
from app.domain.items.level import LevelItem, LevelPairItem
from app.domain.items.measured import KeyedAnswer, Part
from app.domain.items.ranking import RankingItem
from app.domain.items.rating import RatingItem

PartedItem = BipolarItem | LevelPairItem | RankingItem | AllocationItem
"""Items with parts that are measured each for itself (`parts`, `keys`). They have no score: see `items/measured.py`."""
PARTED_KINDS = (BipolarItem, LevelPairItem, RankingItem, AllocationItem)

Item = RatingItem | PartedItem | SingleChoiceItem | MultipleChoiceItem | CommentItem

ITEM_KINDS: tuple[type[Item], ...] = (
    RatingItem,
    LevelItem,
    BipolarItem,
    BipolarPairItem,
    LevelPairItem,
    RankingItem,
    AllocationItem,
    SingleChoiceItem,
    MultipleChoiceItem,
    CommentItem,
)

Answer = int | str | frozenset[str] | KeyedAnswer
"""A rating's value 1..A as shown (before reverse coding), DONT_KNOW, a choice's option id, a set of option ids,
the words of a comment, or the codes of an item's parts."""

__all__ = [
    "ITEM_KINDS",
    "PARTED_KINDS",
    "AllocationItem",
    "Answer",
    "BipolarItem",
    "BipolarPairItem",
    "CommentItem",
    "Item",
    "KeyedAnswer",
    "LevelItem",
    "LevelPairItem",
    "MultipleChoiceItem",
    "Part",
    "PartedItem",
    "RankingItem",
    "RatingItem",
    "SingleChoiceItem",
]
