"""The page value of templates/record/actions.html: a collaboration's actions over all its rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.record import ActionState, Standing, in_date_order
from app.domain.text import Language
from app.services.record import CollaborationActions, RecordedAction
from app.web.languages import gettext as _
from app.web.pages.record_entries import ActionLine, action_line
from app.web.pages.record_overview import factor_address
from app.web.pages.undo import Undo
from app.wording.marked import N_
from app.wording.standings import standing_name

STEPS: Mapping[ActionState, Sequence[tuple[ActionState, str]]] = {
    ActionState.PLANNED: (
        (ActionState.DONE, N_("Done")),
        (ActionState.BEGUN, N_("Begun")),
        (ActionState.DROPPED, N_("Drop it")),
    ),
    ActionState.BEGUN: ((ActionState.DONE, N_("Done")), (ActionState.DROPPED, N_("Drop it"))),
    ActionState.DONE: ((ActionState.BEGUN, N_("Take it up again")),),
    ActionState.DROPPED: ((ActionState.PLANNED, N_("Take it up again")),),
}
"""The states that one click leads to, the likeliest first, and the words on the button."""


@dataclass(frozen=True)
class ActionRow:
    """An action, the round and the factor that it comes from, and the states it may be given: (state, its words)."""

    id: str
    code: str
    version: int
    line: ActionLine
    round_title: str
    factor: str
    address: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ActionGroup:
    """The actions that stand alike."""

    standing: Standing
    title: str
    rows: tuple[ActionRow, ...]


@dataclass(frozen=True)
class ActionsPage:
    """All actions that fit the filter, those that need attention first. `any_at_all`: without the filter."""

    collaboration_id: str
    collaboration: str
    may_change: bool
    any_at_all: bool
    latest_code: str
    groups: tuple[ActionGroup, ...]
    responsibles: tuple[str, ...]
    organisations: tuple[str, ...]
    responsible: str
    organisation: str
    undo: Undo | None


def actions_page(
    found: CollaborationActions,
    responsible: str,
    organisation: str,
    today: date,
    language: Language,
    undo: Undo | None,
) -> ActionsPage:
    """The actions of that responsible function and that organisation; empty words ask for all."""
    fitting = [
        one
        for one in found.actions
        if responsible in ("", one.action.responsible) and organisation in ("", one.organisation)
    ]
    return ActionsPage(
        collaboration_id=found.collaboration_id,
        collaboration=found.collaboration,
        may_change=found.may_change,
        any_at_all=bool(found.actions),
        latest_code=found.latest_code,
        groups=_groups(fitting, today, language),
        responsibles=tuple(sorted({one.action.responsible for one in found.actions}, key=str.casefold)),
        organisations=tuple(sorted({one.organisation for one in found.actions if one.organisation}, key=str.casefold)),
        responsible=responsible,
        organisation=organisation,
        undo=undo,
    )


def _groups(fitting: Sequence[RecordedAction], today: date, language: Language) -> tuple[ActionGroup, ...]:
    by_id = {one.action.id: one for one in fitting}
    ordered = [by_id[action.id] for action in in_date_order(one.action for one in fitting)]
    groups = (
        ActionGroup(
            standing,
            standing_name(standing, language),
            tuple(_row(one, today, language) for one in ordered if one.action.standing(today) is standing),
        )
        for standing in Standing
    )
    return tuple(group for group in groups if group.rows)


def _row(one: RecordedAction, today: date, language: Language) -> ActionRow:
    titles = {factor.id: factor.title.into(language) for factor in one.of.questionnaire.factors}
    return ActionRow(
        id=one.action.id,
        code=one.of.round.code,
        version=one.action.version,
        line=action_line(one.action, one.organisation, today, language),
        round_title=one.of.round.title,
        factor=titles.get(one.action.factor_id or "", ""),
        address=factor_address(one.of.round.code, one.action.factor_id),
        steps=tuple((state.value, _(words)) for state, words in STEPS[one.action.state]),
    )
