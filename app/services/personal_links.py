"""Links that only the receiver of an invitation has, made from the invitation's id and the installation's secret key.

Nothing of a link is stored, so a reminder carries the same one, and who reads the database cannot follow it."""

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.errors import SamspelError
from app.services.installation import Installation
from app.services.sealing import invitation_mark
from app.store import invitations, marks, rounds
from app.store.database import Transaction

_ID_BYTES = 16
_SIGNATURE_BYTES = 16
_HASH_BYTES = 32


class Purpose(StrEnum):
    """What a link is good for; a link of one purpose is none of the other."""

    ANSWER = "answer"
    UNSUBSCRIBE = "unsubscribe"


@dataclass(frozen=True)
class Invited:
    """Where a personal link leads. `answered`: it has been used to hand in."""

    invitation_id: str
    code: str
    answered: bool


def link_of(installation: Installation, invitation_id: str, purpose: Purpose) -> str:
    """The whole address of the link."""
    place = "i" if purpose is Purpose.ANSWER else "u"
    token = _token(installation.settings.secret_key, invitation_id, purpose)
    return f"{installation.settings.base_url}/{place}/{token}"


def unsubscribe_link(installation: Installation, invitation_id: str, address: str) -> str:
    """The whole address of a link by which this very receiver says no. It holds what is kept of an address that wants
    no more mail, so that it works when the address has been removed from the list, mended, or deleted by time."""
    key = installation.settings.secret_key
    plain = bytes.fromhex(invitation_id) + bytes.fromhex(address_hash(installation, address))
    return f"{installation.settings.base_url}/u/{_signed(key, plain, Purpose.UNSUBSCRIBE)}"


def find_invited(installation: Installation, token: str) -> Invited:
    """Where the link leads. Raises M020 for one that is not ours, or whose invitation has been deleted."""
    invitation_id = _invitation_id(installation.settings.secret_key, token, Purpose.ANSWER)
    with installation.database.reading() as connection:
        found = invitations.round_of(connection, invitation_id)
        stored = rounds.by_id(connection, found[0]) if found else None
        if stored is None:
            raise SamspelError("M020")
        answered = is_answered(installation, connection, stored.round.id, invitation_id)
    return Invited(invitation_id, stored.round.code, answered)


def is_answered(installation: Installation, connection: Transaction, round_id: str, invitation_id: str) -> bool:
    """Whether somebody has handed in by the invitation's link. For the link itself, and for who sends reminders; no
    page may show it, nor what follows from it."""
    noted = invitations.is_noted(connection, round_id, invitation_id)
    return noted or marks.are_there(connection, invitation_mark(installation, invitation_id))


def number_answered(installation: Installation, connection: Transaction, round_id: str) -> int:
    """By how many of the round's invitations somebody has handed in. No page may show it as it is (decision 0032)."""
    left = marks.of_round(connection, round_id)
    found = invitations.answers_noted(connection, round_id)
    return sum(noted or invitation_mark(installation, one) in left for one, noted in found)


def require_unsubscribe_link(installation: Installation, token: str) -> None:
    """Raises M021 for a link to unsubscribe that is not ours."""
    _content(installation.settings.secret_key, token, Purpose.UNSUBSCRIBE)


def unsubscribe(installation: Installation, token: str, today: date) -> None:
    """Mails nothing more to the receiver of this link. Doing it twice is doing it once. Raises M021."""
    content = _content(installation.settings.secret_key, token, Purpose.UNSUBSCRIBE)
    invitation_id, receiver = content[:_ID_BYTES].hex(), content[_ID_BYTES:].hex()
    with installation.database.writing() as connection:
        found = invitations.round_of(connection, invitation_id)
        address = found[1] if found else ""
        listed = address_hash(installation, address) if address else ""
        if receiver and receiver != listed:
            invitations.suppress(connection, receiver, "", today)
        elif listed:
            invitations.suppress(connection, listed, address, today)


def address_hash(installation: Installation, address: str) -> str:
    """What is kept of an address that wants no more mail: it can be compared, and not read without the secret key."""
    return _signature(installation.settings.secret_key, "suppression", address.encode()).hex()


def _token(secret_key: str, invitation_id: str, purpose: Purpose) -> str:
    return _signed(secret_key, bytes.fromhex(invitation_id), purpose)


def _signed(secret_key: str, plain: bytes, purpose: Purpose) -> str:
    signed = plain + _signature(secret_key, purpose, plain)[:_SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


def _invitation_id(secret_key: str, token: str, purpose: Purpose) -> str:
    content = _content(secret_key, token, purpose)
    if len(content) != _ID_BYTES:
        raise SamspelError("M020")
    return content.hex()


def _content(secret_key: str, token: str, purpose: Purpose) -> bytes:
    """What the link holds: an invitation's id and, in one to unsubscribe, what is kept of its receiver's address. In
    mails of earlier versions that is left out."""
    fault = SamspelError("M020" if purpose is Purpose.ANSWER else "M021")
    try:
        signed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise fault from None
    plain, signature = signed[:-_SIGNATURE_BYTES], signed[-_SIGNATURE_BYTES:]
    expected = _signature(secret_key, purpose, plain)[:_SIGNATURE_BYTES]
    if len(plain) not in (_ID_BYTES, _ID_BYTES + _HASH_BYTES) or not hmac.compare_digest(signature, expected):
        raise fault
    return plain


def _signature(secret_key: str, purpose: str, content: bytes) -> bytes:
    return hmac.digest(secret_key.encode(), f"samspel {purpose}\0".encode() + content, "sha256")
