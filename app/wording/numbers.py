"""Numbers as they are written: decimal comma in Swedish, decimals as the score demands."""

import re

from babel.numbers import format_decimal, format_percent

from app.domain.result import Score
from app.domain.scale import Span
from app.wording.translations import translations

EM_DASH = "–"


def number(value: float, language: str, decimals: int = 1) -> str:
    """The number with so many decimals, halves away from zero: 3,6 in Swedish, 3.6 in English."""
    # Figures have two decimals; a nudge smaller than those makes 3.65 round up whatever its binary form.
    nudged = value + (1e-9 if value >= 0 else -1e-9)
    return str(format_decimal(nudged, format=f"0.{'0' * decimals}" if decimals else "0", locale=language))


def score_number(score: Score, language: str) -> str:
    """The score with the decimals that keep it from contradicting its band."""
    return number(score.value, language, score.decimals)


def tick(value: float, language: str) -> str:
    """A point of a scale, with no more decimals than it has: 3, −2, 0,5."""
    return number(value, language, 0 if value == int(value) else 1 if value * 10 == int(value * 10) else 2)


def out_of(span: Span, language: str) -> str:
    """What a mean is "of": the strong end of its scale; with the other end, where that is neither 0 nor 1."""
    top = tick(float(span.high), language)
    if span.low in (0, 1):
        return top
    message = translations(language).gettext("%(top)s (the lowest is %(low)s)")
    return message % {"top": top, "low": tick(float(span.low), language)}


def percent(share: float, language: str) -> str:
    """A share 0..1 as whole per cent."""
    form = "0\N{NO-BREAK SPACE}%" if language == "sv" else "0%"
    return str(format_percent(share + 1e-9, format=form, locale=language))


def span(smallest: int, largest: int) -> str:
    """11 or 9–12."""
    return str(smallest) if smallest == largest else f"{smallest}{EM_DASH}{largest}"


def kept_together(sentence: str) -> str:
    """The sentence with no line break before a number, nor between a number and its steps: "Storvik 2,6"."""
    return re.sub(r" (?=\d)|(?<=\d) (?=ste[gp])", "\N{NO-BREAK SPACE}", sentence)
