"""Which language a visitor reads."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlencode

from flask import Flask, Response, g, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from app.web.cookie_names import is_secure, whole_site_cookie
from app.wording.choosing import marking_rule
from app.wording.translations import LANGUAGES, translations
from app.wording.weighing import part_name

COOKIE = "language"
ONE_YEAR = 365 * 24 * 3600


def language() -> str:
    """The language of the page: chosen (`?language=`), remembered, or the browser's among those there are."""
    if "language" not in g:
        g.language = _chosen(LANGUAGES)
    return str(g.language)


def restrict_language(known: Sequence[str]) -> str:
    """The language of a page that exists in these languages only; its own texts follow."""
    if language() not in known:
        g.language = next((one for one in known if one in LANGUAGES), LANGUAGES[0])
    return str(g.language)


def gettext(message: str) -> str:
    """The message in the page's language."""
    return translations(language()).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message in the page's language and the right number."""
    return translations(language()).ngettext(singular, plural, number)


def in_language(other: str) -> str:
    """The address of this page in another language."""
    return f"{request.path}?{urlencode({'language': other})}"


def init_languages(app: Flask) -> None:
    """Translations in templates, and the choice remembered in a cookie."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(
        language=language,
        in_language=in_language,
        interface_languages=LANGUAGES,
        part_name=part_name,
        marking_rule=marking_rule,
    )

    @app.after_request
    def remember(response: Response) -> Response:
        chosen = request.args.get("language")
        if chosen in LANGUAGES:
            response.set_cookie(
                whole_site_cookie(COOKIE), chosen, max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=is_secure()
            )
        return response


def _chosen(known: Sequence[str]) -> str:
    for wanted in (request.args.get("language"), request.cookies.get(whole_site_cookie(COOKIE))):
        if wanted in known:
            return str(wanted)
    return _best_of(request.headers.get("Accept-Language", ""), tuple(known))


@lru_cache(maxsize=256)
def _best_of(accepted: str, known: tuple[str, ...]) -> str:
    """Browsers send the same few headers again and again."""
    return parse_accept_header(accepted, LanguageAccept).best_match(known) or known[0]
