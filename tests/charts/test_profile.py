"""What weighs how much: bars as long as their shares, letters that never cover each other, pictures in a stack."""

import math
from itertools import combinations
from xml.etree import ElementTree

import pytest

from app.charts.dots import RADIUS, Dot
from app.charts.lines_of_words import broken
from app.charts.profile import NUMBER, ProfileRow, profile_chart
from app.charts.stacked import Sheet, stacked

SVG = "{http://www.w3.org/2000/svg}"


def row(share: float | None, *dots: float) -> ProfileRow:
    letters = tuple(Dot(chr(ord("A") + at), value) for at, value in enumerate(dots))
    return ProfileRow("Öka kunskapen om en gemensam utmaning", share, "5,0", letters)


def chart(*rows: ProfileRow, width: int = 320) -> ElementTree.Element:
    return ElementTree.fromstring(profile_chart(rows, "Skälen", ends=("0 poäng", "10 poäng"), width=width))


def test_a_bar_is_as_long_as_its_share_and_a_withheld_one_is_empty() -> None:
    filled = [one for one in chart(row(0.25), row(1.0), row(None)).iter(f"{SVG}rect") if one.get("fill") != "none"]
    whole = 320 - NUMBER - 1
    assert [float(one.get("width", "")) for one in filled] == pytest.approx([whole / 4, whole], abs=0.1)


@pytest.mark.parametrize("number", [2, 5, 14, 26])
def test_letters_never_cover_each_other_and_stay_in_the_picture(number: int) -> None:
    root = chart(row(0.5, *[0.5] * number), row(0.5, *[1.0] * number))
    rings = [one for one in root.iter(f"{SVG}circle") if float(one.get("r", "")) == RADIUS]
    spots = [(float(one.get("cx", "")), float(one.get("cy", ""))) for one in rings]
    assert len(spots) == 2 * number
    assert all(math.dist(one, other) >= 2 * RADIUS for one, other in combinations(spots, 2))
    height = float(root.get("height", ""))
    assert all(RADIUS <= x <= 320 - RADIUS and RADIUS <= y <= height - RADIUS for x, y in spots)


def test_long_words_are_broken_into_lines_and_cut_with_dots_at_last() -> None:
    assert broken("Verksamhetens behov just nu", 80, 10) == ["Verksamhetens", "behov just nu"]
    assert broken("ett två tre fyra fem sex sju åtta nio tio", 26, 10, 2) == ["ett", "två…"]


def test_pictures_below_each_other_have_their_words_and_a_key_of_their_letters() -> None:
    inner = profile_chart([row(0.5, 0.5)], "Skälen", ends=("0", "10"), width=320)
    whole = stacked(
        [Sheet("Vad väger?", inner, 60, [("A", "Norrdal")]), Sheet("Och sedan?", inner, 60)], "Allt", width=320
    )
    root = ElementTree.fromstring(whole)
    words = [one.text for one in root.iter(f"{SVG}text")]
    assert {"Vad väger?", "Och sedan?", "Norrdal"} <= set(words)
    first, second = [float(one.get("y", "")) for one in root.findall(f"{SVG}svg")]
    assert second - first > 60
