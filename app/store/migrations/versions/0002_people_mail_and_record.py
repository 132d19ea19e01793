"""Who may what, organisations of their own, mail, the record of the dialogue, the audit log."""

import json
from datetime import date

import sqlalchemy as sa
from alembic import op

from app.store.database import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _change_accounts()
    _make_organisations()
    _change_collaborations()
    _change_rounds()
    _make_sessions()
    _make_mail()
    _make_record()
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("collaboration_id", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    _index("audit", "at", "collaboration_id")
    op.create_table(
        "daily_counts",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _foreign("daily_counts", "round_id", "rounds"),
        sa.PrimaryKeyConstraint("round_id", "day", name=op.f("pk_daily_counts")),
    )
    op.create_table(
        "participation",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(none_as_null=True), nullable=True),
        _foreign("participation", "round_id", "rounds"),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_participation")),
    )


def downgrade() -> None:
    connection = op.get_bind()
    for name in (
        "participation", "daily_counts", "audit", "actions", "principles", "notes", "suppressions", "messages",
        "invitations", "attempts", "sign_in_links", "sessions", "viewers", "parties", "organisations",
    ):  # fmt: skip
        op.drop_table(name)
    with op.batch_alter_table("rounds") as batch:
        for name in ("opens_at", "closes_at", "expected_of", "version", "answers_deleted_on"):
            batch.drop_column(name)
    leaders = list(connection.execute(sa.text("SELECT collaboration_id, account_id FROM memberships ORDER BY role")))
    with op.batch_alter_table("collaborations") as batch:
        batch.add_column(sa.Column("owner_id", sa.String(), nullable=True))
        for name in ("purpose", "form", "stage", "logo", "made_on", "deleted_on", "version"):
            batch.drop_column(name)
    for collaboration_id, account_id in reversed(leaders):
        connection.execute(
            sa.text("UPDATE collaborations SET owner_id = :owner WHERE id = :id"),
            {"owner": account_id, "id": collaboration_id},
        )
    op.drop_table("memberships")
    with op.batch_alter_table("collaborations") as batch:
        batch.alter_column("owner_id", nullable=False)
        batch.create_foreign_key(op.f("fk_collaborations_owner_id_accounts"), "accounts", ["owner_id"], ["id"])
        batch.create_index(op.f("ix_collaborations_owner_id"), ["owner_id"])
    # An account without a password cannot sign in any more: nothing has this hash.
    connection.execute(sa.text("UPDATE accounts SET password_hash = '' WHERE password_hash IS NULL"))
    with op.batch_alter_table("accounts") as batch:
        batch.alter_column("password_hash", existing_type=sa.String(), nullable=False)
        batch.drop_constraint(op.f("uq_accounts_subject"), type_="unique")
        for name in ("subject", "is_administrator", "made_on"):
            batch.drop_column(name)


