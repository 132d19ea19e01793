"""Workbooks that mean harm: how much is read of them is counted, never timed."""

import io
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.config import ROOT
from app.domain.errors import SamspelError
from app.workbooks import limits
from app.workbooks.limits import Budget
from app.workbooks.package import PIECE, Package
from app.workbooks.workbook import Workbook, read_workbook
from tests.workbooks.hostile import SHEET, STYLES, part, parts_of, sheet, workbook, zipped

ROWS = 2_050
LARGEST_UPLOAD = 5_000_000
MOST_MEMORY = 120_000_000
"""Bytes at once; the workbooks that were tried took 350 million."""


def _strings(text: str, number: int) -> bytes:
    return part("sst", f"<si><t>{text}</t></si>" * number)


def _many_sheets(number: int) -> bytes:
    listed = "<sheet/>" * number
    return workbook(book=part("workbook", f"<sheets>{listed}</sheets>"), sheet=sheet("<c/>" * 100))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty cells without end": (lambda: workbook("<row>" + "<c/>" * 1_600_000 + "</row>"), "I046"),
    "empty rows without end": (lambda: workbook("<row/>" * 1_600_000), "I046"),
    "small cells without end": (lambda: workbook("<row><c><v>1</v></c></row>" * 600_000), "I041"),
    "the same cell without end": (lambda: workbook('<c r="A1"><v>1</v></c>' * 900_000), "I047"),
    "one row without end": (lambda: workbook("<row>" + "<c><v>1</v></c>" * 900_000 + "</row>"), "I042"),
    "blanks without end": (lambda: workbook(" " * 41_000_000), "I015"),
    "line breaks without end": (lambda: workbook(f"<row><c><v>{chr(10) * 41_000_000}</v></c></row>"), "I015"),
    "the last row": (lambda: workbook('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "I041"),
    "a row that there is not": (lambda: workbook('<row r="9999999"><c><v>1</v></c></row>'), "I041"),
    "the last column": (lambda: workbook('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "I042"),
    "a column that there is not": (lambda: workbook('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'), "I042"),
    "shared texts without end": (
        lambda: workbook('<row><c t="s"><v>0</v></c></row>', strings=_strings("x", 400_000)),
        "I048",
    ),
    "long shared texts": (
        lambda: workbook('<row><c t="s"><v>0</v></c></row>', strings=_strings("x" * 9_000, 1_800)),
        "I048",
    ),
    "wide shared texts": (
        lambda: workbook('<row><c t="s"><v>0</v></c></row>', strings=_strings("\U0001f600" + "x" * 29_000, 480)),
        "",
    ),
    "runs of text without end": (
        lambda: workbook("", strings=part("sst", f"<si>{'<r><t>x</t></r>' * 800_000}</si>")),
        "I046",
    ),
    "styles without end": (lambda: workbook("", styles=part("styleSheet", "<xf/>" * 1_600_000)), "I046"),
    "rules without end": (
        lambda: workbook(sheet=sheet("", after='<conditionalFormatting sqref="A1"/>' * 1_000_000)),
        "",
    ),
    "one rule for places without end": (
        lambda: workbook(sheet=sheet("", after=f'<mergeCell ref="{"A1 " * 5_000_000}"/>')),
        "I014",
    ),
    "attributes without end": (
        lambda: workbook(sheet=sheet("<c " + " ".join(f'a{at}=""' for at in range(900_000)) + "/>")),
        "I014",
    ),
    "elements inside each other": (lambda: workbook("<c>" * 100_000 + "</c>" * 100_000), "I014"),
    "sheets without end": (lambda: _many_sheets(9_000), "I045"),
    "links without end": (
        lambda: zipped(parts_of() | {"_rels/.rels": part("Relationships", '<Relationship Id="a" Type="b"/>' * 9_000)}),
        "I045",
    ),
    "names without end": (lambda: workbook("".join(f"<a{at}/>" for at in range(900_000))), "I014"),
    "an entity that grows": (
        lambda: workbook(
            sheet=b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
        ),
        "I043",
    ),
    "an entity that names a file": (
        lambda: workbook(
            strings=b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><sst><si><t>&a;</t></si></sst>'
        ),
        "I043",
    ),
    "a document type in other letters": (
        lambda: workbook(sheet='<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><worksheet/>'.encode("utf-16")),
        "I043",
    ),
    "parts without end": (lambda: zipped({f"{at}.xml": b"" for at in range(2_100)} | parts_of()), "I045"),
    "two parts of one name": (lambda: zipped(parts_of() | {SHEET.upper(): b"<worksheet/>"}), "I014"),
    "a part that says it is small": (lambda: _misstated(workbook(" " * 45_000_000)), "I014"),
    "a part in another packing": (lambda: _packed_otherwise(), "I014"),
    "a link to itself": (lambda: zipped(parts_of() | {SHEET: parts_of()["xl/workbook.xml"]}), ""),
}


def _misstated(content: bytes) -> bytes:
    """The same file, whose lists say that the sheet unpacks to a hundred bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        info = packed.getinfo(SHEET)
    size = struct.pack("<I", info.file_size)
    return content.replace(size, struct.pack("<I", 100))


def _packed_otherwise() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts_of().items():
            packed.writestr(name, content, zipfile.ZIP_LZMA if name == SHEET else None)
    return file.getvalue()


class Told:
    """What became of a workbook: the code, empty where it is read, and what was counted meanwhile."""

    def __init__(self, content: bytes) -> None:
        self.code, self.budget = "", Budget("svar.xlsx")
        try:
            book = read_workbook(content, "svar.xlsx")
            self.budget = budget_of(book)
            book.rows("", ROWS)
        except SamspelError as refused:
            self.code = refused.code


def budget_of(book: Workbook) -> Budget:
    return book._package.budget


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_workbook_that_means_harm_is_left_at_a_limit(kind: str) -> None:
    made, code = HOSTILE[kind]
    content = made()
    assert len(content) < LARGEST_UPLOAD
    told = Told(content)
    assert told.code == code
    assert told.budget.unpacked <= limits.LARGEST_UNPACKED + PIECE
    assert told.budget.marks <= limits.MOST_MARKS + 1
    assert told.budget.characters <= limits.MOST_CHARACTERS + limits.LONGEST_TEXT


@pytest.mark.parametrize(
    "kind", ["names without end", "attributes without end", "one rule for places without end", "wide shared texts"]
)
def test_a_workbook_that_means_harm_takes_little_memory(kind: str) -> None:
    content = HOSTILE[kind][0]()
    tracemalloc.start()
    try:
        Told(content)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST_MEMORY


def test_reading_stops_within_a_piece_of_where_the_fault_is() -> None:
    """The last cell that may be read stands early in a sheet of thirty million bytes."""
    rows = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>' + "<row/>" * 5_000_000
    assert Told(workbook(rows)).budget.unpacked < 3 * PIECE


def test_a_sheet_that_nobody_asks_for_is_not_unpacked() -> None:
    parts = parts_of("<row><c><v>1</v></c></row>") | {"xl/worksheets/sheet2.xml": sheet("<c/>" * 3_000_000)}
    parts |= {"xl/media/image1.png": bytes(60_000_000), "xl/pivotCache/a.xml": bytes(60_000_000)}
    told = Told(zipped(parts))
    assert (told.code, told.budget.marks < 100) == ("", True)


def test_all_of_a_large_but_honest_workbook_is_read() -> None:
    strings = part("sst", "".join(f"<si><t>Svar {at}</t></si>" for at in range(1_000)))
    row = "".join(f'<c t="s"><v>{at}</v></c>' for at in range(140))
    book = read_workbook(workbook(f"<row>{row}</row>" * 2_000, strings=strings), "svar.xlsx")
    rows = book.rows("", ROWS)
    assert (len(rows), len(rows[-1].cells), rows[-1].cells[-1]) == (2_000, 140, "Svar 139")


def test_what_stands_in_no_part_that_is_asked_for_is_never_parsed() -> None:
    budget = Budget("svar.xlsx")
    package = Package(zipped(parts_of() | {STYLES: b"<!DOCTYPE x>"}), budget)
    assert (STYLES in package, budget.unpacked) == (True, 0)


HEAVIEST = (
    "empty cells without end",
    "the same cell without end",
    "shared texts without end",
    "wide shared texts",
    "attributes without end",
    "names without end",
    "one row without end",
)
RUN = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
sys.path.insert(0, sys.argv[1])
from app.domain.errors import SamspelError
from app.workbooks.workbook import read_workbook
for path in sys.argv[2:]:
    try:
        read_workbook(open(path, "rb").read(), path).rows("", 2_050)
    except SamspelError:
        pass
print("done")
"""


def test_the_heaviest_of_them_together_fit_into_a_small_process(tmp_path: Path) -> None:
    """Address space and processor time are limited by the system; a single one took more before."""
    paths = []
    for at, kind in enumerate(HEAVIEST):
        paths.append(tmp_path / f"{at}.xlsx")
        paths[-1].write_bytes(HOSTILE[kind][0]())
    command = [sys.executable, "-c", RUN, str(ROOT), *map(str, paths)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout.strip()) == (0, "done"), ended.stderr[-500:]
