"""The result of a round: counted, let through disclosure control, scored.

What disclosure control lets through of a closed round never changes, so it is stored and served from there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain.answers import AnswerSheet, tally
from app.domain.comment_review import reviewed_round
from app.domain.disclosure import publish, publish_comments
from app.domain.item_table import Count, Group, RoundCounts, WrittenComment
from app.domain.published import PublishedComments, PublishedRound, Reason, Withheld
from app.domain.questionnaire import Questionnaire
from app.domain.result import RoundResult, build_result
from app.domain.round import RoundRules, State
from app.services.calculation import CODE, calculated_from
from app.services.installation import Installation
from app.services.rounds import RoundView, view_of
from app.services.scores import scores_of_result
from app.store import comment_reviews, expiry, rounds, stored_results
from app.store.database import Transaction
from app.store.item_tables import comments_of_round, counts_of_round, persons_of_round
from app.store.rounds import shows_results

BATCH = 50
"""Rounds that are looked up at a time."""


@dataclass(frozen=True)
class _Found:
    """What may be shown of a round, comments and all; `to_store`: the same as it has just been calculated."""

    published: PublishedRound | Withheld
    to_store: PublishedRound | Withheld | None


def round_result(installation: Installation, view: RoundView) -> RoundResult:
    """The result of a round; everything in it is withheld until the round is closed, and after its answers have been
    deleted. Comments are in it as the facilitator has decided about them; those that nobody has read yet are not."""
    names = {one.id: one.name for one in view.round.organisations}
    found = _find(installation, view) if view.round.state.shows_results else None
    if found is None:
        rules = replace(view.round.rules, state=State.OPEN)
        return build_result(view.questionnaire, Withheld(Reason.NOT_CLOSED), rules, names)
    result = build_result(view.questionnaire, found.published, view.round.rules, names)
    if found.to_store is not None:
        _store(installation, view, found.to_store, result)
    return result


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
    """State and figures are read together, so that a reopening in between cannot show a figure of an open round."""
    with installation.database.reading() as connection:
        if not shows_results(connection, view.round.id):
            return None
        fingerprint = calculated_from(view.round, view.questionnaire)
        stored = stored_results.find(connection, view.round.id, CODE, fingerprint)
        published = stored or _calculated(connection, view)
        to_store = None if stored or published == Withheld(Reason.DELETED) else published
        if isinstance(published, Withheld):
            return _Found(published, to_store)
        reviews = comment_reviews.reviews_of(connection, view.round.id)
        comments = _comments(connection, view)
    items = {
        one.id: comments[one.id] if one.id in comments else published.items[one.id] for one in view.questionnaire.items
    }
    return _Found(reviewed_round(replace(published, items=items), reviews), to_store)


def _calculated(connection: Transaction, view: RoundView) -> PublishedRound | Withheld:
    """What may be shown, from the answers; DELETED where these have been deleted."""
    counts = counts_of_round(connection, view.round.id)
    if not counts.persons and expiry.answers_deleted_on(connection, view.round.id) is not None:
        return Withheld(Reason.DELETED)
    return publish(counts, view.questionnaire, view.round.rules)


def _comments(connection: Transaction, view: RoundView) -> Mapping[str, PublishedComments]:
    if not any(view.questionnaire.comments):
        return {}
    counts = RoundCounts(persons_of_round(connection, view.round.id), {}, comments_of_round(connection, view.round.id))
    return publish_comments(counts, view.questionnaire, view.round.rules)


def _store(
    installation: Installation, view: RoundView, published: PublishedRound | Withheld, result: RoundResult
) -> None:
    """Stores what has been calculated, unless the round has been opened again meanwhile."""
    with installation.database.writing() as connection:
        now = rounds.state_of(connection, view.round.id)
        if now is None or not now[0].shows_results or now[1] != view.round.wave:
            return
        if expiry.answers_deleted_on(connection, view.round.id) is None:
            fingerprint = calculated_from(view.round, view.questionnaire)
            scores = scores_of_result(view.round.id, result)
            stored_results.store(connection, view.round.id, CODE, fingerprint, published, scores)
