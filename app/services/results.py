"""The result of a round: counted, let through disclosure control, scored.

What disclosure control lets through of a closed round never changes, so it is stored and served from there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.domain.answers import AnswerSheet, tally
from app.domain.comment_review import Review, Reviews, reviewed_round
from app.domain.disclosure import publish, publish_comments
from app.domain.item_table import Count, Group, RoundCounts, WrittenComment
from app.domain.published import PublishedComments, PublishedRound, Reason, Withheld
from app.domain.questionnaire import Questionnaire
from app.domain.result import RoundResult, build_result
from app.domain.round import RoundRules, State
from app.services.calculation import CODE, calculated_from
from app.services.installation import Installation
from app.services.kept import Kept
from app.services.rounds import RoundView, view_of
from app.services.scores import scores_of_result
from app.store import comment_reviews, expiry, rounds, stored_results
from app.store.database import Transaction
from app.store.item_tables import comments_of_round, counts_of_round, number_of_comments, persons_of_round
from app.store.rounds import shows_results

BATCH = 50
"""Rounds that are looked up at a time."""
MOST_KEPT = 100
"""Results that a process keeps: some hundred kilobytes each, with many comments a few megabytes."""


@dataclass(frozen=True)
class Stamp:
    """All that a result is made of, besides what never changes in a closed round: its answers. Read from the database
    each time, so that what another process has changed shows at once. `is_stored`: whether it was calculated before,
    which only makes a difference where the answers have been deleted."""

    database: str
    round_id: str
    calculated_from: str
    rules: RoundRules
    names: tuple[tuple[str, str], ...]
    is_stored: bool
    answers_deleted_on: date | None
    comments: int
    reviews: frozenset[tuple[comment_reviews.Key, Review]]

    @property
    def tells(self) -> "Stamp":
        """The same for the same result, whether or not it has been looked at before."""
        return replace(self, is_stored=self.is_stored or self.answers_deleted_on is None)


@dataclass(frozen=True)
class _Found:
    """A result and its stamp; `to_store`: what may be shown, where it has just been calculated."""

    stamp: Stamp
    result: RoundResult
    to_store: PublishedRound | Withheld | None


_kept: Kept[_Found] = Kept(MOST_KEPT)


def round_result(installation: Installation, view: RoundView) -> RoundResult:
    """The result of a round; everything in it is withheld until the round is closed, and after its answers have been
    deleted. Comments are in it as the facilitator has decided about them; those that nobody has read yet are not."""
    return stamped_result(installation, view)[1]


def stamped_result(installation: Installation, view: RoundView) -> tuple[Stamp | None, RoundResult]:
    """The same, and the stamp that it was built under: that of `result_stamp` in the same moment."""
    found = _find(installation, view) if view.round.state.shows_results else None
    if found is None:
        rules = replace(view.round.rules, state=State.OPEN)
        return None, build_result(view.questionnaire, Withheld(Reason.NOT_CLOSED), rules, _names(view))
    if found.to_store is not None:
        _store(installation, view, found.to_store, found.result)
    return found.stamp.tells, found.result


def result_stamp(installation: Installation, view: RoundView) -> Stamp | None:
    """What changes with the result, without building it; None where nothing is shown before the round is closed."""
    if not view.round.state.shows_results:
        return None
    with installation.database.reading() as connection:
        if not shows_results(connection, view.round.id):
            return None
        reviews = comment_reviews.reviews_of(connection, view.round.id)
        return _stamp(connection, view, installation.settings.database_url, reviews).tells


def store_missing_results(
    installation: Installation, goes_on: Callable[[], bool] = lambda: True, *, organisation_id: str | None = None
) -> int:
    """Calculates and stores the results of closed rounds that have none by this code (all, or those that the
    organisation took part in), until there is none left or it is not to go on. How many it stored."""
    done: set[str] = set()
    while goes_on():
        with installation.database.reading() as connection:
            missing = stored_results.missing(connection, CODE, len(done) + BATCH, organisation_id=organisation_id)
            found = [rounds.by_id(connection, one) for one in missing if one not in done]
        if not found:
            break
        for one in found:
            if one is not None and goes_on():
                round_result(installation, view_of(installation, one))
        done.update(missing)
    return len(done)


def comments_to_review(connection: Transaction, view: RoundView) -> tuple[PublishedComments, ...]:
    """The comments that disclosure control lets through, as they were written, for the facilitator to read; none of a
    round that is not closed."""
    if not shows_results(connection, view.round.id):
        return ()
    return tuple(_comments(connection, view).values())


def result_of_sheets(
    questionnaire: Questionnaire, sheets: Iterable[AnswerSheet], rules: RoundRules, names: Mapping[str, str]
) -> RoundResult:
    """The same without a database, from checked sheets. `names`: organisation id -> name. Comments are shown as they
    were written: whoever has the sheets has read them."""
    kept = list(sheets)
    persons, tallied = tally(questionnaire, kept)
    counts = RoundCounts.of(
        {Group(*group): number for group, number in persons.items()},
        [
            Count(item_id, Group(organisation, level), value, number)
            for (item_id, organisation, level, value), number in tallied.items()
        ],
        [WrittenComment(item_id, 0, words) for sheet in kept for item_id, words in sheet.comments(questionnaire)],
    )
    return build_result(questionnaire, publish(counts, questionnaire, rules), rules, names)


def _find(installation: Installation, view: RoundView) -> _Found | None:
    """State and figures are read together, so that a reopening in between cannot show a figure of an open round. What
    was built before under the same stamp is not built again."""
    with installation.database.reading() as connection:
        if not shows_results(connection, view.round.id):
            return None
        reviews = comment_reviews.reviews_of(connection, view.round.id)
        stamp = _stamp(connection, view, installation.settings.database_url, reviews)
        return _kept.get(stamp, lambda: _built(connection, view, stamp, reviews))


def _stamp(connection: Transaction, view: RoundView, database: str, reviews: Reviews) -> Stamp:
    one = view.round
    fingerprint = calculated_from(one, view.questionnaire)
    has_comments = view.questionnaire.comments
    return Stamp(
        database=database,
        round_id=one.id,
        calculated_from=fingerprint,
        rules=one.rules,
        names=tuple(_names(view).items()),
        is_stored=stored_results.is_stored(connection, one.id, CODE, fingerprint),
        answers_deleted_on=expiry.answers_deleted_on(connection, one.id),
        comments=number_of_comments(connection, one.id) if has_comments else 0,
        reviews=frozenset(reviews.items()),
    )


def _built(connection: Transaction, view: RoundView, stamp: Stamp, reviews: Reviews) -> _Found:
    found = stored_results.find(connection, view.round.id, CODE, stamp.calculated_from) if stamp.is_stored else None
    published = found or _calculated(connection, view)
    to_store = None if found or published == Withheld(Reason.DELETED) else published
    shown = published
    if not isinstance(published, Withheld):
        comments = _comments(connection, view)
        ids = [one.id for one in view.questionnaire.items]
        items = {one: comments[one] if one in comments else published.items[one] for one in ids}
        shown = reviewed_round(replace(published, items=items), reviews)
    return _Found(stamp, build_result(view.questionnaire, shown, view.round.rules, dict(stamp.names)), to_store)


def _names(view: RoundView) -> dict[str, str]:
    return {one.id: one.name for one in view.round.organisations}


def _calculated(connection: Transaction, view: RoundView) -> PublishedRound | Withheld:
    """What may be shown, from the answers; DELETED where these have been deleted."""
    counts = counts_of_round(connection, view.round.id)
    if not counts.persons and expiry.answers_deleted_on(connection, view.round.id) is not None:
        return Withheld(Reason.DELETED)
    return publish(counts, view.questionnaire, view.round.rules)


def _comments(connection: Transaction, view: RoundView) -> Mapping[str, PublishedComments]:
    if not view.questionnaire.comments:
        return {}
    counts = RoundCounts(persons_of_round(connection, view.round.id), {}, comments_of_round(connection, view.round.id))
    return publish_comments(counts, view.questionnaire, view.round.rules)


def _store(
    installation: Installation, view: RoundView, published: PublishedRound | Withheld, result: RoundResult
) -> None:
    """Stores what has been calculated, unless the round has been opened again meanwhile, or another who looked at the
    same time stores it or has."""
    with installation.database.writing() as connection:
        if not stored_results.claim(connection, view.round.id):
            return
        now = rounds.state_of(connection, view.round.id)
        if now is None or not now[0].shows_results or now[1] != view.round.wave:
            return
        if expiry.answers_deleted_on(connection, view.round.id) is None:
            fingerprint = calculated_from(view.round, view.questionnaire)
            if stored_results.is_stored(connection, view.round.id, CODE, fingerprint):
                return
            scores = scores_of_result(view.round.id, result)
            stored_results.store(connection, view.round.id, CODE, fingerprint, published, scores)
