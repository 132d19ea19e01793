"""The workshop in a real browser: an example put into the box, worded on, added, counted; checked by axe."""

import re

from playwright.sync_api import Page, expect

from app.services.installation import Installation
from app.services.record import round_record
from tests.browser.conftest import Looked
from tests.builders import EMAIL, PASSWORD, draft_round, new_round


def test_a_group_words_a_principle_from_an_example(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    view = draft_round(installation, new_round(questionnaire="grundstenar", title="Våra grundstenar"))
    page.goto(f"{server}/rounds/{view.round.code}/workshop")
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_text("0 av 6 grundstenar har en princip")).to_be_visible()
    looked(page)
    first = page.get_by_role("region", name="Att dela kostnader")
    box = first.get_by_label("Ny riktningsgivande princip")
    first.get_by_role("button", name=re.compile("Vi räknar arbetstid")).click()
    expect(box).to_be_focused()
    expect(box).to_have_value("Vi räknar arbetstid som ett bidrag, precis som pengar.")
    box.press_sequentially(" Vi räknar resor också.")
    first.get_by_role("button", name="Lägg till principen").click()
    expect(page.get_by_text("1 av 6 grundstenar har en princip")).to_be_visible()
    looked(page)
    (kept,) = round_record(installation, view).principles
    assert kept.words == "Vi räknar arbetstid som ett bidrag, precis som pengar. Vi räknar resor också."
