"""The presentation in the meeting room, without scripts: its screens, what is written there, and the vote."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.record import Action, Note, Principle
from app.services.accounts import add_account
from app.services.agreements import add, save_note
from app.services.installation import Installation
from app.services.meeting import choose_factors, meeting_factors
from app.services.record import round_record
from app.services.rounds import RoundView
from app.services.voting import cast_vote, close_vote, open_vote
from app.store.collaborations import insert_membership
from tests.builders import PASSWORD, TODAY, answer, closed, facilitator, opened_round
from tests.web.conftest import browser, token

NOW = datetime(2026, 3, 30, 15, 0, tzinfo=UTC)


@pytest.fixture
def view(installation: Installation) -> RoundView:
    """Two camps that are also two organisations."""
    view = opened_round(installation)
    answer(installation, view, 6, 2, organisation="norrdal")
    answer(installation, view, 6, 5, organisation="alvnas")
    return closed(installation, view)


@pytest.fixture
def place(view: RoundView) -> str:
    return f"/rounds/{view.round.code}/presentation"


@pytest.fixture
def guest(app: Flask, installation: Installation, view: RoundView) -> FlaskClient:
    account = add_account(installation, "gast@storvik.example", "Gäst", PASSWORD, TODAY)
    with installation.database.writing() as connection:
        insert_membership(connection, account.id, view.collaboration_id, "guest")
    one = browser(app)
    fields = {"email": account.email, "password": PASSWORD, **token(one, "/account/sign-in")}
    one.post("/account/sign-in", data=fields)
    return one


def way(one: FlaskClient, place: str) -> list[str]:
    """The addresses of the screens, from the first by each one's link to the next."""
    found = [place]
    while following := re.search(r'href="([^"]+)" rel="next"', one.get(found[-1]).text):
        found.append(following[1])
    return found


