"""The agreement: the guiding principles and actions that were agreed on, for the organisations to sign."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.agreed import AgreedAction, AgreedPrinciple, Recorded, agreed, without_dropped
from app.documents.cover import Cover, cover_of
from app.documents.occasion import Occasion
from app.documents.press import write_pdf
from app.documents.reports import render
from app.domain.text import Language

DOCUMENT = "agreement"
"""The folder in reports/."""
LINES = 3
"""To write principles on, and rows for actions, where none has been recorded."""
FEW = 8
"""Up to so many organisations have room for all their lines below each other."""
ROW, DENSE_ROW, LINE = 43.0, 25.5, 5.3
"""Height of two organisations' lines beside each other, and of a line of text, in millimetres."""
NAME_ON_A_LINE, WORDS_ON_A_LINE = 40, 95
"""Characters."""
ROOM_FOR_SIGNING = 228.0
"""Millimetres of a page that are left for the last action and the signatures."""


@dataclass(frozen=True)
class AgreementPage:
    """All that the template of the agreement is given.

    `last_action` stands apart from `actions`, those before it, so that it can be kept on the page of the signatures;
    `dense`: so many organisations that their lines stand closer, with the last action on a page of their own;
    `fits_one_page`: whether the lines of fewer have room below the last action. `lines`: to write on where something is
    missing."""

    language: Language
    cover: Cover
    subject: str
    principles: tuple[AgreedPrinciple, ...]
    actions: tuple[AgreedAction, ...]
    last_action: AgreedAction | None
    organisations: tuple[str, ...]
    dense: bool
    fits_one_page: bool
    lines: int = LINES


def build_agreement(occasion: Occasion, recorded: Recorded, language: Language) -> bytes:
    """The document as PDF/UA-1. It holds no figures."""
    return write_pdf(render_html(occasion, recorded, language), DOCUMENT, occasion.logo)


def render_html(occasion: Occasion, recorded: Recorded, language: Language) -> str:
    """The document's finished HTML, without styles, of characters that our fonts can draw."""
    found = agreed(without_dropped(recorded), occasion.printed_on, language)
    organisations = occasion.organisations
    last = found.actions[-1] if found.actions else None
    page = AgreementPage(
        language=language,
        cover=cover_of(occasion, language),
        subject=recorded.questionnaire.title.into(language),
        principles=found.principles,
        actions=found.actions[:-1],
        last_action=last,
        organisations=organisations,
        dense=len(organisations) > FEW,
        fits_one_page=_height(organisations, last) <= ROOM_FOR_SIGNING,
    )
    return render(f"{DOCUMENT}/document.html", page, language)


def _height(organisations: Sequence[str], last: AgreedAction | None) -> float:
    """Of the last action and all rows with two organisations each, in millimetres, about."""
    row = DENSE_ROW if len(organisations) > FEW else ROW
    pairs = [organisations[at : at + 2] for at in range(0, len(organisations), 2)]
    rows = sum(row + LINE * (max(map(len, pair)) // NAME_ON_A_LINE) for pair in pairs)
    return rows + (LINE * (3 + len(last.words) // WORDS_ON_A_LINE) if last else 0.0)
