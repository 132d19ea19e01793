"""The page of a collaboration's development in a real browser: without fault, at a desk's and a phone's width."""

from playwright.sync_api import Page, expect

from app.services.installation import Installation
from tests.browser.conftest import Looked
from tests.builders import EMAIL, PASSWORD, closed_later, facilitator


def test_the_page_is_without_fault_and_rounds_are_chosen_by_keyboard(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    facilitator(installation)
    first, *_ = (closed_later(installation, number, value) for number, value in enumerate((2, 3, 4), start=1))
    page.goto(f"{server}/collaborations/{first.collaboration_id}/development")
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/development")
    page.get_by_text("Siffrorna, omgång för omgång").first.click()
    page.get_by_text("Jämför andra omgångar").click()
    expect(page.get_by_role("table").nth(1)).to_be_visible()
    looked(page)
    page.get_by_label("Omgång 2").press("Space")
    page.get_by_role("button", name="Jämför valda omgångar").press("Enter")
    expect(page.get_by_text("Från Omgång 1 till Omgång 3")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Omgång 2")).to_have_count(0)
