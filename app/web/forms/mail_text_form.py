"""The form for what a mail says: subject and text in each language of the round."""

from collections.abc import Mapping
from datetime import datetime

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField

from app.services.mail_texts import MailText, check_text, default_texts
from app.services.rounds import RoundView
from app.web.languages import language
from app.wording.errors import plain_sentence


class MailTextForm(FlaskForm):
    """Fields "subject_sv", "text_sv" and so on. A language may be left out by emptying both of its fields, as long as
    one is left."""

    languages: tuple[str, ...] = ()
    closes: datetime | None = None
    refused = ""

    def validate(self, extra_validators: Mapping[str, object] | None = None) -> bool:
        """Whether the token is fresh and every text can be sent; the faults stand at their fields."""
        right = super().validate(extra_validators)
        for code, one in _written(self).items():
            for name, fault in check_text(one, self.closes).items():
                self[f"{name}_{code}"].errors = [plain_sentence(fault, language())]
                right = False
        return bool(right)


def build_mail_text_form(view: RoundView, what: str, name: str, closes: datetime | None) -> MailTextForm:
    """The form for "invitations" or "reminders", with a proposal in it; what has been posted takes its place."""
    proposal = default_texts(view, what.removesuffix("s"), name, closes)
    fields: dict[str, object] = {"languages": tuple(proposal), "closes": closes}
    for code, one in proposal.items():
        fields |= {f"subject_{code}": StringField(default=one.subject), f"text_{code}": TextAreaField(default=one.text)}
    form: type[MailTextForm] = type("RoundMailTextForm", (MailTextForm,), fields)
    return form()


def texts_of(form: MailTextForm) -> dict[str, MailText]:
    """What the form says, by language."""
    return {code: MailText(" ".join(one.subject.split()), one.text) for code, one in _written(form).items()}


def _written(form: MailTextForm) -> dict[str, MailText]:
    """The languages in which something is written; the first one where nothing is."""
    texts = {
        code: MailText(form[f"subject_{code}"].data or "", (form[f"text_{code}"].data or "").replace("\r\n", "\n"))
        for code in form.languages
    }
    written = {code: one for code, one in texts.items() if one.subject.strip() or one.text.strip()}
    return written or dict(list(texts.items())[:1])
