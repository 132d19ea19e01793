"""The invited of a round: added, mailed, reminded, removed; and nobody shown who has answered."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.domain.round import Kind
from app.services.accounts import add_account
from app.services.address_lists import AddressList, read_pasted
from app.services.installation import Installation
from app.services.invitations import (
    PAGE,
    add_addresses,
    list_invitations,
    mend_address,
    remove_invitation,
    remove_unsent,
    send_again,
    send_invitations,
    send_reminders,
)
from app.services.mail_texts import MailText, default_texts
from app.services.mails import send_mail
from app.services.personal_links import find_invited, unsubscribe
from app.services.responses import hand_in
from app.services.rounds import RoundView
from tests.builders import NOW, TODAY, closed, draft_round, facilitator, filled, new_round, opened_round
from tests.mail_server import Postbox, mail_server, mailing, text_of

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
TEXTS = {"sv": MailText("Om {collaboration}", "Hej! {link}")}


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def office(any_installation: Installation, postbox: Postbox) -> Iterator[Installation]:
    with mail_server(postbox) as port:
        yield mailing(any_installation, port)


def people(number: int) -> AddressList:
    return read_pasted("\n".join(f"person{one}@norrdal.example" for one in range(number)))


def invited_round(installation: Installation, number: int, *, sent: bool = True, **of_round: Any) -> RoundView:
    view = opened_round(installation, new_round(**of_round))
    account = facilitator(installation)
    add_addresses(installation, account, view.round.code, people(number))
    send_invitations(installation, account, view.round.code, TEXTS, NOON)
    if sent:
        send_mail(installation, lambda: NOON, lambda: True)
    return view


def links(postbox: Postbox, place: str = "i") -> dict[str, str]:
    """Receiver -> the token of the link in the latest mail."""
    found = {}
    for receiver, mail in zip(postbox.receivers, postbox.mails, strict=True):
        found[receiver] = text_of(mail).split(f"http://localhost/{place}/")[1].split()[0]
    return found


def answer_by(installation: Installation, view: RoundView, token: str) -> None:
    invited = find_invited(installation, token)
    hand_in(installation, view, f"device of {token}", NOW, filled(view), invitation_id=invited.invitation_id)


def rows(installation: Installation, query: str) -> list[tuple[object, ...]]:
    with installation.database.reading() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def lead(installation: Installation, view: RoundView) -> tuple[Installation, Any, str]:
    return installation, facilitator(installation), view.round.code


def test_addresses_are_kept_once_and_nothing_is_sent(office: Installation, postbox: Postbox) -> None:
    where = lead(office, draft_round(office))
    assert add_addresses(*where, people(3)).number == 3
    again = add_addresses(*where, people(5))
    assert (again.number, len(again.already), again.unwilling) == (2, 3, ())
    assert list_invitations(*where).counts.unsent == 5
    assert rows(office, "SELECT * FROM messages") == []


def test_each_receiver_gets_a_link_of_their_own_that_leads_to_the_round(office: Installation, postbox: Postbox) -> None:
    view = invited_round(office, 4)
    tokens = links(postbox)
    assert len(set(tokens.values())) == 4
    assert {find_invited(office, one).code for one in tokens.values()} == {view.round.code}
    assert postbox.mails[0]["Subject"] == "Om Samverkan Älvdalen"
    assert postbox.mails[0]["Reply-To"] == facilitator(office).email
    assert str(postbox.mails[0]["List-Unsubscribe"]).startswith("<http://localhost/u/")
    assert rows(office, "SELECT deed, facts FROM audit WHERE deed = 'invitations_sent'")
    assert send_count(office) == (4, 0)


def send_count(installation: Installation) -> tuple[int, int]:
    states = [row[0] for row in rows(installation, "SELECT state FROM messages")]
    return states.count("sent"), len(states) - states.count("sent")


def test_nothing_of_a_link_is_stored(office: Installation, postbox: Postbox) -> None:
    invited_round(office, 3)
    tokens = links(postbox) | links(postbox, "u")
    stored = everything(office)
    assert [one for one in tokens.values() if one in stored or one[22:] in stored] == []


def everything(installation: Installation) -> str:
    """All that the database holds, as text."""
    tables = [row[0] for row in rows(installation, TABLES[installation.database.is_sqlite])]
    return "\n".join(str(row) for table in tables for row in rows(installation, f'SELECT * FROM "{table}"'))


TABLES = {
    True: "SELECT name FROM sqlite_master WHERE type = 'table'",
    False: "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


def test_a_mail_is_sent_again_to_nobody_who_has_got_it(office: Installation, postbox: Postbox) -> None:
    view = invited_round(office, 3)
    with pytest.raises(SamspelError, match="M038"):
        send_invitations(*lead(office, view), TEXTS, NOON)
    add_addresses(*lead(office, view), people(4))
    assert send_invitations(*lead(office, view), TEXTS, NOON) == 1


def test_a_round_that_is_not_open_is_mailed_about_to_nobody(office: Installation, postbox: Postbox) -> None:
    where = lead(office, draft_round(office))
    add_addresses(*where, people(1))
    with pytest.raises(SamspelError, match="M037"):
        send_invitations(*where, TEXTS, NOON)


def test_a_round_that_closes_first_leaves_its_mails_unsent_until_it_opens_again(
    office: Installation, postbox: Postbox
) -> None:
    view = invited_round(office, 2, sent=False)
    closed(office, view)
    send_mail(office, lambda: NOON, lambda: True)
    assert postbox.receivers == []
    assert list_invitations(*lead(office, view)).counts.given_up == 2


def test_without_mail_set_up_the_reason_is_said(any_installation: Installation) -> None:
    where = lead(any_installation, opened_round(any_installation))
    add_addresses(*where, people(1))
    assert not list_invitations(*where).mail_is_set_up
    with pytest.raises(SamspelError, match="M036"):
        send_invitations(*where, TEXTS, NOON)


def test_those_in_trouble_stand_first_and_a_page_holds_a_hundred(office: Installation, postbox: Postbox) -> None:
    postbox.answers = {
        "person7@norrdal.example": "550 5.1.1 no such user",
        "person3@norrdal.example": "451 4.7.1 come back",
    }
    view = invited_round(office, 130)
    add_addresses(*lead(office, view), read_pasted("zoe@norrdal.example"))
    first = list_invitations(*lead(office, view))
    assert [(one.address.partition("@")[0], one.state) for one in first.rows[:4]] == [
        ("person7", "refused"),
        ("person3", "waiting"),
        ("zoe", "unsent"),
        ("person0", "sent"),
    ]
    second = list_invitations(*lead(office, view), 2)
    assert (len(first.rows), len(second.rows), second.pages) == (PAGE, 31, 2)
    assert not {one.id for one in first.rows} & {one.id for one in second.rows}


def test_a_mended_address_is_mailed_and_an_arrived_one_cannot_be_changed(
    office: Installation, postbox: Postbox
) -> None:
    postbox.answers = {"person0@norrdal.example": "550 5.1.1 no such user"}
    view = invited_round(office, 2)
    where = lead(office, view)
    refused, arrived = list_invitations(*where).rows
    for words, code in (("x", "M010"), ("person1@norrdal.example", "M024")):
        with pytest.raises(SamspelError, match=code):
            mend_address(*where, refused.id, words, NOON)
    with pytest.raises(SamspelError, match="M023"):
        mend_address(*where, arrived.id, "new@norrdal.example", NOON)
    mend_address(*where, refused.id, "Person0@Norrdal2.example", NOON)
    send_mail(office, lambda: NOON, lambda: True)
    assert postbox.receivers[-1] == "person0@norrdal2.example"
    assert "person0@norrdal.example" not in everything(office)


def test_mails_that_were_given_up_are_tried_again_together(office: Installation, postbox: Postbox) -> None:
    view = invited_round(office, 3, sent=False)
    with office.database.writing() as connection:
        connection.execute(text("UPDATE messages SET state = 'given_up'"))
    assert send_again(*lead(office, view), NOON) == 3
    send_mail(office, lambda: NOON, lambda: True)
    assert len(postbox.receivers) == 3


def test_those_not_mailed_yet_are_removed_together(office: Installation, postbox: Postbox) -> None:
    view = invited_round(office, 2)
    add_addresses(*lead(office, view), people(9))
    assert remove_unsent(*lead(office, view)) == 7
    assert len(list_invitations(*lead(office, view)).rows) == 2


class TestReminders:
    def test_only_those_who_have_not_answered_get_one_with_the_same_link(
        self, office: Installation, postbox: Postbox
    ) -> None:
        view = invited_round(office, 6)
        first = links(postbox)
        answer_by(office, view, first["person2@norrdal.example"])
        assert list_invitations(*lead(office, view)).can_remind
        send_reminders(*lead(office, view), TEXTS, NOON + DAY)
        postbox.mails.clear()
        postbox.receivers.clear()
        send_mail(office, lambda: NOON + DAY, lambda: True)
        assert links(postbox) == {key: one for key, one in first.items() if not key.startswith("person2")}
        (facts,) = rows(office, "SELECT facts FROM audit WHERE deed = 'reminders_sent'")
        assert facts in (("{}",), ({},)), "no number"

    def test_not_more_often_than_once_a_day(self, office: Installation, postbox: Postbox) -> None:
        view = invited_round(office, 6)
        with pytest.raises(SamspelError, match="M038"):
            send_reminders(*lead(office, view), TEXTS, NOON + DAY / 2)
        send_reminders(*lead(office, view), TEXTS, NOON + DAY)
        with pytest.raises(SamspelError, match="M039"):
            send_reminders(*lead(office, view), TEXTS, NOON + DAY * 1.9)
        send_mail(office, lambda: NOON + DAY, lambda: True)
        send_reminders(*lead(office, view), TEXTS, NOON + DAY * 2)
        assert list_invitations(*lead(office, view)).reminded == (NOON + DAY * 2, NOON + DAY)

    def test_who_answers_while_it_waits_gets_none(self, office: Installation, postbox: Postbox) -> None:
        view = invited_round(office, 6)
        tokens = links(postbox)
        send_reminders(*lead(office, view), TEXTS, NOON + DAY)
        answer_by(office, view, tokens["person4@norrdal.example"])
        send_mail(office, lambda: NOON + DAY, lambda: True)
        assert postbox.receivers[6:].count("person4@norrdal.example") == 0
        assert len(postbox.receivers) == 11

    def test_nothing_is_left_of_a_reminder_sent_failed_or_not_needed(
        self, office: Installation, postbox: Postbox
    ) -> None:
        view = invited_round(office, 6)
        answer_by(office, view, links(postbox)["person1@norrdal.example"])
        postbox.answers = {"person5@norrdal.example": "550 5.2.2 full"}
        send_reminders(*lead(office, view), TEXTS, NOON + DAY)
        send_mail(office, lambda: NOON + DAY, lambda: True)
        assert len(postbox.receivers) == 10
        assert rows(office, "SELECT * FROM messages WHERE kind = 'reminder'") == []
        assert list_invitations(*lead(office, view)).reminded == (NOON + DAY,)


class TestWhoHasAnswered:
    def test_how_many_is_told_in_steps_that_leave_as_many_of_whom_nothing_is_told(
        self, office: Installation, postbox: Postbox
    ) -> None:
        view = invited_round(office, 9)
        tokens = links(postbox)
        for person in range(9):
            answer_by(office, view, tokens[f"person{person}@norrdal.example"])
            assert list_invitations(*lead(office, view)).answered_at_least == 0
        add_addresses(*lead(office, view), people(16))
        send_invitations(*lead(office, view), TEXTS, NOON)
        send_mail(office, lambda: NOON, lambda: True)
        told = []
        for person in range(9, 16):
            answer_by(office, view, links(postbox)[f"person{person}@norrdal.example"])
            told.append(list_invitations(*lead(office, view)).answered_at_least)
        assert told == [10] * 7, "of sixteen it is never told that more than ten have answered"

    @pytest.mark.parametrize("kind", [Kind.INDIVIDUAL, Kind.JOINT])
    def test_what_is_listed_is_the_same_whoever_has_answered(
        self, office: Installation, postbox: Postbox, kind: Kind
    ) -> None:
        view = invited_round(office, 6, kind=kind)
        before = list_invitations(*lead(office, view)).rows
        invited = find_invited(office, links(postbox)["person3@norrdal.example"])
        sheet = filled(view, organisation="norrdal")
        hand_in(office, view, "device", NOW, sheet, invitation_id=invited.invitation_id)
        assert list_invitations(*lead(office, view)).rows == before

    def test_removing_somebody_does_not_tell_whether_they_have_answered(
        self, office: Installation, postbox: Postbox
    ) -> None:
        view = invited_round(office, 8)
        for person in (0, 1, 2):
            answer_by(office, view, links(postbox)[f"person{person}@norrdal.example"])
        before = list_invitations(*lead(office, view))
        for one in before.rows:
            if one.address.startswith(("person0", "person7")):
                remove_invitation(*lead(office, view), one.id)
            after = list_invitations(*lead(office, view))
            assert (after.answered_at_least, after.can_remind) == (before.answered_at_least, before.can_remind)
        stored = everything(office)
        assert "person0@" not in stored
        assert "person7@" not in stored

    def test_an_invitation_takes_one_answer(self, office: Installation, postbox: Postbox) -> None:
        view = invited_round(office, 5)
        token = links(postbox)["person0@norrdal.example"]
        answer_by(office, view, token)
        invited = find_invited(office, token)
        assert invited.answered
        with pytest.raises(SamspelError, match="M040"):
            hand_in(office, view, "another device", NOW, filled(view), invitation_id=invited.invitation_id)
        assert rows(office, "SELECT count(*) FROM responses") == [(1,)]
        hand_in(office, view, "by the open link", NOW, filled(view))
        assert rows(office, "SELECT count(*) FROM responses") == [(2,)]


class TestNoMoreMail:
    def test_who_says_no_is_mailed_by_no_round_again_and_shown_as_such(
        self, office: Installation, postbox: Postbox
    ) -> None:
        view = invited_round(office, 5)
        unsubscribe(office, links(postbox, "u")["person2@norrdal.example"], TODAY)
        unsubscribe(office, links(postbox, "u")["person2@norrdal.example"], TODAY)
        assert list_invitations(*lead(office, view)).rows[0].error == "unsubscribed"
        send_reminders(*lead(office, view), TEXTS, NOON + DAY)
        send_mail(office, lambda: NOON + DAY, lambda: True)
        assert len(postbox.receivers) == 5 + 4
        other = draft_round(office, new_round(title="Hösten"))
        added = add_addresses(*lead(office, other), people(5))
        assert added.unwilling == ("person2@norrdal.example",)

    def test_mails_that_wait_are_stopped(self, office: Installation, postbox: Postbox) -> None:
        view = invited_round(office, 3)
        token = links(postbox, "u")["person1@norrdal.example"]
        second = opened_round(office, new_round(title="Hösten"))
        add_addresses(*lead(office, second), people(3))
        send_invitations(*lead(office, second), TEXTS, NOON)
        send_reminders(*lead(office, view), TEXTS, NOON + DAY)
        unsubscribe(office, token, TODAY)
        send_mail(office, lambda: NOON + DAY, lambda: True)
        assert postbox.receivers.count("person1@norrdal.example") == 1
        assert len(postbox.receivers) == 3 + 2 + 2

    def test_only_a_keyed_hash_of_the_address_is_kept(self, office: Installation, postbox: Postbox) -> None:
        invited_round(office, 1)
        unsubscribe(office, links(postbox, "u")["person0@norrdal.example"], date(2026, 3, 2))
        ((kept, since),) = rows(office, "SELECT address_hash, since FROM suppressions")
        assert "person0" not in str(kept)
        assert len(str(kept)) == 64
        assert str(since) == "2026-03-02"


def test_another_facilitator_reaches_nothing_of_the_list(office: Installation, postbox: Postbox) -> None:
    view = invited_round(office, 2)
    other = add_account(office, "ute@storvik.example", "Ute", "another long password", TODAY)
    one = list_invitations(*lead(office, view)).rows[0]
    for act in (
        lambda: list_invitations(office, other, view.round.code),
        lambda: add_addresses(office, other, view.round.code, people(3)),
        lambda: send_invitations(office, other, view.round.code, TEXTS, NOON),
        lambda: send_reminders(office, other, view.round.code, TEXTS, NOON + DAY),
        lambda: mend_address(office, other, view.round.code, one.id, "x@y.example", NOON),
        lambda: remove_invitation(office, other, view.round.code, one.id),
    ):
        with pytest.raises(SamspelError, match="R010"):
            act()


@pytest.mark.parametrize("kind", ["invitation", "reminder"])
@pytest.mark.parametrize("of_round", [Kind.INDIVIDUAL, Kind.JOINT])
def test_the_proposed_text_can_be_sent_as_it_stands(
    office: Installation, postbox: Postbox, kind: str, of_round: Kind
) -> None:
    view = opened_round(office, new_round(kind=of_round))
    with office.database.writing() as connection:
        connection.execute(text("UPDATE rounds SET closes_at = '2026-03-20 15:00:00+00:00'"))
    add_addresses(*lead(office, view), people(1))
    closes = datetime(2026, 3, 20, 15, 0, tzinfo=UTC)
    send_invitations(*lead(office, view), default_texts(view, kind, "Kim {Ek}", closes), NOON)
    send_mail(office, lambda: NOON, lambda: True)
    words = text_of(postbox.mails[0])
    assert "20 mars 2026 kl. 16.00" in words
    assert "20 March 2026 at 16:00" in words
    assert "Samverkan Älvdalen" in words
    assert "Kim (Ek)" in words
    assert words.count("/i/") == words.count("/u/") == 2
    assert "{" not in words
