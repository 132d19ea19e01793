"""The respondent's way, without scripts: nothing lost, nothing stored twice, every odd turn handled."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.round import Kind, Layout
from app.services.installation import Installation
from app.services.results import round_result
from app.services.rounds import RoundView
from tests.builders import closed, draft_round, fresh, new_round, opened_round, reopened
from tests.web.conftest import browser, token

STEPS = 4
"""Pages of the pulse check: about you, and three dimensions."""


@pytest.fixture
def view(installation: Installation) -> RoundView:
    return opened_round(installation)


def address(view: RoundView, page: object = "") -> str:
    return f"/r/{view.round.code}{f'/{page}' if page else ''}"


def begin(client: FlaskClient, view: RoundView, **form: str) -> None:
    assert client.post(address(view), data=form).headers["Location"] == address(view, 1)


def answers_of(view: RoundView, number: int, value: str = "4") -> dict[str, str]:
    """Fields of the step's items, all with the same value."""
    dimension = view.questionnaire.dimensions[number - 2]
    return {f"item_{item.id}": value for item in dimension.all_items if item.kind == "rating"}


def save(client: FlaskClient, view: RoundView, number: int, **fields: str) -> str:
    """Posts a step and gives the address it leads to."""
    answer = client.post(address(view, number), data={**token(client, address(view, number)), **fields})
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])


def answer_everything(client: FlaskClient, view: RoundView, **about: str) -> None:
    begin(client, view)
    save(client, view, 1, **about)
    for number in range(2, STEPS + 1):
        save(client, view, number, **answers_of(view, number))


def test_the_whole_way_from_welcome_to_receipt(
    client: FlaskClient, installation: Installation, view: RoundView
) -> None:
    welcome = client.get(address(view)).text
    assert "Pulskoll för samverkan" in welcome
    assert "minst 5 personer" in welcome
    begin(client, view)
    assert save(client, view, 1, item_organisation="norrdal", item_level="politik") == address(view, 2)
    assert save(client, view, 2, **answers_of(view, 2)) == address(view, 3)
    assert save(client, view, 3, **answers_of(view, 3)) == address(view, 4)
    assert save(client, view, 4, **answers_of(view, 4), item_puls_kommentar="Mer tid") == address(view, "review")
    assert "Norrdal" in client.get(address(view, "review")).text
    handed_in = client.post(address(view, "review"), data=token(client, address(view, "review")))
    assert handed_in.headers["Location"] == address(view, "receipt")
    assert "Tack" in client.get(address(view, "receipt")).text
    assert fresh(installation, view).received == 1


def test_every_item_is_a_labelled_group_of_radio_buttons(client: FlaskClient, view: RoundView) -> None:
    begin(client, view)
    page = client.get(address(view, 2)).text
    for item in view.questionnaire.dimensions[0].all_items:
        assert re.search(rf'<fieldset[^>]*id="q-{item.id}".*?<legend>{item.text.into("sv")}</legend>', page, re.S)
        assert len(re.findall(rf'<label[^>]*><input type="radio" name="item_{item.id}"', page)) == 6


def test_what_was_answered_is_there_when_one_comes_back(app: Flask, view: RoundView) -> None:
    client = browser(app)
    begin(client, view)
    save(client, view, 2, item_malbild_puls="", **answers_of(view, 2, "2"))
    page = client.get(address(view, 2)).text
    assert len(re.findall(r'value="2" checked', page)) == 4
    assert "checked" not in client.get(address(view, 3)).text
    assert "Fortsätt där du var" in client.get(address(view)).text


def test_another_device_sees_nothing_of_the_draft(app: Flask, client: FlaskClient, view: RoundView) -> None:
    begin(client, view)
    save(client, view, 2, **answers_of(view, 2))
    other = browser(app)
    begin(other, view)
    assert "checked" not in other.get(address(view, 2)).text


def test_the_back_button_saves_too(client: FlaskClient, view: RoundView) -> None:
    begin(client, view)
    assert save(client, view, 2, go="back", **answers_of(view, 2)) == address(view, 1)
    assert "checked" in client.get(address(view, 2)).text


def test_a_fault_brings_the_page_back_with_everything_and_links_to_the_fault(
    client: FlaskClient, view: RoundView
) -> None:
    begin(client, view)
    words = "ord " * 600
    fields = {**answers_of(view, 4), "item_puls_kommentar": words, "item_riktning_puls": "9"}
    answer = client.post(address(view, 4), data={**token(client, address(view, 4)), **fields})
    assert answer.status_code == 422
    assert 'href="#q-puls_kommentar"' in answer.text
    assert 'href="#q-riktning_puls"' in answer.text
    assert words.strip() in answer.text
    assert len(re.findall(r'value="4" checked', answer.text)) == 3
    assert 'role="alert"' in answer.text


