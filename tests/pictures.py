"""`make pictures`: the pictures of the README, taken of the demo: the form on a phone, the results, the document."""

import io
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from app.config import ROOT, PasswordWork, Settings
from app.services.demo import EMAIL, PASSWORD, DemoLinks, fill_demo
from app.services.documents import dialogue_document
from app.services.installation import Installation
from app.services.rounds import find_round
from tests.browser.conftest import ARGUMENTS, CHROMIUM, PATIENCE, serving

FOLDER = ROOT / "docs" / "pictures"
NAMES = ("form", "results", "document")
QUALITY = 80
"""Of WebP, in percent."""
DOTS = 60
"""In an inch of the document's page."""
PAGE = 6
"""The page of the document: where the conversation can begin."""


def taken() -> dict[str, Image.Image]:
    """The pictures by their names, of a demo that is filled for them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        installation = Installation.open(_settings(folder))
        links = fill_demo(installation, datetime.now(UTC))
        document = folder / "document.pdf"
        view = find_round(installation, links.closed_code)
        document.write_bytes(dialogue_document(installation, view, "sv", datetime.now(UTC).date(), reader=None))
        with serving(installation) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            pictures = (_form(browser, address, links), _results(browser, address, links), _page_of(document))
            browser.close()
        installation.database.dispose()
        return dict(zip(NAMES, pictures, strict=True))


def _form(browser: Browser, address: str, links: DemoLinks) -> Image.Image:
    page = _opened(browser, 390, 760)
    page.goto(f"{address}/r/{links.open_code}")
    page.get_by_role("button", name="Börja").click()
    page.wait_for_load_state()
    page.goto(f"{address}/r/{links.open_code}/2")
    page.get_by_role("group").first.get_by_label("Stämmer delvis").check()
    return _picture(page)


def _results(browser: Browser, address: str, links: DemoLinks) -> Image.Image:
    page = _opened(browser, 900, 760)
    page.goto(f"{address}/rounds/{links.closed_code}/results")
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/results")
    page.locator("main svg").first.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top - 200)")
    return _picture(page)


def _page_of(document: Path) -> Image.Image:
    command = ["pdftoppm", "-r", str(DOTS), "-f", str(PAGE), "-l", str(PAGE), "-png", "-singlefile", str(document)]
    return Image.open(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))


def _opened(browser: Browser, width: int, height: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": height}, locale="sv-SE", reduced_motion="reduce")
    page.set_default_timeout(PATIENCE)
    return page


def _picture(page: Page) -> Image.Image:
    page.wait_for_load_state("networkidle")
    return Image.open(io.BytesIO(page.screenshot()))


def _settings(folder: Path) -> Settings:
    work = PasswordWork(passes=1, kibibytes=8, lanes=1)
    place = f"sqlite:///{folder / 'samspel.db'}"
    return Settings(
        place, "pictures", folder / "instance", ROOT / "questionnaires", "http://localhost", password_work=work
    )


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, picture in taken().items():
        picture.save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)
        print(FOLDER / f"{name}.webp")
