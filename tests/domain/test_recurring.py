"""What recurs in an organisation's collaborations."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.recurring import Leaning, Recurrence, leaning, recurrences
from app.domain.scale import Band

SHORT, STRONG, NEITHER = Leaning.SHORT, Leaning.STRONG, Leaning.NEITHER


@pytest.mark.parametrize(
    ("own", "group", "band", "length", "expected"),
    [
        (2.9, 2.9, Band.CONCERN, 5, SHORT),
        (3.2, 3.7, Band.DEVELOP, 5, SHORT),
        (3.2, 3.69, Band.DEVELOP, 5, NEITHER),
        (3.7, 3.2, Band.DEVELOP, 5, STRONG),
        (4.1, 4.1, Band.STRENGTH, 5, STRONG),
        (4.1, 4.7, Band.STRENGTH, 5, NEITHER),
        (2.6, 2.0, Band.CONCERN, 5, NEITHER),
        (2.6, None, Band.CONCERN, 5, SHORT),
        (3.5, None, Band.DEVELOP, 5, NEITHER),
        (4.6, 5.35, Band.DEVELOP, 7, SHORT),
        (4.6, 5.3, Band.DEVELOP, 7, NEITHER),
    ],
)
def test_a_score_leans_by_its_band_or_by_an_eighth_of_the_scale(
    own: float, group: float | None, band: Band, length: int, expected: Leaning
) -> None:
    """On five points an eighth is half a step, on seven three quarters of one."""
    assert leaning(own, group, band, length) is expected


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ([], None),
        ([SHORT], None),
        ([SHORT, SHORT], (SHORT, 2)),
        ([SHORT, SHORT, NEITHER, NEITHER], (SHORT, 2)),
        ([SHORT, SHORT, NEITHER, NEITHER, NEITHER], None),
        ([SHORT, SHORT, STRONG, STRONG], None),
        ([STRONG, STRONG, SHORT], (STRONG, 2)),
        ([NEITHER, NEITHER], None),
    ],
)
def test_a_factor_recurs_from_two_collaborations_and_half_of_them_on(
    seen: Sequence[Leaning], expected: tuple[Leaning, int] | None
) -> None:
    found = recurrences({"service": seen})
    assert found == ((Recurrence("service", *expected, len(seen)),) if expected else ())


@given(st.lists(st.sampled_from(Leaning), max_size=12))
def test_nothing_is_said_of_more_collaborations_than_there_are(seen: list[Leaning]) -> None:
    for one in recurrences({"service": seen}):
        assert 2 <= one.times <= one.of == len(seen)
        assert one.times == seen.count(one.leaning) > len(seen) - one.times - seen.count(NEITHER)
