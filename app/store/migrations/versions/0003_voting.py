"""Votes in the meeting, and the factors that a meeting talks about."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "votes",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=False),
        _of_round("votes"),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_votes")),
    )
    op.create_table(
        "vote_counts",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("factor_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _of_round("vote_counts"),
        sa.PrimaryKeyConstraint("round_id", "factor_id", name=op.f("pk_vote_counts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vote_marks",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        _of_round("vote_marks"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_vote_marks")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_vote_marks_round_id"), "vote_marks", ["round_id"])
    op.create_table(
        "meetings",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("factor_ids", sa.JSON(), nullable=False),
        _of_round("meetings"),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_meetings")),
    )


def downgrade() -> None:
    for name in ("meetings", "vote_marks", "vote_counts", "votes"):
        op.drop_table(name)


def _of_round(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f(f"fk_{table}_round_id_rounds"))
