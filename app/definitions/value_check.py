"""The checks of the numbers that points are written as: stated by `values`, or held by the labels."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from app.definitions.yaml_reader import Path, Reading
from app.domain.own_numbers import holds_number, is_strictly_monotone, own_numbers
from app.domain.scale import WIDEST_GRID, grid, plain_number
from app.domain.text import Text

Placed = tuple[Mapping[str, object], Path]
Numbers = tuple[Fraction, ...]


def check_values(
    reading: Reading, questionnaire: Mapping[str, object], items: Iterable[Placed], languages: list[str]
) -> None:
    """Adds Q070 to Q075: of every scale, of levels and of positions."""
    scales = questionnaire.get("scales")
    for name, scale in scales.items() if isinstance(scales, Mapping) else ():
        if isinstance(scale, Mapping):
            labels = scale.get("points")
            strong_first = scale.get("strong_end") == "first"
            _check(reading, scale, ("scales", str(name)), labels, languages, strong_first=strong_first)
    for item, path in items:
        levels = item.get("levels")
        if isinstance(levels, list):
            _check(reading, item, path, [_label(one) for one in levels], languages, strong_first=False)
        elif str(item.get("kind", "")).startswith("bipolar") and _stated(item) is not None:
            steps = item.get("steps", 7)
            _sound(reading, _stated(item) or (), (*path, "values"), steps if isinstance(steps, int) else 0)


def ends_of(scale: Mapping[str, object], languages: list[str]) -> tuple[float, float]:
    """The lowest and the highest number of a scale's means, equal where they cannot be told. Where the labels alone
    say them, 1 and the number of points are let through too: files are older than that rule."""
    labels, stated = scale.get("points"), _stated(scale)
    if stated is not None:
        return (float(min(stated)), float(max(stated))) if stated else (0.0, 0.0)
    length = len(labels) if isinstance(labels, list) else 0
    if length < 2:
        return 0.0, 0.0
    own = own_numbers(texts) if (texts := _texts(labels, languages)) else None
    ends = [1.0, float(length), *map(float, own or ())]
    return min(ends), max(ends)


def _check(
    reading: Reading,
    holder: Mapping[str, object],
    path: Path,
    labels: object,
    languages: list[str],
    *,
    strong_first: bool,
) -> None:
    texts, stated = _texts(labels, languages), _stated(holder)
    if not texts:
        return
    own = own_numbers(texts)
    if stated is None:
        if own is None and any(map(holds_number, texts)):
            reading.add("Q074", path, at_key=True)
        numbers: Numbers = own or ()
    elif not _sound(reading, stated, (*path, "values"), len(texts)):
        return
    else:
        numbers = stated
        for at, (value, said) in enumerate(zip(stated, own or (), strict=False)):
            if value != said:
                reading.add("Q075", (*path, "values", at), own=plain_number(said), value=plain_number(value))
                break
    if numbers and (numbers[0] < numbers[-1]) is strong_first:
        reading.add("Q073", (*path, "values") if stated else path, at_key=True)


def _sound(reading: Reading, values: Numbers, path: Path, length: int) -> bool:
    if len(values) != length:
        reading.add("Q070", path, at_key=True, found=len(values), wanted=length)
    elif not is_strictly_monotone(values):
        reading.add("Q071", path, at_key=True)
    elif grid(sorted(values))[-1] > WIDEST_GRID + 1:
        reading.add("Q072", path, at_key=True, most=WIDEST_GRID)
    else:
        return True
    return False


def _stated(holder: Mapping[str, object]) -> Numbers | None:
    """The stated values; None where there are none, or none that are numbers: the check of the shape says so."""
    values = holder.get("values")
    if not isinstance(values, list) or not values:
        return None
    if any(isinstance(one, bool) or not isinstance(one, int | float) for one in values):
        return None
    return tuple(Fraction(str(one)) for one in values)


def _label(level: object) -> object:
    return level.get("label") if isinstance(level, Mapping) else None


def _texts(labels: object, languages: list[str]) -> list[Text]:
    """The labels as texts; none where some have another shape, or there are fewer than two."""
    main = languages[0] if languages else ""
    found = []
    for label in labels if isinstance(labels, list) else ():
        variants = {main: label} if isinstance(label, str) else label
        if not isinstance(variants, Mapping) or not variants:
            return []
        if not all(isinstance(words, str) and words.strip() for words in variants.values()):
            return []
        found.append(Text.of({str(language): str(words) for language, words in variants.items()}))
    return found if len(found) > 1 else []
