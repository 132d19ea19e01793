"""A free text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from app.domain.errors import SamspelError
from app.domain.text import Text

LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""What sheets and word processors write for a line break, beside the plain one."""
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no page, document or database takes, and what would play tricks on a terminal."""
LONGEST_COMMENT = 2000
"""Characters. Long enough for anybody on a phone; short enough for a printed page."""


@dataclass(frozen=True)
class CommentItem:
    """A question answered in the respondent's own words. Never counted per cell, never tied to a person."""

    kind: ClassVar[str] = "comment"

    id: str
    text: Text
    help: Text | None = field(default=None, kw_only=True)

    def parse(self, raw: Sequence[str]) -> str | None:
        """The words or None: line breaks made plain, unprintable characters and outer space cut. Raises A004 when too
        long."""
        words = UNSEEN.sub("", LINE_BREAK.sub("\n", "\n".join(raw))).strip()
        if len(words) > LONGEST_COMMENT:
            raise SamspelError("A004", self.id, length=len(words), longest=LONGEST_COMMENT)
        return words or None

    def raw(self, answer: object) -> tuple[str, ...]:
        """The answer as a form sends it."""
        return () if answer is None else (str(answer),)

    def counted(self, answer: object) -> tuple[str, ...]:
        """Nothing: words are not counted."""
        return ()
