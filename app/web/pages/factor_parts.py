"""What the body of a factor on the results page is put together from."""

from app.services.documents import FactorPicture

ALWAYS = ("beginning", "statements", "weighed", "organisations", "roles", "questions")
"""Each has a template of its name in templates/results/parts/. A new kind of item brings its own part along."""
IN_A_JOINT_ROUND = tuple(part for part in ALWAYS if part != "roles")
"""Each organisation has handed in one answer, so there are no roles to tell apart."""
OF_A_SCORE = ("statements", "organisations", "roles")
"""Not there where a factor has no score: what is weighed has breakdowns of its own."""


def factor_parts(factor: FactorPicture, *, joint: bool) -> tuple[str, ...]:
    """The parts of that factor's body, in order."""
    parts = IN_A_JOINT_ROUND if joint else ALWAYS
    left_out = {*(() if factor.is_scored else OF_A_SCORE)}
    left_out |= {part for part, has in (("weighed", factor.weighed), ("questions", factor.questions)) if not has}
    return tuple(part for part in parts if part not in left_out)
