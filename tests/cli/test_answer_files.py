"""Files of other tools on the command line."""

from pathlib import Path

from tests.cli.test_commands import QUESTIONNAIRE, run


def test_what_is_passed_over_in_an_export_of_another_tool_is_told(tmp_path: Path) -> None:
    environment = {
        "SAMSPEL_INSTANCE": str(tmp_path / "instance"),
        "LANG": "en_GB.UTF-8",
        "LC_ALL": "",
        "DATABASE_URL": "",
    }
    path = tmp_path / "kobo.csv"
    path.write_text("Sammanställning;;;\n\nsubmitdate;nytta_ge;_id;start\n2026;4;1;x\n;5;2;y\n")
    scored = run(environment, "score", QUESTIONNAIRE, path)
    assert scored.exit_code == 0, scored.output
    assert "The header is taken from row 3; what stands above it is passed over." in scored.stderr
    assert "Rows that were never handed in and are left out: 1." in scored.stderr
    assert "Columns without answers: submitdate, _id, start." in scored.stderr
