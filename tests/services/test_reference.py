"""The reference from other collaborations: nobody's own value, never fewer than five others, and no difference that
tells one."""

import random
from datetime import datetime, timedelta

import numpy as np
import pytest

from app.domain.errors import SamspelError
from app.domain.reference import FEWEST, NOBODY, Absence, Others
from app.domain.round import Kind
from app.services.access import Role
from app.services.accounts import Account, account_of, add_account
from app.services.collaborations import NewCollaboration, create_collaboration
from app.services.installation import Installation
from app.services.reference import find_sharing, make_references, others_of, set_sharing
from app.services.removal import delete_collaboration
from app.services.responses import hand_in
from app.services.results import round_result, store_missing_results
from app.services.retention import delete_expired
from app.services.rounds import RoundView, close_round, create_round, find_round, open_round
from app.store import collaborations, memberships
from tests.builders import NOW, PASSWORD, TODAY, filled, new_round

LATER = NOW + timedelta(days=1)
UNIT = "whole"
EMPTY = Others(absent=Absence.TOO_FEW)


def person(installation: Installation, name: str) -> Account:
    email = f"{name}@norrdal.example"
    return account_of(installation, email) or add_account(installation, email, name, PASSWORD, TODAY)


def held(
    installation: Installation,
    name: str,
    values: list[int],
    *,
    leader: str | None = None,
    shares: bool = True,
    now: datetime = NOW,
    kind: Kind = Kind.INDIVIDUAL,
    collaboration_id: str | None = None,
) -> RoundView:
    """A closed round whose persons each gave one of the values throughout, in a collaboration of its own."""
    account = person(installation, leader or f"leder-{name}")
    parties = (f"Ort {name} norr", f"Ort {name} syd")
    if collaboration_id is None:
        collaboration_id = create_collaboration(installation, account, NewCollaboration(name, parties), now).id
        set_sharing(installation, account, collaboration_id, shares, now)
    new = new_round(organisations=parties, kind=kind, title=f"{name} {now.date()}")
    view = create_round(installation, account, collaboration_id, new, now)
    open_round(installation, account, view.round.code, now)
    for at, value in enumerate(values):
        of = {"organisation": view.round.organisations[at % 2].id} if kind is Kind.JOINT else {}
        hand_in(installation, view, f"{view.round.code} {at}", now, filled(view, value, **of))
    close_round(installation, account, view.round.code, now)
    return find_round(installation, view.round.code)


def country(installation: Installation, number: int, first: int = 0) -> list[RoundView]:
    """So many sharing collaborations, led by as many persons, with scores from 1.4 on."""
    return [
        held(installation, f"s{at}", [1, 1, 2, 2, 1 + at % 5] if at % 2 else [3, 4, 4, 5, 1 + at % 5])
        for at in range(first, first + number)
    ]


def made(installation: Installation, now: datetime = NOW) -> int:
    store_missing_results(installation)
    return make_references(installation, now)


def score(installation: Installation, view: RoundView) -> float:
    found = round_result(installation, view).score
    return getattr(found, "value", float("nan"))


def test_a_collaboration_is_shown_the_others_and_never_itself(any_installation: Installation) -> None:
    views = country(any_installation, 7)
    assert made(any_installation) > 0
    for view in views:
        found = others_of(any_installation, view).references[UNIT]
        others = [score(any_installation, one) for one in views if one is not view]
        assert found.collaborations == 6
        expected = np.quantile(others, [0.25, 0.5, 0.75])
        assert np.allclose([found.lower, found.median, found.upper], expected, atol=0.0501)


def test_five_others_are_enough_and_four_are_not(installation: Installation) -> None:
    views = country(installation, 5)
    made(installation)
    assert others_of(installation, views[0]) == EMPTY
    late = held(installation, "late", [4] * 5)
    assert others_of(installation, late).references[UNIT].collaborations == 5


