"""Names that go into mails: no link and no address in them, and nothing else refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.services.access import Role
from app.services.accounts import add_account
from app.services.address_lists import read_pasted
from app.services.administration import make_account
from app.services.collaborations import NewCollaboration, change_collaboration, create_collaboration
from app.services.identities import Identity, account_of_identity
from app.services.installation import Installation
from app.services.invitations import add_addresses, list_invitations, preview
from app.services.mail_texts import default_texts
from app.services.own_account import change_name
from app.services.people import invite_person
from app.services.plain_names import address_in, plain_name
from app.services.plans import change_round
from app.services.rounds import create_round
from app.services.sign_in_links import Letter
from tests.builders import NOW, PASSWORD, TODAY, collaboration, facilitator, new_round, opened_round

ADDRESSES = [
    "evil.example",
    "Grattis! Hämta priset på evil.example/pris",
    "https://evil.example",
    "HTTP://192.0.2.1/x",
    "192.0.2.1",
    "www.evil.example",
    "www.x",
    "evil.se.",
    "(evil.se)",
    "eve@evil.example",
    "eve＠evil.example",
    "mailto:eve",
    "evil。se",
    "evil．se",
    "evil\u200b.se",
    "ev\u00adil.se",
    "t.co",
    "ｅｖｉｌ．ｓｅ",
    "räksmörgås.se",
    "xn--rksmrgs-5wao1o.se",
    "ftp://evil",
    "evil.se:8080",
    "Kim,evil.se",
]
NAMES = [
    "Kim Facilitator",
    "Samverkan Älvdalen",
    "S:t Olofs kommun",
    "Våren 2026",
    "Norrdal, Älvnäs m.fl.",
    "Vård och omsorg (t.ex. hemtjänst)",
    "Kim A. Svensson",
    "v. 12–14",
    "Bl.a. skola",
    "Räddningstjänsten 112",
    "Version 2.0",
    "Möte 3.12",
    "Data: nästa steg",
    "Jean-Luc d'Älvnäs",
    "Norrdal/Älvnäs",
    "IT & digitalisering",
    "Kim @ Norrdal",
    "Förvaltning nr 1.",
]


@pytest.mark.parametrize("name", ADDRESSES)
def test_what_a_mail_program_would_make_a_link_is_refused(name: str) -> None:
    with pytest.raises(SamspelError, match="U037"):
        plain_name(name)


@pytest.mark.parametrize("name", NAMES)
def test_ordinary_names_are_names(name: str) -> None:
    assert plain_name(name) == name


@given(st.from_regex(r"[a-z0-9]{1,12}(\.[a-z0-9]{1,12}){0,2}\.[a-z]{2,12}", fullmatch=True), st.sampled_from(NAMES))
def test_no_host_slips_through_between_other_words(host: str, name: str) -> None:
    if host not in ("m.fl", "t.ex"):
        assert address_in(f"{name} {host} {name}") and address_in(f"({host})") and address_in(f"{host}/x")


def test_every_door_by_which_a_name_comes_refuses_it(installation: Installation) -> None:
    account, within = facilitator(installation), collaboration(installation)
    admin = add_account(installation, "admin@norrdal.example", "Admin", PASSWORD, TODAY, is_administrator=True)
    parties, evil = ("Norrdal", "Älvnäs"), "Vinn på evil.example"
    view = opened_round(installation)
    doors = (
        lambda: change_name(installation, account, evil),
        lambda: make_account(installation, admin, "ny@norrdal.example", evil, Letter(NOW, "token", "sv")),
        lambda: create_collaboration(installation, account, NewCollaboration(evil, parties), NOW),
        lambda: change_collaboration(installation, account, within.id, 1, NewCollaboration(evil, parties), NOW),
        lambda: create_round(installation, account, within.id, new_round(title=evil), NOW),
        lambda: change_round(installation, account, view.round.code, view.round.version, new_round(title=evil), NOW),
    )
    for door in doors:
        with pytest.raises(SamspelError, match="U037"):
            door()


def test_a_name_that_another_sign_in_vouches_for_is_left_out(installation: Installation) -> None:
    identity = Identity("https://idp.example", "kim", "kim@storvik.example", "evil.example")
    assert account_of_identity(installation, identity, NOW, admits=True).name == "kim@storvik.example"


def earlier(installation: Installation, table: str) -> None:
    """A name that an earlier version has let in."""
    with installation.database.writing() as connection:
        connection.execute(text(f"UPDATE {table} SET name = 'Vinn på evil.example'"))


def test_a_name_of_an_earlier_version_goes_into_no_mail(any_installation: Installation) -> None:
    account, view = facilitator(any_installation), opened_round(any_installation)
    earlier(any_installation, "accounts")
    earlier(any_installation, "collaborations")
    account = replace(account, name="Vinn på evil.example")
    for number in range(2):
        letter = Letter(NOW, f"token {number}", "sv")
        address = f"ny{number}@norrdal.example"
        invite_person(any_installation, account, view.collaboration_id, address, Role.GUEST, letter)
    add_addresses(any_installation, account, view.round.code, read_pasted("eva@norrdal.example"))
    listed = list_invitations(any_installation, account, view.round.code)
    texts = default_texts(listed.view, "invitation", account.name, None)
    mail = preview(any_installation, account, listed, texts)
    with any_installation.database.reading() as connection:
        posted = connection.execute(text("SELECT subject, body FROM messages")).all()
    assert len(posted) == 2
    for words in (mail.subject, mail.text, *(part for row in posted for part in row)):
        assert "evil" not in words
    assert "Du är inbjuden till en samverkan i Samspel." in str(posted)
    assert "en samverkan" in mail.subject


def test_an_unchanged_name_of_an_earlier_version_is_no_fault(installation: Installation) -> None:
    account, within = facilitator(installation), collaboration(installation)
    earlier(installation, "collaborations")
    new = NewCollaboration("Vinn på evil.example", ("Norrdal", "Älvnäs"), "Ett nytt syfte")
    changed = change_collaboration(installation, account, within.id, within.version, new, NOW)
    assert changed.purpose == "Ett nytt syfte"
