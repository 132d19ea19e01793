"""The outbox against a real mail server: nothing lost, nothing sent twice, and it goes on where it stopped."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from app.mail.handed_over import FOLDER, HandedOver
from app.mail.messages import Mail
from app.mail.settings import mail_settings
from app.mail.smtp import Delivery, Outcome, SmtpTransport
from app.services.installation import Installation
from app.services.mails import CLAIM, PAUSES, REST, send_due, send_mail
from app.store.messages import Kinds, StoredMessage, claim, insert_messages
from tests.mail_server import Postbox, mail_server, mailing, text_of
from tests.services.test_invitations import invited_round

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def office(any_installation: Installation, postbox: Postbox) -> Iterator[Installation]:
    """An installation that mails to a real server."""
    with mail_server(postbox) as port:
        yield mailing(any_installation, port, "&timeout=1")


def put_out(installation: Installation, number: int, kind: str = "notice", prefix: str = "person") -> list[str]:
    receivers = [f"{prefix}{one}@norrdal.example" for one in range(number)]
    mails = [
        StoredMessage(f"{prefix}{one}", None, None, kind, receiver, "Ämne", f"Nyckel {one}", "", NOON, NOON)
        for one, receiver in enumerate(receivers)
    ]
    with installation.database.writing() as connection:
        insert_messages(connection, mails)
    return receivers


def states(installation: Installation) -> dict[str, tuple[str, int, str]]:
    """Receiver -> (state, tries, error)."""
    with installation.database.reading() as connection:
        rows = connection.execute(text("SELECT recipient, state, attempts, error FROM messages"))
        return {row[0]: (row[1], row[2], row[3]) for row in rows}


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def send(installation: Installation, moment: datetime = NOON) -> int:
    return send_mail(installation, at(moment), lambda: True)


def test_what_is_due_is_sent_once(office: Installation, postbox: Postbox) -> None:
    receivers = put_out(office, 5)
    assert send(office, NOON - timedelta(seconds=1)) == 0
    assert send(office) == 5
    assert send(office, NOON + timedelta(days=3)) == 0
    assert sorted(postbox.receivers) == receivers
    assert set(states(office).values()) == {("sent", 1, "")}


def test_what_a_sign_in_mail_said_is_forgotten_when_it_is_sent(office: Installation, postbox: Postbox) -> None:
    put_out(office, 1, "sign_in")
    send(office)
    assert text_of(postbox.mails[0]) == "Nyckel 0\n"
    with office.database.reading() as connection:
        assert connection.execute(text("SELECT body FROM messages")).scalars().all() == [""]


def test_without_mail_set_up_everything_waits(any_installation: Installation) -> None:
    put_out(any_installation, 2)
    assert send(any_installation) == 0
    assert set(states(any_installation).values()) == {("waiting", 0, "")}


def test_a_refused_receiver_is_not_tried_again_and_the_others_get_theirs(
    office: Installation, postbox: Postbox
) -> None:
    put_out(office, 4)
    postbox.answers = {
        "person1@norrdal.example": "550 5.1.1 no such user",
        "person2@norrdal.example": "451 4.7.1 come back",
    }
    assert send(office) == 4
    postbox.answers.clear()
    assert send(office, NOON + PAUSES[0] - timedelta(seconds=1)) == 0
    assert send(office, NOON + PAUSES[0]) == 1
    assert states(office) == {
        "person0@norrdal.example": ("sent", 1, ""),
        "person1@norrdal.example": ("refused", 1, "550 5.1.1 no such user"),
        "person2@norrdal.example": ("sent", 2, ""),
        "person3@norrdal.example": ("sent", 1, ""),
    }
    assert len(postbox.receivers) == 3


def test_a_mail_is_tried_eight_times_with_growing_pauses_and_then_given_up(
    office: Installation, postbox: Postbox
) -> None:
    put_out(office, 1)
    postbox.answers = {"person0@norrdal.example": "452 4.2.2 mailbox full"}
    moment, tries = NOON, 0
    while states(office)["person0@norrdal.example"][0] == "waiting":
        assert send(office, moment) == 1
        tries += 1
        moment += PAUSES[min(tries, len(PAUSES)) - 1]
    assert tries == 8
    assert list(PAUSES) == sorted(PAUSES)
    assert timedelta(days=1) < sum(PAUSES, timedelta()) < timedelta(days=2)
    assert states(office)["person0@norrdal.example"] == ("given_up", 8, "452 4.2.2 mailbox full")


def test_a_server_that_is_down_costs_nobody_but_the_one_tried_and_is_left_alone_for_a_minute(
    any_installation: Installation, postbox: Postbox
) -> None:
    with mail_server(postbox) as port:
        pass
    down = mailing(any_installation, port)
    receivers = put_out(down, 30)
    assert send(down) == 0
    assert send(down, NOON + REST / 2) == 0
    assert sorted(tries for _, tries, _ in states(down).values()) == [0] * 29 + [1]
    with mail_server(postbox) as port:
        assert send(mailing(any_installation, port), NOON + REST) == 30
    assert sorted(postbox.receivers) == sorted(receivers)


def test_a_server_that_breaks_off_in_the_middle_is_gone_on_with_and_only_the_mail_in_between_may_arrive_twice(
    office: Installation, postbox: Postbox
) -> None:
    receivers = put_out(office, 10)
    postbox.breaks_off_after = 4
    assert send(office) == 4
    assert send(office, NOON + REST) == 6
    assert sorted(set(postbox.receivers)) == receivers
    assert len(postbox.receivers) == 11
    twice = [mail["Message-ID"] for mail in postbox.mails]
    assert len(set(twice)) == 10  # the one that came twice has the same id, so that the receiver's server can tell


def test_a_slow_server_is_waited_for_no_longer_than_the_timeout(office: Installation, postbox: Postbox) -> None:
    put_out(office, 3)
    postbox.pause = 2
    assert send(office) == 0
    postbox.pause = 0
    assert send(office, NOON + REST) == 3
    assert len(postbox.receivers) == 3


def test_several_workers_at_once_send_every_mail_once(office: Installation, postbox: Postbox) -> None:
    receivers = put_out(office, 60)
    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(lambda _: send(office), range(4)))
    assert sent == 60
    assert sorted(postbox.receivers) == sorted(receivers)


def test_a_worker_that_dies_leaves_its_mail_to_another_when_its_claim_has_run_out(
    office: Installation, postbox: Postbox
) -> None:
    class Killed(BaseException):
        pass

    class Dying:
        def send(self, mail: Mail) -> Delivery:
            raise Killed

    put_out(office, 2)
    with pytest.raises(Killed):
        send_due(office, at(NOON), Dying())
    assert send(office) == 1
    assert send(office, NOON + CLAIM - timedelta(seconds=1)) == 0
    assert send(office, NOON + CLAIM) == 1
    assert len(postbox.receivers) == 2


def test_a_claim_of_a_clock_that_was_ahead_keeps_no_mail_back(office: Installation, postbox: Postbox) -> None:
    receivers = put_out(office, 1)
    with office.database.writing() as connection:
        ahead = NOON + timedelta(hours=3)
        assert claim(connection, ahead, ahead + CLAIM, Kinds.ALL) is not None  # and its worker died
    assert send(office) == 1
    assert postbox.receivers == receivers


class Taking:
    """Takes every mail; says which."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def send(self, mail: Mail) -> Delivery:
        self.taken.append(mail.id)
        return Delivery(Outcome.SENT)


