"""Rounds as rows of a list; for components/round_list.html."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.round import State
from app.domain.text import Language
from app.services.access import Act
from app.services.rounds import RoundView
from app.web.pages.progress import next_step, received_words, state_says_something


@dataclass(frozen=True)
class RoundRow:
    """One round in a list. `endpoint`: where its name leads, empty where it leads nowhere yet. `received`: how many
    have answered, in words, empty for a draft; `next_step` is empty for those who do not lead. `with_state`: whether
    its state says anything, which that of a workshop does only in the archive."""

    code: str
    title: str
    state: State
    with_state: bool
    endpoint: str
    questionnaire: str
    received: str
    next_step: str


def round_rows(views: Sequence[RoundView], language: Language) -> tuple[RoundRow, ...]:
    """The rounds in the order given; those who only read are not told of drafts."""
    return tuple(_row(view, language) for view in views if Act.LEAD in view.acts or view.round.state is not State.DRAFT)


def _row(view: RoundView, language: Language) -> RoundRow:
    leads = Act.LEAD in view.acts
    reads = _reading(view)
    return RoundRow(
        code=view.round.code,
        title=view.round.title,
        state=view.round.state,
        with_state=state_says_something(view),
        endpoint="facilitate.one_round" if leads and not view.round.is_workshop else reads,
        questionnaire=view.questionnaire.title.into(language),
        received="" if view.round.state is State.DRAFT else received_words(view),
        next_step=next_step(view) if leads else "",
    )


def _reading(view: RoundView) -> str:
    if view.round.is_workshop:
        return "workshop.show"
    return "results.show" if view.round.state.shows_results else ""
