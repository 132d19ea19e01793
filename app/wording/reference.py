"""The reference from other collaborations, in words."""

from app.domain.reference import Absence, Reference
from app.wording.marked import N_
from app.wording.numbers import kept_together, number
from app.wording.translations import translations

ABSENCES = {
    Absence.NOT_SHARED: N_(
        "You are not shown how other collaborations answer, since this one does not share its own scores."
    ),
    Absence.NOT_LATEST: N_(
        "The comparison with other collaborations stands with the latest closed round of this questionnaire."
    ),
    Absence.TOO_FEW: N_(
        "You share your scores, but there is no comparison yet: it takes at least five other collaborations that have "
        "answered the same questions and that none of you can read."
    ),
}


LINE = N_(
    "Other collaborations: the median is %(median)s, and half of them lie between %(lower)s and %(upper)s "
    "(%(number)d collaborations)."
)
BRIEFLY = N_("Others: median %(median)s (half: %(lower)s–%(upper)s)")


def others_line(found: Reference, language: str, *, briefly: bool = False) -> str:
    """Where the others lie, in one sentence, or for the cell of a table."""
    sentence = translations(language).gettext(BRIEFLY if briefly else LINE)
    facts = {
        "median": number(found.median, language),
        "lower": number(found.lower, language),
        "upper": number(found.upper, language),
        "number": found.collaborations,
    }
    return kept_together(sentence % facts)


def absence_words(absent: Absence | None, language: str) -> str:
    """Why there is no comparison, for the facilitator; empty where there is one, or nothing to compare."""
    return translations(language).gettext(ABSENCES[absent]) if absent else ""
