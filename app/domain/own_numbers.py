"""The numbers that labels hold themselves: "0 – Missing", "Level 2", "Not at all (0)"."""

import itertools
import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from app.domain.text import Text

_NUMBER = r"(?:(?<![^\s(\[])[+\-−])?[0-9]{1,4}(?:[.,][0-9]{1,2})?"
"""A sign counts where nothing stands before it: "Level-1" is level one, "(-1)" is minus one."""
_FIRST = re.compile(rf"([^0-9]*?)({_NUMBER})(?![0-9])(.*)", re.DOTALL)
_LAST = re.compile(rf".*?({_NUMBER})\s*[)\].:]*\s*", re.DOTALL)
_GOES_ON = re.compile(r"\s*(?:[-–—−/]|till|to|och|and|eller|or|av|of|\.\.+|…)\s*[0-9]", re.IGNORECASE)
"""What follows a number that is only the beginning of a range ("1–2 times") or of a share ("1 of 5")."""


def number_of(words: str) -> Fraction:
    """The number that is written so, with a decimal point or comma, a hyphen or a minus sign. Raises ValueError."""
    return Fraction(words.strip().replace("−", "-").replace(",", "."))


def holds_number(label: Text) -> bool:
    """Whether the label holds a digit, in any language."""
    return any(sign.isdigit() for _, words in label.variants for sign in words)


def is_strictly_monotone(numbers: Sequence[Fraction]) -> bool:
    """Whether the numbers rise all the way, or fall all the way."""
    steps = [after - before for before, after in itertools.pairwise(numbers)]
    return all(step > 0 for step in steps) or all(step < 0 for step in steps)


def own_numbers(labels: Sequence[Text]) -> tuple[Fraction, ...] | None:
    """The number that each label is written as, in the order given; None where that is not certain.

    Every label has its number at the same place: first, after the same words ("Level 0"), or last ("Not at all (0)");
    it is the same in every language; and the numbers rise, or fall, by the same step. A range, a share, a gap or a
    label without a number makes all of them uncertain."""
    found = {numbers for numbers in (_alike(labels, _first), _alike(labels, _last)) if numbers is not None}
    return found.pop() if len(found) == 1 else None


def _alike(
    labels: Sequence[Text], read: Callable[[Sequence[str]], list[Fraction] | None]
) -> tuple[Fraction, ...] | None:
    """The numbers, read in that way, where every language has the same and they are evenly spaced."""
    languages = [language for language, _ in labels[0].variants] if labels else []
    if not languages or any(set(label.languages) != set(languages) for label in labels):
        return None
    by_language = [read([label.into(language) for label in labels]) for language in languages]
    numbers = by_language[0]
    if numbers is None or any(one != numbers for one in by_language) or not is_strictly_monotone(numbers):
        return None
    steps = {after - before for before, after in itertools.pairwise(numbers)}
    return tuple(numbers) if len(steps) == 1 else None


def _first(labels: Sequence[str]) -> list[Fraction] | None:
    found = [_FIRST.fullmatch(" ".join(words.split())) for words in labels]
    matches = [one for one in found if one is not None]
    alike = len({one[1].casefold() for one in matches}) == 1
    if len(matches) < len(labels) or not alike or any(_GOES_ON.match(one[3]) for one in matches):
        return None
    return [number_of(one[2]) for one in matches]


def _last(labels: Sequence[str]) -> list[Fraction] | None:
    found = [_LAST.fullmatch(" ".join(words.split())) for words in labels]
    matches = [one for one in found if one is not None]
    if len(matches) < len(labels) or any(
        sum(map(str.isdigit, one.string)) > sum(map(str.isdigit, one[1])) for one in matches
    ):
        return None
    return [number_of(one[1]) for one in matches]
