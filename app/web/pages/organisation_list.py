"""The page value of templates/organisations/index.html."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.collaboration import Party


@dataclass(frozen=True)
class OrganisationListPage:
    """The organisations that the account follows: (id, name); none at all for most accounts."""

    organisations: tuple[tuple[str, str], ...]


def organisation_list_page(found: Sequence[Party]) -> OrganisationListPage:
    """By name, as they come."""
    return OrganisationListPage(tuple((one.id, one.name) for one in found))
