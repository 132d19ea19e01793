"""The forms of signing in and of one's own account."""

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import DataRequired

from app.web.languages import gettext as _


class SignInForm(FlaskForm):
    """E-mail address and password."""

    email = EmailField(validators=[DataRequired()])
    password = PasswordField(validators=[DataRequired()])

    def fault(self) -> str:
        """Why nothing was looked at."""
        if "csrf_token" in self.errors:
            return _("The page had been open for a while. Type the password and press the button again.")
        return _("Write both the e-mail address and the password.")


class RefusableForm(FlaskForm):
    """A form with one field that a fault is about. `field_at_fault`: which."""

    field_at_fault = ""
    refused = ""

    def refuse(self, words: str) -> None:
        """Notes why it could not be carried out."""
        self.refused = words

    def fault(self) -> str:
        """What is to be mended, empty where nothing is."""
        if self.refused:
            return self.refused
        if "csrf_token" in self.errors:
            return _("The page had been open for a while. Nothing is lost: check and press the button again.")
        return ""


class EmailForm(RefusableForm):
    """An e-mail address that a mail is to go to."""

    field_at_fault = "email"
    email = EmailField()


class NameForm(RefusableForm):
    """The name that others see."""

    field_at_fault = "name"
    name = StringField()


class PasswordForm(RefusableForm):
    """The old password, where there is one, and a new one. Neither is ever sent back to the page."""

    field_at_fault = "new_password"
    old_password = PasswordField()
    new_password = PasswordField()


class ProofForm(RefusableForm):
    """What shows who one is: the password, or a mailed code. Neither is ever sent back to the page."""

    field_at_fault = "password"
    password = PasswordField()
    code = StringField()
