"""Tokens that let somebody in: random for the one who holds them, a hash for the database."""

import secrets
from hashlib import sha256

READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 letters and digits, of which no two look alike."""


def new_token() -> str:
    """A random token of 256 bits, fit for an address and a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token. It is random and long, so that a plain hash cannot be turned round by guessing."""
    return sha256(token.encode()).hexdigest()


def new_challenge() -> bytes:
    """Random bytes for a device to sign."""
    return secrets.token_bytes(32)


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes of 120 random bits, in groups that can be read aloud and typed."""
    return tuple("-".join(_group() for _ in range(4)) for _ in range(10))


def _group() -> str:
    return "".join(secrets.choice(READABLE) for _ in range(6))
