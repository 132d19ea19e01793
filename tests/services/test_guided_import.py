"""A guided import: nothing is stored until it is confirmed, nothing about persons ever; what was said is kept."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.domain.likeness import Basis
from app.domain.round import Kind, Organisation
from app.services import guided_import
from app.services.guided_import import DryRun, Receipt, Upload
from app.services.installation import Installation
from app.services.responses import add_sheets
from app.services.results import round_result
from app.services.retention import delete_expired
from app.services.rounds import RoundView
from tests.builders import NOW, answer, closed, collaboration, draft_round, facilitator, fresh, new_round, opened_round
from tests.services import other_tools
from tests.services.every_kind import answers_to
from tests.services.other_tools import Rows, as_csv, as_workbook
from tests.services.test_form_round_trip import SETTINGS

KEY = "nyckel i webbläsaren"
Maker = Callable[[RoundView], list[list[object]]]


@pytest.fixture
def view(installation: Installation) -> RoundView:
    return opened_round(installation)


def upload(installation: Installation, view: RoundView, rows: Rows, key: str = KEY) -> Upload:
    content = as_csv(rows, ";").encode()
    return guided_import.upload(installation, facilitator(installation), view, content, "svar.csv", "", key, NOW)


def as_proposed(installation: Installation, view: RoundView, found: Upload) -> DryRun:
    """Every proposal is taken; then the dry run."""
    where = (installation, facilitator(installation), view, KEY)
    columns = [one.target for one in found.proposals()]
    changed = guided_import.choose_columns(*where, columns, NOW)
    guesses = {(one.vocabulary.id, one.plain): one.guess for one in changed.unknown()}
    guided_import.choose_words(*where, guesses, NOW)
    return guided_import.dry_run(*where, NOW)


def confirm(installation: Installation, view: RoundView) -> Receipt:
    """The answers are stored by somebody who has looked at what was proposed."""
    return guided_import.confirm(installation, facilitator(installation), view, KEY, NOW, proposals_checked=True)


def rows_of(installation: Installation, query: str) -> list[tuple[object, ...]]:
    with installation.database.reading() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def everything(installation: Installation) -> str:
    tables = (
        "import_drafts",
        "import_mappings",
        "imports",
        "imported_rows",
        "responses",
        "answers",
        "comments",
        "audit",
    )
    return str([rows_of(installation, f"SELECT * FROM {table}") for table in tables])


@pytest.mark.parametrize("tool", [other_tools.microsoft_forms, other_tools.google_forms, other_tools.limesurvey])
def test_exports_of_three_tools_are_imported_as_they_are_proposed(
    installation: Installation, view: RoundView, tool: Maker
) -> None:
    run = as_proposed(installation, view, upload(installation, view, tool(view)))
    assert (run.sheets, run.empty, run.number) == (6, 0, 0)
    assert fresh(installation, view).received == 0
    assert confirm(installation, view).sheets == 6
    assert fresh(installation, view).received == 6
    first = view.questionnaire.items[0].id
    values = rows_of(installation, f"SELECT value FROM answers WHERE item_id = '{first}' ORDER BY value")
    assert values == [("1",), ("1",), ("2",), ("3",), ("4",), ("5",)]


def test_the_same_answers_give_the_same_result_by_import_as_by_handing_in(installation: Installation) -> None:
    rows = [["Vilken organisation företräder du?", *other_tools.questions(opened_round(installation))]]
    typed, imported = opened_round(installation), opened_round(installation)
    number = other_tools.ratings(imported)
    rows += [["Norrdal", *["Stämmer ganska bra"] * number, *[""] * (len(rows[0]) - 1 - number)]] * 6
    answer(installation, typed, 6, organisation=typed.round.organisations[0].id)
    as_proposed(installation, imported, upload(installation, imported, rows))
    confirm(installation, imported)
    results = [round_result(installation, closed(installation, one)) for one in (typed, imported)]
    assert results[0] == results[1]


def test_names_addresses_and_times_reach_no_table(any_installation: Installation) -> None:
    view = opened_round(any_installation)
    content = as_workbook(other_tools.microsoft_forms(view))
    where = (any_installation, facilitator(any_installation), view)
    found = guided_import.upload(*where, content, "svar.xlsx", "", KEY, NOW)
    assert found.personal == ("ID", "Starttid", "Slutförandetid", "E-post", "Namn")
    while_waiting = everything(any_installation)
    as_proposed(any_installation, view, found)
    confirm(any_installation, view)
    for mark in ("person3@", "Person 3", "2026-03-02 08:10"):
        assert mark not in while_waiting
        assert mark not in everything(any_installation)
    assert "Egna ord 3" in while_waiting
    kept = [rows_of(any_installation, f"SELECT * FROM {table}") for table in ("import_mappings", "imported_rows")]
    assert "Egna ord" not in str(kept)
    assert rows_of(any_installation, "SELECT * FROM import_drafts") == []


def test_neither_the_order_of_the_file_nor_the_key_to_it_is_kept(installation: Installation, view: RoundView) -> None:
    rows = other_tools.google_forms(view, 40)
    upload(installation, view, rows)
    ((kept, key_hash),) = rows_of(installation, "SELECT rows, key_hash FROM import_drafts")
    written = [[str(cell) for cell in row[1:]] for row in rows[1:]]
    assert json.loads(str(kept)) != written
    assert sorted(json.loads(str(kept))) == sorted(written)
    assert key_hash != KEY


def test_a_file_is_found_by_its_account_with_its_key_for_a_day(installation: Installation, view: RoundView) -> None:
    upload(installation, view, other_tools.google_forms(view))
    where = (installation, facilitator(installation), view)
    assert guided_import.find_upload(*where, KEY, NOW).name == "svar.csv"
    for key, now in (("annan", NOW), (KEY, NOW + timedelta(days=1))):
        with pytest.raises(SamspelError) as raised:
            guided_import.find_upload(*where, key, now)
        assert raised.value.code == "I020"


def test_a_file_that_nobody_confirms_is_deleted_after_a_day_at_cancelling_and_at_closing(
    installation: Installation, view: RoundView
) -> None:
    drafts = "SELECT round_id FROM import_drafts"
    upload(installation, view, other_tools.google_forms(view))
    delete_expired(installation, NOW + timedelta(hours=23))
    assert len(rows_of(installation, drafts)) == 1
    delete_expired(installation, NOW + timedelta(hours=25))
    assert rows_of(installation, drafts) == []
    upload(installation, view, other_tools.google_forms(view))
    guided_import.cancel(installation, facilitator(installation), view)
    assert rows_of(installation, drafts) == []
    upload(installation, view, other_tools.google_forms(view))
    closed(installation, view)
    assert rows_of(installation, drafts) == []


def test_pressing_twice_stores_once(installation: Installation, view: RoundView) -> None:
    as_proposed(installation, view, upload(installation, view, other_tools.google_forms(view)))
    confirm(installation, view)
    with pytest.raises(SamspelError) as raised:
        confirm(installation, view)
    assert raised.value.code == "I020"
    assert fresh(installation, view).received == 6


def test_faults_are_told_by_the_row_of_the_file_and_nothing_is_stored(installation: Installation) -> None:
    view = opened_round(installation, new_round(questionnaire="drivkrafter", kind=Kind.JOINT))
    item = view.questionnaire.items_by_id["inriktning_ordning"].text.into("sv")
    rows = [
        ["Vilken organisation företräder du?", item],
        ["Norrdal", "Ekonomi;Utvecklingsarbete;Kompetenser och kvalitet"],
        ["Älvnäs", "Ekonomi;Utvecklingsarbete"],
        ["", "Ekonomi;Utvecklingsarbete;Kompetenser och kvalitet"],
        ["Norrdal", "Ekonomi;Utvecklingsarbete;Kompetenser och kvalitet"],
    ]
    run = as_proposed(installation, view, upload(installation, view, rows))
    assert [(one.code, one.where) for one in run.faults] == [("A012", "3/inriktning_ordning")]
    with pytest.raises(SamspelError):
        confirm(installation, view)
    rows[2][1] = rows[1][1]
    run = as_proposed(installation, view, upload(installation, view, rows))
    assert [(one.code, one.where) for one in run.faults] == [("A009", "4/organisation"), ("A008", "5/organisation")]
    assert fresh(installation, view).received == 0


def test_words_that_are_left_out_count_as_unanswered(installation: Installation, view: RoundView) -> None:
    rows = other_tools.google_forms(view)
    rows[1][1] = "Kanske"
    run = as_proposed(installation, view, upload(installation, view, rows))
    assert run.sheets == 6
    confirm(installation, view)
    first = view.questionnaire.items[0].id
    assert rows_of(installation, f"SELECT count(*) FROM answers WHERE item_id = '{first}'") == [(5,)]


def test_the_dry_run_says_what_goes_nowhere_what_is_missing_and_what_is_alike(
    installation: Installation, view: RoundView
) -> None:
    rows = other_tools.google_forms(view, 5)
    last = view.questionnaire.items[-1].id
    wide = [[*row[:-1], "Vilken dag passar?" if row is rows[0] else "Tisdag"] for row in rows]
    wide += [wide[1], ["", *[""] * (len(wide[0]) - 2), "Onsdag"]]
    run = as_proposed(installation, view, upload(installation, view, wide))
    assert (run.sheets, run.empty, run.alike) == (6, 1, 2)
    assert run.ignored == ("Vilken dag passar?",)
    assert run.missing == ("organisation", "level", last)


def test_two_columns_for_one_question_and_none_for_any_are_refused(installation: Installation, view: RoundView) -> None:
    found = upload(installation, view, other_tools.google_forms(view))
    where = (installation, facilitator(installation), view, KEY)
    first = view.questionnaire.items[0].id
    for columns, code in (([first] * 2, "I019"), (["organisation", ""], "I018"), (["", "unknown"], "I018")):
        padded = [*columns, *[""] * (len(found.header) - 2)]
        with pytest.raises(SamspelError) as raised:
            guided_import.choose_columns(*where, padded, NOW)
        assert raised.value.code == code


def test_the_next_file_with_the_same_headers_goes_straight_to_the_dry_run(
    installation: Installation, view: RoundView
) -> None:
    rows = other_tools.limesurvey(view, 10)
    as_proposed(installation, view, upload(installation, view, rows))
    confirm(installation, view)
    later = opened_round(installation)
    found = upload(installation, later, rows)
    assert found.columns is not None
    assert found.unknown() == ()
    assert guided_import.dry_run(installation, facilitator(installation), later, KEY, NOW).sheets == 10
    other = upload(installation, later, [[*rows[0], "Ny fråga"], *([*row, "x"] for row in rows[1:])])
    assert other.columns is None


def taken(installation: Installation, view: RoundView, rows: Rows, *, said: str = "") -> Upload:
    """The file is uploaded and every proposal taken; `said`: the answer for words without one."""
    where = (installation, facilitator(installation), view, KEY)
    found = upload(installation, view, rows)
    changed = guided_import.choose_columns(*where, [one.target for one in found.proposals()], NOW)
    words = {(one.vocabulary.id, one.plain): one.guess or said for one in changed.unknown()}
    return guided_import.choose_words(*where, words, NOW)


def with_words(view: RoundView, words: str, people: int = 6) -> list[list[object]]:
    """An export in which everybody says these words to the first statement."""
    asked = other_tools.questions(view)
    rows: list[list[object]] = [["Norrdal", words] for _ in range(people)]
    return [["Vilken organisation företräder du?", asked[0]], *rows]


def test_nothing_that_is_only_proposed_is_stored_before_somebody_says_that_it_is_right(
    installation: Installation, view: RoundView
) -> None:
    where = (installation, facilitator(installation), view, KEY, NOW)
    assert taken(installation, view, with_words(view, "Stammer helt")).has_proposals()
    with pytest.raises(SamspelError) as raised:
        guided_import.confirm(*where)
    assert raised.value.code == "I030"
    assert fresh(installation, view).received == 0
    assert rows_of(installation, "SELECT * FROM import_mappings") == []
    assert guided_import.confirm(*where, proposals_checked=True).sheets == 6


def test_what_is_certain_or_chosen_needs_no_second_confirmation(installation: Installation, view: RoundView) -> None:
    where = (installation, facilitator(installation), view, KEY, NOW)
    assert not taken(installation, view, with_words(view, "Stämmer helt")).has_proposals()
    assert guided_import.confirm(*where).sheets == 6
    assert not taken(installation, view, with_words(view, "Instämmer inte"), said="2").has_proposals()
    assert guided_import.confirm(*where).sheets == 6


def test_a_column_that_is_only_like_a_question_is_a_proposal_until_the_end(
    installation: Installation, view: RoundView
) -> None:
    rows = with_words(view, "Stämmer helt")
    rows[0][1] = f"Hur väl stämmer det? [{rows[0][1]}]"
    assert taken(installation, view, rows).column_bases() == (Basis.SAME, Basis.PROPOSED)
    found = guided_import.find_upload(installation, facilitator(installation), view, KEY, NOW)
    assert [one.certain for one in found.proposals()] == [True, False]


def test_words_that_are_neither_an_answer_nor_left_out_stay_to_be_decided(
    installation: Installation, view: RoundView
) -> None:
    where = (installation, facilitator(installation), view, KEY)
    changed = taken(installation, view, with_words(view, "Instämmer inte"), said="?")
    assert [one.plain for one in changed.unknown()] == ["instämmer inte"]
    (one,) = changed.unknown()
    assert guided_import.choose_words(*where, {(one.vocabulary.id, one.plain): ""}, NOW).unknown() == ()


def test_what_is_remembered_is_bound_to_the_same_words(installation: Installation, view: RoundView) -> None:
    taken(installation, view, with_words(view, "Instämmer"), said="5")
    confirm(installation, view)
    again = upload(installation, view, with_words(view, "INSTÄMMER."))
    assert (again.columns is not None, again.unknown()) == (True, ())
    for words in ("Instämmer inte", "Instämmer ej", "Instammer", "Instämmer delvis"):
        (unknown,) = upload(installation, view, with_words(view, words)).unknown()
        assert (unknown.written, unknown.guess) == (words, "")


def test_what_is_remembered_is_bound_to_the_same_headings_and_the_same_questionnaire(
    installation: Installation, view: RoundView
) -> None:
    rows = with_words(view, "Instämmer")
    taken(installation, view, rows, said="5")
    confirm(installation, view)
    assert upload(installation, view, rows).columns is not None
    heading = str(rows[0][1])
    for other in (heading.replace("är det", "är det inte"), heading.replace("å", "a"), f"{heading} <"):
        found = upload(installation, view, [[rows[0][0], other], *rows[1:]])
        assert (found.columns, found.words) == (None, {})
    revised = replace(view, questionnaire=replace(view.questionnaire, fingerprint="another text, another scale"))
    assert upload(installation, revised, rows).columns is None


def test_an_organisation_that_is_remembered_and_takes_no_part_is_asked_about_again(
    installation: Installation, view: RoundView
) -> None:
    rows = [[row[0] if not at else "Dalsborg", row[1]] for at, row in enumerate(with_words(view, "Stämmer helt"))]
    taken(installation, view, rows, said="norrdal")
    confirm(installation, view)
    assert upload(installation, view, rows).unknown() == ()
    fewer = replace(view, round=replace(view.round, organisations=view.round.organisations[1:]))
    assert [one.written for one in upload(installation, fewer, rows).unknown()] == ["Dalsborg"]
    own = (*view.round.organisations, Organisation("dalsborg", "Dalsborg"))
    joined = upload(installation, replace(view, round=replace(view.round, organisations=own)), rows)
    assert [one.meaning for one in joined.translations() if one.written == "Dalsborg"] == ["dalsborg"]


def test_what_another_collaboration_said_is_not_remembered_here(installation: Installation, view: RoundView) -> None:
    rows = other_tools.limesurvey(view)
    as_proposed(installation, view, upload(installation, view, rows))
    confirm(installation, view)
    mapped = rows_of(installation, "SELECT collaboration_id FROM import_mappings")
    assert mapped == [(collaboration(installation).id,)]


def test_no_word_is_remembered_that_fewer_than_the_smallest_group_wrote(
    installation: Installation, view: RoundView
) -> None:
    rows = other_tools.google_forms(view, 8)
    for at, row in enumerate(rows[1:]):
        row[1] = "Bortkommen formulering" if at < 4 else "Instämmer ganska bra"
    found = upload(installation, view, rows)
    where = (installation, facilitator(installation), view, KEY)
    changed = guided_import.choose_columns(*where, [one.target for one in found.proposals()], NOW)
    said = {(one.vocabulary.id, one.plain): "4" for one in changed.unknown()}
    assert len(said) == 2
    guided_import.choose_words(*where, said, NOW)
    confirm(installation, view)
    ((words,),) = rows_of(installation, "SELECT words FROM import_mappings")
    assert "bortkommen" not in str(words).casefold()
    assert rows_of(installation, "SELECT count(*) FROM answers WHERE value = '4'") != [(0,)]


def test_a_draft_and_a_closed_round_take_no_file(installation: Installation, view: RoundView) -> None:
    rows = other_tools.google_forms(view)
    for one, code in ((draft_round(installation), "R009"), (closed(installation, opened_round(installation)), "R004")):
        with pytest.raises(SamspelError) as raised:
            upload(installation, one, rows)
        assert raised.value.code == code


def test_a_round_that_closes_meanwhile_takes_nothing(installation: Installation, view: RoundView) -> None:
    as_proposed(installation, view, upload(installation, view, other_tools.google_forms(view)))
    closed(installation, view)
    with pytest.raises(SamspelError) as raised:
        confirm(installation, view)
    assert raised.value.code == "I020"
    assert fresh(installation, view).received == 0


@pytest.mark.parametrize("setting", ["central, choices split", "kobo", "kobo, labels"])
@pytest.mark.parametrize("name", ["drivkrafter", "ledarskap", "balansgangar"])
def test_a_round_answered_in_odk_or_kobo_gives_the_result_of_one_answered_here(
    installation: Installation, name: str, setting: str
) -> None:
    typed, imported = (opened_round(installation, new_round(questionnaire=name)) for _ in range(2))
    given = [one for one in answers_to(typed.questionnaire, 14) if one.answers]
    with installation.database.writing() as connection:
        add_sheets(installation, connection, typed, given, NOW)
    export, settings = SETTINGS[setting]
    content = as_csv(export(typed.questionnaire, given, settings), ";").encode()
    where = (installation, facilitator(installation), imported)
    found = guided_import.upload(*where, content, "svar.csv", "", KEY, NOW)
    run = as_proposed(installation, imported, found)
    assert (run.sheets, run.empty, run.unfinished, run.faults) == (len(given), 0, 0, ())
    assert confirm(installation, imported).sheets == len(given)
    results = [round_result(installation, closed(installation, one)) for one in (typed, imported)]
    assert results[0] == results[1]
