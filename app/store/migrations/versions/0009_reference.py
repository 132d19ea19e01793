"""Who shares for the reference from other collaborations, and the reference as it was last made."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "collaborations", sa.Column("shares_reference", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "reference_values",
        sa.Column("collaboration_id", sa.String(), nullable=False),
        sa.Column("questionnaire_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("collaborations", sa.Integer(), nullable=False),
        sa.Column("lower", sa.Double(), nullable=True),
        sa.Column("median", sa.Double(), nullable=True),
        sa.Column("upper", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_reference_values_round_id_rounds")),
        sa.PrimaryKeyConstraint(
            "collaboration_id", "questionnaire_id", "kind", "unit", "wording", name=op.f("pk_reference_values")
        ),
    )
    op.create_index(op.f("ix_reference_values_round_id"), "reference_values", ["round_id"])


def downgrade() -> None:
    op.drop_table("reference_values")
    op.drop_column("collaborations", "shares_reference")
