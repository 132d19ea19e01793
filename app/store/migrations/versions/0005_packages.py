"""Rounds that ask several questionnaires together."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "round_questionnaires",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.String(), nullable=False),
        sa.Column("questionnaire_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id", "questionnaire_version"],
            ["questionnaire_versions.questionnaire_id", "questionnaire_versions.version"],
            name=op.f("fk_round_questionnaires_questionnaire_id_questionnaire_versions"),
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_round_questionnaires_round_id_rounds")),
        sa.PrimaryKeyConstraint("round_id", "position", name=op.f("pk_round_questionnaires")),
    )
    op.add_column("rounds", sa.Column("further", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("rounds") as table:
        table.drop_column("further")
    op.drop_table("round_questionnaires")
