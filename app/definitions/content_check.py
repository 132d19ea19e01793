"""The checks of what a file asks for and leaves out: options that shut each other out, weights, texts about factors."""

from collections.abc import Mapping, Sequence

from app.definitions.yaml_reader import Path, Reading

FACTOR_TEXTS = ("explanation", "strength", "weakness", "dialogue_questions")
"""What a factor may be without, and a dialogue goes better with."""
SCORED = ("rating", "level")

Placed = tuple[Mapping[str, object], Path]


def check_choices(reading: Reading, items: Sequence[Placed]) -> None:
    """Adds problems Q060 (only one option can be marked at a time) and Q061 (a most number that limits nothing)."""
    for item, path in items:
        options = [one for one in _entries(item.get("options")) if isinstance(one, Mapping)]
        if item.get("kind") != "multiple_choice" or len(options) < 2:
            continue
        together, most = sum(one.get("exclusive") is not True for one in options), item.get("most")
        if together < 2:
            reading.add("Q060", (*path, "options"), at_key=True)
        elif isinstance(most, int) and most >= together:
            reading.add("Q061", (*path, "most"), most=most, number=together)


def check_weights(reading: Reading, dimensions: Sequence[Placed]) -> None:
    """Adds problem Q062: nothing would be left to make the mean of the whole."""
    scored = [(one, path) for one, path in dimensions if _is_scored(one)]
    if scored and all(_is_zero(one.get("weight", 1)) for one, _ in scored):
        reading.add("Q062", (*scored[0][1], "weight"))


def advise_on_factors(reading: Reading, factors: Sequence[Placed]) -> None:
    """Adds advice Q063, once for each factor that has not all the texts about it."""
    for factor, path in factors:
        if missing := [key for key in FACTOR_TEXTS if factor.get(key, []) == []]:
            reading.add("Q063", path, factor=factor.get("id", "?"), keys=", ".join(missing))


def _is_scored(dimension: Mapping[str, object]) -> bool:
    factors = [one for one in _entries(dimension.get("factors")) if isinstance(one, Mapping)]
    items = [item for factor in factors for item in _entries(factor.get("items")) if isinstance(item, Mapping)]
    return any(item.get("kind", "rating") in SCORED for item in items)


def _is_zero(weight: object) -> bool:
    return isinstance(weight, int | float) and not isinstance(weight, bool) and weight == 0


def _entries(value: object) -> list[object]:
    return value if isinstance(value, list) else []
