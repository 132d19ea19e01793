"""What the body of a factor on the results page is put together from."""

from app.services.documents import FactorPicture

ALWAYS = ("beginning", "statements", "organisations", "roles", "questions")
"""Each has a template of its name in templates/results/parts/. A new kind of item brings its own part along."""
IN_A_JOINT_ROUND = tuple(part for part in ALWAYS if part != "roles")
"""Each organisation has handed in one answer, so there are no roles to tell apart."""


def factor_parts(factor: FactorPicture, *, joint: bool) -> tuple[str, ...]:
    """The parts of that factor's body, in order."""
    parts = IN_A_JOINT_ROUND if joint else ALWAYS
    return tuple(part for part in parts if part != "statements" or factor.items)
