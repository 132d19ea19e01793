"""The page value of templates/collaborations/logo.html."""

from dataclasses import dataclass

from app.services.collaborations import CollaborationView


@dataclass(frozen=True)
class LogoPage:
    """`refused`: why the picture that was sent cannot be used."""

    id: str
    name: str
    has_logo: bool
    refused: str


def logo_page(view: CollaborationView, refused: str = "") -> LogoPage:
    """The logo of a collaboration."""
    one = view.collaboration
    return LogoPage(one.id, one.name, one.has_logo, refused)
