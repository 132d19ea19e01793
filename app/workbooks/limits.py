"""How much of a workbook is read, counted while it is unpacked: what it says of its own size is not believed."""

from dataclasses import dataclass

from app.domain.errors import SamspelError

MOST_PARTS = 2_000
"""Parts of the ZIP that a workbook is."""
LARGEST_UNPACKED = 40_000_000
"""Bytes of all parts that are read. 2,000 rows of a form with 60 questions come to some ten million."""
MOST_MARKS = 1_500_000
"""Elements of XML in them: what a workbook of nothing but marks costs is some two seconds."""
MOST_CELLS = 300_000
"""Cells of a sheet that hold something: 2,000 rows of 150 columns."""
MOST_TEXTS = 300_000
MOST_CHARACTERS = 15_000_000
"""Texts that cells share, and what they and a sheet come to together."""
MOST_COLUMNS = 400
LONGEST_TEXT = 32_767
"""Characters that a cell may hold in Excel. What is longer is cut."""
DEEPEST = 100
"""Elements inside each other."""
MOST_NAMES = 20_000
"""Different names of elements and attributes; the parser keeps each. Excel writes some hundreds."""
LONGEST_MARK = 300_000
"""Bytes of one tag with its attributes, or of one comment."""


@dataclass
class Budget:
    """What has been read of one workbook so far. Each method counts up and raises, with the file's name, at its limit:
    I015 (unpacked bytes), I046 (marks), I048 (texts)."""

    name: str
    unpacked: int = 0
    marks: int = 0
    characters: int = 0
    texts: int = 0

    def unpack(self, size: int) -> None:
        """So many bytes more were inflated."""
        self.unpacked += size
        if self.unpacked > LARGEST_UNPACKED:
            raise SamspelError("I015", self.name, most=LARGEST_UNPACKED // 1_000_000)

    def mark(self) -> None:
        """One element more was begun."""
        self.marks += 1
        if self.marks > MOST_MARKS:
            raise SamspelError("I046", self.name, most=MOST_MARKS)

    def keep(self, length: int) -> None:
        """A text of so many characters more is kept."""
        self.texts += 1
        self.characters += length
        if self.characters > MOST_CHARACTERS or self.texts > MOST_TEXTS + MOST_CELLS:
            raise SamspelError("I048", self.name, most=MOST_CHARACTERS // 1_000_000)
