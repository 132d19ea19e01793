"""HTML to PDF by WeasyPrint: tagged, accessible, and fetching nothing but our own fonts and styles."""

from functools import cache
from pathlib import Path
from typing import Any

import font_source_sans_pro
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.config import ROOT

FONTS = Path(font_source_sans_pro.__file__).parent / "files"
SCHEME = "samspel"
FACES = {"Regular": (400, "normal"), "It": (400, "italic"), "Semibold": (600, "normal")}


class OwnFilesOnly(URLFetcher):
    """Answers `samspel:fonts/…` from the font package; refuses everything else, so that no document can be made to
    read a file or call an address."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Raises ValueError for every address that is not one of our fonts."""
        name = url.removeprefix(f"{SCHEME}:fonts/")
        if name == url or name not in {f"SourceSansPro-{face}.otf" for face in FACES}:
            raise ValueError(f"documents may not fetch {url}")
        return URLFetcherResponse(url, (FONTS / name).read_bytes(), {"Content-Type": "font/otf"})


def write_pdf(html: str, document: str) -> bytes:
    """The PDF (PDF/UA-1) of finished HTML, with the styles of that folder in `reports/`."""
    fonts, styles = _styles(document)
    return bytes(
        HTML(string=html, base_url=f"{SCHEME}:", url_fetcher=OwnFilesOnly()).write_pdf(
            stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1"
        )
    )


@cache
def _styles(document: str) -> tuple[FontConfiguration, list[Any]]:
    """The style sheets, parsed once, and the fonts they name."""
    fonts = FontConfiguration()
    faces = "\n".join(
        f'@font-face {{ font-family: "Source Sans Pro"; font-weight: {weight}; font-style: {style}; '
        f'src: url("{SCHEME}:fonts/SourceSansPro-{face}.otf"); }}'
        for face, (weight, style) in FACES.items()
    )
    sources = [
        faces,
        (ROOT / "app" / "static" / "tokens.css").read_text(),
        (ROOT / "reports" / "shared" / "page.css").read_text(),
        (ROOT / "reports" / document / "style.css").read_text(),
    ]
    fetcher = OwnFilesOnly()
    return fonts, [CSS(string=one, font_config=fonts, url_fetcher=fetcher) for one in sources]
