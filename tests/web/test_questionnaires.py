"""The pages of the questionnaires: what they ask, what can be downloaded, and a draft from a form."""

from io import BytesIO

from docx import Document
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook

from app.services.installation import Installation
from tests.builders import opened_round
from tests.conftest import LIBRARY
from tests.web.conftest import token

FROM_FORM = "/questionnaires/from-form"


def form(*rows: tuple[str, ...]) -> BytesIO:
    file, book = BytesIO(), Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (("type", "name", "label"), *rows):
        sheet.append(row)
    choices = book.create_sheet("choices")
    for choice in (("list_name", "name", "label"), ("skala", 1, "Nej"), ("skala", 2, "<b>Ja</b>")):
        choices.append(choice)
    book.save(file)
    file.seek(0)
    return file


def sent(client: FlaskClient, file: BytesIO, name: str = "enkat.xlsx") -> tuple[int, str]:
    data = {**token(client, FROM_FORM), "workbook": (file, name)}
    answer = client.post(FROM_FORM, data=data, content_type="multipart/form-data")
    return answer.status_code, answer.text


def test_the_list_has_every_questionnaire_with_its_length_and_what_it_asks(signed_in: FlaskClient) -> None:
    page = signed_in.get("/questionnaires").text
    for one in LIBRARY.questionnaires():
        assert one.title.into("sv") in page
        assert f"/questionnaires/{one.id}" in page
    assert "ungefär 10 minuter" in page
    assert "svenska, engelska" in page


def test_the_page_numbers_the_statements_as_the_form_does(signed_in: FlaskClient) -> None:
    asked = LIBRARY.find("pulskoll")
    page = signed_in.get("/questionnaires/pulskoll").text
    assert all(item.text.into("sv") in page for item in asked.items)
    assert page.index('<ol start="1">') < page.index(asked.items[0].text.into("sv"))
    assert f'<ol start="{1 + len(asked.dimensions[0].all_items)}">' in page


def test_a_workshop_has_a_listing_and_no_form_for_other_tools(signed_in: FlaskClient) -> None:
    page = signed_in.get("/questionnaires/grundstenar").text
    assert "listing.pdf" in page
    assert "form.xlsx" not in page
    assert signed_in.get("/questionnaires/grundstenar/form.xlsx").status_code == 409


def test_the_downloads_are_what_they_say(signed_in: FlaskClient) -> None:
    book = load_workbook(BytesIO(signed_in.get("/questionnaires/pulskoll/form.xlsx").data))
    assert book.sheetnames == ["survey", "choices", "settings"]
    pdf = signed_in.get("/questionnaires/pulskoll/listing.pdf?language=en")
    assert pdf.data.startswith(b"%PDF")
    assert "pulskoll-en.pdf" in pdf.headers["Content-Disposition"]
    words = Document(BytesIO(signed_in.get("/questionnaires/pulskoll/listing.docx?language=sv").data))
    assert words.paragraphs[0].text == LIBRARY.find("pulskoll").title.into("sv")
    assert signed_in.get("/questionnaires/pulskoll/listing.pdf?language=xx").status_code == 404


def test_the_form_of_a_round_has_its_organisations(signed_in: FlaskClient, installation: Installation) -> None:
    view = opened_round(installation)
    page = signed_in.get(f"/facilitate/rounds/{view.round.code}/paper").text
    assert f"/facilitate/rounds/{view.round.code}/form.xlsx" in page
    book = load_workbook(BytesIO(signed_in.get(f"/facilitate/rounds/{view.round.code}/form.xlsx").data))
    listed = [row[1] for row in book["choices"].iter_rows(values_only=True) if row[0] == "organisations"]
    assert listed == [one.id for one in view.round.organisations]


def test_a_form_becomes_a_draft_that_is_shown_with_what_was_lost(signed_in: FlaskClient) -> None:
    status, page = sent(signed_in, form(("select_one skala", "q1", "Vi har ett mål."), ("geopoint", "plats", "Var?")))
    assert status == 200
    assert "Vi har ett mål." in page
    assert "[rad : 3] ”geopoint” finns inte i Samspel" in page
    assert "4 texter inom [hakparentes] återstår att skriva." in page
    assert "&lt;b&gt;Ja&lt;/b&gt;" in page


def test_what_the_form_does_not_say_for_certain_stands_first_and_apart(signed_in: FlaskClient) -> None:
    survey = (("select_one skala", "q1", "Vi har ett mål."), ("select_one skala", "kon", "Kön"), ("date", "d", "När?"))
    _status, page = sent(signed_in, form(*survey))
    decide, lost = page.index("Det här behöver du avgöra"), page.index("Det som inte följde med")
    assert decide < page.index("[rad : 3] ”Kön” ser ut att handla om personen.") < lost
    assert lost < page.index("[rad : 4] ”date” finns inte i Samspel")
    assert "Utkast från ett annat formulär" in page


def test_faults_of_a_form_are_told_by_row_and_nothing_is_made(signed_in: FlaskClient) -> None:
    status, page = sent(signed_in, form(("select_oen skala", "q1", "Mål?"), ("text", "", "Fritt")))
    assert status == 422
    assert "rad 2, kolumn type: ”select_oen skala” är ingen frågetyp" in page
    assert "rad 3, kolumn name: Raden har inget namn." in page
    assert "<textarea" not in page


def test_a_file_that_is_no_workbook_is_refused_with_its_cure(signed_in: FlaskClient) -> None:
    status, page = sent(signed_in, BytesIO(b"type;name"))
    assert status == 422
    assert "Öppna den och spara den som XLSX på nytt." in page


def test_no_file_is_told_at_the_field(signed_in: FlaskClient) -> None:
    answer = signed_in.post(FROM_FORM, data=token(signed_in, FROM_FORM))
    assert answer.status_code == 422
    assert "Välj en fil." in answer.text
