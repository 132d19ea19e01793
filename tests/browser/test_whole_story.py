"""The whole story in a real browser with a real mail server: from signing in to the next round, by everybody in it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from app.domain.swedish_time import day_of
from app.services.collaborations import list_collaborations
from app.services.installation import Installation
from app.services.mails import send_mail
from app.store.messages import MessageRow
from app.wording.dates import season
from app.worker import now
from tests.browser.conftest import PATIENCE, Looked
from tests.browser.conftest import serving as served
from tests.builders import EMAIL, PASSWORD, facilitator
from tests.mail_server import Postbox, mail_server, mailing, text_of

FIVE = ("Norrdal", "Älvnäs", "Storvik", "Granträsk", "Havsöre")
ROLES = ("Förtroendevald", "Kommunledning eller förvaltningsledning", "Chef eller medarbetare i verksamheten")
INVITED = [f"person{number}@{place}.example" for number in range(3) for place in ("norrdal", "alvnas", "storvik")]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def office(installation: Installation, postbox: Postbox) -> Iterator[Installation]:
    with mail_server(postbox) as port:
        yield mailing(installation, port)


@pytest.fixture
def base(office: Installation) -> Iterator[str]:
    with served(office) as address:
        yield address


class Facilitator:
    """Leads the collaboration at a desk."""

    def __init__(self, page: Page, base: str, looked: Looked) -> None:
        self.page, self.base, self.looked = page, base, looked

    def press(self, name: str) -> None:
        page = self.page
        page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True)).click()
        self.looked(page)

    def go(self, place: str) -> None:
        self.page.get_by_role("navigation", name="Den här omgången").get_by_role("link", name=place).click()
        self.looked(self.page)

    def sign_in(self) -> None:
        self.page.goto(f"{self.base}/facilitate")
        self.page.get_by_label("E-postadress").fill(EMAIL)
        self.page.get_by_label("Lösenord").fill(PASSWORD)
        self.press("Logga in")

    def set_up(self) -> None:
        self.press("Skapa din första samverkan")
        self.page.get_by_label("Samverkans namn", exact=True).fill("Samverkan Fjällådalen")
        for number, name in enumerate(FIVE, start=1):
            self.page.get_by_label(f"Organisation {number}", exact=True).fill(name)
        self.press("Skapa samverkan")
        self.press("Skapa den första omgången")
        self.page.get_by_label("Frågeformulär").select_option("pulskoll")
        self.press("Skapa omgången")
        self.press("Öppna omgången")
        self.press("Ja, öppna omgången")
        expect(self.page.locator(".qr-code svg")).to_be_visible()

    def invite(self) -> None:
        self.go("Inbjudningar")
        self.page.get_by_label("Klistra in e-postadresser").fill("; ".join(INVITED))
        self.press("Kontrollera och lägg till")
        self.press("Skriv inbjudan")
        self.press("Titta på mejlet")
        self.press(f"Skicka {len(INVITED)} inbjudningar")

    def remind(self) -> None:
        self.go("Följ")
        self.press("Påminn dem som inte har svarat")
        self.press("Titta på mejlet")
        self.press("Skicka påminnelsen")

    def key_in(self, organisation: str) -> None:
        self.go("Papper")
        self.page.get_by_label("Organisation", exact=True).select_option(organisation)
        for field in self.page.locator("input[data-keys]").all():
            field.fill("3")
        self.press("Spara och ta nästa")

    def close(self) -> bytes:
        self.go("Omgången")
        self.press("Stäng omgången")
        self.press("Ja, stäng omgången")
        self.go("Resultat")
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name="Dialogunderlag på svenska").click()
        return download.value.path().read_bytes()

    def record(self) -> None:
        self.go("Samtalet")
        self.page.get_by_role("link", name=re.compile("Att växla ledartröja")).click()
        self.looked(self.page)
        self.page.get_by_role("textbox", name="Det som sades").fill("Samma kommun håller i nästan allt.")
        expect(self.page.locator("#note [data-save-status]")).to_have_text("Sparat")
        self.page.get_by_role("button", name="Ta över").first.click()
        self.looked(self.page)
        form = self.page.locator("#new-actions")
        form.get_by_role("textbox", name="Åtgärd").fill("Gör en turordning för värdskapet.")
        form.get_by_label("Ansvarig funktion").fill("Samordnare")
        form.get_by_role("button", name="Lägg till åtgärden").click()
        expect(self.page.get_by_text("Gör en turordning för värdskapet.").first).to_be_visible()
        self.looked(self.page)


def answers(page: Page, start: str, organisation: str, role: str, point: str, looked: Looked | None) -> None:
    """Somebody answers on a phone, from the link or code to the receipt."""
    page.goto(start)
    page.get_by_role("button", name="Börja").click()
    page.get_by_label(organisation, exact=True).check()
    page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="Spara och fortsätt").click()
    while page.locator("button[value=next]").count():
        if looked:
            looked(page)
        for group in page.get_by_role("group").all():
            group.get_by_label(point, exact=True).check()
        page.locator("button[value=next]").click()
        page.wait_for_load_state()
    page.get_by_role("button", name="Lämna in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tack")


def a_day_passes(installation: Installation) -> None:
    """The mails were sent a day and a half ago."""
    with installation.database.writing() as connection:
        earlier = now() - timedelta(days=1.5)
        connection.execute(update(MessageRow).values(sent_at=earlier, made_at=earlier))


def test_from_signing_in_to_the_next_round(
    chromium: Browser, base: str, office: Installation, postbox: Postbox, looked: Looked
) -> None:
    account = facilitator(office)
    desk = chromium.new_context(viewport=DESK, locale="sv-SE", reduced_motion="reduce")  # type: ignore[arg-type]
    desk.set_default_timeout(PATIENCE)
    kim = Facilitator(desk.new_page(), base, looked)
    kim.sign_in()
    kim.set_up()
    code = kim.page.locator(".code").inner_text().replace(" ", "")
    kim.invite()
    send_mail(office, now, lambda: True)
    assert sorted(postbox.receivers) == sorted(INVITED)
    links = [str(re.search(r"http://\S+/i/\S+", text_of(mail)).group()) for mail in postbox.mails]  # type: ignore[union-attr]
    starts = [*(f"{base}/i/{link.rsplit('/', 1)[1]}" for link in links[:7]), *[f"{base}/?code={code}"] * 5]
    for number, start in enumerate(starts):
        phone = chromium.new_context(viewport=PHONE, locale="sv-SE", reduced_motion="reduce")  # type: ignore[arg-type]
        phone.set_default_timeout(PATIENCE)
        point = "Stämmer ganska bra" if number % 2 else "Stämmer ganska dåligt"
        answers(phone.new_page(), start, FIVE[number % 2], ROLES[number % 3], point, looked if not number else None)
        phone.close()
    kim.page.goto(f"{base}/facilitate/rounds/{code}")
    kim.key_in("norrdal")
    kim.key_in("alvnas")
    a_day_passes(office)
    kim.remind()
    before = len(postbox.receivers)
    send_mail(office, now, lambda: True)
    assert len(postbox.receivers) - before == 2, "only the two who have not answered are reminded"
    assert kim.close().startswith(b"%PDF")
    kim.record()
    kim.page.goto(f"{base}/facilitate/rounds/{code}")
    looked(kim.page)
    kim.press("Kopiera till nästa omgång")
    kim.page.get_by_label("Omgångens namn").fill("Nästa omgång")
    kim.press("Skapa omgången")
    (seen,) = list_collaborations(office, account)
    states = {view.round.title: (view.round.state.value, view.received) for view in seen.rounds}
    assert sorted(states.values()) == [("closed", 14), ("draft", 0)]
    # The name that is proposed is the season's; December is the winter of the year that begins.
    assert next(title for title in states if title != "Nästa omgång") == season(day_of(now()), "sv")
    desk.close()
