"""The wall poster: the dialogue map on A3 for the wall of the meeting room, with space to write and stick notes on."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from app.charts.markers import PLAIN, marker_picture
from app.documents.cover import Cover, cover_of
from app.documents.fields import Field, map_fields
from app.documents.medium import PRINT
from app.documents.occasion import Occasion
from app.documents.painter import picture_of
from app.documents.picture import FactorPicture, Picture
from app.documents.press import write_pdf
from app.documents.reports import render
from app.domain.result import RoundResult
from app.domain.text import Language
from app.wording.sentences import place_words

DOCUMENT = "wall_poster"
"""The folder in reports/."""
WALL = replace(PRINT, map_width=350, map_height=231)
"""So few units on 254 mm that the numbers on the map are set in 22 points."""
MANY, MORE = 14, 20
"""From so many factors on, their names are set smaller, and in two columns, to find room."""


@dataclass(frozen=True)
class NamedMarker:
    """A line of the list beside the map: the marker as it looks there, the factor, and what it is for in words."""

    marker: Markup
    number: int
    title: str
    place: str
    is_scored: bool


@dataclass(frozen=True)
class WritingField:
    """A field to write in and to stick notes on, with the shapes that the map draws for it."""

    title: str
    explanation: str
    shapes: tuple[Markup, ...]


@dataclass(frozen=True)
class WallPosterPage:
    """All that the template of the wall poster is given. Where nothing may be shown, the map is empty, and the group
    places the factors itself; what is weighed has no place on the map. `dense`: so many factors that the list is set
    smaller; `columns`: those with a score in the columns of the list, one or two."""

    language: Language
    cover: Cover
    picture: Picture
    fields: tuple[WritingField, ...]
    factors: tuple[NamedMarker, ...]
    dense: bool
    columns: tuple[tuple[NamedMarker, ...], ...]


def build_wall_poster(result: RoundResult, occasion: Occasion, language: Language) -> bytes:
    """The poster as PDF/UA-1, one page of A3, landscape."""
    return write_pdf(render_html(result, occasion, language), DOCUMENT, occasion.logo)


def render_html(result: RoundResult, occasion: Occasion, language: Language) -> str:
    """The poster's finished HTML, without styles."""
    picture = picture_of(result, language, WALL)
    factors = tuple(_named(one, is_empty=bool(picture.withheld)) for one in picture.factors)
    page = WallPosterPage(
        language=language,
        cover=cover_of(occasion, language),
        picture=picture,
        fields=tuple(_writing_field(one, language) for one in map_fields(language, scored=picture.is_scored)),
        factors=factors,
        dense=len(factors) >= MANY,
        columns=_columns(tuple(one for one in factors if one.is_scored)),
    )
    return render(f"{DOCUMENT}/document.html", page, language)


def _columns(factors: tuple[NamedMarker, ...]) -> tuple[tuple[NamedMarker, ...], ...]:
    half = (len(factors) + 1) // 2
    return (factors[:half], factors[half:]) if len(factors) >= MORE else (factors,)


def _named(factor: FactorPicture, *, is_empty: bool) -> NamedMarker:
    """On an empty map no factor has a place yet."""
    place, words = (PLAIN, "") if is_empty else (factor.place.value, factor.place_words)
    title = f"{factor.number}: {words}" if words else str(factor.number)
    return NamedMarker(
        Markup(marker_picture(factor.number, place, title)), factor.number, factor.title, words, factor.is_scored
    )


def _writing_field(field: Field, language: Language) -> WritingField:
    shapes = tuple(Markup(marker_picture(None, one.value, place_words(one, language))) for one in field.places)
    return WritingField(field.title, field.explanation, shapes)
