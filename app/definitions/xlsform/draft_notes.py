"""Notes of a form: those before the first question are the introduction, those that a group begins with its words."""

from collections.abc import Sequence

from app.definitions.xlsform import types
from app.definitions.xlsform.draft_texts import DraftTexts, Words
from app.definitions.xlsform.losses import shown
from app.definitions.xlsform.row_losses import note_beside, note_lost
from app.definitions.xlsform.tree import Group, Question, walked


def introduction(top: Group, texts: DraftTexts) -> Words | None:
    """The words of all notes before the first question, which are taken out of the tree; None where there are none."""
    notes: list[Question] = []
    while top.children and _asks_nothing(top.children[0]):
        notes += _notes_of(top.children.pop(0), texts)
    if len(notes) > 1:
        texts.note(notes[0].row, "introduction")
    return _words_of(notes, texts)


def first_notes(group: Group, texts: DraftTexts) -> tuple[Words | None, Sequence[Question]]:
    """The words of the notes that the group begins with, which are taken out of it, and those notes."""
    notes: list[Question] = []
    while group.children and _is_note(group.children[0]):
        notes += _notes_of(group.children.pop(0), texts)
    return _words_of(notes, texts), notes


def _is_note(child: Question | Group) -> bool:
    """Whether it is a note, or a group of nothing but notes."""
    if isinstance(child, Question):
        return child.type == types.NOTE
    return any(True for _ in walked(child)) and all(one.type == types.NOTE for one in walked(child))


def _asks_nothing(child: Question | Group) -> bool:
    """Whether it is a note, or something that is left out (the time, a consent to tick), alone or in a group."""
    rows = [child] if isinstance(child, Question) else list(walked(child))
    return all(one.type == types.NOTE or one.type in types.ADVICE for one in rows)


def _notes_of(child: Question | Group, texts: DraftTexts) -> list[Question]:
    """Its notes that say something. Of all else in it, it is told that it was left out."""
    rows = [child] if isinstance(child, Question) else list(walked(child))
    notes = [one for one in rows if one.type == types.NOTE and one.row.spoken.get("label")]
    for one in rows:
        if one.type != types.NOTE:
            note_lost(one, texts)
    if isinstance(child, Group):
        heading = next(iter(child.row.spoken.get("label", {}).values()), child.name)
        texts.note(child.row, "group_of_notes" if notes else "empty_group", value=shown(heading))
        note_beside(child.row, texts)
    return notes


def _words_of(notes: Sequence[Question], texts: DraftTexts) -> Words | None:
    if not notes:
        return None
    for one in notes:
        note_beside(one.row, texts)
        if not one.row.get("type").lower().endswith("note"):
            texts.note(one.row, "heading", value=shown(next(iter(one.row.spoken["label"].values()))))
    said = [texts.of(one.row) for one in notes]
    languages = [language for language in texts.languages if any(language in one for one in said)]
    return texts.written(
        {language: " ".join(one[language] for one in said if language in one) for language in languages}
    )
