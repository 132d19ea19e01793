"""Words for what is weighed: positions between poles, levels today and wanted, places, points."""

from app.domain.dialogue import Place, PlaceReason, ReasonKind
from app.domain.findings import heaviest as heaviest
from app.domain.items import AllocationItem, BipolarItem, PartedItem, RankingItem
from app.domain.items.measured import NOW, WANTED
from app.domain.result import FactorResult, PartedResult, RoundResult
from app.wording.names import level_name, organisation_name
from app.wording.numbers import number, tick
from app.wording.translations import translations


def part_name(item: PartedItem, key: str, language: str) -> str:
    """Today, wanted, or the label of the option."""
    gettext = translations(language).gettext
    if key in (NOW, WANTED):
        return gettext("Today") if key == NOW else gettext("As it should be")
    assert isinstance(item, AllocationItem | RankingItem)
    return next(one.label.into(language) for one in item.options if one.id == key)


def shown_value(item: PartedItem, code: float, language: str) -> str:
    """A mean of codes as a person reads it: a position, a level, a place (1 is first) or points, with one decimal."""
    return number(as_read(item, code), language)


def as_read(item: PartedItem, code: float) -> float:
    """A code, or a mean of codes, on the item's own terms: places and points from the codes, all else as it is."""
    if isinstance(item, RankingItem):
        return len(item.options) + 1 - code
    return code - 1 if isinstance(item, AllocationItem) else code


def measure_words(item: PartedItem, language: str) -> str:
    """What the numbers of the item are."""
    gettext = translations(language).gettext
    if isinstance(item, AllocationItem):
        return gettext("Mean of the points, of %(points)d to share out") % {"points": item.points}
    if isinstance(item, RankingItem):
        return gettext("Mean place; 1 is the most important of %(number)d") % {"number": len(item.options)}
    if isinstance(item, BipolarItem):
        facts = {"left": item.left.into(language), "right": item.right.into(language), **_ends(item, language)}
        return gettext("Mean position: %(low)s is wholly “%(left)s”, %(top)s is wholly “%(right)s”") % facts
    labels = item.scale.by_code
    facts = {"first": labels[0].label.into(language), "last": labels[-1].label.into(language), **_ends(item, language)}
    return gettext("Mean level: %(low)s is “%(first)s”, %(top)s is “%(last)s”") % facts


def _ends(item: PartedItem, language: str) -> dict[str, str]:
    span = item.parts[0].span
    return {"low": tick(float(span.low), language), "top": tick(float(span.high), language)}


def shift_words(found: PartedResult, language: str) -> str:
    """Where the group wants to move; empty where that is not asked or not shown."""
    if not isinstance(found.shift, float):
        return ""
    gettext = translations(language).gettext
    item, steps = found.item, number(abs(found.shift), language)
    if abs(found.shift) < 0.05:
        return gettext("On the whole the group wants to be where it is today.")
    if isinstance(item, BipolarItem):
        pole = (item.right if found.shift > 0 else item.left).into(language)
        return gettext("The group wants to move the weight %(steps)s steps towards “%(pole)s”.") % {
            "steps": steps,
            "pole": pole,
        }
    message = (
        gettext("The group wants to go %(steps)s levels further than today.")
        if found.shift > 0
        else gettext("The group wants to go %(steps)s levels less far than today.")
    )
    return message % {"steps": steps}


def weighed_place_words(factor: FactorResult, language: str) -> str:
    """What a factor that is weighed, and that the group sees alike, is for in the dialogue."""
    gettext = translations(language).gettext
    shift = next((one for one in factor.reasons if one.kind is ReasonKind.SHIFT), None)
    if shift is None:
        return gettext("Shared picture to build on")
    is_balance = any(one.item.id == shift.item_id and isinstance(one.item, BipolarItem) for one in factor.weighed)
    if factor.place is Place.STRENGTH:
        return gettext("In balance") if is_balance else gettext("Where you want to be")
    if factor.place is Place.DEVELOP:
        return gettext("You want to move a little")
    if is_balance:
        return gettext("You want to move the weight")
    return gettext("You want to go further") if (shift.value or 0.0) > 0 else gettext("You want to go less far")


def part_phrase(item: PartedItem, key: str, language: str) -> str:
    """The part inside a sentence: how it is today, how it should be, or the quoted label of the option."""
    gettext = translations(language).gettext
    if key in (NOW, WANTED):
        return gettext("how it is today") if key == NOW else gettext("how it should be")
    return gettext("“%(words)s”") % {"words": part_name(item, key, language)}


def telling_reasons(factor: FactorResult) -> tuple[PlaceReason, ...]:
    """Of each kind of reason the one with the largest share of the way from end to end: a factor of many options has
    many, and their numbers stand in its table."""
    widths = {
        (one.item.id, part.key): float(part.span.high - part.span.low)
        for one in factor.weighed
        for part in one.item.parts
    }
    widest: dict[ReasonKind, tuple[float, PlaceReason]] = {}
    for one in factor.reasons:
        share = abs(one.value or 0.0) / widths.get((one.item_id or "", one.part or ""), 1.0)
        if one.kind not in widest or share > widest[one.kind][0]:
            widest[one.kind] = share, one
    return tuple(one for _, one in widest.values())


def weighing_reason(reason: PlaceReason, factor: FactorResult, result: RoundResult, language: str) -> str:
    """One reason for the place of a factor that is weighed, in one sentence with its numbers."""
    gettext = translations(language).gettext
    if reason.kind is ReasonKind.SHARED_WEIGHTS:
        return _shared_weights(factor, language)
    found = next(one for one in factor.weighed if one.item.id == reason.item_id)
    if reason.kind is ReasonKind.SHIFT and factor.place is Place.STRENGTH:
        return gettext("On the whole the group wants to be where it is today.")
    if reason.kind is ReasonKind.SHIFT:
        return shift_words(found, language)
    facts = {"part": part_phrase(found.item, reason.part or NOW, language)}
    if reason.kind in (ReasonKind.TWO_CAMPS, ReasonKind.SPREAD):
        facts["ad"] = number(reason.value or 0.0, language, 2)
        message = (
            gettext("The answers about %(part)s gather in two camps, on average %(ad)s steps from the middle one.")
            if reason.kind is ReasonKind.TWO_CAMPS
            else gettext("The answers about %(part)s spread, on average %(ad)s steps from the middle one.")
        )
        return message % facts
    assert reason.lowest is not None and reason.highest is not None
    between_organisations = reason.kind is ReasonKind.ORGANISATION_GAP
    name = organisation_name if between_organisations else level_name
    facts |= {
        "lowest": name(reason.lowest, result, language),
        "highest": name(reason.highest, result, language),
        "low": shown_value(found.item, reason.lowest_value or 0.0, language),
        "high": shown_value(found.item, reason.highest_value or 0.0, language),
    }
    message = (
        gettext("The organisations see %(part)s differently: %(highest)s %(high)s, %(lowest)s %(low)s.")
        if between_organisations
        else gettext("The roles see %(part)s differently: %(highest)s %(high)s, %(lowest)s %(low)s.")
    )
    return message % facts


def _shared_weights(factor: FactorResult, language: str) -> str:
    """What weighs most, where the pictures match."""
    gettext = translations(language).gettext
    for found in factor.weighed:
        if top := heaviest(found):
            names = ", ".join(part_phrase(found.item, part.key, language) for part in top)
            return gettext("You see it alike. What weighs most: %(names)s.") % {"names": names}
    return gettext("You see it alike.")
