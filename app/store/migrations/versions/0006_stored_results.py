"""Results of closed rounds that are calculated once, and which organisations took part in which round."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
ROUNDS = sa.table("rounds", sa.column("id", sa.String()), sa.column("organisations", sa.JSON()))


def upgrade() -> None:
    parties = op.create_table(
        "round_parties",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_round_parties_round_id_rounds")),
        sa.PrimaryKeyConstraint("round_id", "organisation_id", name=op.f("pk_round_parties")),
    )
    op.create_index(op.f("ix_round_parties_organisation_id"), "round_parties", ["organisation_id"])
    op.create_table(
        "stored_results",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_stored_results_round_id_rounds")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_stored_results")),
    )
    op.create_index(op.f("ix_stored_results_code"), "stored_results", ["code"])
    op.create_table(
        "round_scores",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("ad", sa.Double(), nullable=True),
        sa.Column("withheld", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_round_scores_round_id_rounds")),
        sa.PrimaryKeyConstraint("round_id", "unit", "organisation", name=op.f("pk_round_scores")),
    )
    taking_part = [
        {"round_id": round_id, "organisation_id": identity}
        for round_id, organisations in op.get_bind().execute(sa.select(ROUNDS))
        for identity in dict.fromkeys(one[0] for one in organisations)
    ]
    if taking_part:
        op.bulk_insert(parties, taking_part)


def downgrade() -> None:
    op.drop_table("round_scores")
    op.drop_table("stored_results")
    op.drop_table("round_parties")
