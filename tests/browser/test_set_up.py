"""A facilitator sets up a collaboration of five organisations and a round: in few steps, and no page has a fault.

Five minutes are enough for some twenty steps of fifteen seconds each; every click and every field filled in is one."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from app.services.collaborations import list_collaborations
from app.services.installation import Installation
from tests.browser.conftest import Looked
from tests.builders import EMAIL, PASSWORD, facilitator

FIVE = ("Boden", "lulea kommun", "Piteå", "Älvsbyns kommun", "Region Norr")
MOST_STEPS = 20


class Hand:
    """Counts what it does."""

    def __init__(self, page: Page) -> None:
        self.page, self.steps = page, 0

    def press(self, name: str) -> None:
        found: Locator = self.page.get_by_role("button", name=name, exact=True).or_(
            self.page.get_by_role("link", name=name, exact=True)
        )
        found.click()
        self.steps += 1

    def write(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).fill(words)
        self.steps += 1


def sign_in(page: Page, server: str) -> None:
    page.goto(f"{server}/facilitate")
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()


def test_five_organisations_and_an_open_round_take_few_steps(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    account = facilitator(installation)
    page.goto(server)
    looked(page)
    sign_in(page, server)
    looked(page)
    hand = Hand(page)
    hand.press("Skapa din första samverkan")
    looked(page)
    hand.write("Samverkans namn", "Samverkan Norr")
    for number, name in enumerate(FIVE, start=1):
        hand.write(f"Organisation {number}", name)
    hand.press("Skapa samverkan")
    expect(page.get_by_role("heading", name="Samverkan Norr")).to_be_visible()
    looked(page)
    hand.press("Skapa den första omgången")
    looked(page)
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    looked(page)
    hand.press("Skapa omgången")
    looked(page)
    hand.press("Öppna omgången")
    looked(page)
    hand.press("Ja, öppna omgången")
    expect(page.get_by_text("Dela ut länken eller koden")).to_be_visible()
    looked(page)
    assert hand.steps <= MOST_STEPS
    (view,) = list_collaborations(installation, account)
    assert [one.name for one in view.collaboration.parties] == ["Boden", "Luleå", "Piteå", "Älvsbyn", "Region Norr"]
    assert [one.municipality_code is None for one in view.collaboration.parties] == [False] * 4 + [True]
    (made,) = view.rounds
    assert len(made.round.organisations) == 5
    assert made.round.state == "open"


def test_boxes_grow_while_one_types_and_the_sum_is_shown_at_once(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    facilitator(installation)
    sign_in(page, server)
    page.goto(f"{server}/collaborations/new")
    page.get_by_label("Organisation 6", exact=True).fill("Region Norr")
    expect(page.get_by_label("Organisation 7", exact=True)).to_have_value("")
    page.get_by_role("button", name="Fler rutor").click()
    expect(page.get_by_label("Organisation 8", exact=True)).to_be_focused()
    looked(page)
    page.get_by_label("Organisation 1", exact=True).fill("Boden")
    page.get_by_label("Samverkans namn").fill("Samverkan Norr")
    page.get_by_label("Samverkans namn").press("Enter")
    page.get_by_role("link", name="Skapa den första omgången").click()
    page.get_by_text("Fler inställningar").click()
    page.get_by_label("Boden", exact=True).last.fill("7")
    page.get_by_label("Region Norr", exact=True).last.fill("5")
    expect(page.get_by_label("Hur många väntas svara?")).to_have_value("12")


def test_settings_logo_archive_and_the_two_versions_have_no_fault(
    page: Page, server: str, installation: Installation, looked: Looked, tmp_path: Path
) -> None:
    facilitator(installation)
    sign_in(page, server)
    page.goto(f"{server}/collaborations/new")
    page.get_by_role("button", name="Skapa samverkan").click()
    looked(page)
    page.get_by_label("Samverkans namn").fill("Samverkan Norr")
    page.get_by_label("Organisation 1", exact=True).fill("Boden")
    page.get_by_role("button", name="Skapa samverkan").click()
    page.get_by_role("link", name="Välj en logotyp").click()
    looked(page)
    picture = tmp_path / "logo.png"
    Image.new("RGB", (900, 200), "teal").save(picture)
    page.get_by_label("Välj en bild").set_input_files(picture)
    page.get_by_role("button", name="Använd bilden").click()
    expect(page.get_by_alt_text("Logotyp för Samverkan Norr")).to_be_visible()
    looked(page)
    page.get_by_role("link", name="Ändra namn, organisationer och syfte").click()
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Samverkans namn").fill("Deras namn")
    other.get_by_role("button", name="Spara", exact=True).click()
    expect(other.get_by_role("heading", name="Deras namn")).to_be_visible()
    other.close()
    page.get_by_label("Samverkans namn").fill("Mitt namn")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Någon annan har sparat ändringar medan du skrev")).to_be_visible()
    looked(page)
    page.get_by_role("button", name="Spara det jag skrev").click()
    page.get_by_role("link", name="Skapa den första omgången").click()
    page.get_by_role("button", name="Skapa omgången").click()
    page.get_by_role("link", name="Ta bort utkastet").click()
    looked(page)
    page.get_by_role("link", name="Avbryt").click()
    for words in ("Öppna omgången", "Stäng omgången"):
        page.get_by_role("link", name=words).click()
        page.get_by_role("button", name=f"Ja, {words.lower()}").click()
    page.get_by_role("button", name="Arkivera omgången").click()
    looked(page)
    page.get_by_role("link", name="Se inställningarna").click()
    looked(page)
    page.goto(f"{server}/collaborations")
    page.get_by_role("link", name="Mitt namn").click()
    page.get_by_text("En arkiverad omgång").click()
    looked(page)
