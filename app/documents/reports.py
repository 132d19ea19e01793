"""The templates in reports/, and HTML made from them."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.config import ROOT
from app.documents.glyphs import drawable
from app.domain.text import Language
from app.wording.translations import translations


def render(template: str, page: object, language: Language) -> str:
    """The template filled with its page value, without styles, of characters that our fonts can draw."""
    return drawable(_environment(language).get_template(template).render(page=page))


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    return environment
