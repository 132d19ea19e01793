"""The development document: what has become of a collaboration over its rounds, for management and politicians."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.documents.cover import Cover, cover_of, cut, running_name
from app.documents.development_painter import AgreedThen, development_picture
from app.documents.development_picture import AgreedSince, DevelopmentPicture, UnitPicture
from app.documents.occasion import Occasion
from app.documents.press import write_pdf
from app.documents.reports import render
from app.documents.trends import PRINT_TRENDS
from app.domain.development import Development
from app.domain.text import Language
from app.wording.dates import long_date

DOCUMENT = "development"
"""The folder in reports/."""
FEWEST_CLOSE, MOST_CLOSE = 3, 5
"""Factors that are shown closer: those that were agreed on, or else changed most."""
ROOM_FOR_NAMES = 160
ROOM_FOR_AGREEMENT = 170
"""Characters of one agreement."""
MOST_AGREEMENTS = 3
"""Agreements about one factor, with an action among them where there is one; there is a document for all of them."""


@dataclass(frozen=True)
class CloseFactor:
    """A factor that is shown closer; `agreed`: what was agreed on about it, in lines, none where nothing was."""

    unit: UnitPicture
    agreed: tuple[str, ...]


@dataclass(frozen=True)
class DevelopmentDocumentPage:
    """All that the template of the development document is given. `whole_agreed`: what was agreed on about no factor
    by itself."""

    language: Language
    cover: Cover
    picture: DevelopmentPicture
    close: tuple[CloseFactor, ...]
    whole_agreed: tuple[str, ...]


def build_development_document(
    found: Development,
    rounds: Sequence[Occasion],
    then: AgreedThen | None,
    printed_on: date,
    language: Language,
) -> bytes:
    """The document as PDF/UA-1. `rounds`: what is to be said of each round; the last one's logo stands on it."""
    return write_pdf(render_html(found, rounds, then, printed_on, language), DOCUMENT, rounds[-1].logo)


def render_html(
    found: Development,
    rounds: Sequence[Occasion],
    then: AgreedThen | None,
    printed_on: date,
    language: Language,
) -> str:
    """The document's finished HTML, without styles, of characters that our fonts can draw."""
    picture = development_picture(found, rounds, then, language, PRINT_TRENDS)
    agreed = {one.about.id: one for one in picture.agreed}
    page = DevelopmentDocumentPage(
        language=language,
        cover=_cover(rounds, printed_on, language),
        picture=picture,
        close=tuple(
            CloseFactor(one, _lines(agreed[one.id]) if one.id in agreed else ()) for one in _close(picture, agreed)
        ),
        whole_agreed=_lines(agreed["whole"]) if "whole" in agreed else (),
    )
    return render(f"{DOCUMENT}/document.html", page, language)


def _close(picture: DevelopmentPicture, agreed: dict[str, AgreedSince]) -> tuple[UnitPicture, ...]:
    """The largest clear changes, those that were agreed on, and where they are few what changed most; in the
    questionnaire's order."""
    sure = [one for one in picture.most if one.change.is_sure][:FEWEST_CLOSE]
    wanted = [*sure, *(one for one in picture.factors if one.id in agreed and one not in sure)][:MOST_CLOSE]
    others = [one for one in picture.most if one not in wanted]
    wanted += others[: max(0, FEWEST_CLOSE - len(wanted))]
    return tuple(one for one in picture.factors if one in wanted)


def _lines(one: AgreedSince) -> tuple[str, ...]:
    """Principles, and actions with their state."""
    actions = [f"{cut(action.words, ROOM_FOR_AGREEMENT)} ({action.state.lower()})" for action in one.about.actions]
    principles = [cut(words, ROOM_FOR_AGREEMENT) for words in one.about.principles]
    kept = principles[: MOST_AGREEMENTS - min(len(actions), 2)]
    return (*kept, *actions[: MOST_AGREEMENTS - len(kept)])


def _cover(rounds: Sequence[Occasion], printed_on: date, language: Language) -> Cover:
    """The collaboration, and the rounds from the first to the last."""
    first, last = rounds[0], rounds[-1]
    title = f"{cut(first.round_title, ROOM_FOR_NAMES // 2)} – {cut(last.round_title, ROOM_FOR_NAMES // 2)}"
    cover = cover_of(replace(last, opened_on=None, closed_on=None, printed_on=printed_on), language)
    return replace(
        cover,
        collaboration=cut(last.collaboration, ROOM_FOR_NAMES),
        round_title=title,
        running_name=running_name(last.collaboration, title),
        printed=long_date(printed_on, language),
    )
