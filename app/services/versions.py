"""Versions of questionnaires: which there are, which lie between two, and how two compare."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from app.definitions.library import Definition, Library, read_definition
from app.definitions.problems import Problem
from app.definitions.version_check import check_against
from app.domain.comparability import VersionComparison, compare_versions
from app.domain.questionnaire import Questionnaire
from app.services.installation import Installation
from app.services.offered import library_of
from app.services.plans import kept_questionnaires
from app.services.rounds import RoundView
from app.store import rounds

Key = tuple[str, int]
"""Id and version."""
Finder = Callable[[Key], Questionnaire | None]


@dataclass(frozen=True)
class CheckedVersion:
    """A file against an earlier version: what it says wrongly of that, and how the two compare."""

    problems: tuple[Problem, ...]
    comparison: VersionComparison


@dataclass(frozen=True)
class NewerVersion:
    """What a round asked, and what a round like it would ask now."""

    earlier: Questionnaire
    later: Questionnaire
    comparison: VersionComparison


def newer_versions(installation: Installation, view: RoundView) -> tuple[NewerVersion, ...]:
    """Of each questionnaire of the round of which there is a newer version, or one that replaces it. Raises Q102."""
    kept = [(one, library_of(installation).current(one.id)) for one in kept_questionnaires(installation, view)]
    return tuple(
        NewerVersion(earlier, later, compared(installation, earlier, later))
        for earlier, later in kept
        if later and (later.id, later.version) != (earlier.id, earlier.version)
    )


def version_of(installation: Installation, key: Key) -> Questionnaire | None:
    """That version as a round keeps it, else as it lies in the folder; None where it is in neither.

    Raises Q102 (a kept text that can no longer be read)."""
    with installation.database.reading() as connection:
        kept = rounds.questionnaire_fingerprints(connection).get(key)
    if kept is not None:
        return installation.kept_questionnaire(*key, kept)
    return _by_key(library_of(installation)).get(key)


def versions_between(
    installation: Installation, earlier: Questionnaire, later: Questionnaire
) -> tuple[Questionnaire, ...]:
    """The versions on the way from the earlier to the later, oldest first, as each says what it replaces; of each part
    where they are packages. Empty for neighbours, and where the way cannot be followed. Raises Q102."""
    find = cache(partial(version_of, installation))
    parts = [one for key in _keys(later) if (one := find(key))]
    return tuple(one for part in parts for one in _between(set(_keys(earlier)), part, find))


def compared(installation: Installation, earlier: Questionnaire, later: Questionnaire) -> VersionComparison:
    """How two versions that rounds have used compare, by way of those in between. Raises Q102."""
    return compare_versions(earlier, later, versions_between(installation, earlier, later))


def named_version(name: str, library: Library) -> Definition:
    """The questionnaire of a file, or of `id@version` in the library. Raises Q100 for a version that is not there."""
    questionnaire_id, _, version = name.rpartition("@")
    if not version.isdigit() or not questionnaire_id or Path(name).exists():
        return read_definition(Path(name))
    found = library.find(questionnaire_id, int(version))
    return Definition(found, (), library.source(found.id, found.version))


def others_in(folder: Path, file: Path) -> Library:
    """The questionnaires of a folder without the file that is looked at, which may lie there too."""
    return Library(folder, apart_from=file)


def check_version(earlier: Questionnaire, later: Definition, name: str, library: Library) -> CheckedVersion:
    """A usable questionnaire file against an earlier version. `name`: what stands in front of its problems, `library`:
    where versions in between may lie."""
    assert later.questionnaire is not None
    between = _between({(earlier.id, earlier.version)}, later.questionnaire, _by_key(library).get)
    problems = check_against(earlier, later.questionnaire, later.source, name)
    return CheckedVersion(problems, compare_versions(earlier, later.questionnaire, between))


def _keys(one: Questionnaire) -> tuple[Key, ...]:
    return tuple((part.id, part.version) for part in one.parts) or ((one.id, one.version),)


def _by_key(library: Library) -> dict[Key, Questionnaire]:
    return {(one.id, one.version): one for one in library.questionnaires()}


def _between(goal: Iterable[Key], later: Questionnaire, find: Finder) -> tuple[Questionnaire, ...]:
    """The versions on the way back from the later one to one of the goal, without both ends; empty if it is not met."""
    found: list[Questionnaire] = []
    here: Questionnaire | None = later
    met: set[Key] = set()
    while here and here.replaces and (key := (here.replaces.id, here.replaces.version)) not in met:
        if key in goal:
            return tuple(reversed(found))
        met.add(key)
        here = find(key)
        if here:
            found.append(here)
    return ()
