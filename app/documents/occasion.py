"""What a document says about the round besides its result."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Occasion:
    """Names, dates and numbers for the cover. `received`: sheets handed in; `expected`: persons asked, if known;
    `logo`: the collaboration's, as PNG; `steps`: the smallest group, where `received` is told in steps of it: at least
    so many."""

    collaboration: str
    round_title: str
    organisations: tuple[str, ...]
    opened_on: date | None
    closed_on: date | None
    printed_on: date
    received: int
    expected: int | None
    logo: bytes | None = None
    steps: int | None = None
