"""Classes and reasons put into words: never more than the numbers say."""

from collections.abc import Mapping

from app.domain.agreement import AgreementClass
from app.domain.dialogue import Place, PlaceReason, ReasonKind
from app.domain.published import Reason, Withheld
from app.domain.result import FactorResult, RoundResult
from app.domain.round import Kind
from app.domain.scale import Band
from app.wording.marked import N_
from app.wording.names import level_name, organisation_name
from app.wording.numbers import number, out_of, percent
from app.wording.translations import translations
from app.wording.weighing import telling_reasons, weighed_place_words, weighing_reason

BANDS = {Band.STRENGTH: N_("Strength"), Band.DEVELOP: N_("To develop"), Band.CONCERN: N_("Challenge")}
AGREEMENTS = {
    AgreementClass.ALIKE: N_("We see it alike"),
    AgreementClass.SPREAD: N_("Some spread"),
    AgreementClass.TWO_CAMPS: N_("Two camps"),
}
DIFFER = {
    (True, False): N_("Little spread, but organisations differ"),
    (False, True): N_("Little spread, but roles differ"),
    (True, True): N_("Little spread, but organisations and roles differ"),
}
"""By whether organisations and roles differ, where answers that lie close together have different pictures."""
DIFFER_BRIEFLY = {
    (True, False): N_("Organisations differ"),
    (False, True): N_("Roles differ"),
    (True, True): N_("Organisations and roles differ"),
}
PLACES = {
    Place.FIND_OUT_MORE: N_("Find out more"),
    Place.DIVIDED: N_("Different pictures"),
    Place.CHALLENGE: N_("Shared challenge"),
    Place.DEVELOP: N_("Develop further"),
    Place.STRENGTH: N_("Strength to build on"),
}
PLACE_EXPLANATIONS = {
    Place.FIND_OUT_MORE: N_("Many do not know, or too few have answered. Begin by finding out how things are."),
    Place.DIVIDED: N_("You see it differently. Listen to each other's pictures before you discuss what to do."),
    Place.CHALLENGE: N_("You agree that this does not work well enough. Talk about what is needed."),
    Place.DEVELOP: N_("This works in part. Talk about what the next step could be."),
    Place.STRENGTH: N_("This works well, and you agree on it. Talk about why, and how you keep it that way."),
}
WITHHELD = {
    Reason.NOT_CLOSED: N_("Not shown, since the round is not closed."),
    Reason.TOO_FEW_PERSONS: N_("Not shown, since fewer than %(k)d have answered."),
    Reason.TOO_FEW_ANSWERS: N_("Not shown, since too few have given an answer here."),
    Reason.ONE_CELL: N_("Not shown, since there are not two groups that are large enough to compare."),
    Reason.SMALL_CELL: N_("Not shown, since some group has fewer than %(k)d answers here."),
    Reason.WOULD_ISOLATE: N_("Not shown, since a single person's answer could be worked out from it."),
    Reason.PER_FACTOR: N_("Not shown, since roles are compared for whole factors only."),
    Reason.REOPENED: N_("Not shown, since the round was reopened after the results had been shown."),
    Reason.TOO_FEW_ITEMS: N_("Not shown, since fewer than half of the statements can be shown."),
    Reason.NOT_ASKED: N_("Not shown, since it was not asked."),
    Reason.TIED_PARTS: N_("Not shown, since the parts of an answer hang together; only organisations are compared."),
    Reason.NOT_SCORED: N_("Not shown, since something is weighed here and has no mean."),
    Reason.JOINT: N_("Not shown, since each organisation has handed in one joint answer."),
    Reason.DELETED: N_("The answers have been deleted, since they had been kept as long as they may be."),
}
NOBODY_YET = N_("Not shown, since nobody has answered.")
"""In a joint round one answer is enough, so the smallest group would be the wrong reason."""


def band_words(band: Band, language: str) -> str:
    """Strength, to develop, challenge."""
    return translations(language).gettext(BANDS[band])


def agreement_words(found: AgreementClass, language: str) -> str:
    """Alike, some spread, two camps."""
    return translations(language).gettext(AGREEMENTS[found])


def place_words(place: Place, language: str) -> str:
    """What the factor is for in the dialogue."""
    return translations(language).gettext(PLACES[place])


def factor_place_words(factor: FactorResult, language: str) -> str:
    """What that factor is for in the dialogue: one that is weighed has no strength and no challenge, but is where the
    group wants to be, or not."""
    if factor.is_scored or factor.place in (Place.DIVIDED, Place.FIND_OUT_MORE):
        return place_words(factor.place, language)
    return weighed_place_words(factor, language)


