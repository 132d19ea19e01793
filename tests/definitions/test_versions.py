"""A version against an earlier one, in the words of its file; a folder that holds several versions."""

from pathlib import Path

import pytest

from app.definitions.library import Library, read_definition_text
from app.definitions.problems import SENTENCES, Problem, Severity
from app.definitions.version_check import check_against
from app.domain.questionnaire import ItemOrigin, Questionnaire, Replaced
from app.domain.text import Text
from app.wording.translations import translations

FIRST = """\
id: exempel
version: 1
languages: [sv]
title: Exempel
introduction: Intro.
minutes: 5
scales:
  instammande:
    points: [Nej, Ja]
dimensions:
  - id: inom
    title: Inom
    description: Om.
    factors:
      - id: service
        title: Service
        explanation: Om.
        strength: Bra.
        weakness: Illa.
        dialogue_questions: [Vad?]
        items:
          - id: hjalp
            text: Vi hjälper varandra.
          - id: svar
            text: Vi svarar.
"""


def changed(*changes: tuple[str, str], version: int = 2, replaces: str = "{version: 1}") -> str:
    """The later version's file."""
    source = FIRST.replace("version: 1", f"version: {version}" + (f"\nreplaces: {replaces}" if replaces else ""))
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return source


def read(source: str) -> Questionnaire:
    found = read_definition_text(source, "x.yaml")
    assert found.questionnaire is not None, [one.sentence(str) for one in found.problems]
    return found.questionnaire


def against(source: str, earlier: str = FIRST) -> tuple[Problem, ...]:
    return check_against(read(earlier), read(source), source, "x.yaml")


NEW_WORDS = ("text: Vi svarar.", "text: Vi svarar alltid.")
OTHER = (
    ("Vi hjälper varandra", "Vi ses"),
    ("Vi svarar", "Vi hörs"),
    ("id: hjalp", "id: ses"),
    ("id: svar", "id: hors"),
)
# (code, the later file, line, path)
FAULTS: list[tuple[str, str, int, str]] = [
    ("Q050", changed(("Intro.", "Annat."), version=1, replaces=""), 2, "version"),
    ("Q051", changed(version=1, replaces=""), 2, "version"),
    ("Q052", changed(replaces=""), 2, "version"),
    (
        "Q053",
        changed(("id: svar", "id: svaret\n            replaces: svarr")),
        26,
        "dimensions[0].factors[0].items[1].replaces",
    ),
    ("Q054", changed(("title: Service", "title: Möten"), *OTHER), 16, "dimensions[0].factors[0].id"),
    (
        "Q055",
        changed((NEW_WORDS[0], NEW_WORDS[1] + "\n            same_meaning_as: [Vi svara.]")),
        27,
        "dimensions[0].factors[0].items[1].same_meaning_as",
    ),
    ("Q056", changed(("id: svar", "id: svaret")), 25, "dimensions[0].factors[0].items[1].id"),
]


@pytest.mark.parametrize(("code", "source", "line", "path"), FAULTS, ids=[one[0] for one in FAULTS])
def test_what_would_break_comparison_is_told_at_its_place(code: str, source: str, line: int, path: str) -> None:
    earlier = changed(version=3) if code == "Q051" else FIRST
    (problem,) = against(source, earlier)
    assert (problem.code, problem.line, problem.path) == (code, line, path)
    swedish = problem.sentence(translations("sv").gettext)
    assert swedish.endswith(f"[{code}]")
    assert translations("sv").gettext(SENTENCES[code]) != SENTENCES[code]


def test_what_comparison_survives_is_a_warning() -> None:
    found = {code: problem.severity for code, source, *_ in FAULTS for problem in against(source)}
    assert {code for code, severity in found.items() if severity is Severity.WARNING} == {"Q052", "Q056"}


def test_the_cure_of_an_id_that_is_not_replaced_can_be_copied_into_the_file() -> None:
    source = changed(("id: exempel\n", "id: annat\n"), replaces="")
    (problem,) = against(source)
    assert "'replaces: {id: exempel, version: 1}'" in problem.sentence(str)
    assert against(changed(("id: exempel\n", "id: annat\n"), replaces="{id: exempel, version: 1}")) == ()


@pytest.mark.parametrize(
    "source",
    [
        changed(),
        changed(NEW_WORDS),
        changed(("id: svar", "id: svaret\n            replaces: svar")),
        changed((NEW_WORDS[0], NEW_WORDS[1] + "\n            same_meaning_as: [Vi svarar.]")),
        changed(("id: service", "id: hjalpsamhet\n        replaces: service")),
        changed(version=7, replaces="{version: 6}"),
        FIRST,
    ],
    ids=range(7),
)
def test_an_honest_version_is_not_complained_about(source: str) -> None:
    assert against(source) == ()


def test_what_a_file_says_of_earlier_versions_comes_through() -> None:
    words = "text: Svar.\n            replaces: gensvar\n            same_meaning_as: [Vi svarar., {en: We reply.}]"
    found = read(changed(("text: Vi svarar.", words), ("id: service", "id: service\n        replaces: tjanst")))
    assert found.replaces == Replaced("exempel", 1)
    (factor,) = found.factors
    assert factor.replaces == "tjanst"
    earlier = (Text.of({"sv": "Vi svarar."}), Text.of({"en": "We reply."}))
    assert factor.origins == (ItemOrigin("svar", "gensvar", earlier),)
    assert factor.origin("hjalp") == ItemOrigin("hjalp")


class TestAFolderOfSeveralVersions:
    def library(self, folder: Path, *sources: str) -> Library:
        for number, source in enumerate(sources):
            (folder / f"{number}.yaml").write_text(source)
        return Library(folder)

    def test_the_newest_is_offered_and_every_one_is_found(self, tmp_path: Path) -> None:
        library = self.library(tmp_path, changed(version=10, replaces="{version: 2}"), FIRST, changed())
        assert [one.version for one in library.offered()] == [10]
        assert [one.version for one in library.questionnaires()] == [10, 1, 2]
        assert library.find("exempel", 1).version == 1
        assert library.problems == ()

    def test_what_another_questionnaire_replaces_is_not_offered(self, tmp_path: Path) -> None:
        other = changed(("id: exempel\n", "id: annat\n"), version=1, replaces="{id: exempel, version: 2}")
        library = self.library(tmp_path, FIRST, changed(), other)
        assert [one.id for one in library.offered()] == ["annat"]
        current = library.current("exempel")
        assert current is not None
        assert current.id == "annat"
        assert library.current("nosuch") is None

    def test_a_version_that_came_after_the_replaced_one_is_offered_beside(self, tmp_path: Path) -> None:
        other = changed(("id: exempel\n", "id: annat\n"), version=1, replaces="{id: exempel, version: 1}")
        library = self.library(tmp_path, FIRST, changed(), other)
        assert [one.id for one in library.offered()] == ["exempel", "annat"]

    def test_each_version_is_checked_against_the_one_before(self, tmp_path: Path) -> None:
        library = self.library(tmp_path, FIRST, changed(replaces=""), changed(NEW_WORDS, version=3, replaces=""))
        assert [(problem.code, problem.facts["version"]) for problem in library.problems] == [("Q052", 1), ("Q052", 2)]
