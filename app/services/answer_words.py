"""What may stand in a column's cells: how each answer is written, what else is understood, and what is proposed."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction

from app.definitions.municipalities import municipalities
from app.domain.items import (
    AllocationItem,
    BipolarItem,
    CommentItem,
    Item,
    LevelPairItem,
    MultipleChoiceItem,
    RankingItem,
    RatingItem,
    SingleChoiceItem,
)
from app.domain.items.choice import Option
from app.domain.items.measured import BETWEEN
from app.domain.items.written import NumberedItem, by_number, number_in, written_answers
from app.domain.likeness import is_alike, is_alike_in_name, is_alike_in_spelling
from app.domain.municipality import recognised
from app.domain.questionnaire import Questionnaire
from app.domain.round import Organisation
from app.domain.scale import DONT_KNOW, NOT_APPLICABLE, plain_number
from app.domain.text import Text
from app.services.answer_lists import list_parts
from app.services.column_targets import LEVEL, ORGANISATION, Target, way_of
from app.services.form_words import form_words
from app.services.imports import (
    DONT_KNOW_WORDS,
    NOT_APPLICABLE_WORDS,
    label_words,
    labels_of,
    organisation_words,
    plain_words,
)
from app.services.personal_columns import plain_header

MARKED, NOT_MARKED = "yes", "no"
YES = frozenset({"yes", "ja", "y", "j", "1", "x", "true", "vald", "valt", "selected", "checked", "✓"})
NO = frozenset({"no", "nej", "n", "0", "false", "n/a", "na", "ej vald", "not selected", "unchecked", "-"})
CODE = re.compile(r"[A-Za-z]{1,3}0*([1-9]\d?)")
"""How LimeSurvey writes the n-th answer of a question: A4, AO04."""
AWAY = frozenset(
    {"ingen asikt", "ingen uppfattning", "kan inte bedoma", "kan ej bedoma", "kan inte svara", "osaker", "no opinion"}
    | {"cannot judge", "cannot say", "not sure", "unsure", "ej relevant", "inte relevant", "not applicable", "n a"}
)
"""What other forms call the way out, without accents."""
NOT_RELEVANT = frozenset(
    {"ej relevant", "inte relevant", "not applicable", "not relevant", "n a", "ej aktuellt", "ej tillampligt"}
)
"""What they call a question that does not concern somebody, where the scale offers an answer for it."""
LEADING = re.compile(r"(\d{1,2})\s*[-–—.:)=]\s*(\S.*)", re.DOTALL)
"""A number with its label behind it: 4 – Mostly true."""


@dataclass(frozen=True)
class Vocabulary:
    """The answers of one or several columns. `id`: the target that has them first; `values`: (how an answer sheet has
    it, its label), in the order shown; `words`: other ways to write one, plainly -> the value; `numbers`: what a number
    means, as a sheet has it; `several`: a cell may hold a list. Without `values` and `numbers` every text is an
    answer."""

    id: str
    values: tuple[tuple[str, Text], ...]
    words: Mapping[str, str]
    numbers: Mapping[Fraction, str] = field(default_factory=dict)
    several: bool = False
    ids: frozenset[str] = frozenset()

    @property
    def is_free(self) -> bool:
        """Whether every text is an answer."""
        return not self.values and not self.numbers

    @property
    def answers(self) -> frozenset[str]:
        """Every answer, as an answer sheet has it."""
        return frozenset(self.numbers.values()) | {value for value, _ in self.values}

    def understood(self, cell: str) -> str | None:
        """The answer that the cell holds, None where that is not certain. An id has to be written as one."""
        # Points and places are numbers alone; a spreadsheet may show points as shares of a hundred.
        number = number_in(cell if self.values else cell.strip().removesuffix("%"))
        plain = plain_words(cell)
        meant = self.numbers.get(number) if number is not None else None
        known = None if plain in self.ids and cell.strip() != plain else self.words.get(plain)
        if meant or known or number is None:
            return meant or known
        return self.words.get(plain_number(number))

    def guessed(self, cell: str) -> str:
        """The answer that is proposed for somebody to confirm, empty for none."""
        if number_in(cell) is not None:
            return ""  # a number that is no value, or that could mean two points: not for a machine to say
        shown = [value for value, _ in self.values]
        code = CODE.fullmatch(cell.strip())
        if code and int(code[1]) <= len(shown):
            return shown[int(code[1]) - 1]
        leading = LEADING.match(cell.strip())
        if leading and leading[1] in shown:
            # A scale that is numbered the other way says with its words what its number does not mean here.
            meant = self.understood(leading[2]) or self._alike(leading[2])
            return leading[1] if meant == leading[1] else ""
        header, plain = plain_header(cell), plain_words(cell)
        if NOT_APPLICABLE in shown and (header in NOT_RELEVANT or plain in NOT_APPLICABLE_WORDS):
            return NOT_APPLICABLE
        if DONT_KNOW in shown and (header in AWAY or plain in DONT_KNOW_WORDS):
            return DONT_KNOW
        return self._alike(cell)

    def is_guessed_by_meaning(self, cell: str) -> bool:
        """Whether the proposal rests on other words than the answer's own, which a form may have beside them."""
        value = self.guessed(cell)
        return any(known == value and is_alike(cell, words) for words, known in self.words.items()) and not any(
            known == value and is_alike_in_spelling(cell, words) for words, known in self.words.items()
        )

    def _alike(self, cell: str) -> str:
        """The one answer whose words the cell may be proposed as, empty for none and for several."""
        if self.id == ORGANISATION:
            return _only(self._named(cell))
        return _only({value for words, value in self.words.items() if is_alike(cell, words)})

    def _named(self, cell: str) -> set[str]:
        """The organisations whose name it may be. A municipality that is recognised is no other."""
        known = municipalities()
        municipality = recognised(cell, known)
        names = [(value, label.variants[0][1]) for value, label in self.values]
        if municipality:
            return {value for value, name in names if recognised(name, known) == municipality}
        return {value for value, name in names if is_alike_in_name(cell, name)}

    def parts_of(self, cell: str) -> list[str]:
        """The answers in a cell, as they are written."""
        if not self.several:
            return [cell.strip()] if cell.strip() else []
        return list_parts(cell, lambda words: self.understood(words) is not None)


