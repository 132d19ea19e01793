"""What a heading names: a question by its words or its name, a part of one, with whatever a tool writes around it."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from app.definitions.xlsform.names import BACKGROUND, joined
from app.domain.likeness import denies, is_alike, is_cut_off, tokens
from app.domain.questionnaire import Questionnaire
from app.domain.text import Text
from app.services.imports import plain_words
from app.services.personal_columns import CODED, plain_header
from app.wording.translations import LANGUAGES, translations

PLACE = "#"
"""Before the number of a place in a ranking: `item.#1` is what stands first."""
BRACKETED = re.compile(r"(.*?)\s*\[([^\[\]]+)\]\s*$", re.DOTALL)
"""How Google Forms and LimeSurvey write a row of a grid, or an option: the question [the row]."""
CODED_PART = re.compile(r"([A-Za-z]\w*)\[([^\[\]]+)\](?:\.\s+(.+))?$", re.DOTALL)
"""How LimeSurvey writes a part of a question: M1[school], or M1[school]. The question [the part]."""
NTH = re.compile(
    r"(?:(?:ranking|rangordning|rang|rank|ranked|plats|place|placering|val|choice|prioritet|prioritering|priority|nr)\s*)?"
    r"(\d{1,2})(?:\s?(?:a|e|st|nd|rd|th))?(?:\s*(?:plats|place|val|choice|prioritet|priority))?"
)
"""How a place in a ranking is called, plainly: 1, Rank 1, 2nd choice."""
SIGNS = ("/", "-", ":")
"""What ODK, Kobo and Aggregate write between a group and what is in it."""
PATH = re.compile(r"((?:\w+[/:-])+)([a-z]\w*)")
"""A path of names: what stands last is asked."""
MOST_SEGMENTS = 30
LONGEST = 2_000
"""Characters of a heading: its groups, its question and an option."""
OTHER = frozenset({"other", "annat", "annan", "ovrigt", "comment", "kommentar"})
"""How LimeSurvey heads own words beside options, plainly."""


class Named(Protocol):
    """A target: see `app.services.column_targets`."""

    @property
    def id(self) -> str: ...

    @property
    def text(self) -> Text: ...

    @property
    def part(self) -> Text | None: ...


class Headings:
    """The headings of targets, whose words are made comparable once for all headings. `groups`: what `groups_of` a
    questionnaire finds."""

    def __init__(self, targets: Sequence[Named], groups: AbstractSet[str] = frozenset()) -> None:
        self._groups = groups
        self._order = [one.id for one in targets]
        self._ids: dict[str, set[str]] = {}
        self._plain_ids = {plain_header(one): one for one in self._order}
        self._wholes: dict[str, set[str]] = {}
        self._parts: dict[tuple[str, str], set[str]] = {}
        self._tokens: dict[tuple[str, ...], set[str]] = {}
        self._letters: dict[str, set[str]] = {}
        self._by_length: dict[int, list[tuple[str, str]]] = {}
        for target in targets:
            self._add(target)
        self._asked = frozenset(asked for asked, _ in self._parts)

    def named(self, heading: str) -> list[str]:
        """The ids of targets that the heading is, word for word, in the order asked; mostly one. What stands before a
        stop may be a word of the question: a code has a digit, or is the target's."""
        if len(heading) > LONGEST:
            return []
        bare = _without_star(heading)
        found = {one for reading in _readings(bare, self._groups) for one in self._found(*reading)}
        if coded := _coded(bare):
            code, words = coded
            behind = {one for reading in _worded(words) for one in self._found(*reading)}
            has_digit, name = any(letter.isdigit() for letter in code), code.partition("[")[0].casefold()
            found |= behind if has_digit else {one for one in behind if name in (one, _item_of(one))}
        return [one for one in self._order if one in found]

    def like(self, heading: str) -> list[str]:
        """The ids of targets that the heading may be, for somebody to confirm: see `app.domain.likeness`. Also a name
        that stands last in a path of names, whatever the groups before it, and a place that does not say in which
        ranking."""
        if len(heading) > LONGEST:
            return []
        names = _names(heading)
        found = {one for one in [self._plain_ids.get(plain_header(heading))] if one}
        found |= self._at_the_end(heading) | self._places(heading)
        for name in names:
            found |= self._letters.get("".join(tokens(name)), set())
            found |= {one for one, asked in self._by_length.get(len(tokens(name)), ()) if is_alike(name, asked)}
        if not found:
            every = [pair for pairs in self._by_length.values() for pair in pairs]
            found = {one for name in names for one, asked in every if is_cut_off(name, asked)}
        return [one for one in self._order if one in found]

    def is_beside(self, heading: str) -> bool:
        """Whether the heading is of own words beside the options of a question that is a target's: M1[other]."""
        bare = _without_star(heading)
        coded = _coded(bare)
        readings = [*_readings(bare, self._groups), *(_worded(coded[1]) if coded else ())]
        return any(plain_header(part) in OTHER and plain_words(question) in self._asked for question, part in readings)

    def knows(self, heading: str) -> bool:
        """Whether the heading is a target's, word for word."""
        return bool(heading.strip() and self.named(heading))

    def _add(self, target: Named) -> None:
        item, _, key = target.id.replace(":", ".", 1).partition(".")
        name = key.removeprefix(PLACE)
        for written in {target.id, *((f"{item}_{name}", joined(item, name)) if key else ())}:
            self._ids.setdefault(written, set()).add(target.id)
        asked = [words for _, words in target.text.variants]
        if target.part is None:
            if key:
                self._ids.setdefault(item, set()).add(target.id)
            for words in asked:
                self._wholes.setdefault(plain_words(words), set()).add(target.id)
                self._by_length.setdefault(len(tokens(words)), []).append((target.id, words))
            return
        parts = [words for _, words in target.part.variants]
        for words in asked:
            for part in parts:
                both = (*tokens(words), *tokens(part))
                self._tokens.setdefault(both, set()).add(target.id)
                # "I dag" and "idag": behind its question a part may be proposed where its letters are the same.
                self._letters.setdefault("".join(both), set()).add(target.id)
        for words in (item, *asked):
            for part in (key, *parts):
                self._parts.setdefault((plain_words(words), plain_words(part)), set()).add(target.id)

    def _found(self, question: str, part: str) -> Iterator[str]:
        asked = plain_words(question)
        if not part:
            yield from self._ids.get(asked, ())
            yield from self._wholes.get(asked, ())
            yield from self._tokens.get(tokens(question), ())
        elif asked in self._asked:
            yield from self._parts.get((asked, plain_words(part)), ())
            if place := NTH.fullmatch(plain_header(part)):
                yield from self._parts.get((asked, f"{PLACE}{int(place[1])}"), ())

    def _at_the_end(self, heading: str) -> set[str]:
        path = PATH.fullmatch(heading.strip())
        return self._ids.get(path[2], set()) if path and not denies(tokens(path[1])) else set()

    def _places(self, heading: str) -> set[str]:
        place = NTH.fullmatch(plain_header(heading))
        if not place or heading.strip().isdecimal():
            return set()
        return {one for one in self._order if one.endswith(f".{PLACE}{int(place[1])}")}