def test_what_was_typed_is_escaped_on_the_way_back(client: FlaskClient, view: RoundView) -> None:
    begin(client, view)
    save(client, view, 4, item_puls_kommentar="</textarea><script>alert(1)</script>")
    page = client.get(address(view, 4)).text
    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;" in page


def test_a_stale_token_loses_nothing_and_the_next_press_works(client: FlaskClient, view: RoundView) -> None:
    begin(client, view)
    answer = client.post(address(view, 2), data={"csrf_token": "old", **answers_of(view, 2)})
    assert answer.status_code == 422
    assert "Inget har gått förlorat" in answer.text
    assert len(re.findall(r'value="4" checked', answer.text)) == 4
    found = re.search(r'name="csrf_token" value="([^"]+)"', answer.text)
    assert found
    again = client.post(address(view, 2), data={"csrf_token": found[1], **answers_of(view, 2)})
    assert again.headers["Location"] == address(view, 3)


def test_a_forged_request_cannot_hand_in(client: FlaskClient, installation: Installation, view: RoundView) -> None:
    answer_everything(client, view)
    assert client.post(address(view, "review")).status_code == 400
    assert fresh(installation, view).received == 0


@pytest.mark.parametrize("page", ["", 2, "review"])
def test_a_form_on_somebody_elses_page_cannot_take_the_drafts_cookie_away(
    client: FlaskClient, view: RoundView, page: object
) -> None:
    answer = client.post(address(view, page), data={"as": "another"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.headers["Location"] == address(view)
    assert "Set-Cookie" not in answer.headers


def test_handing_in_twice_stores_once_and_shows_the_receipt(
    client: FlaskClient, installation: Installation, view: RoundView
) -> None:
    answer_everything(client, view)
    field = token(client, address(view, "review"))
    for _ in range(2):
        assert client.post(address(view, "review"), data=field).headers["Location"] == address(view, "receipt")
    assert fresh(installation, view).received == 1


def test_the_back_button_after_handing_in_leads_to_the_receipt(client: FlaskClient, view: RoundView) -> None:
    answer_everything(client, view)
    client.post(address(view, "review"), data=token(client, address(view, "review")))
    for page in (2, "review"):
        assert client.get(address(view, page)).headers["Location"] == address(view, "receipt")


def test_a_second_tab_that_saves_after_handing_in_is_told_so(
    client: FlaskClient, installation: Installation, view: RoundView
) -> None:
    answer_everything(client, view)
    field = token(client, address(view, 2))
    client.post(address(view, "review"), data=token(client, address(view, "review")))
    late = client.post(address(view, 2), data={**field, **answers_of(view, 2, "1")})
    assert late.headers["Location"] == address(view, "receipt")
    assert fresh(installation, view).received == 1


def test_two_tabs_keep_each_others_steps(client: FlaskClient, view: RoundView) -> None:
    begin(client, view)
    first, second = token(client, address(view, 2)), token(client, address(view, 3))
    client.post(address(view, 3), data={**second, **answers_of(view, 3, "5")})
    client.post(address(view, 2), data={**first, **answers_of(view, 2, "1")})
    assert 'value="5" checked' in client.get(address(view, 3)).text
    assert 'value="1" checked' in client.get(address(view, 2)).text


def test_a_round_that_closes_meanwhile_keeps_the_draft_for_a_reopening(
    client: FlaskClient, installation: Installation, view: RoundView
) -> None:
    answer_everything(client, view)
    fields = token(client, address(view, 2))
    review = token(client, address(view, "review"))
    closed(installation, view)
    for page, data in ((2, {**fields, **answers_of(view, 2)}), ("review", review)):
        answer = client.post(address(view, page), data=data)
        assert answer.status_code == 409
        assert "Omgången stängdes medan du svarade" in answer.text
        assert "Det här skrev du" not in answer.text
    assert "Omgången är stängd" in client.get(address(view, 2)).text
    reopened(installation, view)
    assert 'value="4" checked' in client.get(address(view, 2)).text
    client.post(address(view, "review"), data=token(client, address(view, "review")))
    assert fresh(installation, view).received == 1


def test_a_step_that_meets_the_closing_keeps_choices_and_words_and_the_same_button_saves_it_after_a_reopening(
    client: FlaskClient, installation: Installation, view: RoundView
) -> None:
    begin(client, view)
    chosen = {**answers_of(view, 4, "2"), "item_puls_kommentar": "Mer <tid>\r\nför samverkan"}
    closed(installation, view)
    answer = client.post(address(view, 4), data={**token(client, "/account/sign-in"), **chosen})
    assert answer.status_code == 409
    assert "Omgången stängdes medan du svarade, så den här sidan kunde inte sparas" in answer.text
    assert answer.text.count('value="2" checked') == len(answers_of(view, 4))
    assert "Mer &lt;tid&gt;" in answer.text
    reopened(installation, view)
    field = re.search(r'name="csrf_token" value="([^"]+)"', answer.text)
    assert field
    assert client.post(address(view, 4), data={**chosen, "csrf_token": field[1]}).status_code == 302
    assert client.get(address(view, 4)).text.count('value="2" checked') == len(answers_of(view, 4))


def test_another_language_in_the_middle_of_a_page_keeps_what_was_typed(client: FlaskClient, view: RoundView) -> None:
    begin(client, view)
    address_in_english = save(client, view, 4, **answers_of(view, 4), item_puls_kommentar="Mer tid", language="en")
    assert address_in_english == f"{address(view, 4)}?language=en"
    page = client.get(address_in_english).text
    assert '<html lang="en">' in page
    assert "Mer tid</textarea>" in page
    assert len(re.findall(r'value="4" checked', page)) == len(answers_of(view, 4))


def test_the_first_button_of_a_page_goes_on_so_that_the_enter_key_does(client: FlaskClient, view: RoundView) -> None:
    begin(client, view)
    buttons = re.findall(r"<button[^>]*>", client.get(address(view, 2)).text)
    assert buttons[0] == '<button type="submit" form="answers" hidden>'


def test_a_browser_without_cookies_is_told_what_is_missing(app: Flask, view: RoundView) -> None:
    client = app.test_client(use_cookies=False)
    welcome = {"Referer": f"http://localhost{address(view)}", "Accept-Language": "sv"}
    answer = client.post(address(view), headers=welcome, follow_redirects=True)
    assert answer.status_code == 400
    assert "Tillåt kakor" in answer.text
    assert client.get(address(view, 1)).headers["Location"] == address(view)


def test_another_person_on_the_same_device_starts_afresh(
    client: FlaskClient, installation: Installation, view: RoundView
) -> None:
    for _ in range(2):
        begin(client, view, **{"as": "another"})
        assert "checked" not in client.get(address(view, 2)).text
        save(client, view, 2, **answers_of(view, 2))
        client.post(address(view, "review"), data=token(client, address(view, "review")))
    assert fresh(installation, view).received == 2


def test_an_empty_sheet_is_not_taken(client: FlaskClient, installation: Installation, view: RoundView) -> None:
    begin(client, view)
    answer = client.post(address(view, "review"), data=token(client, address(view, "review")))
    assert answer.status_code == 422
    assert "Svara på minst en fråga" in answer.text
    assert fresh(installation, view).received == 0


def test_everything_on_one_page_when_the_round_says_so(client: FlaskClient, installation: Installation) -> None:
    view = opened_round(installation, new_round(layout=Layout.PAGE))
    begin(client, view)
    page = client.get(address(view, 1)).text
    assert len(re.findall("<legend>", page)) == 15
    assert client.get(address(view, 2)).status_code == 404
    fields = {name: value for number in (2, 3, 4) for name, value in answers_of(view, number).items()}
    assert save(client, view, 1, **fields) == address(view, "review")


def test_in_a_joint_round_the_organisation_is_asked_for_and_the_openness_said_first(
    client: FlaskClient, installation: Installation
) -> None:
    view = opened_round(installation, new_round(kind=Kind.JOINT))
    assert "Svaret visas öppet" in client.get(address(view)).text
    begin(client, view)
    missing = client.post(address(view, 1), data=token(client, address(view, 1)))
    assert missing.status_code == 422
    assert "Ange vilken organisation" in missing.text
    assert save(client, view, 1, item_organisation="alvnas") == address(view, 2)


def test_the_script_saves_a_page_as_it_stands(client: FlaskClient, view: RoundView) -> None:
    begin(client, view)
    data = {**token(client, address(view, 2)), "step": "2", **answers_of(view, 2, "3")}
    assert client.post(address(view, "draft"), data=data).status_code == 204
    assert len(re.findall(r'value="3" checked', client.get(address(view, 2)).text)) == 4
    assert client.post(address(view, "draft"), data={**data, "csrf_token": "forged"}).status_code == 400


@pytest.mark.parametrize("code", ["NOSUCH", "../etc", "%00"])
def test_an_unknown_code_is_explained(client: FlaskClient, code: str) -> None:
    answer = client.get(f"/r/{code}")
    assert answer.status_code == 404
    assert "finns" in answer.text


def test_a_draft_round_and_a_closed_one_say_so(client: FlaskClient, installation: Installation) -> None:
    view = draft_round(installation)
    assert "Omgången har inte öppnat än" in client.get(address(view)).text
    view = opened_round(installation, new_round(title="Hösten"))
    closed(installation, view)
    assert "Omgången är stängd" in client.get(address(view)).text


def test_a_tampered_cookie_is_no_token(client: FlaskClient, view: RoundView) -> None:
    begin(client, view)
    client.set_cookie(f"samspel_{view.round.code}", "forged", path=address(view))
    assert client.get(address(view, 2)).headers["Location"] == address(view)


def test_the_cookie_is_for_this_round_only_and_out_of_reach_of_scripts(client: FlaskClient, view: RoundView) -> None:
    cookie = client.post(address(view)).headers["Set-Cookie"]
    assert f"Path={address(view)}" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_page_speaks_english_on_request_and_remembers_it(client: FlaskClient, view: RoundView) -> None:
    assert "Pulse check of collaboration" in client.get(f"{address(view)}?language=en").text
    assert '<html lang="en">' in client.get(address(view)).text


def test_a_round_in_swedish_only_is_swedish_for_everybody(client: FlaskClient, installation: Installation) -> None:
    view = opened_round(installation, new_round(languages=("sv",)))
    assert '<html lang="sv">' in client.get(f"{address(view)}?language=en").text


def test_every_page_forbids_foreign_and_inline_scripts(client: FlaskClient, view: RoundView) -> None:
    begin(client, view)
    for page in ("/", address(view), address(view, 2), "/r/NOSUCH", "/nowhere"):
        answer = client.get(page)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(r"<style|<script(?! type=\"module\" src)| style=| on\w+=", answer.text), page


def test_an_answer_changes_the_result_only_after_closing(
    client: FlaskClient, installation: Installation, view: RoundView
) -> None:
    answer_everything(client, view)
    client.post(address(view, "review"), data=token(client, address(view, "review")))
    result = round_result(installation, fresh(installation, view))
    assert (result.persons, result.withheld is not None) == (0, True)


def test_a_closing_time_is_said_before_the_first_question(client: FlaskClient, installation: Installation) -> None:
    closes_at = datetime(2999, 6, 1, 14, 30, tzinfo=UTC)
    view = opened_round(installation, replace(new_round(), closes_at=closes_at))
    assert "Svara senast 1 juni 2999 kl. 16.30." in client.get(f"/r/{view.round.code}").text


def test_after_the_closing_time_every_page_says_so_and_the_draft_is_kept(
    client: FlaskClient, installation: Installation, view: RoundView
) -> None:
    page = f"/r/{view.round.code}"
    client.post(page)
    answers = {f"item_{item.id}": "3" for item in view.questionnaire.items if item.kind == "rating"}
    client.post(f"{page}/2", data={**answers, **token(client, f"{page}/2")})
    field = token(client, f"{page}/review")
    with installation.database.writing() as connection:
        connection.exec_driver_sql("UPDATE rounds SET closes_at = '2001-06-01 14:30:00'")
    for address in (page, f"{page}/1", f"{page}/review"):
        shown = client.get(address).text
        assert "Omgången är stängd" in shown
        assert "Du hade börjat svara. Det du har sparat finns kvar" in shown
    refused = client.post(f"{page}/review", data=field)
    assert refused.status_code == 409
    assert "Omgången stängdes medan du svarade" in refused.text
    assert fresh(installation, view).received == 0
    with installation.database.writing() as connection:
        connection.exec_driver_sql("UPDATE rounds SET closes_at = NULL")
    assert "Fortsätt där du var" in client.get(page).text


def test_a_round_that_opens_by_itself_says_when(client: FlaskClient, installation: Installation) -> None:
    opens_at = datetime(2999, 6, 1, 14, 30, tzinfo=UTC)
    view = draft_round(installation, replace(new_round(), opens_at=opens_at))
    assert "Den öppnar 1 juni 2999 kl. 16.30." in client.get(f"/r/{view.round.code}").text
