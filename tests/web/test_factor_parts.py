"""The body of a factor is put together from parts, each with a template."""

from dataclasses import replace

from app.config import ROOT
from app.documents.painter import picture_of
from app.web.pages.factor_parts import ALWAYS, IN_A_JOINT_ROUND, OF_A_SCORE, factor_parts
from tests.documents.rounds import round_case

PARTS = ROOT / "templates" / "results" / "parts"


def test_every_part_has_a_template_and_every_template_is_a_part() -> None:
    assert {path.stem for path in PARTS.glob("*.html")} == set(ALWAYS)


def test_a_joint_round_has_no_roles() -> None:
    assert set(ALWAYS) - set(IN_A_JOINT_ROUND) == {"roles"}


def test_what_is_weighed_has_breakdowns_of_its_own_and_what_is_rated_has_none_of_weights() -> None:
    picture = picture_of(round_case("drivers_joint").result, "sv")
    weighed, rated = picture.factors[0], picture.factors[-1]
    assert set(OF_A_SCORE) <= set(ALWAYS)
    assert factor_parts(weighed, joint=True) == ("beginning", "weighed", "questions")
    assert factor_parts(rated, joint=True) == ("beginning", "statements", "organisations", "questions")
    both = replace(rated, weighed=weighed.weighed)
    assert factor_parts(both, joint=False) == ALWAYS
