"""The results page and its neighbours: everything said with its n, a table behind every chart, clear when empty."""

import csv
import io
import json
import re
from datetime import UTC, datetime

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.round import Kind
from app.services.accounts import add_account
from app.services.installation import Installation
from app.services.responses import hand_in
from app.services.retention import delete_expired
from app.services.rounds import RoundView
from app.store import collaborations
from tests.builders import NOW, PASSWORD, answer, closed, comments_read, filled, new_round, opened_round, reopened
from tests.web.conftest import browser, token

OTHER = "lo@alvnas.example"


def results(signed_in: FlaskClient, view: RoundView) -> str:
    found = signed_in.get(f"/rounds/{view.round.code}/results")
    assert found.status_code == 200
    return found.text


class TestAClosedRound:
    @pytest.fixture
    def view(self, installation: Installation) -> RoundView:
        """Two camps that are also two organisations and two roles."""
        view = opened_round(installation)
        answer(installation, view, 6, 2, organisation="norrdal", level="politik", puls_kommentar="Mer tid")
        answer(installation, view, 6, 5, organisation="alvnas", level="ledning")
        closed_view = closed(installation, view)
        comments_read(installation, view)
        return closed_view

    def test_the_page_shows_scores_reasons_and_comments(self, signed_in: FlaskClient, view: RoundView) -> None:
        page = results(signed_in, view)
        assert "12 av 12 har svarat" in page
        assert page.count("<dd>Två läger ") == 13
        assert "Älvnäs\u00a05,0, Norrdal\u00a02,0" in page
        assert page.count("<blockquote>Mer tid</blockquote>") == 6

    def test_every_factor_says_how_many_answered_and_what_to_talk_about(
        self, signed_in: FlaskClient, view: RoundView
    ) -> None:
        page = results(signed_in, view)
        factors = re.findall(r'<details class="factor-row">(.*?)<h4>Tala om</h4>\n<ul><li>', page, re.DOTALL)
        assert len(factors) == 13
        assert all("<small>12 svar</small>" in one for one in factors)
        assert all("Norrdal</th>" in one and "Älvnäs</th>" in one for one in factors)

    def test_a_link_to_a_factor_leads_inside_it_so_that_it_opens(self, signed_in: FlaskClient, view: RoundView) -> None:
        page = results(signed_in, view)
        linked = re.findall(r'<h3><a href="#(f-\w+)">', page)
        assert len(linked) == 5
        for address in linked:
            assert f'<div class="factor-row__body" id="{address}">' in page

    def test_every_chart_has_a_text_and_every_factor_a_table(self, signed_in: FlaskClient, view: RoundView) -> None:
        page = results(signed_in, view)
        assert page.count("<svg") - len(re.findall(r'<svg[^>]*aria-hidden="true"', page)) == page.count('role="img"')
        assert page.count('role="img"') == len(re.findall(r'role="img"[^>]*><title>[^<]+</title>', page))
        assert page.count("Siffrorna bakom staplarna") == 13

    def test_the_table_sums_up_to_the_factors_bar(self, signed_in: FlaskClient, view: RoundView) -> None:
        page = results(signed_in, view)
        totals = re.findall(r"<tfoot>(.*?)</tfoot>", page, re.DOTALL)
        assert [re.findall(r"number\">(\d*)<", one) for one in totals] == [
            ["0", "6", "0", "0", "6", "0", "0", "12", ""]
        ] * 13
        assert page.count("Svar från svagt till starkt: 0, 6, 0, 0, 6.") == 26

    def test_the_map_is_followed_by_its_fields_in_words_and_a_table_of_its_figures(
        self, signed_in: FlaskClient, view: RoundView
    ) -> None:
        page = results(signed_in, view)
        fields = re.findall(r'<div class="field">\n<h3>(.*?)</h3>(.*?)</div>', page, re.DOTALL)
        assert [name for name, _ in fields] == [
            "Bygg vidare",
            "Enas om att förbättra",
            "Olika bilder",
            "Ta reda på mer",
        ]
        assert [body.count("<li>") for _, body in fields] == [0, 0, 13, 0]
        assert sum("Ingen nyckelfaktor ligger här." in body for _, body in fields) == 3
        assert fields[2][1].count("medelvärde 3,5 · 12 svar") == 13
        table = page.split("Siffrorna bakom kartan</summary>")[1].split("</table>")[0]
        assert table.count('<th scope="row">') == 13
        assert table.count('<td class="number">3,5</td><td class="number">1,50</td><td>Olika bilder</td>') == 13

    def test_the_map_is_drawn_for_wide_and_for_narrow_screens(self, signed_in: FlaskClient, view: RoundView) -> None:
        page = results(signed_in, view)
        assert len(re.findall(r'<div class="map(?: map--narrow)?"><svg', page)) == 2

    def test_findings_in_words_stand_first_and_in_every_factor(self, signed_in: FlaskClient, view: RoundView) -> None:
        page = results(signed_in, view)
        assert page.index("Det viktigaste i korthet") < page.index("Dialogkartan</h2>") < page.index("factor-row")
        assert page.count('<ul class="findings">') == 14

    def test_organisations_and_roles_are_lettered_dots_and_the_table_names_the_letters(
        self, signed_in: FlaskClient, view: RoundView
    ) -> None:
        page = results(signed_in, view)
        assert page.count('<div class="dots"><svg') == 26
        assert page.count('<td class="letter">A</td><th scope="row">Norrdal</th><td class="number">6</td>') == 13

    def test_the_document_comes_as_a_pdf_in_either_language(self, signed_in: FlaskClient, view: RoundView) -> None:
        code = view.round.code
        found = signed_in.get(f"/rounds/{code}/dialogue.pdf?language=en")
        assert found.mimetype == "application/pdf"
        assert found.data.startswith(b"%PDF-1.7")
        assert f"samspel-{code}-en.pdf" in found.headers["Content-Disposition"]
        with pikepdf.open(io.BytesIO(found.data)) as file:
            assert len(file.attachments) == 0
        assert signed_in.get(f"/rounds/{code}/dialogue.pdf?language=xx").status_code == 404

    def test_the_data_inside_the_document_are_those_of_the_downloads(
        self, signed_in: FlaskClient, view: RoundView
    ) -> None:
        address = f"/rounds/{view.round.code}"
        assert f"{address}/dialogue.pdf?language=sv&amp;attachments=yes" in results(signed_in, view)
        pdf = signed_in.get(f"{address}/dialogue.pdf?language=sv&attachments=yes").data
        with pikepdf.open(io.BytesIO(pdf)) as file:
            inside = {name: one.get_file().read_bytes() for name, one in file.attachments.items()}
        code = view.round.code
        assert inside == {
            f"samspel-{code}.json": signed_in.get(f"{address}/results.json").data,
            f"samspel-{code}.csv": signed_in.get(f"{address}/results.csv").data,
        }

    def test_json_and_csv_say_the_same(self, signed_in: FlaskClient, view: RoundView) -> None:
        data = json.loads(signed_in.get(f"/rounds/{view.round.code}/results.json").text)
        assert data["whole"]["score"]["mean"] == 3.5
        text = signed_in.get(f"/rounds/{view.round.code}/results.csv").data.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
        assert (rows[0]["unit"], rows[0]["mean"], rows[0]["n"]) == ("whole", "3,50", "12")

    def test_the_page_exists_in_english_too(self, signed_in: FlaskClient, view: RoundView) -> None:
        page = signed_in.get(f"/rounds/{view.round.code}/results?language=en").text
        assert "12 of 12 have answered" in page
        assert "Where to begin the dialogue" in page


