"""Following a round in a real browser: the figures come by themselves, and only while somebody can see them."""

from playwright.sync_api import Page, expect

from app.services.installation import Installation
from tests.browser.conftest import Looked
from tests.browser.test_paper import sign_in
from tests.builders import answer, opened_round


def test_new_answers_show_without_reloading_and_what_was_opened_stays_open(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    view = opened_round(installation)
    answer(installation, view, 6, organisation="norrdal")
    sign_in(page, server, installation)
    page.clock.install()
    page.goto(f"{server}/facilitate/rounds/{view.round.code}/following")
    number = page.locator(".received__number")
    expect(number).to_contain_text("6")
    looked(page)
    page.get_by_text("Siffrorna som tabell").click()
    answer(installation, view, 5, organisation="alvnas")
    page.clock.fast_forward(11_000)
    expect(number).to_contain_text("11")
    expect(page.get_by_role("rowheader", name="Älvnäs")).to_be_visible()
    expect(page.get_by_role("rowheader", name="2 mars 2026")).to_be_visible()
    looked(page)


def test_a_hidden_page_asks_for_nothing(page: Page, server: str, installation: Installation) -> None:
    view = opened_round(installation)
    sign_in(page, server, installation)
    page.clock.install()
    page.goto(f"{server}/facilitate/rounds/{view.round.code}/following")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/following/" in one.url else None)
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    page.clock.run_for(31_000)
    assert asked == []
    page.evaluate("Object.defineProperty(document, 'hidden', { value: false, configurable: true })")
    with page.expect_request("**/following/figures"):
        page.clock.run_for(11_000)


def test_the_round_shows_its_qr_code(page: Page, server: str, installation: Installation, looked: Looked) -> None:
    view = opened_round(installation)
    sign_in(page, server, installation)
    page.goto(f"{server}/facilitate/rounds/{view.round.code}")
    code = page.get_by_role("img", name="QR-kod som leder till")
    expect(code).to_be_visible()
    looked(page)
