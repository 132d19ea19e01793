"""The pages of the invited: nothing lost on a fault, nothing sent unseen, and what is missing said in words."""

import io
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.application import create_app
from app.services.accounts import add_account
from app.services.installation import Installation
from app.services.invitations import add_addresses
from tests.builders import EMAIL, PASSWORD, TODAY, closed, draft_round, facilitator, opened_round
from tests.mail_server import Postbox, mail_server, mailing
from tests.services.test_invitations import invited_round, people
from tests.web.conftest import browser, moved, token

WORDS = {"subject_sv": "Frågor", "text_sv": "Hej {link}", "subject_en": "", "text_en": ""}


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def office(installation: Installation, postbox: Postbox) -> Iterator[Installation]:
    with mail_server(postbox) as port:
        yield mailing(installation, port)


@pytest.fixture
def app(house: Flask, office: Installation) -> Flask:
    return moved(house, office)


@pytest.fixture
def signed_in(app: Flask, office: Installation) -> FlaskClient:
    facilitator(office)
    one = browser(app)
    one.post("/account/sign-in", data={"email": EMAIL, "password": PASSWORD, **token(one, "/account/sign-in")})
    return one


def place(code: str, rest: str = "") -> str:
    return f"/facilitate/rounds/{code}/invitations{rest}"


def count(office: Installation, table: str) -> int:
    with office.database.reading() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_an_empty_list_asks_for_addresses(signed_in: FlaskClient, office: Installation) -> None:
    page = signed_in.get(place(opened_round(office).round.code)).text
    assert "Bjud in med e-post" in page
    assert 'name="addresses"' in page


def test_without_mail_set_up_the_page_says_what_still_works(app: Flask, installation: Installation) -> None:
    bare = create_app(installation)
    facilitator(installation)
    one = browser(bare)
    one.post("/account/sign-in", data={"email": EMAIL, "password": PASSWORD, **token(one, "/account/sign-in")})
    page = one.get(place(opened_round(installation).round.code)).text
    assert "E-post är inte inställd" in page
    assert "länken, koden och en affisch" in page
    assert 'name="addresses"' not in page


def test_ten_thousand_addresses_with_faults_keep_the_good_ones_and_give_the_others_back(
    signed_in: FlaskClient, office: Installation
) -> None:
    code = opened_round(office).round.code
    lines = [f"person{number}@norrdal.example" for number in range(10_000)]
    lines[41], lines[9000] = "person41 norrdal.example", "<b>@norrdal"
    fields = {"addresses": "\n".join(lines), **token(signed_in, place(code, "/add"))}
    answer = signed_in.post(place(code, "/add"), data=fields)
    assert answer.status_code == 422
    assert "9998 adresser lades till." in answer.text
    assert re.search(r"<strong>Rad 42</strong>\s+”person41 norrdal.example” saknar @", answer.text)
    assert "Rad 9001" in answer.text
    assert re.search(r"<textarea[^>]*>\s*person41 norrdal.example\n&lt;b&gt;@norrdal</textarea>", answer.text)
    assert count(office, "invitations") == 9998
    assert count(office, "messages") == 0
    assert "Sida 3 av 100" in signed_in.get(place(code, "?page=3")).text


def test_a_spreadsheet_from_excel_is_read(signed_in: FlaskClient, office: Installation) -> None:
    code = draft_round(office).round.code
    sheet = "Namn;E-post\r\nKim Öst;kim@norrdal.example\r\n".encode("cp1252")
    fields = {"file": (io.BytesIO(sheet), "lista.csv"), "addresses": "", **token(signed_in, place(code, "/add"))}
    answer = signed_in.post(place(code, "/add"), data=fields, content_type="multipart/form-data")
    assert "1 adress lades till." in answer.text
    page = signed_in.get(place(code)).text
    assert "kim@norrdal.example" in page
    assert "Omgången är ett utkast" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"addresses": "  "}, "Klistra in minst en adress"),
        ({"addresses": "x@y.example\n", "csrf_token": "old"}, "Inget har gått förlorat"),
    ],
)
def test_a_faulty_form_comes_back_with_what_was_typed(
    signed_in: FlaskClient, office: Installation, fields: dict[str, str], words: str
) -> None:
    code = opened_round(office).round.code
    answer = signed_in.post(place(code, "/add"), data={**token(signed_in, place(code, "/add")), **fields})
    assert answer.status_code == 422
    assert words in answer.text
    assert fields["addresses"].strip() in answer.text
    assert count(office, "invitations") == 0


