"""Deciding about comments: by words and not by rows, undone at will, told of in the log without a word."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from app.domain.comment_review import Decision, Review, digest_of
from app.domain.errors import SamspelError
from app.domain.items.comment import LONGEST_COMMENT
from app.domain.published import PublishedComments
from app.services.comments import Decided, decide, read_comments
from app.services.documents import screen_picture
from app.services.exports import as_json_text
from app.services.installation import Installation
from app.services.responses import hand_in
from app.services.results import round_result
from app.services.retention import delete_expired
from app.services.rounds import RoundView, find_own_round
from tests.builders import NOW, closed, comments_read, facilitator, filled, fresh, opened_round, reopened

ITEM = "puls_kommentar"
WRITTEN = ("Anna Ek bromsar", "Mer tid", "Mer tid", "Oklart vem som beslutar", "Bra möten")
SHOWN, HIDDEN = Review(Decision.SHOWN), Review(Decision.HIDDEN)


def key(words: str) -> tuple[str, str]:
    return ITEM, digest_of(ITEM, words)


def write(installation: Installation, view: RoundView, *comments: str) -> None:
    already = fresh(installation, view).received
    for number, words in enumerate(comments, already):
        hand_in(installation, view, f"token {number}", NOW, filled(view, puls_kommentar=words))


def choose(installation: Installation, view: RoundView, decided: Decided) -> Decided:
    return decide(installation, facilitator(installation), view.round.code, decided, NOW)


def comments(installation: Installation, view: RoundView) -> PublishedComments:
    (found,) = round_result(installation, fresh(installation, view)).comments
    return found


@pytest.fixture
def view(any_installation: Installation) -> RoundView:
    view = opened_round(any_installation)
    write(any_installation, view, *WRITTEN)
    return closed(any_installation, view)


def test_until_it_has_been_read_no_comment_is_in_any_output(any_installation: Installation, view: RoundView) -> None:
    result = round_result(any_installation, view)
    outputs = as_json_text(result, None) + str(screen_picture(result, "sv"))
    assert [words for words in WRITTEN if words in outputs] == []
    assert "5 kommentarer har inte lästs av processledaren än" in outputs
    comments_read(any_installation, view)
    outputs = as_json_text(round_result(any_installation, view), None)
    assert [words for words in WRITTEN if words not in outputs] == []


def test_decisions_outlast_a_reopening_and_new_comments_wait(any_installation: Installation, view: RoundView) -> None:
    edited = Review(Decision.EDITED, "bromsar")
    choose(any_installation, view, {key("Anna Ek bromsar"): edited, key("Mer tid"): SHOWN, key("Bra möten"): HIDDEN})
    reopened(any_installation, view)
    write(any_installation, view, *(f"Ny tanke {number}" for number in range(4)), "Mer tid")
    closed(any_installation, view)
    found = comments(any_installation, view)
    assert isinstance(found.comments, tuple)
    assert sorted(found.comments) == ["Mer tid"] * 3 + ["[…] bromsar"]
    assert (found.n, found.waiting, found.hidden, found.edited) == (10, 5, 1, 1)


def test_fewer_new_comments_than_the_smallest_group_are_not_even_there_to_be_read(
    any_installation: Installation, view: RoundView
) -> None:
    comments_read(any_installation, view)
    reopened(any_installation, view)
    write(any_installation, view, *(f"Ny tanke {number}" for number in range(4)))
    again = closed(any_installation, view)
    (question,) = read_comments(any_installation, again)
    assert (question.n, question.count(None)) == (5, 0)


def test_deciding_gives_back_what_undoes_it(any_installation: Installation, view: RoundView) -> None:
    choose(any_installation, view, {key("Mer tid"): HIDDEN})
    before = choose(any_installation, view, {key("Mer tid"): SHOWN, key("Bra möten"): SHOWN})
    assert before == {key("Mer tid"): HIDDEN, key("Bra möten"): None}
    choose(any_installation, view, before)
    assert comments(any_installation, view) == PublishedComments(ITEM, 5, (), waiting=3, hidden=2)


def test_the_log_tells_numbers_and_no_words(any_installation: Installation, view: RoundView) -> None:
    choose(any_installation, view, {key("Mer tid"): HIDDEN, key("Anna Ek bromsar"): Review(Decision.EDITED, "bromsar")})
    choose(any_installation, view, {key("Mer tid"): HIDDEN})
    with any_installation.database.reading() as connection:
        rows = connection.execute(text("SELECT deed, subject, facts FROM audit WHERE deed = 'comments_decided'")).all()
    assert len(rows) == 1, "what changes nothing is no deed"
    assert [words for words in ("Anna", "broms", "tid", digest_of(ITEM, "Mer tid")) if words in str(rows)] == []


def test_a_decision_has_no_time_no_author_and_points_at_no_row(any_installation: Installation, view: RoundView) -> None:
    comments_read(any_installation, view)
    with any_installation.database.reading() as connection:
        rows = connection.execute(text("SELECT * FROM comment_reviews")).mappings().all()
        ids = set(connection.execute(text("SELECT id FROM comments")).scalars())
    assert [set(row) for row in rows] == [{"round_id", "item_id", "digest", "decision", "words"}] * 4
    assert not ids & {value for row in rows for value in row.values()}


@pytest.mark.parametrize(
    ("decided", "code"),
    [
        ({key("Något annat"): SHOWN}, "W001"),
        ({key("Mer tid"): Review(Decision.EDITED, " \n ")}, "W002"),
        ({key("Mer tid"): Review(Decision.EDITED, "x" * LONGEST_COMMENT)}, "W003"),
        ({key("Mer tid"): Review(Decision.EDITED, "Mer tid")}, "W004"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_changed(
    any_installation: Installation, view: RoundView, decided: Decided, code: str
) -> None:
    with pytest.raises(SamspelError) as refused:
        choose(any_installation, view, {key("Bra möten"): SHOWN, **decided})
    assert refused.value.code == code
    assert comments(any_installation, view).waiting == 5


def test_of_an_open_round_nobody_reads_anything(any_installation: Installation, view: RoundView) -> None:
    reopened(any_installation, view)
    own = find_own_round(any_installation, facilitator(any_installation), view.round.code)
    assert read_comments(any_installation, own) == ()
    with pytest.raises(SamspelError, match="W001"):
        choose(any_installation, view, {key("Mer tid"): SHOWN})
    # A page that was made while the round was closed is no way round it.
    assert read_comments(any_installation, replace(own, round=view.round)) == ()


def test_decisions_go_with_the_answers_when_those_have_been_kept_their_time(
    any_installation: Installation, view: RoundView
) -> None:
    comments_read(any_installation, view)
    delete_expired(any_installation, datetime(2031, 3, 2, 12, tzinfo=UTC))
    with any_installation.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM comment_reviews")).scalar_one() == 0
