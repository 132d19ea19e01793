"""The commands, run as a user runs them; figures against a calculation of their own with numpy."""

import csv
import json
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from app.cli import main
from app.config import ROOT
from app.definitions.library import read_definition
from app.services import documents
from app.services.accounts import authenticate
from app.services.document_names import DOCUMENT_NAMES
from app.services.installation import Installation
from tests.builders import closed, facilitator, new_round, opened_round

QUESTIONNAIRE = ROOT / "questionnaires" / "nyckelfaktorer.yaml"
HOMES = ("Norrdal", "Älvnäs", "Storvik", "Granträsk")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"SAMSPEL_INSTANCE": str(tmp_path / "instance"), "LANG": "en_GB.UTF-8", "LC_ALL": "", "DATABASE_URL": ""}


def run(environment: Mapping[str, str], *arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], env=dict(environment))


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Two hundred rows of invented answers."""
    found = read_definition(QUESTIONNAIRE).questionnaire
    assert found is not None
    generator = random.Random(7)
    items = [item.id for item in found.items if item.kind == "rating"]
    path = tmp_path / "answers.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["organisation", "level", *items])
        for _ in range(200):
            values = [generator.choice(["1", "2", "3", "4", "4", "5", "5", "dont_know", ""]) for _ in items]
            writer.writerow([generator.choice(HOMES), generator.choice(["politik", "ledning", "verksamhet"]), *values])
    return path


def independent_scores(path: Path) -> dict[str, float]:
    """Dimension and factor means straight from the file, with numpy and the YAML's own structure."""
    from ruamel.yaml import YAML

    shape: Any = YAML(typ="safe").load(QUESTIONNAIRE)
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    scores = {}
    for dimension in shape["dimensions"]:
        factors = []
        for factor in dimension["factors"]:
            means = []
            for item in factor["items"]:
                values = np.array([float(row[item["id"]]) for row in rows if row[item["id"]].isdigit()])
                means.append((6 - values).mean() if item.get("reverse") else values.mean())
            scores[factor["id"]] = float(np.mean(means))
            factors.append(scores[factor["id"]])
        scores[dimension["id"]] = float(np.mean(factors))
    scores["whole"] = float(np.mean([scores[one["id"]] for one in shape["dimensions"]]))
    return scores


def test_import_of_200_rows_gives_the_results_of_an_independent_calculation(
    environment: dict[str, str], home: Installation, answers: Path
) -> None:
    view = opened_round(home, new_round(questionnaire="nyckelfaktorer", organisations=HOMES))
    imported = run(environment, "import", view.round.code, answers)
    assert (imported.exit_code, imported.stdout) == (0, "200 rows stored.\n")
    closed(home, view)
    data = json.loads(run(environment, "results", view.round.code, "--format", "json").stdout)
    expected = independent_scores(answers)
    found = {"whole": data["whole"]["score"]["mean"]}
    for dimension in data["dimensions"]:
        found[dimension["id"]] = dimension["score"]["mean"]
        found |= {factor["id"]: factor["score"]["mean"] for factor in dimension["factors"]}
    assert found.keys() == expected.keys()
    for name, mean in found.items():
        assert abs(mean - expected[name]) <= 0.0101, name


def test_score_without_a_database_equals_import_and_results(
    environment: dict[str, str], home: Installation, answers: Path
) -> None:
    view = opened_round(home, new_round(questionnaire="nyckelfaktorer", organisations=HOMES))
    run(environment, "import", view.round.code, answers)
    closed(home, view)
    stored = json.loads(run(environment, "results", view.round.code, "--format", "json").stdout)
    scored = json.loads(run(environment, "score", QUESTIONNAIRE, answers, "--format", "json").stdout)
    assert stored.pop("round")["received"] == 200
    assert scored.pop("round") is None
    assert scored == stored


def test_score_prints_a_table_and_csv(environment: dict[str, str], answers: Path) -> None:
    table = run(environment, "score", QUESTIONNAIRE, answers)
    assert "Rooted representation" in table.stdout
    swedish = run(environment, "score", QUESTIONNAIRE, answers, "--language", "sv")
    assert "Rotat representantskap" in swedish.stdout
    text = run(environment, "score", QUESTIONNAIRE, answers, "--format", "csv").stdout
    assert len([row for row in csv.DictReader(text.splitlines()) if row["unit"] == "factor" and not row["cell"]]) == 13


