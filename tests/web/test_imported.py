"""The guided import on the web: step by step, nothing lost, nothing stored before it is confirmed."""

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.services.installation import Installation
from app.services.rounds import RoundView
from tests.builders import closed, fresh, opened_round
from tests.services import other_tools
from tests.services.other_tools import Rows, as_csv, as_workbook
from tests.web.conftest import browser, token
from tests.workbooks.hostile import workbook


@pytest.fixture
def view(signed_in: FlaskClient, installation: Installation) -> RoundView:
    return opened_round(installation)


def page(view: RoundView, step: str = "") -> str:
    return f"/facilitate/rounds/{view.round.code}/import{step}"


def send(one: FlaskClient, view: RoundView, content: bytes, name: str = "svar.csv") -> TestResponse:
    fields = {"file": (io.BytesIO(content), name), "sheet": "", **token(one, page(view))}
    return one.post(page(view), data=fields, content_type="multipart/form-data", follow_redirects=True)


def send_rows(one: FlaskClient, view: RoundView, rows: Rows) -> TestResponse:
    return send(one, view, as_csv(rows, ";").encode())


def chosen(text: str) -> dict[str, str]:
    """What every list of the page is set to."""
    lists = re.findall(r'<select id="[^"]+" name="([^"]+)"(.*?)</select>', text, re.DOTALL)
    found = {name: re.search(r'<option value="([^"]*)" selected', options) for name, options in lists}
    return {name: one[1] if one else "" for name, one in found.items()}


def go_on(one: FlaskClient, view: RoundView, step: str, **other: str) -> TestResponse:
    """Takes what the page proposes, but for these fields."""
    text = one.get(page(view, step)).text
    data = {**chosen(text), **other, **token(one, page(view, step))}
    return one.post(page(view, step), data=data, follow_redirects=True)


def press(one: FlaskClient, view: RoundView, step: str, shown: str = "", **other: str) -> TestResponse:
    return one.post(page(view, step), data={**other, **token(one, page(view, shown or step))}, follow_redirects=True)


def store(one: FlaskClient, view: RoundView) -> TestResponse:
    """Stores what the dry run shows, as somebody who has looked at the proposals."""
    return press(one, view, "/check", proposals="yes")


def test_a_workbook_goes_from_columns_over_words_and_a_dry_run_into_the_round(
    signed_in: FlaskClient, installation: Installation, view: RoundView
) -> None:
    rows = other_tools.microsoft_forms(view)
    rows[1][7] = "Stämmer gansak bra"
    columns = send(signed_in, view, as_workbook(rows), "svar.xlsx")
    assert columns.request.path == page(view, "/columns")
    assert "ID, Starttid, Slutförandetid, E-post, Namn" in columns.text
    words = go_on(signed_in, view, "/columns")
    assert words.request.path == page(view, "/words")
    assert "Stämmer gansak bra" in words.text
    check = go_on(signed_in, view, "/words")
    assert check.request.path == page(view, "/check")
    assert "6 svar läses in." in check.text
    assert "kan tas tillbaka tills omgången stängs" in check.text
    assert fresh(installation, view).received == 0
    done = store(signed_in, view)
    assert "6 svar har lästs in." in done.text
    assert fresh(installation, view).received == 6


def test_columns_show_what_many_wrote_and_never_what_one_wrote(signed_in: FlaskClient, view: RoundView) -> None:
    rows = other_tools.microsoft_forms(view, 8)
    text = send(signed_in, view, as_workbook(rows), "svar.xlsx").text
    assert "Norrdal" in text
    assert "8 olika texter, som inte visas här" in text
    for mark in ("Egna ord", "person1@", "Person 1"):
        assert mark not in text


def test_a_wrong_choice_comes_back_as_it_was_made(signed_in: FlaskClient, view: RoundView) -> None:
    send_rows(signed_in, view, other_tools.google_forms(view))
    first = view.questionnaire.items[0].id
    answered = go_on(signed_in, view, "/columns", **{"column-1": first})
    assert answered.status_code == 422
    assert "är kopplade till samma fråga" in answered.text
    assert chosen(answered.text)["column-1"] == first


def test_a_page_that_had_been_open_too_long_keeps_the_choices(signed_in: FlaskClient, view: RoundView) -> None:
    send_rows(signed_in, view, other_tools.google_forms(view))
    data = {**chosen(signed_in.get(page(view, "/columns")).text), "column-3": "", "csrf_token": "stale"}
    answered = signed_in.post(page(view, "/columns"), data=data)
    assert answered.status_code == 422
    assert chosen(answered.text)["column-3"] == ""
    assert signed_in.post(page(view), data={"csrf_token": "stale"}).status_code == 422


def test_faults_are_shown_by_row_and_column_of_the_file(signed_in: FlaskClient, view: RoundView) -> None:
    rows = other_tools.google_forms(view)
    rows[4][-1] = "x" * 2001
    send_rows(signed_in, view, rows)
    answered = go_on(signed_in, view, "/columns")
    header = other_tools.questions(view)[-1]
    assert f"<strong>Rad 5, kolumnen ”{header}”</strong>" in answered.text
    assert "Inget kan läsas in än." in answered.text
    assert store(signed_in, view).status_code == 409


