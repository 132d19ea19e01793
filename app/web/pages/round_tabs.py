"""The places of one round, in the order in which a facilitator needs them."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.round import State
from app.services.access import Act
from app.services.rounds import RoundView
from app.web.languages import gettext as _


@dataclass(frozen=True)
class Tab:
    """A place of the round: an endpoint that takes `code`, and its name."""

    endpoint: str
    name: str


def round_tabs(view: RoundView) -> tuple[Tab, ...]:
    """The places that there are for a round in its state, and that the account may go to."""
    return tuple(
        Tab(endpoint, name())
        for endpoint, name, act, states in (_WORKSHOP if view.round.is_workshop else _TABS)
        if act in view.acts and view.round.state in states
    )


_ANY = frozenset(State)
_TABS: tuple[tuple[str, Callable[[], str], Act, frozenset[State]], ...] = (
    ("facilitate.one_round", lambda: _("The round"), Act.LEAD, _ANY),
    ("invitations.show", lambda: _("Invitations"), Act.LEAD, _ANY),
    ("following.show", lambda: _("Follow"), Act.LEAD, _ANY),
    ("paper.key_in", lambda: _("Paper"), Act.LEAD, _ANY),
    ("results.show", lambda: _("Results"), Act.READ, frozenset({State.CLOSED, State.ARCHIVED})),
    ("presentation.overview", lambda: _("Presentation"), Act.READ, frozenset({State.CLOSED, State.ARCHIVED})),
    ("comments.show", lambda: _("Comments"), Act.LEAD, frozenset({State.CLOSED, State.ARCHIVED})),
    ("record.overview", lambda: _("The conversation"), Act.READ, frozenset({State.CLOSED, State.ARCHIVED})),
)
_WORKSHOP: tuple[tuple[str, Callable[[], str], Act, frozenset[State]], ...] = (
    ("workshop.show", lambda: _("The workshop"), Act.READ, _ANY),
    ("facilitate.one_round", lambda: _("The round"), Act.LEAD, _ANY),
)
