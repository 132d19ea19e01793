"""Paints a round's result: every figure put into words and charts, in one language and for one medium."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from app.charts.dialogue_map import MapPoint, dialogue_map
from app.charts.distribution import distribution_chart
from app.charts.dots import Dot, dot_scale
from app.charts.palette import ACCENT
from app.charts.position import position_chart
from app.documents.fields import map_fields, map_labels
from app.documents.joint_matrix import matrix_of
from app.documents.lettering import letter, place_of
from app.documents.medium import PRINT, Medium
from app.documents.picture import (
    AnswersToQuestion,
    CellRow,
    Cells,
    DimensionPicture,
    FactorPicture,
    ItemPicture,
    Picture,
    PlaceGroup,
)
from app.documents.weighed import answers_of, weighed_pictures
from app.domain.agreement import practical_cutoff
from app.domain.dialogue import Place
from app.domain.findings import Finding, factor_findings, round_findings
from app.domain.published import Cell, PublishedChoice, PublishedComments, Withheld
from app.domain.questionnaire import Factor, Questionnaire
from app.domain.reference import NOBODY, Reference
from app.domain.result import CellScores, DimensionResult, FactorResult, ItemResult, RoundResult, Score
from app.domain.text import Language, Text, words_of
from app.domain.uncertainty import WHOLE
from app.wording import names, sentences
from app.wording.comments import comments_remark
from app.wording.findings import finding_sentence
from app.wording.meeting import open_questions
from app.wording.numbers import kept_together, number, percent, score_number, span
from app.wording.reference import others_line
from app.wording.translations import translations
from app.wording.weights import weights_sentence


def picture_of(
    result: RoundResult,
    language: Language,
    medium: Medium = PRINT,
    others: Mapping[str, Reference] = NOBODY.references,
) -> Picture:
    """The result in that language, with charts for that medium, and where other collaborations lie."""
    painter = _Painter(result, language, medium, others)
    dimensions = painter.dimensions()
    factors = {factor.id: factor for dimension in dimensions for factor in dimension.factors}
    bands = result.questionnaire.bands
    return Picture(
        title=result.questionnaire.title.into(language),
        withheld=painter.why(result.withheld),
        joint=result.kind == "joint",
        smallest_group=result.smallest_group,
        persons=result.persons,
        pending=result.pending,
        top=result.questionnaire.scale_length,
        points=tuple(
            point.label.into(language)
            for scale in result.questionnaire.scales[:1]
            for point in sorted(scale.points, key=lambda p: p.value)
        ),
        strength_from=number(float(bands.strength), language),
        concern_below=number(float(bands.concern), language),
        cutoff=number(float(practical_cutoff(result.questionnaire.scale_length)), language, 2),
        whole=painter.whole(result.questionnaire),
        score=painter.score(result.score),
        band=painter.band(result.score),
        position=painter.position(result.score, painter.gettext("The whole"), 260, WHOLE),
        heavy=painter.heavy(result.score, result.organisation_balanced, result.one_weighs_heavily),
        findings=painter.findings(round_findings(result)),
        dimensions=dimensions,
        proposal=tuple(factors[factor_id] for factor_id in result.proposal),
        groups=painter.groups(dimensions),
        comments=tuple(painter.comments(one) for one in result.comments),
        choices=tuple(painter.choice(one) for one in result.choices),
        source=result.questionnaire.source.into(language) if result.questionnaire.source else "",
        map=painter.map(medium.map_width, medium.map_height),
        map_narrow=painter.map(*medium.narrow) if medium.narrow else Markup(""),
        others=painter.others(result.score, WHOLE),
        others_briefly=painter.others(result.score, WHOLE, briefly=True),
        matrix=matrix_of(result, language, medium.ink),
        weights=weights_sentence(result.questionnaire, language),
    )


class _Painter:
    def __init__(
        self, result: RoundResult, language: Language, medium: Medium, others: Mapping[str, Reference]
    ) -> None:
        self.references = others
        self.result = result
        self.language = language
        self.medium = medium
        self.length = result.questionnaire.scale_length
        self.cuts = [float(cut) for cut in result.questionnaire.bands.cuts]
        self.gettext = translations(language).gettext

    def why(self, withheld: object) -> str:
        """Why something is withheld, empty where it is not."""
        if not isinstance(withheld, Withheld):
            return ""
        return sentences.withheld_words(withheld, self.result, self.language)

    def score(self, score: Score | Withheld) -> str:
        return "–" if isinstance(score, Withheld) else score_number(score, self.language)

    def band(self, score: Score | Withheld) -> str:
        return "" if isinstance(score, Withheld) else sentences.band_words(score.band, self.language)

    def others(self, score: Score | Withheld, unit: str, *, briefly: bool = False) -> str:
        """Where others lie, beside a score that is shown."""
        found = self.references.get(unit)
        if found is None or isinstance(score, Withheld):
            return ""
        return others_line(found, self.language, briefly=briefly)

    def position(self, score: Score | Withheld, name: str, width: int, unit: str) -> Markup:
        if isinstance(score, Withheld):
            return Markup("")
        title = self.gettext("%(name)s: mean %(mean)s on a scale from 1 to %(top)d")
        facts = {"name": name, "mean": score_number(score, self.language), "top": self.length}
        others = self.references.get(unit)
        return Markup(
            position_chart(
                score.value,
                self.length,
                f"{title % facts}. {self.others(score, unit)}" if others else title % facts,
                cuts=self.cuts,
                width=width,
                ink=self.medium.ink,
                accent=self.medium.accent,
                others=(others.lower, others.median, others.upper) if others else None,
            )
        )

    def map(self, width: int, height: int) -> Markup:
        """The dialogue map of that size, of the factors that have a score: empty where nothing may be shown of the
        round, none where there are no such."""
        points = [
            MapPoint(number, self._words(one.factor.title), one.score.value, one.agreement.ad, one.place.value)
            if isinstance(one.score, Score) and not isinstance(one.agreement, Withheld)
            else MapPoint(number, self._words(one.factor.title), 0, 0, Place.FIND_OUT_MORE.value)
            for number, one in enumerate(self.result.factors, start=1)
            if one.is_scored
        ]
        if not points:
            return Markup("")
        title = self.gettext("The dialogue map: every factor by its mean and by how alike you see it.")
        return Markup(
            dialogue_map(
                [] if self.result.withheld else points,
                self.length,
                map_labels(self.language),
                title,
                cuts=self.cuts,
                cutoff=float(practical_cutoff(self.length)),
                width=width,
                height=height,
                ink=self.medium.ink,
                accent=ACCENT,  # markers bring their own white paper along, in the dark too
                named=self.medium.named,
            )
        )

    def whole(self, asked: Questionnaire) -> str:
        """What the score of the whole is the mean of: in a package, the main questionnaire alone."""
        if not asked.parts:
            return self.gettext("All factors together")
        return self.gettext("All factors of %(title)s together") % {"title": asked.parts[0].title.into(self.language)}

    def heavy(self, score: Score | Withheld, balanced: float | None, heavily: bool) -> str:
        if isinstance(score, Withheld) or balanced is None or not heavily:
            return ""
        return sentences.heavy_sentence(score.value, balanced, self.language)

    def findings(self, found: Sequence[Finding]) -> tuple[str, ...]:
        return tuple(kept_together(finding_sentence(one, self.result, self.language)) for one in found)

    def dimensions(self) -> tuple[DimensionPicture, ...]:
        pictures = []
        first = 1
        for dimension in self.result.dimensions:
            pictures.append(self._dimension(dimension, first))
            first += len(dimension.factors)
        return tuple(pictures)

    def groups(self, dimensions: Sequence[DimensionPicture]) -> tuple[PlaceGroup, ...]:
        factors = [factor for dimension in dimensions for factor in dimension.factors]
        weighed = [
            one for one in factors if not one.is_scored and one.place not in (Place.DIVIDED, Place.FIND_OUT_MORE)
        ]
        order = (Place.STRENGTH, Place.DIVIDED, Place.CHALLENGE, Place.FIND_OUT_MORE, Place.DEVELOP)
        by_place = (
            PlaceGroup(
                place,
                sentences.place_words(place, self.language),
                sentences.place_explanation(place, self.language),
                tuple(factor for factor in factors if factor.place is place and factor not in weighed),
            )
            for place in order
        )
        build_on, move, *_ = map_fields(self.language, scored=False)
        of_what_is_weighed = (
            PlaceGroup(
                field.places[-1],
                field.title,
                field.explanation,
                tuple(factor for factor in weighed if factor.place in field.places),
            )
            for field in (build_on, move)
        )
        return (*by_place, *of_what_is_weighed)

    def comments(self, one: PublishedComments) -> AnswersToQuestion:
        question = self._question(one.item_id)
        if isinstance(one.comments, Withheld):
            nobody = self.gettext("Nobody has written anything here.")
            return AnswersToQuestion(question, one.n, (), (), self.why(one.comments) if one.n else nobody)
        return AnswersToQuestion(question, one.n, one.comments, (), "", comments_remark(one, self.language))

    def choice(self, one: PublishedChoice) -> AnswersToQuestion:
        question = self._question(one.item_id)
        if isinstance(one.options, Withheld):
            return AnswersToQuestion(question, one.n, (), (), self.why(one.options))
        labels = self._option_labels(one.item_id)
        options = tuple((self._words(labels[key]), count) for key, count in one.options.items())
        return AnswersToQuestion(question, one.n, (), options, "")

    def _dimension(self, found: DimensionResult, first: int) -> DimensionPicture:
        title = self._words(found.dimension.title)
        return DimensionPicture(
            id=found.dimension.id,
            title=title,
            description=self._words(found.dimension.description),
            score=self.score(found.score),
            withheld=self.why(found.score),
            band=self.band(found.score),
            agreement=self._agreement(found),
            n=span(*found.n),
            position=self.position(found.score, title, 260, found.dimension.id),
            organisations=self._organisations(found.organisations, found.score),
            factors=tuple(self._factor(factor, number, title) for number, factor in enumerate(found.factors, first)),
            others=self.others(found.score, found.dimension.id),
            others_briefly=self.others(found.score, found.dimension.id, briefly=True),
        )

    def _factor(self, found: FactorResult, at: int, dimension: str) -> FactorPicture:
        factor: Factor = found.factor
        title = self._words(factor.title)
        agreement = found.agreement
        return FactorPicture(
            id=factor.id,
            number=at,
            dimension=dimension,
            title=title,
            explanation=words_of(factor.explanation, self.language),
            strength=words_of(factor.strength, self.language),
            weakness=words_of(factor.weakness, self.language),
            questions=tuple(self._words(one) for one in factor.dialogue_questions),
            principles=tuple(self._words(one) for one in factor.principles),
            score=self.score(found.score),
            withheld=self.why(found.score),
            band=self.band(found.score),
            place=found.place,
            place_words=sentences.factor_place_words(found, self.language),
            reasons=kept_together(sentences.reason_sentences(found, self.result, self.language)),
            agreement=sentences.factor_agreement_words(found, self.language),
            deviation="" if isinstance(agreement, Withheld) else number(agreement.ad, self.language, 2),
            dont_know=percent(found.dont_know_share, self.language),
            n=span(*answers_of(found)),
            totals=() if isinstance(found.distribution, Withheld) else found.distribution,
            distribution=self._distribution(found, title),
            position=self.position(found.score, title, self.medium.factor, factor.id),
            heavy=self.heavy(found.score, found.organisation_balanced, found.one_weighs_heavily),
            findings=self.findings(factor_findings(found, self.result)),
            organisations=self._organisations(found.organisations, found.score),
            levels=self._levels(found.levels, found.score),
            items=tuple(self._item(item) for item in found.items),
            agreement_briefly=sentences.factor_agreement_words(found, self.language, briefly=True),
            is_scored=found.is_scored,
            weighed=weighed_pictures(
                found, self.result, self.language, self.medium.weighed, self.medium.ink, self.medium.accent
            ),
            others=self.others(found.score, factor.id),
            to_talk_about=tuple(self._words(one) for one in factor.dialogue_questions) or open_questions(self.language),
        )

    def _distribution(self, found: FactorResult, title: str) -> Markup:
        if isinstance(found.distribution, Withheld):
            return Markup("")
        dont_know = sum(item.dont_know for item in found.items if not isinstance(item.distribution, Withheld))
        return self._bar(found.distribution, dont_know, title, self.medium.factor)

    def _agreement(self, found: DimensionResult) -> str:
        if isinstance(found.agreement, Withheld):
            return ""
        return sentences.agreement_words(found.agreement.agreement_class, self.language)

    def _item(self, found: ItemResult) -> ItemPicture:
        item, counts = found.item, found.distribution
        shown = not isinstance(counts, Withheld)
        labels = {point.value: self._words(point.label) for point in item.scale.points}
        return ItemPicture(
            text=self._words(item.text),
            reverse=item.reverse,
            n=found.n,
            dont_know=found.dont_know,
            no_answer=found.no_answer,
            mean="–" if isinstance(found.mean, Withheld) else number(found.mean, self.language),
            chart=self._bar(counts, found.dont_know, self._words(item.text), 250) if shown else Markup(""),
            withheld=self.why(counts),
            counts=tuple((labels[item.coded(value)], count) for value, count in enumerate(counts, start=1))
            if not isinstance(counts, Withheld)
            else (),
        )

    def _bar(self, counts: object, dont_know: int, name: str, width: int) -> Markup:
        assert isinstance(counts, tuple)
        title = self.gettext("%(name)s Answers from weak to strong: %(counts)s. Don't know: %(dont_know)d.")
        facts = {"name": name.rstrip(".") + ".", "counts": ", ".join(map(str, counts)), "dont_know": dont_know}
        return Markup(distribution_chart(counts, dont_know, title % facts, width=width, ink=self.medium.ink))

    def _organisations(self, cells: CellScores, whole: Score | Withheld) -> Cells:
        return self._cells(cells, names.organisation_name, whole)

    def _levels(self, cells: CellScores, whole: Score | Withheld) -> Cells:
        return self._cells(cells, names.level_name, whole)

    def _cells(
        self, cells: CellScores, named: Callable[[Cell, RoundResult, str], str], whole: Score | Withheld
    ) -> Cells:
        if isinstance(cells, Withheld):
            return Cells((), self.why(cells), Markup(""))
        rows = []
        for at, one in enumerate(sorted(cells, key=lambda one: place_of(one.cell, self.result.organisation_names))):
            name, mean = named(one.cell, self.result, self.language), number(one.value, self.language)
            chart = position_chart(
                one.value,
                self.length,
                f"{name}: {mean}",
                width=self.medium.cell,
                ink=self.medium.ink,
                accent=self.medium.accent,
                hollow=True,
                reference=whole.value if isinstance(whole, Score) else None,
            )
            rows.append(CellRow(letter(at), name, one.n, mean, one.value, Markup(chart)))
        return Cells(tuple(rows), "", self._dots(rows, whole))

    def _dots(self, rows: Sequence[CellRow], whole: Score | Withheld) -> Markup:
        return Markup(
            dot_scale(
                [Dot(row.letter, row.value, f"{row.name} {row.mean} (n = {row.n})") for row in rows],
                self.length,
                ", ".join(f"{row.letter} {row.name}: {row.mean}" for row in rows),
                width=self.medium.dots,
                reference=whole.value if isinstance(whole, Score) else None,
                ink=self.medium.ink,
                accent=self.medium.accent,
                named=self.medium.named,
            )
        )

    def _question(self, item_id: str) -> str:
        return self._words(self.result.questionnaire.items_by_id[item_id].text)

    def _option_labels(self, item_id: str) -> dict[str, Text]:
        item = self.result.questionnaire.items_by_id[item_id]
        return {option.id: option.label for option in getattr(item, "options", ())}

    def _words(self, text: Text) -> str:
        return text.into(self.language)
