"""What the database keeps so that who reads it, its log or its backups cannot tell whose it is (decision 0032).

A *mark* says that a device or an invitation has handed in: without the installation's secret key nobody can tell whose
mark it is. A draft is sealed with the token that only its device has. Comments of an open round are sealed with the
secret key until the round is closed, so that nothing ties them to the sheets that they came with."""

import base64
import binascii
import hmac
import json
import os
import zlib
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.services.installation import Installation

_NONCE = 12
_DRAFT_STEP, _COMMENT_STEP = 1024, 4096
"""Bytes: what is sealed is filled up to a multiple, so that its length does not tell whose it is."""
Raw = Mapping[str, Sequence[str]]
Comments = Sequence[tuple[str, int, str]]
"""(item id, how often the round had been reopened, words) of each comment of a sheet."""


def device_mark(installation: Installation, token: str) -> str:
    """The mark of the device that has this token."""
    return _keyed(installation, "device", token).hex()


def invitation_mark(installation: Installation, invitation_id: str) -> str:
    """The mark of an invitation by which somebody has handed in."""
    return _keyed(installation, "invitation", invitation_id).hex()


def older_mark(token: str) -> str:
    """How the mark of a device, and the key of a draft, read before decision 0032: rounds may be open since then."""
    return sha256(token.encode()).hexdigest()


def draft_key(token: str) -> str:
    """Under which the draft of the device that has this token lies. It has nothing to do with the device's mark."""
    return sha256(b"samspel draft\0" + token.encode()).hexdigest()


def seal_draft(token: str, answers: Raw) -> str:
    """The draft, to be opened by who has the token."""
    return _sealed(_key_of_draft(token), dict(answers), _DRAFT_STEP)


def open_draft(token: str, sealed: str) -> dict[str, list[str]]:
    """The draft; empty where it was sealed with another token."""
    found = _opened(_key_of_draft(token), sealed)
    return {} if found is None else {key: list(values) for key, values in found.items()}


def seal_comments(installation: Installation, comments: Comments) -> str:
    """The comments of one sheet; sealed as well where there are none, so that this cannot be told either."""
    return _sealed(_keyed(installation, "comments", ""), [list(one) for one in comments], _COMMENT_STEP)


def open_comments(installation: Installation, sealed: str) -> Comments | None:
    """The comments of one sheet; None where they were sealed with another secret key."""
    found = _opened(_keyed(installation, "comments", ""), sealed)
    return None if found is None else [(item_id, wave, words) for item_id, wave, words in found]


def _keyed(installation: Installation, purpose: str, content: str) -> bytes:
    key = installation.settings.secret_key.encode()
    return hmac.digest(key, f"samspel mark {purpose}\0{content}".encode(), "sha256")


def _key_of_draft(token: str) -> bytes:
    return sha256(b"samspel seal\0" + token.encode()).digest()


def _sealed(key: bytes, content: object, step: int) -> str:
    packed = zlib.compress(json.dumps(content, ensure_ascii=False).encode())
    framed = len(packed).to_bytes(4, "big") + packed
    nonce = os.urandom(_NONCE)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, framed + bytes(-len(framed) % step), None)).decode()


def _opened(key: bytes, sealed: str) -> Any:
    """What was sealed, None where it was with another key."""
    try:
        whole = base64.b64decode(sealed, validate=True)
        framed = AESGCM(key).decrypt(whole[:_NONCE], whole[_NONCE:], None)
    except (InvalidTag, ValueError, binascii.Error):
        return None
    return json.loads(zlib.decompress(framed[4 : 4 + int.from_bytes(framed[:4], "big")]))
