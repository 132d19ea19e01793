"""The eight invented rounds have the shapes that their names say."""

from app.domain.agreement import AgreementClass
from app.domain.dialogue import Place
from app.domain.published import OTHER, PublishedComments, Reason, Withheld
from app.domain.result import Agreement, RoundResult
from app.domain.round import Kind
from tests.documents.rounds import ROUNDS, round_case


def of(name: str) -> RoundResult:
    return round_case(name).result


def places(name: str) -> list[Place]:
    return [factor.place for factor in of(name).factors]


def camps(name: str) -> int:
    return sum(
        isinstance(one.agreement, Agreement) and one.agreement.agreement_class is AgreementClass.TWO_CAMPS
        for one in of(name).factors
    )


def test_in_consensus_nothing_is_divided_and_most_is_strong() -> None:
    assert set(places("consensus")) == {Place.STRENGTH, Place.DEVELOP}
    assert places("consensus").count(Place.STRENGTH) >= 8
    assert of("consensus").persons == 18


def test_the_two_camps_run_across_organisations_and_roles() -> None:
    assert camps("two_camps") == 5
    assert all((one.organisation_gap or 0) < 1 and (one.level_gap or 0) < 1 for one in of("two_camps").factors)


def test_one_organisation_of_five_sees_most_things_lower() -> None:
    lowest = 0
    for factor in of("one_apart").factors:
        assert not isinstance(factor.organisations, Withheld) and len(factor.organisations) == 5
        last = min(factor.organisations, key=lambda one: one.value)
        lowest += last.cell.id == "o4" and (factor.organisation_gap or 0) >= 1
    assert lowest == 9


def test_roles_differ_where_organisations_do_not() -> None:
    factors = of("politicians_against_operations").factors
    assert of("politicians_against_operations").persons == 24
    # Seven more do, too; there the roles lie so far apart that little doubt is left of what the few answered.
    assert sum((one.level_gap or 0) >= 1 for one in factors) == 2
    assert sum(one.levels == Withheld(Reason.WOULD_ISOLATE) for one in factors) == 7
    assert all((one.organisation_gap or 0) < 1 for one in factors)


def test_many_do_not_know_about_half_of_the_factors() -> None:
    shares = [one.dont_know_share for one in of("dont_know").factors]
    assert sorted(0.3 <= share <= 0.61 for share in shares) == [False] * 6 + [True] * 7


def test_two_organisations_are_compared_by_name() -> None:
    found = of("two_organisations")
    assert found.persons == 11
    assert not isinstance(found.organisations, Withheld)
    assert [cell.id for cell in found.organisations] == ["o1", "o2"]


def test_twelve_of_fourteen_organisations_are_merged() -> None:
    found = of("fourteen_organisations")
    assert found.persons == 30 and not isinstance(found.organisations, Withheld)
    assert {cell.id: len(cell.members) for cell in found.organisations} == {"o1": 1, "o2": 1, OTHER: 12}


def test_a_joint_round_has_one_sheet_of_each_organisation() -> None:
    found = of("joint")
    assert (found.kind, found.persons, len(found.organisation_names)) == (Kind.JOINT, 5, 5)


def test_every_round_has_comments_that_may_be_shown() -> None:
    for name in ROUNDS:
        assert all(isinstance(one, PublishedComments) and one.n >= 5 for one in of(name).comments), name
