"""The form for a collaboration: what it is called, what it is for, who takes part."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, StringField, TextAreaField, ValidationError

from app.domain.collaboration import Collaboration, Form, Stage
from app.domain.errors import SamspelError
from app.services.collaborations import NewCollaboration
from app.services.organisations import distinct
from app.services.plain_names import plain_name
from app.web.forms.text_list import TextListField
from app.web.languages import gettext as _
from app.wording.collaborations import FORMS, STAGES
from app.wording.errors import error_sentence

LONGEST_NAME = 120
LONGEST_PURPOSE = 2000
MOST_ORGANISATIONS = 60
FEWEST_BOXES = 6
SPARE_BOXES = 2


class CollaborationForm(FlaskForm):
    """What a facilitator says about a collaboration. Closed choices are checked here, so that every fault is said in
    the reader's language."""

    name = StringField()
    organisations = TextListField()
    purpose = TextAreaField()
    form = SelectField(choices=[one.value for one in Form], default=Form.AGREEMENT.value, validate_choice=False)
    stage = SelectField(choices=[one.value for one in Stage], default=Stage.OPERATION.value, validate_choice=False)
    version = HiddenField()

    def __init__(self, language: str, before: Collaboration | None = None) -> None:
        """`before`: the collaboration as it is, where it is changed."""
        self.language = language
        self.before = before
        super().__init__(data=_as_it_is(before) if before else {"organisations": []})
        self.form.choices = [(one.value, _(words)) for one, words in FORMS.items()]
        self.stage.choices = [(one.value, _(words)) for one, words in STAGES.items()]
        for name, words in _labels().items():
            self[name].label.text = words

    @property
    def names(self) -> list[str]:
        """The organisations that were typed."""
        return [name for name in self.organisations.data or () if name]

    def boxes(self, more: int = 0) -> list[str]:
        """What stands in each box for an organisation, some of them empty."""
        filled = self.names
        return [*filled, *[""] * max(FEWEST_BOXES + more - len(filled), SPARE_BOXES + more)]

    def validate_name(self, field: StringField) -> None:
        """A name of reasonable length."""
        words = " ".join((field.data or "").split())
        if not words:
            raise ValidationError(_("Write a name."))
        if len(words) > LONGEST_NAME:
            raise ValidationError(_("The name is too long; at most %(most)d characters fit.") % {"most": LONGEST_NAME})
        if self.before is None or words != self.before.name:
            plain(words, self.language)

    def validate_organisations(self, field: TextListField) -> None:
        """At least one, each a name of reasonable length, none twice."""
        if not self.names:
            raise ValidationError(_("Write at least one organisation."))
        if len(self.names) > MOST_ORGANISATIONS:
            words = _("At most %(most)d organisations fit in a collaboration.")
            raise ValidationError(words % {"most": MOST_ORGANISATIONS})
        for name in self.names:
            if len(name) > LONGEST_NAME:
                raise ValidationError(_("The name “%(name)s …” is too long.") % {"name": name[:40]})
        try:
            distinct(self.names)
        except SamspelError as twice:
            raise ValidationError(error_sentence(twice, self.language)) from twice

    def validate_purpose(self, field: TextAreaField) -> None:
        """A text of reasonable length."""
        if len(field.data or "") > LONGEST_PURPOSE:
            words = _("The text is too long; at most %(most)d characters fit.")
            raise ValidationError(words % {"most": LONGEST_PURPOSE})

    def validate_form(self, field: SelectField) -> None:
        """One of those there are."""
        if field.data not in [one.value for one in Form]:
            raise ValidationError(_("Choose one of the alternatives."))

    def validate_stage(self, field: SelectField) -> None:
        """One of those there are."""
        if field.data not in [one.value for one in Stage]:
            raise ValidationError(_("Choose one of the alternatives."))

    @property
    def seen_version(self) -> int:
        """The version that the form was filled from; 0, which no collaboration has, for anything else."""
        words = str(self.version.data or "")
        return int(words) if words.isascii() and words.isdigit() and len(words) < 9 else 0

    def new_collaboration(self) -> NewCollaboration:
        """What was said; only after `validate`."""
        return NewCollaboration(
            name=self.name.data,
            organisations=tuple(self.names),
            purpose="\n".join((self.purpose.data or "").splitlines()),
            form=Form(self.form.data),
            stage=Stage(self.stage.data),
        )


def plain(name: str, language: str) -> None:
    """Raises ValidationError for a name that no mail may hold."""
    try:
        plain_name(name)
    except SamspelError as refused:
        raise ValidationError(error_sentence(refused, language)) from refused


def _labels() -> dict[str, str]:
    """Field name -> its label in the reader's language."""
    return {
        "name": _("Name of the collaboration"),
        "organisations": _("Organisations that take part"),
        "purpose": _("What is the collaboration for?"),
        "form": _("Form"),
        "stage": _("Where is it now?"),
    }


def _as_it_is(one: Collaboration) -> dict[str, object]:
    return {
        "name": one.name,
        "organisations": [party.name for party in one.parties],
        "purpose": one.purpose,
        "form": one.form.value,
        "stage": one.stage.value,
        "version": str(one.version),
    }
