"""The pages of the record, without scripts: written, mended, compared, put back; read by guests."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.domain.record import Action, ActionState, Note, Principle, Record
from app.services.accounts import add_account
from app.services.agreements import add, change, remove, save_note
from app.services.installation import Installation
from app.services.record import round_record
from app.services.rounds import RoundView, find_own_round
from app.store.collaborations import insert_membership
from tests.builders import PASSWORD, TODAY, answer, closed, facilitator, new_round, opened_round
from tests.web.conftest import browser, token

NOW = datetime(2026, 3, 30, 15, 0, tzinfo=UTC)
JSON = {"Accept": "application/json"}
ACTION = {"words": "Boka möte", "responsible": "Samordnare", "organisation": "norrdal", "due_on": "2026-05-01"}


@pytest.fixture
def view(installation: Installation) -> RoundView:
    view = opened_round(installation, new_round(questionnaire="nyckelfaktorer"))
    answer(installation, view, 6, 2, organisation="norrdal")
    answer(installation, view, 6, 5, organisation="alvnas")
    return closed(installation, view)


@pytest.fixture
def place(view: RoundView) -> str:
    return f"/facilitate/rounds/{view.round.code}/record"


def stored(installation: Installation, view: RoundView) -> Record:
    return round_record(installation, find_own_round(installation, facilitator(installation), view.round.code))


def post(one: FlaskClient, place: str, path: str, data: Mapping[str, object], **more: object) -> TestResponse:
    fresh = token(one, f"{place}/factors/service")
    return one.post(f"{place}/{path}", data={"factor": "service", **fresh, **data}, **more)


def put(installation: Installation, view: RoundView, one: Principle | Action) -> Principle | Action:
    return add(installation, facilitator(installation), view.round.code, one, NOW)


class TestTheOverview:
    def test_an_empty_one_says_what_to_do_and_leads_to_every_factor_in_the_order_of_the_dialogue(
        self, signed_in: FlaskClient, view: RoundView, place: str
    ) -> None:
        page = signed_in.get(place).text
        assert "Öppna en nyckelfaktor och skriv" in page
        assert page.count(f'href="{place}/factors/') == 13
        assert page.index("Här kan samtalet börja") < page.index("De andra nyckelfaktorerna")
        assert 'href="/facilitate/rounds' in page and 'aria-current="page">Samtalet' in page

    def test_it_shows_what_is_recorded(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        save_note(installation, facilitator(installation), view.round.code, Note("service", "Poolen <b>"), NOW)
        put(installation, view, Action("", None, "Boka", "Samordnare", "norrdal", date(2020, 1, 2)))
        page = signed_in.get(place).text
        assert "Poolen &lt;b&gt;" in page
        assert "Samordnare, Norrdal · klart 2 januari 2020" in page
        assert "Försenad · planerad" in page

    def test_a_round_without_figures_is_recorded_all_the_same(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = closed(installation, opened_round(installation))
        place = f"/facilitate/rounds/{view.round.code}/record"
        page = signed_in.get(place).text
        assert "Du kan anteckna från samtalet ändå." in page
        assert 'class="tag' not in page
        factor = signed_in.get(f"{place}/factors/service")
        assert factor.status_code == 200
        assert "figure-line" not in factor.text

    def test_a_round_that_is_not_closed_says_when_there_will_be_one(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation)
        refused = signed_in.get(f"/facilitate/rounds/{view.round.code}/record")
        assert refused.status_code == 409
        assert "Stäng den först" in refused.text
        assert "Samtalet" not in signed_in.get(f"/facilitate/rounds/{view.round.code}").text


class TestWriting:
    def test_a_note_is_saved_and_shown_again(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        saved = post(signed_in, place, "note", {"words": " Poolen\r\nfungerar. ", "version": "0"})
        assert saved.headers["Location"] == f"{place}/factors/service#note"
        assert stored(installation, view).notes == (Note("service", "Poolen\nfungerar.", 1),)
        assert "Poolen\nfungerar.</textarea>" in signed_in.get(f"{place}/factors/service").text

    def test_the_script_is_given_the_new_version_or_the_fault(
        self, signed_in: FlaskClient, view: RoundView, place: str
    ) -> None:
        saved = post(signed_in, place, "note", {"words": "Bra", "version": "0"}, headers=JSON)
        assert (saved.status_code, saved.json) == (200, {"version": 1})
        refused = post(signed_in, place, "note", {"words": "x" * 10_001, "version": "1"}, headers=JSON)
        assert refused.status_code == 422
        assert "Texten har 10001 tecken" in str(refused.json)

    def test_an_example_is_taken_over_with_one_click_and_then_offered_no_more(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        page = signed_in.get(f"{place}/factors/behovsdialog").text
        example = "Varje behov som förs in i samverkan har en namngiven ägare i verksamheten."
        assert f'name="words" value="{example}"' in page
        post(signed_in, place, "principles", {"factor": "behovsdialog", "words": example})
        assert [one.words for one in stored(installation, view).principles] == [example]
        assert f'name="words" value="{example}"' not in signed_in.get(f"{place}/factors/behovsdialog").text

    def test_an_action_is_added_changed_moved_and_removed_and_put_back(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        post(signed_in, place, "actions", ACTION)
        post(signed_in, place, "actions", {**ACTION, "words": "Ring"})
        first, second = stored(installation, view).actions
        assert (first.due_on, first.organisation_id, first.state) == (date(2026, 5, 1), "norrdal", ActionState.PLANNED)
        moved = {**ACTION, "words": "Ring alla", "state": "begun", "version": "1", "go": "up"}
        post(signed_in, place, f"actions/{second.id}", moved)
        now = stored(installation, view).actions
        assert [(one.words, one.state) for one in now] == [("Ring alla", "begun"), ("Boka möte", "planned")]
        post(signed_in, place, f"actions/{second.id}", {**moved, "version": "2", "go": "remove"})
        assert len(stored(installation, view).actions) == 1
        page = signed_in.get(f"{place}/factors/service").text
        undo = page[page.index('class="undo"') : page.index("Ångra")]
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', undo))
        signed_in.post(re.findall(r'action="([^"]+)"', undo)[0], data=fields)
        assert [one.words for one in stored(installation, view).actions] == ["Ring alla", "Boka möte"]
        assert 'class="undo"' not in signed_in.get(f"{place}/factors/service").text

    @pytest.mark.parametrize(
        ("fault", "words"),
        [
            ({"words": " "}, "Här står inget."),
            ({"words": "x" * 501}, "Texten har 501 tecken"),
            ({"responsible": ""}, "Ingen är ansvarig än."),
            ({"due_on": "i morgon"}, "”i morgon” är inte ett datum."),
            ({"due_on": "0026-05-01"}, "är inte ett datum."),
            ({"state": "soon"}, "är inget läge för en åtgärd"),
            ({"organisation": "nosuch"}, "Organisationen deltar inte i omgången."),
        ],
    )
    def test_a_fault_comes_back_beside_its_field_with_all_that_was_typed(
        self,
        signed_in: FlaskClient,
        installation: Installation,
        view: RoundView,
        place: str,
        fault: dict[str, str],
        words: str,
    ) -> None:
        refused = post(signed_in, place, "actions", {**ACTION, **fault})
        assert refused.status_code == 422
        assert words in refused.text
        assert f'<li><a href="#new-actions-{next(iter(fault))}">' in refused.text
        form = refused.text[refused.text.index('id="new-actions"') :]
        for typed in {**ACTION, **fault}.values():
            if typed.strip() and typed not in ("nosuch", "soon"):
                assert typed in form
        assert stored(installation, view).is_empty

    def test_a_stale_token_loses_nothing(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        stale = {"csrf_token": "old", "factor": "service", "words": "Lång text", "version": "0"}
        refused = signed_in.post(f"{place}/note", data=stale)
        assert refused.status_code == 422
        assert "Lång text</textarea>" in refused.text
        assert "Inget är förlorat" in refused.text or "Inget har gått förlorat" in refused.text
        assert stored(installation, view).is_empty

    def test_a_factor_that_does_not_exist_is_said_in_words(self, signed_in: FlaskClient, place: str) -> None:
        refused = signed_in.get(f"{place}/factors/nosuch")
        assert refused.status_code == 409
        assert "Nyckelfaktorn finns inte" in refused.text


class TestTwoAtOnce:
    @pytest.fixture
    def theirs(self, installation: Installation, view: RoundView) -> Note:
        return save_note(installation, facilitator(installation), view.round.code, Note("service", "Deras <i>"), NOW)

    def test_both_texts_and_three_choices_are_shown_and_nothing_is_stored(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str, theirs: Note
    ) -> None:
        conflict = post(signed_in, place, "note", {"words": "Min text", "version": "0"})
        assert conflict.status_code == 409
        for words in ("Behåll min", "Behåll den sparade", "Spara den sammanslagna", "Deras &lt;i&gt;\n\nMin text"):
            assert words in conflict.text
        assert conflict.text.count('name="version" value="1"') == 2
        assert stored(installation, view).notes == (theirs,)

    def test_keeping_mine_is_one_click(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str, theirs: Note
    ) -> None:
        conflict = post(signed_in, place, "note", {"words": "Min text", "version": "0"}).text
        form = conflict[conflict.index('<form method="post" action="/facilitate') : conflict.index("Behåll min")]
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        signed_in.post(f"{place}/note", data=fields)
        assert stored(installation, view).notes == (Note("service", "Min text", 2),)

    def test_the_script_is_given_the_choice_alone(self, signed_in: FlaskClient, place: str, theirs: Note) -> None:
        conflict = post(signed_in, place, "note", {"words": "Min text", "version": "0"}, headers=JSON)
        assert conflict.status_code == 409
        assert conflict.text.lstrip().startswith('<section class="choice-of-two"')
        assert "<html" not in conflict.text

    def test_the_two_versions_of_an_action_are_compared_field_by_field(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        one = put(installation, view, Action("", "service", "Boka", "Samordnare", "norrdal", date(2026, 5, 1)))
        assert isinstance(one, Action)
        change(installation, facilitator(installation), view.round.code, Action(one.id, "service", "Boka", "Chef"), NOW)
        conflict = post(signed_in, place, f"actions/{one.id}", {**ACTION, "version": "1", "state": "done"}).text
        sides = [re.findall(r"<dd>(.*?)</dd>", side) for side in conflict.split("Den sparade versionen")]
        assert sides[0] == ["Boka möte", "Samordnare", "Norrdal", "1 maj 2026", "Klar"]
        assert sides[1] == ["Boka", "Chef", "Ingen särskild", "inget datum", "Planerad"]

    def test_what_somebody_else_removed_can_be_put_back_with_my_words(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        one = put(installation, view, Principle("", "service", "Vi ringer"))
        remove(installation, facilitator(installation), view.round.code, one, NOW)
        conflict = post(signed_in, place, f"principles/{one.id}", {"words": "Vi ringer alltid", "version": "1"}).text
        assert "Låt det vara borttaget" in conflict
        form = conflict[conflict.index('<form method="post" action="/facilitate') : conflict.index("Lägg tillbaka min")]
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        signed_in.post(f"{place}/principles/{one.id}/back", data=fields)
        assert [found.words for found in stored(installation, view).principles] == ["Vi ringer alltid"]

    def test_removing_what_somebody_changed_shows_the_new_words_instead(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        one = put(installation, view, Principle("", "service", "Vi ringer"))
        account = facilitator(installation)
        change(installation, account, view.round.code, Principle(one.id, "service", "Vi skriver"), NOW)
        data = {"words": "Vi ringer", "version": "1", "go": "remove"}
        refused = post(signed_in, place, f"principles/{one.id}", data)
        assert refused.status_code == 409
        assert "Vi skriver</textarea>" in refused.text
        assert "Läs den nya texten först" in refused.text


class TestTheActionsOfACollaboration:
    @pytest.fixture
    def page(self, installation: Installation, view: RoundView) -> str:
        put(installation, view, Action("", "service", "Boka", "Samordnare", "norrdal", date(2020, 1, 2)))
        put(installation, view, Action("", None, "Ring", "Kanslichef", state=ActionState.DONE))
        return f"/collaborations/{view.collaboration_id}/actions"

    def test_an_empty_page_says_where_actions_come_from(self, signed_in: FlaskClient, view: RoundView) -> None:
        page = signed_in.get(f"/collaborations/{view.collaboration_id}/actions").text
        assert "Ni har inte kommit överens om några åtgärder än." in page
        assert f'href="/facilitate/rounds/{view.round.code}/record"' in page

    def test_what_is_overdue_comes_first_and_is_said_in_words(self, signed_in: FlaskClient, page: str) -> None:
        found = signed_in.get(page).text
        assert found.index("Försenade åtgärder") < found.index("Klara åtgärder")
        assert "Försenad · planerad" in found

    def test_they_are_filtered_by_responsible_and_by_organisation(self, signed_in: FlaskClient, page: str) -> None:
        by_function = signed_in.get(f"{page}?responsible=Kanslichef").text
        assert ">Ring</p>" in by_function and ">Boka</p>" not in by_function
        by_organisation = signed_in.get(f"{page}?organisation=Norrdal").text
        assert ">Boka</p>" in by_organisation and ">Ring</p>" not in by_organisation
        assert "Ingen åtgärd stämmer" in signed_in.get(f"{page}?organisation=Norrdal&responsible=Kanslichef").text

    def test_one_click_ticks_off_and_one_takes_it_back(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, page: str
    ) -> None:
        def states() -> list[str]:
            return [one.state.value for one in stored(installation, view).actions]

        found = signed_in.get(page).text
        form = found[found.index('class="tasks__steps"') :]
        address = re.findall(r'action="([^"]+)"', form)[0]
        fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))
        answer = signed_in.post(address, data={**fields, "state": "done"})
        assert answer.headers["Location"] == page
        assert states() == ["done", "done"]
        found = signed_in.get(page).text
        undo = found[found.index('class="undo"') : found.index("Ångra")]
        signed_in.post(address, data=dict(re.findall(r'name="(\w+)" value="([^"]*)"', undo)))
        assert states() == ["planned", "done"]
        stale = signed_in.post(address, data={**fields, "state": "dropped"})
        assert stale.status_code == 409
        assert "Välj version" in stale.text


class TestAGuest:
    @pytest.fixture
    def guest(self, app: Flask, installation: Installation, view: RoundView) -> FlaskClient:
        one = add_account(installation, "gast@norrdal.example", "Gäst", PASSWORD, TODAY)
        with installation.database.writing() as connection:
            insert_membership(connection, one.id, view.collaboration_id, "guest")
        client = browser(app)
        client.post(
            "/account/sign-in",
            data={"email": "gast@norrdal.example", "password": PASSWORD, **token(client, "/account/sign-in")},
        )
        return client

    def test_reads_everything_and_is_offered_no_field(
        self, guest: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        save_note(installation, facilitator(installation), view.round.code, Note("service", "Poolen"), NOW)
        put(installation, view, Action("", "service", "Boka", "Samordnare"))
        for path in (place, f"{place}/factors/service", f"/collaborations/{view.collaboration_id}/actions"):
            page = guest.get(path)
            assert page.status_code == 200
            assert "Boka" in page.text
            assert "<textarea" not in page.text and 'name="version"' not in page.text
        assert guest.get(f"{place}/follow-up.pdf").data.startswith(b"%PDF")

    def test_is_refused_every_change(
        self, guest: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        one = put(installation, view, Action("", "service", "Boka", "Samordnare"))
        fresh = token(guest, place)
        for path in ("note", "principles", "actions", f"actions/{one.id}", f"actions/{one.id}/back"):
            assert guest.post(f"{place}/{path}", data={**ACTION, **fresh, "version": "1"}).status_code == 404
        state = guest.post(f"{place}/actions/{one.id}/state", data={**fresh, "version": "1", "state": "done"})
        assert state.status_code == 404
        assert stored(installation, view).actions == (one,)


def test_the_follow_up_document_is_downloaded_in_the_language_asked_for(signed_in: FlaskClient, place: str) -> None:
    found = signed_in.get(f"{place}/follow-up.pdf?language=en")
    assert found.data.startswith(b"%PDF")
    assert found.headers["Content-Disposition"].endswith('-follow-up-en.pdf"')
    assert signed_in.get(f"{place}/follow-up.pdf?language=fi").status_code == 404
