"""The page value of templates/reference/sharing.html."""

from dataclasses import dataclass

from app.domain.reference import FEWEST, LEFT_AFTER
from app.services.reference import Sharing


@dataclass(frozen=True)
class SharingPage:
    """Whether the collaboration shares its scores. `fewest`: other collaborations that it takes; `weeks`: until what
    was shared is shown no more, at most."""

    id: str
    name: str
    shares: bool
    fewest: int
    weeks: int


def sharing_page(one: Sharing) -> SharingPage:
    """Whether the collaboration shares."""
    return SharingPage(one.collaboration_id, one.name, one.shares, FEWEST, LEFT_AFTER.days // 7)
