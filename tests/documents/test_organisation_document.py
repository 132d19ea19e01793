"""The document of one organisation: its pages, that all can be read out, and what it says of few and of many."""

from datetime import date, timedelta
from functools import cache
from io import BytesIO

import page
import pikepdf
import pytest

from app.documents.organisation import DOCUMENT, render_html
from app.domain.organisation_picture import (
    ComingDate,
    Missing,
    NoScore,
    OrganisationPicture,
    OwnScore,
    PicturedCollaboration,
    PicturedRound,
    Promise,
    QuestionnairePicture,
)
from app.domain.record import Action, ActionState
from app.domain.recurring import Leaning, Recurrence
from app.domain.result import Score
from app.domain.round import Kind
from app.domain.scale import Band, Span
from tests.documents.cases import LONG_NAMES, VERY_LONG, questionnaire
from tests.documents.layout import Made, last_line, made_of, words_beyond_the_margin, words_beyond_their_cell

TODAY = date(2026, 4, 1)
UNITS = ("inom", *(one.id for one in questionnaire().dimensions[0].factors))


def picture(number: int, name: str = "Norrdal") -> OrganisationPicture:
    """An organisation in so many collaborations with eight rounds each; the first of them shows nothing of its own in
    its latest round."""
    names = [LONG_NAMES[at % 5] if at % 4 == 3 else f"Samverkan {at + 1}" for at in range(number)]
    collaborations = tuple(PicturedCollaboration(f"c{at}", one, _rounds(at)) for at, one in enumerate(names))
    recurring = tuple(
        Recurrence(factor.id, Leaning.SHORT if at % 2 else Leaning.STRONG, 2, number)
        for at, factor in enumerate(questionnaire().factors[:12])
    )
    asked = QuestionnairePicture(
        id="nyckelfaktorer",
        title=questionnaire().title,
        dimensions=questionnaire().dimensions,
        span=Span.coded(5),
        collaborations=collaborations,
        recurring=recurring if number > 2 else (),
        compared=number - 1,
    )
    return OrganisationPicture(
        id="norrdal",
        name=name,
        collaborations=number,
        rounds=8 * number,
        shown=8 * number - 1,
        questionnaires=(asked,),
        promises=tuple(_promise(at) for at in range(2 * number)),
        dates=(ComingDate(TODAY + timedelta(days=9), "Våren 2026", "c0", names[0]),),
    )


def _rounds(at: int) -> tuple[PicturedRound, ...]:
    every = {unit for one in questionnaire().dimensions for unit in (one.id, *(each.id for each in one.factors))}
    own = OwnScore(Score(2.4, Band.CONCERN, 1), Span.coded(5), 6, 3.1, Leaning.SHORT)
    none = NoScore(Missing.PROTECTED, 3.1, Span.coded(5))
    return tuple(
        PicturedRound(
            f"{at}-{year}",
            f"CODE{year}",
            f"Våren {2019 + year}",
            date(2019 + year, 4, 1),
            Kind.INDIVIDUAL,
            5,
            dict.fromkeys(every, none if at == 0 and year == 7 else own),
            frozenset(every),
        )
        for year in range(8)
    )


def _promise(at: int) -> Promise:
    words = VERY_LONG[:500] if at == 1 else "Se över vem som gör vad."
    state = list(ActionState)[at % 4]
    action = Action(f"a{at}", None, words, "Förvaltningschef", "norrdal", TODAY + timedelta(days=20 * at - 40), state)
    return Promise(action, "c0", LONG_NAMES[0] if at % 3 == 2 else "Samverkan 1", "Våren 2026", None)


LAID_OUT = pytest.mark.parametrize(
    ("number", "name", "language"), [(1, "Norrdal", "en"), (4, "Norrdal", "sv"), (15, LONG_NAMES[4], "sv")]
)


@cache
def made(number: int, name: str, language: str) -> Made:
    return made_of(render_html(picture(number, name), TODAY, language), DOCUMENT)


@LAID_OUT
def test_the_file_conforms_to_pdf_ua_and_says_its_title(number: int, name: str, language: str) -> None:
    pdf = made(number, name, language).pdf
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert sorted({failure.message for failure in report.failures}) == []
    with pikepdf.open(BytesIO(pdf)) as file:
        assert str(file.docinfo.Title).endswith(f"– {name}")
        assert str(file.Root.Lang) == language


@LAID_OUT
def test_it_has_three_to_six_pages_and_nothing_reaches_out(number: int, name: str, language: str) -> None:
    found = made(number, name, language)
    assert 3 <= len(found.pages.pages) <= 6
    for one, words in zip(found.pages.pages, found.words, strict=True):
        assert words_beyond_the_margin(one) == []
        assert words_beyond_their_cell(one) == []
        assert len(words.split()) > 40
        line = last_line(one)
        assert line is None or line.element_tag.split("::")[0] not in {"h1", "h2", "h3"}


def test_what_is_missing_has_a_letter_and_its_reason_stands_below() -> None:
    said = render_html(picture(4), TODAY, "sv")
    assert "–<sup>a</sup>" in said and "<sup>a</sup> Färre än 5 från organisationen har svarat" in said


def test_factors_that_recur_bring_their_questions_along_and_the_rest_are_named() -> None:
    said = render_html(picture(4), TODAY, "sv")
    assert "Där vi brister gång på gång" in said and "Brister i 2 av de 4 samverkan där siffran kan visas." in said
    assert said.count('<div class="recurs">') == 6
    assert said.count("Dessutom: ") == 2


def test_one_collaboration_makes_no_pattern_and_no_questions_of_patterns() -> None:
    said = render_html(picture(1), TODAY, "sv")
    assert "gång på gång" not in said and "Att prata om i ledningsgruppen" not in said
    assert "minst två samverkan" in said


def test_what_was_given_up_is_not_promised() -> None:
    said = render_html(picture(4), TODAY, "sv")
    assert "Försenade åtgärder" in said and "Nedlagd" not in said
