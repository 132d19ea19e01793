"""Changing the record: nobody overwrites anybody, nothing is lost, and only those who lead may."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.domain.record import MOST_AGREEMENTS, Action, ActionState, Note, Overtaken, Principle, Record
from app.services.accounts import Account, add_account
from app.services.agreements import add, change, move, put_back, remove, save_note, set_state
from app.services.installation import Installation
from app.services.record import round_record
from app.services.rounds import RoundView, find_own_round
from app.store.collaborations import insert_membership
from tests.builders import TODAY, closed, draft_round, facilitator, opened_round, reopened

NOW = datetime(2026, 3, 30, 15, 0, tzinfo=UTC)


@pytest.fixture
def view(any_installation: Installation) -> RoundView:
    return closed(any_installation, opened_round(any_installation))


def stored(installation: Installation, view: RoundView) -> Record:
    return round_record(installation, find_own_round(installation, facilitator(installation), view.round.code))


def noted(installation: Installation, view: RoundView, note: Note) -> Note:
    return save_note(installation, facilitator(installation), view.round.code, note, NOW)


def principle(installation: Installation, view: RoundView, words: str, of: str | None = "service") -> Principle:
    return add(installation, facilitator(installation), view.round.code, Principle("", of, words), NOW)


def some_action(installation: Installation, view: RoundView) -> Action:
    new = Action("", "service", "Boka möte", "Samordnare", "norrdal", date(2026, 5, 1))
    return add(installation, facilitator(installation), view.round.code, new, NOW)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What each gave, or raised, when all were done at the same moment in threads of their own."""
    barrier, found = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(at: int, deed: Callable[[], object]) -> None:
        barrier.wait()
        try:
            found[at] = deed()  # type: ignore[call-overload]
        except SamspelError as raised:
            found[at] = raised  # type: ignore[call-overload]

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(found)


class TestANote:
    def test_it_is_kept_and_each_change_raises_its_version(
        self, any_installation: Installation, view: RoundView
    ) -> None:
        first = noted(any_installation, view, Note("service", "Poolen fungerar."))
        second = noted(any_installation, view, replace(first, words="Poolen fungerar bra."))
        assert (first.version, second.version) == (1, 2)
        assert stored(any_installation, view).note("service") == second

    def test_one_about_the_whole_is_kept_apart(self, any_installation: Installation, view: RoundView) -> None:
        noted(any_installation, view, Note(None, "Bra möte."))
        assert stored(any_installation, view).notes == (Note(None, "Bra möte.", 1),)

    @pytest.mark.parametrize("before", [0, 1])
    def test_of_two_facilitators_at_once_one_is_kept_and_the_other_gets_both_texts(
        self, any_installation: Installation, view: RoundView, before: int
    ) -> None:
        if before:
            noted(any_installation, view, Note("service", "Från början"))
        mine, theirs = Note("service", "Min text", before), Note("service", "Din text", before)
        found = at_once(
            lambda: noted(any_installation, view, mine),
            lambda: noted(any_installation, view, theirs),
        )
        (kept,) = [one for one in found if isinstance(one, Note)]
        (overtaken,) = [one for one in found if isinstance(one, Overtaken)]
        assert stored(any_installation, view).note("service") == kept
        assert kept.version == before + 1
        assert overtaken.theirs == kept
        assert {overtaken.mine, replace(kept, version=before)} == {mine, theirs}

    def test_saving_the_same_words_again_is_no_conflict(self, any_installation: Installation, view: RoundView) -> None:
        """As a page does that heard no answer the first time."""
        first = noted(any_installation, view, Note("service", "Poolen fungerar."))
        assert noted(any_installation, view, Note("service", "Poolen fungerar.", 0)) == first

    def test_keeping_mine_after_a_conflict_takes_the_place_of_theirs(
        self, any_installation: Installation, view: RoundView
    ) -> None:
        noted(any_installation, view, Note("service", "Din text"))
        with pytest.raises(Overtaken) as raised:
            noted(any_installation, view, Note("service", "Min text"))
        assert raised.value.theirs is not None
        kept = noted(any_installation, view, replace(raised.value.mine, version=raised.value.theirs.version))  # type: ignore[arg-type]
        assert stored(any_installation, view).note("service") == kept == Note("service", "Min text", 2)


