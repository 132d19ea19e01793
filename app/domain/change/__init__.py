"""What has changed between two rounds, and whether that is sure."""

from app.domain.change.build import round_change
from app.domain.change.values import CellChange, Change, Direction, Drift, RoundChange

__all__ = [
    "CellChange",
    "Change",
    "Direction",
    "Drift",
    "RoundChange",
    "round_change",
]
