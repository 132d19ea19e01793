"""A respondent's whole way in a real browser, by thumb, by keyboard, without scripts, and without a connection."""

import re
from dataclasses import replace

from playwright.sync_api import Browser, Page, expect

from app.config import ROOT
from app.definitions.library import Library
from app.domain.round import Layout
from app.services.installation import Installation
from tests.browser.conftest import Looked, serving
from tests.builders import fresh, new_round, opened_round


def test_a_respondent_answers_from_the_code_to_the_receipt(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    view = opened_round(installation)
    page.goto(server)
    looked(page)
    page.get_by_label("Har du fått en kod?").fill(view.round.code.lower())
    page.get_by_role("button", name="Till frågorna").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pulskoll för samverkan")
    looked(page)
    page.get_by_role("button", name="Börja").click()
    page.get_by_label("Älvnäs").check()
    page.get_by_label("Förtroendevald").check()
    expect(page.get_by_text("Sparat", exact=True)).to_be_visible()
    looked(page)
    page.get_by_role("button", name="Spara och fortsätt").click()
    for dimension in view.questionnaire.dimensions:
        expect(page.get_by_role("heading", level=1)).to_have_text(dimension.title.into("sv"))
        for group in page.get_by_role("group").all():
            group.get_by_label("Stämmer ganska bra").check()
        looked(page)
        page.locator("button[value=next]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kontrollera och lämna in")
    expect(page.get_by_text("Älvnäs")).to_be_visible()
    looked(page)
    page.get_by_role("button", name="Lämna in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tack")
    looked(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tack")
    assert fresh(installation, view).received == 1


def test_answers_are_saved_as_they_are_given_and_there_again_after_a_reload(
    page: Page, server: str, installation: Installation
) -> None:
    view = opened_round(installation)
    page.goto(f"{server}/r/{view.round.code}")
    page.get_by_role("button", name="Börja").click()
    page.goto(f"{server}/r/{view.round.code}/2")
    group = page.get_by_role("group").first
    group.get_by_label("Stämmer helt").check()
    expect(page.get_by_text("Sparat", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("group").first.get_by_label("Stämmer helt")).to_be_checked()


def test_a_lost_connection_is_told_and_made_good(page: Page, server: str, installation: Installation) -> None:
    view = opened_round(installation)
    page.goto(f"{server}/r/{view.round.code}")
    page.get_by_role("button", name="Börja").click()
    page.goto(f"{server}/r/{view.round.code}/2")
    page.context.set_offline(True)
    page.get_by_role("group").first.get_by_label("Stämmer helt").check()
    expect(page.get_by_text("Inte sparat än")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Sparat", exact=True)).to_be_visible(timeout=15_000)


def test_everything_on_one_page_is_accessible_too(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    view = opened_round(installation, new_round(questionnaire="nyckelfaktorer", layout=Layout.PAGE))
    page.goto(f"{server}/r/{view.round.code}")
    page.get_by_role("button", name="Börja").click()
    expect(page.get_by_role("group")).to_have_count(49)
    looked(page)


def test_a_fault_is_led_to_from_the_summary(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    view = opened_round(installation)
    page.goto(f"{server}/r/{view.round.code}")
    page.get_by_role("button", name="Börja").click()
    page.goto(f"{server}/r/{view.round.code}/4")
    words = page.locator("textarea")
    words.evaluate("one => one.removeAttribute('maxlength')")
    words.fill("ord " * 700)
    page.locator("button[value=next]").click()
    expect(page.get_by_role("alert")).to_be_focused()
    looked(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(words).to_be_focused()
    assert len(words.input_value()) > 2000


def test_the_keyboard_alone_answers_a_page(page: Page, server: str, installation: Installation) -> None:
    view = opened_round(installation)
    page.goto(f"{server}/r/{view.round.code}")
    page.get_by_role("button", name="Börja").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/1")
    page.goto(f"{server}/r/{view.round.code}/2")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hoppa till innehållet")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    expect(page.locator("input[type=radio][value='2']:checked")).to_have_count(4)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/3")


def test_the_form_works_without_scripts_and_in_dark_colours(
    chromium: Browser, server: str, installation: Installation
) -> None:
    view = opened_round(installation)
    context = chromium.new_context(
        java_script_enabled=False, color_scheme="dark", locale="sv-SE", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{server}/r/{view.round.code}")
    page.get_by_role("button", name="Börja").click()
    page.get_by_role("button", name="Spara och fortsätt").click()
    for _ in view.questionnaire.dimensions:
        page.locator("input[type=radio][value='3']").first.check()
        page.locator("button[value=next]").click()
    page.get_by_role("button", name="Lämna in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tack")
    context.close()
    assert fresh(installation, view).received == 1


def test_another_language_keeps_what_was_typed_and_the_enter_key_goes_on_without_scripts(
    chromium: Browser, server: str, installation: Installation
) -> None:
    view = opened_round(installation)
    context = chromium.new_context(java_script_enabled=False, locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{server}/r/{view.round.code}")
    page.get_by_role("button", name="Börja").click()
    page.goto(f"{server}/r/{view.round.code}/3")
    answered = page.locator("input[type=radio][value='3']").first
    answered.check()
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**/3?language=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(answered).to_be_checked()
    answered.press("Enter")
    page.wait_for_url("**/4")
    context.close()


def test_dark_colours_have_contrast_enough(
    chromium: Browser, server: str, installation: Installation, looked: Looked
) -> None:
    view = opened_round(installation)
    context = chromium.new_context(color_scheme="dark", locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    for address in ("/", f"/r/{view.round.code}", "/r/NOSUCH", "/account/sign-in"):
        page.goto(server + address)
        looked(page)
    page.goto(f"{server}/r/{view.round.code}")
    page.get_by_role("button", name="Börja").click()
    page.get_by_label("Norrdal").check()
    looked(page)
    context.close()


def test_the_code_box_leads_to_an_explanation_when_mistyped(page: Page, server: str, looked: Looked) -> None:
    page.goto(server)
    page.get_by_label("Har du fått en kod?").fill("HEJSAN")
    page.get_by_role("button", name="Till frågorna").click()
    expect(page.get_by_text("Det finns ingen omgång med koden ”HEJSAN”")).to_be_visible()
    looked(page)


def test_the_script_unmarks_what_does_not_go_together_and_counts_the_marks(
    page: Page, installation: Installation, looked: Looked
) -> None:
    ours = replace(installation, library=Library(ROOT / "tests" / "fixtures"))
    new = new_round(questionnaire="tjugotva", languages=("sv",), layout=Layout.PAGE)
    view = opened_round(ours, new)
    with serving(ours) as address:
        page.goto(f"{address}/r/{view.round.code}")
        page.get_by_role("button", name="Börja").click()
        question = page.get_by_role("group", name="Vilket stöd behöver ni mest?")
        expect(question).to_have_accessible_description(
            re.compile("Tänk på det kommande året. Välj högst 2. Välj ”Inget av detta” bara om")
        )
        for label in ("Ekonomi", "It", "Juridik"):
            question.get_by_label(label, exact=True).check()
        expect(question.get_by_role("status")).to_have_text("Du har valt 3. Högst 2 får väljas.")
        question.get_by_label("Inget av detta").check()
        expect(question.get_by_label("Ekonomi")).not_to_be_checked()
        expect(question.get_by_role("status")).to_have_text("Det som inte går att välja tillsammans avmarkerades.")
        looked(page)
        question.get_by_label("It", exact=True).check()
        expect(question.get_by_label("Inget av detta")).not_to_be_checked()
        page.locator("button[value=next]").click()
        page.goto(f"{address}/r/{view.round.code}/1")
        expect(question.get_by_label("It", exact=True)).to_be_checked()
        expect(question.get_by_label("Inget av detta")).not_to_be_checked()
