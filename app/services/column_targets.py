"""What a column of another tool may hold: an item, a part or an option of one, the organisation, the role."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from app.domain.items import PARTED_KINDS, Item, MultipleChoiceItem, RankingItem
from app.domain.items.measured import BETWEEN
from app.domain.questionnaire import Questionnaire
from app.domain.text import Text
from app.services.headings import PLACE, Headings
from app.services.personal_columns import plain_header
from app.services.sheets import column
from app.wording.translations import LANGUAGES, translations
from app.wording.weighing import part_name

ORGANISATION, LEVEL = "organisation", "level"


@dataclass(frozen=True)
class Target:
    """Where a column may go. `id`: an item's id, `item.part`, `item:option`, `item.#n` (what stands in the n-th place
    of a ranking), ORGANISATION or LEVEL; `text`: the question; `part`: part, option or place, None for the whole."""

    id: str
    text: Text
    part: Text | None = None


@dataclass(frozen=True)
class Proposal:
    """Where a column seems to go; empty for nowhere. `certain`: its header is the question word for word, and neither
    another column's nor another question's."""

    target: str
    certain: bool


def targets_of(questionnaire: Questionnaire) -> tuple[Target, ...]:
    """Every target of the questionnaire, in the order asked."""
    background = ((ORGANISATION, questionnaire.organisation), (LEVEL, questionnaire.level))
    asked = [Target(name, question.text) for name, question in background if question]
    return (*asked, *(target for item in questionnaire.items for target in _of_item(item)))


def question_headers(questionnaire: Questionnaire) -> frozenset[str]:
    """The plain headers of columns that hold answers: every target's id and question, in every language."""
    return frozenset(
        plain_header(words)
        for target in targets_of(questionnaire)
        for words in (target.id, *(words for _, words in target.text.variants))
    )


def proposed(
    headers: Sequence[str], targets: Sequence[Target], groups: AbstractSet[str] = frozenset()
) -> tuple[Proposal, ...]:
    """A proposal for each header; no target is proposed twice, nor a question as a whole and in parts. What is the same
    goes first; what is alike is proposed only where it is like one question alone, and no other header is. `groups`:
    see `Headings`."""
    headings = Headings(targets, groups)
    named = [headings.named(header) for header in headers]
    columns = Counter(target for same in named for target in same)
    found: dict[int, Proposal] = {}
    taken: set[str] = set()
    for at, same in enumerate(named):
        # Questions that are worded alike are told apart by their order, where each of them has a column.
        free = [one for one in same if one not in taken]
        if free and all(columns[one] >= len(same) for one in same):
            found[at] = Proposal(free[0], certain=columns[free[0]] == len(same))
            taken.add(free[0])
    guesses = {at: headings.like(header) for at, header in enumerate(headers) if not named[at]}
    times = Counter(target for guessed in guesses.values() for target in guessed)
    for at, guessed in guesses.items():
        if len(guessed) == 1 and guessed[0] not in taken and times[guessed[0]] == 1:
            found[at] = Proposal(guessed[0], certain=False)
    once = _said_once(found)
    return tuple(found[at] if at in once else Proposal("", certain=True) for at in range(len(headers)))


def _said_once(found: Mapping[int, Proposal]) -> set[int]:
    """The columns that are left where ODK and Kobo write an answer twice, as a whole and in parts: what is certain goes
    first, then the whole. Of a ranking in parts, places of options go before options of places."""
    ways: dict[str, dict[tuple[bool, int], list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, one in found.items():
        item, way = way_of(one.target)
        ways[item][not one.certain, WAYS.index(way)].append(at)
    kept: set[int] = set()
    for by_way in ways.values():
        first = min(by_way)
        kept.update(at for (_, way), places in by_way.items() if way == first[1] for at in places)
    return kept


WAYS = ("whole", "part", "place")


def way_of(target: str) -> tuple[str, str]:
    """The item of a target, and whether the target is the whole, a part or option, or a place in a ranking."""
    item, between, key = target.replace(BETWEEN, ".", 1).partition(".")
    return item, "place" if key.startswith(PLACE) else "part" if between else "whole"


def _of_item(item: Item) -> Iterator[Target]:
    if isinstance(item, RankingItem) or not isinstance(item, PARTED_KINDS):
        yield Target(item.id, item.text)
    if isinstance(item, PARTED_KINDS):
        for key in item.keys:
            words = Text(tuple((one, part_name(item, key, one)) for one in LANGUAGES))
            yield Target(column(item, key), item.text, words if len(item.keys) > 1 else None)
    if isinstance(item, RankingItem):
        for number in range(1, len(item.options) + 1):
            place = tuple(
                (one, translations(one).gettext("Place %(number)d") % {"number": number}) for one in LANGUAGES
            )
            yield Target(f"{item.id}.{PLACE}{number}", item.text, Text(place))
    if isinstance(item, MultipleChoiceItem):
        for option in item.options:
            yield Target(f"{item.id}{BETWEEN}{option.id}", item.text, option.label)
