"""The start page and the pages of a collaboration: what to do next, nothing lost on a fault, nobody overwritten."""

import re
from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from app.domain.collaboration import Form, Stage
from app.services.accounts import add_account
from app.services.collaborations import (
    NewCollaboration,
    change_collaboration,
    create_collaboration,
    list_collaborations,
)
from app.services.installation import Installation
from app.services.rounds import archive_round
from app.store import collaborations
from tests.builders import (
    NOW,
    TODAY,
    answer,
    closed,
    collaboration,
    draft_round,
    facilitator,
    fresh,
    new_round,
    opened_round,
)
from tests.web.conftest import browser, token

FORM = "/collaborations/new"
NEW: dict[str, object] = {
    "name": "Samverkan Norr",
    "organisations": ["Luleå kommun", "", "Region Norr"],
    "purpose": "Gemensam räddningstjänst.\r\nFör alla.",
    "form": "joint_board",
    "stage": "idea",
}


def boxes(page: str) -> list[str]:
    return [unescape(value) for value in re.findall(r'name="organisations" value="([^"]*)"', page)]


def png() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (40, 20), "teal").save(file, "PNG")
    file.seek(0)
    return file


class TestTheStartPage:
    def test_an_empty_one_says_what_to_do(self, signed_in: FlaskClient) -> None:
        page = signed_in.get("/collaborations").text
        assert "Du har ingen samverkan än" in page
        assert f'href="{FORM}"' in page

    def test_a_collaboration_without_rounds_leads_to_the_first(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        one = collaboration(installation)
        for page in ("/collaborations", f"/collaborations/{one.id}"):
            assert f'href="/collaborations/{one.id}/rounds/new"' in signed_in.get(page).text

    def test_rounds_stand_under_their_collaboration(self, signed_in: FlaskClient, installation: Installation) -> None:
        codes = {draft_round(installation, new_round(title=title)).round.code for title in ("Våren", "Hösten")}
        page = signed_in.get("/collaborations").text
        assert page.count("Samverkan Älvdalen</a></h2>") == 1
        assert set(re.findall(r'href="/facilitate/rounds/(\w{6})"', page)) == codes

    def test_each_state_has_its_next_step(self, signed_in: FlaskClient, installation: Installation) -> None:
        def page() -> str:
            return signed_in.get("/collaborations").text

        view = opened_round(installation)
        assert "0 av 12 har svarat" in page()
        assert "Det behövs minst 5 svar innan något kan visas." in page()
        answer(installation, view, 5)
        assert "5 av 12 har svarat" in page()
        assert "stäng omgången när de som ska svara har svarat" in page()
        answer(installation, view, 7)
        assert "Alla väntade svar har kommit in." in page()
        closed(installation, view)
        assert "se resultatet och skriv ut dialogunderlaget" in page()

    def test_a_round_closed_with_too_few_answers_may_be_opened_again(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation)
        answer(installation, view, 4)
        closed(installation, view)
        assert "öppna omgången igen för att få in fler svar" in signed_in.get("/collaborations").text

    def test_archived_rounds_are_out_of_the_way_but_there(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = closed(installation, opened_round(installation))
        archive_round(installation, facilitator(installation), view.round.code, NOW)
        assert view.round.code not in signed_in.get("/collaborations").text
        assert "Alla omgångar är arkiverade." in signed_in.get("/collaborations").text
        page = signed_in.get(f"/collaborations/{view.collaboration_id}").text
        assert "En arkiverad omgång" in page
        assert view.round.code in page


class TestANewCollaboration:
    def test_it_is_made_and_shows_what_to_do_next(self, signed_in: FlaskClient, installation: Installation) -> None:
        made = signed_in.post(FORM, data={**NEW, **token(signed_in, FORM)})
        (view,) = list_collaborations(installation, facilitator(installation))
        one = view.collaboration
        assert made.headers["Location"] == f"/collaborations/{one.id}"
        assert (one.form, one.stage, one.purpose) == (
            Form.JOINT_BOARD,
            Stage.IDEA,
            "Gemensam räddningstjänst.\nFör alla.",
        )
        page = signed_in.get(f"/collaborations/{one.id}").text
        assert "Luleå <span>Norrbottens län</span>" in page
        assert "Gemensam nämnd · Idé" in page
        assert "Skapa den första omgången" in page

    def test_every_municipality_can_be_chosen_while_typing(self, signed_in: FlaskClient) -> None:
        page = signed_in.get(FORM).text
        assert page.count("<option value=") == 290 + len(Form) + len(Stage)
        assert len(boxes(page)) == 6

    def test_more_boxes_come_without_a_script_and_keep_what_was_typed(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        page = signed_in.post(FORM, data={**NEW, "name": "", "go": "more"})
        assert page.status_code == 200
        assert boxes(page.text) == ["Luleå kommun", "Region Norr", *[""] * 9]
        assert 'class="fault"' not in page.text
        assert list_collaborations(installation, facilitator(installation)) == ()

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"name": " "}, "Skriv ett namn."),
            ({"name": "x" * 121}, "Namnet är för långt"),
            ({"organisations": ["", " "]}, "Skriv minst en organisation."),
            ({"organisations": ["Luleå", "lulea kommun"]}, "står två gånger"),
            ({"organisations": [f"Plats {number}" for number in range(61)]}, "Högst 60 organisationer"),
            ({"organisations": ["x" * 121]}, "är för långt"),
            ({"purpose": "x" * 2001}, "Texten är för lång"),
            ({"form": "club"}, "Välj ett av alternativen."),
            ({"stage": "end"}, "Välj ett av alternativen."),
            ({"csrf_token": "old"}, "Inget har gått förlorat"),
        ],
    )
    def test_a_fault_brings_it_back_with_all_that_was_typed(
        self, signed_in: FlaskClient, installation: Installation, change: dict[str, object], words: str
    ) -> None:
        fields = {**NEW, **token(signed_in, FORM), **change}
        refused = signed_in.post(FORM, data=fields)
        assert refused.status_code == 422
        assert words in refused.text
        assert re.search(rf'name="name" value="{re.escape(str(fields["name"]).strip())}', refused.text)
        typed = fields["organisations"]
        assert isinstance(typed, list)
        assert [name for name in boxes(refused.text) if name] == [name for name in typed if name.strip()]
        assert str(fields["purpose"]) in refused.text.replace("\r\n", "\n").replace("\n", "\r\n")
        assert list_collaborations(installation, facilitator(installation)) == ()


