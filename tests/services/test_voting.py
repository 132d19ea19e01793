"""The vote in the meeting: opened, cast once a device, closed, taken; and no trace of who voted for what."""

import pytest
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.domain.published import Reason, Withheld
from app.domain.voting import FactorVotes, VoteState
from app.services.accounts import Account
from app.services.installation import Installation
from app.services.meeting import choose_factors, meeting_factors
from app.services.rounds import RoundView
from app.services.voting import cast_vote, close_vote, find_vote, has_voted, open_vote, take_leading, takes_votes
from tests.builders import NOW, closed, facilitator, fresh, opened_round, reopened


@pytest.fixture
def view(any_installation: Installation) -> RoundView:
    """A closed round; nobody answered, which a vote does not need."""
    return closed(any_installation, opened_round(any_installation))


@pytest.fixture
def account(any_installation: Installation, view: RoundView) -> Account:
    return facilitator(any_installation)


def rows(installation: Installation, query: str) -> list[tuple[object, ...]]:
    with installation.database.reading() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def begin(installation: Installation, view: RoundView) -> None:
    open_vote(installation, facilitator(installation), view.round.code, NOW)


def end(installation: Installation, view: RoundView) -> None:
    close_vote(installation, facilitator(installation), view.round.code, NOW)


def cast(installation: Installation, view: RoundView, number: int, *chosen: str) -> None:
    before = find_vote(installation, view)
    assert before is not None
    for person in range(number):
        assert cast_vote(installation, view, f"device {before.voters + person}", list(chosen))


def refusal(deed: object, *arguments: object) -> str:
    assert callable(deed)
    with pytest.raises(SamspelError) as refused:
        deed(*arguments)
    return refused.value.code


def test_a_vote_counts_each_device_once(any_installation: Installation, view: RoundView) -> None:
    begin(any_installation, view)
    assert takes_votes(any_installation, view)
    assert not has_voted(any_installation, view, "mine")
    assert cast_vote(any_installation, view, "mine", ["service", "nytta"])
    assert has_voted(any_installation, view, "mine")
    assert not cast_vote(any_installation, view, "mine", ["riktning"])
    found = find_vote(any_installation, view)
    assert found is not None and found.voters == 1
    assert rows(any_installation, "SELECT factor_id FROM vote_counts WHERE number > 0 ORDER BY 1") == [
        ("nytta",),
        ("service",),
    ]


def test_the_votes_are_shown_when_the_vote_is_closed_and_the_leading_are_taken(
    any_installation: Installation, view: RoundView, account: Account
) -> None:
    begin(any_installation, view)
    cast(any_installation, view, 3, "service", "nytta", "riktning")
    cast(any_installation, view, 2, "service", "malbild")
    found = find_vote(any_installation, view)
    assert found is not None and found.ranked == Withheld(Reason.NOT_CLOSED)
    end(any_installation, view)
    found = find_vote(any_installation, view)
    assert found is not None and isinstance(found.ranked, tuple)
    assert found.ranked[0] == FactorVotes("service", 5)
    take_leading(any_installation, account, view.round.code, NOW)
    assert meeting_factors(any_installation, view) == ("service", "nytta", "riktning")


def test_a_vote_of_too_few_gives_nothing_to_take(
    any_installation: Installation, view: RoundView, account: Account
) -> None:
    begin(any_installation, view)
    cast(any_installation, view, 4, "service")
    end(any_installation, view)
    found = find_vote(any_installation, view)
    assert found is not None and (found.voters, found.ranked) == (4, Withheld(Reason.TOO_FEW_PERSONS))
    assert refusal(take_leading, any_installation, account, view.round.code, NOW) == "T006"


def test_a_closed_vote_takes_no_votes_and_a_new_one_takes_its_place(
    any_installation: Installation, view: RoundView, account: Account
) -> None:
    code = view.round.code
    assert refusal(cast_vote, any_installation, view, "x", ["service"]) == "T004"
    assert refusal(close_vote, any_installation, account, code, NOW) == "T004"
    begin(any_installation, view)
    assert refusal(open_vote, any_installation, account, code, NOW) == "T005"
    cast(any_installation, view, 6, "service")
    end(any_installation, view)
    end(any_installation, view)
    assert refusal(cast_vote, any_installation, view, "x", ["service"]) == "T004"
    begin(any_installation, view)
    found = find_vote(any_installation, view)
    assert found is not None and (found.state, found.voters) == (VoteState.OPEN, 0)
    assert not has_voted(any_installation, view, "device 0")
    assert rows(any_installation, "SELECT sum(number) FROM vote_counts") == [(0,)]