def _change_accounts() -> None:
    with op.batch_alter_table("accounts") as batch:
        batch.alter_column("password_hash", existing_type=sa.String(), nullable=True)
        batch.add_column(sa.Column("subject", sa.String(), nullable=True))
        batch.add_column(sa.Column("is_administrator", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("made_on", sa.Date(), nullable=True))
    op.get_bind().execute(
        sa.text("UPDATE accounts SET is_administrator = :no, made_on = :today").bindparams(
            sa.bindparam("no", False), sa.bindparam("today", date.today(), type_=sa.Date())
        )
    )
    with op.batch_alter_table("accounts") as batch:
        batch.alter_column("is_administrator", existing_type=sa.Boolean(), nullable=False)
        batch.alter_column("made_on", existing_type=sa.Date(), nullable=False)
        batch.create_unique_constraint(op.f("uq_accounts_subject"), ["subject"])


def _make_organisations() -> None:
    """The organisations that rounds name become organisations of the installation, under the ids that answers have."""
    op.create_table(
        "organisations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("municipality_code", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("municipality_code", name=op.f("uq_organisations_municipality_code")),
    )
    op.create_table(
        "parties",
        sa.Column("collaboration_id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _foreign("parties", "collaboration_id", "collaborations"),
        _foreign("parties", "organisation_id", "organisations"),
        sa.PrimaryKeyConstraint("collaboration_id", "organisation_id", name=op.f("pk_parties")),
    )
    _index("parties", "organisation_id")
    connection = op.get_bind()
    names: dict[str, str] = {}
    parties: dict[str, list[str]] = {}
    for collaboration_id, stored in connection.execute(
        sa.text("SELECT collaboration_id, organisations FROM rounds ORDER BY made_on DESC")
    ):
        pairs = json.loads(stored) if isinstance(stored, str) else stored
        for organisation_id, name in pairs:
            names.setdefault(organisation_id, name)
        # Those of the latest round are the ones that take part now.
        parties.setdefault(collaboration_id, [organisation_id for organisation_id, _ in pairs])
    for organisation_id, name in names.items():
        connection.execute(
            sa.text("INSERT INTO organisations (id, name) VALUES (:id, :name)"), {"id": organisation_id, "name": name}
        )
    for collaboration_id, found in parties.items():
        for position, organisation_id in enumerate(found):
            connection.execute(
                sa.text("INSERT INTO parties (collaboration_id, organisation_id, position) VALUES (:c, :o, :p)"),
                {"c": collaboration_id, "o": organisation_id, "p": position},
            )
    op.create_table(
        "viewers",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        _foreign("viewers", "account_id", "accounts"),
        _foreign("viewers", "organisation_id", "organisations"),
        sa.PrimaryKeyConstraint("account_id", "organisation_id", name=op.f("pk_viewers")),
    )
    _index("viewers", "organisation_id")


def _change_collaborations() -> None:
    """Owners become facilitators, one of several that a collaboration may have."""
    op.create_table(
        "memberships",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("collaboration_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        _foreign("memberships", "account_id", "accounts"),
        _foreign("memberships", "collaboration_id", "collaborations"),
        sa.PrimaryKeyConstraint("account_id", "collaboration_id", name=op.f("pk_memberships")),
    )
    _index("memberships", "collaboration_id")
    connection = op.get_bind()
    connection.execute(
        sa.text(
            "INSERT INTO memberships (account_id, collaboration_id, role) "
            "SELECT owner_id, id, 'facilitator' FROM collaborations"
        )
    )
    with op.batch_alter_table("collaborations") as batch:
        batch.drop_index(op.f("ix_collaborations_owner_id"))
        batch.drop_constraint(op.f("fk_collaborations_owner_id_accounts"), type_="foreignkey")
        batch.drop_column("owner_id")
        batch.add_column(sa.Column("purpose", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("form", sa.String(), nullable=False, server_default="other"))
        batch.add_column(sa.Column("stage", sa.String(), nullable=False, server_default="operation"))
        batch.add_column(sa.Column("logo", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("made_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("deleted_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    first = "SELECT min(made_on) FROM rounds WHERE rounds.collaboration_id = collaborations.id"
    connection.execute(
        sa.text(f"UPDATE collaborations SET made_on = coalesce(({first}), :today)").bindparams(
            sa.bindparam("today", date.today(), type_=sa.Date())
        )
    )
    with op.batch_alter_table("collaborations") as batch:
        batch.alter_column("made_on", existing_type=sa.Date(), nullable=False)
        for name in ("purpose", "form", "stage", "version"):
            batch.alter_column(name, server_default=None)


def _change_rounds() -> None:
    with op.batch_alter_table("rounds") as batch:
        batch.add_column(sa.Column("opens_at", Moment(), nullable=True))
        batch.add_column(sa.Column("closes_at", Moment(), nullable=True))
        batch.add_column(sa.Column("expected_of", sa.JSON(none_as_null=True), nullable=True))
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("answers_deleted_on", sa.Date(), nullable=True))
    with op.batch_alter_table("rounds") as batch:
        batch.alter_column("version", server_default=None)


def _make_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("replaced_at", Moment(), nullable=True),
        _foreign("sessions", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    _index("sessions", "account_id")
    op.create_table(
        "sign_in_links",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        _foreign("sign_in_links", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_links")),
    )
    _index("sign_in_links", "account_id")
    op.create_table(
        "attempts",
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("window_begins", Moment(), nullable=False),
        sa.Column("window_ends", Moment(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", "window_begins", name=op.f("pk_attempts")),
    )


def _make_mail() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        _foreign("invitations", "round_id", "rounds"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sqlite_with_rowid=False,
    )
    _index("invitations", "round_id")
    op.create_table(
        "messages",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=True),
        sa.Column("invitation_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("claimed_until", Moment(), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        _foreign("messages", "round_id", "rounds"),
        _foreign("messages", "invitation_id", "invitations"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    _index("messages", "round_id", "invitation_id", "state")
    op.create_table(
        "suppressions",
        sa.Column("address_hash", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("address_hash", name=op.f("pk_suppressions")),
    )


def _make_record() -> None:
    op.create_table(
        "notes",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("factor_id", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _foreign("notes", "round_id", "rounds"),
        sa.PrimaryKeyConstraint("round_id", "factor_id", name=op.f("pk_notes")),
    )
    op.create_table(
        "principles",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("collaboration_id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("factor_id", sa.String(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _foreign("principles", "collaboration_id", "collaborations"),
        _foreign("principles", "round_id", "rounds"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_principles")),
    )
    _index("principles", "collaboration_id", "round_id")
    op.create_table(
        "actions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("collaboration_id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("factor_id", sa.String(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _foreign("actions", "collaboration_id", "collaborations"),
        _foreign("actions", "round_id", "rounds"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
    )
    _index("actions", "collaboration_id", "round_id", "organisation_id")


def _foreign(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
