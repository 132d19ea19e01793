"""A QR code: dark squares on white with the quiet zone that readers need, whatever colour the page has."""

import segno
from markupsafe import escape

QUIET_ZONE = 4
"""Modules of white around the code, as ISO/IEC 18004 asks for."""
DARK = "#000000"
LIGHT = "#ffffff"


def qr_modules(words: str) -> tuple[tuple[bool, ...], ...]:
    """The code's modules, row by row, without the quiet zone; True is dark. A quarter of them may be unreadable."""
    return tuple(tuple(bool(module) for module in row) for row in segno.make_qr(words, error="q").matrix)


def qr_code(words: str, title: str, *, size: int = 240) -> str:
    """The code of these words, `size` units wide. `title` is read out instead of the picture."""
    modules = qr_modules(words)
    side = len(modules) + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{size}" height="{size}" '
        f'role="img" shape-rendering="crispEdges"><title>{escape(title)}</title>'
        f'<rect width="{side}" height="{side}" fill="{LIGHT}"/><path fill="{DARK}" d="{_path(modules)}"/></svg>'
    )


def _path(modules: tuple[tuple[bool, ...], ...]) -> str:
    """A rectangle for each run of dark modules in a row."""
    parts = []
    for y, row in enumerate(modules, start=QUIET_ZONE):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                parts.append(f"M{x + QUIET_ZONE} {y}h{run}v1h-{run}z")
            x += run + 1
    return "".join(parts)
