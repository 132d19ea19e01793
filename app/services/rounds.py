"""Rounds: making them, finding them, opening and closing them."""

import secrets
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.collaboration import Collaboration
from app.domain.errors import SamspelError
from app.domain.package import combined
from app.domain.participation import Told, told_sheets
from app.domain.questionnaire import Form, Questionnaire
from app.domain.round import Kind, Layout, Organisation, Round, RoundRules, State
from app.domain.swedish_time import day_of
from app.domain.text import Language
from app.services.access import Act, acts_with_all, require, require_facilitator, require_own_organisation
from app.services.accounts import Account
from app.services.audit import record
from app.services.installation import Installation
from app.services.offered import library_of, own_files
from app.services.plain_names import plain_name
from app.services.sealing import open_comments
from app.store import collaborations, imports, invitations, responses, rounds, stored_results
from app.store.database import Transaction
from app.store.rounds import StoredRound

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No I, L, O, 0 or 1: they are mistaken for each other on paper."""


@dataclass(frozen=True)
class RoundView:
    """A round with its questionnaire and the number of sheets handed in. `in_steps`: the number is told in steps of the
    smallest group, so that at least so many were handed in, and fewer than a step more (decision 0032). `acts`: what
    the account that asked for it may do with it; nothing for those who only answer."""

    round: Round
    questionnaire: Questionnaire
    collaboration_id: str
    received: int
    acts: frozenset[Act] = frozenset()
    in_steps: bool = False


@dataclass(frozen=True)
class NewRound:
    """What a facilitator decides about a round. `organisations` are names of the collaboration's organisations;
    `languages` a subset of the questionnaire's; `further` the ids of questionnaires that are asked after the main one,
    in order; `opens_at` and `closes_at` the period, None for by hand;
    `expected_of` (name, persons) where that was stated, and `expected` is then their sum."""

    title: str
    organisations: tuple[str, ...]
    questionnaire_id: str
    languages: tuple[Language, ...]
    kind: Kind
    smallest_group: int
    layout: Layout
    expected: int | None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    expected_of: tuple[tuple[str, int], ...] = ()
    further: tuple[str, ...] = ()


def find_round(installation: Installation, code: str) -> RoundView:
    """The round with that code, however it is written. Raises R010."""
    return _view(installation, *_counted(installation, code))


def view_of(installation: Installation, stored: StoredRound) -> RoundView:
    """A round as it is stored, without counting its sheets (`received` is 0)."""
    return _view(installation, stored, Told(0))


def find_round_to_answer(installation: Installation, code: str) -> RoundView:
    """As `find_round`, without counting the sheets (`received` is 0): the form asks for this at every step."""
    return _view(installation, _found(installation, code), Told(0))


def find_own_round(installation: Installation, account: Account, code: str, act: Act = Act.LEAD) -> RoundView:
    """The round with that code if the account may do this with it. Raises R010 otherwise."""
    stored, told = _counted(installation, code)
    with installation.database.reading() as connection:
        found = require(connection, account, act, stored)
    return replace(_view(installation, stored, told), acts=found)


def list_rounds(installation: Installation, account: Account | None) -> tuple[RoundView, ...]:
    """The rounds of the collaborations that the account leads, or (None) of the whole installation for its
    administrator."""
    with installation.database.reading() as connection:
        found = rounds.every(connection) if account is None else rounds.led_by(connection, account.id)
        told = _told(connection, found)
    return tuple(_view(installation, one, number) for one, number in zip(found, told, strict=True))


def rounds_of(
    installation: Installation, account: Account, collaboration_ids: Sequence[str]
) -> dict[str, tuple[RoundView, ...]]:
    """Collaboration id -> its rounds that the account may see, newest first."""
    with installation.database.reading() as connection:
        found = rounds.of_collaborations(connection, collaboration_ids)
        seen = _seen(connection, account, found)
    views = _views(installation, seen)
    return {wanted: tuple(view for view in views if view.collaboration_id == wanted) for wanted in collaboration_ids}


def rounds_of_organisation(
    installation: Installation, account: Account, organisation_id: str
) -> tuple[str, tuple[RoundView, ...]]:
    """The name of an organisation that the account follows, and the rounds that it took part in, in whichever
    collaboration, newest first. Raises E001."""
    with installation.database.reading() as connection:
        name = require_own_organisation(connection, account, organisation_id)
        found = rounds.of_organisation(connection, organisation_id)
        seen = _seen(connection, account, found)
    return name, _views(installation, seen)


def may_read(installation: Installation, account: Account, code: str) -> bool:
    """Whether the account may read the round with that code."""
    stored = _found(installation, code)
    with installation.database.reading() as connection:
        (found,) = acts_with_all(connection, account, [stored])
    return Act.READ in found


def find_answered_round(installation: Installation, account: Account, code: str, act: Act = Act.LEAD) -> RoundView:
    """As `find_own_round`, for what comes of answers. Raises R010, and R025 for a workshop, which has none."""
    view = find_own_round(installation, account, code, act)
    view.round.require_answers()
    return view


def create_round(
    installation: Installation, account: Account, collaboration_id: str, new: NewRound, now: datetime
) -> RoundView:
    """Makes a draft round in a collaboration that the account leads; with a workshop's questionnaire, a conversation
    that can begin at once (decision 0019).

    Raises C010, Q100 (unknown questionnaire), Q101 (its file changed under the same version), R001, R005, R007, R008,
    R011 (an organisation that does not take part), R018 and R019 (a period that cannot be), R021 to R023,
    U037 (an address in its name)."""
    plain_name(new.title)
    parts = tuple(library_of(installation).find(one) for one in (new.questionnaire_id, *new.further))
    questionnaire = combined(parts[0], parts[1:])
    with installation.database.writing() as connection:
        require_facilitator(connection, account, collaboration_id)
        collaboration = _collaboration(connection, collaboration_id)
        one = planned_round(new, questionnaire, collaboration)
        if questionnaire.form is Form.WORKSHOP:
            one = one.as_workshop(now)
        else:
            require_period(new, now)
        for part in parts:
            keep_questionnaire(installation, connection, part)
        rounds.insert_round(connection, one, collaboration_id, day_of(now))
        record(connection, now, account, "round_made", collaboration_id, named(one))
    return find_round(installation, one.code)


def open_round(installation: Installation, account: Account, code: str, now: datetime) -> RoundView:
    """Opens the round for answers, first time or again. Raises R010, R002, R013."""
    return _change(installation, account, code, now, "round_opened", lambda one: one.opened(now))


def close_round(installation: Installation, account: Account, code: str, now: datetime) -> RoundView:
    """Closes the round, so that its results may show; nothing then tells in which order answers came.

    Raises R010, R003."""
    view = _change(installation, account, code, now, "round_closed", lambda one: one.closed(now))
    installation.database.settle()
    return view


def archive_round(installation: Installation, account: Account, code: str, now: datetime) -> RoundView:
    """Puts a closed round out of the way; its results stay. Raises R010, R014."""
    return _change(installation, account, code, now, "round_archived", lambda one: one.archived())


def take_back_round(installation: Installation, account: Account, code: str, now: datetime) -> RoundView:
    """Makes an archived round a closed one again. Raises R010, R015."""
    return _change(installation, account, code, now, "round_taken_back", lambda one: one.taken_back())


def changed_questionnaires(installation: Installation) -> tuple[SamspelError, ...]:
    """Q101 for each questionnaire file whose content changed under a version that rounds have used."""
    with installation.database.reading() as connection:
        kept = rounds.questionnaire_fingerprints(connection)
    return tuple(
        SamspelError("Q101", id=one.id, version=one.version)
        for one in own_files(installation).questionnaires()
        if kept.get((one.id, one.version), one.fingerprint) != one.fingerprint
    )


def planned_round(new: NewRound, questionnaire: Questionnaire, collaboration: Collaboration) -> Round:
    """The draft round that was decided on. Raises R001, R005, R007, R008, R011."""
    title = " ".join(new.title.split())
    if not title:
        raise SamspelError("R007")
    languages = tuple(one for one in questionnaire.languages if one in new.languages)
    if not languages:
        raise SamspelError("R008", known=", ".join(questionnaire.languages))
    return Round(
        id=uuid.uuid4().hex,
        code="".join(secrets.choice(CODE_LETTERS) for _ in range(6)),
        title=title,
        collaboration=collaboration.name,
        organisations=_taking_part(new.organisations, collaboration),
        questionnaire_id=questionnaire.id,
        questionnaire_version=questionnaire.version,
        further=tuple((part.id, part.version) for part in questionnaire.parts[1:]),
        languages=languages,
        rules=RoundRules(new.kind, new.smallest_group, State.DRAFT),
        layout=new.layout,
        expected=sum(number for _, number in new.expected_of) or new.expected,
        opened_on=None,
        closed_on=None,
        opens_at=new.opens_at,
        closes_at=new.closes_at,
        expected_of=tuple((_taking_part([name], collaboration)[0].id, number) for name, number in new.expected_of),
    )


def require_period(new: NewRound, now: datetime) -> None:
    """Raises R018 (closes before it opens) or R019 (the closing time has passed)."""
    if new.opens_at and new.closes_at and new.closes_at <= new.opens_at:
        raise SamspelError("R018")
    if new.closes_at and new.closes_at <= now:
        raise SamspelError("R019")


def _taking_part(names: Sequence[str], collaboration: Collaboration) -> tuple[Organisation, ...]:
    """Those of the collaboration's organisations, in its order."""
    wanted = {name.casefold(): name for name in names if name.strip()}
    found = tuple(Organisation(one.id, one.name) for one in collaboration.parties if one.name.casefold() in wanted)
    unknown = wanted.keys() - {one.name.casefold() for one in found}
    if unknown:
        raise SamspelError("R011", value=wanted[min(unknown)])
    if not found:
        raise SamspelError("R005")
    return found


