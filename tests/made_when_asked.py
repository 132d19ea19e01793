"""Examples that cost time to make: by name, each made when a test first asks for it."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

Example = TypeVar("Example")


class MadeWhenAsked(Mapping[str, Example]):
    """Names and how each example is made. Going over the names, as parametrised tests do while they are collected in
    every process, makes none."""

    def __init__(self, ways: Mapping[str, Callable[[], Example]]) -> None:
        self._ways = dict(ways)
        self._made: dict[str, Example] = {}

    def __getitem__(self, name: str) -> Example:
        if name not in self._made:
            self._made[name] = self._ways[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ways)

    def __len__(self) -> int:
        return len(self._ways)