def test_document_is_made_from_a_file_without_a_database(
    environment: dict[str, str], answers: Path, tmp_path: Path
) -> None:
    target = tmp_path / "dialogue.pdf"
    made = run(environment, "document", QUESTIONNAIRE, answers, "-o", target, "--collaboration", "Samverkan Norrdal")
    assert made.exit_code == 0, made.output
    assert target.read_bytes().startswith(b"%PDF")
    assert not (tmp_path / "instance" / "samspel.db").exists()


def test_a_sheet_of_too_few_answers_says_so(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("nytta_ge\n4\n4\n")
    scored = run(environment, "score", QUESTIONNAIRE, path)
    assert "fewer than 5" in scored.stdout
    assert scored.stderr.startswith("No column for: organisation, level, ")
    assert "fewer than 3" in run(environment, "score", QUESTIONNAIRE, path, "--smallest-group", "3").stdout


def test_faults_in_a_sheet_are_listed_and_nothing_is_stored(
    environment: dict[str, str], home: Installation, tmp_path: Path
) -> None:
    view = opened_round(home)
    path = tmp_path / "faulty.csv"
    path.write_text("organisation,nytta_puls\nnorrdal,9\nkiruna,4\n")
    refused = run(environment, "import", view.round.code, path)
    assert refused.exit_code == 1
    lines = refused.stderr.splitlines()
    assert lines[0].startswith(f"{path}: row 2, column nytta_puls: “9” is not a point of the scale")
    assert lines[1].startswith(f"{path}: row 3, column organisation: “kiruna”")
    assert lines[2] == f"{path}: Nothing was used or stored. Mend the faults (2 of 2 are listed) and try again."
    swedish = run({**environment, "LANG": "sv_SE.UTF-8"}, "import", view.round.code, path)
    assert swedish.stderr.splitlines()[2].endswith("Rätta felen (2 av 2 visas) och försök igen.")


def test_rounds_lists_what_there_is(environment: dict[str, str], home: Installation) -> None:
    view = opened_round(home)
    assert f"{view.round.code}  open         0  Samverkan Älvdalen · Våren 2026" in run(environment, "rounds").stdout


def test_report_writes_the_document_of_a_round(environment: dict[str, str], home: Installation, tmp_path: Path) -> None:
    view = opened_round(home)
    target = tmp_path / "report.pdf"
    assert run(environment, "report", view.round.code, "-o", target).exit_code == 0
    assert target.read_bytes().startswith(b"%PDF")
    refused = run(environment, "report", view.round.code, "-o", tmp_path / "nosuch" / "report.pdf")
    assert refused.exit_code == 1
    assert "cannot be written" in refused.stderr


def test_check_is_silent_about_the_shipped_files_and_points_at_faults(
    environment: dict[str, str], tmp_path: Path
) -> None:
    fine = run(environment, "check")
    assert (fine.exit_code, fine.stdout) == (0, "No problems found.\n")
    path = tmp_path / "faulty.yaml"
    path.write_text(
        QUESTIONNAIRE.read_text().replace(
            "id: behovsdialog_agare", "id: behovsdialog_agare\n            scale: samycke", 1
        )
    )
    faulty = run(environment, "check", path)
    assert faulty.exit_code == 1
    assert "dimensions[0].factors[0].items[1].scale: unknown scale 'samycke'" in faulty.stdout
    assert "Did you mean 'instammande'?" in faulty.stdout
    (problem,) = json.loads(run(environment, "check", path, "--format", "json").stdout)
    assert (problem["code"], problem["severity"]) == ("Q017", "error")


def test_check_of_a_file_needs_and_makes_no_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAMSPEL_INSTANCE", raising=False)
    assert CliRunner().invoke(main, ["check", str(QUESTIONNAIRE)]).exit_code == 0
    assert list(tmp_path.iterdir()) == []


def test_check_of_a_folder_without_questionnaires_is_no_success(environment: dict[str, str], tmp_path: Path) -> None:
    empty = run({**environment, "SAMSPEL_QUESTIONNAIRES": str(tmp_path)}, "check")
    assert (empty.exit_code, empty.stdout.split()[-1]) == (1, "[Q041]")
    missing = run({**environment, "SAMSPEL_QUESTIONNAIRES": str(tmp_path / "nosuch")}, "check")
    assert missing.exit_code == 1
    assert missing.stderr.startswith("SAMSPEL_QUESTIONNAIRES: ")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SAMSPEL_INSTANCE", "/dev/null", "Name a folder"),
        ("SAMSPEL_INSTANCE", "/dev/null/below", "Name a folder"),
        ("DATABASE_URL", "garbage", "cannot be read. Write it as"),
        ("DATABASE_URL", "mysql://norrdal/samspel", "cannot be read. Write it as"),
        ("DATABASE_URL", "postgresql://kim:secret@127.0.0.1:1/samspel", "Check DATABASE_URL"),
        ("DATABASE_URL", "sqlite:////dev/null/samspel.db", "unable to open database file"),
    ],
)
def test_an_installation_that_cannot_be_used_is_told_in_a_sentence(
    environment: dict[str, str], name: str, value: str, words: str
) -> None:
    for command in ("rounds", "check"):
        refused = run({**environment, name: value}, command)
        assert refused.exit_code == 1
        assert words in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
        assert "secret" not in refused.stderr


