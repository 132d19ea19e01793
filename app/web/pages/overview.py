"""The page value of templates/facilitate/overview.html."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.round import State
from app.domain.text import Language
from app.services.rounds import RoundView
from app.web.pages.progress import next_step, received_words


@dataclass(frozen=True)
class RoundRow:
    """One round in the list. `received`: how many have answered, in words, empty for a draft."""

    code: str
    title: str
    state: State
    questionnaire: str
    received: str
    next_step: str


@dataclass(frozen=True)
class CollaborationRows:
    """One collaboration and its rounds. `model` is the code of the one that a further round is made like."""

    name: str
    model: str
    rounds: tuple[RoundRow, ...]


@dataclass(frozen=True)
class OverviewPage:
    """Everything that the account facilitates; no collaborations at all for somebody new."""

    collaborations: tuple[CollaborationRows, ...]


def overview_page(views: Sequence[RoundView], language: Language) -> OverviewPage:
    """The rounds grouped by collaboration, both in the order given."""
    grouped: dict[str, list[RoundView]] = {}
    for view in views:
        grouped.setdefault(view.collaboration_id, []).append(view)
    return OverviewPage(tuple(_collaboration(found, language) for found in grouped.values()))


def _collaboration(found: Sequence[RoundView], language: Language) -> CollaborationRows:
    first = found[0].round
    return CollaborationRows(first.collaboration, first.code, tuple(_row(view, language) for view in found))


def _row(view: RoundView, language: Language) -> RoundRow:
    return RoundRow(
        code=view.round.code,
        title=view.round.title,
        state=view.round.state,
        questionnaire=view.questionnaire.title.into(language),
        received="" if view.round.state is State.DRAFT else received_words(view),
        next_step=next_step(view),
    )
