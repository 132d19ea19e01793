"""What is worth saying: each kind of finding at, just below and just above its threshold."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.domain.answers import AnswerSheet
from app.domain.findings import ABOUT_THE_WHOLE, Finding, FindingKind, factor_findings, round_findings
from app.domain.items import Answer
from app.domain.published import OTHER
from app.domain.questionnaire import Questionnaire
from app.domain.result import RoundResult
from app.domain.round import Kind, RoundRules, State
from app.domain.scale import DONT_KNOW
from tests.domain.examples import closed, factor, questionnaire, rating, result, sheet

Person = tuple[Sequence[Answer | None], str | None, str | None]


def asked(factors: int, length: int = 5) -> Questionnaire:
    """So many factors of one statement each: f0, f1, ..."""
    return questionnaire(*(factor(f"f{at}", rating(f"x{at}", length=length)) for at in range(factors)), length=length)


def group(number: int, *values: Answer | None, of: str | None = None, role: str | None = None) -> list[Person]:
    """So many persons who give the factors these answers."""
    return [(values, of, role)] * number


def sheets(persons: Sequence[Person]) -> list[AnswerSheet]:
    return [
        sheet({f"x{at}": value for at, value in enumerate(values) if value is not None}, organisation, role)
        for values, organisation, role in persons
    ]


def answered(*groups: list[Person], rules: RoundRules | None = None, length: int = 5) -> RoundResult:
    persons = [person for one in groups for person in one]
    return result(asked(len(persons[0][0]), length), rules or closed(), sheets(persons))


def about(found: RoundResult, kind: FindingKind, factor_id: str = "f0") -> Finding | None:
    """The finding of that kind about the whole or the factor."""
    whole = kind in ABOUT_THE_WHOLE
    findings = round_findings(found) if whole else factor_findings(found.factor(factor_id), found)
    of_kind = [one for one in findings if one.kind is kind]
    assert len(of_kind) <= 1
    return of_kind[0] if of_kind else None


@pytest.mark.parametrize(("unsure", "said", "many"), [(2, False, 0), (3, True, 0), (5, True, 0), (6, True, 1)])
def test_dont_know_is_said_from_fifteen_per_cent_and_is_much_from_thirty(unsure: int, said: bool, many: int) -> None:
    found = answered(group(20 - unsure, 4), group(unsure, DONT_KNOW))
    finding = about(found, FindingKind.DO_NOT_KNOW)
    assert (finding is not None) is said
    if finding:
        assert [*finding.values] == [unsure / 20, many]
    assert (about(found, FindingKind.MANY_DO_NOT_KNOW) is not None) is bool(many)
    level = about(found, FindingKind.LEVEL_AGREED)
    assert level is not None and level.hedged is said


@pytest.mark.parametrize(("valid", "hedged"), [(16, False), (15, False), (14, True)])
def test_a_sentence_is_hedged_when_fewer_than_three_quarters_answered(valid: int, hedged: bool) -> None:
    found = answered(group(valid, 4), group(20 - valid, None))
    for kind in (FindingKind.LEVEL_AGREED, FindingKind.STRONG):
        finding = about(found, kind)
        assert finding is not None and finding.hedged is hedged


@pytest.mark.parametrize(
    ("fours", "threes", "twos", "entirely"), [(6, 4, 0, 1.0), (5, 5, 0, 0.0), (4, 2, 4, 0.0)], ids=["0.4", "0.5", "0.8"]
)
def test_the_group_agrees_entirely_up_to_half_the_cutoff_of_agreement(
    fours: int, threes: int, twos: int, entirely: float
) -> None:
    """An AD of 0.4, 0.5 and 0.8, beside 5/12 and 5/6."""
    finding = about(answered(group(fours, 4), group(threes, 3), group(twos, 2)), FindingKind.LEVEL_AGREED)
    assert finding is not None and [*finding.values] == [entirely]


@pytest.mark.parametrize(
    ("groups", "kind", "whole"),
    [
        ((group(1, 1), group(8, 3), group(1, 5)), FindingKind.LEVEL_AGREED, FindingKind.MIDDLE),
        ((group(10, 4),), FindingKind.LEVEL_AGREED, FindingKind.STRONG),
        ((group(10, 2),), FindingKind.LEVEL_AGREED, FindingKind.WEAK),
        ((group(2, 1), group(5, 3), group(3, 5)), FindingKind.LEVEL_SPREAD, FindingKind.DIVIDED),
        ((group(3, 1), group(4, 3), group(3, 5)), FindingKind.LEVEL_TWO_CAMPS, FindingKind.TWO_CAMPS),
    ],
)
def test_the_level_and_what_is_said_of_the_whole_follow_the_place(
    groups: tuple[list[Person], ...], kind: FindingKind, whole: FindingKind
) -> None:
    found = answered(*groups)
    assert about(found, kind) is not None
    assert [one.kind for one in round_findings(found)] == [whole]


def test_factors_of_which_only_some_have_two_camps_are_said_to_be_divided() -> None:
    found = answered(group(3, 1, 1), group(3, 3, 3), group(1, 3, 5), group(3, 5, 5))
    assert about(found, FindingKind.LEVEL_TWO_CAMPS, "f0") and about(found, FindingKind.LEVEL_TWO_CAMPS, "f1")
    both = about(found, FindingKind.TWO_CAMPS)
    assert both is not None and both.factors == ("f1", "f0"), "the farther apart first"
    found = answered(group(2, 1, 1), group(1, 3, 1), group(4, 3, 3), group(3, 5, 5))
    mixed = about(found, FindingKind.DIVIDED)
    assert mixed is not None and [*mixed.values] == [2, 2]
    assert about(found, FindingKind.TWO_CAMPS) is None


THREE = questionnaire(factor("f", rating("a"), rating("b"), rating("c")))


@pytest.mark.parametrize(("threes", "said"), [(9, False), (8, True), (7, True)])
def test_a_statement_stands_out_from_a_fifth_of_the_scale_on(threes: int, said: bool) -> None:
    """Two statements at 4.0 and one at 2.9, 2.8 or 2.7: 0.73, 0.80 and 0.87 below the factor's mean."""
    values = [3] * threes + [2] * (10 - threes)
    found = result(THREE, closed(), [sheet({"a": 4, "b": 4, "c": value}) for value in values])
    finding = about(found, FindingKind.STANDS_OUT, "f")
    assert (finding is not None) is said
    if finding:
        assert finding.item == "c" and [*finding.values] == [sum(values) / 10, -1.0]


