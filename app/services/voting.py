"""The vote in the meeting: opened and closed by the facilitator, cast on phones without an account.

Only numbers per factor are kept, never a ballot, and only `app.domain.voting.published_vote` lets them out."""

from datetime import datetime

from app.domain.errors import SamspelError
from app.domain.voting import Vote, VoteState, check_ballot, published_vote
from app.services.accounts import Account
from app.services.audit import record
from app.services.installation import Installation
from app.services.meeting import keep_factors
from app.services.record import require_closed
from app.services.rounds import RoundView, find_answered_round, named
from app.services.secret_tokens import hash_of
from app.store import voting
from app.store.voting import StoredVote


def find_vote(installation: Installation, view: RoundView) -> Vote | None:
    """What may be shown of the round's vote; None when there has been none."""
    with installation.database.reading() as connection:
        stored = voting.vote_of(connection, view.round.id)
    return _published(view, stored) if stored else None


def open_vote(installation: Installation, account: Account, code: str, now: datetime) -> None:
    """Opens a vote; a closed one and its votes are gone with that. Raises R010, G001 (the round is not closed), T005
    (a vote is open)."""
    view = find_answered_round(installation, account, code)
    require_closed(view)
    with installation.database.writing() as connection:
        before = voting.locked(connection, view.round.id)
        if before and before.state == VoteState.OPEN:
            raise SamspelError("T005")
        voting.begin(connection, view.round.id, before.number + 1 if before else 1, _order(view))
        record(connection, now, account, "vote_opened", view.collaboration_id, named(view.round))


def close_vote(installation: Installation, account: Account, code: str, now: datetime) -> None:
    """Closes the vote; closing twice does nothing more. Raises R010, T004 (there is none)."""
    view = find_answered_round(installation, account, code)
    with installation.database.writing() as connection:
        stored = voting.locked(connection, view.round.id)
        if stored is None:
            raise SamspelError("T004")
        if stored.state == VoteState.OPEN:
            voting.end(connection, view.round.id)
            record(connection, now, account, "vote_closed", view.collaboration_id, named(view.round))
    installation.database.settle()


def take_leading(installation: Installation, account: Account, code: str, now: datetime) -> None:
    """Makes the three factors with most votes those that the meeting talks about. Raises R010, T006 (no result)."""
    view = find_answered_round(installation, account, code)
    vote = find_vote(installation, view)
    if vote is None or not vote.leading:
        raise SamspelError("T006")
    keep_factors(installation, account, view, vote.leading, now)


def takes_votes(installation: Installation, view: RoundView) -> bool:
    """Whether somebody could vote now. While a round is open again its vote rests."""
    with installation.database.reading() as connection:
        stored = voting.vote_of(connection, view.round.id)
    return _is_open(view, stored)


def cast_vote(installation: Installation, view: RoundView, token: str, chosen: list[str]) -> bool:
    """Counts what a device chose. False when it had voted already, and nothing is counted then.

    Raises T001, T002, T003 (the ballot), T004 (no vote is open)."""
    ballot = check_ballot(chosen, _order(view))
    with installation.database.writing() as connection:
        stored = voting.locked(connection, view.round.id)
        if stored is None or not _is_open(view, stored):
            raise SamspelError("T004")
        return voting.cast(connection, view.round.id, _mark(view, stored, token), ballot)


def has_voted(installation: Installation, view: RoundView, token: str) -> bool:
    """Whether the device has voted in the vote that is open."""
    with installation.database.reading() as connection:
        stored = voting.vote_of(connection, view.round.id)
        return stored is not None and voting.has_voted(connection, _mark(view, stored, token))


def _published(view: RoundView, stored: StoredVote) -> Vote:
    state = VoteState(stored.state)
    return published_vote(state, stored.voters, stored.counts, _order(view), view.round.rules)


def _is_open(view: RoundView, stored: StoredVote | None) -> bool:
    return stored is not None and stored.state == VoteState.OPEN and view.round.state.shows_results


def _order(view: RoundView) -> list[str]:
    return [factor.id for factor in view.questionnaire.factors]


def _mark(view: RoundView, stored: StoredVote, token: str) -> str:
    """A device has another mark in every vote, so that nobody can follow it from one to the next."""
    return hash_of(f"vote {view.round.id} {stored.number} {token}")
