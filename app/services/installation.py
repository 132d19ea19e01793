"""What every use case works on."""

from contextlib import suppress
from dataclasses import dataclass

from app.config import Settings, keep_private, private_folder
from app.definitions.library import Library, read_definition_text
from app.domain.errors import SamspelError
from app.domain.package import combined
from app.domain.questionnaire import Questionnaire
from app.store import rounds
from app.store.database import Database
from app.store.faults import REASONS as REASONS  # what the log tells
from app.store.faults import RETRY_AFTER as RETRY_AFTER
from app.store.faults import Unavailable as Unavailable
from app.store.rounds import StoredRound
from app.store.upgrade import UnusableDatabase as UnusableDatabase  # what the command line tells of
from app.store.upgrade import upgrade

_parsed: dict[str, Questionnaire] = {}
_packages: dict[tuple[str, ...], Questionnaire] = {}


@dataclass(frozen=True)
class Installation:
    """One running Samspel: its settings, its database, its questionnaire files."""

    settings: Settings
    database: Database
    library: Library

    @classmethod
    def open(cls, settings: Settings) -> "Installation":
        """Opens the installation and brings its database up to date. What it keeps is for its owner alone to read."""
        if settings.database_url.startswith("sqlite") or settings.instance.exists():
            private_folder(settings.instance)
        database = Database(settings.database_url)
        for path in database.files[:1]:
            with suppress(OSError):  # where it cannot be made, the upgrade says so in words
                path.touch(mode=0o600)  # SQLite gives its log the rights of the database
        for path in database.files:
            keep_private(path)
        upgrade(database)
        return cls(settings, database, Library(settings.questionnaires))

    def kept_questionnaire(self, questionnaire_id: str, version: int, fingerprint: str) -> Questionnaire:
        """The questionnaire version as a round keeps it, whatever has become of its file; parsed once.

        Raises SamspelError Q102 when the kept text can no longer be read."""
        if fingerprint not in _parsed:
            with self.database.reading() as connection:
                source = rounds.questionnaire_source(connection, questionnaire_id, version)
            definition = read_definition_text(source, f"{questionnaire_id} {version}")
            if definition.questionnaire is None:
                raise SamspelError("Q102", value=f"{questionnaire_id} {version}")
            _parsed[fingerprint] = definition.questionnaire
        return _parsed[fingerprint]

    def kept_parts(self, stored: StoredRound) -> tuple[Questionnaire, ...]:
        """The questionnaires that the round asks, the main one first. Raises Q102."""
        one = stored.round
        main = self.kept_questionnaire(one.questionnaire_id, one.questionnaire_version, stored.fingerprint)
        further = zip(one.further, stored.further, strict=True)
        return (main, *(self.kept_questionnaire(*key, fingerprint) for key, fingerprint in further))

    def questionnaire_of(self, stored: StoredRound) -> Questionnaire:
        """What the round asks, as one questionnaire; a package is put together once. Raises Q102."""
        if not stored.further:
            return self.kept_parts(stored)[0]
        key = (stored.fingerprint, *stored.further)
        if key not in _packages:
            main, *further = self.kept_parts(stored)
            _packages[key] = combined(main, further)
        return _packages[key]
