"""Whether words from elsewhere may be proposed as words that are known: a guess that has to be confirmed.

Two texts that share most of their letters may say the opposite: "viktigt" and "oviktigt", "Stämmer helt" and "Stämmer
inte helt". So nothing is measured. Every word has to be accounted for, in order: by the same word, or by one of the few
differences below that no denial and no degree is made of. A word too many or too few, or another word, in whichever
language, is enough for no proposal."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import product


class Basis(StrEnum):
    """Why words are taken to mean something."""

    SAME = "same"
    """They are the same words."""
    PROPOSED = "proposed"
    """They are alike; somebody has to confirm it."""
    CHOSEN = "chosen"
    """Somebody has said so."""


DENYING = frozenset(
    re.findall(
        r"\w+",
        """
    ej inte icke inga ingen inget intet ingenting aldrig varken utan föga knappt knappast sällan ingalunda
    not no non never none nobody nothing nowhere neither nor without hardly barely scarcely rarely seldom
    ikke ikkje aldri ingenting hverken verken uten uden sjelden sjældent
    ei eivät en et emme ette älä ilman tuskin harvoin nicht kein keine keinen nie niemals ohne kaum
    """,
    )
)
"""Words that deny, for texts of which only a part is compared; elsewhere any word that is left over is enough."""
DENYING_STARTS = ("o", "u", "un", "in", "im", "ir", "il", "dis", "mis", "miss", "non", "icke", "a", "anti", "epä")
SAME_MEANING = (
    {"ej", "inte", "icke"},
    {"bra", "väl"},
    {"dåligt", "illa"},
    {"helt", "fullständigt"},
    {"completely", "fully", "totally", "entirely"},
    {"partly", "partially"},
    {"mostly", "largely"},
)
"""Words that answers are made of, and that stand for each other."""
ENDINGS = ("", "t", "a", "e", "n", "en", "s")
"""By which a word may differ. None of them makes a comparative (-re, -st, -er, -est) or denies (-lös, -less, -ton)."""
LEAST_OF_WORD, LEAST_TO_MISSPELL, SURE_START = 5, 6, 3
"""Letters that a word keeps before its ending; that a word has in which a letter may be wrong; that begin it rightly.
In short words a letter makes another word: fler and flera, nej and nja."""
LEAST_OF_BEGINNING, LEAST_KEPT = 4, 0.6
"""Words of a text that is cut off, and the share of its letters that is left."""
LIMITING = frozenset(re.findall(r"\w+", "bara endast utom mindre färre få lite only except less fewer few little too"))
"""Words that may turn what stands before them."""
MAY_DENY = frozenset("aou")
"""Letters that deny where they stand before a word: never only forgotten or put in (beslutsoför)."""
PLACE_KINDS = frozenset({"kommun", "stad", "municipality"})
"""What the name of a municipality may have beside it."""
_CONTRACTED = re.compile(
    r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should|must|need|might|ca|wo|sha)n't\b|"
    r"\b(does|did|is|are|was|were|has|have|had|would|could|should|do)nt\b"
)
_WHOLE = {"ca": "can", "wo": "will", "sha": "shall"}
_BETWEEN = re.compile(r"(?<=\w)[-‐‑](?=\w)|(?:(?<=\s)|^)[-–—]+(?=\s)")
"""A hyphen inside a word, and a dash that parts words; others belong to a number or a grade (−2, A−)."""
_TOKEN = re.compile(r"(?<![^\W_])[-−–]?\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|\S")
_SIGNS = frozenset(".,;:!?…'\"“”„«»()[]{}_*")
"""What parts words and says nothing itself. Others (<, +, %, a smiley) have to be the same."""


@lru_cache(maxsize=4096)
def tokens(words: str) -> tuple[str, ...]:
    """The words, numbers and telling signs of a text, in small letters; "don't" is two words, "e-post" is two."""
    text = unicodedata.normalize("NFC", words).casefold().replace("’", "'").replace("´", "'")
    text = _CONTRACTED.sub(lambda found: f"{_stem(found[1] or found[2])} not", text).replace("cannot", "can not")
    return tuple(one.replace("'", "") for one in _TOKEN.findall(_BETWEEN.sub(" ", text)) if one not in _SIGNS)


def is_alike(written: str, known: str) -> bool:
    """Whether the one may be proposed as the other."""
    return _accounted(tokens(written), tokens(known), ENDINGS)


def is_alike_in_spelling(written: str, known: str) -> bool:
    """The same without words that stand for others."""
    return _accounted(tokens(written), tokens(known), ENDINGS, meaning=False)


def is_alike_in_name(written: str, known: str) -> bool:
    """The same for names of organisations: "Norrdals kommun" is Norrdal. "Norra Norrdal", "Region Norrdal" and
    "Norrdalen" are others."""
    pairs = product(_readings(written), _readings(known))
    return any(_accounted(one, other, ("",), meaning=False) for one, other in pairs)


def is_cut_off(written: str, known: str) -> bool:
    """Whether the one says by dots that it is cut off, is how the other begins, and what is lost neither is much nor is
    known to turn it. Without dots a word that is missing is a word too few, whatever it is."""
    if not written.rstrip().endswith(("…", "..")):
        return False
    begun, whole = tokens(written.rstrip(" .…")), tokens(known)
    last = len(begun) - 1
    if last + 1 < LEAST_OF_BEGINNING or len(whole) <= last:
        return False
    if whole[:last] != begun[:last] or not whole[last].startswith(begun[last]):
        return False
    rest = whole[last + 1 :]
    kept = len("".join(begun)) / len("".join(whole))
    return kept >= LEAST_KEPT and not denies(rest) and not LIMITING.intersection(rest)


def denies(words: Sequence[str]) -> bool:
    """Whether one of the words is known to deny."""
    return not _denying().isdisjoint(words)


def is_contrary(one: str, other: str) -> bool:
    """Whether the one looks like the denial of the other: a denying word more, or a word with a denying start."""
    first, second = tokens(one.replace("_", " ")), tokens(other.replace("_", " "))
    if len(first) != len(second):
        return [word for word in first if denies([word])] != [word for word in second if denies([word])]
    return any(
        longer == f"{start}{shorter}"
        for pair in zip(first, second, strict=True)
        for shorter, longer in (pair, pair[::-1])
        for start in DENYING_STARTS
    )


def _readings(name: str) -> Iterator[tuple[str, ...]]:
    """A name without what municipalities have beside it, also without the genitive's s before that."""
    words = tokens(name)
    bare = tuple(one for one in words if one not in PLACE_KINDS)
    yield bare
    if bare and bare != words and bare[-1].endswith("s"):
        yield (*bare[:-1], bare[-1][:-1])


