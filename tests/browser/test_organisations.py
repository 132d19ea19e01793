"""The page of an organisation and the table of organisations in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.domain.round import Kind
from app.services.accounts import add_account
from app.services.installation import Installation
from app.services.responses import hand_in
from app.services.rounds import RoundView
from app.store import memberships
from tests.browser.conftest import Looked
from tests.builders import NOW, PASSWORD, TODAY, answer, closed, filled, new_round, opened_round

EMAIL = "viewer@norrdal.example"
TREES = ("Ask", "Björk", "Ek", "Hägg", "Idegran", "Jolster", "Kornell", "Lind")
EIGHT = tuple(f"{name} i Norra Älvdalens kommun" for name in TREES)


@pytest.fixture
def view(installation: Installation) -> RoundView:
    """A joint round of eight organisations, of which the account follows the first, after two rounds of persons."""
    account = add_account(installation, EMAIL, "Vera", PASSWORD, TODAY)
    first = opened_round(installation)
    answer(installation, first, 5, 2, organisation="norrdal")
    answer(installation, first, 5, 5, organisation="alvnas")
    closed(installation, first)
    joint = opened_round(installation, new_round(kind=Kind.JOINT, organisations=("Norrdal", *EIGHT)))
    for number, one in enumerate(joint.round.organisations):
        hand_in(installation, joint, f"joint {number}", NOW, filled(joint, 1 + number % 5, organisation=one.id))
    with installation.database.writing() as connection:
        memberships.insert_viewer(connection, account.id, "norrdal")
    return closed(installation, joint)


@pytest.fixture
def follower(chromium: Browser, width: int, server: str, view: RoundView) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": width, "height": 800}, locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{server}/organisations")
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/organisations/norrdal")
    yield page
    context.close()


def test_the_page_and_the_table_are_without_fault_opened_and_in_the_dark(
    follower: Page, looked: Looked, server: str, view: RoundView
) -> None:
    expect(follower.get_by_role("heading", name="Norrdal")).to_be_visible()
    follower.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    expect(follower.locator("details:not([open])")).to_have_count(0)
    looked(follower)
    follower.emulate_media(color_scheme="dark")
    looked(follower)
    follower.goto(f"{server}/rounds/{view.round.code}/results")
    matrix = follower.get_by_role("region", name="Alla nyckelfaktorer, alla organisationer")
    expect(matrix.get_by_role("columnheader", name=EIGHT[0])).to_be_visible()
    expect(matrix.get_by_role("row", name="1. ").first).to_contain_text("▼")
    looked(follower)
