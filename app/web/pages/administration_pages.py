"""The page values of templates/administration/*.html."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import url_for

from app.services.accounts import Account
from app.services.administration import Viewer, Viewers
from app.web.forms.people_forms import AccountForm, ViewerForm
from app.web.languages import gettext as _
from app.web.pages.administration_tabs import AdministrationTab, administration_tabs
from app.web.pages.people_pages import RemovalPage


@dataclass(frozen=True)
class AccountLine:
    """An account in the list. `is_sure`: cannot be made less, being the last administrator."""

    account_id: str
    name: str
    email: str
    is_administrator: bool
    makes_collaborations: bool
    is_last_administrator: bool
    is_you: bool
    has_passkeys: bool


@dataclass(frozen=True)
class AccountsPage:
    """All accounts, and the form for a new one. `facilitators_make`: whoever leads a collaboration may make more."""

    accounts: tuple[AccountLine, ...]
    email: str
    name: str
    is_administrator: bool
    makes_collaborations: bool
    facilitators_make: bool
    fault: str
    tabs: tuple[AdministrationTab, ...]


@dataclass(frozen=True)
class ViewersPage:
    """Who follows which organisation, and the form for one more."""

    viewers: tuple[Viewer, ...]
    organisations: tuple[tuple[str, str], ...]
    email: str
    organisation: str
    fault: str
    tabs: tuple[AdministrationTab, ...]


def accounts_page(
    found: Sequence[Account],
    with_passkeys: Collection[str],
    form: AccountForm,
    you: Account,
    *,
    facilitators_make: bool,
) -> AccountsPage:
    """The accounts, with what was typed. `with_passkeys`: the ids of those that have any."""
    administrators = sum(one.is_administrator for one in found)
    lines = (
        AccountLine(
            one.id,
            one.name,
            one.email,
            one.is_administrator,
            one.makes_collaborations,
            one.is_administrator and administrators == 1,
            one.id == you.id,
            one.id in with_passkeys,
        )
        for one in found
    )
    return AccountsPage(
        accounts=tuple(lines),
        email=form.email.data or "",
        name=form.name.data or "",
        is_administrator=bool(form.is_administrator.data),
        makes_collaborations=bool(form.makes_collaborations.data),
        facilitators_make=facilitators_make,
        fault=form.fault(),
        tabs=administration_tabs(),
    )


def viewers_page(found: Viewers, form: ViewerForm) -> ViewersPage:
    """The viewers, with what was typed."""
    return ViewersPage(
        viewers=found.viewers,
        organisations=found.organisations,
        email=form.email.data or "",
        organisation=form.organisation.data or "",
        fault=form.fault(),
        tabs=administration_tabs(),
    )


def reset_page(account: Account, *, passwords: bool) -> RemovalPage:
    """What it means that the account is reset. `passwords`: they let people in."""
    choosing = _(
        "For when somebody else may have got in. The password is taken away, and a mail tells how to choose another."
    )
    signing = _("For when somebody else may have got in. A mail with a link to sign in by goes to the owner.")
    return RemovalPage(
        kicker=account.email,
        question=_("Reset the account of %(name)s?") % {"name": account.name},
        lead=choosing if passwords else signing,
        consequences=(
            _("The person is signed out everywhere, and mailed links stop working."),
            _("All tokens for other programs are revoked."),
        ),
        button=_("Yes, reset the account"),
        back=url_for("administration.accounts"),
    )


def removal_page(account: Account) -> RemovalPage:
    """What it means that the account is removed."""
    return RemovalPage(
        kicker=account.email,
        question=_("Remove the account of %(name)s?") % {"name": account.name},
        lead=_("The person can no longer sign in and loses every role. This cannot be undone."),
        consequences=(_("Rounds, results and what the group has agreed on stay."),),
        button=_("Yes, remove the account"),
        back=url_for("administration.accounts"),
    )


def passkey_reset_page(account: Account) -> RemovalPage:
    """What it means that the passkeys of the account are taken away."""
    return RemovalPage(
        kicker=account.email,
        question=_("Remove the passkeys of %(name)s?") % {"name": account.name},
        lead=_(
            "Do this for somebody who has lost every passkey and every recovery code. Make sure that it is the right "
            "person who asks: call back on a number that you know."
        ),
        consequences=(
            _("The person is signed out everywhere, and gets in by the first step alone until there is a new passkey."),
            _("It stands in the log."),
        ),
        button=_("Yes, remove the passkeys"),
        back=url_for("administration.accounts"),
    )


def viewer_removal_page(viewer: Viewer) -> RemovalPage:
    """What it means that the account follows the organisation no more."""
    facts = {"address": viewer.email, "organisation": viewer.organisation}
    return RemovalPage(
        kicker=viewer.organisation,
        question=_("Shall %(address)s no longer follow %(organisation)s?") % facts,
        lead=_("The account stays, but no longer shows the results of the organisation's collaborations."),
        consequences=(),
        button=_("Yes, take it away"),
        back=url_for("administration.viewers"),
    )
