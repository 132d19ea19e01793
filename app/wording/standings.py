"""How far an action has come, in words."""

from app.domain.record import ActionState, Standing
from app.wording.marked import N_
from app.wording.translations import translations

STATES = {
    ActionState.PLANNED: N_("Planned"),
    ActionState.BEGUN: N_("Begun"),
    ActionState.DONE: N_("Done"),
    ActionState.DROPPED: N_("Dropped"),
}
OVERDUE = N_("Overdue")
STANDINGS = {
    Standing.OVERDUE: N_("Overdue actions"),
    Standing.SOON: N_("Due within 30 days"),
    Standing.LATER: N_("Due later"),
    Standing.UNDATED: N_("Without a date"),
    Standing.DONE: N_("Actions that are done"),
    Standing.DROPPED: N_("Actions that were dropped"),
}


def state_words(state: ActionState, language: str) -> str:
    """Planned, begun, done, dropped."""
    return translations(language).gettext(STATES[state])


def standing_name(standing: Standing, language: str) -> str:
    """The heading of the actions that stand so."""
    return translations(language).gettext(STANDINGS[standing])


def standing_words(standing: Standing, state: ActionState, language: str) -> str:
    """The state, and first of all that the date has passed where it has."""
    if standing is Standing.OVERDUE:
        return f"{translations(language).gettext(OVERDUE)} · {state_words(state, language).lower()}"
    return state_words(state, language)