def test_a_denial_is_proposed_nowhere_and_has_to_be_decided(signed_in: FlaskClient, view: RoundView) -> None:
    rows = other_tools.google_forms(view)
    denials = ["Stämmer inte helt", "Stämmer ej", "Instämmer inte", "Completely untrue", "Not completely true"]
    for row, denial in zip(rows[1:], denials, strict=False):
        row[1] = denial
    send_rows(signed_in, view, rows)
    words = go_on(signed_in, view, "/columns")
    assert list(chosen(words.text).values()) == ["?"] * len(denials)
    assert "Förslag." not in words.text
    again = go_on(signed_in, view, "/words")
    assert again.request.path == page(view, "/words")
    assert "5 ord återstår att ta ställning till." in again.text
    fields = dict.fromkeys(chosen(again.text), "")
    assert go_on(signed_in, view, "/words", **fields).request.path == page(view, "/check")


def test_a_proposal_is_called_one_and_is_stored_only_when_somebody_says_that_it_is_right(
    signed_in: FlaskClient, installation: Installation, view: RoundView
) -> None:
    rows = other_tools.microsoft_forms(view)
    rows[1][7] = rows[2][8] = "Stammer helt"
    rows[0][8] = str(rows[0][8]).replace("är", "ar")
    columns = send(signed_in, view, as_workbook(rows), "svar.xlsx")
    assert columns.text.count("Förslag. Är det samma fråga? Kontrollera.") == 1
    words = go_on(signed_in, view, "/columns")
    assert re.search(r'aria-describedby="hint-1-1 note-1-1"', words.text)
    assert '<p class="mapping__note" id="note-1-1">Förslag. Betyder det samma sak? Kontrollera.</p>' in words.text
    check = go_on(signed_in, view, "/words")
    assert row_of(check.text, "Stammer helt") == ["Stammer helt", "Stämmer helt", "Förslag", "2 svar"]
    assert row_of(check.text, "Norrdal") == ["Norrdal", "Norrdal", "Säkert", "6 svar"]
    assert row_of(check.text, str(rows[0][8]))[2] == "Förslag"
    assert "Jag har kontrollerat de 2 förslagen. De stämmer." in check.text
    refused = press(signed_in, view, "/check")
    assert refused.status_code == 409
    assert "En del är fortfarande bara förslag." in refused.text
    assert fresh(installation, view).received == 0
    assert "6 svar har lästs in." in store(signed_in, view).text


def row_of(text: str, written: str) -> list[str]:
    """The cells of the row that begins with these words, in the tables of the dry run."""
    found = next(row for row in re.findall(r"<tr.*?</tr>", text, re.DOTALL) if f'<th scope="row">{written}</th>' in row)
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", found, re.DOTALL)]


def test_the_dry_run_lists_every_word_with_its_meaning_and_how_many_answers_it_concerns(
    signed_in: FlaskClient, view: RoundView
) -> None:
    rows = other_tools.google_forms(view)
    rows[1][1] = rows[2][1] = "Kanske"
    send_rows(signed_in, view, rows)
    word = chosen(go_on(signed_in, view, "/columns").text)
    check = go_on(signed_in, view, "/words", **dict.fromkeys(word, "3"))
    number = other_tools.ratings(view)
    assert row_of(check.text, "Kanske") == ["Kanske", "Stämmer delvis", "Valt", "2 svar"]
    assert row_of(check.text, "5")[1:3] == ["Stämmer helt", "Säkert"]
    said = [int(one) for one in re.findall(r"<td>(\d+) svar</td>", check.text)]
    assert sum(said) == 6 * number
    assert f"{number} förslagen" in check.text


def test_a_heading_that_denies_a_question_goes_nowhere(signed_in: FlaskClient, view: RoundView) -> None:
    rows = other_tools.microsoft_forms(view)
    rows[0][7] = str(rows[0][7]).replace("är det klart", "är det inte klart")
    send(signed_in, view, as_workbook(rows), "svar.xlsx")
    proposals = chosen(signed_in.get(page(view, "/columns")).text)
    assert proposals["column-2"] == ""
    assert proposals["column-3"] == view.questionnaire.items[1].id


def test_what_words_mean_can_be_changed_from_the_dry_run(signed_in: FlaskClient, view: RoundView) -> None:
    send_rows(signed_in, view, other_tools.limesurvey(view))
    go_on(signed_in, view, "/columns")
    assert "words?again=1" in go_on(signed_in, view, "/words").text
    again = signed_in.get(page(view, "/words?again=1")).text
    assert sorted(chosen(again).values()) == ["1", "2", "3", "4", "5"]


def test_a_file_that_was_understood_before_goes_straight_to_the_dry_run(
    signed_in: FlaskClient, view: RoundView
) -> None:
    for _ in range(2):
        send_rows(signed_in, view, other_tools.google_forms(view))
        go_on(signed_in, view, "/columns")
        store(signed_in, view)
    answered = send_rows(signed_in, view, other_tools.google_forms(view))
    assert answered.request.path == page(view, "/check")
    assert "Ändra kolumnerna" in answered.text
    assert "Är det samma svar igen?" in answered.text


