"""What stands in a row beside the question itself, and has no counterpart."""

from app.definitions.xlsform import types
from app.definitions.xlsform.constraints import marking_rules
from app.definitions.xlsform.draft_texts import DraftTexts
from app.definitions.xlsform.losses import shown
from app.definitions.xlsform.names import LEFT, LEFT_NOTE
from app.definitions.xlsform.sheets import Row
from app.definitions.xlsform.tree import Group, Question

COLUMNS = ("relevant", "constraint", "calculation", "choice_filter", "default")
MEDIA = ("image", "audio", "video")
SILENT = frozenset({"type", "name", "appearance", "readonly", "read_only", "note", "comment", "required", *COLUMNS})
"""Columns that say how a form looks, that are remarks for the author, or that have a sentence of their own."""
NO = frozenset({"", "no", "false", "false()", "0", "nej"})


def note_lost(one: Question | Group, texts: DraftTexts) -> None:
    """Notes all of it."""
    row = one.row
    if isinstance(one, Group) and not one.name:  # questions outside groups, put together: each tells of its own row
        return
    if isinstance(one, Group):
        if one.repeated:
            texts.note(row, "repeat", value=shown(one.name))
    elif not one.name.endswith((LEFT, LEFT_NOTE)):
        _note_type(one, texts)
    if row.get("required").lower() not in NO:
        texts.note(row, "required")
    for column in COLUMNS:
        if row.get(column) and not _is_taken_over(one, column):
            texts.note(row, column, value=shown(row.get(column)))
    if not (isinstance(one, Question) and one.type in types.ASKED):  # of a question it is the help text
        _note_hint(row, texts)
    _note_words(row, texts)


def _is_taken_over(one: Question | Group, column: str) -> bool:
    """Whether what stands in the column is part of what the row becomes."""
    if not isinstance(one, Question):
        return False
    if one.type == types.SELECT_MULTIPLE and column == "constraint":
        return marking_rules(one.row.get(column)) is not None
    return one.type == types.CALCULATE and column == "calculation"


def _note_type(question: Question, texts: DraftTexts) -> None:
    row = question.row
    if question.or_other:
        texts.note(row, "or_other")
    if question.type == types.NOTE:
        words = next(iter(row.spoken.get("label", {}).values()), question.name)
        texts.note(row, "note", value=shown(words))
    elif question.type in types.ADVICE:
        texts.note(row, "type", advice=types.ADVICE[question.type], value=shown(row.get("type")))


def _note_hint(row: Row, texts: DraftTexts) -> None:
    if hints := row.spoken.get("hint"):
        texts.note(row, "hint", value=shown(next(iter(hints.values()))))


def _note_words(row: Row, texts: DraftTexts) -> None:
    for column in MEDIA:
        for words in list(row.spoken.get(column, {}).values())[:1]:
            texts.note(row, "media", value=shown(words))
    for column, words in row.cells.items():
        if column not in SILENT:
            texts.note(row, "column", column=column, value=shown(words))