def test_two_who_change_it_at_once_see_both_versions_and_choose(
    signed_in: FlaskClient, installation: Installation
) -> None:
    one = collaboration(installation)
    page = f"/collaborations/{one.id}/edit"
    fields = {**NEW, "name": "Mitt namn", "version": "1", **token(signed_in, page)}
    theirs = NewCollaboration("Deras namn", ("Storvik",), "Deras syfte")
    change_collaboration(installation, facilitator(installation), one.id, 1, theirs, NOW)
    both = signed_in.post(page, data=fields)
    assert both.status_code == 409
    for words in ("Mitt namn", "Deras namn", "Deras syfte", "Region Norr", "Storvik", "Gemensam nämnd", "Annan form"):
        assert words in both.text
    assert [name for name in boxes(both.text) if name] == ["Luleå kommun", "Region Norr"]
    assert 'name="version" value="2"' in both.text
    assert collaboration(installation, (), "Deras namn").purpose == "Deras syfte"
    assert signed_in.post(page, data={**fields, "version": "2"}).status_code == 302
    assert collaboration(installation, (), "Mitt namn").version == 3


class TestTheLogo:
    def test_it_is_chosen_shown_and_removed(self, signed_in: FlaskClient, installation: Installation) -> None:
        page = f"/collaborations/{collaboration(installation).id}"
        assert signed_in.get(f"{page}/logo.png").status_code == 404
        sent = {"logo": (png(), "logo.png"), **token(signed_in, f"{page}/logo")}
        assert signed_in.post(f"{page}/logo", data=sent).headers["Location"] == page
        assert f'src="{page}/logo.png"' in signed_in.get(page).text
        shown = signed_in.get(f"{page}/logo.png")
        assert shown.mimetype == "image/png"
        assert Image.open(BytesIO(shown.data)).size == (40, 20)
        assert signed_in.post(f"{page}/logo/remove", data=token(signed_in, page)).status_code == 302
        assert f"{page}/logo.png" not in signed_in.get(page).text

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Välj en PNG- eller JPEG-fil."),
            (bytes(5_000_001), "större än 5 MB"),
            (None, "Välj en fil."),
        ],
    )
    def test_what_cannot_be_used_is_refused_in_words(
        self, signed_in: FlaskClient, installation: Installation, content: bytes | None, words: str
    ) -> None:
        page = f"/collaborations/{collaboration(installation).id}/logo"
        files = {} if content is None else {"logo": (BytesIO(content), "logo.png")}
        refused = signed_in.post(page, data={**files, **token(signed_in, page)})
        refused.request.environ["wsgi.input"].close()  # the client leaves the file open that it wrote the request to
        assert refused.status_code == 422
        assert words in refused.text

    def test_another_site_cannot_send_or_remove_one(self, signed_in: FlaskClient, installation: Installation) -> None:
        page = f"/collaborations/{collaboration(installation).id}"
        assert signed_in.post(f"{page}/logo", data={"logo": (png(), "logo.png")}).status_code == 422
        assert signed_in.post(f"{page}/logo/remove").status_code == 400
        assert signed_in.get(f"{page}/logo.png").status_code == 404


