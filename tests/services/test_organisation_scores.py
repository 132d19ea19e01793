"""An organisation's scores where the questionnaire has had several versions or scales."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.documents.medium import SCREEN
from app.documents.organisation_tables import ScoreTables, index_words
from app.domain.organisation_picture import Missing, NoScore, QuestionnairePicture
from app.domain.questionnaire import Questionnaire
from app.domain.round import Kind, Layout, Organisation, Round, RoundRules, State
from app.domain.scale import ScalePoint, Span
from app.domain.text import Text
from app.services.organisation_scores import questionnaire_pictures
from app.services.rounds import RoundView
from app.store.stored_results import RoundScore
from tests.conftest import LIBRARY

FIRST = LIBRARY.find("pulskoll")


def reworded(factor_id: str, version: int = 2) -> Questionnaire:
    """A later version that words the statements of one factor anew."""
    dimensions = tuple(
        replace(
            dimension,
            factors=tuple(
                replace(one, items=tuple(replace(item, text=Text((("sv", "Nytt"),))) for item in one.items))
                if one.id == factor_id
                else one
                for one in dimension.factors
            ),
        )
        for dimension in FIRST.dimensions
    )
    return replace(FIRST, version=version, fingerprint=f"{version}", dimensions=dimensions)


def view(at: int, asked: Questionnaire) -> RoundView:
    """The round that was closed that many years after 2020, of one collaboration."""
    one = Round(
        id=f"r{at}",
        code=f"CODE{at}",
        title=f"Omgång {at}",
        collaboration="Ett",
        organisations=(Organisation("norrdal", "Norrdal"),),
        questionnaire_id=asked.id,
        questionnaire_version=asked.version,
        languages=("sv",),
        rules=RoundRules(Kind.INDIVIDUAL, 5, State.CLOSED),
        layout=Layout.STEPS,
        expected=None,
        opened_on=date(2020 + at, 1, 1),
        closed_on=date(2020 + at, 2, 1),
    )
    return RoundView(one, asked, "c1", 0)


def scores(at: int, length: int, own: float, group: float) -> list[RoundScore]:
    return [
        RoundScore(f"r{at}", unit, organisation, value, length, 6, None, None)
        for unit in ("service", "malbild", "mellan")
        for organisation, value in (("norrdal", own), ("", group))
    ]


def pictured(views: Sequence[RoundView], found: list[RoundScore]) -> QuestionnairePicture:
    (one,) = questionnaire_pictures("norrdal", views, found)
    return one


def test_what_was_worded_otherwise_is_marked_and_not_drawn_on_the_line() -> None:
    asked = pictured([view(1, FIRST), view(2, reworded("service"))], scores(1, 5, 2, 3) + scores(2, 5, 4, 3))
    first, latest = asked.collaborations[0].rounds
    assert "malbild" in first.alike and not {"service", "mellan"} & first.alike
    assert {"malbild", "service", "mellan"} <= latest.alike
    tables = ScoreTables(asked, "sv", SCREEN)
    between = next(one for one in tables.round_by_round(asked.collaborations[0]) if one.dimension_id == "mellan")
    factors = [one.id for one in next(one for one in asked.dimensions if one.id == "mellan").factors]
    service, targets = 1 + factors.index("service"), 1 + factors.index("malbild")
    assert [row.cells[service].differs for row in between.rows] == [True, False]
    assert not between.lines[service]
    assert "Omgång 1: egen 2,0, alla 3,0; Omgång 2: egen 4,00, alla 3,0" in between.lines[targets]


def test_scales_of_different_lengths_are_shown_as_an_index() -> None:
    points = tuple(ScalePoint(code, Text.of({"sv": f"steg {'i' * code}"})) for code in range(1, 11))
    longer = replace(reworded("service"), scales=(replace(FIRST.scales[0], points=points),))
    asked = pictured([view(1, FIRST), view(2, longer)], scores(1, 5, 2, 3) + scores(2, 10, 5.5, 10))
    assert asked.span is None
    row = next(one for one in ScoreTables(asked, "sv", SCREEN).side_by_side() if one.dimension_id == "mellan").rows[0]
    assert (row.cells[0].value, row.cells[0].group) == ("50", "100")
    assert index_words(3.4, Span.coded(5), "sv") == "60"


def test_what_a_round_did_not_ask_or_has_lost_says_which() -> None:
    asked = pictured([view(1, FIRST)], [])
    assert set(asked.collaborations[0].latest.scores.values()) == {NoScore(Missing.DELETED)}
    smaller = replace(reworded("service"), dimensions=FIRST.dimensions[1:])
    asked = pictured([view(1, FIRST), view(2, smaller)], scores(2, 5, 2, 3))
    assert asked.collaborations[0].latest.scores["inom"] == NoScore(Missing.NOT_ASKED)
