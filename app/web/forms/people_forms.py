"""The forms by which people are given roles and accounts."""

from wtforms import BooleanField, StringField

from app.services.access import Role
from app.services.people import GIVEN
from app.web.forms.account_forms import EmailForm
from app.web.languages import gettext as _


class InvitationForm(EmailForm):
    """An address and the role that it is to have."""

    role = StringField(default=Role.FACILITATOR.value)

    def chosen(self) -> Role | None:
        """The role, None for something that is none."""
        return next((one for one in GIVEN if one.value == self.role.data), None)

    def fault(self) -> str:
        """What is to be mended, empty where nothing is."""
        return super().fault() or ("" if self.chosen() else _("Choose one of the roles."))


class AccountForm(EmailForm):
    """A new account."""

    name = StringField()
    is_administrator = BooleanField()
    makes_collaborations = BooleanField(default=True)


class ViewerForm(EmailForm):
    """An address and the organisation that it is to follow."""

    field_at_fault = "email"
    organisation = StringField()
