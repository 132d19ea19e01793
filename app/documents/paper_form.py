"""The form on paper: every question with boxes to tick, numbered in the order in which the answers are keyed in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from app.documents.cover import running_name
from app.documents.press import write_pdf
from app.documents.reports import render
from app.domain.items import (
    PARTED_KINDS,
    AllocationItem,
    BipolarItem,
    CommentItem,
    Item,
    LevelItem,
    LevelPairItem,
    MultipleChoiceItem,
    PartedItem,
    RankingItem,
    RatingItem,
    SingleChoiceItem,
)
from app.domain.items.paper_keys import ASIDE, dont_know_key, point_keys
from app.domain.items.written import NumberedItem
from app.domain.questionnaire import BackgroundQuestion, Questionnaire
from app.domain.scale import DONT_KNOW, NOT_APPLICABLE
from app.domain.text import Language, Text, words_of
from app.wording.choosing import crossing_rule
from app.wording.weighing import part_name

DOCUMENT = "paper_form"
"""The folder in reports/."""
MOST_COLUMNS = 7
"""Boxes beside each other, "don't know" among them, over which there is room for labels."""
LONGEST_LABEL = 36
LONGEST_WORD = 11
"""Characters of a label, and of a word in it, that fit over a box."""
MANY = 12
"""Options over which they stand in two columns, however long."""
WHOLE = 8
"""A factor of at most so many rows, one for a question and one for each level, is kept on one page where it fits."""


@dataclass(frozen=True)
class Sheet:
    """What a form on paper is made from. `code` is the round's, empty for a questionnaire without one; no
    `organisations` leave a line to write one on. `closes`: the last moment in words, empty where there is none."""

    questionnaire: Questionnaire
    collaboration: str
    round_title: str
    code: str
    joint: bool
    smallest_group: int
    organisations: tuple[str, ...]
    closes: str


@dataclass(frozen=True)
class Choice:
    """A box with words. `key` is what is typed for it when the answers are keyed in."""

    key: str
    label: str
    about: str = ""
    """What one recognises a level by; empty for all else."""


@dataclass(frozen=True)
class Question:
    """One question and its number in the form. `help`: words below it, empty for most."""

    number: int
    words: str
    help: str = ""


@dataclass(frozen=True)
class Block:
    """Questions that share their boxes: statements in a row on one scale, or a single question of another kind.

    `heads`: the points of the scale as they are shown; `aside`: the ways out; `legend`:
    labels stand in a line above instead of over the boxes. `choices`, in so many `columns`: the options of a choice.
    `parts`: today and wanted; `poles`: the two ends of a line; `points`: how many there are to share out; `rule`: how
    many crosses of several options, and which stand alone."""

    kind: str
    questions: tuple[Question, ...]
    heads: tuple[Choice, ...] = ()
    aside: tuple[Choice, ...] = ()
    legend: bool = False
    choices: tuple[Choice, ...] = ()
    columns: int = 1
    parts: tuple[str, ...] = ()
    poles: tuple[str, ...] = ()
    points: int = 0
    rule: str = ""


@dataclass(frozen=True)
class Background:
    """The question about organisation or role. No `choices`: a line to write on."""

    words: str
    help: str
    choices: tuple[Choice, ...]
    columns: int


@dataclass(frozen=True)
class Part:
    """A factor, or (without title) what a dimension asks besides its factors. `whole`: kept on one page."""

    title: str
    blocks: tuple[Block, ...]
    whole: bool


@dataclass(frozen=True)
class Chapter:
    """One dimension."""

    title: str
    description: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class PaperFormPage:
    """All that the template of the paper form is given."""

    language: Language
    sheet: Sheet
    running_name: str
    title: str
    introduction: str
    organisation: Background | None
    level: Background | None
    chapters: tuple[Chapter, ...]


def build_paper_form(sheet: Sheet, language: Language) -> bytes:
    """The blank form as PDF/UA-1."""
    return write_pdf(render_html(sheet, language), DOCUMENT)


def render_html(sheet: Sheet, language: Language) -> str:
    """The form's finished HTML, without styles."""
    return render(f"{DOCUMENT}/document.html", _page(sheet, language), language)


def _page(sheet: Sheet, language: Language) -> PaperFormPage:
    asked, numbers = sheet.questionnaire, count(1)
    title = asked.title.into(language)
    level = asked.level if asked.level and not sheet.joint else None
    return PaperFormPage(
        language=language,
        sheet=sheet,
        running_name=running_name(sheet.collaboration or title, sheet.round_title) if sheet.round_title else title,
        title=title,
        introduction=asked.introduction.into(language),
        organisation=_background(asked.organisation, sheet.organisations, language) if asked.organisation else None,
        level=_background(level, [one.label.into(language) for one in level.options], language) if level else None,
        chapters=tuple(
            Chapter(
                dimension.title.into(language),
                dimension.description.into(language),
                (
                    *(
                        _part(factor.title.into(language), factor.items, numbers, language)
                        for factor in dimension.factors
                    ),
                    *((_part("", dimension.items, numbers, language),) if dimension.items else ()),
                ),
            )
            for dimension in asked.dimensions
        ),
    )