def factor_agreement_words(factor: FactorResult, language: str, *, briefly: bool = False) -> str:
    """How alike the group sees the factor; empty where that is not shown. Answers that lie close together while
    organisations or roles differ are no shared picture. `briefly`: for the cells of a table."""
    if isinstance(factor.agreement, Withheld):
        return ""
    alike = factor.agreement.agreement_class is AgreementClass.ALIKE
    kinds = {reason.kind for reason in factor.reasons}
    gaps = (ReasonKind.ORGANISATION_GAP in kinds, ReasonKind.LEVEL_GAP in kinds)
    if not (alike and factor.place is Place.DIVIDED and any(gaps)):
        return agreement_words(factor.agreement.agreement_class, language)
    return translations(language).gettext((DIFFER_BRIEFLY if briefly else DIFFER)[gaps])


def place_explanation(place: Place, language: str) -> str:
    """What a group does with factors in this place."""
    return translations(language).gettext(PLACE_EXPLANATIONS[place])


def withheld_words(withheld: Withheld, result: RoundResult, language: str) -> str:
    """Why a figure is not shown."""
    joint = result.kind is Kind.JOINT
    message = NOBODY_YET if joint and withheld.reason is Reason.TOO_FEW_PERSONS else WITHHELD[withheld.reason]
    return translations(language).gettext(message) % {"k": result.smallest_group}


def reason_sentence(reason: PlaceReason, factor: FactorResult, result: RoundResult, language: str) -> str:
    """One reason for a factor's place, in one sentence with its numbers."""
    gettext = translations(language).gettext
    of = out_of(result.questionnaire.span, language)
    facts: Mapping[str, object]
    if reason.kind is ReasonKind.TOO_FEW_ANSWERS:
        return gettext("Too few have been able to answer for the factor to get a mean.")
    value = reason.value or 0.0
    if reason.item_id is not None or reason.kind is ReasonKind.SHARED_WEIGHTS:
        return weighing_reason(reason, factor, result, language)
    if reason.kind is ReasonKind.DONT_KNOW:
        return gettext("%(share)s of the answers are “don't know”.") % {"share": percent(value, language)}
    if reason.kind is ReasonKind.TWO_CAMPS:
        facts = {"ad": number(value, language, 2)}
        return gettext("The answers gather in two camps; on average they lie %(ad)s steps from the middle one.") % facts
    if reason.kind is ReasonKind.SPREAD:
        facts = {"ad": number(value, language, 2)}
        return gettext("The answers spread; on average they lie %(ad)s steps from the middle one.") % facts
    if reason.kind is ReasonKind.BAND:
        return _band_sentence(factor, of, language)
    assert reason.lowest is not None
    assert reason.highest is not None
    between_organisations = reason.kind is ReasonKind.ORGANISATION_GAP
    name = organisation_name if between_organisations else level_name
    facts = {
        "lowest": name(reason.lowest, result, language),
        "highest": name(reason.highest, result, language),
        "low": number(reason.lowest_value or 0.0, language),
        "high": number(reason.highest_value or 0.0, language),
    }
    if between_organisations:
        return gettext("The picture differs between organisations: %(highest)s %(high)s, %(lowest)s %(low)s.") % facts
    return gettext("The picture differs between roles: %(highest)s %(high)s, %(lowest)s %(low)s.") % facts


def reason_sentences(factor: FactorResult, result: RoundResult, language: str) -> str:
    """Every reason for the factor's place; of one that is weighed, the most telling of each kind."""
    reasons = factor.reasons if factor.is_scored else telling_reasons(factor)
    return " ".join(reason_sentence(reason, factor, result, language) for reason in reasons)


def factor_score(factor: FactorResult, language: str) -> str:
    """The factor's score as a number, a dash where it is withheld."""
    if isinstance(factor.score, Withheld):
        return "–"
    return number(factor.score.value, language, factor.score.decimals)


def heavy_sentence(mean: float, balanced: float, language: str) -> str:
    """Said when one organisation's many answers move the mean by three tenths or more."""
    facts = {"mean": number(mean, language, 2), "balanced": number(balanced, language, 2)}
    return (
        translations(language).gettext(
            "One organisation weighs heavily in the answers: if every organisation weighed the same, the mean would be "
            "%(balanced)s instead of %(mean)s."
        )
        % facts
    )


def _band_sentence(factor: FactorResult, of: str, language: str) -> str:
    """A factor that the group sees alike: its mean, and how near to each other the answers lie."""
    gettext = translations(language).gettext
    facts: dict[str, object] = {"mean": factor_score(factor, language), "of": of}
    if isinstance(factor.agreement, Withheld):
        return gettext("The mean is %(mean)s of %(of)s.") % facts
    facts["ad"] = number(factor.agreement.ad, language, 2)
    messages = {
        Place.STRENGTH: gettext(
            "The mean is high, %(mean)s of %(of)s, and the answers lie close together (spread %(ad)s steps)."
        ),
        Place.DEVELOP: gettext(
            "The mean is neither high nor low, %(mean)s of %(of)s, and the answers lie close together "
            "(spread %(ad)s steps)."
        ),
        Place.CHALLENGE: gettext(
            "The mean is low, %(mean)s of %(of)s, and the answers lie close together (spread %(ad)s steps)."
        ),
    }
    return messages[factor.place] % facts