def test_who_does_not_share_is_neither_shown_nor_counted(installation: Installation) -> None:
    views = country(installation, 6)
    silent = held(installation, "silent", [5] * 5, shares=False)
    made(installation)
    assert others_of(installation, silent) == Others(absent=Absence.NOT_SHARED)
    assert others_of(installation, views[0]).references[UNIT].collaborations == 5


def test_what_one_reader_can_look_up_does_not_count_towards_the_five(installation: Installation) -> None:
    views = country(installation, 7)
    made(installation)
    assert others_of(installation, views[0]).references
    reader = person(installation, "reader")
    with installation.database.writing() as connection:
        for view in views[:2]:
            collaborations.insert_membership(connection, reader.id, view.collaboration_id, Role.GUEST)
    assert others_of(installation, views[0]).references, "six others, one of them known: five are left"
    with installation.database.writing() as connection:
        memberships.insert_viewer(connection, reader.id, views[2].round.organisations[0].id)
    for view in views[:3]:
        assert others_of(installation, view) == EMPTY
    assert others_of(installation, views[3]).references


def test_who_leads_them_all_is_shown_nothing(installation: Installation) -> None:
    views = [held(installation, f"s{at}", [3] * 5, leader="county") for at in range(8)]
    made(installation)
    assert [others_of(installation, view) for view in views] == [EMPTY] * 8


def test_five_collaborations_that_one_person_made_and_gave_away_shield_nobody(any_installation: Installation) -> None:
    """Somebody fills five collaborations with answers of his own, hands them to names of his own, and would read the
    value of the sixth out of the quartiles."""
    country(any_installation, 1)
    invented = [held(any_installation, f"påhittad-{at}", [3] * 5, leader="skapare") for at in range(6)]
    maker = person(any_installation, "skapare")
    for at, view in enumerate(invented):
        puppet = person(any_installation, f"bulvan{at}")
        with any_installation.database.writing() as connection:
            collaborations.insert_membership(connection, puppet.id, view.collaboration_id, Role.FACILITATOR)
            if view is not invented[-1]:
                memberships.delete_membership(connection, maker.id, view.collaboration_id)
    made(any_installation)
    assert others_of(any_installation, invented[-1]) == EMPTY
    with any_installation.database.writing() as connection:
        memberships.delete_membership(connection, maker.id, invented[-1].collaboration_id)
    assert others_of(any_installation, invented[-1]) == EMPTY, "a name of his own reads it for him"


def test_who_may_only_read_cannot_make_the_five(installation: Installation) -> None:
    views = country(installation, 2)
    guest = add_account(installation, "gast@norrdal.example", "", PASSWORD, TODAY, makes_collaborations=False)
    with installation.database.writing() as connection:
        collaborations.insert_membership(connection, guest.id, views[0].collaboration_id, Role.GUEST)
    for number in range(5):
        with pytest.raises(SamspelError, match="P009"):
            create_collaboration(installation, guest, NewCollaboration(f"Egen {number}", ("Norr", "Syd")), NOW)


def test_an_edition_stays_until_five_have_something_new(installation: Installation) -> None:
    views = country(installation, 8)
    made(installation)
    before = others_of(installation, views[0])
    country(installation, 4, first=8)
    assert made(installation, LATER) == 0
    assert others_of(installation, views[0]) == before
    country(installation, 1, first=12)
    assert made(installation, LATER) > 0
    assert others_of(installation, views[0]).references[UNIT].collaborations == 12


def test_who_stops_sharing_sees_nothing_at_once_and_is_out_within_four_weeks(any_installation: Installation) -> None:
    views = country(any_installation, 8)
    made(any_installation)
    leader = person(any_installation, "leder-s0")
    set_sharing(any_installation, leader, views[0].collaboration_id, False, NOW)
    assert others_of(any_installation, views[0]) == Others(absent=Absence.NOT_SHARED)
    before = others_of(any_installation, views[1])
    made(any_installation, NOW + timedelta(days=27))
    assert others_of(any_installation, views[1]) == before
    made(any_installation, NOW + timedelta(days=28))
    assert others_of(any_installation, views[1]) == EMPTY
    set_sharing(any_installation, leader, views[0].collaboration_id, True, NOW)
    assert made(any_installation, NOW + timedelta(days=29)) == 0, "coming and going tells nobody's value"
    assert others_of(any_installation, views[1]) == EMPTY


