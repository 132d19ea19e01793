"""The result of a round: counted, let through disclosure control, scored.

What disclosure control lets through of a closed round never changes, so it is stored and served from there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.answers import AnswerSheet, tally
from app.domain.comment_review import reviewed_round
from app.domain.disclosure import publish, publish_comments, publish_spreads
from app.domain.item_table import Count, Group, RoundCounts, WrittenComment
from app.domain.person_scores import Spreads, person_scores
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
from app.store.person_answers import ratings_of_persons
from app.store.rounds import shows_results
from app.store.stored_results import StoredResult

BATCH = 50
"""Rounds that are looked up at a time."""


@dataclass(frozen=True)
class _Found:
    """What may be shown of a round, comments and all, and whether that is stored already."""

    published: PublishedRound | Withheld
    rules: RoundRules
    result: StoredResult
    stored: bool


def round_result(installation: Installation, view: RoundView) -> RoundResult:
    """The result of a round; everything in it is withheld until the round is closed, and after its answers have been
    deleted. Comments are in it as the facilitator has decided about them; those that nobody has read yet are not."""
    return _result_and_spreads(installation, view)[0]


def result_and_spreads(installation: Installation, view: RoundView) -> tuple[RoundResult, Spreads]:
    """The same with the spreads of the whole group's scores, by factor, dimension and whole."""
    return _result_and_spreads(installation, view)


def spreads_on(installation: Installation, view: RoundView, items: Mapping[str, Sequence[str]]) -> Spreads:
    """The spreads over some items only (factor id -> item ids): where two versions ask other things besides."""
    with installation.database.reading() as connection:
        if not shows_results(connection, view.round.id):
            return {}
        return _spreads(connection, view, items)


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
                _result_and_spreads(installation, view_of(installation, one))
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


def _result_and_spreads(installation: Installation, view: RoundView) -> tuple[RoundResult, Spreads]:
    names = {one.id: one.name for one in view.round.organisations}
    found = _find(installation, view) if view.round.state.shows_results else None
    if found is None:
        rules = replace(view.round.rules, state=State.OPEN)
        return build_result(view.questionnaire, Withheld(Reason.NOT_CLOSED), rules, names), {}
    result = build_result(view.questionnaire, found.published, found.rules, names)
    if not found.stored:
        _store(installation, view, found.result, result)
    return result, found.result.spreads


def _find(installation: Installation, view: RoundView) -> _Found | None:
    """State and figures are read together, so that a reopening in between cannot show a figure of an open round."""
    round_id, rules = view.round.id, view.round.rules
    with installation.database.reading() as connection:
        if not shows_results(connection, round_id):
            return None
        stored = stored_results.find(connection, round_id, CODE, calculated_from(view.round, view.questionnaire))
        result = stored or _calculated(connection, view)
        if result is None:
            return _Found(Withheld(Reason.DELETED), rules, StoredResult(Withheld(Reason.DELETED), {}), True)
        if isinstance(result.published, Withheld):
            return _Found(result.published, rules, result, stored is not None)
        reviews = comment_reviews.reviews_of(connection, round_id)
        comments = _comments(connection, view)
    asked = {one.id: one for one in view.questionnaire.items}
    items = {one: comments[one] if one in comments else result.published.items[one] for one in asked}
    published = reviewed_round(replace(result.published, items=items), reviews)
    return _Found(published, rules, result, stored is not None)


def _calculated(connection: Transaction, view: RoundView) -> StoredResult | None:
    """What may be shown, from the answers; None where these have been deleted."""
    counts = counts_of_round(connection, view.round.id)
    if not counts.persons and expiry.answers_deleted_on(connection, view.round.id) is not None:
        return None
    published = publish(counts, view.questionnaire, view.round.rules)
    every = {one.id: tuple(item.id for item in one.ratings) for one in view.questionnaire.factors}
    return StoredResult(published, _spreads(connection, view, every))


def _spreads(connection: Transaction, view: RoundView, items: Mapping[str, Sequence[str]]) -> Spreads:
    wanted = [item_id for several in items.values() for item_id in several]
    persons = ratings_of_persons(connection, view.round.id, wanted)
    scores = person_scores(view.questionnaire, persons, items)
    return publish_spreads(scores, persons_of_round(connection, view.round.id), view.round.rules)


def _comments(connection: Transaction, view: RoundView) -> Mapping[str, PublishedComments]:
    if not any(view.questionnaire.comments):
        return {}
    counts = RoundCounts(persons_of_round(connection, view.round.id), {}, comments_of_round(connection, view.round.id))
    return publish_comments(counts, view.questionnaire, view.round.rules)


def _store(installation: Installation, view: RoundView, found: StoredResult, result: RoundResult) -> None:
    """Stores what has been calculated, unless the round has been opened again meanwhile."""
    with installation.database.writing() as connection:
        now = rounds.state_of(connection, view.round.id)
        if now is None or not now[0].shows_results or now[1] != view.round.wave:
            return
        if expiry.answers_deleted_on(connection, view.round.id) is None:
            fingerprint = calculated_from(view.round, view.questionnaire)
            scores = scores_of_result(view.round.id, result)
            stored_results.store(connection, view.round.id, CODE, fingerprint, found, scores)
