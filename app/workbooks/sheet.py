"""The cells of one sheet, and the texts that cells share."""

import re
from collections.abc import Mapping, Sequence

from app.domain.errors import SamspelError
from app.workbooks.formats import Styles
from app.workbooks.limits import LONGEST_TEXT, MOST_CELLS, MOST_COLUMNS, MOST_TEXTS, Budget

PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""How XLSX writes a sign that XML does not take."""


class Gathered:
    """Words inside certain elements, as one text of at most LONGEST_TEXT characters. What helps to pronounce a text
    (`rPh`) is not in it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._reading = self._aside = False

    def begin(self) -> None:
        """A new text."""
        self._pieces, self._length = [], 0

    def open(self, name: str) -> None:
        """An element inside it begins."""
        self._aside = self._aside or name == "rPh"
        self._reading = name in ("t", "v") and not self._aside

    def close(self, name: str) -> None:
        """It ends."""
        self._aside = self._aside and name != "rPh"
        self._reading = False

    def add(self, words: str) -> None:
        """Words that belong to the text if the element is one of words."""
        if self._reading and self._length < LONGEST_TEXT:
            self._pieces.append(words[: LONGEST_TEXT - self._length])
            self._length += len(words)

    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)


class SharedTexts:
    """Reads the part of shared texts into `texts`. Raises I048 for too many, or for too long ones together."""

    def __init__(self, budget: Budget) -> None:
        self.texts: list[str] = []
        self._budget = budget
        self._text = Gathered()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A text, or a run of one, begins."""
        if name == "si":
            self._text.begin()
        self._text.open(name)

    def words(self, words: str) -> None:
        """Words of it."""
        self._text.add(words)

    def end(self, name: str) -> None:
        """It ends."""
        self._text.close(name)
        if name == "si":
            if len(self.texts) >= MOST_TEXTS:
                raise SamspelError("I048", self._budget.name, most=MOST_TEXTS)
            self.texts.append(unescaped(self._text.text()))
            self._budget.keep(len(self.texts[-1]))


class SheetCells:
    """Reads the part of a sheet into `rows`: number of the row -> number of the column, both from 1 -> what stands
    there. Cells that hold nothing are not kept, however many there are.

    Raises I014, I041 (something stands below `most_rows`), I042 (beyond MOST_COLUMNS), I047 (too many cells), I048,
    I049 (a formula whose value is not saved)."""

    def __init__(self, budget: Budget, texts: Sequence[str], styles: Styles, title: str, most_rows: int) -> None:
        self.rows: dict[int, dict[int, str]] = {}
        self._budget, self._texts, self._styles = budget, texts, styles
        self._title, self._most_rows = title, most_rows
        self._cells = self._row = self._column = 0
        self._kind = self._style = ""
        self._is_formula = self._is_open = False
        self._text = Gathered()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A row, a cell or what is in it begins."""
        if name == "row":
            self._row = _whole(attributes.get("r", ""), self._row + 1)
            self._column = 0
        elif name == "c":
            self._place(attributes.get("r", ""))
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._is_formula, self._is_open = False, True
            self._text.begin()
        elif name == "f":
            self._is_formula = True
        self._text.open(name)

    def words(self, words: str) -> None:
        """What stands in it, or a formula, which is passed over."""
        if self._is_open:
            self._text.add(words)

    def end(self, name: str) -> None:
        """It ends."""
        self._text.close(name)
        if name == "c" and self._is_open:
            self._is_open = False
            self._keep(self._text.text())

    def _place(self, place: str) -> None:
        found = PLACE.fullmatch(place)
        self._column = _column(found[1]) if found else self._column + 1
        self._row = int(found[2]) if found else self._row

    def _keep(self, written: str) -> None:
        if not written:
            if self._is_formula and self._kind != "str":
                raise SamspelError("I049", self._budget.name, sheet=self._title, cell=self._where())
            return
        words = self._shown(written)
        if not words.strip():
            return
        if self._row > self._most_rows:
            facts = {"sheet": self._title, "row": self._row, "most": self._most_rows}
            raise SamspelError("I041", self._budget.name, **facts)
        if self._column > MOST_COLUMNS:
            raise SamspelError("I042", self._budget.name, sheet=self._title, cell=self._where(), most=MOST_COLUMNS)
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise SamspelError("I047", self._budget.name, sheet=self._title, most=MOST_CELLS)
        if self._kind != "s":
            self._budget.keep(len(words))
        self.rows.setdefault(self._row, {})[self._column] = words

    def _shown(self, written: str) -> str:
        """The cell's words. Errors of formulas, such as #REF!, stay as they are shown."""
        if self._kind == "s":
            return self._texts[int(written)]
        if self._kind == "b":
            return "TRUE" if written.strip() in ("1", "true") else "FALSE"
        if self._kind == "n":
            return self._styles.shown(written, self._style)
        return unescaped(written)

    def _where(self) -> str:
        return f"{_letters(self._column)}{self._row}"


def unescaped(words: str) -> str:
    """The words with signs in place of what stands for them: `_x000D_` is a carriage return."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), words) if "_x" in words else words


def _whole(words: str, otherwise: int) -> int:
    return int(words) if words.isdecimal() and len(words) < 8 else otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
