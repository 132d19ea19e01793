"""The result of a closed round is built once in a process, and anew as soon as anything it is made of has changed, also
where another process has changed it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlalchemy import update

from app.domain.published import Reason, Withheld
from app.domain.result import RoundResult
from app.services import documents
from app.services.installation import Installation
from app.services.kept import Kept
from app.services.results import round_result
from app.services.rounds import RoundView
from app.store import expiry
from app.store.database import Database
from app.store.rounds import RoundRow
from tests.builders import answer, closed, comments_read, fresh, opened_round, reopened


@pytest.fixture
def view(any_installation: Installation) -> RoundView:
    one = opened_round(any_installation)
    for name, value in (("norrdal", 2), ("alvnas", 4), ("storvik", 5)):
        answer(any_installation, one, 5, value, organisation=name, level="ledning", puls_kommentar="Mer tid")
    view = closed(any_installation, one)
    round_result(any_installation, view)  # it is stored now
    return view


def another_process(installation: Installation, act: Callable[[Installation], object]) -> None:
    """On a connection of its own, with nothing in common but the database."""
    other = Installation(installation.settings, Database(installation.settings.database_url), installation.library)
    act(other)
    other.database.dispose()


def seen(installation: Installation, view: RoundView) -> RoundResult:
    return round_result(installation, fresh(installation, view))


def test_a_second_look_builds_nothing(any_installation: Installation, view: RoundView) -> None:
    first = seen(any_installation, view)
    assert seen(any_installation, view) is first
    pictures = [documents.screen_picture(first, "sv") for _ in range(2)]
    assert pictures[0] is pictures[1]
    assert documents.screen_picture(first, "en") is not pictures[0]


def test_what_another_process_decides_about_comments_shows_at_once(
    any_installation: Installation, view: RoundView
) -> None:
    before = seen(any_installation, view)
    another_process(any_installation, lambda other: comments_read(other, view))
    after = seen(any_installation, view)
    assert after is not before
    assert sum(one.waiting for one in before.comments) > sum(one.waiting for one in after.comments) == 0


def test_nothing_that_is_kept_shows_once_another_process_has_opened_the_round_again(
    any_installation: Installation, view: RoundView
) -> None:
    stale = fresh(any_installation, view)
    another_process(any_installation, lambda other: reopened(other, view))
    assert round_result(any_installation, stale).withheld == Withheld(Reason.NOT_CLOSED)
    assert seen(any_installation, view).withheld == Withheld(Reason.NOT_CLOSED)


def test_nothing_that_is_kept_shows_once_the_answers_are_deleted(
    any_installation: Installation, view: RoundView
) -> None:
    before = seen(any_installation, view)

    def forget(other: Installation) -> None:
        with other.database.writing() as connection:
            connection.execute(update(RoundRow).values(answers_deleted_on=date(2031, 1, 1)))
            assert expiry.answers_deleted_on(connection, view.round.id) is not None

    another_process(any_installation, forget)
    assert seen(any_installation, view) is not before


def test_another_name_of_an_organisation_shows_at_once(any_installation: Installation, view: RoundView) -> None:
    before = seen(any_installation, view)
    named = fresh(any_installation, view)
    renamed = tuple(
        replace(one, name="Nya Norrdal") if one.name == "Norrdal" else one for one in named.round.organisations
    )
    after = round_result(any_installation, replace(named, round=replace(named.round, organisations=renamed)))
    assert after is not before
    assert "Nya Norrdal" in str(after)
    assert "Nya Norrdal" not in str(seen(any_installation, view))


def test_no_more_is_kept_than_may_be_and_what_was_not_asked_for_longest_goes() -> None:
    kept: Kept[str] = Kept(2)
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    for name in ("a", "b", "a", "c", "a", "b"):
        assert kept.get(name, partial(make, name)) == name
    assert made == ["a", "b", "c", "b"]
