"""The questionnaires of an installation: a folder of files, and sources that rounds have kept."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from app.definitions.builder import build
from app.definitions.cross_check import cross_check
from app.definitions.problems import Problem, Severity
from app.definitions.shape_check import check_shape
from app.definitions.version_check import check_against
from app.definitions.yaml_reader import LARGEST_FILE, Reading, read_yaml
from app.domain.errors import SamspelError
from app.domain.questionnaire import Questionnaire, Replaced


@dataclass(frozen=True)
class Definition:
    """One file: the questionnaire (None with errors), the problems in the order of the lines, the source text.

    `advice`: what keeps nobody here from using it, and is told where somebody asks (`samspel check`)."""

    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]
    source: str
    advice: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether it can be used; warnings do not count."""
        return self.questionnaire is not None


def read_definition_text(source: str | bytes, name: str) -> Definition:
    """Reads and checks a questionnaire from its text. `name` stands in front of its problems. Never raises."""
    return _read(source.encode(errors="surrogatepass") if isinstance(source, str) else source, name)


@lru_cache(maxsize=40)
def _read(content: bytes, name: str) -> Definition:
    """The same text is read once: a file of a folder in which another one has changed, a copy that a round has kept."""
    reading = read_yaml(content, name)
    shape = None
    if reading.value is not None:
        shape = check_shape(reading)
        cross_check(reading)
    problems = tuple(sorted(reading.problems, key=lambda one: (one.line, one.column, one.code)))
    faulty = any(problem.severity is Severity.ERROR for problem in problems)
    questionnaire = None if faulty or shape is None else build(shape)
    advice = _advice(reading) if questionnaire else ()
    return Definition(questionnaire, problems, content.decode("utf-8-sig", errors="replace"), advice)


def _advice(reading: Reading) -> tuple[Problem, ...]:
    """Q076 at the first place where another reader of YAML would stop or read something else."""
    if not reading.elsewhere:
        return ()
    line, column, words = min(reading.elsewhere)
    facts = {"value": words[:60], "number": len(reading.elsewhere)}
    return (Problem("Q076", reading.file, line, column, "", facts),)


def read_definition(path: Path) -> Definition:
    """Reads and checks one file. Never raises: a file that cannot be read is problem Q001."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        size = path.stat().st_size
    except OSError as fault:
        problem = Problem("Q001", str(path), 1, 1, "", {"detail": fault.strerror or str(fault)})
        return Definition(None, (problem,), "")
    if size > LARGEST_FILE:
        problem = Problem("Q002", str(path), 1, 1, "", {"size": size, "largest": LARGEST_FILE})
        return Definition(None, (problem,), "")
    return read_definition_text(content, str(path))


Stamp = tuple[tuple[str, int, int], ...]
"""Name, time of the latest change (ns) and size (bytes) of every questionnaire file of a folder."""


def stamp_of(folder: Path) -> Stamp:
    """What tells whether a folder's files are those that were read; empty where there is no folder."""
    try:
        with os.scandir(folder) as entries:
            found = [(one.name, one.stat()) for one in entries if one.name.endswith(".yaml")]
    except OSError:  # a file that has gone meanwhile, too: the next look finds another stamp
        return ()
    return tuple(sorted((name, about.st_mtime_ns, about.st_size) for name, about in found))


