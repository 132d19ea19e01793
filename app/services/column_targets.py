"""What a column of another tool may hold: an item, a part or an option of one, the organisation, the role."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.domain.items import PARTED_KINDS, Item, MultipleChoiceItem, RankingItem
from app.domain.items.measured import BETWEEN
from app.domain.questionnaire import Questionnaire
from app.domain.text import Text
from app.services.headings import BRACKETED, PLACE, Headings
from app.services.personal_columns import CODED, plain_header
from app.services.sheets import column
from app.wording.translations import LANGUAGES, translations
from app.wording.weighing import part_name

ORGANISATION, LEVEL = "organisation", "level"
LIKELY, POSSIBLE = 0.86, 0.72
"""How alike a header and a question must be (`difflib`, 0..1) to be proposed, and to be proposed with a doubt."""
BESIDES = ("points", "feedback", "poang")
"""What Microsoft Forms writes before the name of a question for a column of its own that holds no answer."""


@dataclass(frozen=True)
class Target:
    """Where a column may go. `id`: an item's id, `item.part`, `item:option`, `item.#n` (what stands in the n-th place
    of a ranking), ORGANISATION or LEVEL; `text`: the question; `part`: part, option or place, None for the whole."""

    id: str
    text: Text
    part: Text | None = None


@dataclass(frozen=True)
class Proposal:
    """Where a column seems to go; empty for nowhere. `certain`: its header is the question, word by word."""

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
    goes first, then what is most alike. `groups`: see `Headings`."""
    headings = Headings(targets, groups)
    found: dict[int, Proposal] = {}
    taken: set[str] = set()
    for names, certain in ((headings.named, True), (headings.like, False)):
        for at, header in enumerate(headers):
            same = None if at in found else next((one for one in names(header) if one not in taken), None)
            if same:
                found[at] = Proposal(same, certain=certain)
                taken.add(same)
    guesses = sorted(_guesses(headers, targets, set(found), taken), key=lambda guess: -guess[0])
    for likeness, at, target in guesses:
        if at not in found and target not in taken:
            found[at] = Proposal(target, certain=likeness >= LIKELY)
            taken.add(target)
    once = _said_once({at: one.target for at, one in found.items()})
    return tuple(found[at] if at in found and at in once else Proposal("", certain=True) for at in range(len(headers)))


def _said_once(found: dict[int, str]) -> set[int]:
    """The columns that are left where ODK and Kobo write an answer twice, as a whole and in parts: the whole is kept.
    Of a ranking in parts, places of options go before options of places."""
    ways: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, target in found.items():
        item, way = way_of(target)
        ways[item][way].append(at)
    return {at for one in ways.values() for at in one[min(one, key=WAYS.index)]}


WAYS = ("whole", "part", "place")


def way_of(target: str) -> tuple[str, str]:
    """The item of a target, and whether the target is the whole, a part or option, or a place in a ranking."""
    item, between, key = target.replace(BETWEEN, ".", 1).partition(".")
    return item, "place" if key.startswith(PLACE) else "part" if between else "whole"


def _guesses(
    headers: Sequence[str], targets: Sequence[Target], done: set[int], taken: set[str]
) -> Iterator[tuple[float, int, str]]:
    """(likeness, column, target) of those that are alike."""
    matcher = SequenceMatcher(autojunk=False)
    for at, header in enumerate(headers):
        if at in done or plain_header(header).startswith(BESIDES):
            continue
        matcher.set_seq2(plain_header(_names(header)[-1]))
        for target in targets:
            if target.id in taken or target.part:
                continue
            for _, words in target.text.variants:
                matcher.set_seq1(plain_header(words))
                if matcher.quick_ratio() >= POSSIBLE and (likeness := matcher.ratio()) >= POSSIBLE:
                    yield likeness, at, target.id


def _names(header: str) -> list[str]:
    """Ways in which the header may name a question: as it is, without its number or code, the row in brackets."""
    bracketed = BRACKETED.match(header)
    names = [header, CODED.sub("", header)]
    return [*names, bracketed[2]] if bracketed else names


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
