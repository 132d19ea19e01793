"""Inviting by mail in a real browser, with a real mail server, to the answer that comes back by a personal link."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from app.services.installation import Installation
from app.services.mails import send_mail
from app.worker import now
from tests.browser.conftest import Looked
from tests.browser.conftest import serving as served
from tests.builders import EMAIL, PASSWORD, facilitator, opened_round
from tests.mail_server import Postbox, mail_server, mailing, text_of
from tests.services.test_invitations import invited_round

PASTED = """Kim Ek <kim.ek@norrdal.example>; lo@alvnas.example
mio.storvik.example
Ek, Kim <KIM.EK@norrdal.example>
refused@norrdal.example
"""


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def office(installation: Installation, postbox: Postbox) -> Iterator[Installation]:
    with mail_server(postbox) as port:
        yield mailing(installation, port)


@pytest.fixture
def serving(office: Installation) -> Iterator[Installation]:
    """The installation that mails, served; its base address is where."""
    with served(office) as address:
        yield replace(office, settings=replace(office.settings, base_url=address))


def test_a_facilitator_invites_and_somebody_answers_by_the_link_in_the_mail(
    page: Page, serving: Installation, postbox: Postbox, looked: Looked
) -> None:
    base = serving.settings.base_url
    facilitator(serving)
    view = opened_round(serving)
    postbox.answers = {"refused@norrdal.example": "550 5.1.1 unknown user"}
    page.goto(f"{base}/facilitate/rounds/{view.round.code}")
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.get_by_role("link", name="Inbjudningar").click()
    looked(page)
    page.get_by_label("Klistra in e-postadresser").fill(PASTED)
    page.get_by_role("button", name="Kontrollera och lägg till").click()
    expect(page.get_by_text("3 adresser lades till.")).to_be_visible()
    expect(page.get_by_text("”mio.storvik.example” saknar @. Skriv hela adressen.")).to_be_visible()
    looked(page)
    page.get_by_label("Adresser att rätta").fill("mio@storvik.example")
    page.get_by_role("button", name="Kontrollera och lägg till").click()
    expect(page.get_by_text("1 adress lades till.")).to_be_visible()
    looked(page)
    page.get_by_role("link", name="Skriv inbjudan").click()
    looked(page)
    page.get_by_label("Text (svenska)").fill("Hej alla i {samverkan}!")
    page.get_by_role("button", name="Titta på mejlet").click()
    expect(page.get_by_text("{samverkan} går inte att fylla i här").first).to_be_visible()
    looked(page)
    page.get_by_label("Text (svenska)").fill("Hej alla i {collaboration}!\n\n{link}")
    page.get_by_role("button", name="Titta på mejlet").click()
    expect(page.get_by_text("Hej alla i Samverkan Älvdalen!")).to_be_visible()
    looked(page)
    page.get_by_role("button", name="Skicka 4 inbjudningar").click()
    expect(page.get_by_text("4 mejl väntar")).to_be_visible()
    looked(page)
    send_mail(serving, now, lambda: True)
    page.reload()
    expect(page.get_by_text("Adressen finns inte.")).to_be_visible()
    looked(page)
    page.get_by_role("link", name="Rätta refused@norrdal.example").click()
    looked(page)
    page.get_by_label("E-postadress").fill("arrived@norrdal.example")
    page.get_by_role("button", name="Skicka igen").click()
    send_mail(serving, now, lambda: True)
    assert sorted(postbox.receivers) == [
        "arrived@norrdal.example",
        "kim.ek@norrdal.example",
        "lo@alvnas.example",
        "mio@storvik.example",
    ]
    page.get_by_role("link", name="Ta bort lo@alvnas.example").click()
    looked(page)


def test_somebody_answers_by_the_personal_link_once_and_says_no_to_more_mail(
    page: Page, serving: Installation, postbox: Postbox, looked: Looked, chromium: Browser
) -> None:
    view = invited_round(serving, 5)
    words = text_of(postbox.mails[0])
    link = words.split("Hej! ")[1].split()[0]
    page.goto(link)
    expect(page.get_by_text("Du kom hit via din personliga länk.")).to_be_visible()
    assert "/i/" not in page.url
    looked(page)
    page.get_by_role("button", name="Börja").click()
    page.get_by_role("button", name="Spara och fortsätt").click()
    for _ in view.questionnaire.dimensions:
        for question in page.locator("fieldset").all():
            question.get_by_role("radio").first.check()
        page.locator("button[value=next]").click()
    page.get_by_role("button", name="Lämna in").click()
    expect(page.get_by_role("heading", name="Tack")).to_be_visible()
    page.goto(link)
    expect(page.get_by_role("heading", name="Din inbjudan är redan besvarad")).to_be_visible()
    looked(page)
    page.goto(words.split("fler mejl från oss? ")[1].split()[0])
    looked(page)
    page.get_by_role("button", name="Mejla mig inte mer").click()
    expect(page.get_by_role("heading", name="Du får inga fler mejl")).to_be_visible()
    looked(page)
