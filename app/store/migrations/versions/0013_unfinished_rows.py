"""How many rows of a file on its way in were never handed in where they come from."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("import_drafts", sa.Column("unfinished", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("import_drafts", "unfinished")
