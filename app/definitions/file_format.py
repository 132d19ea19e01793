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
WholeWeight = Annotated[
    float,
    Field(ge=0, le=100, description="Its share in the mean of the whole; with 0 it is shown, but does not count."),
]

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


Help = Annotated[TextShape | None, Field(description="Words below the question that say how it is meant or answered.")]


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


class RoleShape(_Shape):
    """The question which role the respondent has."""

    text: TextShape
    help: TextShape | None = None
    options: Annotated[list[OptionShape], Field(min_length=2, max_length=20)]


class MarkedOptionShape(OptionShape):
    """An option of which several may be marked."""

    exclusive: Annotated[
        bool, Field(description="True when it is marked by itself or not at all, as “none of these” is.")
    ] = False


class BackgroundShape(_Shape):
    """Questions about the respondent; answering them is voluntary."""

    organisation: OrganisationShape | None = None
    level: RoleShape | None = None


class MeasuredShape(_Shape):
    """What an item may say of its earlier versions."""

    replaces: Annotated[Id | None, Field(description="The id it had in the version that this one replaces.")] = None
    same_meaning_as: Annotated[
        list[TextShape],
        Field(max_length=5, description="Earlier wordings, word by word, that mean the same as the present one."),
    ] = []


class RatingShape(MeasuredShape):
    """A statement rated on a scale."""

    id: Id
    kind: Literal["rating"] = "rating"
    text: TextShape
    help: Help = None
    scale: Annotated[str | None, Field(description="May be left out when the file has one scale.")] = None
    reverse: Annotated[bool, Field(description="True when agreeing is a weak sign.")] = False
    weight: Weight = 1.0


class SingleChoiceShape(_Shape):
    """A question answered by one option."""

    id: Id
    kind: Literal["single_choice"]
    text: TextShape
    help: Help = None
    options: Annotated[list[OptionShape], Field(min_length=2, max_length=40)]


class MultipleChoiceShape(_Shape):
    """A question answered by any number of options, or by at most so many."""

    id: Id
    kind: Literal["multiple_choice"]
    text: TextShape
    help: Help = None
    options: Annotated[list[MarkedOptionShape], Field(min_length=2, max_length=40)]
    most: Annotated[
        int | None, Field(ge=2, le=40, description="How many options may be marked; leave out for any number.")
    ] = None


class CommentShape(_Shape):
    """A question answered in own words."""

    id: Id
    kind: Literal["comment"]
    text: TextShape
    help: Help = None


DontKnow = Annotated[TextShape | None, Field(description="Label of the answer “don't know”; leave out for none.")]


class BipolarShape(MeasuredShape):
    """A position between two poles that both are needed."""

    id: Id
    kind: Literal["bipolar"]
    text: TextShape
    help: Help = None
    left: Annotated[TextShape, Field(description="The pole at the left.")]
    right: Annotated[TextShape, Field(description="The pole at the right.")]
    steps: Annotated[
        Literal[3, 5, 7, 9, 11], Field(description="Positions on the line; odd, so that it has a middle.")
    ] = 7
    dont_know: DontKnow = None


class BipolarPairShape(BipolarShape):
    """The same line answered twice: today, and as it should be."""

    kind: Literal["bipolar_pair"]  # type: ignore[assignment]


class AnchoredLevelShape(_Shape):
    """One level: a few words, and the behaviour that one recognises it by."""

    label: TextShape
    behaviour: TextShape


class LevelShape(MeasuredShape):
    """Levels described by behaviour, weak to strong; scored like a statement."""

    id: Id
    kind: Literal["level"]
    text: TextShape
    help: Help = None
    levels: Annotated[list[AnchoredLevelShape], Field(min_length=2, max_length=7, description="Weak to strong.")]
    dont_know: DontKnow = None
    weight: Weight = 1.0


class LevelPairShape(MeasuredShape):
    """Levels answered twice: today, and as it should be. Not scored."""

    id: Id
    kind: Literal["level_pair"]
    text: TextShape
    help: Help = None
    levels: Annotated[list[AnchoredLevelShape], Field(min_length=2, max_length=7, description="From little to much.")]
    dont_know: DontKnow = None


class WeighedOptionShape(OptionShape):
    """An option that is weighed against others."""

    leads_to: Annotated[
        TextShape | None, Field(description="The type of collaboration that follows where it weighs most.")
    ] = None


