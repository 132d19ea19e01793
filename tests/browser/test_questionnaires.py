"""From one's own collaborations to a questionnaire, and a form that becomes a draft, in a real browser."""

import re
from pathlib import Path

from openpyxl import Workbook
from playwright.sync_api import Page, expect

from app.services.installation import Installation
from tests.browser.conftest import Looked
from tests.builders import EMAIL, PASSWORD, facilitator


def test_a_questionnaire_is_read_and_a_form_becomes_a_draft(
    page: Page, server: str, installation: Installation, looked: Looked, tmp_path: Path
) -> None:
    facilitator(installation)
    page.goto(f"{server}/collaborations")
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.get_by_role("link", name="Frågeformulär").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Frågeformulär")
    looked(page)
    page.get_by_role("link", name="Pulskoll").click()
    expect(page.get_by_role("heading", name="Ladda ner")).to_be_visible()
    looked(page)
    page.get_by_role("link", name="Frågeformulär").click()
    page.get_by_role("link", name="Gör ett utkast").click()
    page.get_by_role("button", name="Gör utkastet").click()
    expect(page.get_by_role("alert")).to_contain_text("Välj en fil.")
    looked(page)
    page.get_by_label("Välj ett formulär").set_input_files(form(tmp_path))
    page.get_by_role("button", name="Gör utkastet").click()
    expect(page.get_by_label("Frågeformulärets text")).to_have_value(re.compile("Vi har ett mål"))
    expect(page.get_by_text("[rad : 3]")).to_be_visible()
    looked(page)


def form(folder: Path) -> Path:
    book, place = Workbook(), folder / "enkat.xlsx"
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in (("type", "name", "label"), ("select_one skala", "q1", "Vi har ett mål."), ("date", "dag", "När?")):
        survey.append(row)
    choices = book.create_sheet("choices")
    for choice in (("list_name", "name", "label"), ("skala", 1, "Nej"), ("skala", 2, "Ja")):
        choices.append(choice)
    book.save(place)
    return place
