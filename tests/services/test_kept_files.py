"""Files made of closed rounds: made once, and anew as soon as anything has changed, also where another process has
changed it; what has changed is neither served nor left lying about."""

import errno
import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.documents.order import Order
from app.documents.press import in_this_process, set_press
from app.domain.comment_review import Decision, Review
from app.domain.errors import SamspelError
from app.services import content_key, documents, kept_files, made_files
from app.services.comments import decide, read_comments
from app.services.exports import files
from app.services.exports.collecting import Chosen, chosen_of_collaboration, chosen_of_organisation, chosen_round
from app.services.exports.files import WORKBOOK, Wanted, kept_data_file
from app.services.installation import Installation
from app.services.made_files import MadeFiles
from app.services.plans import change_round
from app.services.removal import delete_collaboration
from app.services.retention import delete_expired
from app.services.rounds import RoundView
from app.store import memberships
from app.store.database import Database
from tests.builders import (
    NOW,
    TODAY,
    answer,
    closed,
    closed_later,
    comments_read,
    draft_round,
    facilitator,
    fresh,
    new_round,
    opened_round,
    reopened,
)

WORDS = "Mer tid till arbetet"
SWEDISH = Wanted("sv", NOW)
LATER = datetime(2040, 1, 1, tzinfo=UTC)
FILES = ("json", "csv", "long")
"""Made by whoever asks; a workbook by a press."""
FORMS = (*FILES, WORKBOOK)


@pytest.fixture
def view(any_installation: Installation) -> RoundView:
    one = opened_round(any_installation)
    for name, value in (("norrdal", 2), ("alvnas", 4), ("storvik", 5)):
        answer(any_installation, one, 6, value, organisation=name, level="ledning", puls_kommentar=WORDS)
    view = closed(any_installation, one)
    comments_read(any_installation, view)
    return view


def chosen(installation: Installation, view: RoundView) -> Chosen:
    return chosen_round(installation, facilitator(installation), view.round.code)


def given(installation: Installation, view: RoundView, form: str = "json") -> bytes:
    return content_of(installation, chosen(installation, view), form, SWEDISH)


def content_of(installation: Installation, one: Chosen, form: str, wanted: Wanted) -> bytes:
    """The file; of a workbook what is in it, without the moment at which it was put together."""
    content = kept_data_file(installation, one, form, wanted).content
    if form != WORKBOOK:
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist() if name != "docProps/core.xml")


def on_disk(installation: Installation) -> list[Path]:
    folder = made_files.made_files(installation.settings).folder
    return sorted(folder.iterdir()) if folder.exists() else []


def another_process(installation: Installation, act: Callable[[Installation], object]) -> None:
    """On a connection of its own, with nothing in common but the database and the folder."""
    other = Installation(installation.settings, Database(installation.settings.database_url), installation.library)
    act(other)
    other.database.dispose()


def written(statement: str, **values: object) -> Callable[[Installation, RoundView], None]:
    def act(installation: Installation, view: RoundView) -> None:
        with installation.database.writing() as connection:
            assert connection.execute(text(statement), {"id": view.round.id, **values}).rowcount == 1

    return act


def comment_hidden(installation: Installation, view: RoundView) -> None:
    found = {
        (question.item_id, one.digest): Review(Decision.HIDDEN)
        for question in read_comments(installation, view)
        for one in question.comments  # type: ignore[union-attr]
    }
    assert found
    decide(installation, facilitator(installation), view.round.code, found, NOW)


def titled_anew(installation: Installation, view: RoundView) -> None:
    account, now = facilitator(installation), fresh(installation, view).round
    change_round(installation, account, now.code, now.version, new_round(title="Ett annat namn"), NOW)


def answers_expired(installation: Installation, view: RoundView) -> None:
    assert delete_expired(installation, LATER).rounds == 1


CHANGES: dict[str, Callable[[Installation, RoundView], object]] = {
    "a comment is hidden": comment_hidden,
    "the round has another title": titled_anew,
    "the smallest group is another": written("UPDATE rounds SET smallest_group = 7 WHERE id = :id"),
    "an organisation has another name": written(
        "UPDATE rounds SET organisations = :named WHERE id = :id",
        named='[["norrdal", "Nya Norrdal"], ["alvnas", "Älvnäs"], ["storvik", "Storvik"]]',
    ),
    "the collaboration has another name": written(
        "UPDATE collaborations SET name = 'Nord' WHERE id = (SELECT collaboration_id FROM rounds WHERE id = :id)"
    ),
    "the round is open again": reopened,
    "its answers have been kept their time": answers_expired,
}
TAKEN_AWAY = ("a comment is hidden", "its answers have been kept their time")


