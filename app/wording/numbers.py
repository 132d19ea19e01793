"""Numbers as they are written: decimal comma in Swedish, decimals as the score demands."""

import re

from babel.numbers import format_decimal, format_percent

from app.domain.result import Score

EM_DASH = "–"


def number(value: float, language: str, decimals: int = 1) -> str:
    """The number with so many decimals, halves away from zero: 3,6 in Swedish, 3.6 in English."""
    # Figures have two decimals; a nudge smaller than those makes 3.65 round up whatever its binary form.
    nudged = value + (1e-9 if value >= 0 else -1e-9)
    return str(format_decimal(nudged, format=f"0.{'0' * decimals}" if decimals else "0", locale=language))


def score_number(score: Score, language: str) -> str:
    """The score with the decimals that keep it from contradicting its band."""
    return number(score.value, language, score.decimals)


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
