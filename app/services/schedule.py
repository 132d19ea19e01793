"""What the period of a round brings by itself: opening and closing when the time has come."""

from datetime import datetime

from app.domain.round import Step
from app.services.audit import record
from app.services.installation import Installation
from app.services.rounds import named, store_state
from app.store import rounds


def keep_time(installation: Installation, now: datetime) -> tuple[str, ...]:
    """Opens and closes the rounds that are due, each in a transaction of its own; their codes.

    However late it runs, a round counts as closed on the day that its closing time said: no answer came in after."""
    with installation.database.reading() as connection:
        due = [one.round.id for one in rounds.due(connection, now)]
    done = tuple(code for round_id in due if (code := _keep_one(installation, round_id, now)))
    if done:
        installation.database.settle()
    return done


def _keep_one(installation: Installation, round_id: str, now: datetime) -> str:
    """The round's code, empty where nothing had to be done after all."""
    with installation.database.writing() as connection:
        stored = rounds.locked(connection, round_id)
        step = stored.round.due(now) if stored else None
        if stored is None or step is None:
            return ""
        one = stored.round
        if step is Step.OPEN:
            store_state(installation, connection, one.opened(now))
        else:
            store_state(installation, connection, one.closed(one.closes_at or now))
        deed = "round_opened" if step is Step.OPEN else "round_closed"
        record(connection, now, None, deed, stored.collaboration_id, named(one))
        return one.code
