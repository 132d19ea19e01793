"""Results of closed rounds: calculated once, the same from the store, calculated anew when something has changed."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select, update

from app.domain.answers import AnswerSheet
from app.domain.items import PARTED_KINDS
from app.domain.published import Reason, Withheld
from app.domain.round import Kind
from app.domain.uncertainty import WHOLE
from app.services import results
from app.services.calculation import CODE, calculated_from
from app.services.demo_weighed import joint_answers, weighed_opinion
from app.services.installation import Installation
from app.services.responses import hand_in, store_sheets
from app.services.results import round_result, store_missing_results
from app.services.rounds import RoundView
from app.store import stored_results
from app.store.responses import AnswerRow
from app.store.stored_results import RoundScoreRow, StoredResultRow
from tests.builders import NOW, answer, closed, comments_read, filled, fresh, new_round, opened_round, reopened


@pytest.fixture
def view(installation: Installation) -> RoundView:
    one = opened_round(installation)
    for name, value in (("norrdal", 2), ("alvnas", 4), ("storvik", 5)):
        answer(installation, one, 5, value, organisation=name, level="ledning", puls_kommentar="Mer tid")
    return closed(installation, one)


def rows(installation: Installation, table: type[StoredResultRow] | type[RoundScoreRow]) -> int:
    with installation.database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_the_second_look_gives_the_same_result_from_the_store(installation: Installation, view: RoundView) -> None:
    first = round_result(installation, view)
    assert rows(installation, StoredResultRow) == 1
    with installation.database.writing() as connection:  # nobody reads the answers any more
        connection.execute(update(AnswerRow).values(value="1").where(AnswerRow.value == "2"))
    assert round_result(installation, view) == first


def test_several_who_look_first_at_the_same_time_all_see_it_and_it_is_stored_once(
    any_installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened_round(any_installation)
    answer(any_installation, one, 5, 2, organisation="norrdal")
    one = closed(any_installation, one)
    everybody, find = Barrier(4), results._find

    def found_by_all(*given: Any) -> Any:
        found = find(*given)
        everybody.wait(60)  # nobody stores before all have calculated
        return found

    monkeypatch.setattr(results, "_find", found_by_all)
    with ThreadPoolExecutor(4) as at_once:
        seen = list(at_once.map(lambda _: round_result(any_installation, one), range(4)))
    assert seen == [seen[0]] * 4
    assert rows(any_installation, StoredResultRow) == 1


def test_comments_are_read_anew_with_what_has_been_decided_about_them(
    installation: Installation, view: RoundView
) -> None:
    waiting = round_result(installation, view).comments
    comments_read(installation, view)
    shown = round_result(installation, view).comments
    assert sum(one.waiting for one in waiting) == sum(
        len(one.comments) for one in shown if not isinstance(one.comments, Withheld)
    )
    with installation.database.reading() as connection:
        content = connection.execute(select(StoredResultRow.content)).scalar_one()
    assert "Mer tid" not in str(content)


def test_another_code_or_wave_does_not_take_what_was_stored(installation: Installation, view: RoundView) -> None:
    round_result(installation, view)
    with installation.database.writing() as connection:
        connection.execute(update(StoredResultRow).values(code="older"))
        connection.execute(update(RoundScoreRow).values(value=1.0))
    result = round_result(installation, view)
    with installation.database.reading() as connection:
        assert connection.execute(select(StoredResultRow.code)).scalar_one() == CODE
        whole = next(one for one in stored_results.scores_of(connection, [view.round.id]) if one.unit == WHOLE)
    assert not isinstance(result.score, Withheld)
    assert (whole.value, whole.n) == (result.score.value, 15)
    again = replace(view.round, wave=view.round.wave + 1)
    assert calculated_from(again, view.questionnaire) != calculated_from(view.round, view.questionnaire)


def test_reopening_forgets_what_was_stored_and_nothing_is_stored_of_an_open_round(
    installation: Installation, view: RoundView
) -> None:
    round_result(installation, view)
    again = reopened(installation, view)
    assert rows(installation, StoredResultRow) == rows(installation, RoundScoreRow) == 0
    assert round_result(installation, again).withheld == Withheld(Reason.NOT_CLOSED)
    assert round_result(installation, view).withheld == Withheld(Reason.NOT_CLOSED)  # asked for before, read after
    assert rows(installation, StoredResultRow) == 0


def test_scores_are_stored_of_the_group_and_of_cells_of_one_organisation(
    installation: Installation, view: RoundView
) -> None:
    result = round_result(installation, view)
    with installation.database.reading() as connection:
        found = stored_results.scores_of(connection, [view.round.id], ["norrdal"])
    own = {one.unit: one.value for one in found if one.organisation == "norrdal"}
    group = {one.unit: one.value for one in found if one.organisation == ""}
    units = {*(one.dimension.id for one in result.dimensions), *(one.factor.id for one in result.factors)}
    assert set(group) == {WHOLE, *units}
    assert set(own) == units
    assert set(own.values()) <= {2.0, 4.0}  # reverse-worded statements turn a 2 into a 4


def test_an_organisation_in_a_merged_cell_has_no_score_of_its_own(installation: Installation) -> None:
    one = opened_round(installation)
    for name, number in (("norrdal", 5), ("alvnas", 5), ("storvik", 2)):
        answer(installation, one, number, 3, organisation=name)
    view = closed(installation, one)
    round_result(installation, view)
    with installation.database.reading() as connection:
        found = stored_results.scores_of(connection, [view.round.id], ["norrdal", "alvnas", "storvik"])
    assert {one.organisation for one in found} == {"", "alvnas"} or {one.organisation for one in found} == {
        "",
        "norrdal",
    }


def test_the_worker_stores_what_is_missing_once(installation: Installation, view: RoundView) -> None:
    second = opened_round(installation, new_round(kind=Kind.JOINT))
    hand_in(installation, second, "another device", NOW, filled(second, organisation="norrdal"))
    closed(installation, second)
    opened_round(installation)
    assert store_missing_results(installation) == 2
    assert store_missing_results(installation) == 0
    assert rows(installation, StoredResultRow) == 2
    assert round_result(installation, fresh(installation, second)).withheld is None


def test_the_worker_stops_when_told(installation: Installation, view: RoundView) -> None:
    assert store_missing_results(installation, lambda: False) == 0
    assert rows(installation, StoredResultRow) == 0


@pytest.mark.parametrize("questionnaire", ["nyckelfaktorer", "drivkrafter", "ledarskap", "pulskoll"])
def test_whatever_is_published_is_the_same_when_it_has_been_stored(
    installation: Installation, questionnaire: str
) -> None:
    one = opened_round(installation, new_round(questionnaire=questionnaire, smallest_group=3))
    sheets = [
        AnswerSheet(name, "ledning", joint_answers(one.questionnaire.items, number % 5))
        for number, name in enumerate(("norrdal", "alvnas") * 4)
    ]
    store_sheets(installation, one, sheets, NOW)
    view = closed(installation, one)
    calculated = round_result(installation, view)
    assert round_result(installation, view) == calculated


def test_a_round_withheld_altogether_is_stored_as_such(installation: Installation) -> None:
    one = opened_round(installation)
    answer(installation, one, 2)
    view = closed(installation, one)
    assert round_result(installation, view).withheld == Withheld(Reason.TOO_FEW_PERSONS)
    assert rows(installation, StoredResultRow) == 1
    assert round_result(installation, view).withheld == Withheld(Reason.TOO_FEW_PERSONS)


def test_balances_are_the_same_when_they_have_been_stored(installation: Installation) -> None:
    one = opened_round(installation, new_round(questionnaire="balansgangar"))
    generator = random.Random(3)
    answers = [
        {
            item.id: weighed_opinion(item, generator)
            for item in one.questionnaire.items
            if isinstance(item, PARTED_KINDS)
        }
        for _ in range(12)
    ]
    store_sheets(installation, one, [AnswerSheet("norrdal", "ledning", of_one) for of_one in answers], NOW)
    view = closed(installation, one)
    calculated = round_result(installation, view)
    assert calculated.factors[0].weighed
    assert round_result(installation, view) == calculated