class TestPrinciplesAndActions:
    def test_they_come_in_the_order_they_were_added(self, any_installation: Installation, view: RoundView) -> None:
        added = [principle(any_installation, view, words) for words in ("Ett", "Två", "Tre")]
        one = some_action(any_installation, view)
        assert stored(any_installation, view) == Record((), tuple(added), (one,))

    def test_of_two_changes_at_once_one_is_kept_and_the_other_gets_both(
        self, any_installation: Installation, view: RoundView
    ) -> None:
        account, code, one = facilitator(any_installation), view.round.code, some_action(any_installation, view)
        found = at_once(
            lambda: change(any_installation, account, code, replace(one, words="Boka lokal"), NOW),
            lambda: change(any_installation, account, code, replace(one, state=ActionState.BEGUN), NOW),
        )
        (kept,) = [change for change in found if isinstance(change, Action)]
        (overtaken,) = [change for change in found if isinstance(change, Overtaken)]
        assert stored(any_installation, view).actions == (kept,)
        assert overtaken.theirs == kept

    def test_added_at_once_each_gets_a_place(self, any_installation: Installation, view: RoundView) -> None:
        found = at_once(*(lambda n=n: principle(any_installation, view, f"Nummer {n}") for n in range(6)))
        principles = stored(any_installation, view).principles
        assert set(principles) == set(found)
        with any_installation.database.reading() as connection:
            places = connection.execute(text("SELECT position FROM principles ORDER BY position")).scalars().all()
        assert list(places) == [1, 2, 3, 4, 5, 6]

    def test_they_are_moved_among_those_of_their_factor(self, any_installation: Installation, view: RoundView) -> None:
        account, code = facilitator(any_installation), view.round.code
        first = principle(any_installation, view, "Ett")
        other = principle(any_installation, view, "Annat", "nytta")
        second = principle(any_installation, view, "Två")
        move(any_installation, account, code, second, -1, NOW)
        assert stored(any_installation, view).about("service").principles == (second, first)
        assert stored(any_installation, view).about("nytta").principles == (other,)
        move(any_installation, account, code, second, -1, NOW)
        move(any_installation, account, code, first, 1, NOW)
        assert stored(any_installation, view).about("service").principles == (second, first)

    def test_what_is_removed_can_be_put_back_where_it_stood(
        self, any_installation: Installation, view: RoundView
    ) -> None:
        account, code = facilitator(any_installation), view.round.code
        one, two, three = (principle(any_installation, view, words) for words in ("Ett", "Två", "Tre"))
        removed = remove(any_installation, account, code, two, NOW)
        assert removed is not None
        assert stored(any_installation, view).principles == (one, three)
        again = put_back(any_installation, account, code, removed, NOW)
        put_back(any_installation, account, code, removed, NOW)
        assert stored(any_installation, view).principles == (one, again, three)
        assert again == replace(two, version=2)

    def test_removing_what_somebody_has_changed_removes_nothing(
        self, any_installation: Installation, view: RoundView
    ) -> None:
        account, code, one = facilitator(any_installation), view.round.code, some_action(any_installation, view)
        newer = change(any_installation, account, code, replace(one, words="Boka lokal"), NOW)
        with pytest.raises(Overtaken):
            remove(any_installation, account, code, one, NOW)
        assert stored(any_installation, view).actions == (newer,)

    def test_changing_what_somebody_has_removed_keeps_my_words_to_put_back(
        self, any_installation: Installation, view: RoundView
    ) -> None:
        account, code, one = facilitator(any_installation), view.round.code, some_action(any_installation, view)
        remove(any_installation, account, code, one, NOW)
        assert remove(any_installation, account, code, one, NOW) is None
        mine = replace(one, words="Boka lokal")
        with pytest.raises(Overtaken) as raised:
            change(any_installation, account, code, mine, NOW)
        assert (raised.value.mine, raised.value.theirs) == (mine, None)

    def test_an_action_is_ticked_off_with_the_version_that_was_seen(
        self, any_installation: Installation, view: RoundView
    ) -> None:
        account, code, one = facilitator(any_installation), view.round.code, some_action(any_installation, view)
        done = set_state(any_installation, account, code, (one.id, 1), ActionState.DONE, NOW)
        assert stored(any_installation, view).actions == (replace(one, state=ActionState.DONE, version=2),)
        with pytest.raises(Overtaken):
            set_state(any_installation, account, code, (one.id, 1), ActionState.DROPPED, NOW)
        assert set_state(any_installation, account, code, (one.id, 1), ActionState.DONE, NOW) == done
        with pytest.raises(SamspelError, match="G010"):
            set_state(any_installation, account, code, ("nothing", 1), ActionState.DONE, NOW)


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (Principle("", "nosuch", "Ord"), "G005"),
        (Action("", None, "Ord", "Chef", "nosuch"), "G006"),
    ],
)
def test_what_the_round_does_not_know_is_refused(
    installation: Installation, one: Principle | Action, code: str
) -> None:
    view = closed(installation, opened_round(installation))
    with pytest.raises(SamspelError, match=code):
        add(installation, facilitator(installation), view.round.code, one, NOW)


