"""Settings, from the environment."""

import logging
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from app.domain.errors import SamspelError
from app.known_settings import YES_OR_NO, database_address, is_yes, issuer_address, require_known
from app.log_lines import FORMS as LOG_FORMS
from app.log_lines import SETTING as LOG_SETTING

ROOT = Path(__file__).resolve().parent.parent
"""The program's own folder (the checkout, or what was installed), with questionnaires/, templates/ and reports/."""
DAYS = range(1, 3651)
log = logging.getLogger("samspel.config")
SHORTEST_SECRET = 32
"""Characters of a secret key. Fewer could be guessed by whoever holds one signed cookie."""
MONTHS = range(1, 601)
MAILS = range(1, 100_001)
PROXIES = range(11)


@dataclass(frozen=True)
class Retention:
    """How long things are kept. `drafts_days` and `addresses_days` (invitations and mails) count from the closing of
    a round, and so does `answers_months`; `audit_months` counts from the deed."""

    drafts_days: int = 30
    addresses_days: int = 30
    answers_months: int = 60
    audit_months: int = 24

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Retention":
        """Reads the SAMSPEL_KEEP_… settings. Raises V001 for a value that is no number of days or months."""
        return cls(
            drafts_days=_number(environ, "SAMSPEL_KEEP_DRAFTS_DAYS", cls.drafts_days, DAYS),
            addresses_days=_number(environ, "SAMSPEL_KEEP_ADDRESSES_DAYS", cls.addresses_days, DAYS),
            answers_months=_number(environ, "SAMSPEL_KEEP_ANSWERS_MONTHS", cls.answers_months, MONTHS),
            audit_months=_number(environ, "SAMSPEL_KEEP_AUDIT_MONTHS", cls.audit_months, MONTHS),
        )