@pytest.mark.parametrize("change", CHANGES)
def test_what_another_process_changes_is_in_the_file_at_once(
    any_installation: Installation, view: RoundView, change: str
) -> None:
    """On a machine whose files nobody has removed."""
    before = {form: given(any_installation, view, form) for form in FORMS}
    assert before == {form: given(any_installation, view, form) for form in FORMS}
    on_another_machine = {path: path.read_bytes() for path in on_disk(any_installation)}
    another_process(any_installation, lambda other: CHANGES[change](other, view))
    for path, content in on_another_machine.items():
        path.write_bytes(content)
    after = {form: given(any_installation, view, form) for form in FORMS}
    assert [form for form in ("json", "xlsx") if after[form] == before[form]] == []
    for path in on_disk(any_installation):
        path.unlink()
    assert after == {form: given(any_installation, view, form) for form in FORMS}


@pytest.mark.parametrize("change", TAKEN_AWAY)
def test_what_is_shown_no_longer_does_not_stay_on_the_disk(
    any_installation: Installation, view: RoundView, change: str
) -> None:
    assert WORDS in given(any_installation, view).decode()
    assert on_disk(any_installation)
    CHANGES[change](any_installation, view)
    assert on_disk(any_installation) == []
    assert WORDS not in given(any_installation, view).decode()
    assert [path for path in on_disk(any_installation) if WORDS.encode() in path.read_bytes()] == []


def test_comments_that_are_shown_at_last_cost_nobody_a_file(any_installation: Installation) -> None:
    one = opened_round(any_installation)
    answer(any_installation, one, 6, puls_kommentar=WORDS)
    view = closed(any_installation, one)
    given(any_installation, view)
    kept = on_disk(any_installation)
    comments_read(any_installation, view)
    assert on_disk(any_installation) == kept


def test_a_deleted_collaborations_files_are_neither_given_nor_left(
    any_installation: Installation, view: RoundView
) -> None:
    given(any_installation, view)
    account = facilitator(any_installation)
    delete_collaboration(any_installation, account, view.collaboration_id, view.round.collaboration, NOW)
    assert on_disk(any_installation) == []
    with pytest.raises(SamspelError, match="R010"):
        given(any_installation, view)


