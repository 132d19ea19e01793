"""Who may make collaborations and who made each; when somebody in a session last showed who it is."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# Whoever leads a collaboration keeps the right, and so does whoever has no role at all: such an account was made to
# begin with. Guests and those who follow an organisation were asked in to read.
KEEPS = """
UPDATE accounts SET makes_collaborations = :yes
WHERE EXISTS (SELECT 1 FROM memberships WHERE account_id = accounts.id AND role = 'facilitator')
   OR (NOT EXISTS (SELECT 1 FROM memberships WHERE account_id = accounts.id)
       AND NOT EXISTS (SELECT 1 FROM viewers WHERE account_id = accounts.id))
"""
# As far as the log remembers it.
MADE_BY = """
UPDATE collaborations SET made_by = (
    SELECT MIN(accounts.id) FROM accounts JOIN audit ON audit.actor = accounts.email
    WHERE audit.deed = 'collaboration_made' AND audit.collaboration_id = collaborations.id
)
"""


def upgrade() -> None:
    op.add_column(
        "accounts", sa.Column("makes_collaborations", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("collaborations", sa.Column("made_by", sa.String(), nullable=True))
    op.create_index(op.f("ix_collaborations_made_by"), "collaborations", ["made_by"])
    op.add_column("sessions", sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("sessions", sa.Column("typed", sa.JSON(), nullable=True))
    op.execute(sa.text(KEEPS).bindparams(yes=True))
    op.execute(MADE_BY)


def downgrade() -> None:
    op.drop_column("sessions", "typed")
    op.drop_column("sessions", "proved_at")
    op.drop_index(op.f("ix_collaborations_made_by"), "collaborations")
    op.drop_column("collaborations", "made_by")
    op.drop_column("accounts", "makes_collaborations")
