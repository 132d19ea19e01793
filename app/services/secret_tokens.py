"""Tokens that let somebody in: random for the one who holds them, a hash for the database."""

import secrets
from hashlib import sha256


def new_token() -> str:
    """A random token of 256 bits, fit for an address and a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token. It is random and long, so that a plain hash cannot be turned round by guessing."""
    return sha256(token.encode()).hexdigest()
