"""The codebook: every id that stands in the files, what it says, and which codes it has; every column and reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.items import (
    AllocationItem,
    BipolarItem,
    CommentItem,
    Item,
    LevelPairItem,
    MultipleChoiceItem,
    PartedItem,
    RankingItem,
    RatingItem,
)
from app.domain.questionnaire import Dimension, Questionnaire
from app.domain.scale import Scale
from app.domain.text import Text
from app.services.exports.exported import ExportedRound
from app.wording.choosing import limits
from app.wording.exports import COLUMNS, ITEM_KINDS, UNITS, heading_of, reasons
from app.wording.translations import LANGUAGES, translations
from app.wording.weighing import part_name


@dataclass(frozen=True)
class Entry:
    """One id. `kind`: what it is, in words; `within`: the id that it belongs to. `texts` and `codes` in each of
    LANGUAGES; `direction` says which way the codes go. `questionnaire` and `version` are empty for columns and
    reasons."""

    kind: str
    id: str
    texts: tuple[str, ...]
    questionnaire: str = ""
    version: int | None = None
    within: str = ""
    answered: str = ""
    codes: tuple[str, ...] = ("",) * len(LANGUAGES)
    direction: str = ""


def codebook(rounds: Sequence[ExportedRound], language: str) -> Iterator[Entry]:
    """The questionnaires of the rounds, each id once for a version; the organisations; then columns and reasons."""
    asked = {one.result.questionnaire.fingerprint: one.result.questionnaire for one in rounds}
    # Two rounds may ask the same, one of them with more questionnaires after it: what they share stands once.
    yield from dict.fromkeys(one for each in asked.values() for one in _questionnaire(each, language))
    gettext = translations(language).gettext
    organisations = {
        key: name
        for one in rounds
        for key, name in one.result.organisation_names.items()
        if one.own is None or key == one.own
    }
    for key, name in organisations.items():
        yield Entry(gettext("Organisation"), key, (name,) * len(LANGUAGES))
    for key in COLUMNS:
        yield Entry(gettext("Column or statistic"), key, tuple(heading_of(COLUMNS, key, one) for one in LANGUAGES))
    smallest = "/".join(map(str, sorted({one.result.smallest_group for one in rounds})))
    known = {one: reasons(one, smallest) for one in LANGUAGES}
    for key in known[LANGUAGES[0]]:
        yield Entry(gettext("Reason why a figure is withheld"), key, tuple(known[one][key] for one in LANGUAGES))


Named = tuple[str, int | None]
"""Id and version of a questionnaire."""


def _questionnaire(asked: Questionnaire, language: str) -> Iterator[Entry]:
    gettext = translations(language).gettext
    for dimension in asked.dimensions:
        named = _named(asked, dimension)
        yield Entry(heading_of(UNITS, "dimension", language), dimension.id, _texts(dimension.title), *named)
        for factor in dimension.factors:
            unit = heading_of(UNITS, "factor", language)
            yield Entry(unit, factor.id, _texts(factor.title), *named, dimension.id)
            for item in factor.items:
                yield from _item(named, item, factor.id, language)
        for item in dimension.items:
            yield from _item(named, item, dimension.id, language)
    for level in asked.level.options if asked.level else ():
        yield Entry(gettext("Role"), level.id, _texts(level.label), asked.id, asked.version)


def _named(asked: Questionnaire, dimension: Dimension) -> Named:
    """The questionnaire that the dimension is of. Of several that are asked after the main one, all are named: which of
    them it is does not stand in what they were put together to."""
    if not asked.parts or asked.is_of_the_main(dimension):
        return asked.id, asked.version
    further = asked.parts[1:]
    return " + ".join(one.id for one in further), further[0].version if len(further) == 1 else None


def _item(named: Named, item: Item, within: str, language: str) -> Iterator[Entry]:
    gettext = translations(language).gettext
    yield Entry(
        heading_of(UNITS, "item", language),
        item.id,
        _texts(item.text),
        *named,
        within,
        _answered(item, language),
        tuple(codes(item, one) for one in LANGUAGES),
        direction(item, language),
    )
    if isinstance(item, PartedItem):
        for key in item.keys:
            names = tuple(part_name(item, key, one) for one in LANGUAGES)
            yield Entry(gettext("Part"), key, names, *named, item.id)
    elif not isinstance(item, RatingItem | CommentItem):
        for option in item.options:
            yield Entry(gettext("Option"), option.id, _texts(option.label), *named, item.id)


def _answered(item: Item, language: str) -> str:
    """The kind of question, and what limits the marks of several options."""
    kind = heading_of(ITEM_KINDS, item.kind, language)
    rule = limits(item, language) if isinstance(item, MultipleChoiceItem) else ""
    return f"{kind}. {rule}" if rule else kind


def codes(item: Item, language: str) -> str:
    """The codes as they stand in the files and what each means; empty where there are none.

    Of a reverse-worded statement they are turned, as its figures are."""
    gettext = translations(language).gettext
    if isinstance(item, RatingItem):
        return _labels(item.scale, language, reverse=item.reverse)
    if isinstance(item, LevelPairItem):
        return _labels(item.scale, language)
    if isinstance(item, BipolarItem):
        return f"1 = {item.left.into(language)}; {item.steps} = {item.right.into(language)}"
    if isinstance(item, RankingItem):
        last = len(item.options)
        return gettext("1 = place %(last)d; %(last)d = place 1") % {"last": last}
    if isinstance(item, AllocationItem):
        return gettext("1 = 0 points; %(top)d = %(points)d points") % {"top": item.points + 1, "points": item.points}
    return ""


def direction(item: Item, language: str) -> str:
    """Which way the codes of the item go; empty where it has none."""
    gettext = translations(language).gettext
    if isinstance(item, RatingItem):
        return gettext("Reverse-worded and turned: high is strong") if item.reverse else gettext("High is strong")
    if isinstance(item, BipolarItem):
        return gettext("Neither end is better")
    if isinstance(item, LevelPairItem):
        return gettext("High is more, not always better")
    return gettext("High weighs more") if isinstance(item, PartedItem) else ""


def _labels(scale: Scale, language: str, *, reverse: bool = False) -> str:
    turned = scale.length + 1 if reverse else 0
    labels = {abs(turned - point.value): point.label.into(language) for point in scale.points}
    return "; ".join(f"{code} = {labels[code]}" for code in sorted(labels))


def _texts(words: Text) -> tuple[str, ...]:
    """The words in each language; empty where the questionnaire does not have it."""
    return tuple(words.into(one) if one in words.languages else "" for one in LANGUAGES)
