"""How far a round has come, in words."""

from app.domain.round import Kind, State
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.languages import ngettext


def expected_sheets(view: RoundView) -> int | None:
    """How many sheets are expected: one from each organisation in a joint round, else what the facilitator stated."""
    return len(view.round.organisations) if is_joint(view) else view.round.expected


def is_joint(view: RoundView) -> bool:
    """Whether each organisation hands in one agreed sheet."""
    return view.round.rules.kind is Kind.JOINT


def needed_sheets(view: RoundView) -> int:
    """The number of sheets from which figures can be shown at all."""
    return 1 if is_joint(view) else view.round.rules.smallest_group


def state_says_something(view: RoundView) -> bool:
    """Whether the state is worth showing: a workshop counts as closed from the beginning, which would mislead."""
    return not view.round.is_workshop or view.round.state is State.ARCHIVED


def received_figure(view: RoundView) -> str:
    """How many have answered, as a figure: "12", "≥ 10" or "< 5"."""
    if not view.in_steps:
        return str(view.received)
    return f"≥ {view.received}" if view.received else f"< {view.round.rules.smallest_group}"


def received_words(view: RoundView) -> str:
    """How many have answered, of those expected where that is known."""
    if view.round.is_workshop:
        return _("Workshop without answers")
    expected = expected_sheets(view)
    if view.in_steps:
        return _in_steps(view, expected)
    if is_joint(view):
        words = _("%(received)d of %(expected)d organisations have handed in their answer")
        return words % {"received": view.received, "expected": expected}
    if expected:
        return _("%(received)d of %(expected)d have answered") % {"received": view.received, "expected": expected}
    return ngettext("%(num)d has answered", "%(num)d have answered", view.received) % {"num": view.received}


def _in_steps(view: RoundView, expected: int | None) -> str:
    facts = {"received": view.received, "expected": expected, "k": view.round.rules.smallest_group}
    if not view.received:
        return _("Fewer than %(k)d have answered") % facts
    words = _("At least %(received)d of %(expected)d have answered") if expected else ""
    return (words or _("At least %(received)d have answered")) % facts


def next_step(view: RoundView) -> str:
    """What the facilitator does next."""
    if view.round.is_workshop:
        if view.round.state is State.ARCHIVED:
            return _("Archived. What you wrote is kept.")
        return _("Next: word your principles together, and print the agreement.")
    enough = view.received >= needed_sheets(view)
    expected = expected_sheets(view)
    if view.round.state is State.DRAFT:
        return _("Next: open the round and hand out the link.")
    if view.round.state is State.ARCHIVED:
        return _("Archived. The results are kept.")
    if view.round.state is State.OPEN:
        if not enough:
            words = ngettext(
                "Next: hand out the link. At least %(num)d answer is needed before anything can be shown.",
                "Next: hand out the link. At least %(num)d answers are needed before anything can be shown.",
                needed_sheets(view),
            )
            return words % {"num": needed_sheets(view)}
        if expected and view.received >= expected:
            return _("Next: close the round. All those expected have answered.")
        return _("Next: close the round when those who should have answered.")
    if not enough:
        return _("Next: open the round again to take more answers, or talk from the dialogue document without figures.")
    return _("Next: look at the results and print the dialogue document.")
