"""The dialogue document: what a facilitator prints and leads a meeting from."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.charts.distribution import distribution_chart
from app.charts.position import position_chart
from app.documents.occasion import Occasion
from app.documents.page_templates import rendered
from app.documents.painter import picture_of
from app.documents.pdf import write_pdf
from app.documents.picture import Picture
from app.domain.result import RoundResult
from app.domain.text import Language
from app.wording.dates import long_date
from app.wording.numbers import percent
from app.wording.translations import translations

DOCUMENT = "dialogue"
"""The folder in reports/."""
ROWS_FOR_AGREEMENTS = 7
ROOM_ON_COVER = 2000
"""Characters of organisations' names that the cover has room for."""
ROOM_IN_HEADER = 72
"""Characters that the running header has room for."""


@dataclass(frozen=True)
class DialoguePage:
    """All that the template of the dialogue document is given.

    `organisations` are those the cover has room for, `more_organisations` the number of others. `dense`: so many or
    so long names that the cover sets them smaller. The two examples are charts that explain how charts are read."""

    language: Language
    collaboration: str
    round_title: str
    running_name: str
    period: str
    printed: str
    organisations: tuple[str, ...]
    more_organisations: int
    dense: bool
    response: str
    picture: Picture
    example_line: Markup
    example_bar: Markup
    agreement_rows: int = ROWS_FOR_AGREEMENTS


def build_dialogue_document(result: RoundResult, occasion: Occasion, language: Language) -> bytes:
    """The document as PDF/UA-1. A round with too few answers gives a document without figures: explanations,
    questions, principles and space for notes, so that the meeting can be held all the same."""
    return write_pdf(render_html(result, occasion, language), DOCUMENT)


def render_html(result: RoundResult, occasion: Occasion, language: Language) -> str:
    """The document's finished HTML, without styles, of characters that our fonts can draw."""
    return rendered(DOCUMENT, _page(result, occasion, language), language)


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
    title = _cut(round_title, max(room // 2, room - len(collaboration)))
    return f"{_cut(collaboration, room - len(title))} · {title}"


def _cut(words: str, room: int) -> str:
    return words if len(words) <= room else words[: room - 1].rstrip(" ,-") + "…"


def _page(result: RoundResult, occasion: Occasion, language: Language) -> DialoguePage:
    shown = names_on_cover(occasion.organisations)
    return DialoguePage(
        language=language,
        collaboration=occasion.collaboration,
        round_title=occasion.round_title,
        running_name=running_name(occasion.collaboration, occasion.round_title),
        period=_period(occasion, language),
        printed=long_date(occasion.printed_on, language),
        organisations=shown,
        more_organisations=len(occasion.organisations) - len(shown),
        dense=len(shown) > 14 or sum(map(len, shown)) > 600,
        response=_response(occasion, language),
        picture=picture_of(result, language),
        example_line=_example_line(result, language),
        example_bar=_example_bar(result, language),
    )


def _example_line(result: RoundResult, language: Language) -> Markup:
    """A mean in the middle band."""
    bands, length = result.questionnaire.bands, result.questionnaire.scale_length
    title = translations(language).gettext("Example: a mean on the scale, with the limits of the bands")
    middle = float(bands.concern + bands.strength) / 2
    return Markup(position_chart(middle, length, title, cuts=[float(cut) for cut in bands.cuts], width=280))


def _example_bar(result: RoundResult, language: Language) -> Markup:
    """More answers towards the strong end, and two who do not know."""
    length = result.questionnaire.scale_length
    title = translations(language).gettext("Example: a bar of answers from weak to strong, and two who do not know")
    return Markup(distribution_chart([2 + point for point in range(length)], 2, title, width=280))


def _period(occasion: Occasion, language: Language) -> str:
    if occasion.opened_on and occasion.closed_on and occasion.opened_on != occasion.closed_on:
        return f"{long_date(occasion.opened_on, language)} – {long_date(occasion.closed_on, language)}"
    day = occasion.closed_on or occasion.opened_on
    return long_date(day, language) if day else ""


def _response(occasion: Occasion, language: Language) -> str:
    words = translations(language)
    if not occasion.expected:
        return words.ngettext("%(num)d answer", "%(num)d answers", occasion.received) % {"num": occasion.received}
    facts = {
        "received": occasion.received,
        "expected": occasion.expected,
        "share": percent(occasion.received / occasion.expected, language),
    }
    return words.gettext("%(received)d of %(expected)d have answered (%(share)s)") % facts
