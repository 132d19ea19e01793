"""The questionnaires of the installation: what is asked, so that ids in figures get their words."""

from typing import Annotated

from pydantic import Field

from app.api.paging import Listing, one_page
from app.api.resource import Call, Need, PageQuery, Resource, Shape
from app.domain.items import Item, MultipleChoiceItem, RatingItem
from app.domain.items.choice import MarkedOption, Option
from app.domain.questionnaire import Dimension, Factor, Questionnaire
from app.domain.text import Text
from app.services import questionnaire_catalogue as catalogue

Words = dict[str, str]
"""Language -> words."""


class Choice(Shape):
    """An option of a closed list. `exclusive`: of a multiple choice only; it is marked by itself or not at all."""

    id: str
    label: Words
    exclusive: bool | None


class Asked(Shape):
    """A question. `help`: words below it, none for most; `scale_length`, `reverse`: of ratings only; `options`: of
    choices, rankings and points; `most`: how many options may be marked, none for any number."""

    id: str
    kind: str
    text: Words
    help: Words | None
    scale_length: int | None
    reverse: bool | None
    options: tuple[Choice, ...]
    most: int | None


class AskedFactor(Shape):
    """A factor with its questions. `explanation`: none in instruments that have no texts about their factors."""

    id: str
    title: Words
    explanation: Words | None
    items: tuple[Asked, ...]


class AskedDimension(Shape):
    """A dimension. `items` belong to none of its factors; `weight`: its share in the mean of the whole, 0 for none."""

    id: str
    title: Words
    description: Words
    weight: float
    factors: tuple[AskedFactor, ...]
    items: tuple[Asked, ...]


class Band(Shape):
    """From which mean a score is a strength, and below which a concern."""

    strength: float
    concern: float


class QuestionnaireEntry(Shape):
    """A questionnaire in the list."""

    id: str
    version: int
    fingerprint: str
    title: Words
    form: Annotated[str, Field(description="answers, or workshop: nobody answers.")]
    address: str


class QuestionnaireEntries(Listing[QuestionnaireEntry]):
    """Questionnaires, by id and version."""


class QuestionnaireText(Shape):
    """One version of a questionnaire."""

    id: str
    version: int
    fingerprint: str
    title: Words
    introduction: Words
    form: Annotated[str, Field(description="answers, or workshop: nobody answers.")]
    languages: tuple[str, ...]
    minutes: int
    source: Words | None
    scale_length: int
    bands: Band
    dimensions: tuple[AskedDimension, ...]


def everything(call: Call) -> QuestionnaireEntries:
    """The questionnaires that rounds can be made with, or have been."""
    found = catalogue.every_version(call.reader.installation)
    items, onward = one_page(call, ((f"{one.id}:{one.version:06}", one) for one in found))
    return QuestionnaireEntries.model_validate({"items": [_entry(call, one) for one in items], **onward})


def one(call: Call, questionnaire_id: str, version: str) -> QuestionnaireText:
    """One version of a questionnaire."""
    found = catalogue.one_version(call.reader.installation, questionnaire_id, version)
    return QuestionnaireText(
        id=found.id,
        version=found.version,
        fingerprint=found.fingerprint,
        title=_words(found.title),
        introduction=_words(found.introduction),
        form=found.form.value,
        languages=found.languages,
        minutes=found.minutes,
        source=_words(found.source) if found.source else None,
        scale_length=found.scale_length,
        bands=Band(strength=float(found.bands.strength), concern=float(found.bands.concern)),
        dimensions=tuple(_dimension(dimension) for dimension in found.dimensions),
    )


def _entry(call: Call, found: Questionnaire) -> QuestionnaireEntry:
    return QuestionnaireEntry(
        id=found.id,
        version=found.version,
        fingerprint=found.fingerprint,
        title=_words(found.title),
        form=found.form.value,
        address=call.address(f"/questionnaires/{found.id}/{found.version}"),
    )


def _dimension(found: Dimension) -> AskedDimension:
    return AskedDimension(
        id=found.id,
        title=_words(found.title),
        description=_words(found.description),
        weight=float(found.weight),
        factors=tuple(_factor(factor) for factor in found.factors),
        items=tuple(_item(item) for item in found.items),
    )


def _factor(found: Factor) -> AskedFactor:
    return AskedFactor(
        id=found.id,
        title=_words(found.title),
        explanation=_words(found.explanation) if found.explanation else None,
        items=tuple(_item(item) for item in found.items),
    )


def _item(found: Item) -> Asked:
    return Asked(
        id=found.id,
        kind=found.kind,
        text=_words(found.text),
        help=_words(found.help) if found.help else None,
        scale_length=found.scale.length if isinstance(found, RatingItem) else None,
        reverse=found.reverse if isinstance(found, RatingItem) else None,
        options=tuple(_option(option) for option in getattr(found, "options", ())),
        most=found.most if isinstance(found, MultipleChoiceItem) else None,
    )


def _option(found: Option) -> Choice:
    exclusive = found.exclusive if isinstance(found, MarkedOption) else None
    return Choice(id=found.id, label=_words(found.label), exclusive=exclusive)


def _words(text: Text) -> Words:
    return dict(text.variants)


RESOURCES = (
    Resource(
        "/questionnaires",
        "questionnaires",
        "Questionnaires that rounds can be made with, or have been, by id and version",
        Need.CATALOGUE,
        QuestionnaireEntries,
        everything,
        PageQuery,
    ),
    Resource(
        "/questionnaires/{questionnaire_id}/{version}",
        "questionnaire",
        "One version of a questionnaire, with all its questions",
        Need.CATALOGUE,
        QuestionnaireText,
        one,
        places={"questionnaire_id": "The questionnaire's id.", "version": "A whole number."},
    ),
)