class RankingShape(MeasuredShape):
    """Options put in order; the first place is the most important."""

    id: Id
    kind: Literal["ranking"]
    text: TextShape
    help: Help = None
    options: Annotated[list[WeighedOptionShape], Field(min_length=2, max_length=9)]


class AllocationShape(MeasuredShape):
    """Points shared out over options."""

    id: Id
    kind: Literal["allocation"]
    text: TextShape
    help: Help = None
    points: Annotated[int, Field(ge=2, le=100, description="How many points there are to share out.")] = 10
    options: Annotated[list[WeighedOptionShape], Field(min_length=2, max_length=9)]


def _kind(given: Any) -> Any:
    return given.get("kind", "rating") if isinstance(given, dict) else getattr(given, "kind", "rating")


ItemShape = Annotated[
    Annotated[RatingShape, Tag("rating")]
    | Annotated[LevelShape, Tag("level")]
    | Annotated[BipolarShape, Tag("bipolar")]
    | Annotated[BipolarPairShape, Tag("bipolar_pair")]
    | Annotated[LevelPairShape, Tag("level_pair")]
    | Annotated[RankingShape, Tag("ranking")]
    | Annotated[AllocationShape, Tag("allocation")]
    | Annotated[SingleChoiceShape, Tag("single_choice")]
    | Annotated[MultipleChoiceShape, Tag("multiple_choice")]
    | Annotated[CommentShape, Tag("comment")],
    Discriminator(_kind),
]
ITEM_SHAPES = (
    "rating",
    "level",
    "bipolar",
    "bipolar_pair",
    "level_pair",
    "ranking",
    "allocation",
    "single_choice",
    "multiple_choice",
    "comment",
)


class FactorShape(_Shape):
    """A factor: what it is about, how it is talked about, and the items that measure it. The texts about it may be left
    out, as instruments of others have none; the dialogue goes better with them."""

    id: Id
    title: TextShape
    explanation: Annotated[TextShape | None, Field(description="What it is about.")] = None
    strength: Annotated[TextShape | None, Field(description="What strength looks like.")] = None
    weakness: Annotated[TextShape | None, Field(description="What weakness looks like.")] = None
    dialogue_questions: Annotated[
        list[TextShape], Field(max_length=12, description="Questions to talk about in the meeting.")
    ] = []
    principles: Annotated[list[TextShape], Field(max_length=12, description="Examples of guiding principles.")] = []
    weight: Weight = 1.0
    replaces: Annotated[Id | None, Field(description="The id it had in the version that this one replaces.")] = None
    items: Annotated[list[ItemShape], Field(max_length=40, description="Left out in a workshop form.")] = []


class DimensionShape(_Shape):
    """A group of factors. Its own items are asked after them and belong to no factor."""

    id: Id
    title: TextShape
    description: TextShape
    weight: WholeWeight = 1.0
    factors: Annotated[list[FactorShape], Field(min_length=1, max_length=60)]
    items: Annotated[list[ItemShape], Field(max_length=40)] = []


Version = Annotated[int, Field(ge=1, le=9999)]


class ReplacedShape(_Shape):
    """The version that this one takes the place of."""

    id: Annotated[Id | None, Field(description="Left out where the questionnaire has kept its id.")] = None
    version: Version


class QuestionnaireShape(_Shape):
    """One questionnaire."""

    id: Id
    version: Version
    replaces: ReplacedShape | None = None
    languages: Annotated[list[LanguageTag], Field(min_length=1, max_length=20, description="First = main language.")]
    title: TextShape
    introduction: TextShape
    minutes: Annotated[int, Field(ge=1, le=180, description="How long it takes to answer.")]
    source: Annotated[TextShape | None, Field(description="Where it comes from; printed on the method page.")] = None
    form: Annotated[
        Literal["answers", "workshop"],
        Field(description="Whether each respondent answers, or a group words its principles together."),
    ] = "answers"
    scales: Annotated[
        dict[Id, ScaleShape], Field(max_length=20, description="First = main scale. Left out where nothing is rated.")
    ] = {}
    bands: BandsShape | None = None
    background: BackgroundShape = BackgroundShape()
    dimensions: Annotated[list[DimensionShape], Field(min_length=1, max_length=20)]
