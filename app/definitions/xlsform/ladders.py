"""Whether the words of a list rise from one end to the other: agreement, degree, frequency, quality, or numbers.

Known are the words of Swedish and English. What is not known is no ladder, never a guess."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from app.definitions.xlsform.words import known_words
from app.domain.text import Language

LEADING_NUMBER = re.compile(r"^\(?[-−]?\d{1,3}(?:[.,]0)?\)?\s*(?:[.):=–—-]+\s*|\s+|$)")
"""What stands before the words in “1. Man”, “0 – Saknas”, “(3) Helt”."""
MARKS = re.compile(r"</?[A-Za-z][^<>]*>|\*\*")
"""What other tools show as bold, coloured or larger words."""


class Order(Enum):
    """What the words of a list say of its order. `RISES`, `FALLS`: from weak to strong, and the other way; `MIXED`:
    they are words of a ladder, in no order."""

    RISES = "rises"
    FALLS = "falls"
    NUMBERS_RISE = "numbers rise"
    NUMBERS_FALL = "numbers fall"
    YES_NO = "yes, no"
    NO_YES = "no, yes"
    MIXED = "mixed"
    UNKNOWN = "unknown"

    @property
    def strong_first(self) -> bool:
        """Whether the first of the list is the strong end."""
        return self in (Order.FALLS, Order.NUMBERS_FALL, Order.YES_NO)


_YES_AND_NO = {(True, False): Order.YES_NO, (False, True): Order.NO_YES}


@dataclass(frozen=True)
class _Label:
    number: int | None
    words: str


def order_of(labels: Sequence[Mapping[Language, str]]) -> Order:
    """The order of a list, its ways out left aside, by the first language whose words tell."""
    languages = dict.fromkeys(language for label in labels for language in label)
    found = (_order([_parted(label.get(language, "")) for label in labels]) for language in languages)
    return next((one for one in found if one is not Order.UNKNOWN), Order.UNKNOWN)


def bare(label: str) -> str:
    """The words of a label without the number before them, in small letters."""
    return _parted(label).words


def _parted(label: str) -> _Label:
    plain = " ".join(MARKS.sub("", label).replace("−", "-").casefold().split())
    if found := LEADING_NUMBER.match(plain) or known_words().numbered.match(plain):
        number = re.search(r"-?\d+", found[0])
        return _Label(int(number[0]) if number else None, plain[found.end() :].strip())
    return _Label(None, plain)


def _order(labels: Sequence[_Label]) -> Order:
    words, known = [one.words for one in labels], known_words()
    if len(labels) == 2 and set(words) <= known.yes | known.no:
        return _YES_AND_NO.get((words[0] in known.yes, words[1] in known.yes), Order.UNKNOWN)
    places = [next((place for pattern, place in known.steps if pattern.search(one)), None) for one in words]
    if len(places) < 2:
        return Order.UNKNOWN
    by_words = _order_of_places(places)
    if by_words is Order.UNKNOWN and {*words} & known.yes and {*words} & known.no:
        return Order.MIXED  # yes, no, and something else
    by_numbers = _order_of_numbers([one.number for one in labels])
    # “1. Man, 2. Kvinna” is a list with numbers; “1 – lowest, 2, 3, 4, 5 – highest” is a scale.
    if by_words is not Order.UNKNOWN or by_numbers is Order.UNKNOWN or all(words):
        return by_words
    first, last = places[0], places[-1]
    if first is None or last is None or first == last:
        return by_numbers
    return Order.RISES if first < last else Order.FALLS


def _order_of_places(places: Sequence[int | None]) -> Order:
    """By the words alone: both ends must be known, and no more than one between them may be unknown."""
    known = [one for one in places if one is not None]
    rises = all(before <= after for before, after in pairwise(known))
    falls = all(before >= after for before, after in pairwise(known))
    if not rises and not falls:
        return Order.MIXED
    if places[0] is None or places[-1] is None or len(known) < len(places) - 1 or known[0] == known[-1]:
        return Order.UNKNOWN
    return Order.RISES if rises else Order.FALLS


def _order_of_numbers(numbers: Sequence[int | None]) -> Order:
    steps = {None if before is None or after is None else after - before for before, after in pairwise(numbers)}
    return Order.NUMBERS_RISE if steps == {1} else Order.NUMBERS_FALL if steps == {-1} else Order.UNKNOWN
