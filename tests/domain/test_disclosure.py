"""The rules of disclosure control, one by one. That they suffice is proven in test_disclosure_proof."""

from fractions import Fraction

from app.domain.answers import AnswerSheet
from app.domain.disclosure import merged_cells, publish
from app.domain.published import (
    OTHER,
    Breakdown,
    Cell,
    PublishedChoice,
    PublishedComments,
    PublishedRating,
    PublishedRound,
    Reason,
    Withheld,
)
from app.domain.questionnaire import UNSTATED
from app.domain.round import Kind, RoundRules, State
from app.domain.scale import DONT_KNOW
from tests.domain.examples import (
    CHOICES,
    ONE_ITEM,
    answered,
    closed,
    counts,
    factor,
    published,
    questionnaire,
    rating,
    sheet,
)


def item_x(found: PublishedRound) -> PublishedRating:
    item = found.items["x"]
    assert isinstance(item, PublishedRating)
    return item


def test_nothing_is_shown_before_the_round_is_closed() -> None:
    for state in (State.DRAFT, State.OPEN):
        rules = RoundRules(Kind.INDIVIDUAL, 5, state)
        assert publish(counts(ONE_ITEM, answered([3] * 20)), ONE_ITEM, rules) == Withheld(Reason.NOT_CLOSED)


def test_nothing_is_shown_of_a_round_with_one_answer_too_few() -> None:
    assert publish(counts(ONE_ITEM, answered([3] * 4)), ONE_ITEM, closed(5)) == Withheld(Reason.TOO_FEW_PERSONS)
    assert publish(counts(ONE_ITEM), ONE_ITEM, closed(5)) == Withheld(Reason.TOO_FEW_PERSONS)


def test_the_whole_group_is_shown_from_exactly_the_smallest_group() -> None:
    assert item_x(published(ONE_ITEM, closed(5), answered([1, 2, 3, 4, 4]))).distribution == (1, 1, 1, 2, 0)


def test_reverse_worded_answers_are_coded_with_the_strong_end_high() -> None:
    one = questionnaire(factor("service", rating("x", reverse=True)))
    assert item_x(published(one, closed(5), answered([1, 1, 1, 1, 2]))).distribution == (0, 0, 0, 1, 4)


def test_an_item_with_too_few_valid_answers_is_withheld_but_its_dont_knows_are_counted() -> None:
    found = item_x(published(ONE_ITEM, closed(5), [*answered([3] * 4), *answered([DONT_KNOW] * 3), sheet({})]))
    assert found.distribution == Withheld(Reason.TOO_FEW_ANSWERS)
    assert (found.n, found.dont_know, found.no_answer) == (4, 3, 1)


def test_organisations_of_the_smallest_group_get_number_and_mean() -> None:
    found = item_x(published(ONE_ITEM, closed(5), answered([1] * 5, "norrdal"), answered([]), []))
    assert found.organisations == Withheld(Reason.ONE_CELL)
    both = item_x(
        published(ONE_ITEM, closed(5), [*answered([1] * 5, "norrdal"), *answered([4, 4, 4, 5, 5, 5], "alvnas")])
    )
    assert not isinstance(both.organisations, Withheld)
    assert [(part.cell.id, part.n, float(part.mean)) for part in both.organisations] == [
        ("alvnas", 6, 4.5),
        ("norrdal", 5, 1.0),
    ]


def test_small_organisations_are_merged_and_draw_the_next_smallest_in_while_still_small() -> None:
    cells = merged_cells({"a": 2, "b": 1, "c": 6, "d": 9, "e": 7}, 5)
    assert cells == (Cell("d", ("d",), 9), Cell("e", ("e",), 7), Cell(OTHER, ("a", "b", "c"), 9))


def test_there_is_no_breakdown_when_merging_leaves_one_cell() -> None:
    assert merged_cells({"a": 4, "b": 6}, 5) == Withheld(Reason.ONE_CELL)
    assert merged_cells({"a": 12}, 5) == Withheld(Reason.ONE_CELL)
    assert merged_cells({}, 5) == Withheld(Reason.ONE_CELL)


