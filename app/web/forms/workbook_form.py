"""The form that a workbook is sent with."""

from pathlib import PurePath

from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import FileField, ValidationError

from app.web.languages import gettext as _

MOST_BYTES = 3_000_000
"""Of the whole request; what a workbook may have is for the service to say."""
LONGEST_NAME = 60


class WorkbookForm(FlaskForm):
    """One file."""

    workbook = FileField()

    def validate_workbook(self, field: FileField) -> None:
        """A file was chosen."""
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            raise ValidationError(_("Choose a file."))

    def content(self) -> bytes:
        """What the file holds; only after `validate`."""
        return bytes(self.workbook.data.read())

    @property
    def file_name(self) -> str:
        """The file's name without folder and ending; only after `validate`."""
        return PurePath(str(self.workbook.data.filename)).stem[:LONGEST_NAME]
