"""Reading a round's comments before others see them, and deciding about each (decision 0018)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.comment_review import Decision, Review, digest_of, marked
from app.domain.errors import SamspelError
from app.domain.items.comment import LONGEST_COMMENT
from app.domain.published import Withheld
from app.services.accounts import Account
from app.services.audit import record
from app.services.installation import Installation
from app.services.made_files import forget_made_files
from app.services.results import comments_to_review
from app.services.rounds import RoundView, find_own_round, named
from app.store import comment_reviews, rounds
from app.store.database import Transaction

Key = tuple[str, str]
"""(item id, digest of the words)."""
Decided = Mapping[Key, Review | None]
"""None: the comment waits again."""


@dataclass(frozen=True)
class ReadComment:
    """A comment as it was written. `number`: so many have written the same; `review`: None while it waits."""

    digest: str
    words: str
    number: int
    review: Review | None


@dataclass(frozen=True)
class ReadQuestion:
    """A question's comments, in an order that says nothing; why there are none, where disclosure control withholds
    them. `n` have written."""

    item_id: str
    n: int
    comments: tuple[ReadComment, ...] | Withheld

    def count(self, decision: Decision | None) -> int:
        """How many comments are decided so; None: how many wait."""
        comments = () if isinstance(self.comments, Withheld) else self.comments
        return sum(one.number for one in comments if (one.review.decision if one.review else None) is decision)


def read_comments(installation: Installation, view: RoundView) -> tuple[ReadQuestion, ...]:
    """What disclosure control lets through, with what has been decided, for those who lead the round (`view` comes from
    `find_own_round`)."""
    with installation.database.reading() as connection:
        return _questions(connection, view)


def decide(installation: Installation, account: Account, code: str, decided: Decided, now: datetime) -> Decided:
    """Keeps these decisions; returns those that they take the place of, so that they can be undone.

    Words of the facilitator's are marked where they differ from the comment's. Raises R010, W001 (a comment that is not
    among those to be read), W002 (nothing is left of the words), W003 (they are too long), W004 (no word is struck
    out)."""
    view = find_own_round(installation, account, code)
    with installation.database.writing() as connection:
        rounds.locked(connection, view.round.id)
        found = {(one.item_id, each.digest): each for one in _questions(connection, view) for each in _comments_of(one)}
        tidy = {key: _tidy(found.get(key), review) for key, review in decided.items()}
        changed = {key: review for key, review in tidy.items() if found[key].review != review}
        before = {key: found[key].review for key in changed}
        if changed:
            comment_reviews.store_reviews(connection, view.round.id, changed)
            _log(connection, account, view, changed, now)
    if any(map(_was_shown, before.values())):  # words that others are no longer to read
        forget_made_files(installation)
    return before


def show_all(installation: Installation, account: Account, code: str, now: datetime) -> None:
    """Shows every comment that waits, as it was written. Raises R010."""
    view = find_own_round(installation, account, code)
    waiting = {
        (question.item_id, one.digest): Review(Decision.SHOWN)
        for question in read_comments(installation, view)
        for one in _comments_of(question)
        if one.review is None
    }
    decide(installation, account, code, waiting, now)


def _questions(connection: Transaction, view: RoundView) -> tuple[ReadQuestion, ...]:
    reviews = comment_reviews.reviews_of(connection, view.round.id)
    questions = []
    for found in comments_to_review(connection, view):
        read: dict[str, ReadComment] = {}
        for words in () if isinstance(found.comments, Withheld) else found.comments:
            digest = digest_of(found.item_id, words)
            one = read.get(digest) or ReadComment(digest, words, 0, reviews.get((found.item_id, digest)))
            read[digest] = replace(one, number=one.number + 1)
        comments = found.comments if isinstance(found.comments, Withheld) else tuple(read.values())
        questions.append(ReadQuestion(found.item_id, found.n, comments))
    return tuple(questions)


def _was_shown(review: Review | None) -> bool:
    return review is not None and review.decision is not Decision.HIDDEN


def _comments_of(question: ReadQuestion) -> tuple[ReadComment, ...]:
    return () if isinstance(question.comments, Withheld) else question.comments


def _tidy(found: ReadComment | None, review: Review | None) -> Review | None:
    """The decision as it is kept: words only where they differ, and then marked."""
    if found is None:
        raise SamspelError("W001")
    if review is None or review.decision is not Decision.EDITED:
        return review and Review(review.decision)
    if not review.words.strip():
        raise SamspelError("W002")
    words = marked(found.words, review.words)
    if len(words) > LONGEST_COMMENT:
        raise SamspelError("W003", longest=LONGEST_COMMENT)
    if words == found.words:
        raise SamspelError("W004")
    return Review(Decision.EDITED, words)


def _log(connection: Transaction, account: Account, view: RoundView, decided: Decided, now: datetime) -> None:
    kinds = [one.decision if one else None for one in decided.values()]
    shown, hidden = kinds.count(Decision.SHOWN), kinds.count(Decision.HIDDEN)
    record(
        connection, now, account, "comments_decided", view.collaboration_id, named(view.round),
        shown=str(shown), edited=str(kinds.count(Decision.EDITED)), hidden=str(hidden), back=str(kinds.count(None)),
    )  # fmt: skip
