"""Two versions of a questionnaire in words: what may be compared, what reads otherwise, what is new or gone."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.comparability import Comparability, ComparedFactor, VersionComparison
from app.domain.compared_items import Aspect, ComparedItem, MeasuredItem, measured
from app.domain.items import RatingItem
from app.domain.questionnaire import Questionnaire
from app.domain.text import Language
from app.wording.marked import N_
from app.wording.translations import translations

ASPECTS = {
    Aspect.KIND: N_("It is another kind of question."),
    Aspect.WORDS: N_("It is worded differently."),
    Aspect.ANSWERS: N_("The answers to choose from are others."),
    Aspect.DIRECTION: N_("It is turned round: agreeing now means the opposite."),
}


@dataclass(frozen=True)
class FactorDifference:
    """A factor of two versions in words. `sentence`: how far it may be compared; `details`: one by one, what is not as
    it was. No details where nothing is."""

    title: str
    sentence: str
    details: tuple[str, ...]


def whole_sentence(found: VersionComparison, language: Language) -> str:
    """How much of the later version may be compared with the earlier one, in one sentence."""
    gettext = translations(language).gettext
    if found.comparability is Comparability.FULL:
        return gettext("All questions can be compared.")
    if found.comparability is Comparability.NONE:
        return gettext("Nothing can be compared.")
    number = sum(len(one.common) for one in found.factors)
    every = sum(len(one.items) + len(one.new) for one in found.factors)
    return gettext("%(number)d of %(every)d questions can be compared.") % {"number": number, "every": every}


def newer_version_sentence(
    earlier: Questionnaire, later: Questionnaire, found: VersionComparison, language: Language
) -> str:
    """For who makes a round like an earlier one: that it will ask a newer version, and how far the two compare."""
    gettext = translations(language).gettext
    facts = {"title": later.title.into(language), "before": earlier.version, "after": later.version}
    if earlier.id == later.id:
        words = gettext(
            "The new round asks version %(after)d of “%(title)s”. The earlier round asked version %(before)d."
        )
    else:
        facts["replaced"] = earlier.title.into(language)
        words = gettext("The new round asks “%(title)s”, which replaces “%(replaced)s” of the earlier round.")
    return f"{words % facts} {whole_sentence(found, language)}"


def whole_details(found: VersionComparison, language: Language) -> tuple[str, ...]:
    """What differs between the versions as a whole: the scale, cut-offs, weights, languages."""
    gettext = translations(language).gettext
    details = []
    before, after = found.scale_lengths
    if before != after:
        words = gettext("Scores are shown on %(after)d points instead of %(before)d.")
        details.append(words % {"after": after, "before": before})
    if found.bands_changed:
        details.append(gettext("The limits for what counts as a strength or a challenge are others."))
    weighed = {one.factor_id: one for one in found.factors if one.factor_id in found.weights_changed}
    if weighed:
        names = ", ".join(_title(one, language) for one in weighed.values())
        details.append(gettext("Weighs otherwise in the mean: %(names)s.") % {"names": names})
    if found.dimensions_reweighted:
        names = ", ".join(one.title.into(language) for one in found.dimensions_reweighted)
        details.append(gettext("Weighs otherwise in the mean of the whole: %(names)s.") % {"names": names})
    if found.languages_new:
        details.append(gettext("New languages: %(names)s.") % {"names": ", ".join(found.languages_new)})
    if found.languages_gone:
        details.append(gettext("Languages that are gone: %(names)s.") % {"names": ", ".join(found.languages_gone)})
    return tuple(details)


def factor_sentence(found: ComparedFactor, language: Language) -> str:
    """How far the factor may be compared, in one sentence: “3 of 4 statements are the same”."""
    translated = translations(language)
    if found.earlier is None:
        return translated.gettext("The factor is new.")
    number, every = len(found.common), len(found.items) + len(found.new)
    rated = all(isinstance(one, RatingItem) for one in (*measured(found.earlier), *(one.later for one in found.items)))
    facts = {"number": number, "every": every}
    if found.comparability is Comparability.NONE:
        if rated:
            return translated.ngettext("The statement is another.", "No statement is the same.", every)
        return translated.ngettext("The question is another.", "No question is the same.", every)
    if number == every and not found.same_meaning:
        if rated:
            return (
                translated.ngettext("The statement is the same.", "All %(every)d statements are the same.", every)
                % facts
            )
        return translated.ngettext("The question is the same.", "All %(every)d questions are the same.", every) % facts
    if found.same_meaning:
        partly = N_("%(number)d of %(every)d statements are the same or mean the same.")
        partly = partly if rated else N_("%(number)d of %(every)d questions are the same or mean the same.")
    else:
        partly = N_("%(number)d of %(every)d statements are the same.")
        partly = partly if rated else N_("%(number)d of %(every)d questions are the same.")
    return translated.gettext(partly) % facts


def factor_difference(found: ComparedFactor, title: str, language: Language) -> FactorDifference:
    """All that is to be said of a factor that a reader of both versions may wonder about."""
    return FactorDifference(title, factor_sentence(found, language), tuple(_details(found, title, language)))


def same_meaning_sentence(one: ComparedItem, language: Language) -> str:
    """That an item is compared although it reads otherwise; to be shown wherever its figures are compared."""
    words = translations(language).gettext("Reads otherwise, but means the same: “%(after)s” (before: “%(before)s”).")
    return words % _both(one, language)


def helped_otherwise_sentence(one: ComparedItem, language: Language) -> str:
    """That an item is compared although the help text below it is another; to be shown as the one above."""
    gettext = translations(language).gettext
    before, after = one.earlier.help, one.later.help
    facts = {"words": _words(one.later, language)}
    if before is None or after is None:
        words = N_("“%(words)s” has got a help text.") if after else N_("“%(words)s” has no help text any more.")
        return gettext(words) % facts
    every = (language, *after.languages)
    shown = next((code for code in every if before.into(code) != after.into(code)), language)
    words = gettext("The help text of “%(words)s” reads otherwise: “%(after)s” (before: “%(before)s”).")
    return words % {**facts, "after": after.into(shown).rstrip("."), "before": before.into(shown).rstrip(".")}


def reworded_sentence(one: ComparedItem, language: Language) -> str:
    """An item that is not compared: how it reads now, how it read before, and what differs."""
    gettext = translations(language).gettext
    if one.aspects[0] in (Aspect.WORDS, Aspect.KIND):
        words = gettext("Not compared: “%(after)s” (before: “%(before)s”).")
    else:
        words = gettext("Not compared: “%(after)s”.")
    others = [gettext(ASPECTS[aspect]) for aspect in one.aspects if aspect is not Aspect.WORDS]
    return " ".join([words % _both(one, language), *others])


def gone_factors_sentence(found: VersionComparison, language: Language) -> str:
    """The factors that only the earlier version has; empty where there is none."""
    names = ", ".join(factor.title.into(language) for factor in found.gone)
    return translations(language).gettext("No longer asked about: %(names)s.") % {"names": names} if names else ""


def comparison_as_json(found: VersionComparison, language: Language) -> dict[str, object]:
    """The comparison for other programs: ids, and the sentences in that language."""
    return {
        "comparability": found.comparability.value,
        "sentence": whole_sentence(found, language),
        "details": list(whole_details(found, language)),
        "factors": [_factor_json(one, language) for one in found.factors],
        "gone": [factor.id for factor in found.gone],
        "scale_lengths": list(found.scale_lengths),
        "bands_changed": found.bands_changed,
        "weights_changed": [*found.weights_changed, *(one.id for one in found.dimensions_reweighted)],
        "languages_new": list(found.languages_new),
        "languages_gone": list(found.languages_gone),
    }


def _factor_json(one: ComparedFactor, language: Language) -> dict[str, object]:
    return {
        "id": one.factor_id,
        "replaces": one.earlier.id if one.earlier else None,
        "comparability": one.comparability.value,
        "sentence": factor_sentence(one, language),
        "moved": [dimension.id for dimension in one.moved] if one.moved else None,
        "items": [
            {
                "id": item.later.id,
                "replaces": item.earlier.id,
                "change": item.change.value,
                "aspects": [aspect.value for aspect in item.aspects],
                "help_changed": item.is_helped_otherwise,
                "before": item.earlier.text.into(language),
                "after": item.later.text.into(language),
            }
            for item in one.items
        ],
        "new": [item.id for item in one.new],
        "gone": [item.id for item in one.gone],
    }


def _details(found: ComparedFactor, title: str, language: Language) -> Iterator[str]:
    gettext = translations(language).gettext
    before = found.earlier.title.into(language) if found.earlier else title
    if before != title:
        yield gettext("The factor was called “%(title)s”.") % {"title": before}
    if found.moved:
        places = {"before": found.moved[0].title.into(language), "after": found.moved[1].title.into(language)}
        yield gettext("Moved from “%(before)s” to “%(after)s”.") % places
    for one in found.same_meaning:
        yield same_meaning_sentence(one, language)
    for one in found.helped_otherwise:
        yield helped_otherwise_sentence(one, language)
    for one in found.reworded:
        yield reworded_sentence(one, language)
    for label, items in ((N_("New: “%(words)s”."), found.new), (N_("Gone: “%(words)s”."), found.gone)):
        for item in items if found.earlier else ():
            yield gettext(label) % {"words": _words(item, language)}


def _both(one: ComparedItem, language: Language) -> dict[str, str]:
    """The two wordings in the reader's language, or where that has stayed as it was, in one that has not."""
    before, after = one.earlier.text, one.later.text
    every = (language, *after.languages)
    shown = next((code for code in every if before.into(code) != after.into(code)), language)
    return {"before": _words(one.earlier, shown), "after": _words(one.later, shown)}


def _words(item: MeasuredItem, language: Language) -> str:
    return item.text.into(language).rstrip(".")


def _title(found: ComparedFactor, language: Language) -> str:
    return found.earlier.title.into(language) if found.earlier else found.factor_id
