"""The pages of privacy in a real browser: the notice, the draft, the collaboration, the account, the log."""

from playwright.sync_api import Page, expect

from app.services.accounts import add_account
from app.services.installation import Installation
from app.services.responses import save_draft
from tests.browser.conftest import Looked
from tests.builders import EMAIL, NOW, PASSWORD, TODAY, answer, facilitator, filled, opened_round


def sign_in(page: Page, server: str, email: str = EMAIL) -> None:
    page.goto(f"{server}/account/sign-in")
    page.get_by_label("E-postadress").fill(email)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()


def test_one_who_answers_reads_the_notice_and_deletes_the_draft(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    view = opened_round(installation)
    page.goto(f"{server}/r/{view.round.code}")
    page.get_by_role("link", name="Så hanteras personuppgifter").click()
    expect(page.get_by_role("heading", name="Det som inte går att dölja")).to_be_visible()
    looked(page)
    page.goto(f"{server}/r/{view.round.code}")
    page.get_by_role("button", name="Börja").click()
    page.locator("label.choice").first.click()
    page.get_by_role("button", name="Spara och fortsätt").click()
    page.goto(f"{server}/r/{view.round.code}")
    looked(page)
    page.get_by_role("link", name="Ta bort mitt utkast").click()
    looked(page)
    page.get_by_role("button", name="Ja, ta bort mitt utkast").click()
    expect(page.get_by_role("heading", name="Ditt utkast är borttaget")).to_be_visible()
    looked(page)


def test_a_facilitator_takes_a_collaboration_along_deletes_it_and_restores_it(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    facilitator(installation)
    view = opened_round(installation)
    answer(installation, view, 2)
    save_draft(installation, view, "another", filled(view), NOW)
    place = f"{server}/collaborations/{view.collaboration_id}"
    sign_in(page, server)
    page.goto(f"{place}/export")
    looked(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Ladda ner ZIP-filen").click()
    assert download.value.suggested_filename.endswith(".zip")
    page.get_by_role("link", name="Ta bort").click()
    page.get_by_role("textbox").fill("Något annat")
    page.get_by_role("button", name="Ta bort samverkan").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looked(page)
    page.get_by_role("textbox").fill("Samverkan Älvdalen")
    page.get_by_role("button", name="Ta bort samverkan").click()
    looked(page)
    page.goto(f"{place}/delete")
    looked(page)
    page.get_by_role("button", name="Återställ samverkan").click()
    expect(page.get_by_role("status")).to_contain_text("Samverkan är återställd")
    page.goto(f"{place}/log")
    expect(page.locator("td").get_by_text("Återställde samverkan")).to_be_visible()
    looked(page)


def test_an_administrator_reads_the_log_and_the_own_account_and_sees_what_to_fill_in(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    add_account(installation, "admin@norrdal.example", "Admin", PASSWORD, TODAY, is_administrator=True)
    sign_in(page, server, "admin@norrdal.example")
    page.goto(f"{server}/administration/log?since=soon")
    looked(page)
    page.goto(f"{server}/account/data")
    looked(page)
    page.get_by_role("link", name="Ta bort mitt konto").click()
    expect(page.get_by_text("Du är installationens enda administratör")).to_be_visible()
    looked(page)
    page.goto(f"{server}/privacy")
    expect(page.get_by_text("SAMSPEL_CONTROLLER")).to_be_visible()
    looked(page)
    add_account(installation, "annan@norrdal.example", "Annan", PASSWORD, TODAY, is_administrator=True)
    page.goto(f"{server}/account/delete")
    looked(page)
    page.get_by_role("button", name="Ja, ta bort mitt konto").click()
    expect(page.get_by_role("heading", name="Ditt konto är borttaget")).to_be_visible()
    looked(page)
