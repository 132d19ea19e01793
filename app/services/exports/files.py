"""The files that results are downloaded as: their forms, names and contents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import partial

from app.domain.swedish_time import day_of, moment_of
from app.services.exports.collecting import Chosen
from app.services.exports.exported import Exported, Scope
from app.services.exports.long_format import as_long
from app.services.exports.plain_name import plain_name
from app.services.exports.several_json import several_as_json_text
from app.services.exports.wide_table import as_csv, several_as_csv
from app.services.exports.words_sheets import about_sheet, choices_sheet, codebook_sheet, comments_sheet, rounds_sheet
from app.services.exports.workbook_sheets import distribution_sheet, scores_sheet, weighed_sheet
from app.services.exports.xlsx_file import workbook
from app.services.installation import Installation
from app.services.kept_files import Results, document, kept_file

WORKBOOK = "xlsx"
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class Wanted:
    """How a file is asked for. `for_excel`: of CSV, with semicolons, a byte order mark and, in Swedish, decimal
    commas."""

    language: str
    now: datetime
    for_excel: bool = False


@dataclass(frozen=True)
class Form:
    """A form of file. `ending` of its name; `mimetype` with its encoding."""

    ending: str
    mimetype: str
    content: Callable[[Exported, Wanted], bytes]


@dataclass(frozen=True)
class DataFile:
    """A file to download."""

    name: str
    mimetype: str
    content: bytes


def data_file(exported: Exported, form: str, wanted: Wanted) -> DataFile:
    """The results in one of FORMS."""
    found = FORMS[form]
    return DataFile(_name(exported, found.ending, wanted), found.mimetype, found.content(exported, wanted))


def kept_data_file(installation: Installation, chosen: Chosen, form: str, wanted: Wanted) -> DataFile:
    """The same, made once and kept as a file until something changes. A workbook takes longer and is made by the press
    of this process; it says the day on which it was asked for. Nothing of whoever asks goes into it. Raises what the
    press raises."""
    found, chosen = FORMS[form], chosen.for_anybody
    parts: list[object] = [form, chosen.scope, chosen.id, chosen.name, chosen.own, wanted.language, wanted.for_excel]
    if form == WORKBOOK:
        today = day_of(wanted.now)
        at_night = replace(wanted, now=moment_of(today, time(0)))
        parts.append(today)
        content = document(
            installation, chosen.views, parts, lambda results: partial(_xlsx, chosen.with_results(results), at_night)
        )
    else:

        def make(results: Results) -> bytes:
            return found.content(chosen.with_results(results), wanted)

        content = kept_file(installation, chosen.views, parts, make)
    return DataFile(_name(chosen, found.ending, wanted), found.mimetype, content)


def _csv(exported: Exported, wanted: Wanted) -> bytes:
    if exported.scope is Scope.ROUND:
        return as_csv(exported.rounds[0].result, wanted.language, for_excel=wanted.for_excel).encode()
    return several_as_csv(exported.rounds, wanted.language, for_excel=wanted.for_excel).encode()


def _xlsx(exported: Exported, wanted: Wanted) -> bytes:
    rounds, language = exported.rounds, wanted.language
    whole_group = () if exported.scope is Scope.ORGANISATION else rounds
    sheets = (
        about_sheet(exported, day_of(wanted.now), language),
        rounds_sheet(rounds, language),
        scores_sheet(rounds, language),
        distribution_sheet(rounds, language),
        weighed_sheet(rounds, language),
        choices_sheet(whole_group, language),
        comments_sheet(whole_group, language),
        codebook_sheet(rounds, language),
    )
    return workbook((one for one in sheets if one), exported.name, wanted.now)


def _long(exported: Exported, wanted: Wanted) -> bytes:
    return as_long(exported.rounds, wanted.language).encode()


def _json(exported: Exported, _: Wanted) -> bytes:
    return several_as_json_text(exported).encode()


FORMS: Mapping[str, Form] = {
    WORKBOOK: Form("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "csv": Form("csv", CSV, _csv),
    "long": Form("long.csv", CSV, _long),
    "json": Form("json", "application/json", _json),
}
"""The forms, by the names they have in commands."""
FORMS_BY_ENDING = {one.ending: name for name, one in FORMS.items()}


def _name(exported: Exported | Chosen, ending: str, wanted: Wanted) -> str:
    named = exported.id if exported.scope is Scope.ROUND else plain_name(exported.name) or exported.scope.value
    return f"samspel-{named}-{day_of(wanted.now).isoformat()}.{ending}"
