"""How alike the group sees a statement. Pure functions of a distribution of valid answers.

A distribution is a tuple of length A: `distribution[i]` counts the answers coded i + 1.
"""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

Distribution = tuple[int, ...]


class AgreementClass(StrEnum):
    """Alike: AD at most A/6. Two camps: many at either end. Spread: all else."""

    ALIKE = "alike"
    SPREAD = "spread"
    TWO_CAMPS = "two_camps"


def practical_cutoff(length: int) -> Fraction:
    """The largest AD that still means "we see it alike", in scale steps: A/6. Source: Burke & Dunlap 2002."""
    return Fraction(length, 6)


def median(distribution: Distribution) -> Fraction:
    """The median code, 1..A; the mean of the two middle ones for an even number.

    Raises ValueError for a distribution without answers."""
    values = _values(distribution)
    middle = len(values) // 2
    if len(values) % 2:
        return Fraction(values[middle])
    return Fraction(values[middle - 1] + values[middle], 2)


def average_deviation(distribution: Distribution) -> Fraction:
    """AD: mean absolute deviation from the median, in scale steps, 0..(A-1)/2. Source: Burke & Dunlap 2002.

    Raises ValueError for a distribution without answers."""
    twice = int(2 * median(distribution))
    # In whole numbers: a result has hundreds of these, and fractions are slow to add.
    deviations = sum(number * abs(2 * value - twice) for value, number in enumerate(distribution, start=1))
    return Fraction(deviations, 2 * sum(distribution))


def within_group_agreement(distribution: Distribution) -> Fraction:
    """r_WG: 1 - s2 / ((A2 - 1) / 12) with s2 by n - 1, 0..1; negative values become 0. For exports.

    Source: James, Demaree & Wolf 1984. Raises ValueError with fewer than two answers."""
    n = sum(distribution)
    if n < 2:
        raise ValueError("r_WG needs two answers")
    total = sum(value * number for value, number in enumerate(distribution, start=1))
    squares = sum(value * value * number for value, number in enumerate(distribution, start=1))
    variance = Fraction(n * squares - total**2, n * (n - 1))
    uniform = Fraction(len(distribution) ** 2 - 1, 12)
    return max(Fraction(0), 1 - variance / uniform)


def has_two_camps(distribution: Distribution) -> bool:
    """Whether at least a quarter answer below the middle, at least a quarter above it, and AD > A/6.

    Below is < (A+1)/2 - 0.5, above is > (A+1)/2 + 0.5. Raises ValueError without answers."""
    length = len(distribution)
    below = sum(number for value, number in enumerate(distribution, start=1) if 2 * value < length)
    above = sum(number for value, number in enumerate(distribution, start=1) if 2 * value > length + 2)
    persons = sum(distribution)
    if not persons:
        raise ValueError("agreement needs at least one answer")
    return 4 * below >= persons and 4 * above >= persons and average_deviation(distribution) > practical_cutoff(length)


def item_class(distribution: Distribution) -> AgreementClass:
    """The class of one item. Raises ValueError without answers."""
    cutoff = practical_cutoff(len(distribution))
    return agreement_class(average_deviation(distribution), cutoff, has_two_camps(distribution))


def agreement_class(ad: Fraction, cutoff: Fraction, two_camps: bool) -> AgreementClass:
    """The class from an AD, the largest that still means "alike", and whether there are two camps. Two camps win: half
    of a factor's items may be divided while its mean AD is small."""
    if two_camps:
        return AgreementClass.TWO_CAMPS
    return AgreementClass.ALIKE if ad <= cutoff else AgreementClass.SPREAD


def factor_deviation(distributions: Sequence[Distribution], length: int) -> Fraction:
    """A factor's AD: the mean of its items' AD, in steps of a scale of `length` points.

    Raises ValueError when there is no item."""
    if not distributions:
        raise ValueError("a factor's AD needs an item")
    deviations = (average_deviation(one) * Fraction(length - 1, len(one) - 1) for one in distributions)
    return sum(deviations, Fraction(0)) / len(distributions)


def factor_cutoff(distributions: Sequence[Distribution], length: int) -> Fraction:
    """The largest AD of a factor that still means "we see it alike", in steps of a scale of `length` points: the mean
    of A/6 on every item's own scale. Raises ValueError when there is no item."""
    if not distributions:
        raise ValueError("a factor's limit needs an item")
    limits = (practical_cutoff(len(one)) * Fraction(length - 1, len(one) - 1) for one in distributions)
    return sum(limits, Fraction(0)) / len(distributions)


def factor_has_two_camps(distributions: Sequence[Distribution]) -> bool:
    """Whether at least half of the factor's published items (at least one) have two camps."""
    divided = sum(has_two_camps(one) for one in distributions)
    return divided > 0 and 2 * divided >= len(distributions)


def _values(distribution: Distribution) -> list[int]:
    values = [value for value, number in enumerate(distribution, start=1) for _ in range(number)]
    if not values:
        raise ValueError("agreement needs at least one answer")
    return values
