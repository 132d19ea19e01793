"""The small charts of an organisation's own picture: lines over rounds, bands as shapes, names that stand upright."""

from xml.etree import ElementTree

from app.charts.band_mark import band_mark
from app.charts.own_line import OwnPoint, own_line
from app.charts.turned_name import is_cut, turned_name


def test_a_round_without_a_figure_of_its_own_leaves_a_gap_in_the_line() -> None:
    points = [OwnPoint(0.5, 0.5), OwnPoint(None, 0.6), OwnPoint(0.7, 0.6), OwnPoint(0.8, None)]
    drawn = own_line(points, "Service <i>")
    assert "<title>Service &lt;i&gt;</title>" in drawn
    assert drawn.count("<circle") == 3
    own = drawn.split("<path")[-1]
    assert own.count("M") == 2 and own.count("L") == 1


def test_the_bands_have_shapes_of_their_own() -> None:
    shapes = {band_mark(band, "x") for band in ("strength", "develop", "concern")}
    assert len(shapes) == 3
    assert all(ElementTree.fromstring(one).tag.endswith("svg") for one in shapes)


def test_a_long_name_is_cut_to_the_eye_and_whole_to_the_ear() -> None:
    name = "Kommunalförbundet för räddningstjänst och beredskap i Norra Älvdalarna & Skogslandet"
    assert is_cut(name) and not is_cut("Norrdal")
    drawn = turned_name(name)
    assert f"<title>{name.replace('&', '&amp;')}</title>" in drawn
    assert drawn.count("<text") == 2