def test_the_mail_is_seen_before_it_is_sent(signed_in: FlaskClient, office: Installation) -> None:
    code = opened_round(office).round.code
    add_addresses(office, facilitator(office), code, people(3))
    write = place(code, "/write")
    page = signed_in.get(write).text
    assert "Här är din länk" in page
    assert "Here is your link" in page
    csrf = token(signed_in, write)
    seen = signed_in.post(write, data={**WORDS, **csrf, "go": "preview"})
    assert seen.status_code == 200
    assert "Skicka 3 inbjudningar" in seen.text
    assert "http://localhost/i/…" in seen.text
    assert EMAIL in seen.text
    assert count(office, "messages") == 0
    changed = signed_in.post(write, data={**WORDS, **csrf, "go": "change"})
    assert ">\nHej {link}</textarea>" in changed.text
    sent = signed_in.post(write, data={**WORDS, **csrf, "go": "send"})
    assert sent.headers["Location"] == place(code)
    assert count(office, "messages") == 3


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text_sv": "Hej"}, "Texten saknar länk. Skriv {link}"),
        ({"text_sv": "{link} {namn}"}, "{namn} går inte att fylla i"),
        ({"text_sv": "{link} {closes}"}, "har ingen stängningstid"),
        ({"subject_sv": ""}, "Här står ingenting"),
        ({"subject_sv": "{link}"}, "{link} går inte att fylla i"),
        ({"csrf_token": "old"}, "Inget har gått förlorat"),
    ],
)
def test_a_text_that_cannot_be_sent_comes_back_with_its_fault(
    signed_in: FlaskClient, office: Installation, fields: dict[str, str], words: str
) -> None:
    code = opened_round(office).round.code
    add_addresses(office, facilitator(office), code, people(1))
    write = place(code, "/write")
    typed = {**WORDS, **token(signed_in, write), "go": "send", **fields}
    answer = signed_in.post(write, data=typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert f">\n{typed['text_sv']}</textarea>" in answer.text
    assert count(office, "messages") == 0


def test_a_reminder_too_early_is_refused_in_words_and_the_text_stays(
    signed_in: FlaskClient, office: Installation
) -> None:
    code = invited_round(office, 6).round.code
    write = f"/facilitate/rounds/{code}/reminders/write"
    assert "de av de inbjudna som inte har svarat" in signed_in.get(write).text
    with office.database.writing() as connection:
        connection.execute(text("UPDATE messages SET sent_at = '2126-03-02 12:00:00'"))
    answer = signed_in.post(write, data={**WORDS, **token(signed_in, write), "go": "send"})
    assert answer.status_code == 422
    assert "Det finns ingen att mejla" in answer.text
    assert "Hej {link}" in answer.text


def test_the_list_shows_trouble_in_words_and_lets_it_be_mended(
    signed_in: FlaskClient, office: Installation, postbox: Postbox
) -> None:
    postbox.answers = {"person1@norrdal.example": "550 5.1.1 <unknown> user"}
    code = invited_round(office, 3).round.code
    page = signed_in.get(place(code)).text
    assert page.index("person1@norrdal.example") < page.index("person0@norrdal.example")
    assert "Adressen finns inte." in page
    assert "550 5.1.1 &lt;unknown&gt; user" in page
    assert "Skickad 2 mars 2026 kl. 13.00" in page
    address = re.search(rf'href="({place(code)}/\w+/address)"', page)
    assert address
    csrf = token(signed_in, address[1])
    faulty = signed_in.post(address[1], data={**csrf, "address": "person1"})
    assert faulty.status_code == 422
    assert 'value="person1"' in faulty.text
    assert signed_in.post(address[1], data={**csrf, "address": "p1@norrdal.example"}).status_code == 302
    assert "1 mejl väntar" in signed_in.get(place(code)).text


def test_removing_asks_first(signed_in: FlaskClient, office: Installation) -> None:
    code = opened_round(office).round.code
    add_addresses(office, facilitator(office), code, people(4))
    one = re.search(rf'href="({place(code)}/[0-9a-f]+/remove)"', signed_in.get(place(code)).text)
    assert one
    assert "Ta bort person0@norrdal.example?" in signed_in.get(one[1]).text
    assert count(office, "invitations") == 4
    signed_in.post(one[1], data=token(signed_in, one[1]))
    assert count(office, "invitations") == 3
    everyone = place(code, "/unsent/remove")
    assert "Ta bort alla 3 adresser?" in signed_in.get(everyone).text
    signed_in.post(everyone, data=token(signed_in, everyone))
    assert count(office, "invitations") == 0


def test_who_is_not_signed_in_or_leads_another_collaboration_gets_nowhere(
    app: Flask, signed_in: FlaskClient, office: Installation
) -> None:
    code = invited_round(office, 2).round.code
    add_account(office, "ute@storvik.example", "Ute", "another long password", TODAY)
    other = browser(app)
    pages = [place(code), place(code, "/add"), place(code, "/write"), f"/facilitate/rounds/{code}/reminders/write"]
    assert {other.get(page).status_code for page in pages} == {302}
    fields = {"email": "ute@storvik.example", "password": "another long password"}
    other.post("/account/sign-in", data={**fields, **token(other, "/account/sign-in")})
    assert {other.get(page).status_code for page in pages} == {404}


def test_a_closed_round_says_that_nothing_more_is_mailed(signed_in: FlaskClient, office: Installation) -> None:
    view = invited_round(office, 2)
    closed(office, view)
    page = signed_in.get(place(view.round.code)).text
    assert "Inga fler mejl skickas" in page
    assert "Påminn dem" not in page
