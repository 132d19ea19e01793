"""How many options of a multiple choice may be marked, and which go with no other, in words for who answers."""

from app.domain.items import MultipleChoiceItem
from app.wording.translations import translations


def marking_rule(item: MultipleChoiceItem, language: str) -> str:
    """For who chooses on a screen: how many, and what is chosen by itself."""
    gettext = translations(language).gettext
    number = (
        gettext("Choose as many as you like.")
        if item.most is None
        else gettext("Choose at most %(most)d.") % {"most": item.most}
    )
    alone = gettext("Choose “%(option)s” only if you choose nothing else.")
    return " ".join([number, *(alone % {"option": label} for label in _alone(item, language))])


def crossing_rule(item: MultipleChoiceItem, language: str) -> str:
    """The same for who puts crosses on paper."""
    gettext = translations(language).gettext
    number = (
        gettext("As many crosses as you like.")
        if item.most is None
        else gettext("At most %(most)d crosses.") % {"most": item.most}
    )
    alone = gettext("Cross “%(option)s” only if you cross nothing else.")
    return " ".join([number, *(alone % {"option": label} for label in _alone(item, language))])


def limits(item: MultipleChoiceItem, language: str) -> str:
    """For who writes answers down for others: only what limits them; empty where nothing does."""
    gettext = translations(language).gettext
    number = [] if item.most is None else [gettext("At most %(most)d.") % {"most": item.most}]
    alone = gettext("“%(option)s” only by itself.")
    return " ".join([*number, *(alone % {"option": label} for label in _alone(item, language))])


def _alone(item: MultipleChoiceItem, language: str) -> list[str]:
    return [one.label.into(language).rstrip(".") for one in item.options if one.exclusive]
