"""The places of the administration, in the order in which they are needed."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request, url_for

from app.web.languages import gettext as _


@dataclass(frozen=True)
class AdministrationTab:
    """A place: its address and name, and whether it is where the reader is."""

    address: str
    name: str
    is_here: bool


def administration_tabs() -> tuple[AdministrationTab, ...]:
    """The places, for templates/components/administration_tabs.html."""
    found = ((url_for(endpoint), name()) for endpoint, name in _TABS)
    return tuple(AdministrationTab(address, name, address == request.path) for address, name in found)


_TABS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("administration.accounts", lambda: _("Accounts")),
    ("administration.viewers", lambda: _("Those who follow an organisation")),
    ("audit_log.whole", lambda: _("Log")),
)
