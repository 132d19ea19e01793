"""The Swedish municipalities, and how one is recognised in what somebody typed."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

ENDINGS = (" kommun", " stad")
OTHER_NAMES = {"region gotland": "gotland"}
"""Municipalities that call themselves something else than their name and an ending."""


@dataclass(frozen=True)
class Municipality:
    """`code`: SCB's four digits, the county's two first. `name` without "kommun"."""

    code: str
    name: str
    county: str


def recognised(typed: str, known: Sequence[Municipality]) -> Municipality | None:
    """The municipality that is meant: "Kiruna kommun", "KIRUNA" and "kiruna" are the same, "Stockholms stad" is
    Stockholm.

    Accents are forgiven where only one municipality is left then: Habo with and without the ring are two."""
    for name in _readings(" ".join(typed.casefold().split())):
        for simplify in (str.casefold, _without_accents):
            found = [one for one in known if simplify(one.name) == simplify(name)]
            if len(found) == 1:
                return found[0]
    return None


def _readings(typed: str) -> list[str]:
    """What the words may be the name of: as they stand, without their ending, and without a genitive's s."""
    if typed in OTHER_NAMES:
        return [OTHER_NAMES[typed]]
    bare = [typed.removesuffix(ending) for ending in ENDINGS if typed.endswith(ending)]
    return [typed, *bare, *(name[:-1] for name in bare if name.endswith("s"))]


def _without_accents(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
