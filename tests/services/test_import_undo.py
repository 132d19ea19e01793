"""Taking an import back: all of it and nothing else, only while nothing is shown; what ties its rows is forgotten."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.domain.round import Kind
from app.services.answer_files import import_file
from app.services.following import follow
from app.services.import_undo import latest_import, take_back_import
from app.services.installation import Installation
from app.services.rounds import RoundView
from tests.builders import NOW, TODAY, answer, closed, facilitator, fresh, new_round, opened_round, reopened

TABLES = ("responses", "answers", "comments", "handed_in", "daily_counts", "imports", "imported_rows")


def rows(installation: Installation) -> dict[str, list[tuple[object, ...]]]:
    with installation.database.reading() as connection:
        return {
            table: sorted((tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))), key=str)
            for table in TABLES
        }


def imported(installation: Installation, view: RoundView, folder: Path, number: int = 6) -> None:
    path = folder / "svar.csv"
    path.write_text("nytta_puls,puls_kommentar\n" + "".join(f"4,Kommentar {one}\n" for one in range(number)))
    import_file(installation, view, path, NOW, actor=facilitator(installation), dry_run=False)


def take_back(installation: Installation, view: RoundView) -> int:
    return take_back_import(installation, view, NOW, facilitator(installation))


def test_taking_back_leaves_everything_as_it_was_before(any_installation: Installation, tmp_path: Path) -> None:
    view = opened_round(any_installation)
    answer(any_installation, view, 3, puls_kommentar="Egen kommentar")
    before = rows(any_installation)
    imported(any_installation, view, tmp_path)
    assert fresh(any_installation, view).received == 9
    latest = latest_import(any_installation, view)
    assert latest is not None
    assert (latest.day, latest.number) == (TODAY, 6)
    assert take_back(any_installation, view) == 6
    assert rows(any_installation) == before
    assert follow(any_installation, fresh(any_installation, view)).days == {TODAY: 3}


def test_an_organisation_of_a_joint_round_can_hand_in_again_after_its_import_is_taken_back(
    any_installation: Installation, tmp_path: Path
) -> None:
    view = opened_round(any_installation, new_round(kind=Kind.JOINT))
    path = tmp_path / "svar.csv"
    path.write_text("organisation,nytta_puls\nNorrdal,4\nStorvik,3\n")
    import_file(any_installation, view, path, NOW, actor=None, dry_run=False)
    assert take_back(any_installation, view) == 2
    assert rows(any_installation)["handed_in"] == []
    import_file(any_installation, view, path, NOW, actor=None, dry_run=False)
    assert fresh(any_installation, view).received == 2


def test_only_the_latest_import_is_remembered_and_taken_back_once(installation: Installation, tmp_path: Path) -> None:
    view = opened_round(installation)
    imported(installation, view, tmp_path, 6)
    imported(installation, view, tmp_path, 7)
    assert take_back(installation, view) == 7
    with pytest.raises(SamspelError) as raised:
        take_back(installation, view)
    assert raised.value.code == "I021"
    assert fresh(installation, view).received == 6


def test_an_import_smaller_than_the_smallest_group_leaves_no_mark(installation: Installation, tmp_path: Path) -> None:
    view = opened_round(installation)
    imported(installation, view, tmp_path, 6)
    imported(installation, view, tmp_path, 4)
    assert (rows(installation)["imports"], rows(installation)["imported_rows"]) == ([], [])
    assert latest_import(installation, view) is None


def test_closing_forgets_which_rows_came_together_and_nothing_is_taken_back_after_it(
    any_installation: Installation, tmp_path: Path
) -> None:
    view = opened_round(any_installation)
    imported(any_installation, view, tmp_path)
    closed(any_installation, view)
    assert (rows(any_installation)["imports"], rows(any_installation)["imported_rows"]) == ([], [])
    with pytest.raises(SamspelError) as raised:
        take_back(any_installation, view)
    assert raised.value.code == "R004"
    reopened(any_installation, view)
    with pytest.raises(SamspelError) as raised:
        take_back(any_installation, view)
    assert raised.value.code == "I021"
    assert fresh(any_installation, view).received == 6


def test_the_log_tells_numbers_only(installation: Installation, tmp_path: Path) -> None:
    view = opened_round(installation)
    imported(installation, view, tmp_path)
    take_back(installation, view)
    with installation.database.reading() as connection:
        wanted = text("SELECT deed, subject, facts FROM audit WHERE deed LIKE '%import%' ORDER BY id")
        found = [tuple(row) for row in connection.execute(wanted)]
    code = view.round.code
    assert found == [("answers_imported", code, '{"number": "6"}'), ("import_taken_back", code, '{"number": "6"}')]


def test_what_was_taken_back_is_not_in_the_database_file(installation: Installation, tmp_path: Path) -> None:
    view = opened_round(installation)
    path = tmp_path / "svar.csv"
    path.write_text("nytta_puls,puls_kommentar\n" + "4,bortkommen formulering\n" * 6)
    import_file(installation, view, path, NOW, actor=None, dry_run=False)
    take_back(installation, view)
    path.unlink()
    found = [one.name for one in tmp_path.glob("samspel.db*") if b"bortkommen formulering" in one.read_bytes()]
    assert found == []