def test_a_round_takes_a_hundred_principles_and_no_more(installation: Installation) -> None:
    view = closed(installation, opened_round(installation))
    for number in range(MOST_AGREEMENTS):
        principle(installation, view, f"Nummer {number}")
    with pytest.raises(SamspelError, match="G009"):
        principle(installation, view, "En till")


def test_only_a_closed_round_has_a_record(installation: Installation) -> None:
    draft, opened = draft_round(installation), opened_round(installation)
    again = reopened(installation, closed(installation, opened_round(installation)))
    for view in (draft, opened, again):
        with pytest.raises(SamspelError, match="G001"):
            noted(installation, view, Note("service", "För tidigt"))


def test_those_who_only_read_change_nothing_and_others_learn_nothing(installation: Installation) -> None:
    view = closed(installation, opened_round(installation))
    one = principle(installation, view, "Ett")
    guest = add_account(installation, "gast@norrdal.example", "Gäst", "ett långt lösenord", TODAY)
    outsider = add_account(installation, "ute@norrdal.example", "Ute", "ett långt lösenord", TODAY)
    with installation.database.writing() as connection:
        insert_membership(connection, guest.id, view.collaboration_id, "guest")
    for account in (guest, outsider):
        for deed in deeds_of(installation, account, view.round.code, one):
            with pytest.raises(SamspelError, match="R010"):
                deed()
    assert stored(installation, view).principles == (one,)


def deeds_of(installation: Installation, account: Account, code: str, one: Principle) -> list[Callable[[], object]]:
    return [
        lambda: save_note(installation, account, code, Note(None, "Nej"), NOW),
        lambda: add(installation, account, code, one, NOW),
        lambda: change(installation, account, code, replace(one, words="Nej"), NOW),
        lambda: remove(installation, account, code, one, NOW),
        lambda: move(installation, account, code, one, 1, NOW),
        lambda: set_state(installation, account, code, ("x", 1), ActionState.DONE, NOW),
    ]


def test_the_audit_log_says_who_wrote_about_which_round_once_an_hour_and_never_the_words(
    any_installation: Installation, view: RoundView
) -> None:
    account, code = facilitator(any_installation), view.round.code
    note = save_note(any_installation, account, code, Note("service", "Hemligt"), NOW)
    save_note(any_installation, account, code, replace(note, words="Hemligt 2"), NOW + timedelta(minutes=59))
    add(any_installation, account, code, Principle("", None, "Hemligt 3"), NOW + timedelta(minutes=61))
    with any_installation.database.reading() as connection:
        rows = connection.execute(text("SELECT actor, deed, subject, facts FROM audit ORDER BY id")).all()
    written = [tuple(row) for row in rows if row.deed == "record_changed"]
    assert [row[:3] for row in written] == [("kim@norrdal.example", "record_changed", code)] * 2
    assert "Hemligt" not in str(rows)
