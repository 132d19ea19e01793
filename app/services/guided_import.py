"""A guided import: a file of another tool, what its columns and words mean, a dry run, and only then the answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from app.domain.errors import SamspelError
from app.domain.likeness import Basis
from app.services.accounts import Account
from app.services.answer_table import in_file_order, read_table, shuffled
from app.services.column_targets import Proposal, proposed, question_headers
from app.services.csv_file import FaultyFile
from app.services.imports import SheetFile, add_file, plain_words, require_open, require_organisations, sheets_of
from app.services.installation import Installation
from app.services.mapped_answers import Asked, Translation, UnknownWords, Words
from app.services.rounds import RoundView
from app.store import imports
from app.store.imports import StoredDraft, StoredMapping

KEPT = timedelta(days=1)
"""How long a file is kept that nobody confirms or cancels."""
LONGEST_NAME = 80


@dataclass(frozen=True)
class Upload:
    """A file on its way in. `rows` stand in an order that tells nothing; `columns`: the target of each column, None
    until somebody has said; `header_row`: of the header in the file, from 1; `unfinished`: see `AnswerTable`."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    personal: tuple[str, ...]
    columns: tuple[str, ...] | None
    words: Words
    asked: Asked
    header_row: int = 1
    unfinished: int = 0

    def proposals(self) -> tuple[Proposal, ...]:
        """Where each column goes: as somebody has said, or as its header looks. Certain is only what is the same."""
        found = self._as_headed()
        said = self.columns if self.columns is not None else [one.target for one in found]
        return tuple(
            one if one.target == target else Proposal(target, certain=not target)
            for one, target in zip(found, said, strict=True)
        )

    def column_bases(self) -> tuple[Basis, ...]:
        """Why each column goes where somebody has said that it goes."""
        return tuple(
            Basis.CHOSEN if one.target != target else Basis.SAME if one.certain else Basis.PROPOSED
            for one, target in zip(self._as_headed(), self.columns or (), strict=False)
        )

    def translations(self) -> tuple[Translation, ...]:
        """Every word in the columns and what it is taken to mean."""
        return tuple(self.asked.translations(self.rows, self.columns or (), self.words))

    def has_proposals(self) -> bool:
        """Whether something is only taken as it was proposed, so that somebody has to confirm it."""
        return Basis.PROPOSED in self.column_bases() or any(one.basis is Basis.PROPOSED for one in self.translations())

    def _as_headed(self) -> tuple[Proposal, ...]:
        return proposed(self.header, self.asked.targets, self.asked.groups)

    def unknown(self) -> tuple[UnknownWords, ...]:
        """Words in the columns that are no answer, and that nobody has said anything about."""
        return self.asked.unknown(self.rows, self.columns or (), self.words)

    def odd(self) -> tuple[UnknownWords, ...]:
        """The same, with those that somebody has said something about."""
        return self.asked.unknown(self.rows, self.columns or (), {})


@dataclass(frozen=True)
class DryRun:
    """What would happen. `sheets` would be stored and `empty` rows would not, since they hold no answer, nor
    `unfinished` ones, which were never handed in; `alike`: rows that are like another in every cell; `ignored`: headers
    of columns that go nowhere; `missing`: targets without a column; `faults`: the first of `number`, each
    at `row/column of an answer sheet`."""

    sheets: int
    empty: int
    alike: int
    ignored: tuple[str, ...]
    missing: tuple[str, ...]
    faults: tuple[SamspelError, ...] = ()
    number: int = 0
    unfinished: int = 0