def test_another_text_of_the_questionnaire_and_another_samspel_make_other_files(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = closed_later(installation, 1, 4)
    first = chosen(installation, view)
    kept_data_file(installation, first, "csv", SWEDISH)
    other = replace(view.questionnaire, fingerprint="of other words")
    kept_data_file(installation, replace(first, views=(replace(first.views[0], questionnaire=other),)), "csv", SWEDISH)
    assert len(on_disk(installation)) == 2
    monkeypatch.setattr(content_key, "program", lambda: "a newer one")
    kept_data_file(installation, first, "csv", SWEDISH)
    assert len(on_disk(installation)) == 3


def test_each_way_of_asking_has_a_file_of_its_own(installation: Installation) -> None:
    """And each, asked for again in another order, is what it was by itself."""
    view, account = closed_later(installation, 1, 4, each=6), facilitator(installation)
    closed_later(installation, 2, 2, each=6)
    with installation.database.writing() as connection:
        memberships.insert_viewer(connection, account.id, "norrdal")
        memberships.insert_viewer(connection, account.id, "alvnas")
    several = [
        chosen(installation, view),
        chosen_of_collaboration(installation, account, view.collaboration_id),
        chosen_of_organisation(installation, account, "norrdal"),
        chosen_of_organisation(installation, account, "alvnas"),
    ]
    ways = [
        (one, form, Wanted(language, NOW, for_excel))
        for one in several
        for form in FORMS
        for language in ("sv", "en")
        for for_excel in (False, True)
    ]
    alone = []
    for way in ways:
        made_files.forget_made_files(installation)
        alone.append(content_of(installation, *way))
    for way in reversed(ways):
        content_of(installation, *way)
    assert [content_of(installation, *way) for way in ways] == alone


@pytest.fixture
def orders() -> Iterator[list[Order]]:
    """Documents that were asked for, none of which is made."""
    found: list[Order] = []

    def note(order: Order) -> bytes:
        found.append(order)
        return b"%PDF-"

    set_press(note)
    yield found
    set_press(in_this_process)


def test_a_document_has_another_name_when_anything_in_it_changes(
    any_installation: Installation, view: RoundView, orders: list[Order]
) -> None:
    def ask(**asked: object) -> None:
        arguments: dict[str, object] = {"language": "sv", "today": TODAY, "reader": None, **asked}
        documents.dialogue_document(any_installation, chosen(any_installation, view).views[0], **arguments)  # type: ignore[arg-type]

    ask()
    ask()
    assert orders[0].key == orders[1].key
    ask(language="en")
    ask(today=TODAY + timedelta(days=1))
    ask(attached=True)
    for change in ("a comment is hidden", "the round has another title", "the smallest group is another"):
        CHANGES[change](any_installation, view)
        ask()
    assert len({one.key for one in orders[1:]}) == 7


def test_a_file_that_is_there_is_given_without_building_anything(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = closed_later(installation, 1, 4)
    first = {form: given(installation, view, form) for form in FILES}

    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(kept_files, "stamped_result", fail)
    assert {form: given(installation, view, form) for form in FILES} == first


def test_a_file_of_which_half_was_written_is_made_anew(installation: Installation) -> None:
    view = closed_later(installation, 1, 4)
    whole = given(installation, view)
    (path,) = on_disk(installation)
    for damaged in (path.read_bytes()[:-1], path.read_bytes()[:20], b"", bytes(len(whole))):
        path.write_bytes(damaged)
        assert given(installation, view) == whole
    assert MadeFiles(path.parent).find(path.name) == whole


def test_what_a_killed_process_has_left_is_given_to_nobody_and_goes(tmp_path: Path) -> None:
    kept = MadeFiles(tmp_path / "made")
    program = (
        "import os, sys, signal; from pathlib import Path; from app.services.made_files import MadeFiles\n"
        "os.utime = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "MadeFiles(Path(sys.argv[1])).keep('one', b'content', 1.0)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(kept.folder)]).returncode == -9
    assert kept.find("one") is None
    assert len(list(kept.folder.iterdir())) == 1
    kept.clear()
    assert list(kept.folder.iterdir()) == []


def test_of_several_processes_that_keep_the_same_at_once_each_finds_it_whole(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from app.services.made_files import MadeFiles\n"
        "kept, content = MadeFiles(Path(sys.argv[1])), sys.argv[2].encode() * 200_000\n"
        "for turn in range(50):\n"
        "    kept.keep('one', content, time.time())\n"
        "    found = kept.find('one')\n"
        "    assert found is not None and len(found) == 200_000 and len(set(found)) == 1\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "made"), letter]) for letter in ("a", "b", "c")
    ]
    assert [one.wait() for one in started] == [0, 0, 0]
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["one"]


def test_what_is_removed_in_the_middle_of_being_kept_is_kept_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, times = MadeFiles(tmp_path / "made"), []

    def removed(path: Path, *_: object) -> None:
        times.append(path)
        if len(times) == 1:
            kept.clear()

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(os, "utime", removed)
        kept.keep("one", b"content", time.time())
    assert kept.find("one") == b"content"


def not_a_folder(folder: Path) -> None:
    folder.write_text("in its place")


def not_to_be_written(folder: Path) -> None:
    folder.symlink_to("/proc/self")


@pytest.mark.parametrize("spoil", [not_a_folder, not_to_be_written])
def test_where_nothing_can_be_kept_everybody_gets_the_file_all_the_same(
    installation: Installation, spoil: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    view, folder = closed_later(installation, 1, 4), made_files.made_files(installation.settings).folder
    spoil(folder)
    for _ in range(2):
        assert view.round.code in given(installation, view).decode()
    assert "could not be kept" in caplog.text
    made_files.forget_made_files(installation)


def test_a_full_disk_or_one_that_may_only_be_read_takes_no_file_from_anybody(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    view = closed_later(installation, 1, 4)
    whole = given(installation, view)

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "utime", refused)
    monkeypatch.setattr(made_files, "NOTED", -1.0)
    assert given(installation, view) == whole  # it is there, and only that it was asked for cannot be noted
    assert given(installation, view, "csv")
    assert "No space left on device" in caplog.text
    assert len(on_disk(installation)) == 1


def test_a_deletion_is_done_though_the_files_cannot_be_removed(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    view = draft_round(installation)
    not_a_folder(made_files.made_files(installation.settings).folder)
    delete_collaboration(installation, facilitator(installation), view.collaboration_id, view.round.collaboration, NOW)
    assert "could not be removed" in caplog.text


def test_every_form_is_among_those_that_are_tried_here() -> None:
    assert set(FORMS) == set(files.FORMS)
