"""The page value of templates/collaborations/edit.html: the form for a collaboration, made or changed."""

from dataclasses import dataclass

from app.services.collaborations import CollaborationView
from app.services.organisations import known_municipalities
from app.web.languages import gettext as _
from app.web.pages.meanwhile import Difference


@dataclass(frozen=True)
class DescribedCollaborationPage:
    """`id`: the collaboration's, empty for a new one. `municipalities`: names to choose among while typing; `more`: how
    many further boxes for organisations; `differences`: what somebody else has stored meanwhile."""

    heading: str
    button: str
    id: str
    municipalities: tuple[str, ...]
    more: int
    differences: tuple[Difference, ...] = ()


def new_collaboration_page(more: int = 0) -> DescribedCollaborationPage:
    """A new collaboration."""
    return DescribedCollaborationPage(_("New collaboration"), _("Make the collaboration"), "", _names(), more)


def changed_collaboration_page(
    view: CollaborationView, differences: tuple[Difference, ...] = (), more: int = 0
) -> DescribedCollaborationPage:
    """A collaboration that there is."""
    one = view.collaboration
    return DescribedCollaborationPage(
        _("Change %(name)s") % {"name": one.name}, _("Save"), one.id, _names(), more, differences
    )


def _names() -> tuple[str, ...]:
    return tuple(one.name for one in known_municipalities())
