"""A real server and a real browser: Debian's Chromium, driven by Playwright, at a desk's and a phone's width."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from types import CodeType

import pytest
from axe_playwright_python.sync_playwright import Axe
from jinja2.bccache import Bucket, BytecodeCache
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from werkzeug.serving import make_server

from app.application import create_app
from app.services.installation import Installation

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), NAMES[0])
"""The browser that tools/install looked for, by the same names."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--in-process-gpu",
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
]
"""The last three save processes: every page is one of ours."""
VIOLATIONS = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
WIDTHS = [1280, 390]
PATIENCE = 60_000
"""Milliseconds; a machine that is busy with something else is slow, not wrong."""
Looked = Callable[[Page], None]


class CompiledTemplates(BytecodeCache):
    """Templates that an application of this process has compiled before. Their key names the file, their checksum is
    that of its text."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._code[bucket.key, bucket.checksum] = bucket.code


COMPILED = CompiledTemplates()


def settled(act: Callable[..., None]) -> Callable[..., None]:
    """An act on a page that returns when the page that it led to has loaded: Playwright returns when the new address
    has answered, before there is anything to count and before a script listens."""

    @wraps(act)
    def acting(locator: Locator, *given: object, **named: object) -> None:
        page = locator.page
        act(locator, *given, **named)
        if not page.is_closed():
            page.wait_for_load_state()

    return acting


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setattr(Locator, "click", settled(Locator.click))
        patch.setattr(Locator, "press", settled(Locator.press))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def serving(installation: Installation, name: str = "127.0.0.1") -> Iterator[str]:
    """The address of the application on an installation, served from a thread. Mail is set up; nothing sends it."""
    app = create_app(installation)
    app.jinja_env.bytecode_cache = COMPILED
    running = make_server("127.0.0.1", 0, app, threaded=True)
    address = f"http://{name}:{running.server_port}"
    here = replace(
        installation.settings,
        base_url=address,
        smtp_url=installation.settings.smtp_url or "smtp://mail.norrdal.example?tls=none",
        mail_from=installation.settings.mail_from or "samspel@norrdal.example",
    )
    app.extensions["installation"] = replace(installation, settings=here)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield address
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def server(installation: Installation) -> Iterator[str]:
    """The address of the application."""
    with serving(installation) as address:
        yield address


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def page(chromium: Browser, width: int) -> Iterator[Page]:
    """A page of a Swedish reader. Anything that the browser complains about fails the test."""
    context = chromium.new_context(viewport={"width": width, "height": 800}, locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert [one for one in complaints if "Failed to load resource" not in one] == []


@pytest.fixture
def looked() -> Looked:
    """Checks a page as axe and a thumb would: no violation, nothing wider than the screen, targets of 44 pixels."""
    axe = Axe().axe_script

    def look(page: Page) -> None:
        page.wait_for_load_state()
        page.evaluate(axe)
        violations = page.evaluate(VIOLATIONS)
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations] == []
        width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert width[0] <= width[1], f"{page.url} is {width[0]} wide on a screen of {width[1]}"
        small = page.evaluate(
            """() => [...document.querySelectorAll(
                    "main button, main a.button, main label.choice, main textarea, main select, nav a, nav button")]
                .filter(one => one.getClientRects().length && one.getBoundingClientRect().height < 43.5)
                .map(one => one.outerHTML.slice(0, 100))"""
        )
        assert small == []

    return look
