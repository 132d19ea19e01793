"""The words of the files that results are exported to: headings, what each column means, reasons."""

from app.domain.published import Reason, Withheld
from app.domain.result import RoundResult
from app.domain.round import Kind
from app.wording.marked import N_
from app.wording.sentences import WITHHELD, withheld_words
from app.wording.translations import translations

UNITS = {
    "whole": N_("The whole"),
    "dimension": N_("Dimension"),
    "factor": N_("Factor"),
    "item": N_("Question"),
    "choice": N_("Question with options"),
    "comment": N_("Free-text question"),
}
"""What a row is about."""
BREAKDOWNS = {"organisation": N_("Organisation"), "level": N_("Role")}
ITEM_KINDS = {
    "rating": N_("Statement on a scale"),
    "level": N_("Levels described by behaviour"),
    "bipolar": N_("Position between two poles"),
    "bipolar_pair": N_("Position between two poles, today and as it should be"),
    "level_pair": N_("Level today and as it should be"),
    "ranking": N_("Order of importance"),
    "allocation": N_("Points to share out"),
    "single_choice": N_("One option"),
    "multiple_choice": N_("Several options"),
    "comment": N_("Free text"),
}
ROUND_KINDS = {
    Kind.INDIVIDUAL: N_("Individual answers, anonymous"),
    Kind.JOINT: N_("One joint answer per organisation"),
    Kind.WORKSHOP: N_("A workshop without answers"),
}
OWN_REASONS = {
    "merged": N_("Not shown by itself: too few have answered, so they are counted together with others."),
    "no_answers": N_("Not shown: nobody in the organisation has answered."),
}
"""Why an organisation has no figure of its own, besides the reasons of disclosure control."""
COLUMNS = {
    "round": N_("The code of the round."),
    "collaboration": N_("The name of the collaboration."),
    "opened_on": N_("The day on which the round was opened first."),
    "closed_on": N_("The day on which the round was closed."),
    "questionnaire": N_("The id of the questionnaire."),
    "version": N_("The version of the questionnaire that was answered."),
    "unit": N_("What the row is about: whole, dimension, factor, item, choice or comment."),
    "id": N_("The id of what the row is about; the same in every round that asks it."),
    "part": N_("Of questions with parts: now, wanted or the id of an option. Otherwise empty."),
    "text": N_("What the dimension or factor is called, or how the question is worded."),
    "breakdown": N_("Organisation or level where the row is about a part of the group; empty for all who answered."),
    "cell": N_("Which part of the group: an organisation or role, or several that were put together."),
    "cell_name": N_("The name of the part of the group."),
    "statistic": N_(
        "What the value is: mean, n, n_largest, dont_know, not_applicable, dont_know_share, no_answer, ad, "
        "r_wg, count, "
        "shift or organisation_balanced."
    ),
    "code": N_("For count: the code that so many answers have, 1 and up. High is strong."),
    "value": N_("The figure, with at most two decimals. Empty where it is withheld."),
    "n": N_(
        "Valid answers. For a dimension or factor the fewest and most to any of its statements; for the whole, persons."
    ),
    "n_largest": N_("For a dimension or factor: the most valid answers to any of its statements."),
    "dont_know": N_("How many answered “don't know”."),
    "not_applicable": N_("How many answered that it does not apply to them; empty where that is not offered."),
    "dont_know_share": N_("“Don't know” as a share of all answers, 0 to 1."),
    "no_answer": N_("How many left the question out."),
    "mean": N_(
        "The mean of the valid answers, in the numbers that the points are written as. Reverse-worded statements are "
        "turned: high is always strong."
    ),
    "band": N_("strength, develop or concern, by the cut-offs of the questionnaire."),
    "ad": N_("How far the answers lie from the median on average, in steps of the scale. 0: all agree."),
    "r_wg": N_("Agreement compared with answers given at random, 0 to 1. 1: all agree."),
    "agreement": N_("alike, spread or two_camps."),
    "organisation_balanced": N_("The mean if each organisation weighed the same, however many answered."),
    "place": N_("What the factor is for in the dialogue: find_out_more, divided, challenge, develop or strength."),
    "shift": N_("The mean as it should be minus the mean today, in the numbers of the scale."),
    "count_1 …": N_("How many answers have code 1, 2 and so on."),
    "withheld": N_("Why a figure is not shown; empty where it is."),
}
"""What each column of the CSV files, and each statistic of the long format, means."""
READING = (
    (
        N_("What this is"),
        N_(
            "Results of self-assessments of collaboration, made with Samspel. Each sheet is a table to filter and sort."
        ),
    ),
    (
        N_("Who is behind the figures"),
        N_(
            "There is no row per person. Figures about fewer than the smallest group are not shown, and small "
            "organisations or roles are counted together. The reason stands where a figure is missing."
        ),
    ),
    (
        N_("Means"),
        N_(
            "A mean says where the group stands on the scale; high is strong. “Don't know” and questions left out do "
            "not count in it. A dimension is the mean of its factors, and a factor the mean of its statements."
        ),
    ),
    (
        N_("Agreement"),
        N_(
            "AD is how far the answers lie from the median on average, in steps of the scale. r_WG compares the spread "
            "with answers given at random. Look at them together with the mean: 3.0 can mean that everybody answered "
            "3, or that half answered 1 and half 5."
        ),
    ),
    (
        N_("Rounding"),
        N_("Figures have two decimals. Bands and classes are set from the exact figures."),
    ),
    (
        N_("Using the figures"),
        N_(
            "The figures are for dialogue within the collaboration, not for ranking. They belong to those who "
            "answered: agree before you pass them on, and let this sheet go with them."
        ),
    ),
)
"""How the figures are to be read: heading and words."""


def heading_of(messages: dict[str, str], key: str, language: str) -> str:
    """The words for a key; nothing for one that has none."""
    return translations(language).gettext(messages[key]) if key in messages else ""


def reason_words(reason: str, result: RoundResult, language: str) -> str:
    """Why a figure is not shown; nothing where it is."""
    if not reason:
        return ""
    if reason in OWN_REASONS:
        return translations(language).gettext(OWN_REASONS[reason])
    return withheld_words(Withheld(Reason(reason)), result, language)


def reasons(language: str, smallest_groups: str) -> dict[str, str]:
    """Every reason that files give. `smallest_groups`: those of the file's rounds, such as 5 or 4/5."""
    gettext = translations(language).gettext
    plain = {one.value: gettext(words).replace("%(k)d", smallest_groups) for one, words in WITHHELD.items()}
    return plain | {key: gettext(words) for key, words in OWN_REASONS.items()}
