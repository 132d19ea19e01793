"""The guided import in a real browser, at both widths: every page as axe and a thumb would see it."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from app.services.installation import Installation
from tests.browser.conftest import Looked
from tests.builders import EMAIL, PASSWORD, facilitator, fresh, opened_round
from tests.services import other_tools


def test_a_workbook_is_imported_and_taken_back_and_each_page_is_in_order(
    chromium: Browser, server: str, installation: Installation, width: int, looked: Looked, tmp_path: Path
) -> None:
    facilitator(installation)
    view = opened_round(installation)
    rows = other_tools.microsoft_forms(view)
    rows[1][7], rows[0][8] = "Stämmer gansak bra", "Hos oss är politiken med"
    path = tmp_path / "svar.xlsx"
    path.write_bytes(other_tools.as_workbook(rows))
    context = chromium.new_context(viewport={"width": width, "height": 800}, locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{server}/account/sign-in")
    page.get_by_label("E-post").fill(EMAIL)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.goto(f"{server}/facilitate/rounds/{view.round.code}/paper")
    page.get_by_role("link", name="Läs in svar från").click()
    looked(page)
    page.get_by_label("Filen med svaren").set_input_files(path)
    page.get_by_role("button", name="Läs filen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Koppla kolumnerna till frågorna")
    looked(page)
    page.get_by_label("Hos oss är politiken med").select_option(view.questionnaire.items[1].id)
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_label("Stämmer gansak bra")).to_have_value("4")
    looked(page)
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_text("6 svar läses in.")).to_be_visible()
    looked(page)
    page.get_by_label("Jag har kontrollerat").check()
    page.get_by_role("button", name="Läs in 6 svar").click()
    expect(page.get_by_role("status")).to_have_text("6 svar har lästs in.")
    page.get_by_role("link", name="Ta tillbaka inläsningen").click()
    looked(page)
    page.get_by_role("button", name="Ja, ta bort 6 svar").click()
    expect(page.get_by_role("status")).to_have_text("6 inlästa svar är borttagna.")
    assert fresh(installation, view).received == 0
    context.close()
