"""Which settings there are, and the checks that need nothing but the environment."""

from collections.abc import Mapping
from difflib import get_close_matches
from urllib.parse import urlsplit

from app.domain.errors import SamspelError

KNOWN = (
    ("DATABASE_URL", "the database: PostgreSQL, or an SQLite file"),
    ("SAMSPEL_BASE_URL", "the address that users reach it by"),
    ("SAMSPEL_SECRET_KEY", "signs cookies and personal links"),
    ("SAMSPEL_INSTANCE", "folder for what is written"),
    ("SAMSPEL_QUESTIONNAIRES", "folder of questionnaires"),
    ("SAMSPEL_PROXIES", "how many servers of one's own stand in front"),
    ("SAMSPEL_SMTP_URL", "the mail server"),
    ("SAMSPEL_MAIL_FROM", "whom mails come from"),
    ("SAMSPEL_OIDC_ISSUER", "another's sign-in"),
    ("SAMSPEL_OIDC_CLIENT_ID", "what that sign-in knows this installation as"),
    ("SAMSPEL_OIDC_CLIENT_SECRET", "what proves it"),
    ("SAMSPEL_OIDC_NAME", "what stands on its button"),
    ("SAMSPEL_OIDC_ADMITS", "whoever it knows gets an account"),
    ("SAMSPEL_PASSWORD_SIGN_IN", "whether passwords let anybody in"),
    ("SAMSPEL_PASSKEY", "who must show a passkey besides"),
    ("SAMSPEL_FACILITATORS_MAKE", "whoever leads a collaboration may make more"),
    ("SAMSPEL_MAILS_A_DAY", "invitations and reminders that one account may send"),
    ("SAMSPEL_LOG", "how the log is written"),
    ("SAMSPEL_CONTROLLER", "who is responsible for personal data"),
    ("SAMSPEL_CONTACT", "an address for questions"),
    ("SAMSPEL_DATA_PROTECTION_OFFICER", "for the privacy notice"),
    ("SAMSPEL_LEGAL_GROUND", "for the privacy notice"),
    ("SAMSPEL_KEEP_DRAFTS_DAYS", "days after a round has closed"),
    ("SAMSPEL_KEEP_ADDRESSES_DAYS", "days after a round has closed"),
    ("SAMSPEL_KEEP_ANSWERS_MONTHS", "months after a round has closed"),
    ("SAMSPEL_KEEP_AUDIT_MONTHS", "months after the deed"),
)
"""Name and meaning of every setting; the table of README.md holds the same names."""
NAMES = tuple(name for name, _ in KNOWN)
OWN = "SAMSPEL_"
FOR_PROGRAMS = ("SAMSPEL_TOKEN",)
"""What docs/api.md names for programs that read the API; it is none of ours, and may stand beside them."""
YES_OR_NO = {"yes": True, "no": False}
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def require_known(environ: Mapping[str, str]) -> None:
    """Raises V040 for a name that begins like a setting and is none: a misspelt one would be passed over in silence."""
    for name in sorted(environ):
        if name.startswith(OWN) and name not in NAMES + FOR_PROGRAMS:
            guess = get_close_matches(name, NAMES, 1, cutoff=0.0)[0]
            raise SamspelError("V040", name[:60], guess=guess)


def is_yes(environ: Mapping[str, str], name: str) -> bool:
    """Whether the setting says yes; left out, it says no. Raises V041 for any other word."""
    written = environ.get(name, "").strip().lower() or "no"
    if written not in YES_OR_NO:
        raise SamspelError("V041", name, value=written[:40])
    return YES_OR_NO[written]


def database_address(environ: Mapping[str, str], otherwise: str) -> str:
    """DATABASE_URL, or the other where it is empty. Raises V042 for what is no address, V043 where a sign in the
    password would be taken for the end of it. Nothing of the address stands in the error: it may hold a password."""
    written = environ.get("DATABASE_URL", "").strip()
    if not written:
        return otherwise
    scheme, _, rest = written.partition("://")
    if scheme == "sqlite":
        if rest and not rest.startswith("/"):
            raise SamspelError("V042", "DATABASE_URL")
        return written
    if scheme.partition("+")[0] not in ("postgresql", "postgres") or "://" not in written:
        raise SamspelError("V042", "DATABASE_URL")
    if rest.count("@") > 1:
        raise SamspelError("V043", "DATABASE_URL")
    try:
        port_fits = (urlsplit(f"//{rest.rpartition('@')[2]}").port or 1) > 0
    except ValueError:
        port_fits = False
    if not port_fits:
        raise SamspelError("V042", "DATABASE_URL")
    return written


def issuer_address(environ: Mapping[str, str]) -> str:
    """SAMSPEL_OIDC_ISSUER without a slash at its end; empty where there is none. Raises V046 for what is no https
    address (http only on this machine): its answers decide who comes in."""
    written = environ.get("SAMSPEL_OIDC_ISSUER", "").strip().rstrip("/")
    if not written:
        return ""
    try:
        found = urlsplit(written)
        is_safe = found.scheme == "https" or (found.scheme == "http" and found.hostname in THIS_MACHINE)
        is_plain = not any((found.query, found.fragment, found.username, found.password))
        fits = is_safe and is_plain and bool(found.hostname) and (found.port or 1) > 0
    except ValueError:
        fits = False
    if not fits or any(one.isspace() for one in written):
        raise SamspelError("V046", "SAMSPEL_OIDC_ISSUER")
    return written
