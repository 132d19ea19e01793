"""Files on their way in from other tools, how they were understood, and the latest import of an open round."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_drafts",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("header", sa.JSON(), nullable=False),
        sa.Column("header_row", sa.Integer(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("personal", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_import_drafts_account_id_accounts")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_import_drafts_round_id_rounds")),
        sa.PrimaryKeyConstraint("account_id", "round_id", name=op.f("pk_import_drafts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "import_mappings",
        sa.Column("collaboration_id", sa.String(), nullable=False),
        sa.Column("questionnaire", sa.String(), nullable=False),
        sa.Column("headers", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaborations.id"],
            name=op.f("fk_import_mappings_collaboration_id_collaborations"),
        ),
        sa.PrimaryKeyConstraint("collaboration_id", "questionnaire", "headers", name=op.f("pk_import_mappings")),
    )
    op.create_table(
        "imports",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_imports_round_id_rounds")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_imports")),
    )
    op.create_table(
        "imported_rows",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_imported_rows_round_id_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_rows")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_imported_rows_round_id"), "imported_rows", ["round_id"])


def downgrade() -> None:
    for table in ("imported_rows", "imports", "import_mappings", "import_drafts"):
        op.drop_table(table)
