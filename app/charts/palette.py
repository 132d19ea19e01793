"""The data colours: one hue by lightness, so that they hold in greyscale and for the colour-blind."""

STEPS = ("#f2eadb", "#c6d3ca", "#94bab6", "#3f8082", "#0a5c63")
DARK_FROM = 3
"""From this colour on, words in it are white."""
OUTLINE = "#6d6656"
ACCENT = "#0a5c63"
INK = "#1c2b2d"
FAMILY = "Source Sans Pro, sans-serif"


def colour(index: int, of: int) -> str:
    """The colour of point `index` (from 0, weak to strong) on a scale of `of` points."""
    return STEPS[round(index * (len(STEPS) - 1) / max(1, of - 1))]


def words_on(fill: str) -> str:
    """The colour of words on that colour."""
    return "#ffffff" if STEPS.index(fill) >= DARK_FROM else INK
