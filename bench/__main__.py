"""Prints one table: what Samspel reaches of what is possible, row by row."""

from collections.abc import Callable, Iterable

from bench.beside import beside_row
from bench.documents import document_row
from bench.forms import form_rows
from bench.responses import response_row, step_row
from bench.results import results_rows
from bench.saves import saves_row

Row = tuple[str, str, str, str, str]
ROWS: tuple[Callable[[], Iterable[Row]], ...] = (
    form_rows,
    lambda: [step_row()],
    lambda: [response_row()],
    lambda: [saves_row()],
    results_rows,
    lambda: [document_row()],
    lambda: [beside_row()],
)
WIDTHS = (64, 54, 60, 8, 0)


def main() -> None:
    """Measures and prints row by row. The ratios hold on any machine; the absolute figures only on this one."""
    _print("what", "Samspel", "compared with", "ratio", "wanted")
    for measure in ROWS:
        for row in measure():
            _print(*row)


def _print(*cells: str) -> None:
    print("  ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip(), flush=True)


if __name__ == "__main__":
    main()
