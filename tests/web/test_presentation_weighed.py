"""Presentation and conversation of rounds where something is weighed: no scale, no dash, no empty heading."""

import re

import pytest
from flask.testing import FlaskClient

from app.domain.items import PARTED_KINDS
from app.domain.round import Kind
from app.services.installation import Installation
from app.services.responses import hand_in
from app.services.rounds import RoundView
from tests.builders import NOW, closed, new_round, opened_round

BALANCES = ((2, 4), (4, 4), (3, 6), (3, 4), (2, 4), (5, 4), (5, 4))
"""(today, wanted) of the seven balances."""


def balances(installation: Installation) -> RoundView:
    """Six persons of each of two organisations. The first balance is to be moved, the second is right, of the third
    the organisations want opposite things."""
    view = opened_round(installation, new_round(questionnaire="balansgangar"))
    for person in range(12):
        items = [item for item in view.questionnaire.items if isinstance(item, PARTED_KINDS)]
        raw = {
            item.id: [f"now:{now}", f"wanted:{1 if at == 2 and person % 2 else wanted}"]
            for at, (item, (now, wanted)) in enumerate(zip(items, BALANCES, strict=True))
        }
        organisation = ("norrdal", "alvnas")[person % 2]
        hand_in(installation, view, f"token {person}", NOW, {**raw, "organisation": [organisation]})
    return closed(installation, view)


def drivers(installation: Installation) -> RoundView:
    """Two organisations by name that give weight to different reasons, and rate one factor."""
    view = opened_round(installation, new_round(questionnaire="drivkrafter", kind=Kind.JOINT))
    for at, organisation in enumerate(("norrdal", "alvnas")):
        raw: dict[str, list[str]] = {"organisation": [organisation]}
        for item in view.questionnaire.items:
            if item.kind == "allocation":
                points = (7, 2, 1) if at else (1, 2, 7)
                raw[item.id] = [f"{key}:{one}" for key, one in zip(item.keys, points, strict=True)]  # type: ignore[union-attr]
            elif item.kind == "ranking":
                raw[item.id] = [f"{key}:{place}" for place, key in enumerate(item.keys, start=1)]  # type: ignore[union-attr]
            elif item.kind == "level_pair":
                raw[item.id] = ["now:1", "wanted:3"]
            elif item.kind == "rating":
                raw[item.id] = ["4"]
        hand_in(installation, view, f"token {at}", NOW, raw)
    return closed(installation, view)


def pages(one: FlaskClient, view: RoundView) -> dict[str, str]:
    """Every screen and page of the meeting, by its last part."""
    code, ids = view.round.code, [factor.id for factor in view.questionnaire.factors]
    screens = ["presentation", "presentation/choose", "presentation/agreed"]
    screens += [f"presentation/factors/{one}" for one in ids]
    written = ["record", *(f"record/factors/{one}" for one in ids[:3])]
    places = {name: f"/rounds/{code}/{name}" for name in screens}
    places |= {name: f"/facilitate/rounds/{code}/{name}" for name in written}
    found = {name: one.get(place) for name, place in places.items()}
    assert {answer.status_code for answer in found.values()} == {200}
    return {name: answer.text.replace("\xa0", " ") for name, answer in found.items()}


@pytest.mark.parametrize("made", [balances, drivers])
def test_no_page_shows_a_dash_for_a_score_that_was_not_asked_nor_a_heading_with_nothing_below(
    signed_in: FlaskClient, installation: Installation, made: object
) -> None:
    assert callable(made)
    for name, page in pages(signed_in, made(installation)).items():
        assert not re.search(r">\s*–\s*<", page), name
        assert "inte får något medelvärde" not in page, name
        assert not re.search(r"<h2[^>]*>[^<]*</h2>\s*(</section>|<h2)", page), name


def test_the_overview_of_balances_lists_what_was_weighed_without_scale_and_map(
    signed_in: FlaskClient, installation: Installation
) -> None:
    page = pages(signed_in, balances(installation))["presentation"]
    assert "Det ni har vägt" in page and "Vill flytta tyngdpunkten" in page and "I balans" in page
    assert "whole__score" not in page and 'class="bands"' not in page and 'class="map"' not in page


def test_the_screen_of_a_balance_says_where_the_group_wants_to_be_and_who_sees_it_otherwise(
    signed_in: FlaskClient, installation: Installation
) -> None:
    found = pages(signed_in, balances(installation))
    assert "tyngdpunkten borde flyttas 2,0 steg mot" in found["presentation/factors/balans_process"]
    assert "Bilden av hur det borde vara skiljer sig mellan" in found["presentation/factors/balans_ledarskap"]
    assert "tyngdpunkten borde flyttas 2,0 steg mot" in found["record/factors/balans_process"]


def test_the_screen_of_drivers_says_what_weighs_most_to_whom(
    signed_in: FlaskClient, installation: Installation
) -> None:
    page = pages(signed_in, drivers(installation))["presentation/factors/drivkraft"]
    assert "tyngst väger ”Säkra organisationens kapacitet på lång sikt” för Norrdal" in page
