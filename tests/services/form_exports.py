"""What ODK Central and Kobo export of answers to a form that Samspel wrote, in each of their settings.

After ODK Central (lib/data/briefcase.js) and formpack (schema/fields.py): names of groups before names of questions,
lists parted by blanks, a column for each choice with 1 and 0, and columns of their own at both ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.definitions.xlsform.export import form_of
from app.definitions.xlsform.form import SurveyRow, XlsForm
from app.domain.answers import AnswerSheet
from app.domain.items import PARTED_KINDS, AllocationItem, RankingItem, RatingItem
from app.domain.items.measured import parted
from app.domain.items.written import portable_names
from app.domain.questionnaire import Questionnaire
from tests.services.every_kind import HOMES

ASKED = ("select_one", "select_multiple", "rank", "integer", "text")
MOMENT = "2026-03-02T08:09:01.000+01:00"


@dataclass(frozen=True)
class Settings:
    """How an export is asked for. `groups`: the sign between group and question, empty for no groups; `split`: whether
    choices have columns of their own, and `joined` whether they stand in one;
    `language`: of labels, empty for names."""

    groups: str = "/"
    split: bool = True
    joined: bool = True
    language: str = ""


def form(asked: Questionnaire) -> XlsForm:
    return form_of(asked, [(one.id, one.name) for one in HOMES])


def central(asked: Questionnaire, sheets: Sequence[AnswerSheet], settings: Settings) -> list[list[object]]:
    """ODK Central: a dash between groups, a slash before a choice."""
    head = [cell for column in _columns(form(asked), settings, "/") for cell in column.headings]
    after = ["meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected"]
    after += ["Status", "ReviewState", "DeviceID", "Edits", "FormVersion"]
    rows: list[list[object]] = [["SubmissionDate", *head, *after]]
    for at, sheet in enumerate(sheets):
        own = [f"uuid:{at}", f"uuid:{at}", 7, "Insamlare", 0, 0, "", "", "enketo", 0, 1]
        rows.append([MOMENT, *_cells(asked, sheet, settings, "/"), *own])
    return rows


def kobo(asked: Questionnaire, sheets: Sequence[AnswerSheet], settings: Settings) -> list[list[object]]:
    """Kobo: the same sign between groups and before a choice, notes and what is calculated too."""
    sign = settings.groups or "/"
    head = [cell for column in _columns(form(asked), settings, sign) for cell in column.headings]
    after = ["__version__", "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status"]
    after += ["_submitted_by", "_tags", "meta/rootUuid", "_index"]
    rows: list[list[object]] = [["start", "end", *head, *after]]
    for at, sheet in enumerate(sheets):
        own = ["vA", 9_000 + at, f"u-{at}", MOMENT, "", "", "submitted_via_web", "", "", f"uuid:{at}", at + 1]
        rows.append([MOMENT, MOMENT, *_cells(asked, sheet, settings, sign), *own])
    return rows


@dataclass(frozen=True)
class _Column:
    """One question. `headings`: of the columns that it takes; `choices`: names of those that have one each."""

    row: SurveyRow
    headings: tuple[str, ...]
    choices: tuple[str, ...]


def _columns(found: XlsForm, settings: Settings, sign: str) -> Iterator[_Column]:
    groups: list[SurveyRow] = []
    for row in found.survey:
        if row.type == "begin_group":
            groups.append(row)
        elif row.type == "end_group":
            groups.pop()
        else:
            path = [*(groups if settings.groups else ()), row]
            heading = (settings.groups or "/").join(_called(one, settings) for one in path)
            several = row.type.startswith("select_multiple")
            listed = [one for one in found.choices if one.list_name == row.type.partition(" ")[2]]
            split = [one for one in listed if several and settings.split]
            words = [one.label.into(settings.language) if settings.language else one.name for one in split]
            whole = (heading,) if settings.joined or not several else ()
            yield _Column(row, (*whole, *(f"{heading}{sign}{one}" for one in words)), tuple(one.name for one in split))


def _called(row: SurveyRow, settings: Settings) -> str:
    return row.label.into(settings.language) if settings.language and row.label else row.name


def _cells(asked: Questionnaire, sheet: AnswerSheet, settings: Settings, sign: str) -> Iterator[str]:
    values, found = _values(asked, sheet), form(asked)
    for column in _columns(found, settings, sign):
        names = values.get(column.row.name, ())
        several = column.row.type.startswith("select_multiple")
        if settings.joined or not several:
            yield " ".join(_shown(found, column.row, names, settings))
        for choice in column.choices:
            yield "" if not names else "1" if choice in names else "0"


def _shown(found: XlsForm, row: SurveyRow, names: Sequence[str], settings: Settings) -> list[str]:
    """Names or, of choices, labels: formpack knows no rankings and leaves their names."""
    kind, _, listed = row.type.partition(" ")
    if not settings.language or kind not in ("select_one", "select_multiple"):
        return list(names)
    labels = {one.name: one.label.into(settings.language) for one in found.choices if one.list_name == listed}
    return [labels[one] for one in names]


def _values(asked: Questionnaire, sheet: AnswerSheet) -> Mapping[str, Sequence[str]]:
    """Name of a question in the form -> what its field holds."""
    written: dict[str, Sequence[str]] = {}
    if sheet.organisation:
        written["organisation"] = [sheet.organisation]
    if sheet.level:
        written["level"] = [sheet.level]
    for item in asked.items:
        raw = item.raw(sheet.answers.get(item.id))
        if isinstance(item, RankingItem):
            order = sorted((int(value), key) for key, value in map(parted, raw))
            written[item.id] = [key for _, key in order]
        elif isinstance(item, PARTED_KINDS):
            if isinstance(item, AllocationItem):
                written[f"{item.id}___left"] = ["0" if raw else str(item.points)]
            names = portable_names(item)
            for key, value in map(parted, raw):
                alone = len(item.keys) == 1 and not isinstance(item, AllocationItem)
                written[item.id if alone else f"{item.id}__{key}"] = [names[value]]
        elif isinstance(item, RatingItem):
            names = portable_names(item)
            written[item.id] = [names[one] for one in raw]
        else:
            written[item.id] = raw
    return written
