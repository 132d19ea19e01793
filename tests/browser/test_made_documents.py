"""A document that is not ready, in a real browser: it comes by itself, quietly, and without scripts too."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.documents.order import Order
from app.documents.press import Press, in_this_process, set_press
from app.services.installation import Installation
from app.services.presses import BeingMade, NotMade
from tests.browser.conftest import Looked
from tests.browser.test_paper import sign_in
from tests.builders import draft_round

PDF = b"%PDF-1.4 of a poster"


@pytest.fixture
def use() -> Iterator[Callable[[Press], None]]:
    yield set_press
    set_press(in_this_process)


def being_made(order: Order) -> bytes:
    raise BeingMade(order.key)


def not_made(order: Order) -> bytes:
    raise NotMade("D021")


@pytest.fixture
def poster(page: Page, server: str, installation: Installation) -> str:
    sign_in(page, server, installation)
    return f"{server}/facilitate/rounds/{draft_round(installation).round.code}/poster.pdf"


def test_it_comes_as_soon_as_it_is_ready_without_loading_the_page_anew(
    page: Page, poster: str, use: Callable[[Press], None], looked: Looked
) -> None:
    use(being_made)
    page.goto(poster)
    expect(page.get_by_role("status")).to_contain_text("Det kommer av sig självt")
    looked(page)
    page.evaluate("document.body.dataset.same = 'yes'")
    with page.expect_request(lambda one: one.method == "HEAD"):
        pass
    with page.expect_download() as fetched:
        use(lambda order: PDF)
    assert Path(fetched.value.path()).read_bytes() == PDF
    expect(page.get_by_text("Det är klart och webbläsaren hämtar det.")).to_be_visible()
    expect(page.get_by_text("Det kommer av sig självt")).to_be_hidden()
    assert page.evaluate("document.body.dataset.same") == "yes"
    looked(page)


def test_a_page_that_waits_in_vain_becomes_the_one_that_says_why(
    page: Page, poster: str, use: Callable[[Press], None], looked: Looked
) -> None:
    use(being_made)
    page.goto(poster)
    use(not_made)
    expect(page.get_by_role("heading", level=1)).to_have_text("Det finns inget dokument just nu")
    looked(page)
    use(lambda order: PDF)
    with page.expect_download():
        page.get_by_role("link", name="Försök igen").click()


def test_it_comes_without_scripts_too(chromium: Browser, page: Page, poster: str, use: Callable[[Press], None]) -> None:
    context = chromium.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    use(being_made)
    plain.goto(poster)
    with plain.expect_download() as fetched:
        use(lambda order: PDF)
    assert Path(fetched.value.path()).read_bytes() == PDF
    context.close()
