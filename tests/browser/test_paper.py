"""Keying in a paper form by keyboard alone, in a real browser: with the script a key for each answer is enough."""

import pytest
from playwright.sync_api import Browser, Page, expect

from app.services.installation import Installation
from app.services.rounds import RoundView
from tests.browser.conftest import Looked
from tests.builders import EMAIL, PASSWORD, facilitator, fresh, new_round, opened_round


@pytest.fixture
def view(installation: Installation) -> RoundView:
    return opened_round(installation, new_round(questionnaire="nyckelfaktorer"))


def sign_in(page: Page, server: str, installation: Installation) -> None:
    facilitator(installation)
    page.goto(f"{server}/account/sign-in")
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()


class Keyboard:
    """Counts every key that is pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1


def test_forty_seven_statements_are_keyed_in_with_far_fewer_than_two_hundred_keys(
    page: Page, server: str, installation: Installation, view: RoundView, looked: Looked
) -> None:
    sign_in(page, server, installation)
    page.goto(f"{server}/facilitate/rounds/{view.round.code}/paper")
    looked(page)
    keyboard = Keyboard(page)
    page.get_by_label("Organisation", exact=True).focus()
    for sheet in (1, 2):
        keyboard.pressed = 0
        keyboard.press("2", "Enter", "1", "Enter")
        for item in view.questionnaire.items:
            keyboard.press("Tab" if item.kind == "comment" else "0" if item.id.endswith("nedskrivet") else "4")
        expect(page.get_by_role("button", name="Kontrollera utan att spara")).to_be_focused()
        with page.expect_navigation():
            keyboard.press("Tab", "Enter")
        expect(page.get_by_role("status")).to_contain_text("Här är nästa.")
        expect(page.get_by_label("Organisation", exact=True)).to_be_focused()
        assert keyboard.pressed <= 60
        assert fresh(installation, view).received == sheet
    expect(page.get_by_role("status")).to_contain_text("2 formulär inmatade")
    assert page.locator("input[data-keys]").evaluate_all("all => all.map(one => one.value).join('')") == ""


def test_a_wrong_key_stays_and_enter_moves_on_without_storing(
    page: Page, server: str, installation: Installation, view: RoundView, looked: Looked
) -> None:
    sign_in(page, server, installation)
    page.goto(f"{server}/facilitate/rounds/{view.round.code}/paper")
    first, second = (page.locator(f"#q-{item.id}") for item in view.questionnaire.items[:2])
    first.focus()
    page.keyboard.press("8")
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("3")
    expect(second).to_be_focused()
    expect(first).to_have_value("3")
    page.keyboard.press("Enter")
    assert fresh(installation, view).received == 0
    second.fill("9")
    page.get_by_role("button", name="Spara och ta nästa").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(first).to_have_value("3")
    looked(page)
    page.locator("#error-summary a").first.click()
    expect(second).to_be_focused()


def test_without_the_script_the_tab_key_moves_on_and_enter_only_checks(
    chromium: Browser, server: str, installation: Installation, view: RoundView
) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, server, installation)
    page.goto(f"{server}/facilitate/rounds/{view.round.code}/paper")
    page.locator(f"#q-{view.questionnaire.items[0].id}").focus()
    page.keyboard.press("5")
    page.keyboard.press("Tab")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("#checked")).to_contain_text("2 av 50 frågor har ett svar")
    assert fresh(installation, view).received == 0
    page.get_by_role("button", name="Spara och ta nästa").click()
    expect(page.get_by_role("status")).to_contain_text("Ett formulär inmatat")
    assert fresh(installation, view).received == 1
    context.close()
