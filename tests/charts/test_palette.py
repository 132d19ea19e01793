"""The data colours."""

import re
from itertools import pairwise

import pytest

from app.charts.palette import STEPS, colour, words_on
from app.config import ROOT


def luminance(colour: str) -> float:
    """Relative luminance 0..1. Source: WCAG 2.2, definition of relative luminance."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """1..21. Source: WCAG 2.2, definition of contrast ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_neighbours_differ_in_lightness_so_that_a_greyscale_print_can_be_read() -> None:
    assert all(luminance(light) > luminance(dark) for light, dark in pairwise(STEPS))
    assert all(contrast(light, dark) >= 1.2 for light, dark in pairwise(STEPS))


@pytest.mark.parametrize("step", STEPS)
def test_numbers_can_be_read_on_every_colour(step: str) -> None:
    assert contrast(step, words_on(step)) >= 4.5


@pytest.mark.parametrize("length", range(2, 12))
def test_a_scale_of_any_length_goes_from_the_lightest_to_the_darkest(length: int) -> None:
    used = [colour(index, length) for index in range(length)]
    assert (used[0], used[-1]) == (STEPS[0], STEPS[-1])
    assert [STEPS.index(one) for one in used] == sorted(STEPS.index(one) for one in used)


def test_the_tokens_of_screen_and_print_are_the_colours_of_the_charts() -> None:
    tokens = re.findall(r"--data-(\d): (#\w+)", (ROOT / "app" / "static" / "tokens.css").read_text())
    assert dict(tokens) == {str(number): step for number, step in enumerate(STEPS, start=1)}


@pytest.mark.parametrize("sheet", ["app/static/results.css", "reports/shared/page.css"])
def test_a_legend_takes_its_colours_from_the_tokens(sheet: str) -> None:
    swatches = re.findall(r"\.swatch-(\d) \{ background: var\(--data-(\d)\)", (ROOT / sheet).read_text())
    assert swatches == [(str(number), str(number)) for number in range(1, len(STEPS) + 1)]
