"""Deleting collaborations and accounts: what goes, what stays, what can be undone."""

import io
import json
import zipfile
from collections.abc import Mapping

import pytest
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.services.accounts import Account, add_account, find_account
from app.services.collaboration_export import export_collaboration
from app.services.exports import about_round, as_json
from app.services.installation import Installation
from app.services.own_data import obstacle_to_removal, own_data_of, remove_own_account
from app.services.removal import delete_collaboration, deleted_collaborations, find_removal, restore_collaboration
from app.services.results import round_result
from app.services.rounds import RoundView, list_rounds
from app.store.database import Base
from tests.builders import NOW, PASSWORD, TODAY, answer, closed, facilitator, fresh, new_round, opened_round

NAME = "Samverkan Älvdalen"
ADDRESS = "robin@norrdal.example"


def insert(installation: Installation, table: str, values: Mapping[str, object]) -> None:
    with installation.database.writing() as connection:
        connection.execute(Base.metadata.tables[table].insert(), values)


def rows(installation: Installation, query: str) -> list[tuple[object, ...]]:
    with installation.database.reading() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def another(installation: Installation, email: str = "lo@alvnas.example", administers: bool = False) -> Account:
    return add_account(installation, email, "Lo", PASSWORD, TODAY, is_administrator=administers)


@pytest.fixture
def view(any_installation: Installation) -> RoundView:
    """A closed round with a record, an invitation and a mail that waits; another round is open."""
    view = opened_round(any_installation)
    answer(any_installation, view, 6, organisation="norrdal", puls_kommentar="Mer tid till arbetet")
    identity = {"round_id": view.round.id, "factor_id": "nytta", "version": 1, "words": "Vi delar på bemanningen"}
    of_collaboration = {"collaboration_id": view.collaboration_id, "position": 1, **identity}
    insert(any_installation, "notes", identity)
    insert(any_installation, "principles", {"id": "p", **of_collaboration})
    action = {"id": "a", "responsible": "HR-chef", "organisation_id": None, "due_on": TODAY, "state": "planned"}
    insert(any_installation, "actions", {**action, **of_collaboration})
    invitation = {"id": "i", "round_id": view.round.id, "address": ADDRESS, "answered": True}
    insert(any_installation, "invitations", invitation)
    mail = {
        "id": "m",
        "round_id": view.round.id,
        "invitation_id": "i",
        "kind": "invitation",
        "recipient": ADDRESS,
        "subject": "",
        "body": "",
        "headers": "",
        "state": "waiting",
        "attempts": 0,
        "due_at": NOW,
        "claimed_until": None,
        "error": "",
        "made_at": NOW,
        "sent_at": None,
    }
    insert(any_installation, "messages", mail)
    opened_round(any_installation, new_round(title="Hösten"))
    return closed(any_installation, view)


class TestDeletingACollaboration:
    def test_is_told_in_numbers_first(self, any_installation: Installation, view: RoundView) -> None:
        found = find_removal(any_installation, facilitator(any_installation), view.collaboration_id)
        extent = found.extent
        assert (found.name, found.erased_on) == (NAME, None)
        assert (extent.rounds, extent.open_rounds, extent.invitations, extent.people) == (2, 1, 1, 1)
        assert (extent.notes, extent.principles, extent.actions) == (1, 1, 1)

    def test_hides_it_stops_its_mails_and_can_be_undone(self, any_installation: Installation, view: RoundView) -> None:
        account = facilitator(any_installation)
        delete_collaboration(any_installation, account, view.collaboration_id, NAME, NOW)
        assert list_rounds(any_installation, account) == ()
        assert rows(any_installation, "SELECT state FROM messages") == [("given_up",)]
        ((identity, name, until),) = deleted_collaborations(any_installation, account)
        assert (identity, name, until.isoformat()) == (view.collaboration_id, NAME, "2026-04-01")
        restore_collaboration(any_installation, account, view.collaboration_id, NOW)
        restore_collaboration(any_installation, account, view.collaboration_id, NOW)
        assert round_result(any_installation, fresh(any_installation, view)).persons == 6
        deeds = rows(any_installation, "SELECT actor, deed FROM audit WHERE deed LIKE 'collaboration_%' ORDER BY id")
        assert deeds[-2:] == [(account.email, "collaboration_deleted"), (account.email, "collaboration_restored")]

    def test_asks_for_the_name_and_happens_once(self, any_installation: Installation, view: RoundView) -> None:
        account = facilitator(any_installation)
        with pytest.raises(SamspelError, match="V002"):
            delete_collaboration(any_installation, account, view.collaboration_id, "Samverkan", NOW)
        delete_collaboration(any_installation, account, view.collaboration_id, NAME, NOW)
        with pytest.raises(SamspelError, match="V003"):
            delete_collaboration(any_installation, account, view.collaboration_id, NAME, NOW)

    def test_is_for_those_who_lead_it(self, any_installation: Installation, view: RoundView) -> None:
        guest = another(any_installation)
        role = {"account_id": guest.id, "collaboration_id": view.collaboration_id, "role": "guest"}
        insert(any_installation, "memberships", role)
        for act in (
            lambda: delete_collaboration(any_installation, guest, view.collaboration_id, NAME, NOW),
            lambda: restore_collaboration(any_installation, guest, view.collaboration_id, NOW),
            lambda: find_removal(any_installation, guest, view.collaboration_id),
            lambda: export_collaboration(any_installation, guest, view.collaboration_id, NOW),
        ):
            with pytest.raises(SamspelError, match="C010"):
                act()


