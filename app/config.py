"""Settings, from the environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: where questionnaires/, templates/ and reports/ lie."""


@dataclass(frozen=True)
class Settings:
    """What differs between installations.

    `database_url`: SQLAlchemy's, SQLite or PostgreSQL. `secret_key` signs cookies. `instance`: the folder for what
    the installation writes. `questionnaires`: the folder of questionnaire files. `base_url`: where users reach it.
    `smtp_url`: the mail server, as smtp://user:password@host:587?tls=starttls or smtps://…; `mail_from`: whom mails
    come from; both empty where mail is not set up.
    """

    database_url: str
    secret_key: str
    instance: Path
    questionnaires: Path
    base_url: str
    smtp_url: str = ""
    mail_from: str = ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Reads DATABASE_URL, SAMSPEL_SECRET_KEY, SAMSPEL_INSTANCE, SAMSPEL_QUESTIONNAIRES, SAMSPEL_BASE_URL,
        SAMSPEL_SMTP_URL, SAMSPEL_MAIL_FROM.

        Without a secret key one is made and kept in the instance folder, readable by its owner only."""
        instance = Path(environ.get("SAMSPEL_INSTANCE", "instance")).resolve()
        return cls(
            database_url=environ.get("DATABASE_URL") or f"sqlite:///{instance / 'samspel.db'}",
            secret_key=environ.get("SAMSPEL_SECRET_KEY") or _kept_secret(instance),
            instance=instance,
            questionnaires=Path(environ.get("SAMSPEL_QUESTIONNAIRES", ROOT / "questionnaires")),
            base_url=environ.get("SAMSPEL_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
            smtp_url=environ.get("SAMSPEL_SMTP_URL", ""),
            mail_from=environ.get("SAMSPEL_MAIL_FROM", ""),
        )


def _kept_secret(instance: Path) -> str:
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        # Several workers may start at once: the first to link its file decides.
        draft = instance / f"secret_key.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
