"""The page value of templates/account/own.html."""

from dataclasses import dataclass

from app.services.access import Role
from app.services.own_account import OwnAccount
from app.services.passwords import SHORTEST_PASSWORD
from app.web.forms.account_forms import NameForm, PasswordForm
from app.web.languages import gettext as _


@dataclass(frozen=True)
class RoleLine:
    """A collaboration and what one is in it. `people_of`: its id where one may see its people, else empty."""

    collaboration: str
    role: str
    people_of: str


@dataclass(frozen=True)
class AccountPage:
    """The own account. `passwords`: they let people in here. `openid_name`: the municipality's sign-in, where there is
    one to connect with; `is_proved`: it has been shown lately who one is, which a first password and a connection ask
    for."""

    email: str
    name: str
    name_fault: str
    password_fault: str
    passwords: bool
    has_password: bool
    shortest_password: int
    roles: tuple[RoleLine, ...]
    follows: tuple[str, ...]
    is_administrator: bool
    openid_name: str
    is_connected: bool
    is_proved: bool
    makes_collaborations: bool


def account_page(
    found: OwnAccount,
    name: NameForm,
    password: PasswordForm,
    openid_name: str,
    *,
    is_proved: bool,
    passwords: bool,
) -> AccountPage:
    """The account in words, with the faults of what was just typed."""
    return AccountPage(
        email=found.account.email,
        name=name.name.data or "",
        name_fault=name.fault(),
        password_fault=password.fault(),
        passwords=passwords,
        has_password=found.has_password,
        shortest_password=SHORTEST_PASSWORD,
        roles=tuple(
            RoleLine(
                one.collaboration, role_name(one.role), one.collaboration_id if one.role is Role.FACILITATOR else ""
            )
            for one in found.roles
        ),
        follows=found.follows,
        is_administrator=found.account.is_administrator,
        openid_name=openid_name,
        is_connected=found.is_connected,
        is_proved=is_proved,
        makes_collaborations=found.makes_collaborations,
    )


def role_name(role: Role) -> str:
    """The role in words."""
    return {Role.FACILITATOR: _("Facilitator"), Role.GUEST: _("Guest"), Role.VIEWER: _("Viewer")}[role]
