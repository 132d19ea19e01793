"""The key of a chart that stands alone: what each marker on it is called, in columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import escape

LINE = 22
LETTER = 5.1
"""The width that is reckoned for a letter of 10 units' type, in the charts' units."""


@dataclass(frozen=True)
class KeyEntry:
    """A marker, drawn around the spot that it is given, and its words."""

    drawn: Callable[[float, float], str]
    words: str


def key(entries: Sequence[KeyEntry], top: float, width: int, ink: str) -> tuple[str, float]:
    """The entries from `top` on in as many columns as their words leave room for, and the height that they take."""
    if not entries:
        return "", 0.0
    widest = 30 + LETTER * max(len(one.words) for one in entries)
    columns = max(1, min(4, int((width - 14) // widest)))
    lines = -(-len(entries) // columns)
    step = (width - 14) / columns
    drawn = []
    for at, entry in enumerate(entries):
        x, y = 16 + (at // lines) * step, top + LINE / 2 + (at % lines) * LINE
        drawn.append(entry.drawn(x, y))
        drawn.append(
            f'<text x="{x + 14:.1f}" y="{y + 3.5:.1f}" font-size="10" fill="{ink}">{escape(entry.words)}</text>'
        )
    return "".join(drawn), lines * LINE


def shortened(words: str, width: float) -> str:
    """The words as far as they fit into that width at 10 units' type."""
    most = max(1, int(width // LETTER))
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
