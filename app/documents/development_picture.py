"""The development of a collaboration in words and charts: what the page and the document about it have in common."""

from dataclasses import dataclass

from markupsafe import Markup

from app.documents.agreed import AgreedFactor


@dataclass(frozen=True)
class RoundColumn:
    """One of the rounds: its title, the day it was closed, how many answered, in words, or why nothing is shown, and
    from where."""

    title: str
    closed: str
    persons: str
    organisations: tuple[str, ...]


@dataclass(frozen=True)
class ChangePicture:
    """One change in words. `is_sure`: whether it is a clear increase or decrease; `values` from one to the other, and
    `difference` and `interval` of it, empty where they are withheld; `why`: why they are. `compared`: what was
    compared where that is not everything; `common`: the same over the organisations of both rounds, where these
    differ."""

    words: str
    is_sure: bool
    values: str
    difference: str
    interval: str
    drift: str
    drift_briefly: str
    compared: str
    common: str
    why: str


@dataclass(frozen=True)
class PointRow:
    """A unit in one round: what stands behind the point of the chart. A dash where a figure is withheld, and `why`;
    `since_before`: what may be said of the difference to the round before, empty in the first round."""

    round: str
    score: str
    n: str
    interval: str
    deviation: str
    since_before: str
    why: str


@dataclass(frozen=True)
class OrganisationRow:
    """One organisation's joint answers, first and last, and their plain difference."""

    name: str
    values: str
    difference: str


@dataclass(frozen=True)
class UnitPicture:
    """A factor (with its number), a dimension or the whole (number 0) over the rounds. `organisations`: of joint rounds
    only."""

    id: str
    number: int
    title: str
    first: str
    last: str
    chart: Markup
    change: ChangePicture
    points: tuple[PointRow, ...]
    organisations: tuple[OrganisationRow, ...]


@dataclass(frozen=True)
class DimensionPicture:
    """A dimension and its factors."""

    unit: UnitPicture
    factors: tuple[UnitPicture, ...]


@dataclass(frozen=True)
class Differing:
    """A factor that was not asked alike in all rounds, and what that means."""

    title: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class AgreedSince:
    """What was agreed on about a factor, and what has become of the factor since; `since` is None for the whole, and
    where that round is not compared."""

    about: AgreedFactor
    since: ChangePicture | None


@dataclass(frozen=True)
class DevelopmentPicture:
    """The whole development in words and charts, in one language. `title`: of the questionnaire; `scale`: how the
    numbers are read; `has_joint`: some round has joint answers, so that nothing is tested; `most`: the factors that
    have changed most, the clear changes first. `agreed_after`: the title of the round after which it was `agreed`,
    empty where nothing was."""

    title: str
    in_short: tuple[str, ...]
    rounds: tuple[RoundColumn, ...]
    scale: str
    has_joint: bool
    whole: UnitPicture
    dimensions: tuple[DimensionPicture, ...]
    most: tuple[UnitPicture, ...]
    differing: tuple[Differing, ...]
    agreed_after: str
    agreed: tuple[AgreedSince, ...]

    @property
    def factors(self) -> tuple[UnitPicture, ...]:
        """Every factor, in order."""
        return tuple(factor for dimension in self.dimensions for factor in dimension.factors)