class TestWithheld:
    def test_nothing_of_an_open_round_is_shown(self, signed_in: FlaskClient, installation: Installation) -> None:
        view = opened_round(installation)
        answer(installation, view, 8)
        page = results(signed_in, view)
        assert "omgången inte är stängd" in page
        assert "factor-row" not in page
        assert "dialogue.pdf" not in page
        data = json.loads(signed_in.get(f"/rounds/{view.round.code}/results.json").text)
        assert data["withheld"] == "not_closed"

    @pytest.mark.parametrize("received", [0, 4])
    def test_a_round_with_too_few_answers_says_so_and_what_can_be_done(
        self, signed_in: FlaskClient, installation: Installation, received: int
    ) -> None:
        view = opened_round(installation)
        answer(installation, view, received, puls_kommentar="Hemligt")
        page = results(signed_in, closed(installation, view))
        assert "färre än 5 har svarat" in page
        assert f"{received} av 12 har svarat" in page
        assert f"/facilitate/rounds/{view.round.code}/open" in page
        assert f"/rounds/{view.round.code}/dialogue.pdf" in page
        assert "Hemligt" not in page
        assert "factor-row" not in page

    def test_a_breakdown_that_cannot_be_shown_says_why(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation)
        answer(installation, view, 6, organisation="norrdal", level="politik")
        page = results(signed_in, closed(installation, view))
        assert page.count("eftersom det inte finns två tillräckligt stora grupper att jämföra") == 26
        assert "Norrdal</th>" not in page

    def test_an_item_that_too_few_could_answer_says_why(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation)
        answers = {**filled(view), "malbild_puls": ["dont_know"]}
        for person in range(6):
            hand_in(installation, view, f"token {person}", NOW, answers)
        page = results(signed_in, closed(installation, view))
        body = page.split('id="f-malbild"')[1].split("</details>")[0]
        assert "Visas inte, eftersom för få har svarat här." in body
        assert "100\N{NO-BREAK SPACE}%" in body
        assert page.count("Siffrorna bakom staplarna") == 12

    def test_answers_after_a_reopening_wait_until_there_are_enough(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation)
        answer(installation, view, 6)
        closed(installation, view)
        again = reopened(installation, view)
        answer(installation, again, 2)
        page = results(signed_in, closed(installation, again))
        assert "2 svar som kom efter att omgången öppnades igen visas inte än" in page


