"""A development's lines as charts: what is drawn, and what is read out instead."""

from collections.abc import Sequence
from datetime import date

from app.documents.development_painter import development_picture
from app.documents.development_picture import DevelopmentPicture
from app.documents.occasion import Occasion
from app.documents.trends import PRINT_TRENDS
from app.domain.development import development
from app.domain.questionnaire import Questionnaire
from app.domain.result import RoundResult
from tests.domain.examples import answered, closed, factor, questionnaire, rating, result, sheet

ONE = questionnaire(factor("service", rating("x")))
SEVEN = questionnaire(factor("service", rating("x", length=7)), length=7)


def occasion(year: int) -> Occasion:
    day = date(year, 3, 23)
    return Occasion("Älvdalarna", f"Våren {year}", ("Norrdal",), day, day, day, 6, None)


def painted(*rounds: RoundResult, language: str = "sv") -> DevelopmentPicture:
    occasions = [occasion(2020 + number) for number in range(len(rounds))]
    return development_picture(development(rounds), occasions, None, language, PRINT_TRENDS)


def round_of(values: Sequence[int], asked: Questionnaire = ONE) -> RoundResult:
    return result(asked, closed(3), answered(values))


def test_a_chart_is_read_out_round_by_round_with_its_verdict() -> None:
    (factor_picture,) = painted(round_of([2] * 6), round_of([3] * 6)).factors
    assert (
        "<title>service. Våren 2020 2,0 (intervall 2,0 till 2,0); Våren 2021 3,00 (intervall 3,0 till 3,0). "
        "Tydlig ökning.</title>"
    ) in factor_picture.chart
    assert all(words in factor_picture.chart for words in ("mars", "2020", "2021", "n = 6"))


def test_scales_of_different_length_meet_on_an_index() -> None:
    """3 of 5 and 4 of 7 are both the middle: 50 of 100."""
    picture = painted(round_of([3] * 6), round_of([4] * 6, SEVEN))
    assert "index från 0 till 100" in picture.scale
    assert picture.whole.chart.count(">50</text>") == 3  # two figures, and the middle of the scale
    assert ">100</text>" in picture.whole.chart


def test_a_round_that_asks_otherwise_leaves_a_gap_and_a_reason() -> None:
    other = questionnaire(factor("service", rating("y")))
    picture = painted(round_of([3] * 6), result(other, closed(3), [sheet({"y": 3})] * 6))
    (factor_picture,) = picture.factors
    assert 'class="gap"' in factor_picture.chart
    assert (factor_picture.change.words, factor_picture.change.values) == ("Kan inte jämföras", "")
    assert [one.title for one in picture.differing] == ["service"]
    assert picture.differing[0].why[0].startswith("Våren 2020 – Våren 2021: Inget påstående hade samma ordalydelse")


def test_a_factor_that_went_away_is_named_among_what_cannot_be_compared() -> None:
    before = result(questionnaire(factor("tillit", rating("z"))), closed(3), [sheet({"z": 3})] * 6)
    picture = painted(before, round_of([3] * 6), language="en")
    assert [(one.title, one.why) for one in picture.differing] == [
        ("service", ("Våren 2020 – Våren 2021: Nothing was asked in the same words both times, so there is nothing to "
         "compare.",)),
        ("tillit", ("Only asked in earlier rounds.",)),
    ]  # fmt: skip


def test_a_factor_that_a_round_skips_is_said_to_have_been_skipped() -> None:
    between = result(questionnaire(factor("tillit", rating("z"))), closed(3), [sheet({"z": 3})] * 6)
    (factor_picture,) = painted(round_of([3] * 6), between, round_of([3] * 6)).factors
    assert [one.since_before for one in factor_picture.points] == ["", "Ställdes inte", "Kan inte jämföras"]


def test_a_long_number_of_answers_stays_under_its_point() -> None:
    assert "n=1200" in painted(round_of([3] * 1200), round_of([3] * 6)).whole.chart
