"""A free text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from app.domain.errors import SamspelError
from app.domain.text import Text

LONGEST_COMMENT = 2000
"""Characters. Long enough for anybody on a phone; short enough for a printed page."""


@dataclass(frozen=True)
class CommentItem:
    """A question answered in the respondent's own words. Never counted per cell, never tied to a person."""

    kind: ClassVar[str] = "comment"

    id: str
    text: Text

    def parse(self, raw: Sequence[str]) -> str | None:
        """The words with line breaks made plain and outer space cut, or None. Raises A004 when too long."""
        words = "\n".join(raw).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
        if len(words) > LONGEST_COMMENT:
            raise SamspelError("A004", self.id, length=len(words), longest=LONGEST_COMMENT)
        return words or None

    def raw(self, answer: object) -> tuple[str, ...]:
        """The answer as a form sends it."""
        return () if answer is None else (str(answer),)

    def counted(self, answer: object) -> tuple[str, ...]:
        """Nothing: words are not counted."""
        return ()
