"""Answering: drafts that are saved as one goes, and handing in."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.answers import AnswerSheet, check_sheet
from app.domain.errors import SamspelError
from app.domain.items.comment import LONGEST_COMMENT
from app.domain.questionnaire import Questionnaire
from app.domain.round import Kind, State
from app.domain.swedish_time import day_of
from app.services import sealing
from app.services.following import note_step
from app.services.installation import Installation
from app.services.rounds import RoundView, tidy_code, unknown_code, view_of
from app.store import invitations, marks, participation, responses, rounds
from app.store.database import Transaction

Raw = Mapping[str, Sequence[str]]
"""Item id, "organisation" or "level" -> strings as a form sends them."""
LONGEST_DRAFT_TEXT = 4 * LONGEST_COMMENT
MOST_VALUES = 50
SEALED = "sealed"
DRAFT_DAYS = 60
"""Days after which a device has forgotten its token, so that nobody reaches the draft any more."""


class InvalidAnswers(SamspelError):
    """A sheet with faults; `faults` are all of them."""

    def __init__(self, faults: Sequence[SamspelError]) -> None:
        super().__init__("A010", number=len(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class StoredSheets:
    """The rows that sheets became: `responses` and `comments` by id, in no order."""

    responses: tuple[str, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True)
class Receipt:
    """`already`: the same device had handed this sheet in before, so nothing was stored now."""

    already: bool


@dataclass(frozen=True)
class Begun:
    """A round, and how far one device has come there: the raw answers of its draft (empty where there is none), and
    whether its sheet has been handed in."""

    view: RoundView
    draft: Raw
    handed_in: bool


def find_begun(installation: Installation, code: str, token: str) -> Begun:
    """The round as `find_round_to_answer` finds it, with what the device has left there, in one look at the database.
    Raises R010."""
    older = sealing.older_mark(token)
    keys = (sealing.draft_key(token), older, sealing.device_mark(installation, token))
    with installation.database.glancing() as connection:
        found = responses.begun(connection, tidy_code(code), *keys)
    if found is None:
        raise unknown_code(code)
    draft = sealing.open_draft(token, found.sealed[SEALED]) if found.sealed is not None else found.older or {}
    return Begun(view_of(installation, found.stored), draft, found.handed_in)


def load_draft(installation: Installation, token: str) -> dict[str, list[str]]:
    """The raw answers saved under the token, empty if there are none."""
    with installation.database.glancing() as connection:
        return _draft(connection, token)


def save_draft(
    installation: Installation,
    view: RoundView,
    token: str,
    answers: Raw,
    now: datetime,
    page: Collection[str] | None = None,
) -> None:
    """Saves the raw answers in place of earlier ones; `page`: only of these fields, and the others stay.

    Only what the questionnaire asks for is kept. Raises R004 when the round takes no answers, A011 when the token has
    handed in."""
    kept = _known_fields(view.questionnaire, answers)
    mark = sealing.device_mark(installation, token)
    with installation.database.writing() as connection:
        _require_open(connection, view.round.id, now)
        # The mark is set for as long as this takes: whoever saves or hands in with the same token waits for it.
        if not _leave_device_mark(connection, mark, token, view.round.id):
            raise SamspelError("A011")
        before = {} if page is None else _draft(connection, token)
        others = {field: values for field, values in before.items() if field not in (page or ())}
        sealed = {SEALED: sealing.seal_draft(token, {**others, **kept})}
        responses.delete_draft(connection, sealing.older_mark(token))
        responses.save_draft(connection, sealing.draft_key(token), view.round.id, sealed, day_of(now))
        marks.take_away(connection, mark)


def delete_draft(installation: Installation, token: str) -> bool:
    """Deletes the token's draft, whatever has become of the round. False when there was none."""
    with installation.database.writing() as connection:
        return _delete_draft(connection, token)


def has_handed_in(installation: Installation, token: str) -> bool:
    """Whether the token's sheet has been handed in."""
    with installation.database.glancing() as connection:
        found = (sealing.device_mark(installation, token), sealing.older_mark(token))
        return marks.are_there(connection, *found)