def test_a_guest_reads_results_and_changes_nothing(app: Flask, installation: Installation) -> None:
    view = opened_round(installation)
    draft = draft_round(installation, new_round(title="Hemligt utkast"))
    guest = add_account(installation, "gast@storvik.example", "Gäst", "another long password", TODAY)
    with installation.database.writing() as connection:
        collaborations.insert_membership(connection, guest.id, view.collaboration_id, "guest")
    one = browser(app)
    sign_in = {"email": guest.email, "password": "another long password", **token(one, "/account/sign-in")}
    one.post("/account/sign-in", data=sign_in)
    page = f"/collaborations/{view.collaboration_id}"
    for shown in (one.get("/collaborations").text, one.get(page).text):
        assert view.round.title in shown
        assert draft.round.title not in shown
        assert f"/rounds/{view.round.code}" not in shown
        assert "Nästa steg" not in shown
    closed(installation, view)
    assert f'href="/rounds/{view.round.code}/results"' in one.get(page).text
    field = token(one, page)
    for address in (f"{page}/edit", f"{page}/logo", f"{page}/rounds/new"):
        assert one.get(address).status_code == 404
        assert one.post(address, data={**NEW, **field}).status_code == 404
    assert one.post(f"{page}/logo/remove", data=field).status_code == 404
    assert fresh(installation, view).round.state == "closed"


def test_the_front_page_begins_with_the_code_and_tells_what_happens_and_who_sees_what(client: FlaskClient) -> None:
    page = client.get("/").text
    assert page.index('name="code"') < page.index("Så här går det till") < page.index("Vem ser vad")
    assert "inte heller den som leder samtalet" in page
    assert client.get("/?code= k7m3qx ").headers["Location"] == "/r/k7m3qx"


def test_many_collaborations_stand_on_several_pages(signed_in: FlaskClient, installation: Installation) -> None:
    account = facilitator(installation)
    for number in range(25):
        create_collaboration(
            installation, account, NewCollaboration(f"Samverkan {number:02}", ("Norrdal", "Storvik")), NOW
        )
    first, second = (signed_in.get(f"/collaborations?page={number}").text for number in (1, 2))
    names = [re.findall(r"Samverkan \d\d", said) for said in (first, second)]
    assert [len(set(one)) for one in names] == [20, 5]
    assert not set(names[0]) & set(names[1])
    assert 'href="/collaborations?page=2"' in first and "Sida 2 av 2" in second
