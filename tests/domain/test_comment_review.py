"""Comments as the facilitator has decided about them: nothing unread gets out, and every change is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.comment_review import Decision, Review, Reviews, digest_of, marked, reviewed, reviewed_round
from app.domain.disclosure import publish
from app.domain.published import PublishedComments, PublishedRound, Reason, Withheld
from tests.domain.examples import CHOICES, closed, counts, factor, questionnaire, rating, sheet

WRITTEN = ("Anna bromsar", "Mer tid", "Mer tid", "Oklart", "Bra")
SHOWN, HIDDEN = Review(Decision.SHOWN), Review(Decision.HIDDEN)


def decided(**by_words: Review) -> Reviews:
    return {("words", digest_of("words", words.replace("_", " "))): review for words, review in by_words.items()}


def after(reviews: Reviews) -> PublishedComments:
    return reviewed(PublishedComments("words", len(WRITTEN), WRITTEN), reviews)


def test_a_comment_that_nobody_has_read_is_not_shown_and_still_counts() -> None:
    assert after({}) == PublishedComments("words", 5, (), waiting=5)


def test_each_decision_is_told_by_its_number_and_equal_comments_share_one() -> None:
    found = after(decided(Mer_tid=SHOWN, Oklart=HIDDEN, Anna_bromsar=Review(Decision.EDITED, "[…] bromsar")))
    assert isinstance(found.comments, tuple)
    assert sorted(found.comments) == ["Mer tid", "Mer tid", "[…] bromsar"]
    assert (found.n, found.waiting, found.hidden, found.edited) == (5, 1, 1, 1)


def test_a_decision_about_one_question_is_none_about_another() -> None:
    assert after({("other", digest_of("other", "Mer tid")): SHOWN}).comments == ()


def test_the_order_says_nothing_of_the_words_that_were_struck_out() -> None:
    def order(secret: str) -> object:
        written = (secret, *WRITTEN[1:])
        reviews = {("words", digest_of("words", words)): SHOWN for words in written}
        reviews["words", digest_of("words", secret)] = Review(Decision.EDITED, "[…] bromsar")
        return reviewed(PublishedComments("words", 5, written), reviews).comments

    assert len({order(f"{name} bromsar") for name in ("Anna", "Bo", "Cia", "Dag", "Eva", "Finn", "Gun")}) == 1


def test_what_disclosure_control_withholds_stays_withheld_whatever_was_decided() -> None:
    few = PublishedComments("words", 2, Withheld(Reason.TOO_FEW_ANSWERS))
    assert reviewed(few, decided(Bra=SHOWN)) == few
    assert reviewed_round(Withheld(Reason.NOT_CLOSED), {}) == Withheld(Reason.NOT_CLOSED)


def test_comments_after_a_reopening_come_k_at_a_time_also_to_the_one_who_reads_them() -> None:
    asked = questionnaire(factor("service", rating("x")), items=CHOICES)

    def waiting(*numbers: int) -> int:
        waves = [[sheet({"words": f"{wave} {one}"}) for one in range(number)] for wave, number in enumerate(numbers)]
        found = reviewed_round(publish(counts(asked, *waves), asked, closed()), {})
        assert isinstance(found, PublishedRound)
        comments = found.items["words"]
        assert isinstance(comments, PublishedComments)
        return comments.waiting

    assert [waiting(5), waiting(5, 4), waiting(5, 5)] == [5, 5, 10]


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        ("bromsar allt sedan i våras.", "[…] bromsar allt sedan i våras."),
        ("En kollega bromsar allt sedan i våras.", "[En kollega] bromsar allt sedan i våras."),
        ("Anna Ek bromsar allt", "Anna Ek bromsar allt […]"),
        ("[…] bromsar allt sedan i våras.", "[…] bromsar allt sedan i våras."),
        ("Anna Ek bromsar ALDRIG allt sedan i våras.", "Anna Ek bromsar [ALDRIG] allt sedan i våras."),
        ("[en] och [två] bromsar allt sedan i våras.", "[en och två] bromsar allt sedan i våras."),
        ("Anna  Ek bromsar allt\tsedan i våras.", "Anna Ek bromsar allt sedan i våras."),
    ],
)
def test_every_difference_from_what_was_written_is_marked(changed: str, shown: str) -> None:
    assert marked("Anna Ek bromsar allt sedan i våras.", changed) == shown


def test_line_breaks_are_kept_and_a_version_that_is_marked_already_is_not_marked_twice() -> None:
    once = marked("Hej\n\nAnna bromsar.\nSlut", "Hej\n\nbromsar.\nSlut")
    assert once == "Hej\n\n[…] bromsar.\nSlut"
    assert marked("Hej\n\nAnna bromsar.\nSlut", once) == once


WORDS = st.lists(st.sampled_from(["Anna", "Ek", "bromsar", "allt", "\n", "[…]", "(tyst)"]), max_size=8).map(" ".join)


@given(WORDS, WORDS)
def test_outside_brackets_stands_nothing_that_was_not_written(words: str, changed: str) -> None:
    shown = marked(words, changed)
    bare, depth = "", 0
    for letter in shown:
        depth += (letter == "[") - (letter == "]")
        bare += letter if depth == 0 and letter != "]" else " "
    assert depth == 0
    written = iter(words.split())
    assert all(word in written for word in bare.split()), "a word stands there that its writer did not write, or not so"
