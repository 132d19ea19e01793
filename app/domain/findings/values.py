"""What a finding is: one thing worth saying about a result, as figures and ids."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.published import Cell


class FindingKind(StrEnum):
    """What a finding says. First those about the whole, then those about one factor.

    `values` of a finding are listed in this order with each kind."""

    STRONG = "strong"
    """The group agrees that `factors` work well. values: (how many, of all)."""
    WEAK = "weak"
    """The group agrees that `factors` do not work well enough. values: (how many, of all)."""
    MIDDLE = "middle"
    """The group agrees that `factors` work in part. values: (how many, of all)."""
    DIVIDED = "divided"
    """The answers to `factors` lie far apart. values: (how many, of all)."""
    TWO_CAMPS = "two_camps"
    """The same where every one of them has two camps. values: (how many, of all)."""
    ONE_APART = "one_apart"
    """One organisation's mean lies a step or more above or below the whole's on `factors`; the cell is in `cells`.
    values: (how many, of all compared, -1 where always below, 1 where always above, 0 where both)."""
    ORGANISATIONS_DIFFER = "organisations_differ"
    """Organisations lie a step or more from each other on `factors`; `cells` are the two that do so on more than half
    of them, or none. values: (how many, of all, on how many the two)."""
    ROLES_DIFFER = "roles_differ"
    """The same between roles."""
    MANY_DO_NOT_KNOW = "many_do_not_know"
    """At least three answers in ten to `factors` are "don't know". values: (how many, of all)."""
    NO_MEAN = "no_mean"
    """Too few have given `factors` an answer for a mean. values: (how many, of all)."""
    BREADTH = "breadth"
    """Of the factors that most could judge, the group agrees on so many. values: (how many, of those, of all, 1 where
    some of the others are divided between organisations or roles alone)."""
    HEAVY = "heavy"
    """Organisations weigh differently. values: (mean, mean if all weighed the same)."""

    LEVEL_AGREED = "level_agreed"
    """The factor's level, which the group agrees on. values: (1 entirely, 0 by and large)."""
    LEVEL_SPREAD = "level_spread"
    """The factor's mean, while the answers lie apart."""
    LEVEL_TWO_CAMPS = "level_two_camps"
    """The factor's mean, while the answers gather in two camps."""
    LEVEL_APART = "level_apart"
    """The factor's mean, while organisations or roles see it differently. values: (1 where organisations do, 1 where
    roles do)."""
    LEVEL_ALONE = "level_alone"
    """The factor's mean; whether the group agrees cannot be said."""
    WITHHELD = "withheld"
    """The factor has no mean that may be shown."""
    SIDES = "sides"
    """How large a part of the answers lies at either end. values: (share weak, share strong), 0..1."""
    SIDES_COUNTED = "sides_counted"
    """The same for one statement with few answers. values: (persons weak, persons strong, persons)."""
    ORGANISATIONS_SPLIT = "organisations_split"
    """In a joint round: how many organisations rate it as working well, and as not. values: (well, not, of all)."""
    ORGANISATION_GAP = "organisation_gap"
    """The organisations in `cells` see it most differently. values: (highest mean, lowest, how many of the cells have
    the highest; they stand first)."""
    ROLE_GAP = "role_gap"
    """The same of roles."""
    STANDS_OUT = "stands_out"
    """The statement `item` lies far from the factor's other ones. values: (its mean on its own scale, -1 below or 1
    above)."""
    DO_NOT_KNOW = "do_not_know"
    """A noticeable share of the answers is "don't know". values: (share 0..1, 1 where it is so large that the group
    should find out more)."""

    WANTED_MOVES = "wanted_moves"
    """The group agrees that it should be clearly somewhere else on `factors`, which are weighed. values: (how many, of
    all that are weighed)."""
    WEIGHED_DIFFERENTLY = "weighed_differently"
    """The pictures of `factors`, which are weighed, do not match. values: (how many, of all that are weighed, 1 where
    organisations and 2 where roles alone make the difference, else 0)."""
    AS_WANTED = "as_wanted"
    """The group agrees that `factors`, which are weighed, are much where they should be. values: as WANTED_MOVES."""
    WEIGHED_ALIKE = "weighed_alike"
    """The group sees alike what weighs most in `factors`. values: as WANTED_MOVES."""

    WEIGHED_WITHHELD = "weighed_withheld"
    """Nothing may be shown of the factor."""
    WEIGHED_AT = "weighed_at"
    """Where `item` lies today. values: (1 where the group agrees, mean)."""
    WEIGHED_MOVE = "weighed_move"
    """Where `item` lies today, and where it should lie. values: (1 where the group agrees, mean today, mean wanted,
    wanted shift in steps)."""
    WEIGHED_STAY = "weighed_stay"
    """The same where it is much where it should be."""
    WEIGHED_MOST = "weighed_most"
    """The options in `parts` weigh most. values: (1 where the group agrees, the mean of each)."""
    WEIGHED_EVENLY = "weighed_evenly"
    """No option weighs more than the others."""
    WEIGHED_APART = "weighed_apart"
    """The answers to `parts` lie far apart, most so the first. values: (1 where each of them has two camps)."""
    WEIGHED_MOST_DIFFERS = "weighed_most_differs"
    """Each organisation in `cells` gives most weight to the option at the same place in `parts`."""
    WEIGHED_ORGANISATION_GAP = "weighed_organisation_gap"
    """The organisations in `cells` see the part in `parts` most differently. values: as ORGANISATION_GAP."""
    WEIGHED_ROLE_GAP = "weighed_role_gap"
    """The same of roles."""


ABOUT_THE_WHOLE = frozenset(
    {
        FindingKind.STRONG,
        FindingKind.WEAK,
        FindingKind.MIDDLE,
        FindingKind.DIVIDED,
        FindingKind.TWO_CAMPS,
        FindingKind.ONE_APART,
        FindingKind.ORGANISATIONS_DIFFER,
        FindingKind.ROLES_DIFFER,
        FindingKind.MANY_DO_NOT_KNOW,
        FindingKind.NO_MEAN,
        FindingKind.BREADTH,
        FindingKind.HEAVY,
        FindingKind.WANTED_MOVES,
        FindingKind.WEIGHED_DIFFERENTLY,
        FindingKind.AS_WANTED,
        FindingKind.WEIGHED_ALIKE,
    }
)
"""The kinds that `round_findings` gives; `factor_findings` gives the others."""
ABOUT_WHAT_IS_WEIGHED = frozenset(
    one for one in FindingKind if one.value.startswith("weighed_") or one.value in ("wanted_moves", "as_wanted")
)
"""The kinds about factors that are weighed and not scored."""


@dataclass(frozen=True)
class Finding:
    """One thing worth saying. `factors`: ids, most telling first. `hedged`: it holds for those who could answer; the
    others are too many to speak for. `few`: fewer than ten persons, of whom nothing is said in shares. `cells`: the
    organisations or roles it names, all published. `item` and `parts`: what it is about in a factor that is weighed."""

    kind: FindingKind
    factors: tuple[str, ...]
    values: tuple[float, ...] = ()
    cells: tuple[Cell, ...] = ()
    item: str | None = None
    hedged: bool = False
    few: bool = False
    parts: tuple[str, ...] = ()