def keep_questionnaire(installation: Installation, connection: Transaction, questionnaire: Questionnaire) -> None:
    """Keeps the text that a round is made with. Raises Q101 where another text is kept under the same version."""
    key = (questionnaire.id, questionnaire.version)
    kept = rounds.questionnaire_fingerprints(connection).get(key)
    if kept is None:
        library = library_of(installation)
        if library.find(*key).fingerprint != questionnaire.fingerprint:  # changed a moment ago
            raise SamspelError("Q101", id=questionnaire.id, version=questionnaire.version)
        rounds.insert_questionnaire(connection, *key, questionnaire.fingerprint, library.source(*key))
    elif kept != questionnaire.fingerprint:
        raise SamspelError("Q101", id=questionnaire.id, version=questionnaire.version)


def named(one: Round) -> str:
    """The round's name and code, as the audit log tells it."""
    return f"{one.title} ({one.code})"


def _collaboration(connection: Transaction, collaboration_id: str) -> Collaboration:
    found = collaborations.by_id(connection, collaboration_id)
    if found is None:
        raise SamspelError("C010")
    return found


def tidy_code(code: str) -> str:
    """A round's code as it is stored, however it was written."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def unknown_code(code: str) -> SamspelError:
    """The error for a code that no round has."""
    return SamspelError("R010", code=code.strip()[:20])


def _found(installation: Installation, code: str) -> StoredRound:
    with installation.database.glancing() as connection:
        stored = rounds.by_code(connection, tidy_code(code))
    if stored is None:
        raise unknown_code(code)
    return stored


def _counted(installation: Installation, code: str) -> tuple[StoredRound, Told]:
    stored = _found(installation, code)
    with installation.database.reading() as connection:
        return stored, _told(connection, [stored])[0]


def _told(connection: Transaction, found: Sequence[StoredRound]) -> list[Told]:
    """Of each round the number of sheets, as it may be told."""
    ids = [one.round.id for one in found]
    received, mailed = responses.count(connection, ids), invitations.mailed_rounds(connection, ids)
    return [told_sheets(received[one.round.id], one.round, invited=one.round.id in mailed) for one in found]


def store_state(installation: Installation, connection: Transaction, changed: Round) -> None:
    """Stores a round's new state; once it is closed, nothing in its rows tells in which order answers came."""
    rounds.update_state(connection, changed)
    if changed.state is State.OPEN:
        stored_results.forget(connection, changed.id)
    if changed.state is State.CLOSED:
        imports.forget(connection, changed.id)
        _open_comments(installation, connection, changed.id)
        responses.forget_arrival(connection, changed.id)


