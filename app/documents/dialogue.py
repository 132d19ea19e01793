"""The dialogue document: what a facilitator prints and leads a meeting from."""

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.config import ROOT
from app.documents.occasion import Occasion
from app.documents.pdf import write_pdf
from app.documents.picture import Picture, picture_of
from app.domain.result import RoundResult
from app.domain.text import Language
from app.wording.dates import long_date
from app.wording.numbers import percent
from app.wording.translations import translations

DOCUMENT = "dialogue"
"""The folder in reports/."""
ROWS_FOR_AGREEMENTS = 7


@dataclass(frozen=True)
class DialoguePage:
    """All that the template of the dialogue document is given."""

    language: Language
    collaboration: str
    round_title: str
    period: str
    printed: str
    organisations: tuple[str, ...]
    response: str
    picture: Picture
    agreement_rows: int = ROWS_FOR_AGREEMENTS


def build_dialogue_document(result: RoundResult, occasion: Occasion, language: Language) -> bytes:
    """The document as PDF/UA-1. A round with too few answers gives a document without figures: explanations,
    questions, principles and space for notes, so that the meeting can be held all the same."""
    return write_pdf(render_html(result, occasion, language), DOCUMENT)


def render_html(result: RoundResult, occasion: Occasion, language: Language) -> str:
    """The document's finished HTML, without styles."""
    return (
        _environment(language).get_template(f"{DOCUMENT}/document.html").render(page=_page(result, occasion, language))
    )


def _page(result: RoundResult, occasion: Occasion, language: Language) -> DialoguePage:
    return DialoguePage(
        language=language,
        collaboration=occasion.collaboration,
        round_title=occasion.round_title,
        period=_period(occasion, language),
        printed=long_date(occasion.printed_on, language),
        organisations=occasion.organisations,
        response=_response(occasion, language),
        picture=picture_of(result, language),
    )


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


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    return environment