def test_a_deleted_collaboration_is_erased_from_the_edition_too(any_installation: Installation) -> None:
    views = country(any_installation, 8)
    made(any_installation)
    leader = person(any_installation, "leder-s0")
    delete_collaboration(any_installation, leader, views[0].collaboration_id, "s0", NOW)
    made(any_installation, NOW + timedelta(days=29))
    assert others_of(any_installation, views[1]) == EMPTY
    delete_expired(any_installation, NOW + timedelta(days=40))
    with any_installation.database.reading() as connection:
        left = connection.exec_driver_sql("SELECT DISTINCT collaboration_id FROM reference_values").scalars().all()
    assert views[0].collaboration_id not in left
    assert len(left) == 8


def test_only_the_latest_closed_round_is_compared(installation: Installation) -> None:
    views = country(installation, 7)
    made(installation)
    again = held(installation, "s0", [5] * 5, now=LATER, collaboration_id=views[0].collaboration_id, leader="leder-s0")
    assert others_of(installation, views[0]) == Others(absent=Absence.NOT_LATEST)
    assert others_of(installation, again).references[UNIT].collaborations == 6


def test_joint_rounds_are_compared_with_joint_rounds(installation: Installation) -> None:
    country(installation, 6)
    joint = held(installation, "joint", [4, 4], kind=Kind.JOINT)
    made(installation)
    assert others_of(installation, joint) == EMPTY


def test_while_results_are_to_be_calculated_nothing_is_made(installation: Installation) -> None:
    views = country(installation, 6)
    assert make_references(installation, NOW) == 0
    assert others_of(installation, views[0]) == EMPTY


def test_an_open_round_says_nothing_of_others(installation: Installation) -> None:
    views = country(installation, 6)
    made(installation)
    leader = person(installation, "leder-s0")
    reopened = open_round(installation, leader, views[0].round.code, NOW)
    assert others_of(installation, reopened) == NOBODY


def test_sharing_is_for_those_who_lead_and_is_written_down_once(installation: Installation) -> None:
    view = held(installation, "s0", [3] * 5, shares=False)
    leader, other = person(installation, "leder-s0"), person(installation, "other")
    for _ in range(2):
        set_sharing(installation, leader, view.collaboration_id, True, NOW)
    assert find_sharing(installation, leader, view.collaboration_id).shares
    for refused in (
        lambda: set_sharing(installation, other, view.collaboration_id, False, NOW),
        lambda: find_sharing(installation, other, view.collaboration_id),
    ):
        with pytest.raises(SamspelError) as fault:
            refused()
        assert fault.value.code == "C010"
    with installation.database.reading() as connection:
        deeds = connection.exec_driver_sql("SELECT deed FROM audit WHERE deed LIKE 'reference%'").scalars().all()
    assert deeds == ["reference_joined"]


def test_no_reader_of_a_random_country_is_shown_fewer_than_five_unknown_values(installation: Installation) -> None:
    """Whoever has whatever roles: what is shown holds five values that the reader cannot look up, and not the own."""
    chance = random.Random(5)
    views = country(installation, 10)
    people = [person(installation, f"p{at}") for at in range(6)]
    with installation.database.writing() as connection:
        for one in people:
            for view in chance.sample(views, chance.randint(0, 6)):
                collaborations.insert_membership(connection, one.id, view.collaboration_id, Role.GUEST)
    made(installation)
    shown = 0
    for view in views:
        with installation.database.reading() as connection:
            readers = [
                one for one in people if collaborations.role_of(connection, one.id, view.collaboration_id) is not None
            ]
            read = [
                sum(collaborations.role_of(connection, one.id, other.collaboration_id) is not None for other in views)
                for one in readers
            ]
        for found in others_of(installation, view).references.values():
            shown += 1
            assert found.collaborations == 9
            assert all(len(views) - number >= FEWEST for number in read)
    assert shown
