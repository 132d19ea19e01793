"""Templates: all parse, none breaks the content security policy, every kind of item has its own."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import StrictUndefined

from app.application import create_app
from app.config import ROOT
from app.definitions.file_format import ItemShape
from app.domain.items import ITEM_KINDS
from app.services.installation import Installation
from tests.architecture.tree import files_under, text_of

TEMPLATES = files_under("templates", suffixes=(".html", ".svg"))
REPORTS = files_under("reports", suffixes=(".html", ".svg"))
# What the policy forbids: style and script in the page, handlers in attributes, addresses that are code.
INLINE = re.compile(r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)
FOREIGN = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)
# The one way past escaping: places that app/web/form_page.py fills with text it has escaped itself.
SLOT = re.compile(r"\{\{ slot\([^{}]*\)\|safe \}\}")
UNSAFE = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")


@pytest.fixture
def app(installation: Installation) -> Flask:
    return create_app(installation)


def test_every_template_parses_and_fills_no_place_silently(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined
    for path in TEMPLATES:
        app.jinja_env.get_template(str(path.relative_to("templates")))


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_a_page_has_no_inline_style_or_script_and_loads_nothing_from_elsewhere(path: Path) -> None:
    assert INLINE.search(text_of(path)) is None
    assert FOREIGN.search(text_of(path)) is None


@pytest.mark.parametrize("path", [*TEMPLATES, *REPORTS], ids=str)
def test_no_template_switches_escaping_off(path: Path) -> None:
    assert UNSAFE.search(SLOT.sub("", text_of(path))) is None


def test_every_kind_of_item_has_a_template_and_every_template_a_kind() -> None:
    for folder in (ROOT / "templates" / "components" / "items", ROOT / "reports" / "shared" / "items"):
        assert {path.stem for path in folder.glob("*.html")} == {kind.kind for kind in ITEM_KINDS}


def test_every_kind_of_item_can_be_written_in_a_questionnaire() -> None:
    shapes = str(ItemShape)
    assert [kind.kind for kind in ITEM_KINDS if kind.__name__.removesuffix("Item") + "Shape" not in shapes] == []


def test_every_folder_of_a_report_has_a_module_of_its_name_and_a_style() -> None:
    folders = {path.parts[1] for path in REPORTS if path.name == "document.html"}
    named = {path.stem for path in files_under("app", suffixes=(".py",)) if path.parts[1] == "documents"}
    assert folders
    assert folders <= named
    assert all((ROOT / "reports" / folder / "style.css").is_file() for folder in folders)
