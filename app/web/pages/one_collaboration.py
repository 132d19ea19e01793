"""The page value of templates/collaborations/show.html."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.round import State
from app.domain.text import Language
from app.services.access import Act
from app.services.collaborations import CollaborationView
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.pages.progress import next_step
from app.web.pages.round_rows import RoundRow, round_rows
from app.wording.collaborations import FORMS, STAGES


@dataclass(frozen=True)
class PartyRow:
    """An organisation; `county` of a municipality, empty for others."""

    name: str
    county: str


@dataclass(frozen=True)
class NextStep:
    """What the facilitator does next: a sentence, and the button that does it. `code`: the round that it is about,
    whose name is the heading then; empty for making one."""

    heading: str
    words: str
    button: str
    code: str


@dataclass(frozen=True)
class CollaborationPage:
    """One collaboration. `next_step` is None for those who only read; `model`: the code of the round that the next one
    is made like, empty before the first."""

    id: str
    name: str
    kicker: str
    purpose: str
    has_logo: bool
    version: int
    leads: bool
    parties: tuple[PartyRow, ...]
    next_step: NextStep | None
    rounds: tuple[RoundRow, ...]
    archived: tuple[RoundRow, ...]
    model: str


def collaboration_page(view: CollaborationView, counties: Mapping[str, str], language: Language) -> CollaborationPage:
    """The collaboration in words. `counties`: municipality code -> name of its county."""
    one, leads = view.collaboration, Act.LEAD in view.acts
    current = [found for found in view.rounds if found.round.state is not State.ARCHIVED]
    archived = [found for found in view.rounds if found.round.state is State.ARCHIVED]
    return CollaborationPage(
        id=one.id,
        name=one.name,
        kicker=f"{_(FORMS[one.form])} · {_(STAGES[one.stage])}",
        purpose=one.purpose,
        has_logo=one.has_logo,
        version=one.version,
        leads=leads,
        parties=tuple(PartyRow(party.name, counties.get(party.municipality_code or "", "")) for party in one.parties),
        next_step=_next_step(view.rounds) if leads else None,
        rounds=round_rows(current, language),
        archived=round_rows(archived, language),
        model=view.rounds[0].round.code if view.rounds else "",
    )


def _next_step(rounds: tuple[RoundView, ...]) -> NextStep:
    """What the round that waits says: an open one first, then a draft, then the latest result."""
    for state, button in (
        (State.OPEN, _("Go to the open round")),
        (State.DRAFT, _("Go to the draft")),
        (State.CLOSED, _("Go to the round")),
    ):
        found = next((view for view in rounds if view.round.state is state), None)
        if found is not None:
            return NextStep(found.round.title, next_step(found), button, found.round.code)
    words = _("Next: make a round, so that the working group can answer. Nothing is sent until you hand out the link.")
    return NextStep(_("What to do next"), words, _("Make the first round") if not rounds else _("New round"), "")