def test_those_who_did_not_state_their_organisation_are_a_cell_of_their_own() -> None:
    sheets = [*answered([1] * 6, "norrdal"), *answered([2] * 6, "alvnas"), *answered([3] * 5)]
    found = published(ONE_ITEM, closed(5), sheets)
    assert not isinstance(found.organisations, Withheld)
    assert [cell.members for cell in found.organisations] == [("alvnas",), ("norrdal",), (UNSTATED,)]


def test_two_unstated_persons_do_not_remain_as_the_difference_between_whole_and_cells() -> None:
    sheets = [*answered([1] * 6, "norrdal"), *answered([2] * 7, "alvnas"), *answered([3] * 2)]
    assert published(ONE_ITEM, closed(5), sheets).organisations == (
        Cell("alvnas", ("alvnas",), 7),
        Cell(OTHER, ("norrdal", UNSTATED), 8),
    )


def test_breakdown_is_withheld_when_one_cell_has_four_valid_answers() -> None:
    sheets = [*answered([1] * 6, "norrdal"), *answered([2, 2, 2, 2, DONT_KNOW], "alvnas")]
    found = item_x(published(ONE_ITEM, closed(5), sheets))
    assert found.organisations == Withheld(Reason.SMALL_CELL)
    assert found.distribution == (6, 4, 0, 0, 0)


def roles_of(sheets: list[AnswerSheet], k: int = 5) -> Breakdown:
    """The comparison of roles of the only factor; organisations are shown."""
    found = published(ONE_ITEM, closed(k), sheets)
    assert not isinstance(item_x(found).organisations, Withheld)
    return found.factor_levels["service"]


def test_roles_are_compared_for_factors_and_not_for_single_statements() -> None:
    sheets = [*answered([2, 3, 4, 4, 5], "norrdal", "politik"), *answered([2, 3, 3, 4, 4], "norrdal", "verksamhet")]
    found = published(ONE_ITEM, closed(5), sheets)
    assert item_x(found).levels == Withheld(Reason.PER_FACTOR)
    roles = found.factor_levels["service"]
    assert not isinstance(roles, Withheld)
    assert [(one.cell.id, one.n, one.mean) for one in roles] == [
        ("politik", 5, Fraction(36, 10)),
        ("verksamhet", 5, Fraction(32, 10)),
    ]


def test_means_of_roles_are_shown_to_tenths() -> None:
    sheets = [*answered([2, 3, 4, 4, 5, 5, 5], level="politik"), *answered([2, 3, 3, 4, 4], level="verksamhet")]
    roles = published(ONE_ITEM, closed(5), sheets).factor_levels["service"]
    assert not isinstance(roles, Withheld)
    assert [one.mean for one in roles] == [Fraction(4), Fraction(32, 10)]


def test_levels_are_withheld_when_together_with_organisations_they_isolate_one_person() -> None:
    # Politicians = all of norrdal but one: politicians minus norrdal is minus one person.
    sheets = [
        *answered([1] * 6, "norrdal", "politik"),
        *answered([5], "norrdal", "verksamhet"),
        *answered([3] * 6, "alvnas", "verksamhet"),
    ]
    assert roles_of(sheets) == Withheld(Reason.WOULD_ISOLATE)


def test_levels_are_withheld_when_a_lone_different_answer_could_be_placed_by_its_organisation_and_level() -> None:
    # One of seventeen gave a 1; both alvnas and the politicians lie lower than the rest: alvnas' only politician.
    sheets = [
        *answered([4] * 5, "norrdal", "politik"),
        *answered([4] * 5, "norrdal", "verksamhet"),
        *answered([1], "alvnas", "politik"),
        *answered([4] * 6, "alvnas", "verksamhet"),
    ]
    assert roles_of(sheets) == Withheld(Reason.WOULD_ISOLATE)


def test_levels_are_withheld_when_an_organisation_that_agrees_would_lay_a_single_answer_bare() -> None:
    # Norrdal's mean is 5.0, so its politicians all gave a 5; what is left of the politicians' sum is one person's.
    sheets = [
        *answered([5] * 5, "norrdal", "politik"),
        *answered([5] * 5, "norrdal", "verksamhet"),
        *answered([2], "alvnas", "politik"),
        *answered([1, 2, 3, 4, 4, 5], "alvnas", "verksamhet"),
    ]
    assert roles_of(sheets) == Withheld(Reason.WOULD_ISOLATE)


