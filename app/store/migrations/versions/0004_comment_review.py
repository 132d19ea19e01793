"""Comments are read before they are shown: the facilitator's decisions about them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comment_reviews",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_comment_reviews_round_id_rounds")),
        sa.PrimaryKeyConstraint("round_id", "item_id", "digest", name=op.f("pk_comment_reviews")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("comment_reviews")
