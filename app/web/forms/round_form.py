"""The form for a new round."""

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField, ValidationError

from app.domain.questionnaire import Questionnaire
from app.domain.round import DEFAULT_SMALLEST_GROUP, SMALLEST_GROUPS, Kind, Layout
from app.services.rounds import NewRound
from app.web.languages import gettext as _

LONGEST_NAME = 120
MOST_ORGANISATIONS = 60


class RoundForm(FlaskForm):
    """What a facilitator decides about a new round."""

    collaboration = StringField()
    title = StringField()
    organisations = TextAreaField()
    questionnaire = SelectField()
    kind = RadioField(choices=[one.value for one in Kind], default=Kind.INDIVIDUAL.value, validate_choice=True)
    smallest_group = IntegerField(default=DEFAULT_SMALLEST_GROUP)
    layout = RadioField(choices=[one.value for one in Layout], default=Layout.STEPS.value, validate_choice=True)
    expected = StringField()

    def __init__(self, library: Sequence[Questionnaire], language: str, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.library = {one.id: one for one in library}
        self.questionnaire.choices = [(one.id, one.title.into(language)) for one in library]

    def validate_collaboration(self, field: StringField) -> None:
        """A name of reasonable length."""
        self._name(field)

    def validate_title(self, field: StringField) -> None:
        """A name of reasonable length."""
        self._name(field)

    def validate_organisations(self, field: TextAreaField) -> None:
        """At least one line, each a name of reasonable length."""
        names = self._lines()
        if not names:
            raise ValidationError(_("Write at least one organisation, each on a line of its own."))
        if len(names) > MOST_ORGANISATIONS:
            raise ValidationError(_("At most %(most)d organisations fit in a round.") % {"most": MOST_ORGANISATIONS})
        for name in names:
            if len(name) > LONGEST_NAME:
                raise ValidationError(_("The name “%(name)s …” is too long.") % {"name": name[:40]})

    def validate_smallest_group(self, field: IntegerField) -> None:
        """Between 3 and 10."""
        if field.data not in SMALLEST_GROUPS:
            raise ValidationError(_("Choose a number from 3 to 10."))

    def validate_expected(self, field: StringField) -> None:
        """Empty, or a number of persons."""
        words = (field.data or "").strip()
        if words and not (words.isascii() and words.isdigit() and 1 <= int(words[:6]) <= 9999):
            raise ValidationError(_("Write a number of persons, or leave it empty."))

    def new_round(self) -> NewRound:
        """What was decided; only after `validate`."""
        expected = (self.expected.data or "").strip()
        return NewRound(
            collaboration=(self.collaboration.data or "").strip(),
            title=(self.title.data or "").strip(),
            organisations=tuple(self._lines()),
            questionnaire_id=str(self.questionnaire.data),
            languages=self.library[str(self.questionnaire.data)].languages,
            kind=Kind(self.kind.data),
            smallest_group=int(self.smallest_group.data or DEFAULT_SMALLEST_GROUP),
            layout=Layout(self.layout.data),
            expected=int(expected) if expected else None,
        )

    def _lines(self) -> list[str]:
        return [line.strip() for line in (self.organisations.data or "").splitlines() if line.strip()]

    @staticmethod
    def _name(field: StringField) -> None:
        words = (field.data or "").strip()
        if not words:
            raise ValidationError(_("Write a name."))
        if len(words) > LONGEST_NAME:
            raise ValidationError(_("The name is too long; at most %(most)d characters fit.") % {"most": LONGEST_NAME})
