"""Sentences that are written into a form or a draft, in each of its languages."""

from collections.abc import Sequence

from app.definitions.problems import N_
from app.domain.text import Language, Text
from app.wording.translations import translations

SENTENCES = {
    "about": N_("About you"),
    "organisation": N_("[Write the name of organisation %(number)d here]"),
    "now": N_("Today"),
    "wanted": N_("As it should be"),
    "ranking": N_("Put all of them in order, the most important first."),
    "other": N_("Other"),
    "left": N_("Points left to share out: %(left)s"),
    "most": N_("The points may add up to %(points)d at most. Take some away."),
    "alone": N_("“%(option)s” cannot be chosen beside other answers. Take one of them away."),
    "fewer": N_("At most %(most)d can be chosen. Take some away."),
    "exactly": N_("The points must add up to %(points)d. Change some."),
}


def spoken(message: str, languages: Sequence[Language], **facts: object) -> Text:
    """A sentence in each of the languages; English where there is no translation."""
    return Text(tuple((language, translations(language).gettext(message) % facts) for language in languages))


def joined_sentences(texts: Sequence[Text]) -> Text:
    """Several sentences after each other, in the languages of the first."""
    return Text(tuple((one, " ".join(text.into(one) for text in texts)) for one in texts[0].languages))


def literal(text: Text) -> Text:
    """A text that is shown as it stands: in a form `${` would begin a reference to another question."""
    return Text(tuple((language, words.replace("${", "$ {")) for language, words in text.variants))
