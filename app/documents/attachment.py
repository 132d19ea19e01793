"""Files inside a PDF: the result for other programs, beside the pages for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pydyf
import weasyprint

RELATIONSHIP = "/Data"
"""The pages are drawn from what the file holds (ISO 32000-2, 7.11.3)."""


@dataclass(frozen=True)
class Attachment:
    """A text file in UTF-8. `name`: ASCII, its ending tells the MIME type; `description` is what readers list it by."""

    name: str
    description: str
    content: str


def embedded(attachments: Sequence[Attachment]) -> list[weasyprint.Attachment]:
    """The files as WeasyPrint embeds them, in the order that a PDF wants its names in."""
    return [
        weasyprint.Attachment(file_obj=BytesIO(one.content.encode("utf-8")), name=one.name, description=one.description)
        for one in sorted(attachments, key=lambda one: one.name)
    ]


def tie_to_document(_: weasyprint.Document, pdf: Any) -> None:
    """Says of every embedded file that it is the document's data: WeasyPrint says it in PDF/A alone."""
    files = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/Filespec"]
    for one in files:
        one["AFRelationship"] = RELATIONSHIP
    if files:
        pdf.catalog["AF"] = pydyf.Array([one.reference for one in files])
