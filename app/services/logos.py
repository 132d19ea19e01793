"""The collaboration's logo: checked, kept, shown."""

from datetime import datetime

from app.documents.logo import cleaned_logo
from app.domain.errors import SamspelError
from app.services.access import Act, require_facilitator, require_part
from app.services.accounts import Account
from app.services.audit import record
from app.services.installation import Installation
from app.store import collaborations


def set_logo(installation: Installation, account: Account, collaboration_id: str, image: bytes, now: datetime) -> None:
    """Keeps a clean PNG of the image. Raises C010, and C005..C007 for an image that cannot be used."""
    _keep(installation, account, collaboration_id, cleaned_logo(image), now, "logo_set")


def remove_logo(installation: Installation, account: Account, collaboration_id: str, now: datetime) -> None:
    """Removes the logo. Raises C010."""
    _keep(installation, account, collaboration_id, None, now, "logo_removed")


def find_logo(installation: Installation, account: Account, collaboration_id: str) -> bytes | None:
    """The logo as PNG, for those who may read the collaboration. Raises C010."""
    with installation.database.reading() as connection:
        one = collaborations.by_id(connection, collaboration_id)
        if one is None:
            raise SamspelError("C010")
        require_part(connection, account, Act.READ, one)
        return collaborations.logo(connection, collaboration_id)


def logo_for_documents(installation: Installation, collaboration_id: str) -> bytes | None:
    """The logo for the cover of a document; who may have the document has been asked already."""
    with installation.database.glancing() as connection:
        return collaborations.logo(connection, collaboration_id)


def _keep(
    installation: Installation, account: Account, collaboration_id: str, png: bytes | None, now: datetime, deed: str
) -> None:
    with installation.database.writing() as connection:
        require_facilitator(connection, account, collaboration_id)
        one = collaborations.by_id(connection, collaboration_id)
        if one is None:
            raise SamspelError("C010")
        collaborations.set_logo(connection, collaboration_id, png)
        record(connection, now, account, deed, collaboration_id, one.name)
