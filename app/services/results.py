"""The result of a round: counted, let through disclosure control, scored."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.domain.answers import AnswerSheet, tally
from app.domain.comment_review import Reviews, reviewed_round
from app.domain.disclosure import publish
from app.domain.item_table import Count, Group, RoundCounts, WrittenComment
from app.domain.published import PublishedComments, Reason, Withheld
from app.domain.questionnaire import Questionnaire
from app.domain.result import RoundResult, build_result
from app.domain.round import RoundRules, State
from app.services.installation import Installation
from app.services.rounds import RoundView
from app.store import comment_reviews, expiry
from app.store.database import Transaction
from app.store.item_tables import counts_of_round
from app.store.rounds import shows_results


def round_result(installation: Installation, view: RoundView) -> RoundResult:
    """The result of a round; everything in it is withheld until the round is closed, and after its answers have been
    deleted. Comments are in it as the facilitator has decided about them; those that nobody has read yet are not.

    State and answers are read together, so that a reopening in between cannot show a figure of an open round."""
    counts, rules, deleted = RoundCounts({}, {}), replace(view.round.rules, state=State.OPEN), False
    reviews: Reviews = {}
    if view.round.state.shows_results:
        with installation.database.reading() as connection:
            if shows_results(connection, view.round.id):
                counts, rules = counts_of_round(connection, view.round.id), view.round.rules
                reviews = comment_reviews.reviews_of(connection, view.round.id)
                deleted = not counts.persons and expiry.answers_deleted_on(connection, view.round.id) is not None
    names = {one.id: one.name for one in view.round.organisations}
    if deleted:
        return build_result(view.questionnaire, Withheld(Reason.DELETED), view.round.rules, names)
    published = reviewed_round(publish(counts, view.questionnaire, rules), reviews)
    return build_result(view.questionnaire, published, rules, names)


def comments_to_review(connection: Transaction, view: RoundView) -> tuple[PublishedComments, ...]:
    """The comments that disclosure control lets through, as they were written, for the facilitator to read; none of a
    round that is not closed."""
    if not shows_results(connection, view.round.id):
        return ()
    published = publish(counts_of_round(connection, view.round.id), view.questionnaire, view.round.rules)
    if isinstance(published, Withheld):
        return ()
    return tuple(item for item in published.items.values() if isinstance(item, PublishedComments))


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