def test_a_statement_can_stand_out_above_and_on_a_longer_scale_needs_more() -> None:
    found = result(THREE, closed(), [sheet({"a": 3, "b": 3, "c": 5})] * 10)
    finding = about(found, FindingKind.STANDS_OUT, "f")
    assert finding is not None and [*finding.values] == [5.0, 1.0]
    seven = questionnaire(factor("f", *(rating(one, length=7) for one in "abc")), length=7)
    near = result(seven, closed(), [sheet({"a": 4, "b": 4, "c": value}) for value in [2] * 7 + [3] * 3])
    far = result(seven, closed(), [sheet({"a": 4, "b": 4, "c": 2})] * 10)
    assert about(near, FindingKind.STANDS_OUT, "f") is None
    assert about(far, FindingKind.STANDS_OUT, "f") is not None


def test_of_two_statements_neither_stands_out() -> None:
    two = questionnaire(factor("f", rating("a"), rating("b")))
    assert about(result(two, closed(), [sheet({"a": 5, "b": 2})] * 10), FindingKind.STANDS_OUT, "f") is None


def test_sides_are_shares_from_ten_persons_on_and_numbers_below() -> None:
    ten = answered(group(4, 1), group(2, 3), group(4, 5))
    sides = about(ten, FindingKind.SIDES)
    assert sides is not None and [*sides.values] == [0.4, 0.4]
    nine = answered(group(4, 1), group(1, 3), group(4, 5))
    assert about(nine, FindingKind.SIDES) is None
    counted = about(nine, FindingKind.SIDES_COUNTED)
    assert counted is not None and [*counted.values] == [4, 4, 9]


@pytest.mark.parametrize(("weak", "said"), [(1, False), (2, True)])
def test_a_single_answer_on_one_side_is_not_spoken_of(weak: int, said: bool) -> None:
    found = answered(group(weak, 1), group(5, 3), group(4, 5))
    assert (about(found, FindingKind.SIDES) is not None) is said


def test_sides_of_few_persons_are_counted_only_where_an_answer_is_a_person() -> None:
    found = result(THREE, closed(), [sheet({"a": v, "b": v, "c": v}) for v in (1, 1, 1, 5, 5, 5)])
    assert [one.kind for one in factor_findings(found.factors[0], found)] == [FindingKind.LEVEL_TWO_CAMPS]


