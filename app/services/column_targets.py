"""What a column of another tool may hold: an item, a part or an option of one, the organisation, the role."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.items import PARTED_KINDS, Item, MultipleChoiceItem, RankingItem
from app.domain.items.measured import BETWEEN
from app.domain.likeness import denies, is_alike, is_cut_off, tokens
from app.domain.questionnaire import Questionnaire
from app.domain.text import Text
from app.services.imports import plain_words
from app.services.personal_columns import CODED, plain_header
from app.services.sheets import column
from app.wording.translations import LANGUAGES
from app.wording.weighing import part_name

ORGANISATION, LEVEL = "organisation", "level"
BRACKETED = re.compile(r"(.*?)\s*\[([^\[\]]+)\]\s*$", re.DOTALL)
"""How Google Forms and LimeSurvey write a row of a grid, or an option: the question [the row]."""


@dataclass(frozen=True)
class Target:
    """Where a column may go. `id`: an item's id, `item.part`, `item:option`, ORGANISATION or LEVEL; `text`: the
    question; `part`: the part or option, None for the whole."""

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


def proposed(headers: Sequence[str], targets: Sequence[Target]) -> tuple[Proposal, ...]:
    """A proposal for each header; no target is proposed twice. What is the same goes first; what is alike is proposed
    only where it is like one question alone, and no other header is."""
    questions = _Questions(targets)
    named = [questions.named(header) for header in headers]
    columns = Counter(target for found in named for target in found)
    found: dict[int, Proposal] = {}
    taken: set[str] = set()
    for at, same in enumerate(named):
        # Questions that are worded alike are told apart by their order, where each of them has a column.
        free = [one for one in same if one not in taken]
        if free and all(columns[one] >= len(same) for one in same):
            found[at] = Proposal(free[0], certain=columns[free[0]] == len(same))
            taken.add(free[0])
    rest = [at for at in range(len(headers)) if at not in found and not named[at]]
    guesses = {at: questions.alike(headers[at]) for at in rest}
    times = Counter(target for guessed in guesses.values() for target in guessed)
    for at, guessed in guesses.items():
        target = next(iter(guessed)) if len(guessed) == 1 else ""
        if target and target not in taken and times[target] == 1:
            found[at] = Proposal(target, certain=False)
    return tuple(found.get(at, Proposal("", certain=True)) for at in range(len(headers)))


class _Questions:
    """Targets by their words, which are made comparable once for all headers."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self.order = [one.id for one in targets]
        self.by_words: dict[str, set[str]] = {}
        self.by_tokens: dict[tuple[str, ...], set[str]] = {}
        self.whole: dict[int, list[tuple[str, str]]] = {}
        for one in targets:
            for _, asked in one.text.variants:
                for _, part in one.part.variants if one.part else ():
                    self.by_tokens.setdefault((*tokens(asked), *tokens(part)), set()).add(one.id)
                if not one.part:
                    self.by_words.setdefault(plain_words(asked), set()).add(one.id)
                    self.whole.setdefault(len(tokens(asked)), []).append((one.id, asked))
        self.by_plain_id = {plain_header(one): one for one in self.order}
        # "I dag" and "idag": a part is only looked for behind its question, and its letters have to be the same.
        self.by_letters: dict[str, set[str]] = {}
        for words, ids in self.by_tokens.items():
            self.by_letters.setdefault("".join(words), set()).update(ids)

    def named(self, header: str) -> list[str]:
        """Those whose id or question the header is, word for word; of a part, the question and the part. What stands
        before a stop may be a word of the question: a code has a digit, or is the target's."""
        bare, code = _without_star(header), CODED.match(header.strip())
        found = self._same(bare) | ({plain_words(header)} & set(self.order))
        if code:
            behind = self._same(bare[code.end() :])
            has_digit = any(one.isdigit() for one in code[0])
            found |= behind if has_digit else behind & {code[0].strip(" .):")}
        return [one for one in self.order if one in found]

    def alike(self, header: str) -> set[str]:
        """Those whose question the header may be."""
        names = _names(header)
        found = {one for one in [self.by_plain_id.get(plain_header(header))] if one}
        found = found.union(*(self.by_letters.get("".join(tokens(name)), set()) for name in names))
        for name in names:
            found |= {one for one, words in self.whole.get(len(tokens(name)), ()) if is_alike(name, words)}
        if not found:
            every = [pair for pairs in self.whole.values() for pair in pairs]
            found = {one for name in names for one, words in every if is_cut_off(name, words)}
        return found

    def _same(self, name: str) -> set[str]:
        return self.by_words.get(plain_words(name), set()) | self.by_tokens.get(tokens(name), set())


def _without_star(header: str) -> str:
    """A header without the star of a question that has to be answered."""
    return header.strip().rstrip("* ")


def _names(header: str) -> list[str]:
    """What the header may have of a question: all of it, what stands behind a code, the row of a grid. In a grid that
    denies ("What is not true?") a row says something else."""
    bare = _without_star(header)
    code, bracketed = CODED.match(bare), BRACKETED.match(bare)
    names = [bare]
    if code and not denies(tokens(code[0])):
        names.append(bare[code.end() :])
    if bracketed and not denies(tokens(bracketed[1])):
        names.append(bracketed[2])
    return names


def _of_item(item: Item) -> Iterator[Target]:
    if isinstance(item, RankingItem) or not isinstance(item, PARTED_KINDS):
        yield Target(item.id, item.text)
    if isinstance(item, PARTED_KINDS):
        for key in item.keys:
            words = Text(tuple((one, part_name(item, key, one)) for one in LANGUAGES))
            yield Target(column(item, key), item.text, words if len(item.keys) > 1 else None)
    if isinstance(item, MultipleChoiceItem):
        for option in item.options:
            yield Target(f"{item.id}{BETWEEN}{option.id}", item.text, option.label)
