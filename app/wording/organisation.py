"""What is said of one organisation in all its collaborations: why a figure is missing, and what recurs."""

from app.domain.organisation_picture import Missing
from app.domain.recurring import Leaning, Recurrence
from app.wording.marked import N_
from app.wording.translations import translations

MISSING = {
    Missing.PROTECTED: N_(
        "Fewer than %(k)d from the organisation have answered, or the figure could point at somebody."
    ),
    Missing.NO_ANSWER: N_("The organisation has handed in no joint answer to this."),
    Missing.NOT_EVEN_THE_GROUP: N_("Nothing can be shown of the collaboration as a whole either."),
    Missing.NOT_ASKED: N_("The round did not ask this."),
    Missing.DELETED: N_("The answers have been deleted, since they had been kept as long as they may be."),
}
RECURS = {
    Leaning.SHORT: N_("Falls short in %(times)d of the %(of)d collaborations where the figure can be shown."),
    Leaning.STRONG: N_("Strong in %(times)d of the %(of)d collaborations where the figure can be shown."),
}


def missing_words(missing: Missing, smallest_group: int, language: str) -> str:
    """Why the organisation's own figure is not shown, in a sentence."""
    return translations(language).gettext(MISSING[missing]) % {"k": smallest_group}


def recurrence_words(one: Recurrence, language: str) -> str:
    """In how many of how many collaborations the factor leans so."""
    return translations(language).gettext(RECURS[one.leaning]) % {"times": one.times, "of": one.of}
