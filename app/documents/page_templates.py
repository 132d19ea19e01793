"""The templates in reports/, in one language: words are escaped, and a place that nobody fills is an error."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.config import ROOT
from app.documents.glyphs import drawable
from app.domain.text import Language
from app.wording.translations import translations


def rendered(document: str, page: object, language: Language) -> str:
    """The finished HTML of the document of that folder, without styles, of characters that our fonts can draw."""
    return drawable(_environment(language).get_template(f"{document}/document.html").render(page=page))


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
