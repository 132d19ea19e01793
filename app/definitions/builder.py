"""From the shape of a file to the domain's questionnaire."""

from dataclasses import replace
from fractions import Fraction

from app.definitions.file_format import (
    ONE_LANGUAGE,
    AllocationShape,
    AnchoredLevelShape,
    BipolarPairShape,
    BipolarShape,
    CommentShape,
    DimensionShape,
    FactorShape,
    ItemShape,
    LevelPairShape,
    LevelShape,
    MeasuredShape,
    MultipleChoiceShape,
    OptionShape,
    OrganisationShape,
    QuestionnaireShape,
    RankingShape,
    RatingShape,
    RoleShape,
    ScaleShape,
    SingleChoiceShape,
    TextShape,
    WeighedOptionShape,
)
from app.definitions.fingerprint import fingerprint
from app.domain.items import (
    AllocationItem,
    BipolarItem,
    BipolarPairItem,
    CommentItem,
    Item,
    LevelItem,
    LevelPairItem,
    MultipleChoiceItem,
    RankingItem,
    RatingItem,
    SingleChoiceItem,
)
from app.domain.items.choice import MarkedOption, Option, WeighedOption
from app.domain.questionnaire import (
    COMMON_LENGTH,
    BackgroundQuestion,
    Dimension,
    Factor,
    Form,
    ItemOrigin,
    Questionnaire,
    Replaced,
)
from app.domain.scale import Bands, Scale, ScalePoint
from app.domain.text import Text


def build(shape: QuestionnaireShape) -> Questionnaire:
    """The questionnaire of a file that passed every check."""
    questionnaire = _Builder(shape).questionnaire()
    return replace(questionnaire, fingerprint=fingerprint(questionnaire))


