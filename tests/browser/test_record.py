"""The record in a real browser: saved while one writes, two facilitators at once, ticked off and taken back."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.domain.record import Action, Note, Principle
from app.services.agreements import add
from app.services.installation import Installation
from app.services.record import round_record
from app.services.rounds import RoundView, find_own_round
from tests.browser.conftest import PATIENCE, Looked
from tests.builders import EMAIL, PASSWORD, answer, closed, facilitator, opened_round

NOW = datetime(2026, 3, 30, 15, 0, tzinfo=UTC)
Colleague = Callable[[], Page]


@pytest.fixture
def view(installation: Installation) -> RoundView:
    """A closed round with a principle and an action that is overdue."""
    view = opened_round(installation)
    answer(installation, view, 6, 2, organisation="norrdal", level="politik")
    answer(installation, view, 6, 5, organisation="alvnas", level="ledning")
    view = closed(installation, view)
    account, code = facilitator(installation), view.round.code
    add(installation, account, code, Principle("", "service", "Vi ringer först."), NOW)
    add(installation, account, code, Action("", "service", "Boka möte", "Samordnare", "norrdal", date(2020, 1, 2)), NOW)
    return view


@pytest.fixture
def colleague(chromium: Browser, width: int, server: str, view: RoundView) -> Iterator[Colleague]:
    """One more facilitator at the factor's page, in a browser of their own. Without motion, since a colour half way
    from light to dark is no colour of ours."""
    contexts: list[BrowserContext] = []

    def arrive() -> Page:
        contexts.append(
            chromium.new_context(viewport={"width": width, "height": 800}, locale="sv-SE", reduced_motion="reduce")
        )
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{server}/facilitate/rounds/{view.round.code}/record/factors/service")
        page.get_by_label("E-postadress").fill(EMAIL)
        page.get_by_label("Lösenord").fill(PASSWORD)
        page.get_by_role("button", name="Logga in").click()
        expect(page.get_by_role("heading", name="Det som sades")).to_be_visible()
        return page

    yield arrive
    for context in contexts:
        context.close()


def note(installation: Installation, view: RoundView) -> Note:
    found = find_own_round(installation, facilitator(installation), view.round.code)
    return round_record(installation, found).note("service")


def test_every_page_is_without_fault_in_light_and_dark(
    colleague: Colleague, server: str, view: RoundView, looked: Looked
) -> None:
    page = colleague()
    looked(page)
    page.emulate_media(color_scheme="dark")
    looked(page)
    for path in (
        f"/facilitate/rounds/{view.round.code}/record",
        f"/facilitate/rounds/{view.round.code}/record/whole",
        f"/collaborations/{view.collaboration_id}/actions",
    ):
        page.goto(server + path)
        looked(page)


def test_what_is_written_saves_itself_and_says_so(
    colleague: Colleague, installation: Installation, view: RoundView
) -> None:
    page = colleague()
    field = page.locator("#note textarea")
    field.fill("Poolen fungerar.")
    expect(page.locator("#note [data-save-status]")).to_have_text("Sparat")
    assert note(installation, view) == Note("service", "Poolen fungerar.", 1)
    field.press_sequentially(" Vi vill fortsätta.")
    expect(page.locator("#note input[name=version]")).not_to_have_value("1")
    field.blur()
    page.locator("#note").get_by_role("button", name=re.compile("Spara")).click()
    expect(page.locator("#note [data-save-status]")).to_have_text("Sparat")
    page.reload()
    expect(field).to_have_value("Poolen fungerar. Vi vill fortsätta.")


def test_an_action_saves_itself_and_says_what_is_to_be_mended(colleague: Colleague) -> None:
    page = colleague()
    form = page.locator("form.entry").filter(has=page.get_by_role("heading", name="Åtgärd 1"))
    form.get_by_label("Ansvarig funktion").fill("")
    form.get_by_label("Ansvarig funktion").blur()
    expect(form.locator("[data-save-status]")).to_contain_text("Ingen är ansvarig än.")
    form.get_by_label("Ansvarig funktion").fill("Kanslichef")
    form.get_by_label("Läge just nu").select_option("begun")
    expect(form.locator("[data-save-status]")).to_have_text("Sparat")
    page.reload()
    expect(form.get_by_label("Ansvarig funktion")).to_have_value("Kanslichef")
    expect(form.get_by_label("Läge just nu")).to_have_value("begun")


def test_two_facilitators_at_once_see_both_texts_and_put_them_together(
    colleague: Colleague, installation: Installation, view: RoundView, looked: Looked
) -> None:
    kim, robin = colleague(), colleague()
    kim.locator("#note textarea").fill("Kims text")
    expect(kim.locator("#note [data-save-status]")).to_have_text("Sparat")
    robin.locator("#note textarea").fill("Robins text")
    choice = robin.locator("#choice")
    expect(choice).to_be_visible()
    expect(choice).to_be_focused()
    expect(choice.get_by_text("Kims text", exact=True)).to_be_visible()
    expect(choice.get_by_text("Robins text", exact=True)).to_be_visible()
    looked(robin)
    assert note(installation, view).words == "Kims text"
    expect(choice.get_by_label("De två tillsammans")).to_have_value("Kims text\n\nRobins text")
    choice.get_by_role("button", name="Spara den sammanslagna").click()
    expect(robin.locator("#choice")).to_have_count(0)
    assert note(installation, view) == Note("service", "Kims text\n\nRobins text", 2)
    # The first one is now the one who is behind, and keeps their own.
    kim.locator("#note textarea").fill("Kims nya text")
    kim.locator("#choice").get_by_role("button", name="Behåll min").click()
    expect(kim.locator("#choice")).to_have_count(0)
    assert note(installation, view) == Note("service", "Kims nya text", 3)
    # Robin changes the mind and keeps what is stored.
    robin.locator("#note textarea").fill("Robins andra text")
    robin.locator("#choice").get_by_role("link", name="Behåll den sparade").click()
    expect(robin.locator("#note textarea")).to_have_value("Kims nya text")


def test_the_choice_on_a_page_of_its_own_is_without_fault(
    chromium: Browser, width: int, server: str, colleague: Colleague, view: RoundView, looked: Looked
) -> None:
    """As those see it whose browser runs no scripts: the button sends the form."""
    page = colleague()
    state = page.context.storage_state()
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, locale="sv-SE", storage_state=state, java_script_enabled=False
    )
    plain = context.new_page()
    plain.goto(page.url)
    page.locator("#note textarea").fill("Kims text")
    expect(page.locator("#note [data-save-status]")).to_have_text("Sparat")
    plain.locator("#note textarea").fill("Robins text")
    plain.locator("#note").get_by_role("button", name=re.compile("Spara")).click()
    expect(plain.get_by_role("heading", name="Välj version")).to_be_visible()
    expect(plain.get_by_role("button", name="Behåll min")).to_be_visible()
    context.close()


def test_a_principle_is_taken_over_removed_and_put_back(colleague: Colleague) -> None:
    page = colleague()
    page.get_by_role("button", name=re.compile("Ta över")).first.click()
    expect(page.get_by_label("Riktningsgivande princip 2", exact=True)).to_be_visible()
    page.get_by_role("button", name=re.compile("Ta bort.*princip 1")).click()
    expect(page.get_by_text("Borttaget: Vi ringer först.")).to_be_visible()
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_label("Riktningsgivande princip 1", exact=True)).to_have_value("Vi ringer först.")
    page.get_by_role("button", name=re.compile("Ner.*princip 1")).click()
    expect(page.get_by_label("Riktningsgivande princip 2", exact=True)).to_have_value("Vi ringer först.")


def test_an_action_is_ticked_off_with_one_click_and_taken_back(
    colleague: Colleague, server: str, view: RoundView, looked: Looked
) -> None:
    page = colleague()
    page.goto(f"{server}/collaborations/{view.collaboration_id}/actions")
    page.get_by_role("button", name=re.compile("Klar.*Boka möte")).click()
    expect(page.get_by_role("heading", name="Klara åtgärder")).to_be_visible()
    looked(page)
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_role("heading", name="Försenade åtgärder")).to_be_visible()


def test_nothing_is_lost_by_somebody_who_was_signed_out_while_writing(
    colleague: Colleague, server: str, installation: Installation, view: RoundView
) -> None:
    page = colleague()
    expect(page.locator("#note textarea")).to_be_visible()
    page.context.clear_cookies()
    page.locator("#note textarea").fill("Långt och viktigt")
    expect(page.locator("#note [data-save-status]")).to_contain_text("Du är utloggad")
    other = page.context.new_page()
    other.goto(f"{server}/facilitate")
    other.get_by_label("E-postadress").fill(EMAIL)
    other.get_by_label("Lösenord").fill(PASSWORD)
    other.get_by_role("button", name="Logga in").click()
    expect(other.get_by_role("heading", name="Mina samverkan")).to_be_visible()
    save = page.locator("#note").get_by_role("button", name=re.compile("Spara"))
    save.click()
    expect(page.locator("#note [data-save-status]")).to_contain_text("Sidan hade varit öppen länge")
    save.click()
    expect(page.locator("#note [data-save-status]")).to_contain_text("Inget har gått förlorat")
    page.wait_for_load_state()  # the button before the script sends the page itself
    expect(page.locator("#note textarea")).to_have_value("Långt och viktigt")
    page.locator("#note").get_by_role("button", name=re.compile("Spara")).click()
    expect(page.locator("#note [data-save-status]")).to_have_text("Sparat")
    assert note(installation, view).words == "Långt och viktigt"
