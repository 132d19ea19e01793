"""HTML to PDF by WeasyPrint: tagged, accessible, and fetching nothing but our own fonts and styles."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.config import ROOT
from app.documents.attachment import Attachment, embedded, tie_to_document
from app.documents.glyphs import FACES, FONTS

SCHEME = "samspel"
LOGO = f"{SCHEME}:logo"
VARIANT = "pdf/ua-1"


class OwnFilesOnly(URLFetcher):
    """Answers `samspel:fonts/…` from the font package and `samspel:logo` with the picture it was given; refuses
    everything else, so that no document can be made to read a file or call an address."""

    def __init__(self, logo: bytes | None = None) -> None:
        super().__init__()
        self.logo = logo

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Raises ValueError for every address that is not one of our fonts or the logo."""
        if url == LOGO and self.logo is not None:
            return URLFetcherResponse(url, self.logo, {"Content-Type": "image/png"})
        name = url.removeprefix(f"{SCHEME}:fonts/")
        if name == url or name not in {f"SourceSansPro-{face}.otf" for face in FACES}:
            raise ValueError(f"documents may not fetch {url}")
        return URLFetcherResponse(url, (FONTS / name).read_bytes(), {"Content-Type": "font/otf"})


def write_pdf(html: str, document: str, logo: bytes | None = None, attachments: Sequence[Attachment] = ()) -> bytes:
    """The PDF (PDF/UA-1) of finished HTML, with the styles of that folder in `reports/`. `logo`: a PNG, for places
    that say `samspel:logo`. `attachments`: files inside it."""
    return pdf_of(lay_out(html, document, logo), attachments)


def lay_out(html: str, document: str, logo: bytes | None = None) -> Document:
    """The pages, laid out."""
    fonts, styles = _styles(document)
    source = HTML(string=html, base_url=f"{SCHEME}:", url_fetcher=OwnFilesOnly(logo))
    return source.render(stylesheets=styles, font_config=fonts, pdf_variant=VARIANT)


def pdf_of(pages: Document, attachments: Sequence[Attachment] = ()) -> bytes:
    """Laid out pages as PDF/UA-1, with those files inside."""
    return bytes(pages.write_pdf(finisher=tie_to_document, pdf_variant=VARIANT, attachments=embedded(attachments)))


@cache
def _styles(document: str) -> tuple[FontConfiguration, list[Any]]:
    """The style sheets, parsed once, and the fonts they name."""
    fonts = FontConfiguration()
    faces = "\n".join(
        f'@font-face {{ font-family: "Source Sans Pro"; font-weight: {weight}; '
        f'src: url("{SCHEME}:fonts/SourceSansPro-{face}.otf"); }}'
        for face, weight in FACES.items()
    )
    sources = [
        faces,
        (ROOT / "app" / "static" / "tokens.css").read_text(),
        (ROOT / "reports" / "shared" / "page.css").read_text(),
        (ROOT / "reports" / "shared" / "cover.css").read_text(),
        (ROOT / "reports" / "shared" / "opening.css").read_text(),
        (ROOT / "reports" / document / "style.css").read_text(),
    ]
    fetcher = OwnFilesOnly()
    return fonts, [CSS(string=one, font_config=fonts, url_fetcher=fetcher) for one in sources]