def parties(*apart: float, of_three: str = "c", factors: int = 3) -> RoundResult:
    """Organisations a and b answer 4 to each factor; c answers so on average to the first ones."""
    persons = [*group(10, *[4] * factors, of="a"), *group(10, *[4] * factors, of="b")]
    for at in range(10):
        low = [int(one) + (1 if at < round((one - int(one)) * 10) else 0) for one in apart]
        persons += group(1, *low, *[4] * (factors - len(apart)), of=of_three)
    return answered(persons)


@pytest.mark.parametrize(("low", "said"), [(2.6, False), (2.5, True), (2.4, True)])
def test_an_organisation_is_apart_from_one_step_on(low: float, said: bool) -> None:
    """The whole is 3.53, 3.50 and 3.47: the distance 0.93, 1.00 and 1.07."""
    finding = about(parties(low), FindingKind.ONE_APART)
    assert (finding is not None) is said
    if finding:
        assert [*finding.values] == [1, 3, -1]
        assert [cell.id for cell in finding.cells] == ["c"]
    assert (about(parties(low), FindingKind.ORGANISATIONS_DIFFER) is None) is said


@pytest.mark.parametrize(("factors", "said"), [(2, False), (3, True), (4, False)])
def test_an_organisation_is_apart_from_a_third_of_at_least_three_factors_on(factors: int, said: bool) -> None:
    assert (about(parties(2.5, factors=factors), FindingKind.ONE_APART) is not None) is said


def test_of_two_organisations_neither_is_the_one_apart() -> None:
    found = answered(group(5, 5, 5, 5, of="a"), group(5, 2, 2, 2, of="b"))
    assert about(found, FindingKind.ONE_APART) is None
    differ = about(found, FindingKind.ORGANISATIONS_DIFFER)
    assert differ is not None and {cell.id for cell in differ.cells} == {"a", "b"} and [*differ.values] == [3, 3, 3]


def test_merged_organisations_are_never_the_one_apart() -> None:
    small = [person for name in "cdef" for person in group(3, 1, 1, 1, of=name)]
    found = answered(group(10, 4, 4, 4, of="a"), group(10, 4, 4, 4, of="b"), small)
    differ = about(found, FindingKind.ORGANISATIONS_DIFFER)
    assert about(found, FindingKind.ONE_APART) is None
    assert differ is not None and OTHER in {cell.id for cell in differ.cells}


def test_two_organisations_are_named_only_when_they_differ_on_more_than_half() -> None:
    def differing(*values: tuple[int, int, int, int]) -> Finding:
        groups = [group(5, *row, of=name) for name, row in zip("abcd", zip(*values, strict=True), strict=True)]
        finding = about(answered(*groups), FindingKind.ORGANISATIONS_DIFFER)
        assert finding is not None
        return finding

    on_half = differing((3, 4, 4, 5), (5, 4, 3, 4))
    assert on_half.cells == () and [*on_half.values] == [2, 2, 0]
    on_most = differing((3, 4, 4, 5), (5, 4, 4, 3), (4, 3, 5, 4))
    assert [cell.id for cell in on_most.cells] == ["a", "d"] and [*on_most.values] == [3, 3, 2]


@pytest.mark.parametrize(("high", "said"), [(4, True), (3, False)])
def test_roles_differ_from_one_step_on(high: int, said: bool) -> None:
    found = answered(group(5, high, role="politik"), group(5, 3, role="verksamhet"))
    assert (about(found, FindingKind.ROLES_DIFFER) is not None) is said
    assert (about(found, FindingKind.ROLE_GAP) is not None) is said
    assert (about(found, FindingKind.LEVEL_AGREED) is None) is said
    apart = about(found, FindingKind.LEVEL_APART)
    assert (apart is not None) is said
    if apart:
        assert [*apart.values] == [0.0, 1.0]


def test_a_gap_names_all_who_share_an_end_of_it() -> None:
    found = answered(*(group(5, value, of=name) for name, value in zip("abc", (4, 4, 3), strict=True)))
    gap = about(found, FindingKind.ORGANISATION_GAP)
    assert gap is not None and [*gap.values] == [4.0, 3.0, 2]
    assert [cell.id for cell in gap.cells] == ["a", "b", "c"]


def test_breadth_counts_the_factors_that_most_could_judge_and_needs_three() -> None:
    assert about(answered(group(10, 4, 4)), FindingKind.BREADTH) is None
    found = answered(group(3, 4, 1, 4, DONT_KNOW), group(7, 4, 5, 4, 4))
    breadth = about(found, FindingKind.BREADTH)
    assert breadth is not None and [*breadth.values] == [2, 3, 4, False]


