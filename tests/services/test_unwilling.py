"""Somebody who said no to mail stays unmailed, by whatever way the address comes back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.services.address_lists import AddressList, read_csv, read_pasted
from app.services.installation import Installation
from app.services.invitations import (
    add_addresses,
    list_invitations,
    mend_address,
    remove_invitation,
    send_again,
    send_invitations,
    send_reminders,
)
from app.services.mail_texts import MailText
from app.services.mails import send_mail
from app.services.personal_links import Purpose, link_of, unsubscribe
from app.services.retention import delete_expired
from app.services.rounds import RoundView
from tests.builders import NOW, TODAY, closed, facilitator, new_round, opened_round
from tests.mail_server import Postbox, mail_server, mailing, text_of

NO, YES, WRONG = "kim.nej@norrdal.example", "robin@norrdal.example", "kim.nej@nordal.example"
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


@pytest.fixture
def view(office: Installation, postbox: Postbox) -> RoundView:
    """An open round; Kim has got the mail and said no. The postbox is emptied."""
    view = opened_round(office)
    add(office, view, NO, YES)
    send(office, view)
    unsubscribe(office, link_in(postbox, NO), TODAY)
    postbox.mails.clear()
    postbox.receivers.clear()
    return view


def add(office: Installation, view: RoundView, *addresses: str) -> None:
    add_list(office, view, read_pasted("\n".join(addresses)))


def add_list(office: Installation, view: RoundView, found: AddressList) -> None:
    add_addresses(office, facilitator(office), view.round.code, found)


def send(office: Installation, view: RoundView, at: datetime = NOON) -> None:
    try:
        send_invitations(office, facilitator(office), view.round.code, TEXTS, at)
    except SamspelError as nobody:
        assert nobody.code == "M038"
    send_mail(office, lambda: at, lambda: True)


def link_in(postbox: Postbox, receiver: str) -> str:
    mail = text_of(postbox.mails[postbox.receivers.index(receiver)])
    return mail.split("http://localhost/u/")[1].split()[0]


def invitation_of(office: Installation, view: RoundView, address: str) -> str:
    rows = list_invitations(office, facilitator(office), view.round.code).rows
    return next(one.id for one in rows if one.address == address)


def refuse(office: Installation, view: RoundView, address: str) -> None:
    """Lets the mail to the address have come back."""
    with office.database.writing() as connection:
        connection.execute(
            text("UPDATE messages SET state = 'refused', sent_at = NULL WHERE invitation_id = :one"),
            {"one": invitation_of(office, view, address)},
        )


@pytest.mark.parametrize("written", [NO, f"  {NO.upper()} ", "Kim.Nej@NORRDAL.example"])
def test_an_address_is_not_mended_to_one_that_wants_no_mail(
    office: Installation, postbox: Postbox, view: RoundView, written: str
) -> None:
    remove_invitation(office, facilitator(office), view.round.code, invitation_of(office, view, NO))
    add(office, view, WRONG)
    send(office, view)
    refuse(office, view, WRONG)
    postbox.receivers.clear()
    one = invitation_of(office, view, WRONG)
    with pytest.raises(SamspelError, match="M025") as refused:
        mend_address(office, facilitator(office), view.round.code, one, written, NOON)
    assert dict(refused.value.facts)["value"] == NO
    send_mail(office, lambda: NOON + DAY, lambda: True)
    assert postbox.receivers == []
    assert invitation_of(office, view, WRONG) == one


def test_nor_is_the_unwilling_address_itself_sent_to_again_by_mending_it(
    office: Installation, postbox: Postbox, view: RoundView
) -> None:
    refuse(office, view, NO)
    with pytest.raises(SamspelError, match="M025"):
        mend_address(office, facilitator(office), view.round.code, invitation_of(office, view, NO), NO, NOON)
    send_mail(office, lambda: NOON + DAY, lambda: True)
    assert postbox.receivers == []


@pytest.mark.parametrize("again", [NO, NO.upper(), f"Kim Nej <{NO}>", f"{NO}; {NO}"])
def test_removing_and_adding_again_mails_nobody_who_said_no(
    office: Installation, postbox: Postbox, view: RoundView, again: str
) -> None:
    remove_invitation(office, facilitator(office), view.round.code, invitation_of(office, view, NO))
    done = add_addresses(office, facilitator(office), view.round.code, read_pasted(again))
    assert (done.number, done.unwilling) == (0, (NO,))
    send(office, view, NOON + DAY)
    assert postbox.receivers == []


def test_an_imported_list_and_another_round_mail_nobody_who_said_no(
    office: Installation, postbox: Postbox, view: RoundView
) -> None:
    closed(office, view)
    other = opened_round(office, new_round(title="Hösten"))
    add_list(office, other, read_csv(f"namn;e-post\nKim;{NO.title()}\nRobin;{YES}\n".encode()))
    send(office, other)
    assert postbox.receivers == [YES]
    send_reminders(office, facilitator(office), other.round.code, TEXTS, NOON + 2 * DAY)
    send_mail(office, lambda: NOON + 2 * DAY, lambda: True)
    assert postbox.receivers == [YES, YES]


def test_a_reminder_and_sending_again_mail_nobody_who_said_no(
    office: Installation, postbox: Postbox, view: RoundView
) -> None:
    with office.database.writing() as connection:
        connection.execute(text("UPDATE messages SET state = 'given_up' WHERE recipient = :no"), {"no": NO})
    send_again(office, facilitator(office), view.round.code, NOON + DAY)
    send_reminders(office, facilitator(office), view.round.code, TEXTS, NOON + 2 * DAY)
    send_mail(office, lambda: NOON + 2 * DAY, lambda: True)
    assert postbox.receivers == [YES]


def test_a_domain_of_swedish_letters_is_one_address_in_each_spelling(office: Installation, postbox: Postbox) -> None:
    view = opened_round(office)
    add(office, view, "kim@älvnäs.example")
    send(office, view)
    (receiver,) = postbox.receivers
    unsubscribe(office, link_in(postbox, receiver), TODAY)
    other = opened_round(office, new_round(title="Hösten"))
    for spelling in ("kim@xn--lvns-koad.example", "KIM@ÄLVNÄS.example", "kim@a\u0308lvna\u0308s.example", receiver):
        done = add_addresses(office, facilitator(office), other.round.code, read_pasted(spelling))
        assert done.number == 0, spelling


class TestSayingNoLate:
    """The mail is in somebody's inbox; what the list says of the address has changed since."""

    @pytest.fixture
    def late(self, office: Installation, postbox: Postbox) -> tuple[RoundView, str]:
        view = opened_round(office)
        add(office, view, NO)
        send(office, view)
        return view, link_in(postbox, NO)

    def is_unwilling(self, office: Installation, address: str) -> bool:
        title = f"Omgång {address.translate(str.maketrans('@.', '  '))}"
        other = opened_round(office, new_round(title=title))
        done = add_addresses(office, facilitator(office), other.round.code, read_pasted(address))
        return done.unwilling == (address,)

    def test_after_the_address_was_removed(self, office: Installation, late: tuple[RoundView, str]) -> None:
        view, link = late
        remove_invitation(office, facilitator(office), view.round.code, invitation_of(office, view, NO))
        unsubscribe(office, link, TODAY)
        unsubscribe(office, link, TODAY)
        assert self.is_unwilling(office, NO)

    def test_after_the_address_was_mended_it_is_the_receiver_who_said_no(
        self, office: Installation, late: tuple[RoundView, str]
    ) -> None:
        view, link = late
        refuse(office, view, NO)
        one = invitation_of(office, view, NO)
        mend_address(office, facilitator(office), view.round.code, one, YES, NOON)
        unsubscribe(office, link, TODAY)
        assert self.is_unwilling(office, NO)
        assert not self.is_unwilling(office, YES)

    def test_after_the_invitations_were_deleted_by_time(
        self, office: Installation, late: tuple[RoundView, str]
    ) -> None:
        view, link = late
        closed(office, view)
        delete_expired(office, NOW + timedelta(days=60))
        unsubscribe(office, link, TODAY)
        assert self.is_unwilling(office, NO)

    def test_by_a_link_of_an_earlier_version(self, office: Installation, late: tuple[RoundView, str]) -> None:
        view, _ = late
        old = link_of(office, invitation_of(office, view, NO), Purpose.UNSUBSCRIBE).rsplit("/", 1)[1]
        unsubscribe(office, old, TODAY)
        assert self.is_unwilling(office, NO)

    def test_a_link_with_somebody_elses_address_put_in_is_none_of_ours(
        self, office: Installation, late: tuple[RoundView, str]
    ) -> None:
        _, link = late
        for spoiled in (link[:-2] + "AA", link[:30] + "A" + link[31:], link[:40], link + "AAAA"):
            if spoiled != link:
                with pytest.raises(SamspelError, match="M021"):
                    unsubscribe(office, spoiled, TODAY)
