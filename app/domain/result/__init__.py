"""The one value that every output takes, and how it is built from what disclosure control lets through."""

from app.domain.result.build import build_result, shown_score
from app.domain.result.values import (
    Agreement,
    CellScore,
    CellScores,
    DimensionResult,
    FactorResult,
    ItemResult,
    PartedResult,
    PartResult,
    RoundResult,
    Score,
)

__all__ = [
    "Agreement",
    "CellScore",
    "CellScores",
    "DimensionResult",
    "FactorResult",
    "ItemResult",
    "PartResult",
    "PartedResult",
    "RoundResult",
    "Score",
    "build_result",
    "shown_score",
]
