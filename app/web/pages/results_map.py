"""What stands below the dialogue map: its four fields as lists in words, and the table behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.charts.markers import marker_picture
from app.domain.text import Language
from app.services.documents import FactorPicture, Field, Picture, map_fields


@dataclass(frozen=True)
class MapRow:
    """A factor as it stands on the map: its marker there, and in words what it is for; `field` is the name of its
    field. `mean` and `spread` are dashes and `withheld` says why where they are not shown."""

    id: str
    marker: Markup
    number: int
    title: str
    mean: str
    spread: str
    field: str
    place: str
    n: str
    withheld: str


@dataclass(frozen=True)
class FieldList:
    """One of the four fields: its name, what to do there, and its factors."""

    title: str
    explanation: str
    rows: tuple[MapRow, ...]


def field_lists(picture: Picture, language: Language) -> tuple[FieldList, ...]:
    """The four fields with their factors, in the questionnaire's order."""
    return tuple(_field_list(field, picture.factors) for field in map_fields(language))


def map_rows(fields: Sequence[FieldList]) -> tuple[MapRow, ...]:
    """The rows of the table behind the map, by number."""
    return tuple(sorted((row for field in fields for row in field.rows), key=lambda row: row.number))


def _field_list(field: Field, factors: Sequence[FactorPicture]) -> FieldList:
    rows = tuple(_row(one, field) for one in factors if one.is_scored and one.place in field.places)
    return FieldList(field.title, field.explanation, rows)


def _row(factor: FactorPicture, field: Field) -> MapRow:
    return MapRow(
        id=factor.id,
        marker=Markup(marker_picture(factor.number, factor.place.value, f"{factor.number}: {factor.place_words}")),
        number=factor.number,
        title=factor.title,
        mean=factor.score,
        spread=factor.deviation or "–",
        field=field.title,
        place=factor.place_words,
        n=factor.n,
        withheld=factor.withheld,
    )
