"""The form that a file of answers is sent with."""

from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import FileField, StringField, ValidationError

from app.web.languages import gettext as _

MOST_BYTES = 6_000_000
"""Of the whole request; what a file of answers may have is for the service to say."""


class ImportForm(FlaskForm):
    """A file and, for a workbook, the name of its sheet."""

    file = FileField()
    sheet = StringField()

    def validate_file(self, field: FileField) -> None:
        """A file was chosen."""
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            raise ValidationError(_("Choose a file."))

    def name(self) -> str:
        """The file's name; only after `validate`."""
        return str(self.file.data.filename)

    def content(self) -> bytes:
        """What the file holds; only after `validate`."""
        return bytes(self.file.data.read())
