"""Which factors the meeting about a round talks about."""

from collections.abc import Sequence
from datetime import datetime

from app.domain.errors import SamspelError
from app.domain.voting import check_factors
from app.services.accounts import Account
from app.services.audit import record
from app.services.installation import Installation
from app.services.record import require_closed
from app.services.rounds import RoundView, find_answered_round, named
from app.store import voting


def meeting_factors(installation: Installation, view: RoundView) -> tuple[str, ...]:
    """The ids of the factors that somebody chose, in their order; empty where the proposal holds."""
    with installation.database.reading() as connection:
        return voting.chosen_factors(connection, view.round.id)


def choose_factors(
    installation: Installation, account: Account, code: str, chosen: Sequence[str], now: datetime
) -> None:
    """Chooses them by hand, in the questionnaire's order. Raises R010, G001 (the round is not closed), T001 (none),
    T003 (not in the questionnaire)."""
    view = find_answered_round(installation, account, code)
    require_closed(view)
    if not chosen:
        raise SamspelError("T001")
    order = [factor.id for factor in view.questionnaire.factors]
    check_factors(chosen, order)
    keep_factors(installation, account, view, [one for one in order if one in chosen], now)


def keep_factors(
    installation: Installation, account: Account, view: RoundView, factor_ids: Sequence[str], now: datetime
) -> None:
    """Keeps them in that order, for an account that leads the round."""
    with installation.database.writing() as connection:
        voting.choose_factors(connection, view.round.id, factor_ids)
        record(connection, now, account, "meeting_chosen", view.collaboration_id, named(view.round))