def test_a_damaged_database_is_told_in_a_sentence(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "samspel.db").write_bytes(b"not a database" * 100)
    refused = run(environment, "rounds")
    assert refused.stderr == (
        "The database cannot be used (file is not a database). Check DATABASE_URL and that the server is up.\n"
    )


def test_a_folder_is_not_written_and_a_link_is_written_through(environment: dict[str, str], tmp_path: Path) -> None:
    for folder in ("", ".", "/", tmp_path):
        refused = run(environment, "template", QUESTIONNAIRE, "-o", folder)
        assert (refused.exit_code, "Is a directory" in refused.stderr) == (1, True)
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.touch()
    link.symlink_to(target)
    run(environment, "template", QUESTIONNAIRE, "-o", link)
    assert link.is_symlink()
    assert target.read_text().startswith("organisation,")


def test_a_terminal_that_lacks_a_letter_gets_its_number(answers: Path) -> None:
    command = [sys.executable, "-c", "from app.cli import main; main()", "score", str(QUESTIONNAIRE), str(answers)]
    done = subprocess.run(
        [*command, "--language", "sv"], capture_output=True, env={"PYTHONIOENCODING": "latin-1"}, check=True
    )
    assert b"n 150\\u2013166" in done.stdout
    assert "Två läger".encode("latin-1") in done.stdout


def test_check_names_a_questionnaire_that_changed_after_use(
    environment: dict[str, str], home: Installation, tmp_path: Path
) -> None:
    opened_round(home)
    folder = tmp_path / "questionnaires"
    folder.mkdir()
    text = (ROOT / "questionnaires" / "pulskoll.yaml").read_text()
    (folder / "pulskoll.yaml").write_text(text.replace("minutes: 3", "minutes: 4"))
    changed = run({**environment, "SAMSPEL_QUESTIONNAIRES": str(folder)}, "check")
    assert changed.exit_code == 1
    assert "Raise “version”" in changed.stdout


def test_template_writes_headers_and_codebook(environment: dict[str, str], tmp_path: Path) -> None:
    assert run(environment, "template", QUESTIONNAIRE).stdout.startswith("organisation,level,behovsdialog_genomgang")
    target = tmp_path / "template.csv"
    run(environment, "template", QUESTIONNAIRE, "--excel", "-o", target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbforganisation;level;")
    assert (
        "4 = Stämmer ganska bra" in run(environment, "template", QUESTIONNAIRE, "--codebook", "--language", "sv").stdout
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("results", "NOSUCH"),
        ("report", "NOSUCH", "-o", "x.pdf"),
        ("import", "NOSUCH", "x.csv"),
        ("score", "nosuch.yaml", "nosuch.csv"),
        ("template", "nosuch.yaml"),
        ("score", QUESTIONNAIRE, "nosuch.csv"),
        ("preview", "nosuch.yaml"),
        ("user", "add", "not-an-address", "--password", "long enough password"),
    ],
)
def test_bad_input_gets_a_sentence_and_exit_status_1(
    environment: dict[str, str], arguments: tuple[object, ...]
) -> None:
    refused = run(environment, *arguments)
    assert refused.exit_code == 1
    assert refused.stderr.strip().endswith((".", "]"))
    assert "Traceback" not in refused.output


def test_report_writes_the_dialogue_document_or_what_was_agreed_on(
    environment: dict[str, str], home: Installation, tmp_path: Path
) -> None:
    opened = opened_round(home)
    refused = run(environment, "report", opened.round.code, "--document", "follow-up", "-o", tmp_path / "x.pdf")
    assert refused.exit_code == 1
    assert "The round is not closed yet." in refused.stderr
    view = closed(home, opened)
    for options, title in (
        ((), "Dialogue document"),
        (("--document", "follow-up"), "Follow-up document"),
        (("--document", "summary"), "Summary"),
        (("--document", "facilitator"), "Guide for the meeting"),
        (("--document", "agreement"), "Agreement document"),
    ):
        target = tmp_path / "report.pdf"
        done = run(environment, "report", view.round.code, *options, "--language", "en", "-o", target)
        assert done.exit_code == 0, done.output
        assert str(PdfReader(target).metadata["/Title"]).startswith(title)  # type: ignore[index]


