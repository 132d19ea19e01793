"""The results page in a real browser: opened by link and by keyboard, in light and dark, on a desk and a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.services.installation import Installation
from app.services.rounds import RoundView
from tests.browser.conftest import Looked
from tests.builders import EMAIL, PASSWORD, answer, closed, comments_read, opened_round


@pytest.fixture
def view(installation: Installation) -> RoundView:
    """A closed round with two camps, breakdowns and comments."""
    view = opened_round(installation)
    answer(installation, view, 6, 2, organisation="norrdal", level="politik", puls_kommentar="Mer tid")
    answer(installation, view, 6, 5, organisation="alvnas", level="ledning")
    closed_view = closed(installation, view)
    comments_read(installation, view)
    return closed_view


@pytest.fixture
def reader(chromium: Browser, width: int, server: str, view: RoundView) -> Iterator[Page]:
    """The results, opened by their facilitator."""
    context = chromium.new_context(viewport={"width": width, "height": 800}, locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{server}/rounds/{view.round.code}/results")
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/results")
    yield page
    context.close()


def test_closed_and_opened_factors_are_without_fault(reader: Page, looked: Looked) -> None:
    looked(reader)
    for summary in reader.locator("details.factor-row > summary, details.reading > summary").all():
        summary.click()
    for summary in reader.locator("details.behind > summary").all():
        summary.click()
    expect(reader.locator("details:not([open])")).to_have_count(0)
    expect(reader.get_by_role("table").first).to_be_visible()
    looked(reader)
    reader.emulate_media(color_scheme="dark")
    looked(reader)


def test_a_factor_of_the_proposal_opens_by_its_link_alone(reader: Page) -> None:
    link = reader.locator(".proposal a").nth(1)
    body = reader.locator(str(link.get_attribute("href")))
    expect(body).to_be_hidden()
    link.click()
    expect(body).to_be_visible()
    expect(body.get_by_role("heading", name="Tala om")).to_be_visible()


def test_a_factor_opens_by_keyboard(reader: Page) -> None:
    summary = reader.locator("details.factor-row > summary").first
    summary.focus()
    reader.keyboard.press("Enter")
    expect(reader.locator(".factor-row__body").first).to_be_visible()
    reader.keyboard.press("Tab")
    expect(reader.get_by_text("Siffrorna bakom staplarna").first).to_be_focused()
    reader.keyboard.press("Enter")
    reader.keyboard.press("Tab")
    expect(reader.locator("details.factor-row").get_by_role("region").first).to_be_focused()


def test_the_map_fits_the_screen_and_its_numbers_can_be_read(reader: Page, width: int) -> None:
    """At 390 pixels the map is drawn anew, so that no number is smaller than ten pixels' type."""
    expect(reader.locator(".map:visible")).to_have_count(1)
    shown = reader.locator(".map:visible svg")
    assert shown.get_attribute("width") == ("560" if width > 1000 else "290")
    drawn = shown.bounding_box()
    assert drawn is not None and drawn["x"] + drawn["width"] <= width
    assert 10.5 * drawn["width"] / float(shown.get_attribute("width") or 1) > 10


def test_the_figures_behind_the_map_and_its_files_are_reached_by_keyboard(reader: Page) -> None:
    reader.locator(".field a").last.focus()
    reader.keyboard.press("Tab")
    expect(reader.get_by_text("Siffrorna bakom kartan", exact=True)).to_be_focused()
    reader.keyboard.press("Enter")
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("region", name="Siffrorna bakom kartan")).to_be_focused()
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("link", name="Bilden (SVG): Dialogkartan")).to_be_focused()
    with reader.expect_download() as download:
        reader.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith("-map.svg")


def test_the_page_of_files_to_download_is_without_fault(reader: Page, looked: Looked) -> None:
    reader.get_by_role("link", name="Ladda ner data (Excel, CSV, JSON)").click()
    expect(reader.get_by_role("link", name="Excel (XLSX)")).to_be_visible()
    looked(reader)
