"""What is said about comments that are not shown, and about those that were changed."""

from collections.abc import Sequence

from app.domain.published import PublishedComments
from app.wording.marked import N_
from app.wording.translations import translations

CHANGED = N_(
    "[…] stands for words that the facilitator has struck out. What stands in [brackets] is the facilitator's."
)


def waiting_words(found: Sequence[PublishedComments], language: str) -> str:
    """How many comments the facilitator has not read yet; empty for none."""
    number = sum(one.waiting for one in found)
    say = translations(language).ngettext
    words = say("One comment waits to be read.", "%(num)d comments wait to be read.", number)
    return words % {"num": number} if number else ""


def comments_remark(found: PublishedComments, language: str) -> str:
    """Which comments to one question are not among those shown, and how changes are marked; empty where all are shown
    as they were written."""
    say = translations(language)
    hidden = say.ngettext(
        "One comment is not shown, by the facilitator's decision.",
        "%(num)d comments are not shown, by the facilitator's decision.",
        found.hidden,
    )
    parts = (
        _waiting(found, language),
        hidden % {"num": found.hidden} if found.hidden else "",
        say.gettext(CHANGED) if found.edited else "",
    )
    return " ".join(part for part in parts if part)


def _waiting(found: PublishedComments, language: str) -> str:
    words = translations(language).ngettext(
        "One comment has not been read by the facilitator yet, and is not shown before that.",
        "%(num)d comments have not been read by the facilitator yet, and are not shown before that.",
        found.waiting,
    )
    return words % {"num": found.waiting} if found.waiting else ""
