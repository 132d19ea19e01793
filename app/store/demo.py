"""What the demo's accounts lead, for taking the demo away."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, select

from app.store.collaborations import CollaborationRow, MembershipRow, OrganisationRow, PartyRow, ViewerRow
from app.store.rounds import RoundPartyRow


def led_by(connection: Connection, account_ids: Sequence[str]) -> list[tuple[str, str, bool, bool]]:
    """(id, name, whether nobody else leads it, whether it has been deleted) of what any of the accounts leads, by
    name."""
    leaders = select(MembershipRow.collaboration_id).where(MembershipRow.role == "facilitator")
    own = leaders.where(MembershipRow.account_id.in_(account_ids))
    shared = leaders.where(MembershipRow.account_id.not_in(account_ids))
    statement = (
        select(
            CollaborationRow.id,
            CollaborationRow.name,
            CollaborationRow.id.not_in(shared),
            CollaborationRow.deleted_on.is_not(None),
        )
        .where(CollaborationRow.id.in_(own))
        .order_by(CollaborationRow.name, CollaborationRow.id)
        .with_for_update(of=CollaborationRow)
    )
    return [(row[0], row[1], bool(row[2]), bool(row[3])) for row in connection.execute(statement)]


def delete_unused_organisations(connection: Connection, names: Iterable[str]) -> None:
    """Removes the organisations of those names that take part nowhere and that nobody follows."""
    used = [select(row.organisation_id) for row in (PartyRow, RoundPartyRow, ViewerRow)]
    unused = [OrganisationRow.id.not_in(one) for one in used]
    connection.execute(delete(OrganisationRow).where(OrganisationRow.name.in_(list(names)), *unused))