def vocabularies(
    questionnaire: Questionnaire, organisations: Sequence[Organisation], targets: Sequence[Target]
) -> dict[str, Vocabulary]:
    """Target id -> its vocabulary. Targets whose answers are written alike share one."""
    shared: dict[object, Vocabulary] = {}
    found = {}
    for target in targets:
        made = _vocabulary(target, questionnaire, organisations)
        key = (made.values, tuple(sorted(made.words.items())), tuple(sorted(made.numbers.items())), made.several)
        found[target.id] = shared.setdefault(key, made)
    return found


def _vocabulary(target: Target, questionnaire: Questionnaire, organisations: Sequence[Organisation]) -> Vocabulary:
    if target.id == ORGANISATION:
        names = tuple((one.id, _same(one.name)) for one in organisations)
        return _with_ids(ORGANISATION, names, organisation_words(organisations))
    if target.id == LEVEL:
        assert questionnaire.level
        return _choice(LEVEL, questionnaire.level.options)
    item = questionnaire.items_by_id[target.id.partition(BETWEEN)[0].partition(".")[0]]
    if BETWEEN in target.id:
        label = {plain_words(words): MARKED for _, words in target.part.variants} if target.part else {}
        words = dict.fromkeys(YES, MARKED) | dict.fromkeys(NO, NOT_MARKED) | label
        return Vocabulary(target.id, ((MARKED, _same("✓")), (NOT_MARKED, _same("–"))), words)
    return _of_item(target.id, item)


def _of_item(name: str, item: Item) -> Vocabulary:
    if isinstance(item, CommentItem):
        return Vocabulary(name, (), {})
    if isinstance(item, SingleChoiceItem | MultipleChoiceItem):
        return _choice(name, item.options, several=isinstance(item, MultipleChoiceItem))
    if isinstance(item, RankingItem) and way_of(name)[1] != "part":
        return _choice(name, item.options, several=name == item.id)
    if isinstance(item, RankingItem | AllocationItem):
        return Vocabulary(name, (), {}, _numbers(item))
    if isinstance(item, BipolarItem):
        positions = tuple((step, _same(step)) for step in item.written)
        words = (label_words(item) or {}) | form_words(item)
        return Vocabulary(name, (*positions, *item.ways_out), words, _numbers(item))
    return _of_scale(name, item)


def _of_scale(name: str, item: RatingItem | LevelPairItem) -> Vocabulary:
    written = written_answers(item)
    points = tuple((written[str(point.value)], point.label) for point in item.scale.points)
    # An answer sheet takes a word for the number of its point, and where numbers are not certain for its label.
    words = {word: written[raw] for word, raw in ((label_words(item) or {}) | form_words(item)).items()}
    return Vocabulary(name, (*points, *item.scale.ways_out), words, _numbers(item))


def _numbers(item: NumberedItem) -> dict[Fraction, str]:
    written = written_answers(item)
    return {number: written[raw] for number, raw in by_number(item).items()}


def _choice(name: str, options: Sequence[Option], *, several: bool = False) -> Vocabulary:
    words = {plain_words(word): code for word, code in labels_of(options).items()}
    return _with_ids(name, tuple((one.id, one.label) for one in options), words, several=several)


def _with_ids(
    name: str, values: tuple[tuple[str, Text], ...], words: Mapping[str, str], *, several: bool = False
) -> Vocabulary:
    labels = {plain_words(words) for _, label in values for _, words in label.variants}
    return Vocabulary(name, values, words, several=several, ids=frozenset(dict(values)) - labels)


def _only(values: AbstractSet[str]) -> str:
    """The only one; empty where there is none, or a choice."""
    return next(iter(values)) if len(values) == 1 else ""


def _same(words: str) -> Text:
    return Text((("sv", words),))
