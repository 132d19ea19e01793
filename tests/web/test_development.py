"""The page of a collaboration's development: chosen rounds, changes in words, what was agreed on beside them."""

import csv
import io
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.record import Action, ActionState, Principle
from app.domain.round import Kind
from app.services.accounts import add_account
from app.services.agreements import add
from app.services.installation import Installation
from app.services.rounds import RoundView
from app.store.collaborations import insert_membership
from tests.builders import NOW, TODAY, closed_later, collaboration, facilitator, new_round
from tests.web.conftest import token


@pytest.fixture
def page(installation: Installation) -> str:
    """The address of the page."""
    return f"/collaborations/{collaboration(installation).id}/development"


@pytest.fixture
def rounds(installation: Installation) -> list[RoundView]:
    return [closed_later(installation, number, value) for number, value in enumerate((2, 2, 4), start=1)]


def words(client: FlaskClient, address: str, status: int = 200) -> str:
    """What the page says, spaces and line ends as single spaces."""
    answered = client.get(address)
    assert answered.status_code == status
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answered.text.replace("\N{NO-BREAK SPACE}", " "))).split())


def test_clear_changes_stand_in_words_with_their_numbers(
    signed_in: FlaskClient, page: str, rounds: list[RoundView]
) -> None:
    said = words(signed_in, page)
    assert "Som helhet syns en tydlig ökning: 2,0 → 4,0." in said
    assert "Tydlig ökning 2,0 → 4,00 Skillnad +2,0 (intervall +2,0 till +2,0)." in said
    assert "6 personer svarade första gången och 6 den senaste gången." in said
    assert "Omgång 2 2,0" in said


def test_the_rounds_that_are_ticked_are_compared(signed_in: FlaskClient, page: str, rounds: list[RoundView]) -> None:
    first, second, _ = (one.round.code for one in rounds)
    answered = signed_in.get(f"{page}?rounds={first}&rounds={second}").text
    assert "Ingen enskild nyckelfaktor visar en tydlig ökning" in answered
    assert re.findall(r'value="(\w+)" checked', answered) == [first, second]
    assert f"/development.pdf?rounds={first}&amp;rounds={second}&amp;language=sv" in answered


def test_a_choice_of_one_round_comes_back_with_words(
    signed_in: FlaskClient, page: str, rounds: list[RoundView]
) -> None:
    said = words(signed_in, f"{page}?rounds={rounds[0].round.code}", 422)
    assert "Färre än två omgångar är valda. Välj minst två att jämföra." in said
    assert "Jämför valda omgångar" in said


def test_one_round_alone_says_what_there_will_be(signed_in: FlaskClient, installation: Installation, page: str) -> None:
    closed_later(installation, 1, 3)
    said = words(signed_in, page)
    assert "När två omgångar med samma frågeformulär är stängda ser ni här" in said
    assert "En omgång är stängd än så länge." in said
    assert signed_in.get(f"{page}.pdf").status_code == 409


def test_what_was_agreed_on_stands_beside_what_has_happened_since(
    signed_in: FlaskClient, installation: Installation, page: str, rounds: list[RoundView]
) -> None:
    account, code = facilitator(installation), rounds[1].round.code
    add(installation, account, code, Principle("", None, "Vi säger det som skaver."), NOW)
    add(installation, account, code, Action("", "service", "Boka möte", "Samordnare", state=ActionState.DONE), NOW)
    said = words(signed_in, page)
    assert "Det här kom ni överens om efter omgången Omgång 2." in said
    assert "Vi säger det som skaver." in said
    since = said[said.index("Boka möte") :]
    assert since.startswith("Boka möte Samordnare · – Klar Nyckelfaktorn sedan dess Tydlig ökning 2,0 → 4,0")


def test_organisations_that_came_and_the_same_over_the_common_ones(
    signed_in: FlaskClient, installation: Installation, page: str
) -> None:
    for number, value, names in ((1, 2, ("Norrdal", "Älvnäs")), (2, 4, ("Norrdal", "Älvnäs", "Storvik"))):
        new = new_round(title=f"Omgång {number}", organisations=names)
        closed_later(installation, number, value, new, each=5)
    said = words(signed_in, page)
    assert "Det är inte samma organisationer båda gångerna: Storvik har tillkommit efter den första omgången." in said
    assert "Räknat på de två organisationer som kan visas båda gångerna, där alla väger lika: 2,0 → 4,0." in said


