"""Prints one table: what Samspel reaches of what is possible, row by row."""

from bench.beside import beside_row
from bench.documents import document_row
from bench.forms import form_rows
from bench.responses import response_row, step_row
from bench.results import results_rows
from bench.saves import saves_row


def main() -> None:
    """Measures and prints every row. The ratios hold on any machine; the absolute figures only on this one."""
    rows = [*form_rows(), step_row(), response_row(), saves_row(), *results_rows(), document_row(), beside_row()]
    head = ("what", "Samspel", "compared with", "ratio", "wanted")
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