def test_report_puts_the_result_inside_the_dialogue_document_and_into_no_other(
    environment: dict[str, str], home: Installation, tmp_path: Path
) -> None:
    code, target = closed(home, opened_round(home)).round.code, tmp_path / "report.pdf"
    refused = run(environment, "report", code, "--document", "follow-up", "--attachments", "-o", target)
    assert refused.exit_code == 2
    assert run(environment, "report", code, "--attachments", "-o", target).exit_code == 0
    assert set(PdfReader(target).attachments) == {f"samspel-{code}.json", f"samspel-{code}.csv"}


def test_wrong_usage_has_exit_status_2(environment: dict[str, str]) -> None:
    assert run(environment, "score").exit_code == 2
    assert run(environment, "score", "a", "b", "--smallest-group", "2").exit_code == 2


def test_user_add_makes_an_account(environment: dict[str, str], home: Installation) -> None:
    made = run(environment, "user", "add", "ny@norrdal.example", "--name", "Ny", "--password", "a long password")
    assert (made.exit_code, made.stdout) == (0, "ny@norrdal.example\n")
    assert run(environment, "user", "add", "ny@norrdal.example", "--password", "a long password").exit_code == 1
    assert facilitator(home).email == "kim@norrdal.example"


def test_accounts_are_listed_and_administrators_marked(environment: dict[str, str], home: Installation) -> None:
    facilitator(home)
    run(environment, "user", "add", "admin@norrdal.example", "--administrator", "--password", "a long password")
    first, second = run(environment, "user", "list").stdout.splitlines()
    assert first.split() == ["admin@norrdal.example", "administrator", "admin@norrdal.example"]
    assert second.split() == ["kim@norrdal.example", "Kim", "Facilitator"]


def test_a_password_is_set_from_the_command_line(environment: dict[str, str], home: Installation) -> None:
    account = facilitator(home)
    assert run(environment, "user", "password", account.email, "--password", "another long one").exit_code == 0
    assert authenticate(home, account.email, "another long one") == account
    refused = run(environment, "user", "password", "nobody@norrdal.example", "--password", "another long one")
    assert refused.exit_code == 1
    assert "samspel user list" in refused.stderr


def test_demo_is_made_once_and_tells_where_to_look(environment: dict[str, str]) -> None:
    first = run(environment, "demo")
    assert first.exit_code == 0, first.output
    assert "http://127.0.0.1:8000/r/" in first.stdout
    assert run(environment, "demo").stdout == first.stdout
    assert len(run(environment, "rounds").stdout.splitlines()) == 11


def test_the_pipeline_starts_without_flask_or_a_database() -> None:
    code = (
        "import sys, app.domain.result; print([m for m in ('flask', 'sqlalchemy', 'weasyprint') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_form_on_paper_is_made_without_a_database(environment: Mapping[str, str], tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    arguments = ("-o", file, "--language", "sv", "--organisation", "Norrdal", "--organisation", "Storvik")
    found = run(environment, "paper", QUESTIONNAIRE, *arguments)
    assert (found.exit_code, found.output.strip()) == (0, str(file))
    words = " ".join(page.extract_text() for page in PdfReader(file).pages)
    assert "Norrdal" in words and "Storvik" in words and "Inom organisationen" in words
    assert not (tmp_path / "instance").exists()


def test_a_poster_leads_to_the_round(environment: Mapping[str, str], home: Installation, tmp_path: Path) -> None:
    view = opened_round(home)
    file = tmp_path / "poster.pdf"
    address = {"SAMSPEL_BASE_URL": "https://samspel.norrdal.example"}
    found = run({**environment, **address}, "poster", view.round.code.lower(), "-o", file, "--language", "sv")
    assert found.exit_code == 0
    words = PdfReader(file).pages[0].extract_text()
    assert "samspel.norrdal.example" in words and view.round.code in words
    unknown = run(environment, "poster", "XXXXXX", "-o", tmp_path / "none.pdf")
    assert unknown.exit_code == 1 and not (tmp_path / "none.pdf").exists()


def test_every_document_can_be_asked_for_by_its_name() -> None:
    assert tuple(documents.DOCUMENTS) == DOCUMENT_NAMES