class Dead(BaseException):
    pass


def dies_before_it_is_written_down(times: int) -> Callable[[], datetime]:
    """A clock that works so often; with the next look at it the process is gone."""
    looks = iter(range(times))

    def clock() -> datetime:
        if next(looks, None) is None:
            raise Dead
        return NOON

    return clock


def test_a_mail_that_the_server_took_just_before_its_worker_was_killed_is_not_sent_again(
    any_installation: Installation,
) -> None:
    office, transport = mailing(any_installation, 25), Taking()
    put_out(office, 1)
    with pytest.raises(Dead):
        send_due(office, dies_before_it_is_written_down(4), transport)
    assert transport.taken == ["person0"]
    assert states(office)["person0@norrdal.example"] == ("waiting", 1, "")
    assert send_due(office, at(NOON + CLAIM), transport) == 0
    assert transport.taken == ["person0"]
    assert states(office)["person0@norrdal.example"] == ("sent", 1, "")


def test_nothing_lies_about_mails_that_are_written_down(office: Installation, postbox: Postbox) -> None:
    put_out(office, 3)
    assert send(office) == 3
    assert HandedOver(office.settings.instance).left() == []


def test_a_note_on_a_mail_that_is_not_there_is_forgotten_and_changes_nothing(office: Installation) -> None:
    put_out(office, 1)
    HandedOver(office.settings.instance).note("somebody-elses")
    assert send(office) == 1
    assert HandedOver(office.settings.instance).left() == []
    assert states(office) == {"person0@norrdal.example": ("sent", 1, "")}