def upload(
    installation: Installation,
    account: Account,
    view: RoundView,
    content: bytes,
    name: str,
    sheet: str,
    key: str,
    now: datetime,
) -> Upload:
    """Reads a file and keeps it for a day; nothing of it is an answer yet. `view` comes from `find_answered_round`;
    `key` is random, goes to the visitor's browser and is not kept here: it tells the order of the rows.

    Raises R009, R004 (the round is not open) and what `read_table` raises."""
    require_open(view)
    name = name[-LONGEST_NAME:]
    table = read_table(content, name, sheet, question_headers(view.questionnaire), _asked(view).headings.knows)
    with installation.database.writing() as connection:
        known = imports.mapping(connection, view.collaboration_id, *_remembered_as(view, table.header))
        draft = StoredDraft(
            name=name,
            header=table.header,
            header_row=table.header_row,
            rows=tuple(shuffled(table.rows, key)),
            personal=table.personal,
            columns=known.columns if known else None,
            words=_still_answers(known.words, _asked(view)) if known else {},
            unfinished=table.unfinished,
        )
        imports.put_draft(connection, account.id, view.round.id, _hash(key), draft, now + KEPT)
    return _upload(view, draft)


def find_upload(installation: Installation, account: Account, view: RoundView, key: str, now: datetime) -> Upload:
    """The file that the account has on its way into the round. Raises I020."""
    return _upload(view, _draft(installation, account, view, key, now))


def choose_columns(
    installation: Installation, account: Account, view: RoundView, key: str, columns: Sequence[str], now: datetime
) -> Upload:
    """Says where the columns go, empty for nowhere. Raises I020, I018 (no column holds answers), I019 (two hold the
    same)."""
    found = find_upload(installation, account, view, key, now)
    chosen = tuple(one if one in found.asked.known else "" for one in columns)
    if len(chosen) != len(found.header):
        raise SamspelError("I020")
    found.asked.require_columns(chosen, found.header)
    return _changed(installation, account, view, replace(found, columns=chosen))


def choose_words(
    installation: Installation,
    account: Account,
    view: RoundView,
    key: str,
    chosen: Mapping[tuple[str, str], str],
    now: datetime,
) -> Upload:
    """Says what words mean: (vocabulary, plain words) -> the answer, empty to leave them out. What is neither is not
    said. Raises I020."""
    found = find_upload(installation, account, view, key, now)
    words = {name: dict(said) for name, said in found.words.items()}
    for one in found.odd():
        value = chosen.get((one.vocabulary.id, one.plain))
        if value is not None and (not value or value in one.vocabulary.answers):
            words.setdefault(one.vocabulary.id, {})[one.plain] = value
    return _changed(installation, account, view, replace(found, words=words))


def dry_run(installation: Installation, account: Account, view: RoundView, key: str, now: datetime) -> DryRun:
    """What would happen if the file was imported now; nothing does. Raises R009, R004, I020."""
    require_open(view)
    draft = _draft(installation, account, view, key, now)
    found = _upload(view, draft)
    columns = found.columns or ()
    about = DryRun(
        sheets=0,
        empty=0,
        alike=0,
        ignored=tuple(header for header, target in zip(found.header, columns, strict=False) if not target),
        missing=_missing(found),
        unfinished=found.unfinished,
    )
    try:
        sheets = _sheets(installation, view, draft, key)
    except FaultyFile as fault:
        return replace(about, faults=fault.faults, number=int(str(fault.facts["number"])))
    except SamspelError as fault:
        return replace(about, faults=(fault,), number=1)
    rows = Counter(_used(row, columns) for row in found.rows)
    alike = sum(times for row, times in rows.items() if times > 1 and any(row))
    number = len(sheets.sheets)
    empty = len(found.rows) - number - found.unfinished
    return replace(about, sheets=number, empty=empty, alike=alike)


@dataclass(frozen=True)
class Receipt:
    """What an import did: `sheets` that are stored, and `unfinished` rows that were left out: see `AnswerTable`."""

    sheets: int
    unfinished: int


def confirm(
    installation: Installation,
    account: Account,
    view: RoundView,
    key: str,
    now: datetime,
    *,
    proposals_checked: bool = False,
) -> Receipt:
    """Stores the sheets, all or none, remembers how the file was understood and deletes it. `proposals_checked`:
    somebody has said that what was proposed is right.

    Raises R009, R004, I020, I030 (something was only proposed), FaultyFile, A008."""
    require_open(view)
    draft = _draft(installation, account, view, key, now)
    understood = _upload(view, draft)
    found = _sheets(installation, view, draft, key)
    if understood.has_proposals() and not proposals_checked:
        raise SamspelError("I030")
    known = _to_remember(view, understood)
    with installation.database.writing() as connection:
        # Whoever presses twice waits here, and finds the file gone.
        if not imports.delete_draft(connection, account.id, view.round.id):
            raise SamspelError("I020")
        add_file(installation, connection, view, found, now, account)
        imports.put_mapping(connection, view.collaboration_id, *_remembered_as(view, draft.header), known)
    installation.database.forget()
    return Receipt(len(found.sheets), draft.unfinished)


