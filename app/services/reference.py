"""The reference from other collaborations: who shares, made anew, and what a round is shown."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.domain.errors import SamspelError
from app.domain.reference import (
    FEWEST,
    NOBODY,
    Absence,
    Others,
    Part,
    Reference,
    Turn,
    reference_of,
    turn,
    unit_wordings,
)
from app.domain.scale import Span
from app.domain.swedish_time import day_of
from app.services.access import require_facilitator
from app.services.accounts import Account
from app.services.audit import record
from app.services.calculation import CODE
from app.services.installation import Installation
from app.services.kept import Kept
from app.services.rounds import RoundView
from app.store import collaborations
from app.store import reference as store
from app.store.database import Transaction
from app.store.reference import EVERYBODY, Candidate, Edition, Key


@dataclass(frozen=True)
class Sharing:
    """Whether a collaboration shares its scores."""

    collaboration_id: str
    name: str
    shares: bool


def find_sharing(installation: Installation, account: Account, collaboration_id: str) -> Sharing:
    """Whether the collaboration shares its scores. Raises C010 unless the account leads it."""
    with installation.database.reading() as connection:
        return _sharing(connection, account, collaboration_id)


def set_sharing(
    installation: Installation, account: Account, collaboration_id: str, shares: bool, now: datetime
) -> None:
    """Lets the collaboration share its scores, or share them no more. Raises C010 unless the account leads it."""
    with installation.database.writing() as connection:
        before = _sharing(connection, account, collaboration_id)
        if store.set_shares(connection, collaboration_id, shares):
            deed = "reference_joined" if shares else "reference_left"
            record(connection, now, account, deed, collaboration_id, before.name)


def others_of(installation: Installation, view: RoundView) -> Others:
    """What the round is shown of other collaborations, the same for everybody who may read it. A unit is left out
    where, of the others, fewer than FEWEST are left that no single reader can look up."""
    one = view.round
    if not one.state.shows_results or one.is_workshop:
        return NOBODY
    wordings = _kept.get(view.questionnaire.fingerprint, lambda: unit_wordings(view.questionnaire))
    asked = (one.questionnaire_id, one.rules.kind.value)
    with installation.database.reading() as connection:
        if not store.shares(connection, view.collaboration_id):
            return Others(absent=Absence.NOT_SHARED) if wordings else NOBODY
        if store.latest_closed(connection, view.collaboration_id, *asked) != one.id:
            return Others(absent=Absence.NOT_LATEST)
        found = store.find(connection, view.collaboration_id, *asked)
        known = store.known_to_readers(connection, view.collaboration_id, one.id, *asked)
    shown = {
        unit: _shown(found[unit, wording], view.questionnaire.span)
        for unit, wording in wordings.items()
        if (unit, wording) in found and found[unit, wording].collaborations - known.get((unit, wording), 0) >= FEWEST
    }
    return Others(shown) if shown else Others(absent=Absence.TOO_FEW)


def _shown(one: Reference, span: Span) -> Reference:
    """Places on the line 1..A as the numbers of the round's own scale."""
    return replace(one, lower=span.shown(one.lower), median=span.shown(one.median), upper=span.shown(one.upper))


def make_references(installation: Installation, now: datetime) -> int:
    """Makes those references anew that may be, all at once and each at most once a day; how many. While results of the
    rounds behind them are still to be calculated, it waits."""
    today, renewed = day_of(now), 0
    with installation.database.writing() as connection:
        found = store.candidates(connection)
        if any(one.code != CODE for one in found):
            return 0
        values = _values(installation, connection, found)
        editions = store.editions(connection)
        there = {(one.questionnaire_id, one.kind, one.collaboration_id) for one in found}
        for key in {**editions, **values}:
            of_key = {who for asked, kind, who in there if (asked, kind) == (key.questionnaire_id, key.kind)}
            done = _turn(editions.get(key), values.get(key, {}), of_key, today)
            if done is Turn.RENEWED:
                store.replace_edition(connection, key, today, _edition(key, values[key]))
                renewed += 1
            elif done is Turn.BLANKED:
                store.blank(connection, key)
    return renewed


def _sharing(connection: Transaction, account: Account, collaboration_id: str) -> Sharing:
    require_facilitator(connection, account, collaboration_id)
    name = collaborations.name_of(connection, collaboration_id)
    if name is None:
        raise SamspelError("C010")
    return Sharing(collaboration_id, name, store.shares(connection, collaboration_id))


def _values(
    installation: Installation, connection: Transaction, found: list[Candidate]
) -> dict[Key, dict[Part, float]]:
    """What is compared -> the value that each collaboration gives."""
    of_round = {one.round_id: one for one in found}
    every: dict[Key, dict[Part, float]] = {}
    for round_id, unit, value in store.values(connection, list(of_round)):
        one = of_round[round_id]
        wording = _wordings(installation, one).get(unit)
        if wording is not None:
            key = Key(one.questionnaire_id, one.kind, unit, wording)
            every.setdefault(key, {})[one.collaboration_id, round_id] = value
    return every


def _wordings(installation: Installation, one: Candidate) -> Mapping[str, str]:
    def read() -> dict[str, str]:
        return unit_wordings(installation.kept_questionnaire(one.questionnaire_id, one.version, one.fingerprint))

    return _kept.get(one.fingerprint, read)


_kept: Kept[dict[str, str]] = Kept(500)
"""By the fingerprint of the questionnaire."""


def _turn(before: Edition | None, values: Mapping[Part, float], there: set[str], today: date) -> Turn:
    age = today - before.made_on if before else timedelta.max
    return turn(before.parts if before else (), values.keys(), there, age)


def _edition(key: Key, values: Mapping[Part, float]) -> Iterator[tuple[str, str | None, int, Reference | None]]:
    """A row for each that is in it, without its own value, and one for those who are not."""
    ordered = sorted(values.values())
    yield EVERYBODY, None, len(ordered), reference_of(key.unit, ordered)
    for (collaboration_id, round_id), value in values.items():
        at = bisect_left(ordered, value)
        others = [*ordered[:at], *ordered[at + 1 :]]
        yield collaboration_id, round_id, len(others), reference_of(key.unit, others)
