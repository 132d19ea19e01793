"""Servers and workers that must have the same settings see whether the others have."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.errors import SamspelError
from app.services.installation import Installation
from app.services.presence import SHOWN_EVERY, SILENT_AFTER, Kind, leave, note_start, require_own_address, show
from app.services.readiness import readiness
from tests.builders import NOW
from tests.services.machines import machine

MOVED = "https://moved.norrdal.example"


@pytest.fixture
def moved(any_installation: Installation, tmp_path: Path) -> Iterator[Installation]:
    """The same installation with another base address."""
    with machine(any_installation, tmp_path / "moved", base_url=MOVED) as one:
        yield one


def seen(installation: Installation) -> list[object]:
    with installation.database.reading() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT seen_at FROM servers")]


def test_two_servers_with_different_base_addresses_are_told_until_one_has_ended(
    any_installation: Installation, moved: Installation
) -> None:
    assert show(any_installation, Kind.PAGES, NOW).addresses == ()
    told = show(moved, Kind.PAGES, NOW).addresses
    assert [address for _, address in told] == sorted([any_installation.settings.base_url, MOVED])
    assert readiness(any_installation, NOW).found["servers"] == "with different base addresses"
    leave(any_installation, Kind.PAGES, NOW)
    assert show(moved, Kind.PAGES, NOW).addresses == ()
    assert readiness(any_installation, NOW).found["servers"] == "ok"


def test_one_that_broke_down_is_taken_for_gone_after_three_minutes(
    any_installation: Installation, moved: Installation
) -> None:
    show(any_installation, Kind.PAGES, NOW)
    assert show(moved, Kind.PAGES, NOW + SILENT_AFTER - timedelta(seconds=1)).addresses != ()
    assert show(moved, Kind.PAGES, NOW + SILENT_AFTER).addresses == ()


def test_a_worker_whose_links_would_lead_where_nobody_serves_is_refused(
    any_installation: Installation, moved: Installation
) -> None:
    require_own_address(moved, NOW)  # nobody serves yet
    show(any_installation, Kind.PAGES, NOW)
    require_own_address(any_installation, NOW)
    with pytest.raises(SamspelError, match="V055") as refused:
        require_own_address(moved, NOW)
    assert refused.value.facts == {"own": MOVED, "others": any_installation.settings.base_url}
    show(moved, Kind.PAGES, NOW)  # while an installation moves
    require_own_address(moved, NOW)
    require_own_address(any_installation, NOW)


def test_several_processes_of_one_server_write_once_in_a_while(any_installation: Installation) -> None:
    for seconds in (0, 1, 19):
        show(any_installation, Kind.PAGES, NOW + timedelta(seconds=seconds))
    (first,) = seen(any_installation)
    show(any_installation, Kind.PAGES, NOW + SHOWN_EVERY)
    (second,) = seen(any_installation)
    assert first != second


def test_a_server_that_was_told_to_end_and_starts_again_is_there_at_once(
    any_installation: Installation, moved: Installation
) -> None:
    show(any_installation, Kind.PAGES, NOW)
    leave(any_installation, Kind.PAGES, NOW + timedelta(seconds=1))
    show(any_installation, Kind.PAGES, NOW + timedelta(seconds=2))
    assert show(moved, Kind.PAGES, NOW + timedelta(seconds=3)).addresses != ()


def test_a_base_address_that_has_changed_since_the_last_start_is_told_with_the_day(
    any_installation: Installation, moved: Installation
) -> None:
    assert note_start(any_installation, NOW) == ()
    ((name, before),) = note_start(moved, NOW + timedelta(days=1))
    assert (name, before.value, before.since) == ("base url", any_installation.settings.base_url, NOW)
    assert note_start(moved, NOW + timedelta(days=2)) == ()


def test_two_versions_beside_each_other_are_told_and_keep_nothing_from_being_ready(
    any_installation: Installation, moved: Installation
) -> None:
    show(any_installation, Kind.PAGES, NOW)
    with any_installation.database.writing() as connection:
        connection.exec_driver_sql("UPDATE servers SET version = '0.9.0', base_url = 'https://moved.norrdal.example'")
    assert [version for _, version in show(moved, Kind.PAGES, NOW).versions] == ["0.9.0", "1.0.0"]
    assert readiness(moved, NOW).found["servers"] == "ok"
