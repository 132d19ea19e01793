"""Files inside a PDF: the result for other programs, beside the pages for people."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attachment:
    """A text file in UTF-8. `name`: ASCII, its ending tells the MIME type; `description` is what readers list it by."""

    name: str
    description: str
    content: str
