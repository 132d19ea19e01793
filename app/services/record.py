"""Reading the record of the dialogue: of a round, of the round before, of a collaboration over all its rounds."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.errors import SamspelError
from app.domain.questionnaire import Questionnaire
from app.domain.record import Action, Record
from app.domain.round import Round, State
from app.services.access import Act, Role, acts_with_all
from app.services.accounts import Account
from app.services.installation import Installation
from app.services.rounds import RoundView
from app.store import collaborations, record, rounds
from app.store.rounds import StoredRound


@dataclass(frozen=True)
class RecordedRound:
    """A round and what was recorded after it."""

    round: Round
    questionnaire: Questionnaire
    record: Record

    @property
    def organisation_names(self) -> Mapping[str, str]:
        """Organisation id -> the name it had when the round was made."""
        return {one.id: one.name for one in self.round.organisations}


@dataclass(frozen=True)
class RecordedAction:
    """An action, and the round after which it was agreed on."""

    action: Action
    of: RecordedRound

    @property
    def organisation(self) -> str:
        """The name of the organisation that is to do it; empty where none was said."""
        return self.of.organisation_names.get(self.action.organisation_id or "", "")


@dataclass(frozen=True)
class CollaborationActions:
    """A collaboration's actions over all its rounds, those of the newest round first. `may_change`: whether the
    account that asked may tick them off."""

    collaboration_id: str
    collaboration: str
    may_change: bool
    actions: tuple[RecordedAction, ...]
    latest_code: str
    """The newest round whose dialogue can be recorded; empty when there is none."""


def require_closed(view: RoundView) -> None:
    """Raises G001 for a round that has not been closed: there has been no dialogue to record."""
    if view.round.state in (State.DRAFT, State.OPEN):
        raise SamspelError("G001")


def round_record(installation: Installation, view: RoundView) -> Record:
    """What was recorded after the round. Raises G001."""
    require_closed(view)
    with installation.database.reading() as connection:
        return record.record_of(connection, view.round.id)


def record_before(installation: Installation, view: RoundView) -> RecordedRound | None:
    """The latest earlier round of the same collaboration after which something was agreed on. A workshop is none: its
    principles would take the place of what the group agreed on when it last had answers."""
    with installation.database.reading() as connection:
        earlier = [
            one for one in rounds.of_collaboration(connection, view.collaboration_id) if _is_before(one, view.round)
        ]
        found = record.records_of(connection, [one.round.id for one in earlier])
    agreed = [one for one in earlier if found[one.round.id].has_agreements]
    latest = max(agreed, key=lambda one: str(one.round.opened_on), default=None)
    return _recorded(installation, latest, found[latest.round.id]) if latest else None


def collaboration_actions(installation: Installation, account: Account, collaboration_id: str) -> CollaborationActions:
    """The actions of the rounds that the account may read. Raises C010 when it may read nothing of the collaboration,
    as for one that does not exist."""
    with installation.database.reading() as connection:
        name = collaborations.name_of(connection, collaboration_id)
        role = collaborations.role_of(connection, account.id, collaboration_id)
        stored = rounds.of_collaboration(connection, collaboration_id)
        may = acts_with_all(connection, account, stored)
        readable = [one for one, found in zip(stored, may, strict=True) if Act.READ in found]
        found = record.records_of(connection, [one.round.id for one in readable])
    if name is None or (role is None and not readable):
        raise SamspelError("C010")
    recorded = [_recorded(installation, one, found[one.round.id]) for one in readable]
    return CollaborationActions(
        collaboration_id=collaboration_id,
        collaboration=name,
        may_change=role == Role.FACILITATOR,
        actions=tuple(RecordedAction(action, of) for of in recorded for action in of.record.actions),
        latest_code=next((one.round.code for one in readable if one.round.closed_on), ""),
    )


def _is_before(one: StoredRound, this: Round) -> bool:
    """Whether it was opened on an earlier day. A draft, which no answers have come to, is before nothing; everything
    that has been opened is before a draft."""
    if one.round.id == this.id or one.round.opened_on is None or one.round.is_workshop:
        return False
    return this.opened_on is None or one.round.opened_on < this.opened_on


def _recorded(installation: Installation, one: StoredRound, found: Record) -> RecordedRound:
    return RecordedRound(one.round, installation.questionnaire_of(one), found)
