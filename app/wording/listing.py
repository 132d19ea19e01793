"""How each question is answered, in words for those who have not seen the form."""

from collections.abc import Callable

from app.domain.items import (
    AllocationItem,
    BipolarItem,
    BipolarPairItem,
    Item,
    LevelItem,
    LevelPairItem,
    MultipleChoiceItem,
    RankingItem,
    RatingItem,
    SingleChoiceItem,
)
from app.domain.items.choice import MarkedOption, WeighedOption
from app.wording.translations import translations


def answer_words(item: Item, language: str) -> str:
    """How the question is answered; a statement's scale is said elsewhere, so only what is special about it is."""
    gettext = translations(language).gettext
    if isinstance(item, BipolarItem):
        return _line_words(item, gettext, language)
    if isinstance(item, AllocationItem):
        return gettext("%(points)d points are shared out over:") % {"points": item.points}
    if isinstance(item, RatingItem) and not isinstance(item, LevelItem):
        return (
            gettext("Agreeing is a weak sign here, so the answers are turned before they are counted.")
            if item.reverse
            else ""
        )
    if isinstance(item, MultipleChoiceItem):
        if item.most is None:
            return gettext("Any number of these are chosen:")
        return gettext("At most %(most)d of these are chosen:") % {"most": item.most}
    for kind, words in {
        LevelItem: gettext("One of the levels is chosen:"),
        LevelPairItem: gettext("One level is chosen for today, and one for how it should be:"),
        RankingItem: gettext("All of these are put in order, the most important first:"),
        SingleChoiceItem: gettext("One of these is chosen:"),
    }.items():
        if isinstance(item, kind):
            return words
    return gettext("Answered in one's own words.")


def way_out_words(item: Item, language: str) -> str:
    """That one can say that one does not know; empty where that is not offered, or said with the scale."""
    found = None
    if isinstance(item, LevelItem | LevelPairItem):
        found = item.scale.dont_know
    elif isinstance(item, BipolarItem):
        found = item.dont_know
    words = translations(language).gettext("“%(words)s” can be chosen instead.")
    return words % {"words": found.into(language)} if found else ""


def option_lines(item: Item, language: str) -> tuple[str, ...]:
    """What there is to choose among, order or weigh: an option, or a level with what one recognises it by."""
    if isinstance(item, LevelItem | LevelPairItem):
        return tuple(
            f"{point.label.into(language)} – {about.into(language)}"
            for point, about in zip(item.scale.points, item.behaviours, strict=True)
        )
    if isinstance(item, MultipleChoiceItem):
        return tuple(_marked_words(one, language) for one in item.options)
    if isinstance(item, SingleChoiceItem):
        return tuple(one.label.into(language) for one in item.options)
    if isinstance(item, RankingItem | AllocationItem):
        return tuple(_weighed_words(one, language) for one in item.options)
    return ()


def _marked_words(option: MarkedOption, language: str) -> str:
    label = option.label.into(language)
    words = translations(language).gettext("%(option)s (only by itself)")
    return words % {"option": label} if option.exclusive else label


def _weighed_words(option: WeighedOption, language: str) -> str:
    label = option.label.into(language)
    if option.leads_to is None:
        return label
    words = translations(language).gettext("%(option)s (points to: %(type)s)")
    return words % {"option": label, "type": option.leads_to.into(language)}


def _line_words(item: BipolarItem, gettext: Callable[[str], str], language: str) -> str:
    words = (
        gettext(
            "One of %(steps)d positions between “%(left)s” and “%(right)s” is chosen, for today and as it should be."
        )
        if isinstance(item, BipolarPairItem)
        else gettext("One of %(steps)d positions between “%(left)s” and “%(right)s” is chosen.")
    )
    return words % {"steps": item.steps, "left": item.left.into(language), "right": item.right.into(language)}
