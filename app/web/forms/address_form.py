"""Forms for the addresses of the invited."""

from collections.abc import Callable
from typing import TypeVar

from flask_wtf import FlaskForm
from wtforms import FileField, StringField, TextAreaField, ValidationError

from app.domain.errors import SamspelError
from app.services.address_lists import AddressList, read_csv, read_pasted
from app.web.languages import gettext as _
from app.web.languages import language
from app.wording.errors import plain_sentence


class AddressForm(FlaskForm):
    """Addresses, pasted or in a file, or both."""

    addresses = TextAreaField()
    file = FileField()
    refused = ""
    _content = b""
    _pasted = _filed = AddressList((), (), 0)

    def validate_addresses(self, field: TextAreaField) -> None:
        """Something must be there, here or in the file; a list that cannot be read is said."""
        self._content = self.file.data.read() if self.file.data else b""
        if not (field.data or "").strip() and not self._content:
            raise ValidationError(_("Paste at least one address, or choose a file."))
        self._pasted = _read(read_pasted, field.data or "")

    def validate_file(self, field: FileField) -> None:
        """A file must be a CSV with addresses in it."""
        if self._content:
            self._filed = _read(read_csv, self._content)

    def found(self) -> AddressList:
        """All addresses, those of both places together. Only after the form has been found right."""
        one, other = self._pasted, self._filed
        addresses = tuple(dict.fromkeys((*one.addresses, *other.addresses)))
        twice = len(one.addresses) + len(other.addresses) - len(addresses)
        return AddressList(addresses, one.faults + other.faults, one.repeated + other.repeated + twice)


class MendForm(FlaskForm):
    """One address."""

    address = StringField()
    refused = ""


Content = TypeVar("Content", str, bytes)


def _read(read: Callable[[Content], AddressList], content: Content) -> AddressList:
    try:
        return read(content)
    except SamspelError as fault:
        raise ValidationError(plain_sentence(fault, language())) from fault
