"""Words broken into lines, since a picture does not do it by itself."""

from collections.abc import Sequence

from markupsafe import escape

WIDTH = 0.52
"""The width that is reckoned for a letter, in parts of the type's size: a little more than it mostly takes."""
LEADING = 1.18
"""From line to line, in parts of the type's size."""


def broken(words: str, width: float, size: float, most: int = 3) -> list[str]:
    """The words in lines of at most that width, at most so many; what is left out is marked by dots."""
    room = max(4, int(width // (size * WIDTH)))
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    lines = [line if len(line) <= room else line[: room - 1] + "…" for line in lines]
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: room - 1].rstrip() + "…"]
    return lines


def set_lines(
    lines: Sequence[str], x: float, y: float, size: float, ink: str, *, anchor: str = "start", weight: int = 400
) -> str:
    """The lines below each other, the first on the base line `y`."""
    return "".join(
        f'<text x="{x:.1f}" y="{y + at * size * LEADING:.1f}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{ink}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )


def height_of(lines: Sequence[str], size: float) -> float:
    """How high they stand."""
    return len(lines) * size * LEADING
