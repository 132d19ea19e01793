"""The dialogue document: what a facilitator prints and leads a meeting from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from app.charts.distribution import distribution_chart
from app.charts.move import move_chart
from app.charts.position import position_chart
from app.charts.ruler import Ruler
from app.documents.agreed import Agreed, Recorded, agreed
from app.documents.attachment import Attachment
from app.documents.cover import Cover, cover_of
from app.documents.fields import map_fields
from app.documents.job import Job
from app.documents.occasion import Occasion
from app.documents.painter import picture_of
from app.documents.picture import FactorPicture, Picture
from app.documents.press import pressed, write_pdf
from app.documents.reports import render
from app.documents.rulers import main_ruler
from app.domain.reference import NOBODY, Reference
from app.domain.result import RoundResult
from app.domain.text import Language
from app.wording.translations import translations

DOCUMENT = "dialogue"
"""The folder in reports/."""
ROWS_FOR_AGREEMENTS = 7


MOST_NAMES = 20
"""Factors that are named below the map; where there are more, their numbers are explained in the overview."""


@dataclass(frozen=True)
class NamedField:
    """A field of the map: its name, what to do there, and the numbers and names of the factors that stand in it."""

    title: str
    explanation: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class DialoguePage:
    """All that the template of the dialogue document is given.

    `fields`: those of the dialogue map. `talks`: the factors that get a spread, in the order of the meeting: those of
    the proposal, or every factor where there are no figures to choose by; `others` stand in short form. `before`: what
    was agreed on after the round before, None where nothing was. `talk_about_before`: whether a page to talk about it
    follows, so that the factors' spreads begin on a left page without an empty one in front. The examples are
    charts that explain how charts are read."""

    language: Language
    cover: Cover
    picture: Picture
    fields: tuple[NamedField, ...]
    talks: tuple[FactorPicture, ...]
    others: tuple[FactorPicture, ...]
    before: Agreed | None
    talk_about_before: bool
    example_line: Markup
    example_bar: Markup
    example_move: Markup
    agreement_rows: int = ROWS_FOR_AGREEMENTS


def build_dialogue_document(
    result: RoundResult,
    occasion: Occasion,
    language: Language,
    before: Recorded | None = None,
    attachments: Sequence[Attachment] = (),
    others: Mapping[str, Reference] = NOBODY.references,
) -> bytes:
    """The document as PDF/UA-1. A round with too few answers gives a document without figures: explanations,
    questions, principles and space for notes, so that the meeting can be held all the same."""
    return write_pdf(render_html(result, occasion, language, before, others), DOCUMENT, occasion.logo, attachments)


def render_html(
    result: RoundResult,
    occasion: Occasion,
    language: Language,
    before: Recorded | None = None,
    others: Mapping[str, Reference] = NOBODY.references,
) -> str:
    """The document's finished HTML, without styles, of characters that our fonts can draw."""
    page = _page(result, occasion, language, before, others)
    if page.before is not None:
        page = replace(page, talk_about_before=_pages_of_agreements(page) % 2 == 1)
    return render(f"{DOCUMENT}/document.html", page, language)


def _pages_of_agreements(page: DialoguePage) -> int:
    """How many pages the agreements of the round before fill: they are laid out for themselves."""
    return len(pressed(Job(render(f"{DOCUMENT}/before_alone.html", page, page.language), DOCUMENT)).anchors)


def _page(
    result: RoundResult,
    occasion: Occasion,
    language: Language,
    before: Recorded | None,
    others: Mapping[str, Reference],
) -> DialoguePage:
    picture = picture_of(result, language, others=others)
    talks = picture.proposal or picture.factors
    return DialoguePage(
        language=language,
        cover=cover_of(occasion, language),
        picture=picture,
        fields=_named_fields(picture, language),
        talks=talks,
        others=tuple(factor for factor in picture.factors if factor not in talks),
        before=agreed(before, occasion.printed_on, language) if before else None,
        talk_about_before=False,
        example_line=_example_line(result, language),
        example_bar=_example_bar(result, language),
        example_move=_example_move(language),
    )


def _named_fields(picture: Picture, language: Language) -> tuple[NamedField, ...]:
    scored = [factor for factor in picture.factors if factor.is_scored]
    return tuple(
        NamedField(
            field.title,
            field.explanation,
            tuple(
                f"{one.number}. {one.title}"
                for one in scored
                if one.place in field.places and len(scored) <= MOST_NAMES
            ),
        )
        for field in map_fields(language)
    )


def _example_line(result: RoundResult, language: Language) -> Markup:
    """A mean in the middle band."""
    bands, ruler = result.questionnaire.bands, main_ruler(result.questionnaire, language)
    title = translations(language).gettext("Example: a mean on the scale, with the limits of the bands")
    middle = float(bands.concern + bands.strength) / 2
    return Markup(position_chart(middle, ruler, title, cuts=[float(cut) for cut in bands.cuts], width=280))


def _example_bar(result: RoundResult, language: Language) -> Markup:
    """More answers towards the strong end, and two who do not know."""
    length = result.questionnaire.scale_length
    title = translations(language).gettext("Example: a bar of answers from weak to strong, and two who do not know")
    return Markup(distribution_chart([2 + point for point in range(length)], 2, title, width=280))


def _example_move(language: Language) -> Markup:
    """A weight that should move three steps to the right."""
    gettext = translations(language).gettext
    title = gettext("Example: a ring for today and a filled dot for what is wanted, on a line between two sides")
    ends = gettext("One side"), gettext("The other side")
    return Markup(move_chart(2.4, 5.0, title, ruler=Ruler.coded(7), ends=ends, width=280))
