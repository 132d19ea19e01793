"""E-mail addresses: which can be mailed to, and what is wrong with those that cannot."""

import re

from app.domain.errors import SamspelError

LONGEST = 254
LONGEST_LOCAL = 64
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def read_address(words: str) -> str:
    """The address in small letters, its domain as mail servers write it.

    Small letters throughout, so that one address written in two ways is one. Raises M010 (no @), M011 (more than one),
    M012 (space or a sign of another kind inside), M013 (no domain after the @), M014 (letters before the @ that mail
    servers do not take), M015 (too long)."""
    value = words.strip()
    shown = value[:80]
    if "@" not in value:
        raise SamspelError("M010", value=shown)
    local, _, domain = value.rpartition("@")
    if "@" in local:
        raise SamspelError("M011", value=shown)
    if re.search(r"[\s,;:<>()\[\]\"\\\x00-\x1f\x7f]", value):
        raise SamspelError("M012", value=shown)
    plain = _plain_domain(domain)
    if plain is None:
        raise SamspelError("M013", value=shown)
    local = local.lower()
    if not _LOCAL.fullmatch(local):
        raise SamspelError("M014", value=shown)
    if len(local) > LONGEST_LOCAL or len(local) + 1 + len(plain) > LONGEST:
        raise SamspelError("M015", value=shown)
    return f"{local}@{plain}"


def _plain_domain(domain: str) -> str | None:
    """The domain in a-z, 0-9 and hyphens, None where it is none."""
    try:
        plain = domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = plain.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        return None
    return plain
