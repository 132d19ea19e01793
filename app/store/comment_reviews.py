"""What the facilitator has decided about a round's comments."""

from collections.abc import Mapping

from sqlalchemy import Connection, ForeignKey, Text, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.comment_review import Decision, Review
from app.store.database import UNORDERED, Base

Key = tuple[str, str]
"""(item id, digest of the words)."""


class CommentReviewRow(Base):
    """A decision about all comments of a question that have the same words. It points at no row of `comments`: those
    are written anew when a round closes. It has no time and no author, and its rows keep no order."""

    __tablename__ = "comment_reviews"
    __table_args__ = UNORDERED

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    decision: Mapped[str]
    words: Mapped[str] = mapped_column(Text)


def reviews_of(connection: Connection, round_id: str) -> dict[Key, Review]:
    """All decisions about the round's comments."""
    columns = (CommentReviewRow.item_id, CommentReviewRow.digest, CommentReviewRow.decision, CommentReviewRow.words)
    rows = connection.execute(select(*columns).where(CommentReviewRow.round_id == round_id))
    return {(row.item_id, row.digest): Review(Decision(row.decision), row.words) for row in rows}


def store_reviews(connection: Connection, round_id: str, decided: Mapping[Key, Review | None]) -> None:
    """Puts these decisions in place of earlier ones; None: the comment waits again."""
    for item_id, digest in decided:
        one = (CommentReviewRow.item_id == item_id) & (CommentReviewRow.digest == digest)
        connection.execute(delete(CommentReviewRow).where(CommentReviewRow.round_id == round_id, one))
    rows = [
        {"round_id": round_id, "item_id": key[0], "digest": key[1], "decision": one.decision.value, "words": one.words}
        for key, one in sorted(decided.items(), key=lambda pair: pair[0])
        if one is not None
    ]
    if rows:
        connection.execute(insert(CommentReviewRow), rows)