@pytest.mark.parametrize(
    ("chosen", "code"), [([], "T001"), (["service", "nytta", "riktning", "malbild"], "T002"), (["x"], "T003")]
)
def test_a_ballot_that_cannot_be_leaves_nothing_behind(
    any_installation: Installation, view: RoundView, chosen: list[str], code: str
) -> None:
    begin(any_installation, view)
    assert refusal(cast_vote, any_installation, view, "x", chosen) == code
    assert rows(any_installation, "SELECT * FROM vote_marks") == []


def test_no_vote_is_held_about_an_open_round_and_one_that_is_reopened_rests(
    any_installation: Installation, view: RoundView, account: Account
) -> None:
    begin(any_installation, view)
    reopened(any_installation, view)
    again = fresh(any_installation, view)
    assert not takes_votes(any_installation, again)
    assert refusal(cast_vote, any_installation, again, "x", ["service"]) == "T004"
    other = opened_round(any_installation)
    assert refusal(open_vote, any_installation, account, other.round.code, NOW) == "G001"


def test_the_tables_hold_no_ballot_and_after_closing_no_device(any_installation: Installation, view: RoundView) -> None:
    begin(any_installation, view)
    cast(any_installation, view, 5, "service", "nytta")
    assert rows(any_installation, "SELECT count(*) FROM vote_counts") == [(13,)]
    assert rows(any_installation, "SELECT count(*) FROM vote_marks") == [(5,)]
    end(any_installation, view)
    assert rows(any_installation, "SELECT count(*) FROM vote_marks") == [(0,)]


def test_postgresql_does_not_tell_which_device_wrote_which_count(
    any_installation: Installation, view: RoundView
) -> None:
    """Every row of the vote bears the transaction of the last who voted, whatever they chose."""
    begin(any_installation, view)
    cast(any_installation, view, 3, "service")
    cast(any_installation, view, 1, "nytta", "riktning")
    if any_installation.database.is_sqlite:
        (schema,) = rows(any_installation, "SELECT sql FROM sqlite_master WHERE name = 'vote_marks'")
        assert "WITHOUT ROWID" in str(schema[0])
        return
    writers = "SELECT xmin::text FROM vote_counts UNION SELECT xmin::text FROM vote_marks"
    assert len(rows(any_installation, writers)) == 1
    order = "SELECT token_hash FROM vote_marks ORDER BY ctid"
    assert rows(any_installation, order) == sorted(rows(any_installation, order))


def test_the_meetings_factors_are_chosen_by_hand_in_the_questionnaires_order(
    any_installation: Installation, view: RoundView, account: Account
) -> None:
    code = view.round.code
    assert meeting_factors(any_installation, view) == ()
    choose_factors(any_installation, account, code, ["riktning", "behovsdialog"], NOW)
    choose_factors(any_installation, account, code, ["riktning", "service"], NOW)
    assert meeting_factors(any_installation, view) == ("service", "riktning")
    assert refusal(choose_factors, any_installation, account, code, [], NOW) == "T001"
    assert refusal(choose_factors, any_installation, account, code, ["x"], NOW) == "T003"


def test_the_log_says_who_opened_and_closed_and_chose_and_nothing_of_those_who_voted(
    any_installation: Installation, view: RoundView, account: Account
) -> None:
    begin(any_installation, view)
    cast(any_installation, view, 5, "service")
    end(any_installation, view)
    take_leading(any_installation, account, view.round.code, NOW)
    deeds = rows(any_installation, "SELECT deed, actor, subject FROM audit ORDER BY id DESC LIMIT 3")
    told = (account.email, f"{view.round.title} ({view.round.code})")
    assert deeds == [("meeting_chosen", *told), ("vote_closed", *told), ("vote_opened", *told)]
