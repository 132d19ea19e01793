"""Personal tokens: by them other programs read what the account may read, and never more."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.errors import SamspelError
from app.domain.swedish_time import day_of
from app.services.accounts import Account, account_from
from app.services.audit import record
from app.services.collaborations import list_collaborations
from app.services.installation import Installation
from app.services.secret_tokens import hash_of, new_token
from app.services.token_scope import Scope
from app.store import api_tokens, memberships
from app.store.api_tokens import StoredToken

DAYS = (30, 90, 365)
"""How long a token may be good; never longer."""
LONGEST_NAME = 80
MOST = 20
"""Tokens that one account may have."""
PREFIX = "samspel_"
"""Begins every token, so that programs which look for secrets that lie about can find it."""


@dataclass(frozen=True)
class NewToken:
    """What somebody decides about a token. `days`: one of DAYS."""

    name: str
    scope: Scope
    days: int


@dataclass(frozen=True)
class OwnToken:
    """A token as its owner sees it. `expires_on`: the last day on which it is good; `last_used_on`: None if never."""

    id: str
    name: str
    scope: Scope
    made_on: date
    expires_on: date
    last_used_on: date | None
    is_over: bool


@dataclass(frozen=True)
class Choices:
    """What the account may read now: (id, name) of collaborations and of organisations."""

    collaborations: tuple[tuple[str, str], ...]
    organisations: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bearer:
    """Who calls by a token."""

    token_id: str
    account: Account
    scope: Scope


def new_api_token() -> str:
    """A fresh token: 256 random bits behind the prefix."""
    return PREFIX + new_token()


def choices(installation: Installation, account: Account) -> Choices:
    """What a token of the account can be narrowed to."""
    with installation.database.reading() as connection:
        followed = memberships.viewed_by(connection, account.id)
    found = list_collaborations(installation, account)
    return Choices(
        tuple((view.collaboration.id, view.collaboration.name) for view in found),
        tuple((one.organisation_id, one.organisation) for one in followed),
    )


def make_token(installation: Installation, account: Account, wish: NewToken, secret: str, now: datetime) -> None:
    """Makes a token of the account; `secret` is shown to its owner once and kept as a hash.

    Raises H020 (no name, or too long a one), H021 (nothing chosen to read), H022 (how long), H023 (too many tokens),
    H026 (something chosen that the account may not read)."""
    today, name = day_of(now), " ".join(wish.name.split())
    _check(name, wish)
    _check_choice(choices(installation, account), wish.scope)
    one = StoredToken(uuid.uuid4().hex, account.id, name, wish.scope.words, today, today + timedelta(days=wish.days))
    with installation.database.writing() as connection:
        if api_tokens.number_of(connection, account.id) >= MOST:
            raise SamspelError("H023", most=MOST)
        api_tokens.insert_token(connection, one, hash_of(secret))
        record(connection, now, account, "token_made", None, name, until=one.expires_on.isoformat())


def list_tokens(installation: Installation, account: Account, now: datetime) -> tuple[OwnToken, ...]:
    """The account's tokens, newest first."""
    with installation.database.reading() as connection:
        found = api_tokens.of_account(connection, account.id)
    return tuple(_seen(one, day_of(now)) for one in found)


def revoke_token(installation: Installation, account: Account, token_id: str, now: datetime) -> str:
    """Makes the token worthless at once; its name. Raises H024 where the account has no such token."""
    with installation.database.writing() as connection:
        name = api_tokens.delete_token(connection, account.id, token_id)
        if name is None:
            raise SamspelError("H024")
        record(connection, now, account, "token_revoked", None, name)
    return name


def find_bearer(installation: Installation, secret: str, now: datetime) -> Bearer | None:
    """Who calls by that token; None where there is no such token or its time is over. Notes the day of use."""
    today = day_of(now)
    with installation.database.glancing() as connection:
        found = api_tokens.by_hash(connection, hash_of(secret))
    if found is None or found[0].expires_on < today:
        return None
    stored = found[0]
    if stored.last_used_on != today:
        with installation.database.writing() as connection:
            api_tokens.note_use(connection, stored.id, today)
    return Bearer(stored.id, account_from(found[1]), Scope.of_words(stored.scope))


def _check(name: str, wish: NewToken) -> None:
    if not name or len(name) > LONGEST_NAME:
        raise SamspelError("H020", longest=LONGEST_NAME)
    if not (wish.scope.catalogue or wish.scope.results):
        raise SamspelError("H021")
    if wish.days not in DAYS:
        raise SamspelError("H022", known=", ".join(map(str, DAYS)))


def _check_choice(known: Choices, scope: Scope) -> None:
    collaborations = {one for one, _ in known.collaborations}
    organisations = {one for one, _ in known.organisations}
    if not (scope.collaborations <= collaborations and scope.organisations <= organisations):
        raise SamspelError("H026")


def _seen(one: StoredToken, today: date) -> OwnToken:
    return OwnToken(
        one.id,
        one.name,
        Scope.of_words(one.scope),
        one.made_on,
        one.expires_on,
        one.last_used_on,
        one.expires_on < today,
    )
