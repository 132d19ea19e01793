"""A round's result in words and charts: what the results page and the dialogue document have in common."""

from dataclasses import dataclass

from markupsafe import Markup

from app.documents.joint_matrix import Matrix
from app.documents.weighed import WeighedPicture
from app.domain.dialogue import Place

FEWEST_ON_THE_MAP = 3
"""Fewer factors than these are seen faster in words."""


@dataclass(frozen=True)
class CellRow:
    """One organisation or role: the letter that stands for it among the dots, its name, number of answers, mean in
    words and as a number 1..A, and its place on the scale."""

    letter: str
    name: str
    n: int
    mean: str
    value: float
    chart: Markup


@dataclass(frozen=True)
class Cells:
    """A breakdown: rows, or why there are none; `dots` are all of them on one scale."""

    rows: tuple[CellRow, ...]
    withheld: str
    dots: Markup


@dataclass(frozen=True)
class ItemPicture:
    """One statement. `mean` is a number or a dash; `withheld` says why there is no chart. `counts` stands behind the
    chart: (label of the point, answers), weak to strong."""

    text: str
    reverse: bool
    n: int
    dont_know: int
    no_answer: int
    mean: str
    chart: Markup
    withheld: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class FactorPicture:
    """One factor, with everything that a page says of it. `totals` stand behind the distribution: the answers to all
    its published items at each point, weak to strong; empty when withheld. `agreement_briefly`: for the cells of a
    table. `is_scored`: whether it has a score, withheld or not; else it is weighed. `others`: where other
    collaborations lie, empty where that is not known. `explanation`, `strength`, `weakness` and `questions` are empty
    where the questionnaire has none; `to_talk_about`: its questions, or open ones that fit everything."""

    id: str
    number: int
    dimension: str
    title: str
    explanation: str
    strength: str
    weakness: str
    questions: tuple[str, ...]
    principles: tuple[str, ...]
    score: str
    withheld: str
    band: str
    place: Place
    place_words: str
    reasons: str
    agreement: str
    deviation: str
    dont_know: str
    n: str
    totals: tuple[int, ...]
    distribution: Markup
    position: Markup
    heavy: str
    findings: tuple[str, ...]
    organisations: Cells
    levels: Cells
    items: tuple[ItemPicture, ...]
    agreement_briefly: str
    is_scored: bool
    weighed: tuple[WeighedPicture, ...]
    others: str = ""
    to_talk_about: tuple[str, ...] = ()


@dataclass(frozen=True)
class DimensionPicture:
    """One dimension and its factors."""

    id: str
    title: str
    description: str
    score: str
    withheld: str
    band: str
    agreement: str
    n: str
    position: Markup
    organisations: Cells
    factors: tuple[FactorPicture, ...]
    others: str = ""
    others_briefly: str = ""

    @property
    def is_scored(self) -> bool:
        """Whether some factor of it has a score, withheld or not."""
        return any(factor.is_scored for factor in self.factors)


@dataclass(frozen=True)
class PlaceGroup:
    """The factors of one place in the dialogue."""

    place: Place
    title: str
    explanation: str
    factors: tuple[FactorPicture, ...]


@dataclass(frozen=True)
class AnswersToQuestion:
    """Comments or the counts of a choice, under their question; `withheld` says why there are none. `remark`: which
    comments are not among them, and how changed words are marked."""

    question: str
    n: int
    comments: tuple[str, ...]
    options: tuple[tuple[str, int], ...]
    withheld: str
    remark: str = ""


@dataclass(frozen=True)
class Picture:
    """The whole result in words and charts, in one language. `map_narrow`: the map again for narrow screens, empty for
    a medium that has none. `whole`: what `score` is the mean of; `weights`: how the
    dimensions weigh in it, empty where they weigh alike. `matrix`: organisations beside each other, None where
    there is no such."""

    title: str
    withheld: str
    joint: bool
    smallest_group: int
    persons: int
    pending: int
    top: int
    points: tuple[str, ...]
    strength_from: str
    concern_below: str
    cutoff: str
    whole: str
    score: str
    band: str
    position: Markup
    heavy: str
    findings: tuple[str, ...]
    dimensions: tuple[DimensionPicture, ...]
    proposal: tuple[FactorPicture, ...]
    groups: tuple[PlaceGroup, ...]
    comments: tuple[AnswersToQuestion, ...]
    choices: tuple[AnswersToQuestion, ...]
    source: str
    map: Markup
    map_narrow: Markup
    matrix: Matrix | None
    others: str = ""
    others_briefly: str = ""
    weights: str = ""

    @property
    def has_others(self) -> bool:
        """Whether something is said of other collaborations anywhere in it."""
        return any([self.others, *(one.others for one in self.dimensions), *(one.others for one in self.factors)])

    @property
    def factors(self) -> tuple[FactorPicture, ...]:
        """Every factor, in order."""
        return tuple(factor for dimension in self.dimensions for factor in dimension.factors)

    @property
    def is_scored(self) -> bool:
        """Whether some factor has a score, withheld or not; without one there is no scale, no band and no map."""
        return any(factor.is_scored for factor in self.factors)

    @property
    def has_map(self) -> bool:
        """Whether there are so many factors with a score that there is something to see on a map."""
        return sum(factor.is_scored for factor in self.factors) >= FEWEST_ON_THE_MAP

    @property
    def weighed(self) -> tuple[FactorPicture, ...]:
        """The factors that are weighed and not scored, in order."""
        return tuple(factor for factor in self.factors if not factor.is_scored)
