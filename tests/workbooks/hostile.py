"""Workbooks made by hand, part by part: as other programs write them, and as somebody would who means harm."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "urn:main"
TYPES = "urn:types"
LINK = "urn:links"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"


def part(root: str, inside: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="{MAIN}" xmlns:r="{LINK}">{inside}</{root}>'.encode()


def sheet(rows: str, before: str = "", after: str = "") -> bytes:
    return part("worksheet", f"{before}<sheetData>{rows}</sheetData>{after}")


def links(*kinds: tuple[str, str]) -> bytes:
    lines = (
        f'<Relationship Id="rId{at}" Type="{LINK}/{kind}" Target="{goal}"/>'
        for at, (kind, goal) in enumerate(kinds, start=1)
    )
    return part("Relationships", "".join(lines))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def parts_of(rows: str = "", **others: bytes) -> dict[str, bytes]:
    """The parts of a workbook with one sheet; `others`: sheet, strings, styles, book in place of the plain ones."""
    listed = '<sheets><sheet name="Blad" sheetId="1" r:id="rId1"/></sheets>'
    found = {
        "[Content_Types].xml": part("Types", ""),
        "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": others.get("book", part("workbook", listed)),
        "xl/_rels/workbook.xml.rels": links(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
        ),
        SHEET: others.get("sheet", sheet(rows)),
    }
    if "strings" in others:
        found[STRINGS] = others["strings"]
    if "styles" in others:
        found[STYLES] = others["styles"]
    return found


def workbook(rows: str = "", **others: bytes) -> bytes:
    return zipped(parts_of(rows, **others))
