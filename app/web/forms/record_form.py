"""The forms of the record: a note, a principle, an action. Each page holds many of them, one for each thing."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField, TextAreaField, ValidationError
from wtforms.validators import Optional

from app.domain.errors import SamspelError
from app.domain.record import (
    LONGEST_NOTE,
    Action,
    ActionState,
    Agreement,
    Note,
    Principle,
    check_agreement,
    check_length,
    check_responsible,
    tidy,
    tidy_lines,
)
from app.web.languages import language
from app.wording.errors import plain_sentence

DATES = range(2000, 2101)
"""Years that a date may lie in; others are slips of the keyboard."""


class NoteForm(FlaskForm):
    """What was said. `factor` is empty for the whole; `version` is the one that was shown."""

    factor = HiddenField()
    version = IntegerField(default=0, validators=[Optional()])
    words = TextAreaField()

    def validate_words(self, field: TextAreaField) -> None:
        """Not longer than fits."""
        _check(lambda: check_length(tidy_lines(field.data or ""), LONGEST_NOTE))

    def entry(self, entry_id: str = "") -> Note:
        """What was typed; only after `validate`."""
        return Note(self.factor.data or None, tidy_lines(self.words.data or ""), self.version.data or 0)


class PrincipleForm(FlaskForm):
    """A guiding principle. `position` only where it is put back."""

    factor = HiddenField()
    version = IntegerField(default=1, validators=[Optional()])
    position = IntegerField(default=0, validators=[Optional()])
    words = TextAreaField()

    def validate_words(self, field: TextAreaField) -> None:
        """Something, and not longer than fits."""
        _check(lambda: check_agreement(tidy(field.data or "")))

    def entry(self, entry_id: str = "") -> Agreement:
        """What was typed; only after `validate`."""
        return Principle(entry_id, self.factor.data or None, tidy(self.words.data or ""), self.version.data or 1)


class ActionForm(PrincipleForm):
    """An action. Closed choices are checked here, so that every fault is said in the reader's language."""

    responsible = StringField()
    organisation = StringField()
    due_on = StringField()
    state = StringField(default=ActionState.PLANNED.value)

    def validate_responsible(self, field: StringField) -> None:
        """Somebody, in not too many words."""
        _check(lambda: check_responsible(tidy(field.data or "")))

    def validate_due_on(self, field: StringField) -> None:
        """A date, or nothing."""
        _check(lambda: read_date(field.data or ""))

    def validate_state(self, field: StringField) -> None:
        """One of the four."""
        _check(lambda: read_state(field.data or ""))

    def entry(self, entry_id: str = "") -> Agreement:
        """What was typed; only after `validate`."""
        return Action(
            entry_id,
            self.factor.data or None,
            tidy(self.words.data or ""),
            tidy(self.responsible.data or ""),
            self.organisation.data or None,
            read_date(self.due_on.data or ""),
            read_state(self.state.data or ""),
            self.version.data or 1,
        )


RecordForm = NoteForm | PrincipleForm | ActionForm
AGREEMENT_FORMS: dict[str, type[PrincipleForm]] = {"principles": PrincipleForm, "actions": ActionForm}
"""By the word in the address."""


def read_date(words: str) -> date | None:
    """The day, None for nothing. Raises G007."""
    if not words.strip():
        return None
    try:
        day = date.fromisoformat(words.strip())
    except ValueError:
        raise SamspelError("G007", value=words.strip()[:20]) from None
    if day.year not in DATES:
        raise SamspelError("G007", value=words.strip()[:20])
    return day


def read_state(words: str) -> ActionState:
    """The state. Raises G008."""
    try:
        return ActionState(words)
    except ValueError:
        raise SamspelError("G008", value=words[:20]) from None


def _check(check: Callable[[], Any]) -> None:
    try:
        check()
    except SamspelError as fault:
        raise ValidationError(plain_sentence(fault, language())) from fault
