"""The rounds that go into a file, for those who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.result import RoundResult
from app.services import collaborations
from app.services.access import Act
from app.services.accounts import Account
from app.services.exports.exported import Exported, ExportedRound, Scope
from app.services.installation import Installation
from app.services.results import round_result
from app.services.rounds import RoundView, find_answered_round, rounds_of_organisation


@dataclass(frozen=True)
class Chosen:
    """Rounds that go into a file, oldest first, before their results are known. `own`: as in ExportedRound; the rest as
    in Exported."""

    scope: Scope
    id: str
    name: str
    views: tuple[RoundView, ...]
    own: str | None = None

    @property
    def for_anybody(self) -> "Chosen":
        """The same without what the account that asked may do with the rounds."""
        return replace(self, views=tuple(replace(one, acts=frozenset()) for one in self.views))

    def with_results(self, results: Sequence[RoundResult]) -> Exported:
        """The same with the results of the rounds, in their order."""
        rounds = [ExportedRound(result, view, self.own) for result, view in zip(results, self.views, strict=True)]
        return Exported(self.scope, self.id, self.name, tuple(rounds))


def exported(installation: Installation, chosen: Chosen) -> Exported:
    """The chosen rounds with their results."""
    return chosen.with_results([round_result(installation, one) for one in chosen.views])


def exported_round(installation: Installation, view: RoundView) -> Exported:
    """One round; of one that is not closed everything is withheld. Raises R025 for a workshop."""
    view.round.require_answers()
    return exported(installation, _round(view))


def round_results(installation: Installation, account: Account, code: str) -> Exported:
    """A round that the account may read. Raises R010 and, for a workshop, R025."""
    return exported(installation, chosen_round(installation, account, code))


def chosen_round(installation: Installation, account: Account, code: str) -> Chosen:
    """The same without its result."""
    return _round(find_answered_round(installation, account, code, Act.READ))


def collaboration_results(installation: Installation, account: Account, collaboration_id: str) -> Exported:
    """The closed rounds of the collaboration that the account may read, oldest first. Raises C010."""
    return exported(installation, chosen_of_collaboration(installation, account, collaboration_id))


def chosen_of_collaboration(installation: Installation, account: Account, collaboration_id: str) -> Chosen:
    """The same without their results."""
    found = collaborations.find_collaboration(installation, account, collaboration_id, Act.READ)
    return Chosen(Scope.COLLABORATION, collaboration_id, found.collaboration.name, _with_results(found.rounds))


def organisation_results(installation: Installation, account: Account, organisation_id: str) -> Exported:
    """The closed rounds that the organisation took part in, in whichever collaboration, oldest first; for those who
    follow the organisation. Raises E001."""
    return exported(installation, chosen_of_organisation(installation, account, organisation_id))


def chosen_of_organisation(installation: Installation, account: Account, organisation_id: str) -> Chosen:
    """The same without their results."""
    name, found = rounds_of_organisation(installation, account, organisation_id)
    return Chosen(Scope.ORGANISATION, organisation_id, name, _with_results(found), organisation_id)


def _round(view: RoundView) -> Chosen:
    return Chosen(Scope.ROUND, view.round.code, view.round.title, (view,))


def _with_results(found: Sequence[RoundView]) -> tuple[RoundView, ...]:
    """Those that are closed and have been answered, oldest first."""
    closed = [one for one in found if one.round.state.shows_results and not one.round.is_workshop]
    by_day = sorted(closed, key=lambda one: (str(one.round.opened_on), str(one.round.closed_on), one.round.code))
    return tuple(by_day)
