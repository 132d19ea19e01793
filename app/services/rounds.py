"""Rounds: making them, finding them, opening and closing them."""

import re
import secrets
import unicodedata
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.errors import SamspelError
from app.domain.questionnaire import Questionnaire
from app.domain.round import Kind, Layout, Organisation, Round, RoundRules, State
from app.domain.text import Language
from app.services.access import Act, Role, require
from app.services.accounts import Account
from app.services.installation import Installation
from app.store import collaborations, responses, rounds
from app.store.database import Transaction
from app.store.rounds import StoredRound

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No I, L, O, 0 or 1: they are mistaken for each other on paper."""
RESERVED_ORGANISATIONS = frozenset({"unstated", "other", "dont_know", "whole"})


@dataclass(frozen=True)
class RoundView:
    """A round with its questionnaire and the number of sheets handed in. `acts`: what the account that asked for it
    may do with it; nothing for those who only answer."""

    round: Round
    questionnaire: Questionnaire
    collaboration_id: str
    received: int
    acts: frozenset[Act] = frozenset()


@dataclass(frozen=True)
class NewRound:
    """What a facilitator decides about a new round. `organisations` are names; `languages` a subset of the
    questionnaire's."""

    collaboration: str
    title: str
    organisations: tuple[str, ...]
    questionnaire_id: str
    languages: tuple[Language, ...]
    kind: Kind
    smallest_group: int
    layout: Layout
    expected: int | None


def find_round(installation: Installation, code: str) -> RoundView:
    """The round with that code, however it is written. Raises R010."""
    stored, received = _found(installation, code, counted=True)
    return _view(installation, stored, received)


def find_round_to_answer(installation: Installation, code: str) -> RoundView:
    """As `find_round`, without counting the sheets (`received` is 0): the form asks for this at every step."""
    stored, _ = _found(installation, code, counted=False)
    return _view(installation, stored, 0)


def find_own_round(installation: Installation, account: Account, code: str, act: Act = Act.LEAD) -> RoundView:
    """The round with that code if the account may do this with it. Raises R010 otherwise."""
    stored, received = _found(installation, code, counted=True)
    with installation.database.reading() as connection:
        found = require(connection, account, act, stored)
    return replace(_view(installation, stored, received), acts=found)


def list_rounds(installation: Installation, account: Account | None) -> tuple[RoundView, ...]:
    """The rounds of the account's collaborations, or (None) of the whole installation for its administrator."""
    with installation.database.reading() as connection:
        found = rounds.every(connection) if account is None else rounds.led_by(connection, account.id)
        received = responses.count(connection, [one.round.id for one in found])
    return tuple(_view(installation, one, received[one.round.id]) for one in found)


def create_round(installation: Installation, account: Account, new: NewRound, today: date) -> RoundView:
    """Makes a draft round, in a new collaboration or in the account's own one of that name.

    Raises Q100 (unknown questionnaire), Q101 (its file changed under the same version), R005..R008, R001."""
    questionnaire = installation.library.find(new.questionnaire_id)
    one = _checked(new, questionnaire)
    with installation.database.writing() as connection:
        _keep(installation, connection, questionnaire)
        collaboration_id = collaborations.named(connection, account.id, one.collaboration)
        if collaboration_id is None:
            collaboration_id = uuid.uuid4().hex
            collaborations.insert_collaboration(connection, collaboration_id, one.collaboration, today)
            collaborations.insert_membership(connection, account.id, collaboration_id, Role.FACILITATOR)
        rounds.insert_round(connection, one, collaboration_id, today)
    return find_round(installation, one.code)


def open_round(installation: Installation, account: Account, code: str, today: date) -> RoundView:
    """Opens the round for answers, first time or again. Raises R010, R002."""
    return _change(installation, account, code, lambda one: one.opened(today))


def close_round(installation: Installation, account: Account, code: str, today: date) -> RoundView:
    """Closes the round, so that its results may show; nothing then tells in which order answers came.

    Raises R010, R003."""
    view = _change(installation, account, code, lambda one: one.closed(today))
    installation.database.settle()
    return view