def cancel(installation: Installation, account: Account, view: RoundView) -> None:
    """Deletes the file that the account has on its way into the round, if there is one."""
    with installation.database.writing() as connection:
        imports.delete_draft(connection, account.id, view.round.id)
    installation.database.forget()


def _sheets(installation: Installation, view: RoundView, draft: StoredDraft, key: str) -> SheetFile:
    asked = _asked(view)
    if draft.columns is None:
        raise SamspelError("I018")
    file = asked.sheet_of(in_file_order(draft.rows, key), draft.header_row, draft.columns, draft.words)
    found = sheets_of(file, draft.name, view.questionnaire, view.round.organisations)
    require_organisations(installation, view, found, draft.name)
    return found


def _draft(installation: Installation, account: Account, view: RoundView, key: str, now: datetime) -> StoredDraft:
    with installation.database.reading() as connection:
        found = imports.draft(connection, account.id, view.round.id, _hash(key), now)
    if found is None:
        raise SamspelError("I020")
    return found


def _upload(view: RoundView, draft: StoredDraft) -> Upload:
    rows, columns = draft.rows, draft.columns
    return Upload(
        name=draft.name,
        header=draft.header,
        rows=rows,
        personal=draft.personal,
        columns=columns,
        words=draft.words,
        asked=_asked(view),
        header_row=draft.header_row,
        unfinished=draft.unfinished,
    )


def _changed(installation: Installation, account: Account, view: RoundView, one: Upload) -> Upload:
    with installation.database.writing() as connection:
        mapping = StoredMapping(one.columns or (), one.words)
        imports.change_draft(connection, account.id, view.round.id, mapping)
    return one


def _to_remember(view: RoundView, one: Upload) -> StoredMapping:
    """How the file was understood, without words that fewer than the smallest group wrote: those might tell what
    somebody answered long after the answers are deleted."""
    columns = one.columns or ()
    written = one.asked.written_by(one.rows, columns)
    least = view.round.rules.smallest_group
    words = {
        name: {plain: value for plain, value in said.items() if written[name, plain] >= least}
        for name, said in one.words.items()
    }
    return StoredMapping(columns, {name: said for name, said in words.items() if said})


def _still_answers(words: Words, asked: Asked) -> Words:
    """What was remembered, as far as it is an answer in this round too: organisations may be others."""
    answers = {one.id: one.answers for one in asked.vocabularies.values()}
    return {
        name: {plain: value for plain, value in said.items() if not value or value in answers[name]}
        for name, said in words.items()
        if name in answers
    }


def _remembered_as(view: RoundView, header: Sequence[str]) -> tuple[str, str]:
    """Under which questionnaire and headers a mapping is remembered: the same text of it, and the same words. The
    number parts from mappings that were remembered when less than the same words would do."""
    return view.questionnaire.fingerprint, _hash("\n".join(["2", *map(plain_words, header)]))


def _missing(found: Upload) -> tuple[str, ...]:
    """Items, organisation and role that no column goes to, nor to any part of them."""
    reached = {target.partition(":")[0].partition(".")[0] for target in found.columns or ()}
    wanted = dict.fromkeys(one.id.partition(":")[0].partition(".")[0] for one in found.asked.targets)
    return tuple(one for one in wanted if one not in reached)


def _used(row: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell for cell, target in zip(row, columns, strict=False) if target)


def _asked(view: RoundView) -> Asked:
    return Asked(view.questionnaire, view.round.organisations)


def _hash(words: str) -> str:
    return sha256(words.encode()).hexdigest()
