"""The page value of templates/tokens/help.html: how other programs read, with examples that fit this installation."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.collaborations import CollaborationView

SAMPLE = "ABCDEF"
"""Stands for a round's code where the account may read no closed round."""


@dataclass(frozen=True)
class LoadPage:
    """`site`: the address of the installation; `address`: of its API; `code`: a round that the account may read, or
    SAMPLE; `title`: of that round, empty for SAMPLE."""

    site: str
    address: str
    code: str
    title: str


def load_page(base_url: str, found: Sequence[CollaborationView]) -> LoadPage:
    """The examples' places, with the latest round that has a result."""
    site = base_url.rstrip("/")
    views = [view for one in found for view in one.rounds]
    closed = [view.round for view in views if view.round.state.shows_results and not view.round.is_workshop]
    latest = max(closed, key=lambda one: str(one.closed_on), default=None)
    return LoadPage(site, f"{site}/api/v1", latest.code if latest else SAMPLE, latest.title if latest else "")