class _Builder:
    def __init__(self, shape: QuestionnaireShape) -> None:
        self.shape = shape
        self.main = shape.languages[0]

    def questionnaire(self) -> Questionnaire:
        shape = self.shape
        scales = {name: self._scale(name, scale) for name, scale in shape.scales.items()}
        bands = shape.bands
        return Questionnaire(
            id=shape.id,
            version=shape.version,
            fingerprint="",
            languages=tuple(shape.languages),
            title=self._text(shape.title),
            introduction=self._text(shape.introduction),
            minutes=shape.minutes,
            source=self._text(shape.source) if shape.source else None,
            scales=tuple(scales.values()),
            bands=Bands(_exact(bands.strength), _exact(bands.concern))
            if bands
            else Bands.default(next(iter(scales.values())).length if scales else COMMON_LENGTH),
            organisation=self._background(shape.background.organisation),
            level=self._background(shape.background.level),
            dimensions=tuple(self._dimension(dimension, scales) for dimension in shape.dimensions),
            form=Form(shape.form),
            replaces=Replaced(shape.replaces.id or shape.id, shape.replaces.version) if shape.replaces else None,
        )

    def _text(self, text: TextShape) -> Text:
        words = {self.main if language == ONE_LANGUAGE else language: one for language, one in text.root.items()}
        return Text(tuple((language, words[language]) for language in self.shape.languages if language in words))

    def _scale(self, name: str, shape: ScaleShape) -> Scale:
        values = range(1, len(shape.points) + 1)
        ordered = values if shape.strong_end == "last" else reversed(values)
        points = tuple(ScalePoint(value, self._text(label)) for value, label in zip(ordered, shape.points, strict=True))
        return Scale(name, points, self._text(shape.dont_know) if shape.dont_know else None)

    def _background(self, shape: OrganisationShape | RoleShape | None) -> BackgroundQuestion | None:
        if shape is None:
            return None
        options = self._option_values(shape.options) if isinstance(shape, RoleShape) else ()
        return BackgroundQuestion(self._text(shape.text), self._text(shape.help) if shape.help else None, options)

    def _option_values(self, options: list[OptionShape]) -> tuple[Option, ...]:
        return tuple(Option(option.id, self._text(option.label)) for option in options)

    def _dimension(self, shape: DimensionShape, scales: dict[str, Scale]) -> Dimension:
        return Dimension(
            id=shape.id,
            title=self._text(shape.title),
            description=self._text(shape.description),
            factors=tuple(self._factor(factor, scales) for factor in shape.factors),
            items=tuple(self._item(item, scales) for item in shape.items),
            weight=_exact(shape.weight),
        )

    def _factor(self, shape: FactorShape, scales: dict[str, Scale]) -> Factor:
        return Factor(
            id=shape.id,
            title=self._text(shape.title),
            explanation=self._optional(shape.explanation),
            strength=self._optional(shape.strength),
            weakness=self._optional(shape.weakness),
            dialogue_questions=tuple(self._text(one) for one in shape.dialogue_questions),
            principles=tuple(self._text(one) for one in shape.principles),
            items=tuple(self._item(item, scales) for item in shape.items),
            weight=_exact(shape.weight),
            replaces=shape.replaces,
            origins=tuple(
                ItemOrigin(item.id, item.replaces, tuple(self._earlier(one) for one in item.same_meaning_as))
                for item in shape.items
                if isinstance(item, MeasuredShape) and (item.replaces or item.same_meaning_as)
            ),
        )

    def _earlier(self, text: TextShape) -> Text:
        """A wording of an earlier version, in whatever languages that had."""
        words = {self.main if language == ONE_LANGUAGE else language: one for language, one in text.root.items()}
        return Text.of(words)

    def _item(self, shape: ItemShape, scales: dict[str, Scale]) -> Item:
        return replace(self._asked(shape, scales), help=self._optional(shape.help))

    def _asked(self, shape: ItemShape, scales: dict[str, Scale]) -> Item:
        text = self._text(shape.text)
        if isinstance(shape, RatingShape):
            scale = scales[shape.scale] if shape.scale else next(iter(scales.values()))
            return RatingItem(shape.id, text, scale, shape.reverse, _exact(shape.weight))
        if isinstance(shape, CommentShape):
            return CommentItem(shape.id, text)
        if isinstance(shape, BipolarShape):
            bipolar = BipolarPairItem if isinstance(shape, BipolarPairShape) else BipolarItem
            left, right = self._text(shape.left), self._text(shape.right)
            return bipolar(shape.id, text, left, right, shape.steps, self._optional(shape.dont_know))
        if isinstance(shape, LevelShape | LevelPairShape):
            return self._level(shape, text)
        if isinstance(shape, RankingShape):
            return RankingItem(shape.id, text, self._weighed(shape.options))
        if isinstance(shape, AllocationShape):
            return AllocationItem(shape.id, text, shape.points, self._weighed(shape.options))
        if isinstance(shape, SingleChoiceShape):
            return SingleChoiceItem(shape.id, text, self._option_values(shape.options))
        return self._multiple_choice(shape, text)

    def _multiple_choice(self, shape: MultipleChoiceShape, text: Text) -> Item:
        options = tuple(MarkedOption(one.id, self._text(one.label), one.exclusive) for one in shape.options)
        return MultipleChoiceItem(shape.id, text, options, shape.most)

    def _level(self, shape: LevelShape | LevelPairShape, text: Text) -> Item:
        scale = self._own_scale(shape.id, shape.levels, shape.dont_know)
        behaviours = tuple(self._text(level.behaviour) for level in shape.levels)
        if isinstance(shape, LevelShape):
            return LevelItem(shape.id, text, scale, False, _exact(shape.weight), behaviours)
        return LevelPairItem(shape.id, text, scale, behaviours)

    def _own_scale(self, name: str, levels: list[AnchoredLevelShape], dont_know: TextShape | None) -> Scale:
        points = tuple(ScalePoint(value, self._text(level.label)) for value, level in enumerate(levels, start=1))
        return Scale(name, points, self._optional(dont_know))

    def _weighed(self, options: list[WeighedOptionShape]) -> tuple[WeighedOption, ...]:
        return tuple(WeighedOption(one.id, self._text(one.label), self._optional(one.leads_to)) for one in options)

    def _optional(self, text: TextShape | None) -> Text | None:
        return self._text(text) if text else None


def _exact(number: float) -> Fraction:
    """4.2 as 42/10, not as the binary number nearest to it."""
    return Fraction(str(number))