def test_breadth_says_when_a_gap_alone_divides_a_factor() -> None:
    found = answered(group(5, 4, 4, 4, role="politik"), group(10, 4, 4, 3, role="verksamhet"))
    breadth = about(found, FindingKind.BREADTH)
    assert breadth is not None and [*breadth.values] == [2, 3, 3, True]


def test_a_factor_without_a_mean_is_said_to_be_without_and_nothing_more() -> None:
    found = answered(group(4, 4, 4), group(6, None, 4))
    assert [one.kind for one in factor_findings(found.factor("f0"), found)] == [FindingKind.WITHHELD]
    none = about(found, FindingKind.NO_MEAN)
    assert none is not None and none.factors == ("f0",)


def test_many_who_do_not_know_is_one_finding_whether_or_not_there_is_a_mean() -> None:
    found = answered(group(4, 4), group(6, DONT_KNOW))
    assert [one.kind for one in round_findings(found)] == [FindingKind.MANY_DO_NOT_KNOW]
    kinds = [one.kind for one in factor_findings(found.factor("f0"), found)]
    assert kinds == [FindingKind.DO_NOT_KNOW, FindingKind.WITHHELD]


def test_organisations_that_weigh_differently_are_told_of_with_both_means() -> None:
    found = answered(group(30, 4, of="a"), group(5, 3, of="b"))
    heavy = about(found, FindingKind.HEAVY)
    assert heavy is not None and [*heavy.values] == [3.86, 3.5]
    assert about(answered(group(6, 4, of="a"), group(5, 3, of="b")), FindingKind.HEAVY) is None


def test_a_joint_round_counts_organisations_where_some_see_a_strength_and_some_a_challenge() -> None:
    def joint(*values: int) -> RoundResult:
        groups = [group(1, value, of=name) for name, value in zip("abcd", values, strict=False)]
        return answered(*groups, rules=closed(kind=Kind.JOINT))

    split = about(joint(5, 4, 2), FindingKind.ORGANISATIONS_SPLIT)
    assert split is not None and [*split.values] == [2, 1, 3]
    assert about(joint(5, 2), FindingKind.ORGANISATIONS_SPLIT) is None
    assert about(joint(5, 3, 3), FindingKind.ORGANISATIONS_SPLIT) is None


def test_the_agreement_of_one_organisation_is_not_spoken_of() -> None:
    found = answered(group(1, 4, of="a"), rules=closed(kind=Kind.JOINT))
    assert [one.kind for one in factor_findings(found.factor("f0"), found)] == [FindingKind.LEVEL_ALONE]
    assert round_findings(found) == ()


def test_what_works_in_part_is_left_out_when_there_is_more_to_say() -> None:
    little = answered(group(10, 4, 3))
    assert [one.kind for one in round_findings(little)] == [FindingKind.STRONG, FindingKind.MIDDLE]
    much = answered(group(3, 4, 3, 2, DONT_KNOW, 1), group(7, 4, 3, 2, 4, 5))
    kinds = [one.kind for one in round_findings(much)]
    assert kinds == [
        FindingKind.STRONG, FindingKind.TWO_CAMPS, FindingKind.WEAK, FindingKind.MANY_DO_NOT_KNOW, FindingKind.BREADTH,
    ]  # fmt: skip


def test_nothing_is_found_where_nothing_is_shown() -> None:
    for found in (answered(group(4, 4)), answered(group(10, 4), rules=RoundRules(Kind.INDIVIDUAL, 5, State.OPEN))):
        assert round_findings(found) == ()
        assert all(factor_findings(one, found) == () for one in found.factors)


def test_a_factor_that_many_cannot_judge_is_not_agreed_on_across_a_published_gap() -> None:
    found = answered(
        group(4, 4, role="politik"), group(6, 3, role="verksamhet"), group(4, DONT_KNOW, role="politik"),
        group(2, 4, role="politik"), group(4, DONT_KNOW, role="verksamhet"),
    )  # fmt: skip
    assert found.factors[0].level_gap == 1.0
    kinds = [one.kind for one in factor_findings(found.factors[0], found)]
    assert kinds == [FindingKind.DO_NOT_KNOW, FindingKind.LEVEL_APART]
    without = replace(found.factors[0], level_gap=None)
    assert factor_findings(without, found)[1].kind is FindingKind.LEVEL_AGREED
