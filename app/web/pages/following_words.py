"""What cannot be shown about a round, why, and what would help."""

from app.domain.published import Reason, Withheld
from app.domain.round import State
from app.services.following import Following
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.pages.progress import is_joint


def why_withheld(withheld: Withheld, view: RoundView) -> str:
    """Why there is no breakdown of those who have answered."""
    messages = {
        Reason.TOO_FEW_PERSONS: _("Shown when at least %(k)d have answered."),
        Reason.ONE_CELL: _("Shown when there are two groups of at least %(k)d. Smaller ones are put together."),
        Reason.NOT_CLOSED: _(
            "Shown when the round is closed. Before that, two looks at this page could tell which role somebody has."
        ),
        Reason.REOPENED: _(
            "Not shown, since the round has been opened again: the difference to what was shown before could point at "
            "somebody."
        ),
        Reason.WOULD_ISOLATE: _(
            "Not shown: together with the organisations it could tell which role a single person has."
        ),
    }
    return messages[withheld.reason] % {"k": view.round.rules.smallest_group}


def outlook_words(view: RoundView, found: Following) -> tuple[str, ...]:
    """Warnings about a group that is or will be too small for what the facilitator wants to see, from the numbers
    expected alone; nothing for a joint round, or when nothing can be changed any more."""
    if is_joint(view) or view.round.state not in (State.DRAFT, State.OPEN):
        return ()
    k, expected = view.round.rules.smallest_group, view.round.expected or sum(found.expected_of.values())
    if 0 < expected < k:
        words = _(
            "You expect %(expected)d answers, but no figures can be shown for fewer than %(k)d. Invite more, or choose "
            "joint answers or a smaller group in a new round."
        )
        return (words % {"expected": expected, "k": k},)
    if found.outlook is None:
        return (_no_comparison(k),) if 0 < expected < 2 * k else ()
    names = {one.id: one.name for one in view.round.organisations}
    small = ", ".join(f"{names[one]} ({found.expected_of[one]})" for one in found.outlook.small if one in names)
    warnings = [_no_comparison(k)] if found.outlook.withheld else []
    if small:
        words = _(
            "Fewer than %(k)d are expected from: %(names)s. They are put together with others and not shown by "
            "themselves. Invite more from there if you want to see them."
        )
        warnings.append(words % {"k": k, "names": small})
    return tuple(warnings)


def _no_comparison(k: int) -> str:
    words = _(
        "With the numbers that you expect, organisations cannot be compared: that takes two groups of at least %(k)d "
        "each. The whole group's figures are shown all the same."
    )
    return words % {"k": k}