def changed_questionnaires(installation: Installation) -> tuple[SamspelError, ...]:
    """Q101 for each questionnaire file whose content changed under a version that rounds have used."""
    with installation.database.reading() as connection:
        kept = rounds.questionnaire_fingerprints(connection)
    return tuple(
        SamspelError("Q101", id=one.id, version=one.version)
        for one in installation.library.questionnaires()
        if kept.get((one.id, one.version), one.fingerprint) != one.fingerprint
    )


def organisation_id(name: str, taken: Sequence[str]) -> str:
    """An id made from the name: a-z, 0-9 and _, unlike those taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40] or "organisation"
    number, candidate = 1, base
    while candidate in taken or candidate in RESERVED_ORGANISATIONS:
        number += 1
        candidate = f"{base}_{number}"
    return candidate


def named_organisations(names: Sequence[str]) -> tuple[Organisation, ...]:
    """The organisations of these names, with ids. Raises R006 where a name stands twice."""
    found: list[Organisation] = []
    for name in names:
        if name.casefold() in [one.name.casefold() for one in found]:
            raise SamspelError("R006", value=name)
        found.append(Organisation(organisation_id(name, [one.id for one in found]), name))
    return tuple(found)


def _checked(new: NewRound, questionnaire: Questionnaire) -> Round:
    names = [name.strip() for name in new.organisations if name.strip()]
    if not names:
        raise SamspelError("R005")
    if not new.collaboration.strip() or not new.title.strip():
        raise SamspelError("R007")
    languages = tuple(one for one in questionnaire.languages if one in new.languages)
    if not languages:
        raise SamspelError("R008", known=", ".join(questionnaire.languages))
    return Round(
        id=uuid.uuid4().hex,
        code="".join(secrets.choice(CODE_LETTERS) for _ in range(6)),
        title=new.title.strip(),
        collaboration=new.collaboration.strip(),
        organisations=named_organisations(names),
        questionnaire_id=questionnaire.id,
        questionnaire_version=questionnaire.version,
        languages=languages,
        rules=RoundRules(new.kind, new.smallest_group, State.DRAFT),
        layout=new.layout,
        expected=new.expected,
        opened_on=None,
        closed_on=None,
    )


def _keep(installation: Installation, connection: Transaction, questionnaire: Questionnaire) -> None:
    key = (questionnaire.id, questionnaire.version)
    kept = rounds.questionnaire_fingerprints(connection).get(key)
    if kept is None:
        source = installation.library.source(*key)
        rounds.insert_questionnaire(connection, *key, questionnaire.fingerprint, source)
    elif kept != questionnaire.fingerprint:
        raise SamspelError("Q101", id=questionnaire.id, version=questionnaire.version)


def _found(installation: Installation, code: str, *, counted: bool) -> tuple[StoredRound, int]:
    tidy = "".join(letter for letter in code.upper() if letter.isalnum())
    with installation.database.glancing() as connection:
        stored = rounds.by_code(connection, tidy)
    if stored is None:
        raise SamspelError("R010", code=code.strip()[:20])
    if not counted:
        return stored, 0
    with installation.database.glancing() as connection:
        return stored, responses.count(connection, [stored.round.id])[stored.round.id]


def _change(installation: Installation, account: Account, code: str, change: Callable[[Round], Round]) -> RoundView:
    stored, _ = _found(installation, code, counted=False)
    with installation.database.writing() as connection:
        require(connection, account, Act.LEAD, stored)
        fresh = rounds.locked(connection, stored.round.id)
        assert fresh is not None
        changed = change(fresh.round)
        rounds.update_state(connection, changed)
        if changed.state is State.CLOSED:
            responses.forget_arrival(connection, changed.id)
    return find_round(installation, code)


def _view(installation: Installation, stored: StoredRound, received: int) -> RoundView:
    one = stored.round
    questionnaire = installation.kept_questionnaire(one.questionnaire_id, one.questionnaire_version, stored.fingerprint)
    return RoundView(one, questionnaire, stored.collaboration_id, received)
