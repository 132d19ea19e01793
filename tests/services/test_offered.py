"""A questionnaire that comes to one server is there on all of them at once, in the same words."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.definitions.library import Library
from app.services.installation import Installation
from app.services.offered import library_of
from app.services.presence import REMEMBERED, SILENT_AFTER, Kind, leave, show
from app.services.readiness import readiness
from tests.builders import NOW, draft_round, new_round
from tests.services.machines import PULSE, edit, machine

OLD, NEW = "Parterna är överens om", "Parterna är ense om"
Two = tuple[Installation, Installation]


@pytest.fixture
def two(any_installation: Installation, tmp_path: Path) -> Iterator[Two]:
    """Both have the pulse check, and both run."""
    with machine(any_installation, tmp_path / "a") as first, machine(any_installation, tmp_path / "b") as second:
        for one in (first, second, first):
            show(one, Kind.PAGES, NOW)
        yield first, second


def versions(installation: Installation) -> list[tuple[str, int]]:
    return [(one.id, one.version) for one in library_of(installation).questionnaires()]


def words(installation: Installation) -> str:
    return library_of(installation).find("pulskoll").items_by_id["malbild_puls"].text.into("sv")


def copied(one: Installation, name: str, as_name: str, *changes: tuple[str, str]) -> None:
    source = (one.library.folder / name).read_text(encoding="utf-8")
    for before, after in changes:
        assert before in source
        source = source.replace(before, after)
    (one.library.folder / as_name).write_text(source, encoding="utf-8")


def test_a_file_that_is_added_on_one_server_can_be_used_on_the_other_without_a_restart(two: Two) -> None:
    first, second = two
    assert versions(second) == [("pulskoll", 1)]
    copied(first, PULSE, "egen.yaml", ("id: pulskoll", "id: egen"))
    show(first, Kind.PAGES, NOW + timedelta(seconds=1))
    assert versions(first) == versions(second) == [("egen", 1), ("pulskoll", 1)]
    view = draft_round(second, new_round(questionnaire="egen"))
    assert view.questionnaire.id == "egen"


def test_a_new_version_on_one_server_is_what_new_rounds_get_on_the_other(two: Two) -> None:
    first, second = two
    edit(first, "version: 1", "version: 2\nreplaces: {version: 1}")
    edit(first, OLD, NEW)
    assert words(second).startswith(OLD)
    show(first, Kind.PAGES, NOW + timedelta(seconds=1))
    assert words(second).startswith(NEW)
    assert draft_round(second).round.questionnaire_version == 2


def test_words_that_change_under_one_version_are_told_and_used_nowhere_until_all_servers_have_them(two: Two) -> None:
    first, second = two
    edit(first, OLD, NEW)
    told = show(first, Kind.PAGES, NOW + timedelta(seconds=1)).questionnaires
    assert [(one.id, one.version, one.since) for one in told] == [("pulskoll", 1, NOW)]
    assert words(first).startswith(OLD) and words(second).startswith(OLD)
    found = readiness(first, NOW + timedelta(seconds=1)).found
    assert found["servers"] == "with different questionnaires of one version"
    edit(second, OLD, NEW)
    assert show(second, Kind.PAGES, NOW + timedelta(seconds=2)).questionnaires == ()
    assert words(first).startswith(NEW) and words(second).startswith(NEW)
    assert readiness(first, NOW + timedelta(seconds=2)).found["servers"] == "ok"


def test_a_server_that_runs_alone_decides_what_its_files_say(two: Two) -> None:
    first, second = two
    leave(second, Kind.PAGES, NOW)
    edit(first, OLD, NEW)
    assert show(first, Kind.PAGES, NOW + timedelta(seconds=1)).questionnaires == ()
    assert words(first).startswith(NEW)
    told = show(second, Kind.PAGES, NOW + timedelta(seconds=2)).questionnaires  # it comes back with the old file
    assert [one.id for one in told] == ["pulskoll"]
    assert words(second).startswith(NEW)


def test_a_server_that_broke_down_holds_nobody_up_for_long(two: Two) -> None:
    first, _ = two
    edit(first, OLD, NEW)
    show(first, Kind.PAGES, NOW + SILENT_AFTER + timedelta(seconds=1))
    assert words(first).startswith(NEW)


def test_a_file_that_goes_from_the_only_server_that_had_it_is_offered_no_more(two: Two) -> None:
    first, second = two
    copied(first, PULSE, "egen.yaml", ("id: pulskoll", "id: egen"))
    show(first, Kind.PAGES, NOW + timedelta(seconds=1))
    view = draft_round(second, new_round(questionnaire="egen"))
    (first.library.folder / "egen.yaml").unlink()
    show(first, Kind.PAGES, NOW + timedelta(seconds=2))
    assert versions(second) == versions(first) == [("pulskoll", 1)]
    assert view.questionnaire.id == "egen"


def test_what_a_server_had_that_is_being_restarted_stays_for_a_day(two: Two) -> None:
    first, second = two
    copied(second, PULSE, "egen.yaml", ("id: pulskoll", "id: egen"))
    show(second, Kind.PAGES, NOW + timedelta(seconds=1))
    leave(second, Kind.PAGES, NOW + timedelta(seconds=1))
    show(first, Kind.PAGES, NOW + timedelta(hours=1))
    assert ("egen", 1) in versions(first)
    show(first, Kind.PAGES, NOW + REMEMBERED + timedelta(minutes=1))
    assert ("egen", 1) not in versions(first)


def test_a_text_that_this_version_cannot_read_is_left_out_and_the_rest_is_offered(two: Two) -> None:
    first, _ = two
    with first.database.writing() as connection:
        values = "('nytt', 1, 'print', 'of: another time', 'nytt.yaml', '2026-03-01')"
        connection.exec_driver_sql(f"INSERT INTO offered_questionnaires VALUES {values}")
    assert versions(first) == [("pulskoll", 1)]


def test_nothing_is_read_again_while_nothing_changes(two: Two) -> None:
    first, _ = two
    assert library_of(first) is library_of(first)
    (first.library.folder / "new.yaml").write_text("not: one")
    again = library_of(first)
    assert again is not first.library and again is library_of(first)
    assert isinstance(again, Library)