def has_organisation_handed_in(installation: Installation, view: RoundView, organisation: str) -> bool:
    """Whether the organisation has handed in its one sheet of a joint round."""
    with installation.database.glancing() as connection:
        return marks.are_there(connection, _joint_mark(view.round.id, organisation))


def check_answers(view: RoundView, answers: Raw) -> AnswerSheet:
    """The sheet of these raw answers. Raises InvalidAnswers, A007 and A009 as `hand_in` does."""
    organisations = [one.id for one in view.round.organisations]
    organisation, level = _first(answers, "organisation"), _first(answers, "level")
    sheet, faults = check_sheet(view.questionnaire, organisations, organisation, level, answers)
    if view.round.rules.kind is Kind.JOINT and sheet.organisation is None:
        faults.append(SamspelError("A009", "organisation"))
    if faults:
        raise InvalidAnswers(faults)
    if not sheet.answers:
        raise SamspelError("A007")
    return sheet


def hand_in(
    installation: Installation,
    view: RoundView,
    token: str,
    now: datetime,
    answers: Raw | None = None,
    *,
    invitation_id: str | None = None,
) -> Receipt:
    """Checks the sheet (None: the token's draft) and stores it in one transaction; the draft is deleted with it.

    `invitation_id`: whoever hands in came by that personal link. A mark says that it has been answered; without the
    secret key nobody can tell whose mark that is, so that nothing joins the two (decision 0032).

    Raises InvalidAnswers (all faults), A007 (empty sheet), A009 (joint round without organisation), A008 (the
    organisation has handed in), M040 (the invitation has been answered), R004 (round closed, or its closing time has
    come). Handing in twice stores once."""
    mark = sealing.device_mark(installation, token)
    with installation.database.writing() as connection:
        wave = _require_open(connection, view.round.id, now)
        marks.one_at_a_time(connection, view.round.id)
        if not _leave_device_mark(connection, mark, token, view.round.id):
            return Receipt(already=True)
        if invitation_id and not _leave_invitation_mark(installation, connection, view, invitation_id):
            raise SamspelError("M040")
        marks.mix(connection, view.round.id)
        raw = _draft(connection, token) if answers is None else answers
        _store(installation, connection, view, [check_answers(view, raw)], wave, now)
        _delete_draft(connection, token)
    return Receipt(already=False)


def store_sheets(installation: Installation, view: RoundView, sheets: Sequence[AnswerSheet], now: datetime) -> None:
    """Stores checked sheets that came on paper or in a file, all or none. Raises R004, A008.

    They were written before, so the closing time is not asked for: it is enough that the round is open."""
    with installation.database.writing() as connection:
        add_sheets(installation, connection, view, sheets, now)


def add_sheets(
    installation: Installation, connection: Transaction, view: RoundView, sheets: Sequence[AnswerSheet], now: datetime
) -> StoredSheets:
    """The same in a transaction that does something else besides."""
    return _store(installation, connection, view, sheets, _require_open(connection, view.round.id), now)


def free_organisations(connection: Transaction, view: RoundView, organisations: Collection[str]) -> None:
    """Organisations whose sheet of a joint round was taken back may hand in again. Raises R004."""
    _require_open(connection, view.round.id)
    for organisation in organisations:
        marks.take_away(connection, _joint_mark(view.round.id, organisation))


def _draft(connection: Transaction, token: str) -> dict[str, list[str]]:
    """The raw answers that the device has saved, empty where there are none."""
    found = responses.draft(connection, sealing.draft_key(token))
    if found is not None:
        return sealing.open_draft(token, found[SEALED])
    return responses.draft(connection, sealing.older_mark(token)) or {}


def _delete_draft(connection: Transaction, token: str) -> bool:
    older = responses.delete_draft(connection, sealing.older_mark(token))
    return responses.delete_draft(connection, sealing.draft_key(token)) or older


def _leave_device_mark(connection: Transaction, mark: str, token: str, round_id: str) -> bool:
    """False where the device has handed in, or is handing in."""
    return marks.leave(connection, mark, round_id) and not marks.are_there(connection, sealing.older_mark(token))


