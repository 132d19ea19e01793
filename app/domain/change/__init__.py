"""What has changed between two rounds, and whether that is sure."""

from app.domain.change.build import compared_items, round_change
from app.domain.change.values import CellChange, Change, Direction, Drift, Period, RoundChange

__all__ = [
    "CellChange",
    "Change",
    "Direction",
    "Drift",
    "Period",
    "RoundChange",
    "compared_items",
    "round_change",
]
