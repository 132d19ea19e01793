"""The QR code: segno's own modules, a quiet zone, words in its place."""

import re
from xml.etree import ElementTree

import segno

from app.charts.qr_code import QUIET_ZONE, qr_code, qr_modules

LINK = "https://samspel.norrdal.example/r/ABC2DE"
SVG = "{http://www.w3.org/2000/svg}"
RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def drawn(chart: str) -> set[tuple[int, int]]:
    """(x, y) of every dark module, the quiet zone counted in."""
    path = ElementTree.fromstring(chart).find(f"{SVG}path")
    assert path is not None
    runs = [tuple(map(int, found)) for found in RUN.findall(path.get("d", ""))]
    return {(x + at, y) for x, y, width, back in runs for at in range(width) if width == back}


def test_every_dark_module_is_drawn_and_no_other() -> None:
    matrix = segno.make_qr(LINK, error="q").matrix
    dark = {(x + QUIET_ZONE, y + QUIET_ZONE) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert drawn(qr_code(LINK, "x")) == dark


def test_four_modules_of_white_surround_it_whatever_colour_the_page_has() -> None:
    root = ElementTree.fromstring(qr_code(LINK, "x"))
    side = len(qr_modules(LINK)) + 2 * 4
    ground = root.find(f"{SVG}rect")
    assert root.get("viewBox") == f"0 0 {side} {side}"
    assert ground is not None and (ground.get("width"), ground.get("fill")) == (str(side), "#ffffff")
    assert {x for x, _ in drawn(qr_code(LINK, "x"))} <= set(range(4, side - 4))


def test_it_has_words_in_its_place_and_no_style() -> None:
    root = ElementTree.fromstring(qr_code(LINK, "To <the form> & on"))
    assert root.findtext(f"{SVG}title") == "To <the form> & on"
    assert [one for one in root.iter() if one.get("style")] == []