def _stem(verb: str) -> str:
    return _WHOLE.get(verb, verb)


@lru_cache(maxsize=1)
def _denying() -> frozenset[str]:
    """Words that deny, also without their accents."""
    return DENYING | {_without_accents(one) for one in DENYING}


def _accounted(written: Sequence[str], known: Sequence[str], endings: Sequence[str], *, meaning: bool = True) -> bool:
    if not written or len(written) != len(known):
        return False
    return all(_is_same_word(*pair, endings, meaning=meaning) for pair in zip(written, known, strict=True))


def _is_same_word(one: str, other: str, endings: Sequence[str], *, meaning: bool) -> bool:
    if one == other:
        return True
    if not (one.isalpha() and other.isalpha()):
        return False
    if meaning and any(one in group and other in group for group in SAME_MEANING):
        return True
    if denies([one]) or denies([other]):
        # "sallan" for "sällan", but not "åldrig" for "aldrig".
        return _has_lost_accents(one, other) and (one if one != _without_accents(one) else other) in DENYING
    return _has_lost_accents(one, other) or _is_inflected(one, other, endings) or _is_misspelt(one, other)


def _has_lost_accents(one: str, other: str) -> bool:
    """Whether one of them is the other in plain letters. Two with different accents are two words."""
    plain = _without_accents(one)
    return plain == _without_accents(other) and plain in (one, other)


def _is_inflected(one: str, other: str, endings: Sequence[str]) -> bool:
    stem = 0
    while stem < min(len(one), len(other)) and one[stem] == other[stem]:
        stem += 1
    return any(one[at:] in endings and other[at:] in endings for at in range(LEAST_OF_WORD, stem + 1))


def _is_misspelt(one: str, other: str) -> bool:
    """Whether two neighbouring letters have changed places, or one is forgotten that does not deny."""
    shorter, longer = sorted((one, other), key=len)
    if len(longer) < LEAST_TO_MISSPELL or one[:SURE_START] != other[:SURE_START]:
        return False
    at = next((at for at, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), len(shorter))
    if len(shorter) == len(longer):
        return longer[at : at + 2] == shorter[at : at + 2][::-1] and longer[at + 2 :] == shorter[at + 2 :]
    doubled = at > 0 and longer[at] == longer[at - 1]
    return longer[at + 1 :] == shorter[at:] and (doubled or _without_accents(longer[at]) not in MAY_DENY)


@lru_cache(maxsize=4096)
def _without_accents(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words)
    return "".join(one for one in letters if not unicodedata.combining(one))
