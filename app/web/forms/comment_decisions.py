"""The form in which a question's comments are decided about."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.comment_review import Decision, Review
from app.services.comments import Decided, ReadComment

WAITING = "waiting"
"""What the form calls a comment that nobody has decided about."""


@dataclass(frozen=True)
class TypedDecision:
    """One comment's part of the form: what was chosen, what had been chosen when the page was made, and the words."""

    chosen: str
    before: str
    words: str


def choice_of(review: Review | None) -> str:
    """What the form calls the decision."""
    return review.decision.value if review else WAITING


def read_decisions(posted: Mapping[str, str]) -> dict[str, TypedDecision]:
    """Digest -> its part of the form. A choice that there is not counts as none."""
    known = {WAITING, *(one.value for one in Decision)}
    found = {}
    for name, before in posted.items():
        kind, _, digest = name.partition("-")
        if kind == "before" and f"words-{digest}" in posted:
            chosen = posted.get(f"decision-{digest}", before)
            words = posted[f"words-{digest}"].replace("\r\n", "\n")
            found[digest] = TypedDecision(chosen if chosen in known else WAITING, before, words)
    return found


def decided(item_id: str, typed: Mapping[str, TypedDecision], read: Mapping[str, ReadComment]) -> Decided:
    """What was decided on the page, and nothing else: what somebody else has chosen meanwhile stays.

    Whoever changes the words wants them shown as changed, whatever is chosen beside them, unless the comment is not to
    be shown: showing a name that somebody has just struck out is the one mistake that cannot be taken back."""
    found: dict[tuple[str, str], Review | None] = {}
    for digest, one in typed.items():
        if _words_changed(one, read.get(digest)):
            found[item_id, digest] = Review(Decision.EDITED, one.words)
        elif one.chosen != one.before:
            found[item_id, digest] = _review(one)
    return found


def seen_waiting(item_id: str, typed: Mapping[str, TypedDecision]) -> Decided:
    """All comments that waited when the page was made, to be shown as they are."""
    waited = [digest for digest, one in typed.items() if one.before == one.chosen == WAITING]
    return {(item_id, digest): Review(Decision.SHOWN) for digest in waited}


def _review(typed: TypedDecision) -> Review | None:
    if typed.chosen == WAITING:
        return None
    decision = Decision(typed.chosen)
    return Review(decision, typed.words if decision is Decision.EDITED else "")


def _words_changed(typed: TypedDecision, comment: ReadComment | None) -> bool:
    if comment is None or typed.chosen == Decision.HIDDEN.value:
        return False
    offered = {comment.words} if comment.review is None else {comment.words, comment.review.words}
    return typed.words.strip() not in {one.strip() for one in offered}
