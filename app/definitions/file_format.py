"""The shape of a questionnaire file. Its JSON Schema comes from these models."""

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    RootModel,
    StringConstraints,
    Tag,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
LANGUAGE_TAG = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE_TAG)]
Weight = Annotated[float, Field(gt=0, le=100)]

ONE_LANGUAGE = ""
"""Stands for the file's first language where a text is a plain string."""


class TextShape(RootModel[dict[str, Words]]):
    """Words per language, or a plain string in the file's first language."""

    model_config = ConfigDict(strict=True)

    @model_validator(mode="before")
    @classmethod
    def plain_string(cls, given: object) -> object:
        """A plain string is the text in the first language."""
        return {ONE_LANGUAGE: given} if isinstance(given, str) else given

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Editors are told of both forms."""
        return {
            "description": "A text: words per language, or a plain string in the first language.",
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string", "minLength": 1}},
            ],
        }


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class ScaleShape(_Shape):
    """A response scale."""

    points: Annotated[list[TextShape], Field(min_length=2, max_length=11, description="Labels in the order shown.")]
    strong_end: Annotated[
        Literal["last", "first"], Field(description="Which of the listed points is the strong end.")
    ] = "last"
    dont_know: Annotated[
        TextShape | None, Field(description="Label of the answer “don't know”; leave out for none.")
    ] = None


class BandsShape(_Shape):
    """Cut-offs on the main scale."""

    strength: Annotated[float, Field(description="From this score on: a strength.")]
    concern: Annotated[float, Field(description="Below this score: a concern.")]


class OptionShape(_Shape):
    """One option of a closed list."""

    id: Id
    label: TextShape


class OrganisationShape(_Shape):
    """The question which organisation the respondent belongs to; its options come from the round."""

    text: TextShape
    help: TextShape | None = None


class LevelShape(_Shape):
    """The question which role the respondent has."""

    text: TextShape
    help: TextShape | None = None
    options: Annotated[list[OptionShape], Field(min_length=2, max_length=20)]


class BackgroundShape(_Shape):
    """Questions about the respondent; answering them is voluntary."""

    organisation: OrganisationShape | None = None
    level: LevelShape | None = None


class RatingShape(_Shape):
    """A statement rated on a scale."""

    id: Id
    kind: Literal["rating"] = "rating"
    text: TextShape
    scale: Annotated[str | None, Field(description="May be left out when the file has one scale.")] = None
    reverse: Annotated[bool, Field(description="True when agreeing is a weak sign.")] = False
    weight: Weight = 1.0


class SingleChoiceShape(_Shape):
    """A question answered by one option."""

    id: Id
    kind: Literal["single_choice"]
    text: TextShape
    options: Annotated[list[OptionShape], Field(min_length=2, max_length=40)]


class MultipleChoiceShape(_Shape):
    """A question answered by any number of options."""

    id: Id
    kind: Literal["multiple_choice"]
    text: TextShape
    options: Annotated[list[OptionShape], Field(min_length=2, max_length=40)]


class CommentShape(_Shape):
    """A question answered in own words."""

    id: Id
    kind: Literal["comment"]
    text: TextShape


def _kind(given: Any) -> Any:
    return given.get("kind", "rating") if isinstance(given, dict) else getattr(given, "kind", "rating")


ItemShape = Annotated[
    Annotated[RatingShape, Tag("rating")]
    | Annotated[SingleChoiceShape, Tag("single_choice")]
    | Annotated[MultipleChoiceShape, Tag("multiple_choice")]
    | Annotated[CommentShape, Tag("comment")],
    Discriminator(_kind),
]
ITEM_SHAPES = ("rating", "single_choice", "multiple_choice", "comment")


class FactorShape(_Shape):
    """A factor: what it is about, how it is talked about, and the items that measure it."""

    id: Id
    title: TextShape
    explanation: TextShape
    strength: Annotated[TextShape, Field(description="What strength looks like.")]
    weakness: Annotated[TextShape, Field(description="What weakness looks like.")]
    dialogue_questions: Annotated[list[TextShape], Field(min_length=1, max_length=12)]
    principles: Annotated[list[TextShape], Field(max_length=12, description="Examples of guiding principles.")] = []
    weight: Weight = 1.0
    items: Annotated[list[ItemShape], Field(min_length=1, max_length=40)]


class DimensionShape(_Shape):
    """A group of factors. Its own items are asked after them and belong to no factor."""

    id: Id
    title: TextShape
    description: TextShape
    factors: Annotated[list[FactorShape], Field(min_length=1, max_length=60)]
    items: Annotated[list[ItemShape], Field(max_length=40)] = []


class QuestionnaireShape(_Shape):
    """One questionnaire."""

    id: Id
    version: Annotated[int, Field(ge=1, le=9999)]
    languages: Annotated[list[LanguageTag], Field(min_length=1, max_length=20, description="First = main language.")]
    title: TextShape
    introduction: TextShape
    minutes: Annotated[int, Field(ge=1, le=180, description="How long it takes to answer.")]
    source: Annotated[TextShape | None, Field(description="Where it comes from; printed on the method page.")] = None
    scales: Annotated[dict[Id, ScaleShape], Field(min_length=1, max_length=20, description="First = main scale.")]
    bands: BandsShape | None = None
    background: BackgroundShape = BackgroundShape()
    dimensions: Annotated[list[DimensionShape], Field(min_length=1, max_length=20)]
