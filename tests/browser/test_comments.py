"""Comments are read and decided about in a real browser, by mouse and by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from app.services.installation import Installation
from app.services.responses import hand_in
from app.services.rounds import RoundView
from tests.browser.conftest import Looked
from tests.builders import EMAIL, NOW, PASSWORD, closed, filled, opened_round

WRITTEN = ("Anna Ek bromsar allt.", "Mer tid", "Oklart vem som beslutar", "Bra möten", "Vi hinner inte " * 60)


@pytest.fixture
def view(installation: Installation) -> RoundView:
    view = opened_round(installation)
    for number, words in enumerate(WRITTEN):
        hand_in(installation, view, f"token {number}", NOW, filled(view, puls_kommentar=words))
    return closed(installation, view)


def test_a_facilitator_strikes_a_name_out_hides_one_shows_the_rest_and_takes_that_back(
    page: Page, server: str, view: RoundView, looked: Looked
) -> None:
    page.goto(f"{server}/rounds/{view.round.code}/results")
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    looked(page)
    page.get_by_role("link", name="Läs kommentarerna").click()
    looked(page)
    comment = page.get_by_role("group", name="Anna Ek bromsar allt.")
    comment.locator("summary").focus()
    page.keyboard.press("Enter")
    comment.get_by_label("Kommentaren, utan det som pekar ut någon").fill("bromsar allt.")
    page.get_by_role("group", name="Bra möten").get_by_label("Visa inte").check()
    looked(page)
    page.get_by_role("button", name="Spara besluten").click()
    expect(page.get_by_text("[…] bromsar allt.").first).to_be_visible()
    looked(page)
    page.get_by_role("button", name="Jag har läst dem: visa alla som väntar").click()
    expect(page.get_by_role("status")).to_contain_text("3 kommentarer visas nu.")
    looked(page)
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_text("3 att läsa · 1 visas med strukna ord · 1 visas inte")).to_be_visible()
