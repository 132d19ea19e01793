"""The checks that need the whole file: languages, ids, scales and bands.

They work on the values as read, so that they run beside the check of the shape and a file shows all its faults
at once; what has the wrong shape is passed over here, since the other check reports it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeGuard

from app.definitions.content_check import advise_on_factors, check_choices, check_weights
from app.definitions.file_format import ITEM_SHAPES, LANGUAGE_TAG
from app.definitions.origin_check import check_origins
from app.definitions.problems import guess
from app.definitions.yaml_reader import Path, Reading
from app.domain.items.choice import ANSWERED
from app.domain.published import OTHER
from app.domain.questionnaire import UNSTATED
from app.domain.scale import DONT_KNOW

RESERVED = frozenset(
    {DONT_KNOW, UNSTATED, ANSWERED, OTHER, "whole", "organisation", "level", "organisations", "levels"}
)
TEXTS = frozenset({"title", "introduction", "source", "text", "help", "description", "explanation", "label"}) | {
    "strength",
    "weakness",
    "dont_know",
    "left",
    "right",
    "behaviour",
    "leads_to",
}
TEXT_LISTS = frozenset({"points", "dialogue_questions", "principles"})

UNMEASURED = ("single_choice", "multiple_choice", "comment")
"""Kinds that describe the group and measure nothing."""
WEIGHED = ("bipolar", "bipolar_pair", "level_pair", "ranking", "allocation")

Placed = tuple[Mapping[str, object], Path]


def cross_check(reading: Reading) -> None:
    """Adds the problems of the whole file to the reading."""
    if isinstance(reading.value, Mapping):
        check = _Check(reading, reading.value)
        check.languages()
        check.ids()
        check.bands()
        check.scales()
        check.labels()
        check_choices(reading, check.items)
        check_weights(reading, check.dimensions)
        advise_on_factors(reading, check.factors)
        check_origins(reading, check.factors, check.items)


class _Check:
    def __init__(self, reading: Reading, value: Mapping[str, object]) -> None:
        self.reading = reading
        self.value = value
        self.known_languages = [one for one in _entries(value.get("languages")) if isinstance(one, str)]
        self.dimensions = _mappings(value.get("dimensions"), ("dimensions",))
        self.factors = [
            placed for one, path in self.dimensions for placed in _mappings(one.get("factors"), (*path, "factors"))
        ]
        self.items = [
            placed
            for one, path in (*self.factors, *self.dimensions)
            for placed in _mappings(one.get("items"), (*path, "items"))
        ]
        background = value.get("background")
        level = background.get("level") if isinstance(background, Mapping) else None
        lists = [(level, ("background", "level")), *self.items] if isinstance(level, Mapping) else self.items
        self.options = [_mappings(one.get("options"), (*path, "options")) for one, path in lists]
        scales = value.get("scales")
        self.scale_lengths = {
            str(name): len(_entries(scale.get("points")))
            for name, scale in (scales.items() if isinstance(scales, Mapping) else ())
            if isinstance(scale, Mapping)
        }

    def languages(self) -> None:
        for index, language in enumerate(self.known_languages):
            if language in self.known_languages[:index]:
                self.reading.add("Q031", ("languages", index), language=language)
        if self.known_languages and all(re.match(LANGUAGE_TAG, language) for language in self.known_languages):
            for text, path in _texts(self.value, ()):
                self._text(text, path)

    def ids(self) -> None:
        self._unique((*self.dimensions, *self.factors, *self.items))
        for options in self.options:
            self._unique(options)

    def bands(self) -> None:
        bands = self.value.get("bands")
        if not isinstance(bands, Mapping) or not self.scale_lengths:
            return
        length = next(iter(self.scale_lengths.values()))
        concern, strength = bands.get("concern"), bands.get("strength")
        if length > 1 and _is_number(concern) and _is_number(strength) and not 1 <= concern < strength <= length:
            self.reading.add("Q025", ("bands",), length=length)

    def scales(self) -> None:
        known = list(self.scale_lengths)
        used = set()
        for item, path in self.items:
            kind = item.get("kind", "rating")
            if kind == "rating" and known:
                used.add(self._scale_of(item, path, known))
            elif kind not in ITEM_SHAPES:
                used.update(known)  # a mistyped kind: nobody can tell which scale it would have used
        rated = [path for item, path in self.items if item.get("kind", "rating") == "rating"]
        if rated and self.value.get("scales", {}) == {}:
            self.reading.add("Q038", rated[0])
        for name in known:
            if name not in used:
                self.reading.add("Q029", ("scales", name), at_key=True, value=name)
        for factor, path in self.factors:
            items = [item for item, _ in _mappings(factor.get("items"), path)]
            if self.value.get("form") == "workshop":
                if items:
                    self.reading.add("Q036", (*path, "items"), at_key=True, factor=factor.get("id", "?"))
            elif all(item.get("kind", "rating") in UNMEASURED for item in items):
                self.reading.add("Q019", path, factor=factor.get("id", "?"))
            if len({length for item in items if (length := self._points_of(item))}) > 1:
                self.reading.add("Q020", path, factor=factor.get("id", "?"))
        for dimension, path in self.dimensions:
            for item, here in _mappings(dimension.get("items"), (*path, "items")):
                if (kind := item.get("kind", "rating")) in WEIGHED:
                    self.reading.add("Q037", here, kind=kind)

    def labels(self) -> None:
        """Labels among which nobody could choose, since two of them are the same."""
        scales = self.value.get("scales")
        for name, scale in scales.items() if isinstance(scales, Mapping) else ():
            if isinstance(scale, Mapping):
                path: Path = ("scales", str(name))
                points = [(one, (*path, "points", at)) for at, one in enumerate(_entries(scale.get("points")))]
                self._tell_apart([*points, (scale.get("dont_know"), (*path, "dont_know"))])
        levels = [_mappings(one.get("levels"), (*path, "levels")) for one, path in self.items]
        for options in (*self.options, *levels):
            self._tell_apart([(one.get("label"), (*path, "label")) for one, path in options])

    def _tell_apart(self, labels: Iterable[tuple[object, Path]]) -> None:
        first: dict[tuple[str, str], Path] = {}
        for label, path in labels:
            variants = label if isinstance(label, Mapping) else {next(iter(self.known_languages), ""): label}
            for language, words in variants.items():
                if not isinstance(words, str) or not words.strip():
                    continue
                key = (str(language), " ".join(words.split()).casefold())
                here = (*path, str(language)) if isinstance(label, Mapping) else path
                if key in first:
                    self.reading.add("Q034", here, value=words[:60], first=self.reading.places[first[key]][0])
                first.setdefault(key, here)

    def _points_of(self, item: Mapping[str, object]) -> int:
        """The number of points of an item that is scored; 0 for others, and where it cannot be told."""
        if item.get("kind", "rating") == "rating":
            return self.scale_lengths.get(str(item.get("scale") or next(iter(self.scale_lengths), "")), 0)
        return len(_entries(item.get("levels"))) if item.get("kind") == "level" else 0

    def _scale_of(self, item: Mapping[str, object], path: Path, known: list[str]) -> str:
        name = item.get("scale")
        if name is None:
            if len(known) > 1:
                self.reading.add("Q028", path, known=", ".join(known))
            return known[0]
        if not isinstance(name, str):
            return known[0]
        if name not in known:
            near = guess(name, known)
            self.reading.add("Q017", (*path, "scale"), value=name, known=", ".join(known), guess=near)
            return near
        return name

    def _text(self, text: object, path: Path) -> None:
        main = self.known_languages[0]
        given = {str(language) for language in text} if isinstance(text, Mapping) else {main}
        for language in sorted(given - set(self.known_languages)):
            known = ", ".join(self.known_languages)
            self.reading.add("Q021", (*path, language), at_key=True, language=language, known=known)
        if main not in given:
            self.reading.add("Q023", path, at_key=True, main=main)
            return
        for language in self.known_languages:
            if language not in given:
                self.reading.add("Q022", path, at_key=True, language=language, main=main)

    def _unique(self, placed: Iterable[Placed]) -> None:
        first: dict[str, Path] = {}
        for one, path in placed:
            name = one.get("id")
            if not isinstance(name, str):
                continue
            here = (*path, "id")
            if name in RESERVED:
                self.reading.add("Q015", here, value=name)
            if name in first:
                self.reading.add("Q016", here, value=name, first=self.reading.places[first[name]][0])
            first.setdefault(name, here)


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _entries(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _mappings(value: object, path: Path) -> list[Placed]:
    return [(one, (*path, index)) for index, one in enumerate(_entries(value)) if isinstance(one, Mapping)]


def _texts(value: object, path: Path) -> Iterator[tuple[object, Path]]:
    """Every text in the file: the values of the keys that hold texts, wherever they stand."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            if path == ("bands",):  # its keys are called like texts
                return
            if path == ("scales",):  # its keys are ids, which may well be called like a text
                yield from _texts(one, (*path, key))
            elif key in TEXTS and isinstance(one, str | Mapping):
                yield one, (*path, key)
            elif key in TEXT_LISTS:
                for index, entry in enumerate(_entries(one)):
                    if isinstance(entry, str | Mapping):
                        yield entry, (*path, key, index)
            else:
                yield from _texts(one, (*path, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _texts(one, (*path, index))
