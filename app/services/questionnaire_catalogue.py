"""Every questionnaire version that the installation knows: of its files, and those that rounds have kept."""

from app.domain.errors import SamspelError
from app.domain.questionnaire import Questionnaire
from app.services.installation import Installation
from app.services.offered import library_of
from app.store import rounds


def every_version(installation: Installation) -> tuple[Questionnaire, ...]:
    """All versions, by id and version; where a file has changed under its version, as rounds have kept it."""
    with installation.database.reading() as connection:
        kept = rounds.questionnaire_fingerprints(connection)
    found = {(one.id, one.version): one for one in library_of(installation).questionnaires()}
    for key, fingerprint in kept.items():
        if key not in found or found[key].fingerprint != fingerprint:
            found[key] = installation.kept_questionnaire(*key, fingerprint)
    return tuple(found[key] for key in sorted(found))


def one_version(installation: Installation, questionnaire_id: str, version: str) -> Questionnaire:
    """The version, `version` as it stands in an address. Raises Q100."""
    for one in every_version(installation):
        if (one.id, str(one.version)) == (questionnaire_id, version):
            return one
    raise SamspelError("Q100", value=f"{questionnaire_id} {version}", known="")
