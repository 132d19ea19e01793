"""A facilitator's whole way in a real browser: from signing in to the printed document."""

from playwright.sync_api import Page, expect

from app.services.installation import Installation
from app.services.rounds import list_rounds
from tests.browser.conftest import Looked
from tests.builders import EMAIL, PASSWORD, answer, collaboration, facilitator


def test_a_facilitator_sets_up_a_round_closes_it_and_takes_the_document(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    account = facilitator(installation)
    page.goto(f"{server}/facilitate")
    looked(page)
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    looked(page)
    within = collaboration(installation, ("Norrdal", "Älvnäs"))
    page.goto(f"{server}/collaborations/{within.id}")
    page.get_by_role("link", name="Skapa den första omgången").click()
    looked(page)
    page.get_by_label("Omgångens namn").fill("Våren 2026")
    page.get_by_label("Frågeformulär").select_option("pulskoll")
    page.get_by_role("button", name="Skapa omgången").click()
    looked(page)
    page.get_by_role("link", name="Öppna omgången").click()
    looked(page)
    page.get_by_role("button", name="Ja, öppna omgången").click()
    (view,) = list_rounds(installation, account)
    expect(page.get_by_role("link", name=f"/r/{view.round.code}")).to_be_visible()
    looked(page)
    answer(installation, view, 6, 2, organisation="norrdal", level="politik", puls_kommentar="Mer tid")
    answer(installation, view, 6, 5, organisation="alvnas", level="ledning")
    page.reload()
    page.get_by_role("link", name="Stäng omgången").click()
    page.get_by_role("button", name="Ja, stäng omgången").click()
    looked(page)
    page.goto(f"{server}/rounds/{view.round.code}/results")
    looked(page)
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    looked(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Dialogunderlag på svenska").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
