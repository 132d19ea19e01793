"""The codebook: every id that stands in the files, what it says, and which codes it has; every column and reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.items import (
    AllocationItem,
    BipolarItem,
    CommentItem,
    Item,
    LevelPairItem,
    PartedItem,
    RankingItem,
    RatingItem,
)
from app.domain.questionnaire import Questionnaire
from app.domain.scale import Scale
from app.domain.text import Text
from app.services.exports.exported import ExportedRound
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
    """The questionnaires of the rounds, each version once; the organisations; then columns and reasons."""
    asked = {one.result.questionnaire.fingerprint: one.result.questionnaire for one in rounds}
    for questionnaire in asked.values():
        yield from _questionnaire(questionnaire, language)
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


def _questionnaire(asked: Questionnaire, language: str) -> Iterator[Entry]:
    gettext = translations(language).gettext

    def entry(kind: str, key: str, words: Text, within: str = "") -> Entry:
        return Entry(kind, key, _texts(words), asked.id, asked.version, within)

    for dimension in asked.dimensions:
        yield entry(heading_of(UNITS, "dimension", language), dimension.id, dimension.title)
        for factor in dimension.factors:
            yield entry(heading_of(UNITS, "factor", language), factor.id, factor.title, dimension.id)
            for item in factor.items:
                yield from _item(asked, item, factor.id, language)
        for item in dimension.items:
            yield from _item(asked, item, dimension.id, language)
    for level in asked.level.options if asked.level else ():
        yield entry(gettext("Role"), level.id, level.label)


def _item(asked: Questionnaire, item: Item, within: str, language: str) -> Iterator[Entry]:
    gettext = translations(language).gettext
    yield Entry(
        heading_of(UNITS, "item", language),
        item.id,
        _texts(item.text),
        asked.id,
        asked.version,
        within,
        heading_of(ITEM_KINDS, item.kind, language),
        tuple(codes(item, one) for one in LANGUAGES),
        direction(item, language),
    )
    if isinstance(item, PartedItem):
        for key in item.keys:
            names = tuple(part_name(item, key, one) for one in LANGUAGES)
            yield Entry(gettext("Part"), key, names, asked.id, asked.version, item.id)
    elif not isinstance(item, RatingItem | CommentItem):
        for option in item.options:
            yield Entry(gettext("Option"), option.id, _texts(option.label), asked.id, asked.version, item.id)


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
