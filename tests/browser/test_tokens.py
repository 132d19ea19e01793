"""Making a token and copying an example, in a real browser."""

from playwright.sync_api import Page, expect

from app.services.installation import Installation
from tests.browser.conftest import Looked
from tests.builders import EMAIL, PASSWORD, collaboration


def test_a_token_and_an_example_are_copied_by_their_buttons(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    collaboration(installation)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server}/account/sign-in?next=/account/tokens")
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    looked(page)
    page.get_by_role("button", name="Skapa åtkomstnyckeln").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv vad den ska användas till.")
    looked(page)
    page.get_by_label("Vad ska den användas till?").fill("Rapport")
    page.get_by_role("button", name="Skapa åtkomstnyckeln").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Din nya åtkomstnyckel")
    looked(page)
    page.get_by_role("button", name="Kopiera nyckeln").click()
    expect(page.get_by_role("button", name="Kopierat")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#secret").text_content()
    page.get_by_role("link", name="Så hämtar du data").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hämta till Power BI, Excel, R och Python")
    looked(page)
