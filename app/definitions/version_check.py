"""The checks of a questionnaire version against an earlier one: what would break comparison without a word."""

from collections.abc import Mapping
from typing import Any

from app.definitions.problems import Problem, guess
from app.definitions.yaml_reader import Path, Reading, read_yaml
from app.domain.comparability import ComparedFactor, compare
from app.domain.compared_items import item_fingerprint, measured, same_words
from app.domain.questionnaire import Questionnaire, Replaced


def check_against(earlier: Questionnaire, later: Questionnaire, source: str, name: str) -> tuple[Problem, ...]:
    """Problems Q050 to Q056 of the later version. `source`: its text, `name`: what stands in front of its problems."""
    check = _Check(earlier, later, read_yaml(source.encode(), name))
    check.version()
    if later.replaces == Replaced(earlier.id, earlier.version):
        check.replaced_ids()
        check.wordings()
    check.factors()
    return tuple(sorted(check.reading.problems, key=lambda one: (one.line, one.column, one.code)))


class _Check:
    def __init__(self, earlier: Questionnaire, later: Questionnaire, reading: Reading) -> None:
        self.earlier, self.later, self.reading = earlier, later, reading
        self.named = f"{earlier.id} {earlier.version}"
        self.places = {
            value: path[:-1]
            for path in reading.places
            if path and path[-1] == "id" and isinstance(value := _value_at(reading.value, path), str)
        }

    def version(self) -> None:
        earlier, later = self.earlier, self.later
        facts: dict[str, Any] = {"id": earlier.id, "version": earlier.version, "earlier": self.named}
        if earlier.id == later.id and later.version <= earlier.version:
            if later.version < earlier.version:
                self.reading.add("Q051", ("version",), own=later.version, **facts)
            elif later.fingerprint != earlier.fingerprint:
                self.reading.add("Q050", ("version",), **facts)
        elif later.replaces is None or earlier.id not in (later.id, later.replaces.id):
            version = f"version: {earlier.version}"
            inner = version if earlier.id == later.id else f"id: {earlier.id}, {version}"
            self.reading.add("Q052", ("version",), cure=f"'replaces: {{{inner}}}'", **facts)

    def replaced_ids(self) -> None:
        factors = {one.id for one in self.earlier.factors}
        items = {item.id for one in self.earlier.factors for item in measured(one)}
        for factor in self.later.factors:
            self._known(factor.id, factor.replaces, factors)
            for origin in factor.origins:
                self._known(origin.item_id, origin.replaces, items)

    def wordings(self) -> None:
        """Wordings that are declared to mean the same, and that no item of the version before has."""
        for found in compare(self.earlier, self.later):
            before = {one.later.id: one.earlier for one in found.items}
            factor = next(one for one in self.later.factors if one.id == found.factor_id)
            for origin in factor.origins:
                source = before.get(origin.item_id)
                if origin.same_meaning_as and not (
                    source and any(same_words(one, source.text) for one in origin.same_meaning_as)
                ):
                    self.reading.add("Q055", (*self.places[origin.item_id], "same_meaning_as"), earlier=self.named)

    def factors(self) -> None:
        factors = {one.id: one for one in self.later.factors}
        for found in compare(self.earlier, self.later):
            factor, earlier = factors[found.factor_id], found.earlier
            if earlier is None or earlier.id != factor.id:
                continue
            if earlier.title != factor.title and found.gone and not found.items and not _same_items(found):
                self.reading.add("Q054", (*self.places[factor.id], "id"), factor=factor.id, earlier=self.named)
            for old, new in _same_items(found).items():
                if factor.origin(new).replaces:  # of something else: that is told already
                    continue
                self.reading.add("Q056", (*self.places[new], "id"), value=old, earlier=self.named)

    def _known(self, own: str, replaced: str | None, known: set[str]) -> None:
        if replaced and replaced not in known:
            near = guess(replaced, sorted(known))
            path = (*self.places[own], "replaces")
            self.reading.add("Q053", path, value=replaced, earlier=self.named, guess=near)


def _same_items(found: ComparedFactor) -> dict[str, str]:
    """Earlier id -> later id of items that read alike and stand under different ids."""
    gone = {item_fingerprint(item): item.id for item in found.gone}
    return {gone[key]: item.id for item in found.new if (key := item_fingerprint(item)) in gone}


def _value_at(value: object, path: Path) -> object:
    for step in path:
        value = value[step] if isinstance(value, Mapping | list) else None  # type: ignore[index]
    return value
