"""The municipalities of `municipalities.csv`: facts from Statistics Sweden (SCB), as of 2026."""

import csv
from functools import cache
from pathlib import Path

from app.domain.municipality import Municipality


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All 290, in the order of their codes."""
    with Path(__file__).with_name("municipalities.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Municipality(**row) for row in csv.DictReader(file))