class TestTheScreens:
    def test_they_lead_from_the_picture_by_the_vote_and_the_proposed_factors_to_what_was_agreed(
        self, signed_in: FlaskClient, place: str
    ) -> None:
        screens = way(signed_in, place)
        assert screens[:2] == [place, f"{place}/vote"]
        assert all(one.startswith(f"{place}/factors/") for one in screens[2:7])
        assert screens[7:] == [f"{place}/agreed"]
        back = re.search(r'href="([^"]+)" rel="prev"', signed_in.get(screens[-1]).text)
        assert back is not None and back[1] == screens[-2]

    def test_each_has_one_heading_that_takes_the_focus_and_a_way_out(self, signed_in: FlaskClient, place: str) -> None:
        for screen in way(signed_in, place):
            page = signed_in.get(screen).text
            assert page.count("<h1 tabindex=") == page.count("<h1") == 1
            assert "data-leave" in page

    def test_a_factor_shows_words_figures_organisations_and_questions(self, signed_in: FlaskClient, place: str) -> None:
        page = signed_in.get(f"{place}/factors/service").text
        for words in (
            "Olika bilder.",
            "Två läger",
            "12 svar",
            "<strong>A</strong> Norrdal",
            "<strong>B</strong> Älvnäs",
            "Tala om",
            "<figcaption>",
        ):
            assert words in page

    def test_the_factors_chosen_by_hand_are_talked_about_and_no_others(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        page = signed_in.get(f"{place}/choose").text
        assert page.count(" checked") == 5
        fields = {"factor": ["nytta", "behovsdialog"], **token(signed_in, f"{place}/choose")}
        assert signed_in.post(f"{place}/choose", data=fields).headers["Location"] == place
        assert way(signed_in, place)[2:-1] == [f"{place}/factors/behovsdialog", f"{place}/factors/nytta"]
        refused = signed_in.post(f"{place}/choose", data=token(signed_in, f"{place}/choose"))
        assert refused.status_code == 422
        assert "Välj minst en nyckelfaktor" in refused.text

    def test_without_figures_there_are_the_questions_of_every_factor_and_no_number(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = closed(installation, opened_round(installation))
        place = f"/rounds/{view.round.code}/presentation"
        assert "Frågorna går att tala om ändå." in signed_in.get(place).text
        assert len(way(signed_in, place)) == 1 + 1 + 13 + 1
        page = signed_in.get(f"{place}/factors/service").text
        assert "Tala om" in page
        assert "whole__score" not in page and "spread" not in page

    def test_an_open_round_is_not_presented(self, signed_in: FlaskClient, installation: Installation) -> None:
        view = opened_round(installation)
        assert signed_in.get(f"/rounds/{view.round.code}/presentation").status_code == 409

    def test_it_is_reached_from_the_results(self, signed_in: FlaskClient, view: RoundView, place: str) -> None:
        assert signed_in.get(f"/rounds/{view.round.code}/results").text.count(f'href="{place}"') == 2


class TestWriting:
    def test_a_note_and_a_principle_are_kept_in_the_record_and_lead_back_to_the_screen(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        screen = f"{place}/factors/service"
        for path, words in (("note", "Poolen fungerar."), ("principles", "Vi ringer först.")):
            fields = {"factor": "service", "version": "0", "words": words, **token(signed_in, screen)}
            record = f"/facilitate/rounds/{view.round.code}/record/{path}"
            kept = signed_in.post(record, data=fields, headers={"Referer": f"http://localhost{screen}"})
            assert kept.headers["Location"] == f"{screen}#written"
        found = round_record(installation, view)
        assert found.note("service").words == "Poolen fungerar."
        assert [one.words for one in found.principles] == ["Vi ringer först."]
        page = signed_in.get(screen).text
        assert "Poolen fungerar.</textarea>" in page
        assert "<li>Vi ringer först.</li>" in page
        assert "<li>Vi ringer först.</li>" in signed_in.get(f"{place}/agreed").text

    def test_two_who_write_at_once_are_shown_both_texts(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        screen = f"{place}/factors/service"
        save_note(installation, facilitator(installation), view.round.code, Note("service", "Deras"), NOW)
        fields = {"factor": "service", "version": "0", "words": "Mina", **token(signed_in, screen)}
        conflict = signed_in.post(
            f"/facilitate/rounds/{view.round.code}/record/note",
            data=fields,
            headers={"Referer": f"http://localhost{screen}"},
        )
        assert conflict.status_code == 409
        assert "Deras\n\nMina" in conflict.text
        assert f'href="{screen}#written"' in conflict.text

    def test_an_address_elsewhere_is_never_led_back_to(
        self, signed_in: FlaskClient, view: RoundView, place: str
    ) -> None:
        fields = {"factor": "service", "version": "0", "words": "x", **token(signed_in, f"{place}/factors/service")}
        kept = signed_in.post(
            f"/facilitate/rounds/{view.round.code}/record/note",
            data=fields,
            headers={"Referer": "http://elsewhere.example/rounds"},
        )
        assert kept.headers["Location"].startswith("/facilitate/rounds/")

    def test_a_guest_reads_what_is_written_and_finds_no_form(
        self, guest: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        account, code = facilitator(installation), view.round.code
        save_note(installation, account, code, Note("service", "Poolen fungerar."), NOW)
        add(installation, account, code, Principle("", "service", "Vi ringer först."), NOW)
        add(installation, account, code, Action("", None, "Boka", "Samordnare", "norrdal", None), NOW)
        page = guest.get(f"{place}/factors/service").text
        assert "Poolen fungerar." in page and "Vi ringer först." in page
        assert "Samordnare, Norrdal" in guest.get(f"{place}/agreed").text
        for screen in way(guest, place):
            assert "<textarea" not in guest.get(screen).text
            assert f"{place}/vote/" not in guest.get(screen).text
        assert f"{place}/vote" not in way(guest, place)


class TestTheVote:
    def press(self, one: FlaskClient, place: str, step: str) -> str:
        pressed = one.post(f"{place}/vote/{step}", data=token(one, f"{place}/vote"))
        assert pressed.status_code == 302
        return one.get(f"{place}/vote").text

    def test_it_is_opened_followed_closed_and_its_leading_factors_are_taken(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        page = self.press(signed_in, place, "open")
        assert f"localhost/v/{view.round.code}" in page
        assert "QR-kod" in page
        for number in range(5):
            cast_vote(installation, view, f"device {number}", ["nytta", "riktning"])
        figures = signed_in.get(f"{place}/vote/figures").text
        assert "<strong>5</strong> har röstat" in figures
        assert "<table" not in figures
        page = self.press(signed_in, place, "close")
        assert re.findall(r'class="votes__number">(\d+)<', page) == ["5", "5"]
        assert page.count("av 5</title>") == 2
        page = self.press(signed_in, place, "take")
        assert meeting_factors(installation, view) == ("nytta", "riktning")
        assert "Mötet talar om dem som fick flest röster." in page
        assert "Det här talar vi om" in signed_in.get(place).text

    def test_too_few_voters_are_told_why_nothing_is_shown(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        self.press(signed_in, place, "open")
        for number in range(4):
            cast_vote(installation, view, f"device {number}", ["nytta"])
        page = self.press(signed_in, place, "close")
        assert "<strong>4</strong> har röstat" in page
        assert "Färre än 5 har röstat." in page
        assert "<table" not in page and "/vote/take" not in page

    def test_a_guest_sees_the_vote_once_there_is_one_and_changes_nothing(
        self, guest: FlaskClient, installation: Installation, view: RoundView, place: str
    ) -> None:
        account, code = facilitator(installation), view.round.code
        open_vote(installation, account, code, NOW)
        close_vote(installation, account, code, NOW)
        choose_factors(installation, account, code, ["nytta"], NOW)
        assert way(guest, place) == [place, f"{place}/vote", f"{place}/factors/nytta", f"{place}/agreed"]
        assert "<form" not in re.findall(r"<main.*?</main>", guest.get(f"{place}/vote").text, re.DOTALL)[0]
