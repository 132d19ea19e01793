"""What stands in a row beside the question itself, and has no counterpart."""

from app.definitions.xlsform import types
from app.definitions.xlsform.constraints import marking_rules
from app.definitions.xlsform.draft_texts import DraftTexts
from app.definitions.xlsform.headers import MEDIA
from app.definitions.xlsform.losses import shown
from app.definitions.xlsform.names import LEFT, LEFT_NOTE
from app.definitions.xlsform.sheets import Row
from app.definitions.xlsform.tree import Group, Question
from app.definitions.xlsform.wordings import SENTENCES, spoken

COLUMNS = ("relevant", "constraint", "calculation", "choice_filter", "default")
SILENT = frozenset(
    {
        *(
            "type",
            "name",
            "appearance",
            "readonly",
            "read_only",
            "note",
            "comment",
            *("required", "rows", "autoplay", "count", "repeat_count", "jr:count"),
            "parameters",
            "disabled",
        ),
        *COLUMNS,
    }
)
"""Columns that say how a form looks, that are remarks for the author, or that have a sentence of their own. So do those
that Kobo keeps for itself (`$kuid`, `kobo--…`)."""
NO = frozenset({"", "no", "false", "false()", "0", "nej"})


def note_lost(one: Question | Group, texts: DraftTexts) -> None:
    """Notes all of it. Of a row that is left out as a whole, that is told and nothing else."""
    row = one.row
    if isinstance(one, Question) and one.name.endswith((LEFT, LEFT_NOTE)):
        return
    if isinstance(one, Question) and one.type in types.ADVICE:
        texts.note(row, "type", advice=types.ADVICE[one.type], value=shown(row.get("type")), words=_words(one))
        return
    if isinstance(one, Question) and one.type == types.NOTE:
        texts.note(row, "note", value=_words(one))
        return
    if isinstance(one, Group) and not one.name:  # questions outside groups, put together: each tells of its own row
        return
    if isinstance(one, Group) and one.repeated:
        texts.note(row, "repeat", value=shown(one.name))
    is_asked = isinstance(one, Question) and one.type in types.ASKED  # its hint is the help text
    note_beside(row, texts, hint=not is_asked, taken_over=_taken_over(one))


def _taken_over(one: Question | Group) -> frozenset[str]:
    """The columns that are part of what the row becomes."""
    if isinstance(one, Question) and one.type == types.SELECT_MULTIPLE and marking_rules(one.row.get("constraint")):
        return frozenset({"constraint"})
    if isinstance(one, Question) and one.type == types.CALCULATE:
        return frozenset({"calculation"})
    return frozenset()


def note_beside(row: Row, texts: DraftTexts, *, hint: bool = True, taken_over: frozenset[str] = frozenset()) -> None:
    """Notes what stands in the row beside its text. `hint`: whether that has no place either."""
    if row.get("required").lower() not in NO:
        texts.note(row, "required")
    for column in COLUMNS:
        if row.get(column) and column not in taken_over:
            texts.note(row, column, value=shown(row.get(column)))
    for column in ("hint", "guidance_hint") if hint else ("guidance_hint",):
        for language, words in list(row.spoken.get(column, {}).items())[:1]:
            if words != spoken(SENTENCES["ranking"], (language,)).into(language):
                texts.note(row, "hint", value=shown(words))
    for column in MEDIA:
        for words in list(row.spoken.get(column, {}).values())[:1]:
            texts.note(row, "media", value=shown(words))
    for column, words in row.cells.items():
        if column not in SILENT and not column.startswith(("$", "kobo--")):
            texts.note(row, "column", column=column, value=shown(words))


def _words(question: Question) -> str:
    """What the row says: its text or, where it has none, its name."""
    return shown(next(iter(question.row.spoken.get("label", {}).values()), question.name or "–"))
