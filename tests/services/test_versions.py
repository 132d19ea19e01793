"""A round keeps the version that it was opened with, whatever comes into the folder or leaves it."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.config import ROOT
from app.definitions.library import Library
from app.domain.comparability import Comparability
from app.services import documents
from app.services import installation as installations
from app.services.installation import Installation
from app.services.results import round_result
from app.services.rounds import find_round
from app.services.versions import compared, newer_versions, version_of, versions_between
from tests.builders import answer, closed, draft_round, fresh, new_round, opened_round

SOURCE = (ROOT / "questionnaires" / "pulskoll.yaml").read_text()
OLD_WORDS, NEW_WORDS = "Parterna är överens om", "Parterna är ense om"
SECOND = SOURCE.replace("version: 1", "version: 2\nreplaces: {version: 1}").replace(OLD_WORDS, NEW_WORDS)
OLD_TITLE, NEW_TITLE = "Att växla ledartröja", "Att turas om"
SECOND = SECOND.replace(OLD_TITLE, NEW_TITLE)
THIRD = SECOND.replace("version: 2\nreplaces: {version: 1}", "version: 3\nreplaces: {version: 2}")
THIRD = THIRD.replace("id: malbild_puls", "id: malbild_nu\n            replaces: malbild_puls")
WithFiles = Callable[..., Installation]


@pytest.fixture
def with_files(installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WithFiles:
    """The same database with these questionnaire files, in a process that has read none before."""

    def folder_of(*sources: str) -> Installation:
        folder = tmp_path / "folder"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for number, source in enumerate(sources):
            (folder / f"{number}.yaml").write_text(source)
        monkeypatch.setattr(installations, "_parsed", {})
        return replace(installation, library=Library(folder))

    return folder_of


@pytest.mark.parametrize("files", [(SOURCE, SECOND), (SECOND,)], ids=["beside", "instead"])
def test_a_round_is_answered_scored_and_documented_with_its_own_version(
    installation: Installation, with_files: WithFiles, files: tuple[str, ...]
) -> None:
    view = opened_round(installation)
    later = with_files(*files)
    answer(later, find_round(later, view.round.code), 5)
    view = closed(later, fresh(later, view))
    assert (view.round.questionnaire_version, view.questionnaire.version) == (1, 1)
    result = round_result(later, view)
    item = result.questionnaire.items_by_id["malbild_puls"]
    assert item.text.into("sv").startswith(OLD_WORDS)
    assert result.persons == 5
    made = documents.DOCUMENTS["dialogue"](later, view, "sv", date(2026, 4, 1))
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).split()
    text = " ".join(words).replace("- ", "")  # words that were divided at the end of a line
    assert (OLD_TITLE in text, NEW_TITLE in text) == (True, False)


def test_a_new_round_gets_the_newest_version_and_an_old_draft_keeps_its_own(
    installation: Installation, with_files: WithFiles
) -> None:
    draft = draft_round(installation)
    later = with_files(SOURCE, THIRD, SECOND)
    assert draft_round(later, new_round(title="Hösten")).round.questionnaire_version == 3
    assert fresh(later, draft).questionnaire.version == 1


def test_rounds_of_several_versions_are_compared_by_way_of_those_in_between(
    installation: Installation, with_files: WithFiles
) -> None:
    first = opened_round(installation).questionnaire
    later = with_files(SECOND, THIRD)
    third = draft_round(later, new_round(title="Hösten")).questionnaire
    assert [one.version for one in versions_between(later, first, third)] == [2]
    found = compared(later, first, third)
    (changed,) = [one for one in found.factors if one.comparability is not Comparability.FULL]
    assert [(one.earlier.id, one.later.id) for one in changed.reworded] == [("malbild_puls", "malbild_nu")]
    assert versions_between(later, third, third) == ()


def test_a_version_is_found_as_rounds_keep_it_and_else_in_the_folder(
    installation: Installation, with_files: WithFiles
) -> None:
    opened_round(installation)
    later = with_files(SECOND)
    found = [version_of(later, ("pulskoll", version)) for version in (1, 2, 3)]
    assert [one and one.version for one in found] == [1, 2, None]


def test_parts_of_a_package_are_followed_each_for_itself(installation: Installation, with_files: WithFiles) -> None:
    balances = (ROOT / "questionnaires" / "balansgangar.yaml").read_text()
    package = replace(new_round(questionnaire="balansgangar"), further=("pulskoll",))
    first = opened_round(with_files(SOURCE, balances), package)
    later = with_files(SOURCE, SECOND, THIRD, balances)
    third = draft_round(later, replace(package, title="Hösten"))
    assert [one.version for one in versions_between(later, first.questionnaire, third.questionnaire)] == [2]
    found = compared(later, first.questionnaire, third.questionnaire)
    (changed,) = [one for one in found.factors if one.comparability is not Comparability.FULL]
    assert [one.later.id for one in changed.reworded] == ["malbild_nu"]


def test_what_is_newer_than_a_round_is_told_with_what_stays_comparable(
    installation: Installation, with_files: WithFiles
) -> None:
    view = opened_round(installation)
    assert newer_versions(installation, view) == ()
    later = with_files(SOURCE, SECOND)
    (newer,) = newer_versions(later, view)
    assert (newer.earlier.version, newer.later.version) == (1, 2)
    assert newer.comparison.comparability is Comparability.COMMON_ITEMS
    assert newer_versions(with_files(), view) == ()
