"""Rounds: made, found, opened, closed; questionnaires that changed under their version."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.config import ROOT
from app.definitions.library import Library
from app.domain.errors import SamspelError
from app.services.accounts import add_account
from app.services.installation import Installation
from app.services.organisations import organisation_id
from app.services.rounds import (
    CODE_LETTERS,
    changed_questionnaires,
    close_round,
    create_round,
    find_own_round,
    find_round,
    list_rounds,
    open_round,
)
from tests.builders import NOW, TODAY, collaboration, draft_round, facilitator, new_round, opened_round

HOUR = timedelta(hours=1)


def test_a_new_round_is_a_draft_with_a_code_that_can_be_read_aloud(any_installation: Installation) -> None:
    view = draft_round(any_installation)
    assert view.round.state == "draft"
    assert len(view.round.code) == 6
    assert set(view.round.code) <= set(CODE_LETTERS)
    assert [(one.id, one.name) for one in view.round.organisations] == [
        ("norrdal", "Norrdal"),
        ("alvnas", "Älvnäs"),
        ("storvik", "Storvik"),
    ]


def test_a_code_is_found_however_it_is_typed(installation: Installation) -> None:
    code = draft_round(installation).round.code
    assert find_round(installation, f" {code[:3].lower()}-{code[3:]} ").round.code == code
    with pytest.raises(SamspelError, match="R010"):
        find_round(installation, "NOSUCH")


def test_two_rounds_of_one_collaboration_share_it(any_installation: Installation) -> None:
    first, second = draft_round(any_installation), draft_round(any_installation, new_round(title="Hösten 2026"))
    assert first.collaboration_id == second.collaboration_id
    assert len(list_rounds(any_installation, facilitator(any_installation))) == 2


def test_somebody_elses_round_looks_like_one_that_does_not_exist(installation: Installation) -> None:
    view = opened_round(installation)
    outsider = add_account(installation, "ute@storvik.example", "Ute", "another long password", TODAY)
    assert list_rounds(installation, outsider) == ()
    code = view.round.code
    with pytest.raises(SamspelError, match="R010"):
        find_own_round(installation, outsider, code)
    with pytest.raises(SamspelError, match="R010"):
        close_round(installation, outsider, code, NOW)
    with pytest.raises(SamspelError, match="R010"):
        open_round(installation, outsider, code, NOW)
    assert find_round(installation, view.round.code).round.state == "open"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"organisations": ("", " ")}, "R005"),
        ({"organisations": ("Norrdal", "Stadshotellet")}, "R011"),
        ({"opens_at": NOW + HOUR, "closes_at": NOW + HOUR}, "R018"),
        ({"closes_at": NOW}, "R019"),
        ({"title": " "}, "R007"),
        ({"languages": ("fi",)}, "R008"),
        ({"smallest_group": 2}, "R001"),
        ({"questionnaire_id": "nosuch"}, "Q100"),
    ],
)
def test_a_round_that_cannot_be_made_is_refused(
    installation: Installation, change: dict[str, object], code: str
) -> None:
    account, within = facilitator(installation), collaboration(installation)
    with pytest.raises(SamspelError, match=code):
        create_round(installation, account, within.id, replace(new_round(), **change), NOW)  # type: ignore[arg-type]
    assert list_rounds(installation, account) == ()


def test_organisations_get_ids_of_plain_letters_that_differ() -> None:
    assert organisation_id("Älvnäs kommun", []) == "alvnas_kommun"
    assert organisation_id("Ålvnas kommun", ["alvnas_kommun"]) == "alvnas_kommun_2"
    assert organisation_id("Other", []) == "other_2"
    assert organisation_id("北", []) == "organisation"


class TestAQuestionnaireThatChangesUnderItsVersion:
    @pytest.fixture
    def changed(self, installation: Installation, tmp_path: Path) -> Installation:
        """An installation whose pulse check was edited after a round had used it."""
        opened_round(installation)
        folder = tmp_path / "edited"
        shutil.copytree(ROOT / "questionnaires", folder)
        path = folder / "pulskoll.yaml"
        path.write_text(path.read_text().replace("Parterna är överens om", "Parterna är ense om"))
        return replace(installation, library=Library(folder))

    def test_new_rounds_with_it_are_refused(self, changed: Installation) -> None:
        with pytest.raises(SamspelError, match="Q101"):
            draft_round(changed, new_round(title="Hösten 2026"))

    def test_the_check_names_it(self, changed: Installation) -> None:
        (problem,) = changed_questionnaires(changed)
        assert (problem.code, problem.facts) == ("Q101", {"id": "pulskoll", "version": 1})

    def test_rounds_that_use_it_keep_the_old_words(self, changed: Installation) -> None:
        (view,) = list_rounds(changed, facilitator(changed))
        assert view.questionnaire.items_by_id["malbild_puls"].text.into("sv").startswith("Parterna är överens om")

    def test_raising_the_version_makes_it_usable(self, changed: Installation, tmp_path: Path) -> None:
        path = tmp_path / "edited" / "pulskoll.yaml"
        path.write_text(path.read_text().replace("version: 1", "version: 2"))
        again = replace(changed, library=Library(tmp_path / "edited"))
        assert draft_round(again, new_round(title="Hösten 2026")).round.questionnaire_version == 2


def test_layout_and_comments_in_a_file_are_no_change(installation: Installation, tmp_path: Path) -> None:
    draft_round(installation)
    folder = tmp_path / "edited"
    shutil.copytree(ROOT / "questionnaires", folder)
    path = folder / "pulskoll.yaml"
    path.write_text("# a comment\n" + path.read_text().replace("minutes: 3", "minutes:   3"))
    assert changed_questionnaires(replace(installation, library=Library(folder))) == ()
