"""The people of a collaboration, and what an administrator does: roles given, changed, taken; never the last one."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from app.domain.collaboration import Party
from app.domain.errors import SamspelError
from app.services.access import Role
from app.services.accounts import Account, account_of, add_account
from app.services.administration import (
    add_viewer,
    list_accounts,
    list_viewers,
    make_account,
    remove_account,
    remove_viewer,
    set_administrator,
    set_making,
)
from app.services.collaborations import NewCollaboration, create_collaboration
from app.services.identities import Identity, account_of_identity
from app.services.installation import Installation
from app.services.people import change_role, invite_person, list_people, remove_person
from app.services.sessions import begin_session, find_session
from app.services.sign_in_links import Letter, look_at_link
from app.services.sign_in_mails import Purpose
from app.store import organisations
from tests.builders import EMAIL, PASSWORD, TODAY, draft_round, facilitator

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OTHER = "ute@storvik.example"


def letter(token: str = "token") -> Letter:
    return Letter(NOW, token, "sv")


def collaboration(installation: Installation) -> str:
    return draft_round(installation).collaboration_id


def administrator(installation: Installation) -> Account:
    email = "admin@norrdal.example"
    return account_of(installation, email) or add_account(
        installation, email, "Admin", PASSWORD, TODAY, is_administrator=True
    )


def deeds(installation: Installation) -> list[str]:
    with installation.database.reading() as connection:
        return list(connection.execute(text("SELECT deed FROM audit ORDER BY id")).scalars())


class TestPeople:
    def test_an_unknown_address_gets_an_account_a_role_and_a_link(self, any_installation: Installation) -> None:
        leads, where = facilitator(any_installation), collaboration(any_installation)
        invite_person(any_installation, leads, where, f" {OTHER.upper()} ", Role.GUEST, letter())
        made = account_of(any_installation, OTHER)
        link = look_at_link(any_installation, "token", NOW)
        assert link.account == made and link.purpose is Purpose.INVITATION
        persons = list_people(any_installation, leads, where).persons
        assert [(one.email, one.role) for one in persons] == [(EMAIL, "facilitator"), (OTHER, "guest")]
        with any_installation.database.reading() as connection:
            kind, body = connection.execute(text("SELECT kind, body FROM messages")).one()
        assert kind == "invitation_to_lead"
        assert "Kim Facilitator har bjudit in dig till Samverkan Älvdalen" in body
        assert deeds(any_installation)[-1] == "guest_invited"

    def test_who_has_an_account_is_told_and_needs_no_link(self, installation: Installation) -> None:
        leads, where = facilitator(installation), collaboration(installation)
        add_account(installation, OTHER, "Ute", PASSWORD, TODAY)
        invite_person(installation, leads, where, OTHER, Role.FACILITATOR, letter())
        with installation.database.reading() as connection:
            body = str(connection.execute(text("SELECT body FROM messages")).scalar())
            assert connection.execute(text("SELECT count(*) FROM sign_in_links")).scalar() == 0
        assert "/account/link/" not in body and "http://localhost/account" in body

    def test_nobody_is_invited_twice(self, installation: Installation) -> None:
        with pytest.raises(SamspelError, match="P004"):
            invite_person(
                installation, facilitator(installation), collaboration(installation), EMAIL, Role.GUEST, letter()
            )

    def test_the_last_facilitator_stays(self, any_installation: Installation) -> None:
        leads, where = facilitator(any_installation), collaboration(any_installation)
        with pytest.raises(SamspelError, match="P002"):
            remove_person(any_installation, leads, where, leads.id, NOW)
        with pytest.raises(SamspelError, match="P002"):
            change_role(any_installation, leads, where, leads.id, Role.GUEST, NOW)
        invite_person(any_installation, leads, where, OTHER, Role.GUEST, letter())
        other = account_of(any_installation, OTHER)
        assert other is not None
        change_role(any_installation, leads, where, other.id, Role.FACILITATOR, NOW)
        remove_person(any_installation, leads, where, leads.id, NOW)
        assert [one.email for one in list_people(any_installation, other, where).persons] == [OTHER]
        with pytest.raises(SamspelError, match="C010"):
            list_people(any_installation, leads, where)

    @pytest.mark.parametrize("role", [Role.GUEST, None])
    def test_only_facilitators_see_or_change_it(self, installation: Installation, role: Role | None) -> None:
        leads, where = facilitator(installation), collaboration(installation)
        other = add_account(installation, OTHER, "Ute", PASSWORD, TODAY)
        if role is not None:
            invite_person(installation, leads, where, OTHER, role, letter())
        for act in (
            lambda: list_people(installation, other, where),
            lambda: invite_person(installation, other, where, "ny@norrdal.example", Role.GUEST, letter("2")),
            lambda: change_role(installation, other, where, leads.id, Role.GUEST, NOW),
            lambda: remove_person(installation, other, where, leads.id, NOW),
        ):
            with pytest.raises(SamspelError, match="C010"):
                act()


class TestAdministration:
    def test_the_last_administrator_stays(self, any_installation: Installation) -> None:
        admin = administrator(any_installation)
        with pytest.raises(SamspelError, match="P003"):
            set_administrator(any_installation, admin, admin.id, is_administrator=False, now=NOW)
        with pytest.raises(SamspelError, match="P003"):
            remove_account(any_installation, admin, admin.id, NOW)
        second = make_account(any_installation, admin, OTHER, "Ute", letter(), is_administrator=True)
        set_administrator(any_installation, second, admin.id, is_administrator=False, now=NOW)
        assert [one.email for one in list_accounts(any_installation, second) if one.is_administrator] == [OTHER]

    def test_a_removed_account_leaves_nothing_that_lets_it_in(self, any_installation: Installation) -> None:
        admin, leads = administrator(any_installation), facilitator(any_installation)
        where = collaboration(any_installation)
        with pytest.raises(SamspelError, match="P005"):
            remove_account(any_installation, admin, leads.id, NOW)
        invite_person(any_installation, leads, where, OTHER, Role.FACILITATOR, letter())
        begin_session(any_installation, leads, NOW, "session")
        remove_account(any_installation, admin, leads.id, NOW)
        assert account_of(any_installation, EMAIL) is None
        assert find_session(any_installation, "session", NOW, "x") is None
        assert deeds(any_installation)[-1] == "account_removed"

    def test_a_viewer_follows_an_organisation_until_it_is_taken_back(self, any_installation: Installation) -> None:
        admin = administrator(any_installation)
        with any_installation.database.writing() as connection:
            organisations.add(connection, Party("storvik-1", "Storvik", None))
        add_viewer(any_installation, admin, OTHER, "storvik-1", letter())
        (viewer,) = list_viewers(any_installation, admin).viewers
        assert (viewer.email, viewer.organisation) == (OTHER, "Storvik")
        with pytest.raises(SamspelError, match="P008"):
            add_viewer(any_installation, admin, OTHER, "storvik-1", letter("2"))
        with pytest.raises(SamspelError, match="P007"):
            add_viewer(any_installation, admin, OTHER, "nosuch", letter("3"))
        remove_viewer(any_installation, admin, viewer.account_id, "storvik-1", NOW)
        assert list_viewers(any_installation, admin).viewers == ()

    def test_others_are_told_that_there_is_no_administration(self, installation: Installation) -> None:
        leads = facilitator(installation)
        for act in (
            lambda: list_accounts(installation, leads),
            lambda: make_account(installation, leads, OTHER, "", letter()),
            lambda: set_administrator(installation, leads, leads.id, is_administrator=True, now=NOW),
            lambda: remove_account(installation, leads, leads.id, NOW),
            lambda: list_viewers(installation, leads),
            lambda: add_viewer(installation, leads, OTHER, "x", letter()),
        ):
            with pytest.raises(SamspelError, match="P001"):
                act()


class TestWhoMayMakeCollaborations:
    NEW = NewCollaboration("Samverkan Ny", ("Norrdal", "Älvnäs"))

    def invited(self, installation: Installation, role: Role) -> Account:
        invite_person(installation, facilitator(installation), collaboration(installation), OTHER, role, letter())
        made = account_of(installation, OTHER)
        assert made is not None
        return made

    @pytest.mark.parametrize("role", [Role.GUEST, Role.FACILITATOR])
    def test_whoever_was_invited_may_not(self, any_installation: Installation, role: Role) -> None:
        other = self.invited(any_installation, role)
        with pytest.raises(SamspelError, match="P009"):
            create_collaboration(any_installation, other, self.NEW, NOW)

    def test_who_follows_an_organisation_may_not(self, installation: Installation) -> None:
        admin, where = administrator(installation), collaboration(installation)
        with installation.database.reading() as connection:
            (party, *_) = (row[0] for row in connection.execute(text("SELECT organisation_id FROM parties")))
        add_viewer(installation, admin, OTHER, party, letter())
        viewer = account_of(installation, OTHER)
        assert viewer is not None and where
        with pytest.raises(SamspelError, match="P009"):
            create_collaboration(installation, viewer, self.NEW, NOW)

    def test_an_administrator_gives_the_right_and_takes_it(self, any_installation: Installation) -> None:
        admin, other = administrator(any_installation), self.invited(any_installation, Role.GUEST)
        set_making(any_installation, admin, other.id, makes=True, now=NOW)
        allowed = account_of(any_installation, OTHER)
        assert allowed is not None
        create_collaboration(any_installation, allowed, self.NEW, NOW)
        set_making(any_installation, admin, other.id, makes=False, now=NOW)
        taken = account_of(any_installation, OTHER)
        assert taken is not None
        with pytest.raises(SamspelError, match="P009"):
            create_collaboration(any_installation, taken, self.NEW, NOW)
        assert [one for one in deeds(any_installation) if one.startswith("maker_")] == ["maker_made", "maker_unmade"]

    def test_nobody_but_an_administrator_gives_it(self, installation: Installation) -> None:
        leads, other = facilitator(installation), self.invited(installation, Role.GUEST)
        with pytest.raises(SamspelError, match="P001"):
            set_making(installation, leads, other.id, makes=True, now=NOW)

    def test_an_installation_may_give_it_to_all_who_lead(self, installation: Installation) -> None:
        other = self.invited(installation, Role.FACILITATOR)
        open_to_all = replace(installation, settings=replace(installation.settings, facilitators_make=True))
        create_collaboration(open_to_all, other, self.NEW, NOW)
        guest = add_account(installation, "guest@norrdal.example", "", PASSWORD, TODAY, makes_collaborations=False)
        with pytest.raises(SamspelError, match="P009"):
            create_collaboration(open_to_all, guest, self.NEW, NOW)

    def test_whom_another_sign_in_lets_in_may_not(self, installation: Installation) -> None:
        identity = Identity("https://idp.example", "kim", OTHER, "Ute")
        made = account_of_identity(installation, identity, NOW, admits=True)
        with pytest.raises(SamspelError, match="P009"):
            create_collaboration(installation, made, self.NEW, NOW)
