"""A collaboration as one ZIP of JSON files, to take along or to archive: never a raw answer, never an address of
somebody who answers. The files are described in docs/collaboration-export.md."""

import io
import json
import zipfile
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from app.domain.errors import SamspelError
from app.domain.round import State
from app.domain.swedish_time import ZONE
from app.services import exports
from app.services.access import require_facilitator
from app.services.accounts import Account
from app.services.audit import record
from app.services.exports.plain_name import plain_name
from app.services.installation import Installation
from app.services.results import round_result
from app.services.rounds import RoundView, list_rounds
from app.store import audit, collaboration_content
from app.store.audit import Wanted
from app.store.database import Transaction
from app.wording.deeds import deed_sentence
from app.wording.translations import LANGUAGES

FORMAT = "samspel-collaboration/1"
NO_RESULTS = frozenset({State.DRAFT, State.OPEN})
Json = dict[str, Any]


@dataclass(frozen=True)
class Download:
    """A file to take along."""

    name: str
    content: bytes


def export_collaboration(
    installation: Installation, account: Account, collaboration_id: str, now: datetime
) -> Download:
    """Everything of the collaboration that may be taken along. Raises C010."""
    views = [one for one in list_rounds(installation, account) if one.collaboration_id == collaboration_id]
    results = {one.round.code: _result(installation, one) for one in views}
    with installation.database.writing() as connection:
        require_facilitator(connection, account, collaboration_id)
        frame = collaboration_content.frame(connection, collaboration_id)
        if frame is None:
            raise SamspelError("C010")
        record(connection, now, account, "collaboration_exported", collaboration_id, frame.name)
        files = _files(connection, collaboration_id, views, results, now)
    if frame.logo is not None:
        files["logo.png"] = frame.logo
    return Download(_file_name(frame.name, now), _zipped(files, now))


def export_name(installation: Installation, account: Account, collaboration_id: str) -> str:
    """The name of the collaboration that may be taken along. Raises C010."""
    with installation.database.reading() as connection:
        require_facilitator(connection, account, collaboration_id)
        frame = collaboration_content.frame(connection, collaboration_id)
    if frame is None:
        raise SamspelError("C010")
    return frame.name


def _files(
    connection: Transaction,
    collaboration_id: str,
    views: list[RoundView],
    results: dict[str, Json | None],
    now: datetime,
) -> dict[str, bytes]:
    shapes: dict[str, Json] = {
        "collaboration.json": _collaboration(connection, collaboration_id, views, now),
        "record.json": _record(connection, collaboration_id),
        "log.json": _log(connection, collaboration_id),
    }
    deleted = collaboration_content.answers_deleted(connection, collaboration_id)
    invited = collaboration_content.invited(connection, collaboration_id)
    mails = collaboration_content.mails(connection, collaboration_id)
    for view in views:
        gone = deleted.get(view.round.id)
        shapes[f"rounds/{view.round.code}.json"] = {
            "format": FORMAT,
            **_settings(view),
            "answers_deleted_on": gone.isoformat() if gone else None,
            "invited": invited.get(view.round.id, 0),
            "mails": [
                {"kind": kind, "state": state, "number": number}
                for (round_id, kind, state), number in mails.items()
                if round_id == view.round.id
            ],
            "result": results[view.round.code],
        }
    return {name: _text(shape) for name, shape in shapes.items()}


def _collaboration(connection: Transaction, collaboration_id: str, views: list[RoundView], now: datetime) -> Json:
    frame = collaboration_content.frame(connection, collaboration_id)
    assert frame is not None
    return {
        "format": FORMAT,
        "made_at": now.astimezone(ZONE).isoformat(timespec="seconds"),
        "name": frame.name,
        "purpose": frame.purpose,
        "form": frame.form,
        "stage": frame.stage,
        "begun_on": frame.made_on.isoformat(),
        "organisations": [asdict(one) for one in collaboration_content.parties(connection, collaboration_id)],
        "people": collaboration_content.people(connection, collaboration_id),
        "rounds": [view.round.code for view in views],
    }


def _settings(view: RoundView) -> Json:
    one = view.round
    return {
        "code": one.code,
        "title": one.title,
        "questionnaire": {"id": one.questionnaire_id, "version": one.questionnaire_version},
        "further_questionnaires": [{"id": asked, "version": version} for asked, version in one.further],
        "organisations": [{"id": party.id, "name": party.name} for party in one.organisations],
        "languages": list(one.languages),
        "kind": one.rules.kind.value,
        "smallest_group": one.rules.smallest_group,
        "layout": one.layout.value,
        "state": one.state.value,
        "expected": one.expected,
        "received": view.received,
        "opened_on": _day(one.opened_on),
        "closed_on": _day(one.closed_on),
    }


def _result(installation: Installation, view: RoundView) -> Json | None:
    """What may be shown of the round, as in results.json; None before it is closed."""
    if view.round.state in NO_RESULTS or view.round.is_workshop:
        return None
    return exports.as_json(round_result(installation, view), exports.about_round(view))


def _record(connection: Transaction, collaboration_id: str) -> Json:
    return {
        "format": FORMAT,
        "notes": [asdict(one) for one in collaboration_content.notes(connection, collaboration_id)],
        "principles": [asdict(one) for one in collaboration_content.principles(connection, collaboration_id)],
        "actions": [
            {**asdict(one), "due_on": _day(one.due_on)}
            for one in collaboration_content.actions(connection, collaboration_id)
        ],
    }


def _log(connection: Transaction, collaboration_id: str) -> Json:
    lines = audit.lines(connection, Wanted(collaboration_id=collaboration_id), None)
    return {
        "format": FORMAT,
        "lines": [
            {
                "at": line.at.astimezone(ZONE).isoformat(timespec="seconds"),
                "actor": line.actor,
                "deed": line.deed,
                "subject": line.subject,
                "facts": line.facts,
                "words": {one: deed_sentence(line.deed, line.subject, line.facts, one) for one in LANGUAGES},
            }
            for line in lines
        ],
    }


def _text(shape: Json) -> bytes:
    return (json.dumps(shape, indent=2, ensure_ascii=False) + "\n").encode()


def _zipped(files: dict[str, bytes], now: datetime) -> bytes:
    target = io.BytesIO()
    moment = now.astimezone(ZONE).timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, moment), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _file_name(name: str, now: datetime) -> str:
    tidy = plain_name(name)
    day = now.astimezone(ZONE).date().isoformat()
    return f"samspel-{tidy or 'collaboration'}-{day}.zip"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