class Library:
    """A folder of questionnaire files, read once, when first asked; `apart_from` one that is looked at by itself.
    `given`: what the files hold, where that is known already."""

    def __init__(
        self,
        folder: Path,
        apart_from: Path | None = None,
        given: Sequence[tuple[Path, Definition]] | None = None,
    ) -> None:
        self.folder = folder
        self.apart_from = apart_from
        self.given = given

    @cached_property
    def stamp(self) -> Stamp:
        """The folder's stamp when the library was first asked for anything."""
        return stamp_of(self.folder)

    @property
    def files(self) -> tuple[tuple[Path, Definition], ...]:
        """Each file, usable or not, with what it holds, by name."""
        return self._files

    @cached_property
    def _files(self) -> tuple[tuple[Path, Definition], ...]:
        if self.given is not None:
            return tuple(self.given)
        assert self.stamp is not None  # taken before the files are read: a change meanwhile shows
        paths = sorted(self.folder.glob("*.yaml"))
        other = self.apart_from and self.apart_from.resolve()
        return tuple((path, read_definition(path)) for path in paths if path.resolve() != other)

    @property
    def holds_files(self) -> bool:
        """Whether there is any questionnaire file in the folder, usable or not."""
        return bool(self._files)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of all files, ids with versions that stand in two files, and what a version says wrongly of the
        one before it that stands in the folder too."""
        each = (problem for _, one in self._files for problem in one.problems)
        return (*each, *self._twice(), *self._against_earlier())

    def questionnaires(self) -> tuple[Questionnaire, ...]:
        """The usable questionnaires in every version, by file name."""
        return tuple(one.questionnaire for _, one in self._files if one.questionnaire)

    def offered(self) -> tuple[Questionnaire, ...]:
        """Those for new rounds, by file name: of each id the newest version, if no other questionnaire replaces it."""
        every = self.questionnaires()
        return tuple(one for one in every if not any(_takes_the_place(other, one) for other in every))

    def current(self, questionnaire_id: str) -> Questionnaire | None:
        """What a new round gets that is to ask what this questionnaire asked: its newest version, or what replaces that
        under another id; None where there is neither."""
        every = {one.id: one for one in self.questionnaires()}
        successors = {one.replaces.id: one.id for one in every.values() if one.replaces and one.replaces.id != one.id}
        tried: set[str] = set()
        offered = {one.id: one for one in self.offered()}
        while questionnaire_id not in offered and questionnaire_id in successors and questionnaire_id not in tried:
            tried.add(questionnaire_id)
            questionnaire_id = successors[questionnaire_id]
        return offered.get(questionnaire_id)

    def find(self, questionnaire_id: str, version: int | None = None) -> Questionnaire:
        """The questionnaire of that id and version (None: the newest). Raises SamspelError Q100."""
        return self._find(questionnaire_id, version)[0]

    def source(self, questionnaire_id: str, version: int | None = None) -> str:
        """The text of its file. Raises SamspelError Q100."""
        return self._find(questionnaire_id, version)[1]

    def _find(self, questionnaire_id: str, version: int | None) -> tuple[Questionnaire, str]:
        found = [
            (one.questionnaire, one.source)
            for _, one in self._files
            if one.questionnaire
            and one.questionnaire.id == questionnaire_id
            and version in (None, one.questionnaire.version)
        ]
        if not found:
            known = ", ".join(f"{one.id} {one.version}" for one in self.questionnaires())
            raise SamspelError("Q100", value=f"{questionnaire_id} {version or ''}".strip(), known=known)
        return max(found, key=lambda one: one[0].version)

    def _against_earlier(self) -> Iterator[Problem]:
        for path, one in self._files:
            if one.questionnaire and (earlier := self._before(one.questionnaire)):
                yield from check_against(earlier, one.questionnaire, one.source, str(path))

    def _before(self, later: Questionnaire) -> Questionnaire | None:
        """The version that it replaces, or where it names none the one below its own; None if that is not here."""
        every = self.questionnaires()
        if later.replaces:
            return next((one for one in every if Replaced(one.id, one.version) == later.replaces), None)
        lower = [one for one in every if one.id == later.id and one.version < later.version]
        return max(lower, key=lambda one: one.version, default=None)

    def _twice(self) -> Iterator[Problem]:
        first: dict[tuple[str, int], str] = {}
        for path, one in self._files:
            if one.questionnaire is None:
                continue
            key = (one.questionnaire.id, one.questionnaire.version)
            if key in first:
                facts = {"id": key[0], "version": key[1], "other": first[key]}
                yield Problem("Q040", str(path), 1, 1, "", facts)
            first.setdefault(key, path.name)


def _takes_the_place(newer: Questionnaire, older: Questionnaire) -> bool:
    if newer.id == older.id:
        return newer.version > older.version
    return newer.replaces is not None and newer.replaces.id == older.id and newer.replaces.version >= older.version
