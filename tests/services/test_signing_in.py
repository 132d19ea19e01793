"""Signing in by password: nobody is kept out by others for long, nobody guesses on and on, and the log knows."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.services.accounts import Account, add_account
from app.services.installation import Installation
from app.services.signing_in import MOST_ELSEWHERE, MOST_HERE, MOST_OF_NETWORK, QUARTER, Stopped, sign_in
from tests.builders import EMAIL, PASSWORD, TODAY, facilitator

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOME, AWAY, ATTACKER = "192.0.2.1", "198.51.100.9", "203.0.113.5"
SECOND = timedelta(seconds=1)


def guess(installation: Installation, network: str, now: datetime, email: str = EMAIL) -> bool:
    """Whether a wrong password was looked at at all."""
    with pytest.raises(SamspelError) as refused:
        sign_in(installation, email, "a wrong password", network, now)
    assert isinstance(refused.value, Stopped) or refused.value.code == "U031"
    return refused.value.code == "U031"


def enter(installation: Installation, network: str, now: datetime, email: str = EMAIL) -> Account:
    return sign_in(installation, email, PASSWORD, network, now)


def flood(installation: Installation, now: datetime, networks: Iterator[int] | None = None) -> int:
    """Guesses from ever new networks until none is looked at any more; how many were."""
    looked_at = 0
    for number in networks or count():
        tries = [guess(installation, f"2001:db8:0:{number:x}::/64", now) for _ in range(MOST_HERE + 1)]
        looked_at += sum(tries)
        if not any(tries):
            break
    return looked_at


def log(installation: Installation) -> list[tuple[str, str, str]]:
    with installation.database.reading() as connection:
        found = connection.execute(text("SELECT actor, deed, subject FROM audit ORDER BY id")).all()
    return [(row[0], row[1], row[2]) for row in found]


def test_wrong_tries_from_one_network_keep_nobody_out_elsewhere(any_installation: Installation) -> None:
    account = facilitator(any_installation)
    for second in range(100):
        guess(any_installation, ATTACKER, NOW + second * SECOND)
    assert enter(any_installation, HOME, NOW + 100 * SECOND) == account


def test_wrong_tries_from_everywhere_keep_the_owner_out_a_quarter_of_an_hour_at_most(
    any_installation: Installation,
) -> None:
    account = facilitator(any_installation)
    flood(any_installation, NOW)
    with pytest.raises(Stopped) as stopped:
        enter(any_installation, AWAY, NOW + SECOND)
    assert stopped.value.wait == QUARTER - SECOND
    assert enter(any_installation, AWAY, NOW + QUARTER) == account


def test_who_has_signed_in_here_before_is_never_kept_out_by_others(any_installation: Installation) -> None:
    account = facilitator(any_installation)
    enter(any_installation, HOME, NOW)
    for hour in range(1, 4):
        now = NOW + hour * timedelta(hours=1)
        flood(any_installation, now)
        assert enter(any_installation, HOME, now + SECOND) == account
        assert not guess(any_installation, AWAY, now + SECOND), "elsewhere it is stopped"


def test_a_day_of_wrong_tries_leaves_no_trace_on_the_day_after(installation: Installation) -> None:
    account = facilitator(installation)
    for quarter in range(0, 96, 12):
        flood(installation, NOW + quarter * QUARTER)
    assert enter(installation, AWAY, NOW + timedelta(days=1)) == account


def test_how_many_guesses_there_are_in_two_hours(installation: Installation) -> None:
    """Decision 0038 reckons with twelve times as many a day."""
    facilitator(installation)
    eight = [NOW + number * QUARTER for number in range(8)]
    alone = sum(guess(installation, ATTACKER, now) for now in eight for _ in range(MOST_HERE + 3))
    assert alone == 8 * MOST_HERE == 80
    later = [now + timedelta(days=1) for now in eight]
    assert sum(flood(installation, now) for now in later) == 8 * MOST_ELSEWHERE == 160


def test_one_network_has_so_many_wrong_tries_whatever_the_address(any_installation: Installation) -> None:
    tries = [guess(any_installation, ATTACKER, NOW, f"{number}@norrdal.example") for number in range(70)]
    assert sum(tries) == MOST_OF_NETWORK and not tries[-1]


def test_a_course_of_twenty_signs_in_behind_one_address(any_installation: Installation) -> None:
    """Signing in rightly uses nothing up, and what one mistypes takes nothing from the others."""
    emails = [f"kursdeltagare{number}@norrdal.example" for number in range(20)]
    for email in emails:
        add_account(any_installation, email, "", PASSWORD, TODAY)
    for second in range(4):
        for email in emails:
            assert enter(any_installation, HOME, NOW + second * SECOND, email)
    for email in emails:
        assert guess(any_installation, HOME, NOW + 9 * SECOND, email)
        assert guess(any_installation, HOME, NOW + 9 * SECOND, email)
        assert enter(any_installation, HOME, NOW + 10 * SECOND, email)


def test_one_telephone_with_an_old_password_does_not_stop_its_colleagues(any_installation: Installation) -> None:
    account = facilitator(any_installation)
    for second in range(200):
        guess(any_installation, HOME, NOW + second * SECOND, "annan@norrdal.example")
    assert enter(any_installation, HOME, NOW + 200 * SECOND) == account


def test_many_guesses_at_the_same_time_count_as_many(any_installation: Installation) -> None:
    facilitator(any_installation)
    with ThreadPoolExecutor(6) as several:
        looked_at = list(several.map(lambda _: guess(any_installation, ATTACKER, NOW), range(30)))
    assert sum(looked_at) == MOST_HERE


def test_two_processes_count_together(any_installation: Installation) -> None:
    other = Installation.open(any_installation.settings)
    facilitator(any_installation)
    tries = [guess(one, ATTACKER, NOW) for _ in range(MOST_HERE) for one in (any_installation, other)]
    other.database.dispose()
    assert sum(tries) == MOST_HERE


def test_the_log_tells_of_wrong_tries_and_of_who_was_stopped(any_installation: Installation) -> None:
    facilitator(any_installation)
    for _ in range(MOST_HERE + 5):
        guess(any_installation, ATTACKER, NOW)
    enter(any_installation, HOME, NOW)
    assert log(any_installation) == [
        *[("", "sign_in_failed", EMAIL)] * MOST_HERE,
        ("", "sign_in_stopped", EMAIL),
    ]


def test_neither_passwords_nor_addresses_that_are_no_accounts_are_kept(any_installation: Installation) -> None:
    facilitator(any_installation)
    for _ in range(MOST_HERE + 2):
        guess(any_installation, ATTACKER, NOW, "nobody@norrdal.example")
    enter(any_installation, HOME, NOW)
    assert log(any_installation) == []
    with any_installation.database.reading() as connection:
        kept = str([connection.execute(text(f"SELECT * FROM {one}")).all() for one in ("attempts", "audit")])
    for secret in ("nobody", PASSWORD, "a wrong password", HOME, ATTACKER):
        assert secret not in kept
    with any_installation.database.reading() as connection:
        assert EMAIL not in str(connection.execute(text("SELECT * FROM attempts")).all())


def test_an_address_without_an_account_is_answered_the_same(any_installation: Installation) -> None:
    facilitator(any_installation)
    same = [
        [guess(any_installation, network, NOW, email) for _ in range(MOST_HERE + 2)]
        for network, email in ((HOME, EMAIL), (AWAY, "nobody@norrdal.example"))
    ]
    assert same[0] == same[1]
