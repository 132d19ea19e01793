"""An organisation's stored scores put in order: by questionnaire, collaboration and round."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from app.domain.comparability import Comparability, compare_factor
from app.domain.organisation_picture import (
    Missing,
    NoScore,
    OwnScore,
    PicturedCollaboration,
    PicturedRound,
    QuestionnairePicture,
)
from app.domain.questionnaire import Dimension, Factor, Questionnaire
from app.domain.recurring import Leaning, leaning, recurrences
from app.domain.result import Score, shown_score
from app.domain.round import Kind
from app.services.rounds import RoundView
from app.store.stored_results import RoundScore

Scores = Mapping[tuple[str, str, str], RoundScore]
"""(round id, unit, organisation, "" for the whole group) -> score."""


def questionnaire_pictures(
    organisation_id: str, closed: Sequence[RoundView], scores: Sequence[RoundScore]
) -> tuple[QuestionnairePicture, ...]:
    """One picture for each questionnaire that has scores, that which most rounds asked first. `scores`: of these
    rounds, of the whole group and of the organisation."""
    by_key = {(one.round_id, one.unit, one.organisation): one for one in scores}
    by_questionnaire: dict[str, list[RoundView]] = {}
    for view in sorted(closed, key=lambda one: str(one.round.closed_on)):
        by_questionnaire.setdefault(view.questionnaire.id, []).append(view)
    found = [_picture(organisation_id, views, by_key) for views in by_questionnaire.values()]
    with_scores = [one for one in found if one.dimensions]
    return tuple(sorted(with_scores, key=lambda one: -sum(len(of.rounds) for of in one.collaborations)))


def _picture(organisation_id: str, views: Sequence[RoundView], scores: Scores) -> QuestionnairePicture:
    newest = max(views, key=lambda one: one.round.questionnaire_version).questionnaire
    dimensions = _dimensions([newest, *(one.questionnaire for one in reversed(views))])
    alike = _Alike(dimensions)
    named = sorted(views, key=lambda one: (one.round.collaboration, one.collaboration_id))
    collaborations = tuple(
        PicturedCollaboration(
            key[1], key[0], tuple(_round(organisation_id, one, dimensions, scores, alike) for one in several)
        )
        for key, several in groupby(named, key=lambda one: (one.round.collaboration, one.collaboration_id))
    )
    spans = {one.questionnaire.span for one in views}
    latest = [one.latest for one in collaborations if one.latest.shows_something]
    return QuestionnairePicture(
        id=newest.id,
        title=(newest.parts[0] if newest.parts else newest).title,
        dimensions=dimensions,
        span=spans.pop() if len(spans) == 1 else None,
        collaborations=collaborations,
        recurring=recurrences(_leanings(dimensions, latest)),
        compared=len(latest),
    )


def _leanings(dimensions: Sequence[Dimension], latest: Sequence[PicturedRound]) -> dict[str, list[Leaning]]:
    """Factor id -> how it leans in each of the latest rounds where it is published and asked as it is now."""
    return {
        factor.id: [
            score.leaning
            for one in latest
            if factor.id in one.alike and isinstance(score := one.scores[factor.id], OwnScore)
        ]
        for dimension in dimensions
        for factor in dimension.factors
        if factor.ratings
    }


def _dimensions(questionnaires: Sequence[Questionnaire]) -> tuple[Dimension, ...]:
    """Every dimension with a score, as in the first of the questionnaires that has it."""
    found: dict[str, Dimension] = {}
    for asked in questionnaires:
        for dimension in asked.dimensions:
            if any(factor.ratings for factor in dimension.factors):
                found.setdefault(dimension.id, dimension)
    return tuple(found.values())


class _Alike:
    """Which units of a questionnaire are asked as in those dimensions, worked out once per version."""

    def __init__(self, dimensions: Sequence[Dimension]) -> None:
        self.dimensions = dimensions
        self._known: dict[str, frozenset[str]] = {}

    def of(self, asked: Questionnaire) -> frozenset[str]:
        """Factors that are worded alike, and dimensions of nothing but such."""
        if asked.fingerprint not in self._known:
            self._known[asked.fingerprint] = frozenset(self._units(asked))
        return self._known[asked.fingerprint]

    def _units(self, asked: Questionnaire) -> Iterator[str]:
        before = {factor.id: factor for factor in asked.factors}
        for dimension in self.dimensions:
            alike = [one.id for one in dimension.factors if one.id in before and _is_same(before[one.id], one)]
            yield from alike
            were = next((one.factors for one in asked.dimensions if one.id == dimension.id), ())
            if alike == [one.id for one in dimension.factors] == [one.id for one in were]:
                yield dimension.id


def _is_same(earlier: Factor, later: Factor) -> bool:
    return compare_factor(earlier, later).comparability is Comparability.FULL


def _round(
    organisation_id: str, view: RoundView, dimensions: Sequence[Dimension], scores: Scores, alike: _Alike
) -> PicturedRound:
    one = view.round
    units = [
        unit
        for dimension in dimensions
        for unit in (dimension.id, *(factor.id for factor in dimension.factors if factor.ratings))
    ]
    return PicturedRound(
        id=one.id,
        code=one.code,
        title=one.title,
        closed_on=one.closed_on,
        kind=one.rules.kind,
        smallest_group=one.rules.smallest_group,
        scores={unit: _score(organisation_id, view, unit, scores) for unit in units},
        alike=alike.of(view.questionnaire),
    )


def _score(organisation_id: str, view: RoundView, unit: str, scores: Scores) -> OwnScore | NoScore:
    """The organisation's own score, or why there is none."""
    span = view.questionnaire.span
    own = scores.get((view.round.id, unit, organisation_id))
    group = scores.get((view.round.id, unit, ""))
    if group is None:
        asked = {one.id for one in view.questionnaire.factors} | {one.id for one in view.questionnaire.dimensions}
        return NoScore(Missing.DELETED if unit in asked else Missing.NOT_ASKED)
    if group.value is None:
        return NoScore(Missing.NOT_EVEN_THE_GROUP)
    if own is None or own.value is None:
        missing = Missing.NO_ANSWER if view.round.rules.kind is Kind.JOINT else Missing.PROTECTED
        return NoScore(missing, span.shown(group.value), span)
    score = shown_score(Fraction(str(span.shown(own.value))), view.questionnaire.bands)
    assert isinstance(score, Score)
    leans = leaning(own.value, group.value, score.band, own.length)
    return OwnScore(score, span, own.n, span.shown(group.value), leans)
