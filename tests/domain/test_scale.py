"""Scales and bands."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.scale import Band, Bands, Span, rescaled
from app.domain.text import Text
from tests.domain.examples import scale, text


def test_default_bands_on_five_points_are_three_and_four() -> None:
    assert Bands.default(Span.coded(5)) == Bands(strength=Fraction(4), concern=Fraction(3))


def test_the_default_bands_lie_equally_far_along_every_scale() -> None:
    for length in range(2, 12):
        bands = Bands.default(Span.coded(length))
        own, five = Span.coded(length), Span.coded(5)
        assert (rescaled(bands.concern, own, five), rescaled(bands.strength, own, five)) == (Fraction(3), Fraction(4))


@pytest.mark.parametrize(
    ("score", "band"),
    [("4", Band.STRENGTH), ("3.999", Band.DEVELOP), ("3", Band.DEVELOP), ("2.999", Band.CONCERN)],
)
def test_a_band_is_cut_on_the_unrounded_score(score: str, band: Band) -> None:
    assert Bands.default(Span.coded(5)).band(Fraction(score)) is band


@given(st.integers(2, 11), st.integers(2, 11))
def test_rescaling_puts_ends_on_ends_and_back(length: int, main: int) -> None:
    one, other = Span.coded(length), Span.coded(main)
    assert rescaled(Fraction(1), one, other) == 1
    assert rescaled(Fraction(length), one, other) == main
    assert rescaled(rescaled(Fraction(3, 2), one, other), other, one) == Fraction(3, 2)


def test_a_point_is_found_by_its_value() -> None:
    assert scale().label(4) == text("point 4")
    with pytest.raises(KeyError):
        scale().label(6)


def test_a_text_falls_back_to_its_first_language() -> None:
    words = Text.of({"sv": "samspel", "en": "interplay"})
    assert (words.into("en"), words.into("fi"), words.languages) == ("interplay", "samspel", ("sv", "en"))
