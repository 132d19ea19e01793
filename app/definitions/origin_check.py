"""The checks of what a file says of earlier versions, as far as the file alone can tell."""

from collections.abc import Mapping, Sequence

from app.definitions.yaml_reader import Path, Reading

ORIGIN_KEYS = ("replaces", "same_meaning_as")

Placed = tuple[Mapping[str, object], Path]


def check_origins(reading: Reading, factors: Sequence[Placed], items: Sequence[Placed]) -> None:
    """Adds problems Q042 to Q047. `items`: those of factors and of dimensions."""
    value = reading.value if isinstance(reading.value, Mapping) else {}
    _version(reading, value)
    of_factors = [(one, path) for one, path in items if "factors" in path]
    for one, path in items:
        for key in ORIGIN_KEYS:
            if key in one and (one, path) not in of_factors:
                reading.add("Q047", (*path, key), at_key=True, key=key)
    telling = [*factors, *of_factors]
    if "replaces" not in value:
        for one, path in telling:
            for key in ORIGIN_KEYS:
                if one.get(key):
                    reading.add("Q045", (*path, key), at_key=True)
    for group in (factors, of_factors):
        _replaced_once(reading, group)
    for one, path in of_factors:
        _wordings(reading, one, path)


def _version(reading: Reading, value: Mapping[str, object]) -> None:
    replaced = value.get("replaces")
    if not isinstance(replaced, Mapping):
        return
    own, version = value.get("version"), replaced.get("version")
    same = replaced.get("id") in (None, value.get("id"))
    if same and isinstance(own, int) and isinstance(version, int) and version >= own:
        reading.add("Q042", ("replaces", "version"), id=value.get("id", "?"), version=version, own=own)


def _replaced_once(reading: Reading, group: Sequence[Placed]) -> None:
    here = {own: (*path, "id") for one, path in group if isinstance(own := one.get("id"), str)}
    first: dict[str, int] = {}
    for one, path in group:
        name = one.get("replaces")
        if not isinstance(name, str):
            continue
        place = (*path, "replaces")
        if name in here:
            reading.add("Q043", place, value=name, first=reading.places[here[name]][0])
        if name in first:
            reading.add("Q044", place, value=name, first=first[name])
        first.setdefault(name, reading.places[place][0])


def _wordings(reading: Reading, item: Mapping[str, object], path: Path) -> None:
    wordings = item.get("same_meaning_as")
    for index, one in enumerate(wordings if isinstance(wordings, list) else ()):
        if one == item.get("text"):
            reading.add("Q046", (*path, "same_meaning_as", index))