def test_levels_are_withheld_when_a_member_could_work_out_a_colleagues_answer() -> None:
    # Alvik's only politician takes the own 4 away: Alvik's officials 18, all officials 19, Berga's only one gave a 1.
    sheets = [
        *answered([4], "alvik", "politik"),
        *answered([3, 4, 2, 5, 4], "alvik", "verksamhet"),
        *answered([3, 4, 5, 4, 3], "berga", "politik"),
        *answered([1], "berga", "verksamhet"),
    ]
    assert roles_of(sheets) == Withheld(Reason.WOULD_ISOLATE)


def test_levels_are_withheld_when_the_answers_of_a_meeting_of_k_follow() -> None:
    # Of the eight in operations, norrdal's four have 10 together, so the other four gave a 3 each.
    sheets = [
        *answered([3, 3, 3, 1], "norrdal", "verksamhet"),
        *answered([3] * 4, "alvnas", "verksamhet"),
        *answered([3, 3, 3, 4], "alvnas", "ledning"),
    ]
    assert roles_of(sheets, k=4) == Withheld(Reason.WOULD_ISOLATE)


def test_levels_are_shown_when_other_answers_of_the_few_would_give_the_same_figures() -> None:
    # Whoever is asking, alvnas' only politician may have given another answer: norrdal would make up for it.
    sheets = [
        *answered([1, 2, 3, 3, 4, 4, 5], "norrdal", "politik"),
        *answered([2, 3, 3, 4, 4, 4, 2], "norrdal", "verksamhet"),
        *answered([3], "alvnas", "politik"),
        *answered([2, 2, 3, 3, 4, 4, 5], "alvnas", "verksamhet"),
    ]
    assert not isinstance(roles_of(sheets), Withheld)


def test_levels_are_shown_when_the_few_are_known_by_the_agreement_of_their_organisation_only() -> None:
    sheets = [
        *answered([1, 2, 3, 3, 4, 4, 5], "norrdal", "politik"),
        *answered([2, 3, 3, 4, 4, 4, 2], "norrdal", "verksamhet"),
        *answered([1, 2, 3, 3, 4, 4, 5], "storvik", "politik"),
        *answered([2, 3, 3, 4, 4, 4, 2], "storvik", "verksamhet"),
        *answered([5], "alvnas", "politik"),
        *answered([5] * 6, "alvnas", "verksamhet"),
    ]
    assert not isinstance(roles_of(sheets), Withheld)


def test_roles_are_shown_without_a_search_where_organisations_are_not() -> None:
    sheets = [*answered([3] * 9, "norrdal", "politik"), *answered([3] * 4 + [1], "norrdal", "verksamhet")]
    found = published(ONE_ITEM, closed(5), sheets)
    assert found.organisations == Withheld(Reason.ONE_CELL)
    assert not isinstance(found.factor_levels["service"], Withheld)


def test_a_factor_of_several_statements_is_compared_over_those_that_every_role_has_answered() -> None:
    asked = questionnaire(factor("service", rating("x"), rating("y"), rating("z")))
    politicians = [sheet({"x": 4, "y": 2, "z": 3}, level="politik") for _ in range(5)]
    operations = [sheet({"x": 3, "y": 3, **({"z": 1} if at else {})}, level="verksamhet") for at in range(5)]
    roles = published(asked, closed(5), [*politicians, *operations]).factor_levels["service"]
    assert not isinstance(roles, Withheld)
    assert [(one.n, one.mean) for one in roles] == [(5, Fraction(3)), (5, Fraction(3))]
    fewer = [sheet({"x": 3, **({"y": 3, "z": 1} if at else {})}, level="verksamhet") for at in range(5)]
    found = published(asked, closed(5), [*politicians, *fewer]).factor_levels["service"]
    assert found == Withheld(Reason.TOO_FEW_ITEMS)


