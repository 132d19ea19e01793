"""Mails on somebody's behalf: so many a day, an honest word beyond, and nothing told of who has answered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.services.access import Role
from app.services.accounts import account_of, add_account
from app.services.administration import add_viewer, make_account
from app.services.installation import Installation
from app.services.invitations import add_addresses, send_invitations, send_reminders
from app.services.mail_allowance import MOST_ASKED_IN
from app.services.mails import send_mail
from app.services.people import invite_person
from app.services.sign_in_links import Letter
from app.wording.errors import error_sentence
from tests.builders import PASSWORD, TODAY, collaboration, facilitator, new_round, opened_round
from tests.mail_server import Postbox, mail_server, mailing
from tests.services.test_invitations import DAY, NOON, TEXTS, answer_by, links, people


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def office(any_installation: Installation, postbox: Postbox) -> Iterator[Installation]:
    """Where an account may send ten mails a day."""
    with mail_server(postbox) as port:
        found = mailing(any_installation, port)
        yield replace(found, settings=replace(found.settings, mails_a_day=10))


def messages(installation: Installation) -> int:
    with installation.database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM messages")).scalar_one())


def test_what_does_not_fit_is_not_sent_at_all_and_is_told(office: Installation, postbox: Postbox) -> None:
    account = facilitator(office)
    first, second = (opened_round(office, new_round(title=title)) for title in ("Ett", "Två"))
    add_addresses(office, account, first.round.code, people(7))
    assert send_invitations(office, account, first.round.code, TEXTS, NOON) == 7
    add_addresses(office, account, second.round.code, people(4))
    with pytest.raises(SamspelError, match="M050") as refused:
        send_invitations(office, account, second.round.code, TEXTS, NOON + timedelta(hours=1))
    assert messages(office) == 7
    assert "10 mejl om dagen. 3 är kvar, och det här skulle bli 4." in error_sentence(refused.value, "sv")
    assert "2026-03-03 13:00" in error_sentence(refused.value, "sv")
    assert send_invitations(office, account, second.round.code, TEXTS, NOON + DAY) == 4


def test_what_was_refused_is_not_counted(office: Installation, postbox: Postbox) -> None:
    account, view = facilitator(office), opened_round(office)
    add_addresses(office, account, view.round.code, people(11))
    for _ in range(2):
        with pytest.raises(SamspelError, match="M050"):
            send_invitations(office, account, view.round.code, TEXTS, NOON)
    other = opened_round(office, new_round(title="Mindre"))
    add_addresses(office, account, other.round.code, people(10))
    assert send_invitations(office, account, other.round.code, TEXTS, NOON) == 10


@pytest.mark.parametrize("answered", [0, 1, 3])
def test_a_refused_reminder_tells_nothing_of_who_has_answered(
    office: Installation, postbox: Postbox, answered: int
) -> None:
    account, view = facilitator(office), opened_round(office)
    add_addresses(office, account, view.round.code, people(6))
    send_invitations(office, account, view.round.code, TEXTS, NOON)
    send_mail(office, lambda: NOON, lambda: True)
    for token in list(links(postbox).values())[:answered]:
        answer_by(office, view, token)
    more = opened_round(office, new_round(title="Samma dag"))
    later = NOON + 2 * DAY
    add_addresses(office, account, more.round.code, people(5))
    send_invitations(office, account, more.round.code, TEXTS, later)
    with pytest.raises(SamspelError, match="M050") as refused:
        send_reminders(office, account, view.round.code, TEXTS, later)
    assert (refused.value.facts["number"], refused.value.facts["left"]) == (6, 5)


def test_people_are_asked_in_so_many_a_day(any_installation: Installation) -> None:
    account, within = facilitator(any_installation), collaboration(any_installation)
    for number in range(MOST_ASKED_IN):
        letter = Letter(NOON, f"token {number}", "sv")
        invite_person(any_installation, account, within.id, f"p{number}@norrdal.example", Role.GUEST, letter)
    with pytest.raises(SamspelError, match="M051"):
        invite_person(
            any_installation, account, within.id, "x@norrdal.example", Role.GUEST, Letter(NOON, "one more", "sv")
        )
    assert account_of(any_installation, "x@norrdal.example") is None and messages(any_installation) == MOST_ASKED_IN
    letter = Letter(NOON + DAY, "next day", "sv")
    invite_person(any_installation, account, within.id, "x@norrdal.example", Role.GUEST, letter)


def test_an_administrator_makes_so_many_accounts_a_day(installation: Installation) -> None:
    admin = add_account(installation, "admin@norrdal.example", "", PASSWORD, TODAY, is_administrator=True)
    organisation = collaboration(installation).parties[0].id
    for number in range(MOST_ASKED_IN - 1):
        make_account(installation, admin, f"p{number}@norrdal.example", "", Letter(NOON, f"token {number}", "sv"))
    add_viewer(installation, admin, "viewer@norrdal.example", organisation, Letter(NOON, "viewer", "sv"))
    with pytest.raises(SamspelError, match="M051"):
        make_account(installation, admin, "x@norrdal.example", "", Letter(NOON, "one more", "sv"))
    assert account_of(installation, "x@norrdal.example") is None
