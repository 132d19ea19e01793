"""Following a round in the browser: the figures, their fragment, warnings from expected numbers, and the reminder."""

from flask.testing import FlaskClient
from sqlalchemy import update

from app.domain.round import Kind
from app.services.installation import Installation
from app.services.rounds import RoundView
from app.store.rounds import RoundRow
from tests.builders import answer, closed, draft_round, fresh, new_round, opened_round


def page(signed_in: FlaskClient, view: RoundView, part: str = "") -> str:
    answer = signed_in.get(f"/facilitate/rounds/{view.round.code}/following{part}")
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def expect(installation: Installation, view: RoundView, **numbers: int) -> None:
    with installation.database.writing() as connection:
        connection.execute(update(RoundRow).where(RoundRow.id == view.round.id).values(expected_of=numbers))


def test_a_round_without_answers_says_so_and_when_more_is_shown(
    signed_in: FlaskClient, installation: Installation
) -> None:
    text = page(signed_in, opened_round(installation))
    assert "Ingen har svarat än." in text
    assert text.count("Visas när minst 5 har svarat.") == 2


def test_organisations_show_with_what_is_expected_of_them_and_roles_wait(
    signed_in: FlaskClient, installation: Installation
) -> None:
    view = opened_round(installation)
    expect(installation, view, norrdal=9, alvnas=6, storvik=3)
    answer(installation, view, 6, organisation="norrdal", level="politik")
    answer(installation, view, 3, organisation="alvnas", level="ledning")
    answer(installation, view, 2, organisation="storvik", level="ledning")
    text = page(signed_in, view)
    assert 'Norrdal</th><td class="number">6 <span class="soft">av 9</span>' in text
    assert 'Övriga: Älvnäs, Storvik</th><td class="number">5 <span class="soft">av 9</span>' in text
    # Five and ten had answered unseen: the first look draws the picture of all eleven.
    assert "Så här såg det ut när 11 hade svarat. Bilden förnyas när 5 till har svarat." in text
    assert "Visas när omgången är stängd." in text and "Förtroendevald" not in text
    assert "Färre än 5 väntas svara från: Storvik (3)." in text
    closed(installation, view)
    assert "Förtroendevald" in page(signed_in, view)


def test_the_fragment_is_what_stands_in_the_page(signed_in: FlaskClient, installation: Installation) -> None:
    view = opened_round(installation)
    answer(installation, view, 6, organisation="norrdal")
    fragment = page(signed_in, view, "/figures")
    assert fragment.strip() in page(signed_in, view)
    assert "<html" not in fragment
    assert "Svar per dag" in fragment and ">6</text>" in fragment


def test_a_group_that_will_be_too_small_is_warned_of_already_in_the_draft(
    signed_in: FlaskClient, installation: Installation
) -> None:
    view = draft_round(installation)
    expect(installation, view, norrdal=8, alvnas=2, storvik=2)
    assert "går det inte att jämföra organisationer" in page(signed_in, view)
    expect(installation, view, norrdal=8, alvnas=6, storvik=5)
    assert 'class="note"' not in page(signed_in, view)


def test_a_joint_round_shows_by_name_who_has_handed_in(signed_in: FlaskClient, installation: Installation) -> None:
    view = opened_round(installation, new_round(kind=Kind.JOINT))
    answer(installation, view, 1, organisation="alvnas")
    text = page(signed_in, view)
    assert 'Älvnäs</th><td class="number">har lämnat in' in text
    assert 'Norrdal</th><td class="number">inte än' in text
    assert "Roller" not in text


def test_a_reminder_is_offered_while_the_round_is_open(signed_in: FlaskClient, installation: Installation) -> None:
    view = opened_round(installation)
    address = f"/facilitate/rounds/{view.round.code}/reminders/write"
    assert f'href="{address}"' in page(signed_in, view)
    assert signed_in.get(address).status_code == 200
    assert address not in page(signed_in, closed(installation, view))


def test_no_count_below_the_smallest_group_ever_stands_beside_an_organisation(
    signed_in: FlaskClient, installation: Installation
) -> None:
    view = opened_round(installation)
    for organisation, level in (("norrdal", "politik"), ("alvnas", "ledning"), ("storvik", "verksamhet")) * 6:
        answer(installation, view, 1, organisation=organisation, level=level)
        text = page(signed_in, fresh(installation, view), "/figures").partition("Organisationer")[2]
        for small in range(1, 5):
            assert f'<td class="number">{small}<' not in text
