"""The rounds of a collaboration that may be compared, by whom, and what follows from them."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest

from app.domain.change import Direction
from app.domain.errors import SamspelError
from app.domain.record import Principle
from app.domain.uncertainty import Spread
from app.services.access import Role
from app.services.accounts import Account, add_account
from app.services.agreements import add
from app.services.comparisons import ChosenRounds, choose_rounds, code_before, compare_rounds
from app.services.documents import screen_development
from app.services.installation import Installation
from app.services.rounds import RoundView
from app.store import collaborations, memberships
from tests.builders import (
    NOW,
    PASSWORD,
    TODAY,
    answer,
    closed,
    closed_later,
    collaboration,
    draft_round,
    facilitator,
    new_round,
    opened_round,
    reopened,
)


def round_of(
    installation: Installation,
    number: int,
    value: int,
    *,
    questionnaire: str = "pulskoll",
    organisations: tuple[str, ...] = ("Norrdal", "Älvnäs", "Storvik"),
) -> RoundView:
    new = new_round(questionnaire=questionnaire, title=f"Omgång {number}", organisations=organisations)
    return closed_later(installation, number, value, new)


def chosen(installation: Installation, *views: RoundView, account: Account | None = None) -> ChosenRounds:
    codes = [one.round.code for one in views]
    return choose_rounds(installation, account or facilitator(installation), collaboration(installation).id, codes)


def titles(found: ChosenRounds) -> list[str]:
    return [one.round.title for one in found.chosen]


def test_all_closed_rounds_of_the_questionnaire_asked_most_often_are_proposed(installation: Installation) -> None:
    for number in (3, 1, 2):
        round_of(installation, number, 3)
    round_of(installation, 4, 3, questionnaire="nyckelfaktorer")
    opened_round(installation)
    draft_round(installation)
    found = chosen(installation)
    assert titles(found) == ["Omgång 1", "Omgång 2", "Omgång 3"]
    assert len(found.choices) == 4


def test_the_chosen_rounds_are_compared_whatever_their_order(installation: Installation) -> None:
    first, second, third = (round_of(installation, number, value) for number, value in enumerate((2, 5, 4), 1))
    found = chosen(installation, third, first)
    compared = compare_rounds(installation, found)
    assert titles(found) == ["Omgång 1", "Omgång 3"]
    assert {one.overall.direction for one in compared.development.factors} == {Direction.INCREASE}
    assert second.round.code not in [one.round.code for one in found.chosen]


def test_the_same_results_are_compared_once_and_others_anew(installation: Installation) -> None:
    first, second = (round_of(installation, number, value) for number, value in ((1, 2), (2, 5)))
    both = chosen(installation, first, second)
    compare_rounds(installation, both)  # the results are stored now
    found = compare_rounds(installation, both).development
    assert compare_rounds(installation, both).development is found
    reopened(installation, second)
    answer(installation, second, 6, 1)
    closed(installation, second)
    again = compare_rounds(installation, chosen(installation, first, second)).development
    assert again.last.persons == found.last.persons + 6
    assert again.whole.overall.difference != found.whole.overall.difference


def test_one_round_is_nothing_to_compare(installation: Installation) -> None:
    one = round_of(installation, 1, 3)
    assert chosen(installation).chosen == ()
    with pytest.raises(SamspelError, match="J001"):
        chosen(installation, one)
    with pytest.raises(SamspelError, match="J001"):
        compare_rounds(installation, chosen(installation))


def test_more_than_eight_rounds_are_too_many(installation: Installation) -> None:
    views = [round_of(installation, number, 3) for number in range(9)]
    assert len(chosen(installation).chosen) == 8
    assert titles(chosen(installation))[-1] == "Omgång 8"
    with pytest.raises(SamspelError, match="J002"):
        chosen(installation, *views)


def test_rounds_of_different_questionnaires_are_not_compared(installation: Installation) -> None:
    one, other = round_of(installation, 1, 3), round_of(installation, 2, 3, questionnaire="nyckelfaktorer")
    with pytest.raises(SamspelError, match="J003"):
        chosen(installation, one, other)


def test_open_rounds_and_those_of_other_collaborations_do_not_exist_here(installation: Installation) -> None:
    one, opened = round_of(installation, 1, 3), opened_round(installation)
    for code in (opened.round.code, "NOSUCH"):
        with pytest.raises(SamspelError, match="R010"):
            choose_rounds(
                installation, facilitator(installation), collaboration(installation).id, [one.round.code, code]
            )


def test_a_viewer_compares_the_rounds_of_the_organisation_and_a_guest_all(installation: Installation) -> None:
    views = [round_of(installation, number, 3) for number in (1, 2)]
    round_of(installation, 3, 3, organisations=("Älvnäs", "Storvik"))
    viewer, guest, outsider = (
        add_account(installation, f"{name}@x.example", name, PASSWORD, TODAY) for name in ("viewer", "guest", "none")
    )
    with installation.database.writing() as connection:
        memberships.insert_viewer(connection, viewer.id, views[0].round.organisations[0].id)
        collaborations.insert_membership(connection, guest.id, views[0].collaboration_id, Role.GUEST)
    assert titles(chosen(installation, account=viewer)) == ["Omgång 1", "Omgång 2"]
    assert titles(chosen(installation, account=guest)) == ["Omgång 1", "Omgång 2", "Omgång 3"]
    with pytest.raises(SamspelError, match="C010"):
        chosen(installation, account=outsider)


def test_what_was_agreed_on_is_kept_from_those_who_may_not_read_its_round(installation: Installation) -> None:
    first, _ = round_of(installation, 1, 3), round_of(installation, 2, 3)
    hidden = round_of(installation, 3, 3, organisations=("Älvnäs", "Storvik"))
    last = round_of(installation, 4, 3)
    add(installation, facilitator(installation), hidden.round.code, Principle("", None, "Vi säger som det är."), NOW)
    viewer = add_account(installation, "viewer@x.example", "Viewer", PASSWORD, TODAY)
    with installation.database.writing() as connection:
        memberships.insert_viewer(connection, viewer.id, first.round.organisations[0].id)
    seen, kept = (
        compare_rounds(installation, chosen(installation, first, last, account=one)).before
        for one in (facilitator(installation), viewer)
    )
    assert seen is not None and seen.round.id == hidden.round.id
    assert kept is None


def test_the_round_before_is_the_latest_that_asked_the_same(installation: Installation) -> None:
    first, other = round_of(installation, 1, 3), round_of(installation, 2, 3, questionnaire="nyckelfaktorer")
    last = round_of(installation, 3, 3)
    account = facilitator(installation)
    found = [code_before(installation, account, one) for one in (first, other, last)]
    assert found == ["", "", first.round.code]


def test_no_spread_is_in_what_is_handed_on(installation: Installation) -> None:
    round_of(installation, 1, 2)
    round_of(installation, 2, 4)
    compared = compare_rounds(installation, chosen(installation))
    inside = [*_everything(compared.development), *_everything(screen_development(compared, "sv", TODAY))]
    assert len(inside) > 500
    assert [one for one in inside if isinstance(one, Spread)] == []


def _everything(value: object) -> Iterator[object]:
    """The value and all values in it."""
    yield value
    if is_dataclass(value) and not isinstance(value, type):
        parts: list[object] = [getattr(value, one.name) for one in fields(value)]
    elif isinstance(value, Mapping):
        parts = [*value.keys(), *value.values()]
    else:
        parts = list(value) if isinstance(value, tuple | list | frozenset) else []
    for part in parts:
        yield from _everything(part)
