"""Comments of open rounds are sealed; of a reminder only the moment is kept, and to how many it went nowhere."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sealed_comments",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_sealed_comments_round_id_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_comments")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sealed_comments_round_id"), "sealed_comments", ["round_id"])
    op.create_table(
        "reminders",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_reminders_round_id_rounds")),
        sa.PrimaryKeyConstraint("round_id", "at", name=op.f("pk_reminders")),
    )
    reminders = "FROM messages WHERE kind = 'reminder'"
    op.execute(f"INSERT INTO reminders SELECT DISTINCT round_id, made_at {reminders} AND round_id IS NOT NULL")
    op.execute(f"DELETE {reminders} AND state <> 'waiting'")
    op.execute("UPDATE audit SET facts = '{}' WHERE deed = 'reminders_sent'")


def downgrade() -> None:
    op.drop_table("reminders")
    op.drop_index(op.f("ix_sealed_comments_round_id"), "sealed_comments")
    op.drop_table("sealed_comments")
