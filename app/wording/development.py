"""The development of a collaboration in at most five sentences: what has clearly changed, where the group has come
closer together, who answered."""

from collections.abc import Sequence

from app.domain.change import Direction, Drift
from app.domain.comparability import Comparability
from app.domain.development import Development, Line
from app.domain.round import Kind
from app.wording.change import count_words, from_to, listed
from app.wording.marked import N_
from app.wording.translations import translations

MOST_NAMED = 3
"""Factors that a sentence names; where there are more it counts them and names the first two."""
WHOLES = {
    Direction.INCREASE: N_("As a whole there is a clear increase: %(change)s."),
    Direction.DECREASE: N_("As a whole there is a clear decrease: %(change)s."),
    Direction.NO_SURE_CHANGE: N_("As a whole there is no sure change: %(change)s."),
    Direction.NOT_TESTED: N_(
        "As a whole the mean went like this: %(change)s. Whether that is a clear change is not tested."
    ),
}
MOVED = {
    Direction.INCREASE: (
        N_("There is a clear increase in %(titles)s."),
        N_("There is a clear increase in %(number)s key factors, the largest in %(titles)s."),
    ),
    Direction.DECREASE: (
        N_("There is a clear decrease in %(titles)s."),
        N_("There is a clear decrease in %(number)s key factors, the largest in %(titles)s."),
    ),
}
WHO_DIFFERS = {
    (True, True): N_("Not the same organisations took part: %(joined)s came, %(left)s were in the first round only."),
    (True, False): N_("Not the same organisations took part: %(joined)s came after the first round."),
    (False, True): N_("Not the same organisations took part: %(left)s were in the first round only."),
}
"""By whether some have joined, and whether some have left."""
DRIFTED = {
    Drift.CLOSER: (
        N_("The group has come closer together in %(titles)s."),
        N_("The group has come closer together in %(number)s key factors, among them %(titles)s."),
    ),
    Drift.APART: (
        N_("The group has moved further apart in %(titles)s."),
        N_("The group has moved further apart in %(number)s key factors, among them %(titles)s."),
    ),
}


def in_short(found: Development, language: str) -> tuple[str, ...]:
    """The sentences, from the first round to the last."""
    said = (
        _whole(found, language),
        _directions(found, language),
        _drifts(found, language),
        who_answered(found, language),
        who_differs(found, language),
    )
    return tuple(one for one in said if one)


def who_answered(found: Development, language: str) -> str:
    """How many stand behind the first round and the last; empty where nothing is shown of either."""
    words = translations(language)
    if found.results[0].withheld or found.last.withheld:
        return ""
    facts = {"first": found.results[0].persons, "last": found.last.persons}
    if all(one.kind is Kind.JOINT for one in found.results):
        return words.gettext("%(first)d organisations answered the first time, %(last)d the last.") % facts
    if found.has_joint:
        return words.gettext(
            "In some rounds each organisation gave one joint answer, in others every person did. Compare with caution."
        )
    return words.gettext("%(first)d persons answered the first time, %(last)d the last.") % facts


def who_differs(found: Development, language: str) -> str:
    """Which organisations took part in the first round or in the last only; empty where they are the same."""
    gettext = translations(language).gettext
    names = {one: name for result in found.results for one, name in result.organisation_names.items()}
    if not found.overall.joined and not found.overall.left:
        return ""
    joined, left = ([names[one] for one in ids] for ids in (found.overall.joined, found.overall.left))
    facts = {"joined": listed(sorted(joined), language), "left": listed(sorted(left), language)}
    return gettext(WHO_DIFFERS[bool(joined), bool(left)]) % facts


def _whole(found: Development, language: str) -> str:
    gettext = translations(language).gettext
    change = found.whole.overall
    if change.comparability is Comparability.NONE:
        return gettext("The first round and the last ask nothing in the same words, so they cannot be compared.")
    if change.direction is None:
        return gettext("Too few have answered in some of the rounds for the whole to be compared.")
    return gettext(WHOLES[change.direction]) % {"change": from_to(change.before, change.after, language)}


def _directions(found: Development, language: str) -> str:
    both = [_named(MOVED[one], found.moved(one), found, language) for one in MOVED]
    said = " ".join(one for one in both if one)
    tested = any(one.overall.direction is Direction.NO_SURE_CHANGE for one in found.factors)
    if said or not tested:
        return said
    return translations(language).gettext("No single key factor shows a clear increase or decrease.")


def _drifts(found: Development, language: str) -> str:
    both = [_named(DRIFTED[one], found.drifted(one), found, language) for one in DRIFTED]
    return " ".join(one for one in both if one)


def _named(messages: tuple[str, str], lines: Sequence[Line], found: Development, language: str) -> str:
    """All of the factors by name where they are few; else how many they are, and the first two."""
    if not lines:
        return ""
    gettext = translations(language).gettext
    few, many = messages
    is_many = len(lines) > MOST_NAMED
    titles = [
        gettext("“%(words)s”") % {"words": found.last.factor(one.unit_id).factor.title.into(language)}
        for one in lines[: MOST_NAMED - 1 if is_many else MOST_NAMED]
    ]
    facts = {"titles": listed(titles, language), "number": count_words(len(lines), language)}
    return gettext(many if is_many else few) % facts
