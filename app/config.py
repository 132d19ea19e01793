"""Settings, from the environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: where questionnaires/, templates/ and reports/ lie."""


@dataclass(frozen=True)
class OpenIdSettings:
    """Another's sign-in that accounts may use. `name` stands on the button. `admits`: whoever comes from there with a
    verified address gets an account."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    admits: bool

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "OpenIdSettings | None":
        """Reads SAMSPEL_OIDC_ISSUER, …_CLIENT_ID, …_CLIENT_SECRET, …_NAME and …_ADMITS; None without an issuer."""
        issuer = environ.get("SAMSPEL_OIDC_ISSUER", "").strip().rstrip("/")
        if not issuer:
            return None
        return cls(
            issuer,
            environ.get("SAMSPEL_OIDC_CLIENT_ID", ""),
            environ.get("SAMSPEL_OIDC_CLIENT_SECRET", ""),
            environ.get("SAMSPEL_OIDC_NAME", "").strip() or "OpenID Connect",
            environ.get("SAMSPEL_OIDC_ADMITS", "").strip().lower() == "yes",
        )


@dataclass(frozen=True)
class Settings:
    """What differs between installations.

    `database_url`: SQLAlchemy's, SQLite or PostgreSQL. `secret_key` signs cookies. `instance`: the folder for what
    the installation writes. `questionnaires`: the folder of questionnaire files. `base_url`: where users reach it.
    `openid`: the municipality's own sign-in, where there is one. `proxies`: how many servers of our own stand before
    this one and tell, in X-Forwarded-For, where a visitor comes from.
    """

    database_url: str
    secret_key: str
    instance: Path
    questionnaires: Path
    base_url: str
    openid: OpenIdSettings | None = None
    proxies: int = 0

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Reads DATABASE_URL, SAMSPEL_SECRET_KEY, SAMSPEL_INSTANCE, SAMSPEL_QUESTIONNAIRES, SAMSPEL_BASE_URL,
        SAMSPEL_PROXIES, and what begins with SAMSPEL_OIDC_.

        Without a secret key one is made and kept in the instance folder, readable by its owner only."""
        instance = Path(environ.get("SAMSPEL_INSTANCE", "instance")).resolve()
        return cls(
            database_url=environ.get("DATABASE_URL") or f"sqlite:///{instance / 'samspel.db'}",
            secret_key=environ.get("SAMSPEL_SECRET_KEY") or _kept_secret(instance),
            instance=instance,
            questionnaires=Path(environ.get("SAMSPEL_QUESTIONNAIRES", ROOT / "questionnaires")),
            base_url=environ.get("SAMSPEL_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
            openid=OpenIdSettings.from_environment(environ),
            proxies=int(environ.get("SAMSPEL_PROXIES") or 0),
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
