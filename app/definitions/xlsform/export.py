"""A questionnaire as an XLSForm: the same questions in the same order, all voluntary, and nothing about the device."""

from collections.abc import Iterator, Sequence

from app.definitions.xlsform.export_items import ItemWriter
from app.definitions.xlsform.form import ChoiceRow, SurveyRow, XlsForm
from app.definitions.xlsform.names import (
    BACKGROUND,
    INTRODUCTION,
    LEVEL,
    NOTE,
    ORGANISATION,
    ORGANISATIONS,
    ROLES,
    joined,
)
from app.definitions.xlsform.wordings import SENTENCES, literal, spoken
from app.domain.errors import SamspelError
from app.domain.questionnaire import BackgroundQuestion, Dimension, Factor, Form, Questionnaire
from app.domain.text import Text

PLACEHOLDERS = 3
"""Organisations to write the names of, where there is no round to take them from."""


def form_of(
    questionnaire: Questionnaire, organisations: Sequence[tuple[str, str]] = (), *, joint: bool = False
) -> XlsForm:
    """The form. `organisations`: (id, name) of those in the round; none: places to write names in, marked as such.
    `joint`: organisations answer, so that nobody is asked for a role.

    Raises X020 for a workshop, which nobody answers."""
    if questionnaire.form is Form.WORKSHOP:
        raise SamspelError("X020", value=questionnaire.title.variants[0][1])
    return _Writer(questionnaire, organisations, joint).form()


class _Writer:
    def __init__(self, asked: Questionnaire, organisations: Sequence[tuple[str, str]], joint: bool) -> None:
        self.asked, self.organisations, self.joint = asked, organisations, joint
        self.items = ItemWriter(asked.languages)

    def form(self) -> XlsForm:
        asked = self.asked
        background, listed = self._background()
        survey = [SurveyRow("note", INTRODUCTION, literal(asked.introduction)), *background]
        for dimension in asked.dimensions:
            survey += self._dimension(dimension)
        return XlsForm(
            title=asked.title.variants[0][1],
            form_id=asked.id,
            version=str(asked.version),
            languages=asked.languages,
            survey=tuple(survey),
            choices=(*listed, *self.items.choices),
        )

    def _background(self) -> tuple[list[SurveyRow], list[ChoiceRow]]:
        rows: list[SurveyRow] = []
        choices: list[ChoiceRow] = []
        if question := self.asked.organisation:
            rows.append(_asked(question, ORGANISATIONS, ORGANISATION))
            choices += self._organisations()
        if (question := self.asked.level) and not self.joint:
            rows.append(_asked(question, ROLES, LEVEL))
            choices += [ChoiceRow(ROLES, one.id, literal(one.label)) for one in question.options]
        if rows:
            about = spoken(SENTENCES["about"], self.asked.languages)
            rows = [SurveyRow("begin_group", BACKGROUND, about, appearance="field-list"), *rows, END]
        return rows, choices

    def _organisations(self) -> Iterator[ChoiceRow]:
        languages = self.asked.languages
        for key, name in self.organisations:
            yield ChoiceRow(ORGANISATIONS, key, literal(Text(tuple((language, name) for language in languages))))
        for number in range(1, 0 if self.organisations else PLACEHOLDERS + 1):
            label = spoken(SENTENCES["organisation"], languages, number=number)
            yield ChoiceRow(ORGANISATIONS, f"organisation_{number}", label)

    def _dimension(self, dimension: Dimension) -> Iterator[SurveyRow]:
        yield SurveyRow("begin_group", dimension.id, literal(dimension.title))
        yield SurveyRow("note", joined(dimension.id, NOTE), literal(dimension.description))
        for factor in dimension.factors:
            yield from self._factor(factor)
        for item in dimension.items:
            yield from self.items.rows(item)
        yield END

    def _factor(self, factor: Factor) -> Iterator[SurveyRow]:
        yield SurveyRow("begin_group", factor.id, literal(factor.title), appearance="field-list")
        for item in factor.items:
            yield from self.items.rows(item)
        yield END


END = SurveyRow("end_group")


def _asked(question: BackgroundQuestion, list_name: str, name: str) -> SurveyRow:
    hint = literal(question.help) if question.help else None
    return SurveyRow(f"select_one {list_name}", name, literal(question.text), hint)
