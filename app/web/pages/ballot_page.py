"""The page value of templates/voting/ballot.html: what can be voted for, by dimension."""

from collections.abc import Collection
from dataclasses import dataclass

from app.domain.text import Language
from app.domain.voting import MOST_CHOICES
from app.services.rounds import RoundView


@dataclass(frozen=True)
class Choice:
    """A factor that can be ticked."""

    id: str
    title: str
    is_chosen: bool


@dataclass(frozen=True)
class ChoiceGroup:
    """A dimension and its factors."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class BallotPage:
    """A vote. `fault`: what is to be mended, empty at first."""

    code: str
    collaboration: str
    round_title: str
    languages: tuple[Language, ...]
    most: int
    groups: tuple[ChoiceGroup, ...]
    fault: str


def ballot_page(view: RoundView, chosen: Collection[str], fault: str, language: Language) -> BallotPage:
    """The factors of the round, those that are chosen ticked."""
    numbers = {factor.id: number for number, factor in enumerate(view.questionnaire.factors, start=1)}
    return BallotPage(
        code=view.round.code,
        collaboration=view.round.collaboration,
        round_title=view.round.title,
        languages=view.round.languages,
        most=MOST_CHOICES,
        groups=tuple(
            ChoiceGroup(
                dimension.title.into(language),
                tuple(
                    Choice(one.id, f"{numbers[one.id]}. {one.title.into(language)}", one.id in chosen)
                    for one in dimension.factors
                ),
            )
            for dimension in view.questionnaire.dimensions
        ),
        fault=fault,
    )
