"""Answering: drafts that are saved as one goes, and handing in."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from app.domain.answers import AnswerSheet, check_sheet
from app.domain.errors import SamspelError
from app.domain.items.comment import LONGEST_COMMENT
from app.domain.questionnaire import Questionnaire
from app.domain.round import Kind, State
from app.services.installation import Installation
from app.services.rounds import RoundView
from app.store import invitations, responses, rounds
from app.store.database import Transaction

Raw = Mapping[str, Sequence[str]]
"""Item id, "organisation" or "level" -> strings as a form sends them."""
LONGEST_DRAFT_TEXT = 4 * LONGEST_COMMENT
MOST_VALUES = 50


class InvalidAnswers(SamspelError):
    """A sheet with faults; `faults` are all of them."""

    def __init__(self, faults: Sequence[SamspelError]) -> None:
        super().__init__("A010", number=len(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Receipt:
    """`already`: the same device had handed this sheet in before, so nothing was stored now."""

    already: bool


def load_draft(installation: Installation, token: str) -> dict[str, list[str]]:
    """The raw answers saved under the token, empty if there are none."""
    with installation.database.glancing() as connection:
        return responses.draft(connection, _hash(token)) or {}


def save_draft(installation: Installation, view: RoundView, token: str, answers: Raw, today: date) -> None:
    """Saves the raw answers in place of earlier ones. Only what the questionnaire asks for is kept.

    Raises R004 when the round takes no answers, A011 when the token has handed in."""
    kept = _known_fields(view.questionnaire, answers)
    token_hash = _hash(token)
    with installation.database.writing() as connection:
        _require_open(connection, view.round.id)
        if responses.is_handed_in(connection, token_hash):
            raise SamspelError("A011")
        responses.save_draft(connection, token_hash, view.round.id, kept, today)


def has_handed_in(installation: Installation, token: str) -> bool:
    """Whether the token's sheet has been handed in."""
    with installation.database.glancing() as connection:
        return responses.is_handed_in(connection, _hash(token))


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
    answers: Raw | None = None,
    *,
    invitation_id: str | None = None,
) -> Receipt:
    """Checks the sheet (None: the token's draft) and stores it in one transaction; the draft is deleted with it.

    `invitation_id`: whoever hands in came by that personal link. It is noted that it has been answered, and nothing
    joins the two.

    Raises InvalidAnswers (all faults), A007 (empty sheet), A009 (joint round without organisation), A008 (the
    organisation has handed in), M040 (the invitation has been answered), R004 (round closed). Handing in twice stores
    once."""
    token_hash = _hash(token)
    with installation.database.writing() as connection:
        wave = _require_open(connection, view.round.id)
        if not responses.mark_handed_in(connection, token_hash, view.round.id):
            return Receipt(already=True)
        if invitation_id and not invitations.mark_answered(connection, view.round.id, invitation_id):
            raise SamspelError("M040")
        raw = (responses.draft(connection, token_hash) or {}) if answers is None else answers
        _store(connection, view, [check_answers(view, raw)], wave)
        responses.delete_draft(connection, token_hash)
    return Receipt(already=False)


def store_sheets(installation: Installation, view: RoundView, sheets: Sequence[AnswerSheet]) -> None:
    """Stores checked sheets that came on paper or in a file, all or none. Raises R004, A008."""
    with installation.database.writing() as connection:
        _store(connection, view, sheets, _require_open(connection, view.round.id))


def _store(connection: Transaction, view: RoundView, sheets: Sequence[AnswerSheet], wave: int) -> None:
    round_id, questionnaire = view.round.id, view.questionnaire
    if view.round.rules.kind is Kind.JOINT:
        for sheet in sheets:
            _claim_organisation(connection, round_id, str(sheet.organisation))
    rows = [(uuid.uuid4().hex, sheet) for sheet in sheets]
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
        [
            {"id": uuid.uuid4().hex, "round_id": round_id, "item_id": item_id, "wave": wave, "words": words}
            for _, sheet in rows
            for item_id, words in sheet.comments(questionnaire)
        ],
    )


def _claim_organisation(connection: Transaction, round_id: str, organisation: str) -> None:
    """In a joint round every organisation hands in one sheet: its mark is unique."""
    if not responses.mark_handed_in(connection, _hash(f"{round_id}/{organisation}"), round_id):
        raise SamspelError("A008", "organisation", value=organisation)


def _require_open(connection: Transaction, round_id: str) -> int:
    """The round's wave. Raises R004 unless it is open; it cannot be closed before the transaction ends."""
    found = rounds.state_and_wave(connection, round_id)
    if found is None or found[0] is not State.OPEN:
        raise SamspelError("R004")
    return found[1]


def _known_fields(questionnaire: Questionnaire, answers: Raw) -> dict[str, list[str]]:
    known = {*questionnaire.items_by_id, "organisation", "level"}
    return {
        key: [value[:LONGEST_DRAFT_TEXT] for value in list(values)[:MOST_VALUES]]
        for key, values in answers.items()
        if key in known and any(values)
    }


def _first(answers: Raw, key: str) -> str:
    return next((value.strip() for value in answers.get(key, ()) if value.strip()), "")


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
