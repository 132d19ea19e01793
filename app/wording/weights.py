"""How the dimensions weigh in the mean of the whole, in words."""

from app.domain.questionnaire import Dimension, Questionnaire
from app.wording.numbers import number
from app.wording.translations import translations


def weights_sentence(questionnaire: Questionnaire, language: str) -> str:
    """Which dimensions weigh otherwise than the others in the whole, and which do not count; empty where all weigh
    alike."""
    gettext = translations(language).gettext
    scored = [one for one in questionnaire.dimensions if _is_scored(one) and questionnaire.is_of_the_main(one)]
    counting = [one for one in scored if one.weight > 0]
    found = []
    if len({one.weight for one in counting}) > 1:
        weights = ", ".join(
            gettext("%(title)s %(weight)s")
            % {"title": one.title.into(language), "weight": number(float(one.weight), language, _decimals(one))}
            for one in counting
        )
        found.append(gettext("The dimensions weigh differently in the whole: %(weights)s.") % {"weights": weights})
    for one in scored:
        if one.weight == 0:
            words = gettext("“%(title)s” is shown, but does not count in the whole.")
            found.append(words % {"title": one.title.into(language)})
    return " ".join(found)


def _is_scored(dimension: Dimension) -> bool:
    return any(factor.ratings for factor in dimension.factors)


def _decimals(dimension: Dimension) -> int:
    """As many as it takes, at most two."""
    return next((places for places in (0, 1) if (dimension.weight * 10**places).denominator == 1), 2)
