"""The poster: its QR code can be read back from the printed page, it is one accessible page, and nothing is cut."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from app.charts.qr_code import QUIET_ZONE, qr_modules
from app.documents.pdf import lay_out
from app.documents.poster import DOCUMENT, Notice, build_poster, render_html
from tests.documents.cases import LONG_WORD
from tests.documents.layout import MILLIMETRE, right_edge
from tests.documents.test_pdf import tags

NOTICE = Notice(
    collaboration="Samverkan Älvdalarna",
    round_title="Våren 2026",
    about="Nyckelfaktorer för samverkan",
    minutes=10,
    joint=False,
    smallest_group=5,
    link="https://samspel.norrdal.example/r/ABC2DE",
    address="https://samspel.norrdal.example",
    code="ABC2DE",
    closes_at=datetime(2026, 3, 23, 16, 0, tzinfo=UTC),
)
NOTICES = {
    "normal": NOTICE,
    "joint": replace(NOTICE, joint=True, closes_at=None),
    "long": replace(
        NOTICE,
        collaboration=f"Samverkan om {LONG_WORD.lower()} och allt annat som behöver ett mycket långt namn i norr",
        round_title="Uppföljning av samverkan efter det första året, våren och försommaren 2026",
        link=f"https://{'samspel-' * 9}norrdal.example/r/ABC2DE",
        address=f"https://{'samspel-' * 9}norrdal.example",
    ),
}
POSTERS = pytest.mark.parametrize(
    ("name", "language"), [("normal", "sv"), ("normal", "en"), ("joint", "sv"), ("long", "sv")]
)
DOTS = 200


@cache
def made(name: str, language: str) -> bytes:
    return build_poster(NOTICES[name], language)


def every(box: Any) -> Iterator[Any]:
    """The box and all in it, those with a place of their own on the page too."""
    yield box
    for child in getattr(box, "children", ()):
        yield from every(child)


def code_on_the_page(pdf: bytes, folder: Path) -> list[list[bool]]:
    """The modules of the QR code, read from the pixels of the printed page: found as the black square to the left,
    measured by its finder pattern, and sampled in the middle of each module."""
    (folder / "poster.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(DOTS), "-gray", "-singlefile", "poster.pdf", "poster"]
    subprocess.run(command, cwd=folder, check=True)
    with Image.open(folder / "poster.pgm") as picture:
        black = picture.point([255 * (level < 12) for level in range(256)])
    # Words are dark green or nearly black; nothing on the page is as black as the code.
    corners = black.getbbox()
    assert corners is not None
    code = black.crop(corners)
    run = next(x for x in range(code.width) if not code.getpixel((x, 2)))
    side = round(code.width / (run / 7))
    step = code.width / side
    middles = [int((at + 0.5) * step) for at in range(side)]
    return [[bool(code.getpixel((x, y))) for x in middles] for y in middles]


@POSTERS
def test_the_code_on_the_printed_page_is_the_code_of_the_link(name: str, language: str, tmp_path: Path) -> None:
    found = code_on_the_page(made(name, language), tmp_path)
    assert found == [list(row) for row in qr_modules(NOTICES[name].link)]


def test_the_code_is_large_enough_to_be_read_across_a_corridor() -> None:
    (one,) = lay_out(render_html(NOTICE, "sv"), DOCUMENT).pages
    drawing = max(
        (box for box in every(one._page_box) if str(box.element_tag).endswith("svg")), key=lambda box: float(box.width)
    )
    side = len(qr_modules(NOTICE.link)) + 2 * QUIET_ZONE
    assert drawing.width / MILLIMETRE / side > 2


@POSTERS
def test_the_poster_conforms_to_pdf_ua(name: str, language: str) -> None:
    report = page.validate_pdf_bytes(made(name, language), profile="ua1")
    assert sorted({failure.message for failure in report.failures}) == []
    assert report.is_compliant


@POSTERS
def test_the_poster_is_one_page_and_says_what_is_needed(name: str, language: str) -> None:
    reader = PdfReader(BytesIO(made(name, language)))
    (only,) = reader.pages
    words = " ".join(only.extract_text().split())
    notice = NOTICES[name]
    promise = {"sv": "Ingen kan se vem som har svarat vad.", "en": "Nobody can see who answered what."}[language]
    assert ("ABC2DE" in words, promise in words) == (True, not notice.joint)
    assert ("23 mars 2026 kl. 17.00" in words) == (notice.closes_at is not None and language == "sv")
    assert "10 minut" in words and notice.round_title in words


@POSTERS
def test_no_words_on_the_poster_reach_over_its_edge_or_out_of_their_place(name: str, language: str) -> None:
    (one,) = lay_out(render_html(NOTICES[name], language), DOCUMENT).pages
    found = list(every(one._page_box))
    words = [box for box in found if getattr(box, "text", "").strip()]
    assert len(words) > 10
    assert [box.text for box in words if right_edge(box) > 192.5 * MILLIMETRE] == []
    (promise,) = (box for box in found if box.element is not None and box.element.get("class") == "promise")
    assert promise.position_y + promise.height < 290 * MILLIMETRE
    for place, content in (("head", "h1"), ("steps", "p")):
        (outer,) = {
            id(box): box for box in found if box.element is not None and box.element.get("class") == place
        }.values()
        inner = [box for box in every(outer) if box.element_tag == content]
        height = 64 if place == "head" else 97
        assert max(box.position_y + box.height for box in inner) <= outer.position_y + height * MILLIMETRE
        assert min(box.position_y for box in inner) >= outer.position_y - 0.5


def test_the_code_has_words_in_its_place() -> None:
    with pikepdf.open(BytesIO(made("normal", "sv"))) as file:
        alternatives = [str(one.Alt) for one in tags(file, "Figure")]
    assert "QR-kod som leder till https://samspel.norrdal.example/r/ABC2DE" in alternatives