def groups_of(questionnaire: Questionnaire) -> frozenset[str]:
    """Names and titles of everything that a form groups questions in, as `plain_words` has them."""
    about = [translations(language).gettext("About you") for language in LANGUAGES]
    texts = [(item.id, item.text) for item in questionnaire.items]
    for dimension in questionnaire.dimensions:
        texts.append((dimension.id, dimension.title))
        texts += [(factor.id, factor.title) for factor in dimension.factors]
    words = [word for name, text in texts for word in (name, *(words for _, words in text.variants))]
    return frozenset(map(plain_words, [BACKGROUND, *about, *words]))


def _readings(heading: str, groups: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """(question, part) that the heading may mean as it stands; the part is empty for the whole question."""
    yield from _worded(heading)
    for rest in _below_groups(heading, groups):
        yield rest, ""
        for sign in SIGNS:
            places = [at for at, letter in enumerate(rest) if letter == sign]
            yield from ((rest[:at], rest[at + 1 :]) for at in places[-MOST_SEGMENTS:])


def _coded(heading: str) -> tuple[str, str] | None:
    """The code before the words of a heading, and the words: M1[school]. The question [the part]; Q3. The question."""
    part, whole = CODED_PART.fullmatch(heading), CODED.match(heading)
    if part and part[3] is not None:
        return f"{part[1]}[{part[2]}]", part[3]
    return (whole[0].strip(" .):"), heading[whole.end() :]) if whole else None


def _worded(words: str) -> Iterator[tuple[str, str]]:
    yield words, ""
    if bracketed := BRACKETED.match(words):
        yield bracketed[1], bracketed[2]


def _names(heading: str) -> list[str]:
    """What the heading may have of a question: all of it, what stands behind a code, the row of a grid. In a grid that
    denies ("What is not true?") a row says something else."""
    bare = _without_star(heading)
    code, bracketed = CODED.match(bare), BRACKETED.match(bare)
    names = [bare]
    if code and not denies(tokens(code[0])):
        names.append(bare[code.end() :])
    if bracketed and not denies(tokens(bracketed[1])):
        names.append(bracketed[2])
    return names


def _without_star(heading: str) -> str:
    """A heading without the star of a question that has to be answered."""
    return heading.strip().rstrip("* ")


def _item_of(target: str) -> str:
    return target.replace(":", ".", 1).partition(".")[0]


def _below_groups(heading: str, groups: AbstractSet[str]) -> Iterator[str]:
    """The heading, and what is left of it when one group after the other is taken away from its beginning."""
    yield heading
    for sign in SIGNS:
        segments = heading.split(sign)[:MOST_SEGMENTS]
        at = 0
        while at < len(segments) - 1:
            ends = range(len(segments) - 1, at, -1)
            end = next((end for end in ends if plain_words(sign.join(segments[at:end])) in groups), None)
            if end is None:
                break
            at = end
            yield sign.join(segments[at:])
