"""The rounds that go into a file, for those who may see them."""

from collections.abc import Sequence

from app.services import collaborations
from app.services.access import Act
from app.services.accounts import Account
from app.services.exports.exported import Exported, ExportedRound, Scope
from app.services.installation import Installation
from app.services.results import round_result
from app.services.rounds import RoundView, find_answered_round, rounds_of_organisation


def exported_round(installation: Installation, view: RoundView) -> Exported:
    """One round; of one that is not closed everything is withheld. Raises R025 for a workshop."""
    view.round.require_answers()
    one = ExportedRound(round_result(installation, view), view)
    return Exported(Scope.ROUND, view.round.code, view.round.title, (one,))


def round_results(installation: Installation, account: Account, code: str) -> Exported:
    """A round that the account may read. Raises R010 and, for a workshop, R025."""
    return exported_round(installation, find_answered_round(installation, account, code, Act.READ))


def collaboration_results(installation: Installation, account: Account, collaboration_id: str) -> Exported:
    """The closed rounds of the collaboration that the account may read, oldest first. Raises C010."""
    found = collaborations.find_collaboration(installation, account, collaboration_id, Act.READ)
    chosen = _with_results(found.rounds)
    results = tuple(ExportedRound(round_result(installation, view), view) for view in chosen)
    return Exported(Scope.COLLABORATION, collaboration_id, found.collaboration.name, results)


def organisation_results(installation: Installation, account: Account, organisation_id: str) -> Exported:
    """The closed rounds that the organisation took part in, in whichever collaboration, oldest first; for those who
    follow the organisation. Raises E001."""
    name, found = rounds_of_organisation(installation, account, organisation_id)
    chosen = _with_results(found)
    results = tuple(ExportedRound(round_result(installation, view), view, organisation_id) for view in chosen)
    return Exported(Scope.ORGANISATION, organisation_id, name, results)


def _with_results(found: Sequence[RoundView]) -> list[RoundView]:
    """Those that are closed and have been answered, oldest first."""
    closed = [one for one in found if one.round.state.shows_results and not one.round.is_workshop]
    return sorted(closed, key=lambda one: (str(one.round.opened_on), str(one.round.closed_on), one.round.code))
