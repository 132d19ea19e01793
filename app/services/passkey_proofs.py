"""What a device shows: registering a passkey, and signing in with one. WebAuthn's rules are those of `webauthn`
(py_webauthn); here stands what they are applied to: this installation's name and origin, a challenge that is good once,
a user whom the device has verified, and a count that only grows."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.domain.errors import SamspelError
from app.services import audit
from app.services.accounts import Account
from app.services.ceremonies import Purpose, alive, end_ceremony
from app.services.installation import Installation
from app.services.passkeys import LONGEST_PASSKEY_NAME, MOST_PASSKEYS, hash_of_code
from app.services.secret_tokens import hash_of
from app.services.sessions import Session
from app.store import accounts, passkeys, sessions
from app.store.database import Conflict, Transaction
from app.store.passkeys import StoredPasskey

SERVICE = "Samspel"
LARGEST_PROOF = 20_000
"""Characters that a browser's answer may have; the largest ones have some 3,000."""
UNREADABLE = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
"""What a made-up answer can make `webauthn` raise."""
TRANSPORTS = frozenset(one.value for one in AuthenticatorTransport)


@dataclass(frozen=True)
class Registered:
    """A passkey that has just been registered. `is_first`: recovery codes are to be made."""

    account: Account
    name: str
    is_first: bool


