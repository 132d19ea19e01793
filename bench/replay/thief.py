"""What the thief makes of it: which sheet is whose, which comment belongs to which sheet, which device sent it.

The thief knows the code, holds the devices (their cookies), and may have the secret key besides."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import Connection, text

from app.services import sealing
from app.services.installation import Installation
from bench.replay.log_of_sqlite import State

TABLES: Mapping[str, tuple[str, ...]] = {
    "responses": ("id", "organisation"),
    "answers": ("response_id", "item_id", "value"),
    "comments": ("id", "words"),
    "handed_in": ("token_hash",),
    "invitations": ("id", "address", "answered"),
    "drafts": ("token_hash", "answers"),
    "sealed_comments": ("id", "sealed"),
}
Sheet = frozenset[tuple[str, str]]
"""(item id, value) of each answer of a sheet."""


@dataclass(frozen=True)
class Known:
    """What the thief brings along: the tokens of devices, and for a token or an invitation's id how the marks may read
    that it leaves; what is sealed, opened (None: cannot be)."""

    tokens: Sequence[str]
    marks_of_device: Callable[[str], set[str]]
    marks_of_invitation: Callable[[str], set[str]]
    opened: Callable[[str], Sequence[str]]


@dataclass
class Ties:
    """What was tied to a sheet: address -> sheet, comment -> sheet, device's token -> sheet."""

    address: dict[str, Sheet] = field(default_factory=dict)
    comment: dict[str, Sheet] = field(default_factory=dict)
    device: dict[str, Sheet] = field(default_factory=dict)


def plain_marks(secret: str) -> set[str]:
    """How a mark may read that anybody can calculate."""
    return {secret, sha256(secret.encode()).hexdigest()}


def without_secret_key(tokens: Sequence[str]) -> Known:
    """A thief of the database and of all devices."""
    return Known(tokens, plain_marks, plain_marks, lambda _: ())


def with_secret_key(installation: Installation, tokens: Sequence[str]) -> Known:
    """A thief of the whole installation and of all devices."""

    def opened(sealed: str) -> list[str]:
        return [words for _, _, words in sealing.open_comments(installation, sealed) or ()]

    return Known(
        tokens,
        lambda token: {sealing.device_mark(installation, token)},
        lambda invitation_id: {sealing.invitation_mark(installation, invitation_id)},
        opened,
    )


def from_log(found: Iterator[State], known: Known) -> Ties:
    """What successive states of a database tell."""
    ties, before, changed, sheets = Ties(), next(found, {}), list[str](), list[Sheet]()
    for after in found:
        new = {table: after[table] - before.get(table, frozenset()) for table in after}
        gone = {table: before.get(table, frozenset()) - after[table] for table in after}
        ids = {row[0] for row in new["responses"]}
        answered = [
            str(row[1]) for row in new["invitations"] if row[2] and row[0] in {one[0] for one in gone["invitations"]}
        ]
        changed.extend(answered if len(answered) == 1 else [])
        if len(ids) == 1:
            sheet: Sheet = frozenset((str(row[1]), str(row[2])) for row in new["answers"] if row[0] in ids)
            sheets.append(sheet)
            comments = [str(row[1]) for row in new["comments"]]
            for row in new.get("sealed_comments", ()):
                comments.extend(known.opened(str(row[1])))
            _tie_in_step(ties, sheet, answered, comments, {str(row[0]) for row in new["handed_in"]}, after, known)
        for row in new["drafts"]:
            _tie_draft(ties, str(row[0]), str(row[1]), known)
        before = after
    if len(changed) == len(sheets):  # noted later, but one by one: in the same order
        ties.address.update(zip(changed, sheets, strict=True))
    return ties


def from_postgresql(connection: Connection, known: Known) -> Ties:
    """What the transactions tell that PostgreSQL notes beside its rows."""

    def rows(query: str) -> list[tuple[str, str, str]]:
        return [(str(row[0]), str(row[1]), str(row[-1])) for row in connection.execute(text(query))]

    ties, answers = Ties(), rows("SELECT response_id, item_id, value FROM answers")
    by_transaction: dict[str, list[Sheet]] = {}
    for transaction, response_id, _ in rows("SELECT xmin::text, id FROM responses"):
        sheet: Sheet = frozenset((item, value) for one, item, value in answers if one == response_id)
        by_transaction.setdefault(transaction, []).append(sheet)
    comments = [(one, [words]) for one, words, _ in rows("SELECT xmin::text, words FROM comments")]
    comments += [
        (one, list(known.opened(words))) for one, words, _ in rows("SELECT xmin::text, sealed FROM sealed_comments")
    ]
    marks = rows("SELECT xmin::text, token_hash FROM handed_in")
    invited = rows("SELECT xmin::text, address, answered FROM invitations")
    ids = {address: one for one, address, _ in rows("SELECT id, address FROM invitations")}
    for transaction, (sheet, *others) in by_transaction.items():
        together = [words for one, found in comments if one == transaction for words in found]
        of_marks = [mark for one, mark, _ in marks if one == transaction]
        of_invited = [address for one, address, _ in invited if one == transaction]
        if others:
            continue
        ties.comment.update(dict.fromkeys(together, sheet))
        if len(of_invited) == 1:
            ties.address[of_invited[0]] = sheet
        for mark in of_marks if len(of_marks) <= 2 else ():
            ties.device.update({token: sheet for token in known.tokens if mark in known.marks_of_device(token)})
            ties.address.update({one: sheet for one, key in ids.items() if mark in known.marks_of_invitation(key)})
    for token_hash, draft, _ in rows("SELECT token_hash, answers FROM drafts"):
        _tie_draft(ties, token_hash, draft, known)
    return ties


def _tie_in_step(
    ties: Ties, sheet: Sheet, answered: list[str], comments: list[str], marks: set[str], after: State, known: Known
) -> None:
    if len(answered) == 1:
        ties.address[answered[0]] = sheet
    ties.comment.update(dict.fromkeys(comments, sheet))
    for token in known.tokens:
        if known.marks_of_device(token) & marks:
            ties.device[token] = sheet
    for row in after["invitations"]:
        if known.marks_of_invitation(str(row[0])) & marks:
            ties.address[str(row[1])] = sheet


def _tie_draft(ties: Ties, token_hash: str, draft: str, known: Known) -> None:
    """A draft that can be read holds comments and answers of one sheet, under a hash of its device."""
    try:
        raw = json.loads(draft)
    except ValueError:
        return
    plain = {key: values for key, values in raw.items() if isinstance(values, list)} if isinstance(raw, dict) else {}
    sheet: Sheet = frozenset((key, str(value)) for key, values in plain.items() for value in values)
    for token in known.tokens:
        if token_hash in plain_marks(token) and sheet:
            ties.device.setdefault(token, sheet)
    for _, words in sheet:
        ties.comment.setdefault(words, sheet)