class TestTakingACollaborationAlong:
    @pytest.fixture
    def files(self, any_installation: Installation, view: RoundView) -> dict[str, bytes]:
        account = facilitator(any_installation)
        found = export_collaboration(any_installation, account, view.collaboration_id, NOW)
        assert found.name == "samspel-samverkan-alvdalen-2026-03-02.zip"
        archive = zipfile.ZipFile(io.BytesIO(found.content))
        return {name: archive.read(name) for name in archive.namelist()}

    def test_gives_results_as_they_are_shown_and_none_of_an_open_round(
        self, any_installation: Installation, view: RoundView, files: dict[str, bytes]
    ) -> None:
        one = json.loads(files[f"rounds/{view.round.code}.json"])
        now = fresh(any_installation, view)
        assert one["result"] == json.loads(json.dumps(as_json(round_result(any_installation, now), about_round(now))))
        assert (one["received"], one["invited"], one["state"]) == (6, 1, "closed")
        rounds = [name for name in files if name.startswith("rounds/")]
        (other,) = [json.loads(files[name]) for name in rounds if view.round.code not in name]
        assert (other["state"], other["result"]) == ("open", None)

    def test_gives_the_record_and_the_log(self, view: RoundView, files: dict[str, bytes]) -> None:
        record, log = json.loads(files["record.json"]), json.loads(files["log.json"])
        assert record["notes"] == [{"round": view.round.code, "factor_id": "nytta", "words": "Vi delar på bemanningen"}]
        assert record["actions"][0]["responsible"] == "HR-chef"
        assert record["actions"][0]["due_on"] == "2026-03-02"
        assert log["lines"][0]["deed"] == "collaboration_exported"

    def test_gives_no_single_answer_and_no_address_of_those_invited(
        self, any_installation: Installation, files: dict[str, bytes]
    ) -> None:
        everything = b"".join(files.values())
        assert ADDRESS.encode() not in everything
        for table in ("responses", "comments", "invitations", "handed_in"):
            for row in rows(any_installation, f"SELECT * FROM {table}"):
                assert not isinstance(row[0], str) or len(row[0]) < 8 or row[0].encode() not in everything, table

    def test_of_a_deleted_one_is_refused(self, any_installation: Installation, view: RoundView) -> None:
        account = facilitator(any_installation)
        delete_collaboration(any_installation, account, view.collaboration_id, NAME, NOW)
        with pytest.raises(SamspelError, match="C010"):
            export_collaboration(any_installation, account, view.collaboration_id, NOW)


class TestRemovingOnesAccount:
    def test_takes_everything_that_hangs_on_it_and_leaves_the_log(
        self, any_installation: Installation, view: RoundView
    ) -> None:
        account, other = facilitator(any_installation), another(any_installation)
        role = {"account_id": other.id, "collaboration_id": view.collaboration_id, "role": "facilitator"}
        insert(any_installation, "memberships", role)
        hashed = {"token_hash": "t", "account_id": account.id}
        moments = {"began_at": NOW, "made_at": NOW, "seen_at": NOW, "replaced_at": None}
        insert(any_installation, "sessions", {**hashed, **moments})
        insert(any_installation, "sign_in_links", {**hashed, "purpose": "reset", "expires_at": NOW})
        insert(any_installation, "organisations", {"id": "storuman", "name": "Storuman", "municipality_code": None})
        insert(any_installation, "viewers", {"account_id": account.id, "organisation_id": "storuman"})
        found = own_data_of(any_installation, account)
        assert (len(found.sessions), len(found.links), len(found.roles)) == (1, 1, 2)
        remove_own_account(any_installation, account, NOW)
        assert find_account(any_installation, account.id) is None
        for table in ("sessions", "sign_in_links", "viewers"):
            assert rows(any_installation, f"SELECT * FROM {table}") == [], table
        assert rows(any_installation, "SELECT account_id FROM memberships") == [(other.id,)]
        last = rows(any_installation, "SELECT actor, deed, subject FROM audit ORDER BY id DESC LIMIT 1")
        assert last == [(account.email, "account_removed", account.email)]
        assert len(list_rounds(any_installation, other)) == 2

    def test_is_refused_to_the_last_facilitator_until_the_collaboration_is_deleted(
        self, any_installation: Installation, view: RoundView
    ) -> None:
        account = facilitator(any_installation)
        with pytest.raises(SamspelError, match="V004") as refused:
            remove_own_account(any_installation, account, NOW)
        assert refused.value.facts == {"names": NAME}
        guest = another(any_installation)
        role = {"account_id": guest.id, "collaboration_id": view.collaboration_id, "role": "guest"}
        insert(any_installation, "memberships", role)
        assert obstacle_to_removal(any_installation, account) is not None, "a guest leads nothing"
        delete_collaboration(any_installation, account, view.collaboration_id, NAME, NOW)
        remove_own_account(any_installation, account, NOW)
        assert find_account(any_installation, account.id) is None

    def test_is_refused_to_the_only_administrator(self, any_installation: Installation) -> None:
        first = another(any_installation, "a@norrdal.example", administers=True)
        with pytest.raises(SamspelError, match="V005"):
            remove_own_account(any_installation, first, NOW)
        another(any_installation, "b@norrdal.example", administers=True)
        remove_own_account(any_installation, first, NOW)