def registration_options(installation: Installation, token: str, now: datetime, challenge: bytes) -> str:
    """What the browser is to ask a device for, as JSON; the challenge takes the place of an earlier one. Raises U054,
    U045 (browsers keep no passkeys for this address)."""
    party = _party(installation)
    with installation.database.writing() as connection:
        ceremony, _ = alive(connection, token, now)
        known = passkeys.passkeys_of(connection, ceremony.account.id)
        passkeys.give_challenge(connection, hash_of(token), bytes_to_base64url(challenge))
    options = generate_registration_options(
        rp_id=party,
        rp_name=SERVICE,
        user_id=ceremony.account.id.encode(),
        user_name=ceremony.account.email,
        user_display_name=ceremony.account.name,
        challenge=challenge,
        exclude_credentials=_described(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return options_to_json(options)


def register(
    installation: Installation, token: str, name: str, answer: str, now: datetime, session: Session | None = None
) -> Registered:
    """Keeps what the device made; all sessions but this one end. Raises U054, U055 (the answer proves nothing), U040,
    U041, U042 (registered already), U045."""
    tidy, party = " ".join(name.split()), _party(installation)
    if not 1 <= len(tidy) <= LONGEST_PASSKEY_NAME:
        raise SamspelError("U040", longest=LONGEST_PASSKEY_NAME)
    account, challenge = _taken(installation, token, now, {Purpose.FIRST, Purpose.FURTHER})
    try:
        proven = verify_registration_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=party,
            expected_origin=installation.settings.origin,
            require_user_verification=True,
        )
    except UNREADABLE as fault:
        raise SamspelError("U055") from fault
    one = StoredPasskey(
        id=uuid.uuid4().hex,
        account_id=account.id,
        credential_id=bytes_to_base64url(proven.credential_id),
        public_key=bytes_to_base64url(proven.credential_public_key),
        sign_count=proven.sign_count,
        transports=_transports(answer),
        name=tidy,
        made_on=now.date(),
        last_used_on=None,
    )
    with installation.database.writing() as connection:
        return _kept(connection, token, account, one, now, session)


def sign_in_options(installation: Installation, token: str, now: datetime, challenge: bytes) -> str:
    """What the browser is to have signed, as JSON; the challenge takes the place of an earlier one. Raises U054,
    U045."""
    party = _party(installation)
    with installation.database.writing() as connection:
        ceremony, _ = alive(connection, token, now)
        known = passkeys.passkeys_of(connection, ceremony.account.id)
        passkeys.give_challenge(connection, hash_of(token), bytes_to_base64url(challenge))
    options = generate_authentication_options(
        rp_id=party,
        challenge=challenge,
        allow_credentials=_described(known),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def sign_in_by_passkey(installation: Installation, token: str, answer: str, now: datetime) -> Account:
    """Who has shown the passkey as well; the proof is over. Raises U054, U055 (the answer proves nothing), U056 (the
    passkey's count has not grown, as that of a copy), U045."""
    party = _party(installation)
    account, challenge = _taken(installation, token, now, {Purpose.SIGN_IN})
    with installation.database.reading() as connection:
        known = {one.credential_id: one for one in passkeys.passkeys_of(connection, account.id)}
    try:
        shown = _read(answer)
        one = known[bytes_to_base64url(base64url_to_bytes(str(shown["id"])))]
        # The count is looked at below: a copy is another thing than a proof that does not hold.
        proven = verify_authentication_response(
            credential=shown,
            expected_challenge=challenge,
            expected_rp_id=party,
            expected_origin=installation.settings.origin,
            credential_public_key=base64url_to_bytes(one.public_key),
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except UNREADABLE as fault:
        _note_failure(installation, account, now)
        raise SamspelError("U055") from fault
    with installation.database.writing() as connection:
        counts = proven.new_sign_count > one.sign_count or proven.new_sign_count == one.sign_count == 0
        if counts and passkeys.note_use(connection, one.id, one.sign_count, proven.new_sign_count, now.date()):
            end_ceremony(connection, token)
            return account
        audit.record(connection, now, account, "passkey_copied", None, account.email, passkey=one.name)
    raise SamspelError("U056")


def sign_in_by_code(installation: Installation, token: str, code: str, now: datetime) -> tuple[Account, int]:
    """Who has shown a recovery code instead, and how many are left; the code and the proof are used up. Raises U054,
    U057."""
    with installation.database.writing() as connection:
        ceremony, _ = alive(connection, token, now)
        account = ceremony.account
        if ceremony.purpose is not Purpose.SIGN_IN:
            raise SamspelError("U054")
        if passkeys.use_code(connection, account.id, hash_of_code(account, code)):
            end_ceremony(connection, token)
            audit.record(connection, now, account, "recovery_code_used", None, account.email)
            return account, passkeys.codes_left(connection, account.id)
    _note_failure(installation, account, now)
    raise SamspelError("U057")


def _note_failure(installation: Installation, account: Account, now: datetime) -> None:
    with installation.database.writing() as connection:
        audit.record_attempt(connection, now, account, "second_step_failed")


def _kept(
    connection: Transaction, token: str, account: Account, one: StoredPasskey, now: datetime, session: Session | None
) -> Registered:
    ceremony, _ = alive(connection, token, now)
    accounts.locked(connection, account.id)
    number = len(passkeys.passkeys_of(connection, account.id))
    if number and ceremony.purpose is Purpose.FIRST:  # somebody else with the password was faster
        raise SamspelError("U054")
    if number >= MOST_PASSKEYS:
        raise SamspelError("U041", most=MOST_PASSKEYS)
    end_ceremony(connection, token)
    try:
        passkeys.insert_passkey(connection, one)
    except Conflict as twice:
        raise SamspelError("U042") from twice
    sessions.end_sessions(connection, account.id, but=session.began_at if session else None)
    audit.record(connection, now, account, "passkey_added", None, account.email, passkey=one.name)
    return Registered(account, one.name, not number)


def _party(installation: Installation) -> str:
    party = installation.settings.relying_party
    if not party:
        raise SamspelError("U045", value=installation.settings.base_url)
    return party


def _taken(installation: Installation, token: str, now: datetime, purposes: set[Purpose]) -> tuple[Account, bytes]:
    """Whose proof it is and the challenge, which is used up whatever becomes of the answer. Raises U054, U055 (used
    already)."""
    with installation.database.writing() as connection:
        ceremony, challenge = alive(connection, token, now)
        if ceremony.purpose not in purposes:
            raise SamspelError("U054")
        if not (challenge and passkeys.take_challenge(connection, hash_of(token), challenge)):
            raise SamspelError("U055")
    return ceremony.account, base64url_to_bytes(challenge)


def _read(answer: str) -> dict[str, object]:
    """Raises ValueError for what is no browser's answer."""
    found = json.loads(answer) if len(answer) <= LARGEST_PROOF else None
    if not isinstance(found, dict):
        raise ValueError("not an answer of a browser")
    return found


def _transports(answer: str) -> str:
    """How the browser says that it reached the device; unknown words are left out."""
    response = _read(answer).get("response")
    named = response.get("transports") if isinstance(response, dict) else None
    return " ".join(one for one in named if one in TRANSPORTS) if isinstance(named, list) else ""


def _described(known: list[StoredPasskey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=base64url_to_bytes(one.credential_id),
            transports=[AuthenticatorTransport(word) for word in one.transports.split()] or None,
        )
        for one in known
    ]
