"""What a document is made of, and what has been made: both go from process to process."""

import hashlib
import json
from dataclasses import dataclass
from importlib.metadata import version

from app.documents.attachment import Attachment
from app.documents.styles import style_sources


@dataclass(frozen=True)
class Job:
    """What a document is made of. `document`: the folder in `reports/` whose styles it has. `logo`: a PNG, for places
    that say `samspel:logo`. `attachments`: files inside it."""

    html: str
    document: str
    logo: bytes | None = None
    attachments: tuple[Attachment, ...] = ()

    @property
    def key(self) -> str:
        """The same for the same content, styles and program, and for nothing else: 64 letters and digits."""
        parts = (
            version("samspel"),
            version("weasyprint"),
            *style_sources(self.document),
            self.document,
            self.html,
            hashlib.sha256(self.logo or b"").hexdigest(),
            *(f"{one.name}\0{one.description}\0{one.content}" for one in self.attachments),
        )
        found = hashlib.sha256()
        for part in parts:
            content = part.encode("utf-8", "surrogatepass")
            found.update(len(content).to_bytes(8, "big") + content)
        return found.hexdigest()


@dataclass(frozen=True)
class Pressed:
    """A finished document. `anchors`: for each page the names of the places on it, sorted."""

    pdf: bytes
    anchors: tuple[tuple[str, ...], ...]

    def packed(self) -> bytes:
        """As the content of a file."""
        return json.dumps(self.anchors).encode() + b"\n" + self.pdf

    @classmethod
    def unpacked(cls, content: bytes) -> "Pressed":
        """From what `packed` gave."""
        first, _, pdf = content.partition(b"\n")
        return cls(pdf, tuple(tuple(page) for page in json.loads(first)))