class TestAJointRound:
    def test_each_organisation_is_shown_by_name_and_no_roles(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation, new_round(kind=Kind.JOINT))
        answer(installation, view, 1, 2, organisation="norrdal")
        answer(installation, view, 1, 4, organisation="alvnas")
        page = results(signed_in, closed(installation, view))
        assert "2 av 3 organisationer har lämnat in sitt svar" in page
        assert page.count("Norrdal</th>") == 14
        assert "<h4>Roller</h4>" not in page
        assert "färre än" not in page


def test_words_that_look_like_markup_are_shown_as_words(signed_in: FlaskClient, installation: Installation) -> None:
    view = opened_round(installation)
    answer(installation, view, 5, puls_kommentar="<script>alert(1)</script>")
    closed(installation, view)
    comments_read(installation, view)
    page = results(signed_in, view)
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 5


def test_a_round_whose_answers_have_been_deleted_says_so_and_not_that_nobody_answered(
    signed_in: FlaskClient, installation: Installation
) -> None:
    view = opened_round(installation)
    answer(installation, view, 6)
    closed(installation, view)
    delete_expired(installation, datetime(2031, 3, 2, 12, tzinfo=UTC))
    page = results(signed_in, view)
    assert "Svaren är raderade, eftersom de hade sparats så länge de får." in page
    assert "0 av 12" not in page
    assert "öppna omgången igen och låta" not in page
    assert json.loads(signed_in.get(f"/rounds/{view.round.code}/results.json").text)["withheld"] == "deleted"


def test_only_who_leads_a_round_is_offered_to_open_it_again(
    signed_in: FlaskClient, app: Flask, installation: Installation
) -> None:
    view = opened_round(installation)
    answer(installation, view, 2)
    view = closed(installation, view)
    reader = add_account(installation, OTHER, "Lo", PASSWORD, NOW.date())
    with installation.database.writing() as connection:
        collaborations.insert_membership(connection, reader.id, view.collaboration_id, "guest")
    guest = browser(app)
    guest.post("/account/sign-in", data={"email": OTHER, "password": PASSWORD, **token(guest, "/account/sign-in")})
    assert "Öppna omgången igen" in results(signed_in, view)
    page = results(guest, view)
    assert "Inga siffror kan visas" in page
    assert "Öppna omgången igen" not in page