def _leave_invitation_mark(
    installation: Installation, connection: Transaction, view: RoundView, invitation_id: str
) -> bool:
    """False where the invitation has been answered."""
    if invitations.is_noted(connection, view.round.id, invitation_id):
        return False
    return marks.leave(connection, sealing.invitation_mark(installation, invitation_id), view.round.id)


def _store(
    installation: Installation,
    connection: Transaction,
    view: RoundView,
    sheets: Sequence[AnswerSheet],
    wave: int,
    now: datetime,
) -> StoredSheets:
    """Stores the sheets; of `now` the day is kept, as a number of sheets.

    Comments are sealed until the round is closed, unless they come with so many sheets at once that this says nothing
    (which is also when they can be taken back), or sheets are not secret."""
    round_id, questionnaire = view.round.id, view.questionnaire
    if view.round.rules.kind is Kind.JOINT:
        for sheet in sheets:
            _claim_organisation(connection, round_id, str(sheet.organisation))
    rows = [(uuid.uuid4().hex, sheet) for sheet in sheets]
    is_sealed = view.round.rules.kind is not Kind.JOINT and len(sheets) < view.round.rules.smallest_group
    comments = (
        []
        if is_sealed
        else [
            {"id": uuid.uuid4().hex, "round_id": round_id, "item_id": item_id, "wave": wave, "words": words}
            for _, sheet in rows
            for item_id, words in sheet.comments(questionnaire)
        ]
    )
    responses.insert_sheets(
        connection,
        [
            {
                "id": response_id,
                "round_id": round_id,
                "organisation": sheet.organisation,
                "level": sheet.level,
                "wave": wave,
            }
            for response_id, sheet in rows
        ],
        [
            {"response_id": response_id, "item_id": item_id, "value": value}
            for response_id, sheet in rows
            for item_id, value in sheet.counted(questionnaire)
        ],
        comments,
    )
    if is_sealed and questionnaire.comments:
        responses.insert_sealed(
            connection,
            [
                {
                    "id": uuid.uuid4().hex,
                    "round_id": round_id,
                    "sealed": sealing.seal_comments(
                        installation, [(item_id, wave, words) for item_id, words in sheet.comments(questionnaire)]
                    ),
                }
                for _, sheet in rows
            ],
        )
    # Last, since other hand-ins of the round wait for the day's row until this transaction ends.
    participation.count_day(connection, round_id, day_of(now), len(sheets))
    note_step(connection, view)
    return StoredSheets(tuple(one for one, _ in rows), tuple(str(one["id"]) for one in comments))


def _joint_mark(round_id: str, organisation: str) -> str:
    """Whose it is may be known: in a joint round organisations are named."""
    return sealing.older_mark(f"{round_id}/{organisation}")


def _claim_organisation(connection: Transaction, round_id: str, organisation: str) -> None:
    """In a joint round every organisation hands in one sheet: its mark is unique."""
    if not marks.leave(connection, _joint_mark(round_id, organisation), round_id):
        raise SamspelError("A008", "organisation", value=organisation)


def _require_open(connection: Transaction, round_id: str, now: datetime | None = None) -> int:
    """The round's wave. Raises R004 unless it is open, and its closing time after `now` where that is given; it cannot
    be closed before the transaction ends."""
    found = rounds.state_of(connection, round_id)
    if found is None or found[0] is not State.OPEN:
        raise SamspelError("R004")
    _, wave, closes_at = found
    if now is not None and closes_at is not None and closes_at <= now:
        raise SamspelError("R004")
    return wave


def _known_fields(questionnaire: Questionnaire, answers: Raw) -> dict[str, list[str]]:
    known = {*questionnaire.items_by_id, "organisation", "level"}
    return {
        key: [value[:LONGEST_DRAFT_TEXT] for value in list(values)[:MOST_VALUES]]
        for key, values in answers.items()
        if key in known and any(values)
    }


def _first(answers: Raw, key: str) -> str:
    return next((value.strip() for value in answers.get(key, ()) if value.strip()), "")
