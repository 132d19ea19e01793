"""Logos: what is no picture is refused, what is one comes out small and bare, and stands on the cover."""

import struct
import zlib
from dataclasses import replace
from io import BytesIO

import page
import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.documents.dialogue import build_dialogue_document, render_html
from app.documents.logo import LARGEST_FILE, cleaned_logo
from app.documents.pdf import OwnFilesOnly
from app.domain.errors import SamspelError
from tests.documents.cases import CASES
from tests.documents.test_pdf import tags


def picture(size: tuple[int, int], form: str = "PNG", mode: str = "RGB", **options: object) -> bytes:
    file = BytesIO()
    Image.new(mode, size, 120 if mode == "L" else None).save(file, form, **options)
    return file.getvalue()


def opened(png: bytes) -> Image.Image:
    found = Image.open(BytesIO(png))
    found.load()
    return found


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def header_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and holds next to nothing."""
    start = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + start + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("size", "then"), [((1600, 300), (800, 150)), ((300, 3000), (30, 300)), ((64, 32), (64, 32)), ((1, 1), (1, 1))]
)
def test_a_logo_fits_into_its_place_and_is_never_made_larger(size: tuple[int, int], then: tuple[int, int]) -> None:
    assert opened(cleaned_logo(picture(size))).size == then


@pytest.mark.parametrize("sort", ["PNG RGBA", "PNG P", "PNG L", "JPEG RGB", "JPEG CMYK"])
def test_every_sort_of_png_and_jpeg_becomes_a_plain_png(sort: str) -> None:
    form, mode = sort.split()
    found = opened(cleaned_logo(picture((50, 20), form, mode)))
    assert (found.format, found.mode) == ("PNG", "RGBA" if mode == "RGBA" else "RGB")


def test_what_else_the_file_holds_is_taken_away() -> None:
    notes = PngInfo()
    notes.add_text("Author", "Kim Hemlig")
    exif = Image.Exif()
    exif[0x010E] = "Kim Hemlig"
    for data in (picture((50, 20), pnginfo=notes), picture((50, 20), "JPEG", exif=exif, comment=b"Kim Hemlig")):
        assert b"Hemlig" in data
        clean = cleaned_logo(data)
        assert b"Hemlig" not in clean
        assert opened(clean).info == {}


def test_a_picture_that_was_taken_sideways_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert opened(cleaned_logo(picture((60, 20), "JPEG", exif=exif))).size == (20, 60)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "C005"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "C005"),
        (picture((20, 20), "GIF"), "C005"),
        (picture((20, 20))[:50], "C005"),
        (picture((400, 400), "JPEG")[:700], "C005"),
        (header_of(400, 400), "C005"),
        (bytes(LARGEST_FILE + 1), "C006"),
        (header_of(6000, 6000), "C007"),
        (header_of(60_000, 60_000), "C007"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(SamspelError, match=code):
        cleaned_logo(data)


def test_the_document_with_a_logo_conforms_and_says_whose_it_is() -> None:
    case = CASES["too_few"]
    occasion = replace(case.occasion, logo=cleaned_logo(picture((400, 100), mode="RGBA")))
    pdf = build_dialogue_document(case.result, occasion, "sv")
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    with pikepdf.open(BytesIO(pdf)) as file:
        assert f"Logotyp för {occasion.collaboration}" in [str(one.Alt) for one in tags(file, "Figure")]
        assert len(file.pages[0].get_images()) == 1
    assert "samspel:logo" not in render_html(case.result, case.occasion, "sv")


def test_the_logo_opens_no_other_door() -> None:
    fetcher = OwnFilesOnly(picture((5, 5)))
    for address in ("samspel:logo/../x", "samspel:logo2", "file:///etc/passwd", "https://example.test/logo"):
        with pytest.raises(ValueError, match="may not fetch"):
            fetcher.fetch(address)
    with pytest.raises(ValueError, match="may not fetch"):
        OwnFilesOnly().fetch("samspel:logo")