def _background(asked: BackgroundQuestion, labels: Sequence[str], language: Language) -> Background:
    help_words = asked.help.into(language) if asked.help else ""
    return Background(asked.text.into(language), help_words, _choices(labels), _columns(labels))


def _part(title: str, items: Sequence[Item], numbers: Iterator[int], language: Language) -> Part:
    blocks = tuple(_block(list(some), numbers, language) for _, some in groupby(items, key=_boxes))
    rows = len(items) + sum(len(item.behaviours) for item in items if isinstance(item, LevelItem | LevelPairItem))
    return Part(title, blocks, whole=rows <= WHOLE)


def _boxes(item: Item) -> object:
    """What statements in a row must share to stand in one table; every other question stands alone."""
    return item.scale if isinstance(item, RatingItem) and not isinstance(item, LevelItem) else item.id


def _block(items: Sequence[Item], numbers: Iterator[int], language: Language) -> Block:
    questions = tuple(
        Question(next(numbers), item.text.into(language), words_of(item.help, language)) for item in items
    )
    first = items[0]
    if isinstance(first, LevelItem | LevelPairItem):
        return _levels(first, questions, language)
    if isinstance(first, PARTED_KINDS):
        return _weighed(first, questions, language)
    if isinstance(first, RatingItem):
        return _ratings(first, questions, language)
    if isinstance(first, SingleChoiceItem | MultipleChoiceItem):
        labels = [option.label.into(language) for option in first.options]
        rule = crossing_rule(first, language) if isinstance(first, MultipleChoiceItem) else ""
        return Block(first.kind, questions, choices=_choices(labels), columns=_columns(labels), rule=rule)
    assert isinstance(first, CommentItem)
    return Block(first.kind, questions)


def _ratings(first: RatingItem, questions: tuple[Question, ...], language: Language) -> Block:
    keys, aside = point_keys(first), _aside(first, first.scale.ways_out, language)
    heads = tuple(Choice(keys[str(point.value)], point.label.into(language)) for point in first.scale.points)
    labels = [one.label for one in (*heads, *aside)]
    long = any(len(words) > LONGEST_LABEL or max(map(len, words.split())) > LONGEST_WORD for words in labels)
    return Block(first.kind, questions, heads, aside, legend=long or len(labels) > MOST_COLUMNS)


def _levels(item: LevelItem | LevelPairItem, questions: tuple[Question, ...], language: Language) -> Block:
    keys = point_keys(item)
    choices = tuple(
        Choice(keys[str(point.value)], point.label.into(language), about.into(language))
        for point, about in zip(item.scale.points, item.behaviours, strict=True)
    )
    aside = _aside(item, item.scale.ways_out, language)
    parts = tuple(part_name(item, key, language) for key in item.keys) if isinstance(item, LevelPairItem) else ()
    return Block(item.kind, questions, aside=aside, choices=choices, parts=parts)


def _weighed(item: PartedItem, questions: tuple[Question, ...], language: Language) -> Block:
    if isinstance(item, BipolarItem):
        heads = tuple(Choice(key, "") for key in point_keys(item).values())
        aside = _aside(item, item.ways_out, language)
        parts = tuple(part_name(item, key, language) for key in item.keys)
        poles = (item.left.into(language), item.right.into(language))
        return Block(item.kind, questions, heads, aside, parts=parts, poles=poles)
    assert isinstance(item, RankingItem | AllocationItem)
    points = item.points if isinstance(item, AllocationItem) else 0
    return Block(
        item.kind, questions, choices=_choices([one.label.into(language) for one in item.options]), points=points
    )


def _aside(item: NumberedItem, offered: Sequence[tuple[str, Text]], language: Language) -> tuple[Choice, ...]:
    """The boxes for "don't know" and "not applicable", as far as they are offered."""
    keys = {DONT_KNOW: dont_know_key(item), NOT_APPLICABLE: ASIDE}
    return tuple(Choice(keys[value], label.into(language)) for value, label in offered)


def _choices(labels: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(str(number), label) for number, label in enumerate(labels, start=1))


def _columns(labels: Sequence[str]) -> int:
    """How many columns of boxes there is room for."""
    longest = max(map(len, labels), default=0)
    if longest <= 20 and len(labels) > 2:
        return 3
    return 2 if longest <= 34 or len(labels) > MANY else 1
