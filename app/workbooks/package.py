"""The parts of a workbook: a ZIP of XML, unpacked piece by piece within a budget."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Protocol
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from app.domain.errors import SamspelError
from app.workbooks.limits import DEEPEST, LONGEST_MARK, MOST_NAMES, MOST_PARTS, Budget

ZIP_START, OLE_START, PDF_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
ENTRY = b"PK\x01\x02"
"""How each entry of a ZIP's list of parts begins."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name under which Excel puts a workbook that a password locks into an older kind of file."""
OTHER_KINDS = {"xl/workbook.bin": ".xlsb", "index/document.iwa": ".numbers", "word/document.xml": ".docx"}
PIECE = 65_536
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, ExpatError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
    LookupError,
)  # fmt: skip
"""What zipfile, zlib and expat raise for files that are damaged, locked by a password, or not what they seem."""


class Handler(Protocol):
    """Takes what stands in a part, in its order. Names of elements are without their prefix."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def words(self, words: str) -> None:
        """Text, possibly in several pieces."""

    def end(self, name: str) -> None:
        """It ends."""


class Package:
    """The parts of one file, by name. Part names are compared without regard to case, as the standard says.

    Raises I014 (no ZIP, damaged, or two parts of one name), I040 (a workbook of another kind), I044 (locked by a
    password), I045 (too many parts)."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        self.budget = budget
        _require_zip(content, budget.name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except UNREADABLE as fault:
            raise SamspelError("I014", budget.name) from fault
        self._parts = {plain_name(one.filename): one for one in self._zip.infolist()}
        if len(self._parts) != len(self._zip.infolist()):
            raise SamspelError("I014", budget.name)
        self._require_workbook()

    def __contains__(self, name: str) -> bool:
        return plain_name(name) in self._parts

    def read(self, name: str, handler: Handler) -> None:
        """Gives the part to the handler while it is being unpacked; nothing of it is kept here.

        Raises I014, I015, I043 (a document type), I046, and what the handler raises."""
        part = self._parts.get(plain_name(name))
        if part is None or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise SamspelError("I014", self.budget.name)
        if part.flag_bits & 1:
            raise SamspelError("I044", self.budget.name)
        parser, fed = self._parser(handler), 0
        try:
            with self._zip.open(part) as opened:
                while piece := opened.read(PIECE):
                    self.budget.unpack(len(piece))
                    parser.Parse(piece, False)
                    fed += len(piece)
                    # Expat holds a tag back until all of it is there, and keeps every name.
                    if fed - max(parser.CurrentByteIndex, 0) > LONGEST_MARK or len(parser.intern) > MOST_NAMES:
                        raise SamspelError("I014", self.budget.name)
                parser.Parse(b"", True)
        except SamspelError:
            raise
        except UNREADABLE as fault:
            raise SamspelError("I014", self.budget.name) from fault

    def _parser(self, handler: Handler) -> XMLParserType:
        parser, depth, plain = ParserCreate(), 0, dict[str, str]()

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            self.budget.mark()
            if depth > DEEPEST:
                raise SamspelError("I014", self.budget.name)
            if name not in plain:
                plain[name] = name.rpartition(":")[2]
            handler.start(plain[name], attributes)

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            handler.end(plain[name])

        def refuse(*_: object) -> None:
            raise SamspelError("I043", self.budget.name)

        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = handler.words
        # No spreadsheet program writes one, and what it declares could grow without measure or name other files.
        parser.StartDoctypeDeclHandler = refuse
        parser.EntityDeclHandler = refuse
        return parser

    def _require_workbook(self) -> None:
        for name, kind in OTHER_KINDS.items():
            if name in self._parts:
                raise SamspelError("I040", self.budget.name, kind=kind)
        if "mimetype" in self._parts and "content.xml" in self._parts:
            raise SamspelError("I040", self.budget.name, kind=".ods")


def plain_name(name: str) -> str:
    """A part's name for comparing."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _require_zip(content: bytes, name: str) -> None:
    if content.startswith(OLE_START):
        if ENCRYPTED in content:
            raise SamspelError("I044", name)
        raise SamspelError("I040", name, kind=".xls")
    if content.startswith(PDF_START):
        raise SamspelError("I008", name)
    if not content.startswith(ZIP_START):
        raise SamspelError("I014", name)
    # Counted here, since zipfile makes a value of each entry before it can be asked.
    if content.count(ENTRY) > MOST_PARTS:
        raise SamspelError("I045", name, most=MOST_PARTS)
