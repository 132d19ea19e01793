"""Changes between rounds put into words: never more than the test of the difference bears."""

from collections.abc import Sequence

from app.domain.change import Change, Direction, Drift
from app.domain.comparability import Comparability
from app.domain.published import Withheld
from app.domain.uncertainty import Interval
from app.wording.marked import N_
from app.wording.numbers import number
from app.wording.translations import translations

DIRECTIONS = {
    Direction.INCREASE: N_("Clear increase"),
    Direction.DECREASE: N_("Clear decrease"),
    Direction.NO_SURE_CHANGE: N_("No sure change"),
    Direction.NOT_TESTED: N_("Not tested"),
}
CANNOT = N_("Cannot be compared")
NOT_SHOWN = N_("Cannot be shown")
DRIFTS = {
    Drift.CLOSER: N_("The group has come closer together"),
    Drift.APART: N_("The group has moved further apart"),
    Drift.AS_BEFORE: N_("The group agrees about as much as before"),
}
DRIFTS_BRIEFLY = {
    Drift.CLOSER: N_("Closer together"),
    Drift.APART: N_("Further apart"),
    Drift.AS_BEFORE: N_("About as before"),
}
FEW = (N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight"), N_("nine"), N_("ten"))
"""Whole numbers from 2 on that are written in letters."""
MINUS = "\N{MINUS SIGN}"


def direction_words(change: Change, language: str) -> str:
    """What may be said of the difference: that it is clear, that it is not, or why nothing is said."""
    gettext = translations(language).gettext
    if change.comparability is Comparability.NONE:
        return gettext(CANNOT)
    return gettext(NOT_SHOWN if change.direction is None else DIRECTIONS[change.direction])


def drift_words(drift: Drift | None, language: str, *, briefly: bool = False) -> str:
    """Whether the group sees it more alike than it did; empty where that is not known. `briefly`: for a table."""
    if drift is None:
        return ""
    return translations(language).gettext((DRIFTS_BRIEFLY if briefly else DRIFTS)[drift])


def from_to(before: float | Withheld, after: float | Withheld, language: str) -> str:
    """3.1 → 3.6. With two decimals where one would make another difference of it than there is; empty where either is
    withheld."""
    if isinstance(before, Withheld) or isinstance(after, Withheld):
        return ""
    shown = _decimals(before, after)
    return f"{number(before, language, shown)} → {number(after, language, shown)}"


def difference_words(change: Change, language: str) -> str:
    """+0.5, with its sign; empty where it is withheld."""
    if isinstance(change.difference, Withheld) or isinstance(change.before, Withheld):
        return ""
    assert isinstance(change.after, float)
    return signed(change.difference, language, _decimals(change.before, change.after))


def interval_words(interval: Interval | Withheld, language: str, *, sign: bool = True) -> str:
    """+0.2 to +0.8, or 3.1 to 3.6; empty where there is none."""
    if isinstance(interval, Withheld):
        return ""
    low, high = (signed(one, language) if sign else number(one, language) for one in (interval.low, interval.high))
    return translations(language).gettext("%(low)s to %(high)s") % {"low": low, "high": high}


def compared_words(change: Change, language: str) -> str:
    """What was compared, where that is not everything; empty where it is."""
    words = translations(language)
    if change.comparability is Comparability.FULL:
        return ""
    if change.comparability is Comparability.NONE:
        return words.gettext("Nothing was asked in the same words both times, so there is nothing to compare.")
    facts = {"common": len(change.common), "asked": change.asked}
    if len(change.common) == change.asked:
        return words.gettext(
            "Compared on the statements that were asked in the same words both times; the first time there were more."
        )
    return (
        words.ngettext(
            "Compared on the one statement of %(asked)d that was asked in the same words both times.",
            "Compared on the %(common)d statements of %(asked)d that were asked in the same words both times.",
            len(change.common),
        )
        % facts
    )


def common_organisations_words(change: Change, language: str) -> str:
    """The same difference over the organisations that are shown both times; empty where there are none."""
    if change.common_organisations is None:
        return ""
    words, size = translations(language), len(change.organisations)
    facts = {"number": count_words(size, language), "change": from_to(*change.common_organisations, language)}
    message = words.ngettext(
        "Counted on the one organisation that can be shown both times: %(change)s.",
        "Counted on the %(number)s organisations that can be shown both times, each weighing the same: %(change)s.",
        size,
    )
    return message % facts


def count_words(size: int, language: str) -> str:
    """A number of things, in letters from two to ten."""
    return translations(language).gettext(FEW[size - 2]) if 2 <= size < 2 + len(FEW) else str(size)


def listed(words: Sequence[str], language: str) -> str:
    """A, B and C."""
    if len(words) < 2:
        return "".join(words)
    facts = {"first": ", ".join(words[:-1]), "last": words[-1]}
    return translations(language).gettext("%(first)s and %(last)s") % facts


def signed(value: float, language: str, decimals: int = 1) -> str:
    """+0.5, −0.5 or 0.0."""
    shown = number(abs(value), language, decimals)
    if not any(one in shown for one in "123456789"):
        return shown
    return f"{'+' if value > 0 else MINUS}{shown}"


def _decimals(before: float, after: float) -> int:
    """So many that the difference of what is shown is the difference as it is shown."""
    before_shown, after_shown = (float(number(one, "en")) for one in (before, after))
    difference = float(number(after - before, "en"))
    return 1 if abs(after_shown - before_shown - difference) < 0.01 else 2