def test_where_no_note_can_be_made_mails_are_sent_all_the_same(office: Installation, postbox: Postbox) -> None:
    office.settings.instance.mkdir(exist_ok=True)
    (office.settings.instance / FOLDER).write_text("in the way")
    put_out(office, 2)
    assert send(office) == 2
    assert len(postbox.receivers) == 2


def test_a_mail_server_that_fails_is_logged_in_words_and_nobody_is_named(
    any_installation: Installation, postbox: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    with mail_server(postbox) as port:
        office = mailing(any_installation, port, "&timeout=1")
        put_out(office, 1)
        postbox.breaks_off_after = 0
        send(office)
        postbox.pause = 2
        send(office, NOON + REST)
    send(office, NOON + timedelta(hours=1))
    assert [one.getMessage() for one in caplog.records] == [
        "mail server hung up mid-sentence",
        "mail server silent",
        "mail server refuses the connection",
    ]


def test_the_log_does_not_tell_whether_a_reminder_was_sent_or_not_needed(
    any_installation: Installation, postbox: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    with mail_server(postbox) as port:
        pass
    office = mailing(any_installation, port)
    put_out(office, 1, "reminder")
    assert send(office) == 0
    assert caplog.records == []


def test_a_mail_that_somebody_waits_for_goes_before_thousands_of_invitations(
    office: Installation, postbox: Postbox
) -> None:
    invited_round(office, 5, sent=False)
    put_out(office, 1, "sign_in", "waiting")
    send(office, NOON + timedelta(hours=1))
    assert postbox.receivers[0] == "waiting0@norrdal.example"
    assert len(postbox.receivers) == 6


def test_a_worker_that_is_told_to_end_finishes_the_mail_in_hand(office: Installation, postbox: Postbox) -> None:
    put_out(office, 5)
    found = mail_settings(office.settings)
    assert found is not None
    with SmtpTransport(found) as transport:
        assert send_due(office, at(NOON), transport, lambda: len(postbox.receivers) < 2) == 2
    assert sorted(state for state, _, _ in states(office).values()) == ["sent", "sent", "waiting", "waiting", "waiting"]


def test_a_server_that_looks_through_mails_for_longer_than_it_usually_answers_gets_each_of_them_once(
    office: Installation, postbox: Postbox
) -> None:
    put_out(office, 2)
    postbox.pause_at_end = 2
    assert send(office) == 2
    postbox.pause_at_end = 0
    assert send(office, NOON + CLAIM) == 0
    assert sorted(postbox.receivers) == ["person0@norrdal.example", "person1@norrdal.example"]
