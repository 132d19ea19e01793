"""Which characters our fonts can draw: a document never shows a hole, whatever somebody typed in a comment."""

import unicodedata
from functools import cache
from pathlib import Path

import font_source_sans_pro
from fontTools.ttLib import TTFont

FONTS = Path(font_source_sans_pro.__file__).parent / "files"
FACES = {"Regular": 400, "Semibold": 600}
"""The cuts that documents use: weight by the name in the font's file. The italic one lacks letters of some names."""
HYPHENS = "\u2010\u2011"
"""Drawn as the hyphen of the keyboard."""
STAND_IN = "◊"
"""Takes the place of what cannot be drawn, such as an emoji."""
LAYOUT = {"\t", "\n", "\r", "\u00ad"}
"""Characters that mean something in HTML and are not drawn themselves."""


def drawable(text: str) -> str:
    """The text with every character that some face lacks replaced, and invisible ones that only modify it left out."""
    known = _known()
    return text.translate({ord(one): _instead(one) for one in set(text) - LAYOUT if ord(one) not in known})


def _instead(character: str) -> str:
    if character in HYPHENS:
        return "-"
    return "" if unicodedata.category(character) in {"Cc", "Cf", "Mn", "Me"} else STAND_IN


@cache
def _known() -> frozenset[int]:
    """The characters that every face has."""
    known = []
    for face in FACES:
        with TTFont(FONTS / f"SourceSansPro-{face}.otf", lazy=True) as font:
            known.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*known)
