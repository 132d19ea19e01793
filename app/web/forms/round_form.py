"""The form for a new round."""

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField, ValidationError

from app.domain.errors import SamspelError
from app.domain.questionnaire import Questionnaire
from app.domain.round import DEFAULT_SMALLEST_GROUP, SMALLEST_GROUPS, Kind, Layout
from app.services.rounds import NewRound, RoundView, named_organisations
from app.web.languages import gettext as _
from app.wording.errors import error_sentence
from app.wording.languages import language_name

LONGEST_NAME = 120
MOST_ORGANISATIONS = 60
MOST_EXPECTED = 9999


class RoundForm(FlaskForm):
    """What a facilitator decides about a new round. Closed choices are checked here, so that every fault is said in
    the reader's language."""

    collaboration = StringField()
    title = StringField()
    organisations = TextAreaField()
    questionnaire = SelectField(validate_choice=False)
    languages = SelectMultipleField(validate_choice=False)
    kind = RadioField(choices=[one.value for one in Kind], default=Kind.INDIVIDUAL.value, validate_choice=False)
    smallest_group = StringField(default=str(DEFAULT_SMALLEST_GROUP))
    expected = StringField()
    layout = RadioField(choices=[one.value for one in Layout], default=Layout.STEPS.value, validate_choice=False)

    def __init__(self, library: Sequence[Questionnaire], language: str, model: RoundView | None = None) -> None:
        """`model`: a round of the same collaboration, whose answers to most questions are likely to hold again."""
        self.library = {one.id: one for one in library}
        self.language = language
        known = list(dict.fromkeys(code for one in library for code in one.languages))
        super().__init__(data={"languages": known} | (_as_before(model) if model else {}))
        self.questionnaire.choices = [(one.id, one.title.into(language)) for one in library]
        self.languages.choices = [(code, language_name(code, language)) for code in known]
        for name, words in _labels().items():
            self[name].label.text = words

    def validate_collaboration(self, field: StringField) -> None:
        """A name of reasonable length."""
        _check_name(field)

    def validate_title(self, field: StringField) -> None:
        """A name of reasonable length."""
        _check_name(field)

    def validate_organisations(self, field: TextAreaField) -> None:
        """At least one line, each a name of reasonable length, no name twice."""
        names = self._lines()
        if not names:
            raise ValidationError(_("Write at least one organisation, each on a line of its own."))
        if len(names) > MOST_ORGANISATIONS:
            raise ValidationError(_("At most %(most)d organisations fit in a round.") % {"most": MOST_ORGANISATIONS})
        for name in names:
            if len(name) > LONGEST_NAME:
                raise ValidationError(_("The name “%(name)s …” is too long.") % {"name": name[:40]})
        try:
            named_organisations(names)
        except SamspelError as twice:
            raise ValidationError(error_sentence(twice, self.language)) from twice

    def validate_questionnaire(self, field: SelectField) -> None:
        """One of those there are."""
        if field.data not in self.library:
            raise ValidationError(_("Choose one of the questionnaires."))

    def validate_languages(self, field: SelectMultipleField) -> None:
        """At least one that the questionnaire exists in."""
        questionnaire = self.library.get(str(self.questionnaire.data))
        if questionnaire and not set(questionnaire.languages) & set(field.data or ()):
            known = ", ".join(language_name(code, self.language) for code in questionnaire.languages)
            raise ValidationError(
                _("Choose at least one language that the questionnaire has: %(known)s.") % {"known": known}
            )

    def validate_kind(self, field: RadioField) -> None:
        """One of the two."""
        _check_choice(field)

    def validate_layout(self, field: RadioField) -> None:
        """One of the two."""
        _check_choice(field)

    def validate_smallest_group(self, field: StringField) -> None:
        """Between 3 and 10; a joint round has none, so what stands there does not matter."""
        if self.kind.data != Kind.JOINT.value and _number(field) not in SMALLEST_GROUPS:
            raise ValidationError(_("Choose a number from 3 to 10."))

    def validate_expected(self, field: StringField) -> None:
        """Empty, or a number of persons."""
        if (field.data or "").strip() and _number(field) not in range(1, MOST_EXPECTED + 1):
            raise ValidationError(_("Write a number of persons, or leave it empty."))

    def new_round(self) -> NewRound:
        """What was decided; only after `validate`."""
        questionnaire = self.library[str(self.questionnaire.data)]
        smallest_group = _number(self.smallest_group) or 0
        return NewRound(
            collaboration=_words(self.collaboration),
            title=_words(self.title),
            organisations=tuple(self._lines()),
            questionnaire_id=questionnaire.id,
            languages=tuple(code for code in questionnaire.languages if code in (self.languages.data or ())),
            kind=Kind(self.kind.data),
            smallest_group=smallest_group if smallest_group in SMALLEST_GROUPS else DEFAULT_SMALLEST_GROUP,
            layout=Layout(self.layout.data),
            expected=_number(self.expected),
        )

    def _lines(self) -> list[str]:
        return [" ".join(line.split()) for line in (self.organisations.data or "").splitlines() if line.strip()]


def _labels() -> dict[str, str]:
    """Field name -> its label in the reader's language."""
    return {
        "collaboration": _("Name of the collaboration"),
        "title": _("Name of the round"),
        "organisations": _("Organisations that take part"),
        "questionnaire": _("Questionnaire"),
        "languages": _("Languages"),
        "kind": _("How do you want to answer?"),
        "smallest_group": _("Smallest group that is shown"),
        "expected": _("How many do you expect to answer?"),
        "layout": _("How is the form shown?"),
    }


def _as_before(model: RoundView) -> dict[str, Any]:
    one = model.round
    return {
        "collaboration": one.collaboration,
        "organisations": "\n".join(organisation.name for organisation in one.organisations),
        "questionnaire": one.questionnaire_id,
        "languages": list(one.languages),
        "kind": one.rules.kind.value,
        "smallest_group": str(one.rules.smallest_group),
        "expected": str(one.expected or ""),
        "layout": one.layout.value,
    }


def _words(field: StringField) -> str:
    """What was typed, on one line and without space around it, so that a name is the same name next time."""
    return " ".join((field.data or "").split())


def _number(field: StringField) -> int | None:
    """A whole number of at most four digits, None for anything else."""
    words = _words(field)
    return int(words) if words.isascii() and words.isdigit() and len(words) <= 4 else None


def _check_name(field: StringField) -> None:
    words = _words(field)
    if not words:
        raise ValidationError(_("Write a name."))
    if len(words) > LONGEST_NAME:
        raise ValidationError(_("The name is too long; at most %(most)d characters fit.") % {"most": LONGEST_NAME})


def _check_choice(field: RadioField) -> None:
    if field.data not in (field.choices or ()):
        raise ValidationError(_("Choose one of the two."))
