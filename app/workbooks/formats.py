"""How numbers are shown: a workbook keeps dates, times and shares as numbers with a format."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

MOST_STYLES = 70_000
"""Excel keeps some 65,000 at most. Cells of later ones are shown as plain numbers."""
LONGEST_FORMAT = 255
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What in a format stands for itself."""
LARGEST_WHOLE = 1e15
"""From here on a number is no longer exact."""


class Styles:
    """Reads the part of styles: `shown` writes a number as the cell's style has it. A workbook without styles is
    read with this as it is made."""

    def __init__(self) -> None:
        self._formats: dict[str, str] = {str(number): words for number, words in BUILTIN_FORMATS.items()}
        self._styles: list[str] = []
        self._inside = False
        self.epoch: datetime = WINDOWS_EPOCH

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Takes down formats, and which format each style has."""
        if name == "cellXfs":
            self._inside = True
        elif name == "numFmt" and len(self._formats) < MOST_STYLES:
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:LONGEST_FORMAT]
        elif name == "xf" and self._inside and len(self._styles) < MOST_STYLES:
            self._styles.append(attributes.get("numFmtId", "0"))

    def words(self, words: str) -> None:
        """Styles hold no text."""

    def end(self, name: str) -> None:
        """Later lists of styles are of no cells."""
        if name == "cellXfs":
            self._inside = False

    def count_from_1904(self) -> None:
        """The workbook's days are counted as on an old Macintosh."""
        self.epoch = MAC_EPOCH

    def shown(self, number: str, style: str) -> str:
        """The number as a reader of the sheet knows it: 4 for 4.0, 2026-03-02 for a day, 40% for 0.4 in a column of
        shares. Raises ValueError for what is no number."""
        value = float(number)
        words = self._format(style)
        if is_date_format(words):
            return self._moment(value, words)
        if "%" in QUOTED.sub("", words):
            return f"{_plain(float(f'{value * 100:.13g}'))}%"
        return _plain(value)

    def _format(self, style: str) -> str:
        place = int(style) if style.isdecimal() else 0
        return self._formats.get(self._styles[place], "General") if place < len(self._styles) else "General"

    def _moment(self, value: float, words: str) -> str:
        if is_timedelta_format(words):
            return str(timedelta(days=value))
        try:
            return str(from_excel(value, self.epoch).isoformat())
        except (OverflowError, ValueError, AttributeError):
            return _plain(value)


def _plain(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < LARGEST_WHOLE else f"{value:.15g}"
