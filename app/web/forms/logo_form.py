"""The form that a logo is sent with."""

from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import FileField, ValidationError

from app.web.languages import gettext as _

MOST_BYTES = 6_000_000
"""Of the whole request; what a picture may have is for the service to say."""


class LogoForm(FlaskForm):
    """One file."""

    logo = FileField()

    def validate_logo(self, field: FileField) -> None:
        """A file was chosen."""
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            raise ValidationError(_("Choose a file."))

    def content(self) -> bytes:
        """What the file holds; only after `validate`."""
        return bytes(self.logo.data.read())
