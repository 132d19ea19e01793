"""HTML to PDF by WeasyPrint: tagged, accessible, and fetching nothing but our own fonts and styles."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any

import pydyf
import weasyprint
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.documents.attachment import Attachment
from app.documents.glyphs import FACES, FONTS
from app.documents.job import Job, Pressed
from app.documents.styles import LOGO, SCHEME, style_sources

VARIANT = "pdf/ua-1"
RELATIONSHIP = "/Data"
"""The pages are drawn from what the file holds (ISO 32000-2, 7.11.3)."""


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


def made(job: Job) -> Pressed:
    """The document as PDF/UA-1, and what is found on its pages."""
    pages = lay_out(job.html, job.document, job.logo)
    return Pressed(pdf_of(pages, job.attachments), tuple(tuple(sorted(page.anchors)) for page in pages.pages))


def lay_out(html: str, document: str, logo: bytes | None = None) -> Document:
    """The pages, laid out."""
    fonts, styles = _styles(document)
    source = HTML(string=html, base_url=f"{SCHEME}:", url_fetcher=OwnFilesOnly(logo))
    return source.render(stylesheets=styles, font_config=fonts, pdf_variant=VARIANT)


def pdf_of(pages: Document, attachments: Sequence[Attachment] = ()) -> bytes:
    """Laid out pages as PDF/UA-1, with those files inside."""
    return bytes(pages.write_pdf(finisher=_tie_to_document, pdf_variant=VARIANT, attachments=_embedded(attachments)))


def _embedded(attachments: Sequence[Attachment]) -> list[weasyprint.Attachment]:
    """The files as WeasyPrint embeds them, in the order that a PDF wants its names in."""
    return [
        weasyprint.Attachment(file_obj=BytesIO(one.content.encode("utf-8")), name=one.name, description=one.description)
        for one in sorted(attachments, key=lambda one: one.name)
    ]


def _tie_to_document(_: weasyprint.Document, pdf: Any) -> None:
    """Says of every embedded file that it is the document's data: WeasyPrint says it in PDF/A alone."""
    files = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/Filespec"]
    for one in files:
        one["AFRelationship"] = RELATIONSHIP
    if files:
        pdf.catalog["AF"] = pydyf.Array([one.reference for one in files])


@cache
def _styles(document: str) -> tuple[FontConfiguration, list[Any]]:
    """The style sheets, parsed once, and the fonts they name. Both belong to one thread (`app.documents.press`)."""
    fonts, fetcher = FontConfiguration(), OwnFilesOnly()
    return fonts, [CSS(string=one, font_config=fonts, url_fetcher=fetcher) for one in style_sources(document)]