def test_two_new_answers_after_a_reopening_are_pending_and_the_old_figures_stay() -> None:
    old = [*answered([1] * 6, "norrdal"), *answered([2] * 6, "alvnas")]
    before = published(ONE_ITEM, closed(5), old)
    after = published(ONE_ITEM, closed(5), old, answered([5] * 2, "norrdal"))
    assert (after.persons, after.pending) == (12, 2)
    assert after.items == before.items


def test_enough_new_answers_after_a_reopening_are_shown_for_the_whole_group_only() -> None:
    old = [*answered([1] * 6, "norrdal"), *answered([2] * 6, "alvnas")]
    found = item_x(published(ONE_ITEM, closed(5), old, answered([5] * 2, "norrdal"), answered([5] * 3, "norrdal")))
    assert found.distribution == (6, 6, 0, 0, 5)
    assert found.organisations == Withheld(Reason.REOPENED)


def test_an_item_that_few_of_the_new_persons_answered_keeps_its_old_figures() -> None:
    found = item_x(published(ONE_ITEM, closed(5), answered([1] * 6), [*answered([5] * 2), *([sheet({})] * 4)]))
    assert found.distribution == (6, 0, 0, 0, 0)
    assert found.no_answer == 0


def test_choices_are_counted_for_the_whole_group_from_the_smallest_group() -> None:
    one = questionnaire(factor("service", rating("x")), items=CHOICES)
    sheets = [sheet({"form": "avtal", "areas": frozenset({"it", "hr"})}, "norrdal") for _ in range(5)]
    found = published(one, closed(5), [*sheets, sheet({"x": 1})])
    assert found.items["form"] == PublishedChoice("form", 5, 1, {"avtal": 5, "forbund": 0})
    assert found.items["areas"] == PublishedChoice("areas", 5, 1, {"it": 5, "hr": 5, "skola": 0})
    few = published(one, closed(5), [*sheets[:4], sheet({"x": 1})])
    assert few.items["form"] == PublishedChoice("form", 4, 1, Withheld(Reason.TOO_FEW_ANSWERS))


def test_comments_are_shown_from_the_smallest_group_in_an_order_that_tells_nothing() -> None:
    one = questionnaire(factor("service", rating("x")), items=CHOICES)
    words = ["mer tid", "bra", "oklart", "fler möten", "tydligare roller"]
    forwards = published(one, closed(5), [sheet({"words": one}, "norrdal") for one in words])
    backwards = published(one, closed(5), [sheet({"words": one}, "alvnas") for one in reversed(words)])
    comments = forwards.items["words"]
    assert isinstance(comments, PublishedComments)
    assert isinstance(comments.comments, tuple)
    assert sorted(comments.comments) == sorted(words)
    assert comments == backwards.items["words"]


def test_few_new_choices_and_comments_after_a_reopening_wait_like_answers() -> None:
    one = questionnaire(factor("service", rating("x")), items=CHOICES)
    old = [sheet({"x": 3, "form": "avtal", "words": f"gammalt {number}"}) for number in range(5)]
    new = [sheet({"x": 3}) for _ in range(4)] + [sheet({"x": 3, "form": "forbund", "words": "nytt"})]
    before, after = published(one, closed(5), old), published(one, closed(5), old, new)
    assert after.persons == 10
    assert after.items["form"] == before.items["form"]
    assert after.items["words"] == before.items["words"]


def test_four_comments_are_withheld() -> None:
    one = questionnaire(factor("service", rating("x")), items=CHOICES)
    found = published(one, closed(5), [sheet({"words": str(number)}) for number in range(4)] + [sheet({"x": 1})])
    assert found.items["words"] == PublishedComments("words", 4, Withheld(Reason.TOO_FEW_ANSWERS))


def test_a_joint_round_shows_each_organisation_by_name_and_has_no_levels() -> None:
    sheets = [*answered([2], "norrdal"), *answered([5], "alvnas")]
    found = item_x(published(ONE_ITEM, closed(5, Kind.JOINT), sheets))
    assert not isinstance(found.organisations, Withheld)
    assert [(part.cell.id, int(part.mean)) for part in found.organisations] == [("alvnas", 5), ("norrdal", 2)]
    assert found.levels == Withheld(Reason.JOINT)
