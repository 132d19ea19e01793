"""The body of a factor is put together from parts, each with a template."""

from app.config import ROOT
from app.web.pages.factor_parts import ALWAYS, IN_A_JOINT_ROUND

PARTS = ROOT / "templates" / "results" / "parts"


def test_every_part_has_a_template_and_every_template_is_a_part() -> None:
    assert {path.stem for path in PARTS.glob("*.html")} == set(ALWAYS)


def test_a_joint_round_has_no_roles() -> None:
    assert set(ALWAYS) - set(IN_A_JOINT_ROUND) == {"roles"}
