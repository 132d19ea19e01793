"""The meeting in real browsers: screens by keys, notes and a timer on the projector, the vote on phones."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.services.installation import Installation
from app.services.record import round_record
from app.services.rounds import RoundView
from tests.browser.conftest import PATIENCE, Looked
from tests.builders import EMAIL, PASSWORD, answer, closed, opened_round


@pytest.fixture
def view(installation: Installation) -> RoundView:
    """Two camps that are also two organisations."""
    view = opened_round(installation)
    answer(installation, view, 6, 2, organisation="norrdal")
    answer(installation, view, 6, 5, organisation="alvnas")
    return closed(installation, view)


@pytest.fixture
def projector(chromium: Browser, server: str, view: RoundView) -> Iterator[Page]:
    """The facilitator's browser at the first screen, with a clock that the test sets."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.clock.install()
    page.goto(f"{server}/rounds/{view.round.code}/presentation")
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("heading", name="Gruppens bild")).to_be_visible()
    page.wait_for_load_state()  # the keys are the script's
    yield page
    context.close()
    assert complaints == []


def heading(page: Page, words: str) -> None:
    """The screen has come and its heading has the focus."""
    expect(page.get_by_role("heading", level=1, name=words)).to_be_focused()


def test_keys_lead_through_the_screens_and_are_left_alone_while_somebody_types(
    projector: Page, installation: Installation, view: RoundView, looked: Looked
) -> None:
    looked(projector)
    projector.keyboard.press("ArrowRight")
    heading(projector, "Vilka nyckelfaktorer ska vi tala om?")
    looked(projector)
    projector.keyboard.press("PageDown")
    expect(projector.locator("[data-timer]")).to_be_visible()
    looked(projector)
    name = projector.locator("h1").inner_text()
    first = projector.url
    note = projector.get_by_role("textbox", name="Det som sades")
    note.fill("Vi ringer först")
    note.press("ArrowLeft")
    note.press("f")
    note.press("t")
    expect(note).to_have_value("Vi ringer försftt")
    assert projector.url == first
    projector.locator("h1").focus()
    projector.keyboard.press("ArrowRight")
    expect(projector.locator("h1")).not_to_have_text(name)
    projector.keyboard.press("PageUp")
    heading(projector, name)
    assert projector.url == first
    expect(projector.get_by_role("textbox", name="Det som sades")).to_have_value("Vi ringer försftt")
    factor_id = first.rsplit("/", 1)[1]
    assert round_record(installation, view).note(factor_id).words == "Vi ringer försftt"
    projector.keyboard.press("Escape")
    projector.wait_for_url("**/results")


def test_a_principle_that_was_typed_and_not_added_is_not_left_behind(projector: Page, view: RoundView) -> None:
    projector.locator(".agenda a").first.click()
    expect(projector.locator("[data-timer]")).to_be_visible()
    here = projector.url
    field = projector.get_by_label("Ny riktningsgivande princip")
    field.fill("Vi ringer först.")
    projector.locator("h1").focus()
    projector.keyboard.press("ArrowRight")
    expect(projector.get_by_text("Lägg till principen först, eller töm fältet.")).to_be_visible()
    expect(field).to_be_focused()
    projector.get_by_role("button", name="Lägg till principen").click()
    expect(projector.locator(".written .agreed")).to_contain_text("Vi ringer först.")
    assert projector.url == f"{here}#written"


def test_the_timer_counts_down_says_when_a_minute_is_left_and_goes_on_over_a_reload(
    projector: Page, looked: Looked
) -> None:
    projector.goto(projector.url + "/factors/service")
    left = projector.locator("[data-left]")
    expect(left).to_have_text("15:00")
    projector.get_by_label("Minuter").fill("2")
    projector.get_by_label("Minuter").press("Tab")
    expect(left).to_have_text("2:00")
    projector.locator("h1").focus()
    projector.keyboard.press("t")
    expect(projector.get_by_role("button", name="Pausa")).to_be_visible()
    projector.clock.run_for(59_000)
    expect(left).to_have_text("1:01")
    projector.clock.run_for(2_000)
    expect(projector.locator("[data-said]")).to_have_text("En minut kvar.")
    looked(projector)
    projector.reload()
    expect(projector.get_by_role("button", name="Pausa")).to_be_visible()
    projector.get_by_role("button", name="Pausa").click()
    stood = left.inner_text()
    projector.clock.run_for(5_000)
    expect(left).to_have_text(stood)
    projector.keyboard.press("t")
    projector.clock.run_for(61_000)
    expect(projector.locator("[data-said]")).to_have_text("Tiden är ute.")
    expect(left).to_have_text("0:00")
    projector.get_by_role("button", name="Nollställ").click()
    expect(left).to_have_text("2:00")


def test_the_group_votes_on_its_phones_and_talks_about_what_it_chose(
    projector: Page, chromium: Browser, server: str, view: RoundView, looked: Looked
) -> None:
    projector.goto(projector.url + "/vote")
    projector.get_by_role("button", name="Öppna omröstningen").click()
    expect(projector.get_by_role("img", name="QR-kod")).to_be_visible()
    looked(projector)
    for number in range(5):
        context = chromium.new_context(viewport={"width": 390, "height": 800}, locale="sv-SE", reduced_motion="reduce")
        phone = context.new_page()
        phone.set_default_timeout(PATIENCE)
        phone.goto(f"{server}/v/{view.round.code}")
        phone.get_by_label("Bästa möjliga service").check()
        phone.get_by_label("Samordnad riktning framåt").check()
        expect(phone.locator("[data-chosen]")).to_have_text("2 av 3 valda")
        if not number:
            looked(phone)
        phone.get_by_role("button", name="Rösta").click()
        expect(phone.get_by_role("heading", name="Din röst är räknad")).to_be_visible()
        if not number:
            looked(phone)
        context.close()
    projector.clock.run_for(4_000)
    expect(projector.locator(".poll__voters")).to_have_text("5 har röstat")
    projector.get_by_role("button", name="Stäng omröstningen").click()
    expect(projector.locator(".votes tbody tr")).to_have_count(2)
    looked(projector)
    projector.get_by_role("button", name="Tala om dem som fick flest röster").click()
    expect(projector.get_by_text("Mötet talar om dem som fick flest röster.")).to_be_visible()
    projector.wait_for_load_state()  # the keys are the script's
    projector.locator("h1").focus()
    projector.keyboard.press("ArrowRight")
    heading(projector, "6. Bästa möjliga service till medborgarna")


def test_every_screen_holds_on_a_phone(projector: Page, looked: Looked) -> None:
    projector.set_viewport_size({"width": 390, "height": 800})
    first = projector.url
    for path in ("", "/vote", "/factors/service", "/agreed", "/choose"):
        projector.goto(first + path)
        looked(projector)
