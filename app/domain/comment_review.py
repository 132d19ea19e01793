"""What the facilitator has decided about comments, and what is left of them for everybody else (decision 0018)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import sha256

from app.domain.published import PublishedComments, PublishedRound, Withheld

LEFT_OUT = "[…]"
"""Stands where words were struck out."""
_TOKEN = re.compile(r"\n|[^\s]+")
_IN_BRACKETS = re.compile(r"\[[^\[\]]*\]")


class Decision(StrEnum):
    """What becomes of a comment that has been read."""

    SHOWN = "shown"
    EDITED = "edited"
    """Shown with words struck out."""
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Review:
    """A decision. `words`: what is shown in place of the comment where the decision is EDITED, else empty."""

    decision: Decision
    words: str = ""


Reviews = Mapping[tuple[str, str], Review]
"""(item id, `digest_of` the words) -> the decision. A comment without one waits, and is shown to nobody else."""


def digest_of(item_id: str, words: str) -> str:
    """Names a comment by its question and words: 64 hexadecimal digits. It outlasts any order of rows, and says nothing
    of when a comment came; equal comments share it, and so a decision."""
    return sha256(f"{item_id}\n{words}".encode()).hexdigest()


def reviewed_round(published: PublishedRound | Withheld, reviews: Reviews) -> PublishedRound | Withheld:
    """The round with its comments as they have been decided about."""
    if isinstance(published, Withheld):
        return published
    items = {
        item_id: reviewed(item, reviews) if isinstance(item, PublishedComments) else item
        for item_id, item in published.items.items()
    }
    return replace(published, items=items)


def reviewed(found: PublishedComments, reviews: Reviews) -> PublishedComments:
    """The comments that are shown, those with words struck out among them; how many wait and how many are not shown.

    Their order follows from what is shown: an order by the words that were struck out would let a guess at them be
    tried. `n` stays: so many have written."""
    if isinstance(found.comments, Withheld):
        return found
    decided = [(words, reviews.get((found.item_id, digest_of(found.item_id, words)))) for words in found.comments]
    shown = [
        review.words if review.decision is Decision.EDITED else words
        for words, review in decided
        if review is not None and review.decision is not Decision.HIDDEN
    ]
    return replace(
        found,
        comments=tuple(sorted(shown, key=lambda words: digest_of(found.item_id, words))),
        waiting=sum(review is None for _, review in decided),
        hidden=sum(review is not None and review.decision is Decision.HIDDEN for _, review in decided),
        edited=sum(review is not None and review.decision is Decision.EDITED for _, review in decided),
    )


def marked(words: str, changed: str) -> str:
    """The facilitator's version of a comment, with every difference marked: […] in place of words that were taken out,
    and words that were put in within brackets. So nobody's comment says what its writer did not write.

    Compared word by word; line breaks are kept, other space becomes single spaces. Equal words: unchanged."""
    before, after = _TOKEN.findall(words), _TOKEN.findall(changed)
    if before == after:
        return words
    parts: list[str] = []
    for kind, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts += after[begin:stop]
        else:
            parts += _difference(before[start:end], after[begin:stop])
    return _joined(parts)


def _difference(before: list[str], after: list[str]) -> list[str]:
    """How a difference is shown; breaks of lines alone are no words."""
    put_in = _joined(after)
    if not put_in:
        breaks = [token for token in after if token == "\n"]
        return [LEFT_OUT, *breaks] if any(token != "\n" for token in before) else breaks
    if not re.search(r"\w", _IN_BRACKETS.sub("", put_in)):
        return after
    return [f"[{put_in.replace('[', '').replace(']', '')}]"]


def _joined(tokens: list[str]) -> str:
    """The words with a space between, none beside a line break; neighbouring marks become one."""
    joined = re.sub(r" ?\n ?", "\n", " ".join(tokens)).strip()
    return re.sub(r"\[…\](?: \[…\])+", LEFT_OUT, joined)
