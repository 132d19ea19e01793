"""Reading records: the round before, and a collaboration's actions for those who may see them."""

from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from app.domain.errors import SamspelError
from app.domain.record import Action, Note, Principle
from app.services.accounts import Account, add_account
from app.services.agreements import add, save_note
from app.services.documents import dialogue_document, dialogue_docx
from app.services.installation import Installation
from app.services.record import collaboration_actions, record_before
from app.services.rounds import RoundView, close_round, create_round, open_round
from app.store.collaborations import insert_membership
from app.store.memberships import insert_viewer
from tests.builders import PASSWORD, TODAY, closed_later, collaboration, draft_round, facilitator, new_round

NOW = datetime(2026, 3, 30, 15, 0, tzinfo=UTC)


def round_of(installation: Installation, day: date, title: str) -> RoundView:
    account, opened_at = facilitator(installation), datetime.combine(day, time(9), tzinfo=UTC)
    within = collaboration(installation)
    view = create_round(installation, account, within.id, new_round(title=title), opened_at)
    open_round(installation, account, view.round.code, opened_at)
    return close_round(installation, account, view.round.code, opened_at + timedelta(days=20))


def agreed(installation: Installation, view: RoundView, words: str, organisation_id: str | None = None) -> Action:
    new = Action("", "service", words, "Samordnare", organisation_id)
    return add(installation, facilitator(installation), view.round.code, new, NOW)


def test_the_record_before_is_that_of_the_latest_earlier_round_with_agreements(any_installation: Installation) -> None:
    first, second, third, last = (
        round_of(any_installation, TODAY + timedelta(days=100 * n), f"Omgång {n}") for n in range(4)
    )
    agreed(any_installation, first, "Först")
    one = agreed(any_installation, second, "Sedan")
    save_note(any_installation, facilitator(any_installation), third.round.code, Note("service", "Bara ord"), NOW)
    agreed(any_installation, last, "Sist")
    found = record_before(any_installation, last)
    assert found is not None
    assert (found.round.title, found.record.actions) == ("Omgång 1", (one,))
    earlier = record_before(any_installation, second)
    assert earlier is not None and earlier.round.title == "Omgång 0"
    assert record_before(any_installation, first) is None


def test_everything_is_before_a_draft_and_a_draft_before_nothing(installation: Installation) -> None:
    closed = round_of(installation, TODAY, "Våren")
    agreed(installation, closed, "Först")
    draft = draft_round(installation, new_round(title="Hösten"))
    found = record_before(installation, draft)
    assert found is not None and found.round.title == "Våren"
    assert record_before(installation, closed) is None


def test_another_collaboration_s_agreements_are_not_before(installation: Installation) -> None:
    agreed(installation, round_of(installation, TODAY, "Våren"), "Först")
    account = facilitator(installation)
    elsewhere = collaboration(installation, name="En annan")
    other = create_round(installation, account, elsewhere.id, new_round(), NOW)
    assert record_before(installation, other) is None


def test_the_next_dialogue_document_is_made_with_it(installation: Installation) -> None:
    first, second = (round_of(installation, TODAY + timedelta(days=100 * n), f"Omgång {n}") for n in range(2))
    without = dialogue_document(installation, second, "sv", TODAY, reader=None)
    principle = Principle("", "service", "Vi säger det som skaver.")
    add(installation, facilitator(installation), first.round.code, principle, NOW)
    assert len(dialogue_document(installation, second, "sv", TODAY, reader=None)) > len(without)


def test_what_was_agreed_on_in_a_round_that_the_reader_may_not_read_is_in_neither_document(
    installation: Installation,
) -> None:
    words = "Vi säger det som skaver."
    apart, last = (
        closed_later(installation, number, 3, new_round(title=f"Omgång {number}", organisations=organisations))
        for number, organisations in ((1, ("Älvnäs", "Storvik")), (2, ("Norrdal", "Älvnäs", "Storvik")))
    )
    leader, viewer = facilitator(installation), add_account(installation, "v@x.example", "Vi", PASSWORD, TODAY)
    norrdal = next(one.id for one in last.round.organisations if one.name == "Norrdal")
    with installation.database.writing() as connection:
        insert_viewer(connection, viewer.id, norrdal)
    add(installation, leader, apart.round.code, Principle("", "service", words), NOW)

    def told(reader: Account) -> tuple[bool, bool]:
        pdf = dialogue_document(installation, last, "sv", TODAY, reader=reader)
        docx = Document(BytesIO(dialogue_docx(installation, last, "sv", TODAY, reader=reader)))
        read = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
        cells = (cell.text for table in docx.tables for row in table.rows for cell in row.cells)
        written = " ".join([*(one.text for one in docx.paragraphs), *cells])
        return words in " ".join(read.split()), words in written

    assert told(leader) == (True, True)
    assert told(viewer) == (False, False)


class TestACollaborationsActions:
    @pytest.fixture
    def view(self, installation: Installation) -> RoundView:
        view = round_of(installation, TODAY, "Våren")
        agreed(installation, view, "Boka", "norrdal")
        return view

    def test_they_come_from_every_round_with_the_name_the_organisation_had(
        self, installation: Installation, view: RoundView
    ) -> None:
        agreed(installation, round_of(installation, TODAY + timedelta(days=100), "Hösten"), "Ring")
        found = collaboration_actions(installation, facilitator(installation), view.collaboration_id)
        assert found.may_change
        assert [(one.action.words, one.organisation, one.of.round.title) for one in found.actions] == [
            ("Ring", "", "Hösten"),
            ("Boka", "Norrdal", "Våren"),
        ]

    def test_a_guest_reads_them_and_an_outsider_is_told_that_there_is_no_such_collaboration(
        self, installation: Installation, view: RoundView
    ) -> None:
        guest, outsider = (
            add_account(installation, f"{name}@norrdal.example", name, "ett långt lösenord", TODAY)
            for name in ("gast", "ute")
        )
        with installation.database.writing() as connection:
            insert_membership(connection, guest.id, view.collaboration_id, "guest")
        found = collaboration_actions(installation, guest, view.collaboration_id)
        assert (len(found.actions), found.may_change) == (1, False)
        with pytest.raises(SamspelError, match="C010"):
            collaboration_actions(installation, outsider, view.collaboration_id)

    def test_one_that_does_not_exist_is_the_same(self, installation: Installation) -> None:
        account: Account = facilitator(installation)
        with pytest.raises(SamspelError, match="C010"):
            collaboration_actions(installation, account, "nosuch")