@dataclass(frozen=True)
class Privacy:
    """What the privacy notice says about this installation; empty where nobody has filled it in.

    `controller`: who is responsible for the personal data. `contact`: an address for questions. `officer`: the data
    protection officer. `legal_ground`: in the controller's own words."""

    controller: str = ""
    contact: str = ""
    officer: str = ""
    legal_ground: str = ""
    retention: Retention = field(default_factory=Retention)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Privacy":
        """Reads SAMSPEL_CONTROLLER, SAMSPEL_CONTACT, SAMSPEL_DATA_PROTECTION_OFFICER, SAMSPEL_LEGAL_GROUND and how
        long things are kept."""
        return cls(
            controller=_line(environ, "SAMSPEL_CONTROLLER"),
            contact=_line(environ, "SAMSPEL_CONTACT"),
            officer=_line(environ, "SAMSPEL_DATA_PROTECTION_OFFICER"),
            legal_ground=_line(environ, "SAMSPEL_LEGAL_GROUND"),
            retention=Retention.from_environment(environ),
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The settings that a reader of the notice would miss."""
        needed = {"SAMSPEL_CONTROLLER": self.controller, "SAMSPEL_CONTACT": self.contact}
        return tuple(name for name, value in needed.items() if not value)


@dataclass(frozen=True)
class OpenIdSettings:
    """Another's sign-in that accounts may use. `name` stands on the button. `admits`: whoever comes from there with a
    verified address gets an account."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    admits: bool

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "OpenIdSettings | None":
        """Reads SAMSPEL_OIDC_ISSUER, …_CLIENT_ID, …_CLIENT_SECRET, …_NAME and …_ADMITS; None without an issuer.

        Raises V041, V046, V056 (an issuer without a client id)."""
        issuer = issuer_address(environ)
        if not issuer:
            return None
        client_id = environ.get("SAMSPEL_OIDC_CLIENT_ID", "").strip()
        if not client_id:
            raise SamspelError("V056", "SAMSPEL_OIDC_CLIENT_ID")
        return cls(
            issuer,
            client_id,
            environ.get("SAMSPEL_OIDC_CLIENT_SECRET", "").strip(),
            environ.get("SAMSPEL_OIDC_NAME", "").strip() or "OpenID Connect",
            is_yes(environ, "SAMSPEL_OIDC_ADMITS"),
        )


class Demanded(StrEnum):
    """Who signs in with a passkey besides, whether they want it or not."""

    NOBODY = ""
    ADMINISTRATORS = "administrators"
    FACILITATORS = "facilitators"
    """Administrators too."""


@dataclass(frozen=True)
class PasswordWork:
    """What one guess at a password costs with argon2id: `passes` over `kibibytes` of memory in `lanes` at a time. The
    defaults are the second recommendation of RFC 9106, section 4. No environment changes them."""

    passes: int = 3
    kibibytes: int = 65536
    lanes: int = 4


@dataclass(frozen=True)
class Settings:
    """What differs between installations.

    `database_url`: SQLAlchemy's, SQLite or PostgreSQL. `secret_key` signs cookies. `instance`: the folder for what
    the installation writes. `questionnaires`: the folder of questionnaire files. `base_url`: where users reach it.
    `openid`: the municipality's own sign-in, where there is one. `proxies`: how many servers of our own stand before
    this one and tell, in X-Forwarded-For, where a visitor comes from.
    `smtp_url`: the mail server, as smtp://user:password@host:587?tls=starttls or smtps://…; `mail_from`: whom mails
    come from; both empty where mail is not set up. `facilitators_make`: whoever leads a collaboration may make more,
    not only those whom an administrator lets. `mails_a_day`: how many invitations and reminders one account sends.
    """

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    instance: Path
    questionnaires: Path
    base_url: str
    openid: OpenIdSettings | None = None
    proxies: int = 0
    privacy: Privacy = field(default_factory=Privacy)
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    password_sign_in: bool = True
    passkey: Demanded = Demanded.NOBODY
    password_work: PasswordWork = PasswordWork()
    facilitators_make: bool = False
    mails_a_day: int = 1000

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Reads DATABASE_URL, SAMSPEL_SECRET_KEY, SAMSPEL_INSTANCE, SAMSPEL_QUESTIONNAIRES, SAMSPEL_BASE_URL,
        SAMSPEL_PROXIES, SAMSPEL_SMTP_URL, SAMSPEL_MAIL_FROM, SAMSPEL_PASSWORD_SIGN_IN, SAMSPEL_PASSKEY,
        SAMSPEL_FACILITATORS_MAKE, SAMSPEL_MAILS_A_DAY, what begins with SAMSPEL_OIDC_, and what `Privacy` reads.
        Raises V001, V010 to V018, V040 to V046, V056.

        Without a secret key one is made and kept in the instance folder, readable by its owner only."""
        require_known(environ)
        privacy, openid = Privacy.from_environment(environ), OpenIdSettings.from_environment(environ)
        _require_known_log(environ)
        base_url = _base_url(environ)
        passkey = _demanded(environ, base_url)
        password_sign_in = _password_sign_in(environ, openid)
        instance = _instance(environ)
        database_url = database_address(environ, f"sqlite:///{instance / 'samspel.db'}")
        questionnaires = questionnaires_folder(environ)
        return cls(
            database_url=database_url,
            secret_key=_secret_key(environ, instance),
            instance=instance,
            questionnaires=questionnaires,
            base_url=base_url,
            openid=openid,
            proxies=_proxies(environ),
            privacy=privacy,
            smtp_url=environ.get("SAMSPEL_SMTP_URL", ""),
            mail_from=environ.get("SAMSPEL_MAIL_FROM", ""),
            password_sign_in=password_sign_in,
            passkey=passkey,
            facilitators_make=is_yes(environ, "SAMSPEL_FACILITATORS_MAKE"),
            mails_a_day=_number(environ, "SAMSPEL_MAILS_A_DAY", cls.mails_a_day, MAILS),
        )

    @property
    def relying_party(self) -> str:
        """The name under which browsers keep passkeys for this installation: the host of its address. Empty where
        browsers keep none: an address without TLS (but for this machine's own), or one that is a number."""
        found = urlsplit(self.base_url)
        host = found.hostname or ""
        is_own = host == "localhost" or host.endswith(".localhost")
        return host if not _is_number(host) and (found.scheme == "https" or is_own) else ""

    @property
    def origin(self) -> str:
        """What browsers call the place that the installation's pages come from."""
        found = urlsplit(self.base_url)
        port = f":{found.port}" if found.port not in (None, 443 if found.scheme == "https" else 80) else ""
        host = f"[{found.hostname}]" if ":" in (found.hostname or "") else found.hostname
        return f"{found.scheme}://{host}{port}"


def questionnaires_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the questionnaire files lie (SAMSPEL_QUESTIONNAIRES), for what needs no installation besides. Raises V045
    where it is no folder."""
    folder = Path(environ.get("SAMSPEL_QUESTIONNAIRES") or ROOT / "questionnaires")
    if not folder.is_dir():
        raise SamspelError("V045", "SAMSPEL_QUESTIONNAIRES", folder=str(folder))
    return folder


def _instance(environ: Mapping[str, str]) -> Path:
    """The installation's folder, which may have to be made. Raises V044 where it, or what holds it, is a file."""
    folder = Path(environ.get("SAMSPEL_INSTANCE") or "instance").resolve()
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not there.is_dir():
        raise SamspelError("V044", "SAMSPEL_INSTANCE", file=str(there))
    return folder


def private_folder(folder: Path) -> Path:
    """The folder, made where it is missing, and everything in it for its owner alone (0700, files 0600)."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in (folder, *folder.rglob("*")):
        keep_private(path)
    return folder


def keep_private(path: Path) -> None:
    """Takes from others the right to read the file or folder, where it is there. What is only pointed to stays as it
    is; where the file is somebody else's, the log says so."""
    if path.is_symlink() or not path.exists():
        return
    wanted = 0o700 if path.is_dir() else 0o600
    if path.stat().st_mode & 0o777 == wanted:
        return
    try:
        path.chmod(wanted)
    except PermissionError:
        log.warning("%s can be read by others than its owner, and is not ours to change", path.name)


def _secret_key(environ: Mapping[str, str], instance: Path) -> str:
    """Raises V010 for a key that is too short, V011 where that is the one that was kept."""
    given = environ.get("SAMSPEL_SECRET_KEY", "").strip()
    if given:
        if len(given) < SHORTEST_SECRET:
            raise SamspelError("V010", "SAMSPEL_SECRET_KEY", given=len(given), shortest=SHORTEST_SECRET)
        return given
    kept = _kept_secret(instance)
    if len(kept) < SHORTEST_SECRET:
        raise SamspelError("V011", str(instance / "secret_key"), given=len(kept), shortest=SHORTEST_SECRET)
    return kept


def _password_sign_in(environ: Mapping[str, str], openid: OpenIdSettings | None) -> bool:
    written = environ.get("SAMSPEL_PASSWORD_SIGN_IN", "").strip().lower() or "yes"
    if written not in YES_OR_NO:
        raise SamspelError("V012", "SAMSPEL_PASSWORD_SIGN_IN", value=written[:40])
    if not YES_OR_NO[written] and openid is None:
        raise SamspelError("V013", "SAMSPEL_PASSWORD_SIGN_IN")
    return YES_OR_NO[written]


def _require_known_log(environ: Mapping[str, str]) -> None:
    written = environ.get(LOG_SETTING, "").strip().lower()
    if written and written not in LOG_FORMS:
        raise SamspelError("V016", LOG_SETTING, value=written[:40], known=", ".join(LOG_FORMS))


def _proxies(environ: Mapping[str, str]) -> int:
    """How many servers stand in front. Raises V017."""
    written = environ.get("SAMSPEL_PROXIES", "").strip()
    if not written:
        return 0
    if not (written.isascii() and written.isdigit() and int(written[:4]) in PROXIES):
        raise SamspelError("V017", "SAMSPEL_PROXIES", value=written[:40], most=PROXIES.stop - 1)
    return int(written)


def _base_url(environ: Mapping[str, str]) -> str:
    """The address without a slash at its end. Raises V018 where it is none that a browser could be sent to."""
    written = environ.get("SAMSPEL_BASE_URL", "http://127.0.0.1:8000").strip().rstrip("/")
    try:
        found = urlsplit(written)
        is_plain = not any((found.path, found.query, found.fragment, found.username, found.password))
        fits = found.scheme in ("http", "https") and bool(found.hostname) and is_plain and (found.port or 1) > 0
    except ValueError:  # a port that is no number, a bracket without its other
        fits = False
    if not fits or any(one.isspace() for one in written):
        raise SamspelError("V018", "SAMSPEL_BASE_URL")
    return written


def _demanded(environ: Mapping[str, str], base_url: str) -> Demanded:
    written = environ.get("SAMSPEL_PASSKEY", "").strip().lower()
    if written not in set(Demanded):
        known = ", ".join(filter(None, Demanded))
        raise SamspelError("V014", "SAMSPEL_PASSKEY", value=written[:40], known=known)
    found = Demanded(written)
    if found and not Settings("", "", Path(), Path(), base_url).relying_party:
        raise SamspelError("V015", "SAMSPEL_PASSKEY", value=base_url)
    return found


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return not host
    return True


def _line(environ: Mapping[str, str], name: str) -> str:
    return " ".join(environ.get(name, "").split())


def _number(environ: Mapping[str, str], name: str, default: int, allowed: range) -> int:
    written = environ.get(name, "").strip()
    if not written:
        return default
    if not (written.isascii() and written.isdigit() and len(written) < 9 and int(written) in allowed):
        facts = {"least": allowed.start, "most": allowed.stop - 1, "default": default}
        raise SamspelError("V001", name, value=written[:40], **facts)
    return int(written)


def _kept_secret(instance: Path) -> str:
    path = instance / "secret_key"
    if not path.exists():
        private_folder(instance)
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
