"""Where charts are drawn: print, the screen, the wall of a room, or alone in a file."""

from dataclasses import dataclass

from app.charts.palette import ACCENT, INK


@dataclass(frozen=True)
class Medium:
    """Where charts are drawn: the colours of what stands on the page itself (fixed in print, the text's own colour on
    the screen), the widths of a factor's charts, of a cell's and of the dots, and the size of the map, in the charts'
    units. `weighed`: the width of the charts of what is weighed. `narrow`: the size of a second map for narrow screens,
    none where there are no such. `named`: with keys, for pictures that stand alone."""

    ink: str
    accent: str
    factor: int
    cell: int
    dots: int
    map_width: int
    map_height: int
    narrow: tuple[int, int] | None = None
    named: bool = False
    weighed: int = 430


PRINT = Medium(INK, ACCENT, 320, 280, 430, 440, 290)
SCREEN = Medium("currentColor", "currentColor", 220, 180, 260, 560, 370, narrow=(290, 360), weighed=330)
ROOM = Medium("currentColor", "currentColor", 180, 150, 210, 480, 240, weighed=240)
"""On a wall: so few units that the smallest words are legible from the last row."""
ALONE = Medium(INK, ACCENT, 320, 280, 430, 560, 370, named=True)