def _open_comments(installation: Installation, connection: Transaction, round_id: str) -> None:
    """Makes comments of what was sealed, all at once. What another secret key sealed stays as it is: with that key back
    in its place, the next closing opens it."""
    opened = [(one, open_comments(installation, sealed)) for one, sealed in responses.sealed_of(connection, round_id)]
    rows = [
        {"id": uuid.uuid4().hex, "round_id": round_id, "item_id": item_id, "wave": wave, "words": words}
        for _, found in opened
        for item_id, wave, words in found or ()
    ]
    responses.insert_comments(connection, sorted(rows, key=lambda row: str(row["id"])))
    responses.delete_sealed(connection, [one for one, found in opened if found is not None])


def _change(
    installation: Installation,
    account: Account,
    code: str,
    now: datetime,
    deed: str,
    change: Callable[[Round], Round],
) -> RoundView:
    stored = _found(installation, code)
    with installation.database.writing() as connection:
        require(connection, account, Act.LEAD, stored)
        fresh = rounds.locked(connection, stored.round.id)
        if fresh is None:
            raise SamspelError("R010", code=stored.round.code)
        store_state(installation, connection, change(fresh.round))
        record(connection, now, account, deed, stored.collaboration_id, named(fresh.round))
    return find_round(installation, code)


def _seen(
    connection: Transaction, account: Account, found: Sequence[StoredRound]
) -> list[tuple[StoredRound, Told, frozenset[Act]]]:
    """Those of the rounds that the account may see, with their number of sheets and what it may do with each."""
    may, told = acts_with_all(connection, account, found), _told(connection, found)
    return [(one, number, its) for one, number, its in zip(found, told, may, strict=True) if its]


def _views(
    installation: Installation, seen: Sequence[tuple[StoredRound, Told, frozenset[Act]]]
) -> tuple[RoundView, ...]:
    return tuple(replace(_view(installation, one, told), acts=may) for one, told, may in seen)


def _view(installation: Installation, stored: StoredRound, told: Told) -> RoundView:
    asked = installation.questionnaire_of(stored)
    return RoundView(stored.round, asked, stored.collaboration_id, told.number, in_steps=told.in_steps)