def test_joint_rounds_show_each_organisation_and_test_nothing(
    signed_in: FlaskClient, installation: Installation, page: str
) -> None:
    for number, value in ((1, 2), (2, 4)):
        closed_later(installation, number, value, new_round(title=f"Omgång {number}", kind=Kind.JOINT), each=1)
    said = words(signed_in, page)
    assert "Inte prövat 2,0 → 4,00 Skillnad +2,0." in said
    assert "Norrdal 2,0 → 4,0 +2,0" in said
    assert "ökning syns" not in said


def test_the_pages_around_lead_here(signed_in: FlaskClient, page: str, rounds: list[RoundView]) -> None:
    first, second, _ = (one.round.code for one in rounds)
    assert f'href="{page}"' in signed_in.get(page.removesuffix("/development")).text
    assert f'href="{page}?rounds={first}&amp;rounds={second}"' in signed_in.get(f"/rounds/{second}/results").text
    assert "Jämför med förra omgången" not in signed_in.get(f"/rounds/{first}/results").text


def test_the_document_comes_in_the_language_asked_for(
    signed_in: FlaskClient, page: str, rounds: list[RoundView]
) -> None:
    answered = signed_in.get(f"{page}.pdf?language=en")
    assert answered.data.startswith(b"%PDF")
    assert "samspel-development-en.pdf" in answered.headers["Content-Disposition"]
    assert signed_in.get(f"{page}.pdf?language=xx").status_code == 404


def test_the_table_has_a_row_for_every_unit_and_round(
    signed_in: FlaskClient, page: str, rounds: list[RoundView]
) -> None:
    answered = signed_in.get(f"{page}.csv")
    assert answered.headers["Content-Disposition"].endswith('"samspel-development.csv"')
    found = list(csv.DictReader(io.StringIO(answered.data.decode("utf-8-sig")), delimiter=";"))
    assert len(found) == 3 * (1 + 3 + 13)
    first, _, last = (one for one in found if one["id"] == "service")
    assert (first["mean"], first["n_smallest"], first["since_before_verdict"]) == ("2", "6", "")
    assert (last["since_before_verdict"], last["overall_difference"], last["overall_verdict"]) == (
        "increase",
        "2",
        "increase",
    )
    assert [one["round"] for one in found[:3]] == [one.round.code for one in rounds]


def test_what_is_withheld_is_empty_in_the_table_with_its_reason(
    signed_in: FlaskClient, installation: Installation, page: str
) -> None:
    closed_later(installation, 1, 3)
    closed_later(installation, 2, 3, each=1)
    found = list(csv.DictReader(io.StringIO(signed_in.get(f"{page}.csv").data.decode("utf-8-sig")), delimiter=";"))
    last = found[1]
    assert (last["withheld"], last["mean"], last["mean_low"], last["ad"]) == ("too_few_persons", "", "", "")
    assert (last["overall_compared"], last["overall_difference"], last["overall_verdict"]) == ("full", "", "")


def test_who_leads_the_rounds_is_told_that_few_answers_lie_between_them_and_a_reader_is_not(
    app: Flask, signed_in: FlaskClient, installation: Installation, page: str, rounds: list[RoundView]
) -> None:
    said = "Få svar skiljer de här omgångarna åt: att tänka på Omgång 1 och Omgång 2 Omgång 2 och Omgång 3"
    assert said in words(signed_in, page)
    guest = add_account(installation, "gast@storvik.example", "Gäst", "another long password", TODAY)
    with installation.database.writing() as connection:
        insert_membership(connection, guest.id, rounds[0].collaboration_id, "guest")
    reader = app.test_client()
    reader.post(
        "/account/sign-in",
        data={"email": guest.email, "password": "another long password", **token(reader, "/account/sign-in")},
    )
    assert "Få svar skiljer" not in words(reader, page)
