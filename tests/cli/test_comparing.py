"""`samspel check FILE --against OLD`: what stays comparable, in plain words and for programs."""

import json
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.test_commands import run
from tests.definitions.test_versions import FIRST, NEW_WORDS, OTHER, changed

TOLD = """\
1 av 3 frågor kan jämföras.
Tjänster: 1 av 3 påståenden är desamma.
  Faktorn hette ”Service”.
  Jämförs inte: ”Vi svarar alltid” (tidigare: ”Vi svarar”).
  Ny: ”Vi ringer”.
"""
CHANGES = (
    NEW_WORDS,
    ("title: Service", "title: Tjänster"),
    ("          - id: svar", "          - {id: ring, text: Vi ringer.}\n          - id: svar"),
)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"SAMSPEL_INSTANCE": str(tmp_path / "instance"), "LC_ALL": "sv_SE.UTF-8", "DATABASE_URL": ""}


@pytest.fixture
def folder(environment: dict[str, str], tmp_path: Path) -> Path:
    """The installation's questionnaires: version 1, and others that a test adds."""
    folder = tmp_path / "own"
    folder.mkdir()
    environment["SAMSPEL_QUESTIONNAIRES"] = str(folder)
    (folder / "v1.yaml").write_text(FIRST)
    return folder


def check(environment: dict[str, str], source: str, against: object, *options: str) -> Result:
    file = Path(environment["SAMSPEL_QUESTIONNAIRES"]) / "new.yaml"
    file.write_text(source)
    return run(environment, "check", file, "--against", against, *options)


def test_what_is_the_same_and_what_is_not_is_told_factor_by_factor(environment: dict[str, str], folder: Path) -> None:
    for name in ("exempel@1", folder / "v1.yaml"):
        told = check(environment, changed(*CHANGES), name)
        assert (told.exit_code, told.stdout) == (0, TOLD)


def test_programs_get_ids_and_sentences(environment: dict[str, str], folder: Path) -> None:
    told = json.loads(check(environment, changed(*CHANGES), "exempel@1", "--format", "json").stdout)
    assert told["problems"] == []
    assert told["comparison"]["comparability"] == "common_items"
    (factor,) = told["comparison"]["factors"]
    assert [(item["id"], item["change"]) for item in factor["items"]] == [("hjalp", "alike"), ("svar", "reworded")]
    assert (factor["new"], factor["gone"]) == (["ring"], [])


def test_a_version_in_between_is_followed_where_it_lies_in_the_folder(
    environment: dict[str, str], folder: Path
) -> None:
    third = changed(("id: svar", "id: svaren\n            replaces: svaret"), version=3, replaces="{version: 2}")
    assert "Alla frågor" not in check(environment, third, "exempel@1").stdout
    (folder / "v2.yaml").write_text(changed(("id: svar", "id: svaret\n            replaces: svar")))
    assert check(environment, third, "exempel@1").stdout.startswith("Alla frågor kan jämföras.\n")


def test_the_exit_status_tells_errors_from_nothing_in_common(environment: dict[str, str], folder: Path) -> None:
    assert check(environment, FIRST, "exempel@1").exit_code == 0
    silent = check(environment, changed(("Intro.", "Annat."), version=1, replaces=""), "exempel@1")
    assert (silent.exit_code, "[Q050]" in silent.stdout) == (1, True)
    other = [("id: service", "id: annat"), ("Service", "Annat"), *OTHER]
    nothing = check(environment, changed(*other), "exempel@1")
    assert nothing.exit_code == 3
    assert nothing.stdout == "Inget kan jämföras.\nAnnat: Faktorn är ny.\nFrågas inte längre om: Service.\n"


def test_what_cannot_be_compared_at_all_is_an_error_with_its_cure(environment: dict[str, str], folder: Path) -> None:
    assert "exempel 1" in check(environment, changed(), "exempel@7").stderr
    assert "[Q001]" in check(environment, changed(), folder / "nosuch.yaml").stdout
    faulty = check(environment, FIRST.replace("minutes: 5", "minutes: five"), "exempel@1")
    assert (faulty.exit_code, faulty.stdout.count("\n")) == (1, 1)
    assert run(environment, "check", "--against", "exempel@1").exit_code == 2


def test_a_help_text_that_is_new_or_another_is_told_and_compared(environment: dict[str, str], folder: Path) -> None:
    first = FIRST.replace("text: Vi svarar.", "text: Vi svarar.\n            help: Inom en dag.")
    (folder / "v1.yaml").write_text(first)
    (folder / "v2.yaml").write_text(
        changed(
            ("text: Vi svarar.", "text: Vi svarar.\n            help: Inom en vecka."),
            ("text: Vi hjälper varandra.", "text: Vi hjälper varandra.\n            help: Också i det lilla."),
            ("    description: Om.\n", "    description: Om.\n    weight: 2\n"),
        )
    )
    found = run(environment, "check", folder / "v2.yaml", "--against", "exempel@1")
    assert found.exit_code == 0
    assert found.output.splitlines() == [
        "Alla frågor kan jämföras.",
        "Väger annorlunda i helhetens medelvärde: Inom.",
        "Service: Alla 2 påståenden är desamma.",
        "  ”Vi hjälper varandra” har fått en hjälptext.",
        "  Hjälptexten till ”Vi svarar” har en annan lydelse: ”Inom en vecka” (tidigare: ”Inom en dag”).",
    ]
    told = json.loads(
        run(environment, "check", folder / "v2.yaml", "--against", "exempel@1", "--format", "json").output
    )["comparison"]
    assert told["weights_changed"] == ["inom"]
    assert [one["help_changed"] for one in told["factors"][0]["items"]] == [True, True]
