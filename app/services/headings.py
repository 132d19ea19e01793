"""What a heading names: a question by its words or its name, a part of one, with whatever a tool writes around it."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from app.definitions.xlsform.names import BACKGROUND
from app.domain.questionnaire import Questionnaire
from app.domain.text import Text
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
PATH = re.compile(r"(?:\w+[/:-])+([a-z]\w*)")
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
    """The headings of targets. `groups`: plain names and titles of what questions are grouped in."""

    def __init__(self, targets: Sequence[Named], groups: AbstractSet[str] = frozenset()) -> None:
        self._groups = groups
        self._wholes: dict[str, list[str]] = {}
        self._parts: dict[tuple[str, str], list[str]] = {}
        self._joined: dict[str, list[str]] = {}
        self._ids: dict[str, list[str]] = {}
        for target in targets:
            self._add(target)

    def named(self, heading: str) -> list[str]:
        """The ids of targets that the heading is, word for word; mostly one."""
        if len(heading) > LONGEST:
            return []
        found = [one for question, part in _readings(heading, self._groups) for one in self._found(question, part)]
        return list(dict.fromkeys(found))

    def like(self, heading: str) -> list[str]:
        """The ids of targets that the heading may be: their name stands last in a path of names, whatever the groups
        before it; or it is a place in a ranking, without saying in which."""
        path = PATH.fullmatch(heading.strip())
        if path:
            return self._ids.get(plain_header(path[1]), [])
        place = NTH.fullmatch(plain_header(heading))
        ends = {f"{PLACE}{place[1]}"} if place and not heading.strip().isdecimal() else set()
        return list(dict.fromkeys(one for (_, part), ids in self._parts.items() if part in ends for one in ids))

    def is_beside(self, heading: str) -> bool:
        """Whether the heading is of own words beside the options of a question that is a target's: M1[other]."""
        known = {asked for asked, _ in self._parts}
        return any(
            plain_header(part) in OTHER and plain_header(question) in known
            for question, part in _readings(heading, self._groups)
        )

    def knows(self, heading: str) -> bool:
        """Whether the heading is a target's."""
        return bool(heading.strip() and self.named(heading))

    def _add(self, target: Named) -> None:
        item, _, key = target.id.replace(":", ".", 1).partition(".")
        self._ids.setdefault(plain_header(target.id), []).append(target.id)
        questions = {plain_header(words) for _, words in target.text.variants}
        if target.part is None:
            if key:
                self._ids.setdefault(plain_header(item), []).append(target.id)
            for words in questions:
                self._wholes.setdefault(words, []).append(target.id)
            return
        parts = {key} if key.startswith(PLACE) else {plain_header(key)}
        parts |= {plain_header(words) for _, words in target.part.variants}
        for asked in questions | {plain_header(item)}:
            for part in parts:
                self._parts.setdefault((asked, part), []).append(target.id)
                self._joined.setdefault(f"{asked}{part}".replace(" ", ""), []).append(target.id)

    def _found(self, question: str, part: str) -> Iterator[str]:
        asked = plain_header(question)
        if part:
            named = plain_header(part)
            yield from self._parts.get((asked, named), [])
            if place := NTH.fullmatch(named):
                yield from self._parts.get((asked, f"{PLACE}{int(place[1])}"), [])
        else:
            yield from self._ids.get(asked, [])
            yield from self._wholes.get(asked, [])
            yield from self._joined.get(asked.replace(" ", ""), [])


def groups_of(questionnaire: Questionnaire) -> frozenset[str]:
    """Plain names and titles of everything that a form groups questions in."""
    about = [translations(language).gettext("About you") for language in LANGUAGES]
    texts = [(item.id, item.text) for item in questionnaire.items]
    for dimension in questionnaire.dimensions:
        texts.append((dimension.id, dimension.title))
        texts += [(factor.id, factor.title) for factor in dimension.factors]
    words = [word for name, text in texts for word in (name, *(words for _, words in text.variants))]
    return frozenset(map(plain_header, [BACKGROUND, *about, *words]))


def _readings(heading: str, groups: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """(question, part) that the heading may mean; the part is empty for the whole question."""
    heading = heading.strip()
    coded = CODED_PART.fullmatch(heading)
    if coded:
        if coded[3] is None:
            yield coded[1], coded[2]
        else:
            yield from _worded(coded[3])
        return
    for words in dict.fromkeys((heading, CODED.sub("", heading))):
        yield from _worded(words)
    for rest in _below_groups(heading, groups):
        yield rest, ""
        for sign in SIGNS:
            places = [at for at, letter in enumerate(rest) if letter == sign]
            yield from ((rest[:at], rest[at + 1 :]) for at in places[-MOST_SEGMENTS:])


def _worded(words: str) -> Iterator[tuple[str, str]]:
    yield words, ""
    if bracketed := BRACKETED.match(words):
        yield bracketed[1], bracketed[2]
        yield bracketed[2], ""


def _below_groups(heading: str, groups: AbstractSet[str]) -> Iterator[str]:
    """The heading, and what is left of it when one group after the other is taken away from its beginning."""
    yield heading
    for sign in SIGNS:
        segments = heading.split(sign)[:MOST_SEGMENTS]
        at = 0
        while at < len(segments) - 1:
            ends = range(len(segments) - 1, at, -1)
            end = next((end for end in ends if plain_header(sign.join(segments[at:end])) in groups), None)
            if end is None:
                break
            at = end
            yield sign.join(segments[at:])
