"""The follow-up document: what was said and agreed on after a round, and boxes to tick when it is followed up."""

from dataclasses import dataclass

from app.documents.agreed import Agreed, Recorded, agreed
from app.documents.cover import Cover, cover_of
from app.documents.occasion import Occasion
from app.documents.painter import picture_of
from app.documents.picture import FactorPicture, Picture
from app.documents.press import write_pdf
from app.documents.reports import render
from app.domain.result import RoundResult
from app.domain.text import Language

DOCUMENT = "follow_up"
"""The folder in reports/."""
ROWS_TO_FILL_IN = 8
FACTORS_TO_FILL_IN = 5


@dataclass(frozen=True)
class FollowUpPage:
    """All that the template of the follow-up document is given.

    `to_fill_in`: the factors that get space on paper where nothing has been recorded, those of the proposal or else
    the first; empty as soon as something is there. `blank_rows`: rows of the table of actions to fill in by hand."""

    language: Language
    cover: Cover
    picture: Picture
    agreed: Agreed
    factors: dict[str, FactorPicture]
    to_fill_in: tuple[FactorPicture, ...]
    blank_rows: int


def build_follow_up_document(result: RoundResult, occasion: Occasion, recorded: Recorded, language: Language) -> bytes:
    """The document as PDF/UA-1."""
    return write_pdf(render_html(result, occasion, recorded, language), DOCUMENT, occasion.logo)


def render_html(result: RoundResult, occasion: Occasion, recorded: Recorded, language: Language) -> str:
    """The document's finished HTML, without styles, of characters that our fonts can draw."""
    picture = picture_of(result, language)
    is_empty = recorded.record.is_empty
    page = FollowUpPage(
        language=language,
        cover=cover_of(occasion, language),
        picture=picture,
        agreed=agreed(recorded, occasion.printed_on, language),
        factors={factor.id: factor for factor in picture.factors},
        to_fill_in=(picture.proposal or picture.factors)[:FACTORS_TO_FILL_IN] if is_empty else (),
        blank_rows=0 if recorded.record.actions else ROWS_TO_FILL_IN,
    )
    return render(f"{DOCUMENT}/document.html", page, language)
