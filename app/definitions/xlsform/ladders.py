"""Whether the words of a list rise from one end to the other: agreement, degree, frequency, quality, or numbers.

Known are the words of Swedish and English. What is not known is no ladder, never a guess."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from app.domain.text import Language

LEADING_NUMBER = re.compile(r"^\(?[-−]?\d{1,3}(?:[.,]0)?\)?\s*(?:[.):=–—-]+\s*|\s+|$)")
"""What stands before the words in “1. Man”, “0 – Saknas”, “(3) Helt”."""
MARKS = re.compile(r"</?[A-Za-z][^<>]*>|\*\*")
"""What other tools show as bold, coloured or larger words."""
_NUMBERED = re.compile(r"^(?:nivå|level|steg|step|stage|grad)\s+\d{1,2}$")
"""A label that says no more than its number."""
_DEGREE = r"(?:somewhat|slightly|partly|partially|rather|fairly|quite|tend to|ganska|delvis|något|till viss del)"
_GOOD = (
    r"(?:agree|true|satisfied|important|likely|good|well|often|easy|clear|confident"
    r"|instämmer|stämmer|håller med|nöjd\w*|viktigt?|sannolikt?|trolig\w*|enig|bra|väl|ofta|lätt|tydligt?|säker)"
)
_BAD = (
    r"(?:disagree|untrue|false|(?:dis|un)satisfied|dissatisfied|unimportant|unlikely|poor(?:ly)?|bad(?:ly)?|difficult"
    r"|unclear|not|missnöjd\w*|oviktigt?|osannolikt?|otrolig\w*|oenig|dåligt?|svårt?|otydligt?|osäker|inte|ej|icke)"
)
_STEPS = tuple(
    (re.compile(pattern), value)
    for pattern, value in (
        (
            r"\b(?:varken|neither|neutral\w*|undecided|so-so|sådär|both|kanske|maybe|perhaps|medel\w*|medium|moderate(?:ly)?|average)\b",
            0,
        ),
        (r"\b(?:nästan aldrig|almost never|hardly ever|very (?:rarely|seldom|little)|mycket (?:sällan|lite))\b", -2),
        (r"\b(?:inte|ej|not) (?:helt|riktigt|alltid|fullt ut|entirely|completely|fully|always|quite)\b", -1),
        (r"\b(?:not at all|inte alls|ej alls|in no way|never|aldrig|tar (?:helt )?avstånd|saknas helt)\b", -3),
        (r"\bstrongly disagree\b|\bdisagree (?:strongly|completely|fully|totally)\b", -3),
        (rf"\b{_DEGREE}\b.*\b{_BAD}\b", -1),
        (rf"\b(?:completely|totally|fully|very|extremely|mycket|helt|väldigt)\b.*\b{_BAD}\b", -3),
        (rf"\b{_BAD}\b", -2),
        (r"^(?:nej|no)\b|\b(?:none|ingen|inget|inga|saknas|missing|absent)\b", -3),
        (r"\b(?:rarely|seldom|sällan|hardly|knappast|knappt|low|låg|lågt|liten utsträckning|lesser extent)\b", -2),
        (r"^(?:partly|partially|delvis|somewhat|fair|acceptable|godtagbart?|godkän\w*)$", 0),
        (
            rf"\b{_GOOD}\b.*\bdelvis\b|\bdelvis\b.*\b{_GOOD}\b|\bpartly (?:true|agree)\b|\bagree (?:partly|somewhat)\b",
            0,
        ),
        (r"^(?:ja|yes),? (?:delvis|partly|to some extent|i viss mån|till viss del)$", 0),
        (
            r"\b(?:ibland|sometimes|occasionally|till viss del|i viss mån|viss utsträckning|some extent|någorlunda)\b",
            0,
        ),
        (r"\b(?:a little|a bit|lite|slightly|något|small extent|monthly|varje månad)\b(?!.*\bthan\b)", -1),
        (rf"\b{_DEGREE}\b.*\b{_GOOD}\b", 1),
        (r"\b(?:almost always|nästan alltid|weekly|varje vecka)\b", 2),
        (r"\b(?:strongly agree|agree (?:strongly|completely|fully|totally)|always|alltid|excellent|utmärkt)\b", 3),
        (r"\b(?:completely|totally|fully|entirely|very|extremely|helt|fullt ut|fullständigt|absolut)\b", 3),
        (r"\bmycket (?:\w+ )?(?:bra|väl|nöjd\w*|viktigt?|sannolikt?|trolig\w*|stor|hög|högt|ofta|lätt|tydligt?)\b", 3),
        (r"\b(?:daily|every day|dagligen|varje dag|på plats|in place)\b", 3),
        (rf"\b{_GOOD}\b|^(?:ja|yes)\b", 2),
        (r"\b(?:mostly|mest|mestadels|largely|usually|oftast|vanligen|till stor del|i stort sett|hög|högt|high)\b", 2),
        (r"\b(?:stor utsträckning|(?:great|large) extent|much|mycket|a lot|great deal)\b", 2),
    )
)
"""The first that fits says where a label stands, −3 (weakest) to 3; denials come before what they deny."""
_YES, _NO = frozenset({"ja", "yes", "true", "sant"}), frozenset({"nej", "no", "false", "falskt"})


class Order(Enum):
    """What the words of a list say of its order. `RISES`, `FALLS`: from weak to strong, and the other way; `MIXED`: they
    are words of a ladder, in no order."""

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
    if found := LEADING_NUMBER.match(plain) or _NUMBERED.match(plain):
        number = re.search(r"-?\d+", found[0])
        return _Label(int(number[0]) if number else None, plain[found.end() :].strip())
    return _Label(None, plain)


def _order(labels: Sequence[_Label]) -> Order:
    words = [one.words for one in labels]
    if len(labels) == 2 and set(words) <= _YES | _NO:
        return _YES_AND_NO.get((words[0] in _YES, words[1] in _YES), Order.UNKNOWN)
    places = [next((value for pattern, value in _STEPS if pattern.search(one)), None) for one in words]
    if len(places) < 2:
        return Order.UNKNOWN
    by_words = _order_of_places(places)
    if by_words is Order.UNKNOWN and {*words} & _YES and {*words} & _NO:
        return Order.MIXED  # yes, no, and something else
    by_numbers = _order_of_numbers([one.number for one in labels])
    # “1. Man, 2. Kvinna” is a list with numbers; “1 – Lägst, 2, 3, 4, 5 – Högst” is a scale.
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