def test_an_import_is_taken_back_after_a_question(
    signed_in: FlaskClient, installation: Installation, view: RoundView
) -> None:
    send_rows(signed_in, view, other_tools.google_forms(view))
    go_on(signed_in, view, "/columns")
    store(signed_in, view)
    assert "Ja, ta bort 6 svar" in signed_in.get(page(view, "/undo")).text
    assert "6 inlästa svar är borttagna." in press(signed_in, view, "/undo").text
    assert fresh(installation, view).received == 0
    assert signed_in.get(page(view, "/undo")).status_code == 302
    again = signed_in.post(page(view, "/undo"), data=token(signed_in, "/account"))
    assert again.status_code == 409
    assert "Det finns ingen inläsning att ta tillbaka." in again.text


def test_an_import_below_the_smallest_group_says_beforehand_that_it_cannot_be_taken_back(
    signed_in: FlaskClient, view: RoundView
) -> None:
    send_rows(signed_in, view, other_tools.google_forms(view, 3))
    assert "Så få svar (färre än 5) kan inte tas tillbaka" in go_on(signed_in, view, "/columns").text
    assert "Senaste inläsningen" not in store(signed_in, view).text


def test_cancelling_deletes_the_file(signed_in: FlaskClient, view: RoundView) -> None:
    send_rows(signed_in, view, other_tools.google_forms(view))
    assert "svar.csv" in signed_in.get(page(view)).text
    assert "Filen är raderad." in press(signed_in, view, "/cancel", shown="/columns").text
    again = signed_in.get(page(view, "/columns"), follow_redirects=True)
    assert again.request.path == page(view)
    assert "Filen finns inte kvar." in again.text


def test_another_browser_of_the_same_account_does_not_reach_the_file(
    app: Flask, signed_in: FlaskClient, view: RoundView
) -> None:
    send_rows(signed_in, view, other_tools.google_forms(view))
    kept = signed_in.get_cookie("samspel")
    assert kept is not None
    with signed_in.session_transaction() as session:
        session.pop(f"import_{view.round.code}")
    assert signed_in.get(page(view, "/check")).status_code == 302
    assert browser(app).get(page(view, "/check")).status_code == 302


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Filen innehåller inga svar"),
        (b"PK\x03\x04 broken", "kan inte läsas som en arbetsbok"),
        (b"%PDF-1.7", "inte CSV"),
        (b'Fr\xc3\xa5ga,Tal\r\n"Ja",4\r\n"oj" oj,"3\r\n', "Rad 3"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_cure(
    signed_in: FlaskClient, view: RoundView, content: bytes, words: str
) -> None:
    answered = send(signed_in, view, content)
    assert answered.status_code == 422
    assert words in answered.text


def test_no_file_is_said(signed_in: FlaskClient, view: RoundView) -> None:
    answered = signed_in.post(page(view), data=token(signed_in, page(view)))
    assert answered.status_code == 422
    assert "Välj en fil." in answered.text


def test_a_closed_round_says_that_nothing_is_imported_or_taken_back(
    signed_in: FlaskClient, installation: Installation, view: RoundView
) -> None:
    closed(installation, view)
    text = signed_in.get(page(view)).text
    assert "bara medan omgången är öppen" in text
    assert '<input type="file"' not in text
    assert page(view) in signed_in.get(f"/facilitate/rounds/{view.round.code}/paper").text


def test_what_was_passed_over_is_told_before_and_what_was_never_handed_in_after(
    signed_in: FlaskClient, installation: Installation, view: RoundView
) -> None:
    rows = other_tools.limesurvey(view, 8)
    rows[3][1] = rows[6][1] = ""
    columns = send_rows(signed_in, view, [["Enkät våren 2026"], [""], *rows]).text
    assert "Rubrikerna hämtas från rad 3. De 2 raderna ovanför (titel eller tomma) hoppas över." in columns
    go_on(signed_in, view, "/columns")
    check = go_on(signed_in, view, "/words").text
    assert "6 svar läses in." in check
    assert "Rubrikerna hämtas från rad 3." in check
    assert "2 rader skickades aldrig in och hoppas över." in check
    assert "innehåller inget svar" not in check
    done = store(signed_in, view).text
    assert "6 svar har lästs in. 2 rader skickades aldrig in och hoppas över." in done
    assert fresh(installation, view).received == 6


def test_a_workbook_that_is_too_much_is_refused_with_what_to_do(signed_in: FlaskClient, view: RoundView) -> None:
    content = workbook('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    answered = send(signed_in, view, content, "svar.xlsx")
    assert answered.status_code == 422
    assert "Bladet ”Blad” har något på rad 1048576" in answered.text
    locked = send(signed_in, view, b"\xd0\xcf\x11\xe0" + bytes(600), "svar.xls")
    assert "Filen är av typen .xls" in locked.text
