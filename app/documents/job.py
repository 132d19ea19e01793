"""Finished HTML that becomes a document, and what has become of it."""

from dataclasses import dataclass

from app.documents.attachment import Attachment


@dataclass(frozen=True)
class Job:
    """What a document is made of. `document`: the folder in `reports/` whose styles it has. `logo`: a PNG, for places
    that say `samspel:logo`. `attachments`: files inside it."""

    html: str
    document: str
    logo: bytes | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Pressed:
    """A finished document. `anchors`: for each page the names of the places on it, sorted."""

    pdf: bytes
    anchors: tuple[tuple[str, ...], ...]
