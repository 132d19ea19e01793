"""Results for other programs: JSON in documented shapes, CSV, long format, Excel workbooks, a table for the terminal.

Every file is made of round results, which have passed disclosure control; none holds a row per person. What stands in
each is described in docs/exports.md."""

from app.services.exports.long_format import as_long
from app.services.exports.round_json import FORMAT, Json, about_round, as_json, as_json_text
from app.services.exports.terminal_table import as_table
from app.services.exports.wide_table import as_csv

__all__ = ["FORMAT", "Json", "about_round", "as_csv", "as_json", "as_json_text", "as_long", "as_table"]
