"""The cover that documents about a round have in common, and the running header."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.occasion import Occasion
from app.documents.styles import LOGO
from app.domain.text import Language
from app.wording.dates import long_date
from app.wording.marked import N_
from app.wording.numbers import percent
from app.wording.translations import translations

ROOM_ON_COVER = 2000
"""Characters of organisations' names that the cover has room for."""
ROOM_IN_HEADER = 72
"""Characters that the running header has room for."""


@dataclass(frozen=True)
class Cover:
    """What stands on the cover.

    `organisations` are those the cover has room for, `more_organisations` the number of others. `dense`: so many or
    so long names that the cover sets them smaller. `logo`: its address for the fetcher, empty where there is none."""

    collaboration: str
    round_title: str
    running_name: str
    period: str
    printed: str
    organisations: tuple[str, ...]
    more_organisations: int
    dense: bool
    response: str
    logo: str


def cover_of(occasion: Occasion, language: Language) -> Cover:
    """The round's names, dates and numbers in words."""
    shown = names_on_cover(occasion.organisations)
    return Cover(
        collaboration=occasion.collaboration,
        round_title=occasion.round_title,
        running_name=running_name(occasion.collaboration, occasion.round_title),
        period=_period(occasion, language),
        printed=long_date(occasion.printed_on, language),
        organisations=shown,
        more_organisations=len(occasion.organisations) - len(shown),
        dense=len(shown) > 14 or sum(map(len, shown)) > 600,
        response=_response(occasion, language),
        logo=LOGO if occasion.logo else "",
    )


def names_on_cover(organisations: Sequence[str]) -> tuple[str, ...]:
    """As many of the names, from the first, as the cover has room for."""
    shown, room = [], ROOM_ON_COVER
    for name in organisations:
        room -= len(name) + 3
        if room < 0:
            break
        shown.append(name)
    return tuple(shown)


def running_name(collaboration: str, round_title: str) -> str:
    """Collaboration and round for the running header, long names cut so that the round can still be told."""
    room = ROOM_IN_HEADER - 3
    title = cut(round_title, max(room // 2, room - len(collaboration)))
    return f"{cut(collaboration, room - len(title))} · {title}"


def cut(words: str, room: int) -> str:
    """The words, or their beginning and an ellipsis where they have more characters than that."""
    return words if len(words) <= room else words[: room - 1].rstrip(" ,-") + "…"


def _period(occasion: Occasion, language: Language) -> str:
    if occasion.opened_on and occasion.closed_on and occasion.opened_on != occasion.closed_on:
        return f"{long_date(occasion.opened_on, language)} – {long_date(occasion.closed_on, language)}"
    day = occasion.closed_on or occasion.opened_on
    return long_date(day, language) if day else ""


def _response(occasion: Occasion, language: Language) -> str:
    words = translations(language)
    if occasion.steps:
        at_least, fewer = N_("At least %(received)d have answered"), N_("Fewer than %(k)d have answered")
        steps = {"received": occasion.received, "k": occasion.steps}
        return words.gettext(at_least if occasion.received else fewer) % steps
    if not occasion.expected:
        return words.ngettext("%(num)d answer", "%(num)d answers", occasion.received) % {"num": occasion.received}
    facts = {
        "received": occasion.received,
        "expected": occasion.expected,
        "share": percent(occasion.received / occasion.expected, language),
    }
    return words.gettext("%(received)d of %(expected)d have answered (%(share)s)") % facts
