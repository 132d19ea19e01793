"""The QR poster: hangs in a corridor, and leads whoever should answer to the form."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from app.charts.qr_code import qr_code
from app.documents.press import write_pdf
from app.documents.reports import render
from app.domain.text import Language
from app.wording.dates import long_moment
from app.wording.translations import translations

DOCUMENT = "poster"
"""The folder in reports/."""
ROOM_FOR_NAME = 60
"""Characters that the name of a collaboration may have in the largest size."""


@dataclass(frozen=True)
class Notice:
    """What a poster says. `link` leads to the form, `address` to the page where the code can be typed; `closes_at` is
    None where the round has no closing time."""

    collaboration: str
    round_title: str
    about: str
    minutes: int
    joint: bool
    smallest_group: int
    link: str
    address: str
    code: str
    closes_at: datetime | None


@dataclass(frozen=True)
class PosterPage:
    """All that the template of the poster is given. `closes`: the last moment in words, empty where there is none.
    `long`: the collaboration's name needs a smaller size."""

    language: Language
    notice: Notice
    code: Markup
    address: str
    closes: str
    long: bool


def build_poster(notice: Notice, language: Language) -> bytes:
    """The poster as PDF/UA-1, one page of A4."""
    return write_pdf(render_html(notice, language), DOCUMENT)


def render_html(notice: Notice, language: Language) -> str:
    """The poster's finished HTML, without styles."""
    return render(f"{DOCUMENT}/document.html", _page(notice, language), language)


def _page(notice: Notice, language: Language) -> PosterPage:
    title = translations(language).gettext("QR code that leads to %(link)s") % {"link": notice.link}
    return PosterPage(
        language=language,
        notice=notice,
        code=Markup(qr_code(notice.link, title)),
        address=notice.address.split("://", 1)[-1],
        closes=long_moment(notice.closes_at, language) if notice.closes_at else "",
        long=len(notice.collaboration) > ROOM_FOR_NAME,
    )
