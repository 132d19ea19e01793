"""The database knows the installation's secret key again, on whichever machine, and another one has to be meant."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.errors import SamspelError
from app.services import key_renewal
from app.services.audit_log import LogFilter, whole_log
from app.services.installation import Installation
from app.services.known_key import require_known_key
from app.services.presence import Kind, leave, show
from app.services.responses import hand_in, save_draft
from app.wording.errors import error_sentence
from tests.builders import NOW, filled, opened_round
from tests.services.machines import machine

OTHER = "another secret key, of another machine, 0123456789"
LATER = NOW + timedelta(days=3)


@pytest.fixture
def other(any_installation: Installation, tmp_path: Path) -> Iterator[Installation]:
    with machine(any_installation, tmp_path / "other", key=OTHER) as one:
        yield one


def test_a_machine_with_another_key_is_refused_and_told_since_when_and_what_to_do(
    any_installation: Installation, other: Installation
) -> None:
    require_known_key(any_installation, NOW)
    require_known_key(any_installation, LATER)
    with pytest.raises(SamspelError, match="V050") as refused:
        require_known_key(other, LATER)
    sentence = error_sentence(refused.value, "en")
    assert f"since {NOW:%Y-%m-%d}" in sentence
    assert "SAMSPEL_SECRET_KEY" in sentence and "samspel renew-key" in sentence
    assert OTHER not in sentence and any_installation.settings.secret_key not in sentence


def test_of_two_that_come_first_at_once_one_decides(any_installation: Installation, other: Installation) -> None:
    require_known_key(other, NOW)
    with pytest.raises(SamspelError, match="V050"):
        require_known_key(any_installation, NOW)
    require_known_key(other, NOW)


def test_the_key_cannot_be_read_in_the_database(any_installation: Installation) -> None:
    require_known_key(any_installation, NOW)
    with any_installation.database.reading() as connection:
        ((name, value, _),) = connection.exec_driver_sql("SELECT * FROM installation_facts").fetchall()
    assert name == "secret key"
    assert len(value) == 64 and any_installation.settings.secret_key not in value


def test_a_new_key_is_taken_when_it_is_meant_and_says_before_what_is_lost(
    any_installation: Installation, other: Installation
) -> None:
    require_known_key(any_installation, NOW)
    view = opened_round(any_installation)
    for number in range(13):
        hand_in(any_installation, view, str(number), NOW, filled(view, puls_kommentar=f"comment {number}"))
    for number in range(21):
        save_draft(any_installation, view, f"device {number}", filled(view), NOW)
    found = key_renewal.losses(other)
    assert (found.open_rounds, found.drafts, found.sheets, found.unwilling) == (1, 20, 10, 0)
    key_renewal.renew_key(other, LATER)
    require_known_key(other, LATER)
    with pytest.raises(SamspelError, match="V050"):
        require_known_key(any_installation, LATER)
    assert whole_log(other, None, LogFilter(), 1).lines[0].deed == "key_renewed"


def test_the_key_that_is_in_use_is_no_new_one(any_installation: Installation) -> None:
    require_known_key(any_installation, NOW)
    for change in (key_renewal.losses, lambda one: key_renewal.renew_key(one, LATER)):
        with pytest.raises(SamspelError, match="V051"):
            change(any_installation)


def test_no_new_key_is_taken_while_a_server_runs_with_the_old_one(
    any_installation: Installation, other: Installation
) -> None:
    require_known_key(any_installation, NOW)
    show(any_installation, Kind.WORKER, LATER)
    with pytest.raises(SamspelError, match="V052"):
        key_renewal.renew_key(other, LATER + timedelta(minutes=1))
    with pytest.raises(SamspelError, match="V050"):
        require_known_key(other, LATER)
    leave(any_installation, Kind.WORKER, LATER)
    key_renewal.renew_key(other, LATER + timedelta(minutes=1))


def test_a_server_that_runs_on_with_the_old_key_finds_out(any_installation: Installation, other: Installation) -> None:
    require_known_key(any_installation, NOW)
    assert not show(any_installation, Kind.PAGES, NOW).another_key
    key_renewal.renew_key(other, LATER)
    assert show(any_installation, Kind.PAGES, LATER).another_key
    assert not show(other, Kind.PAGES, LATER).another_key
