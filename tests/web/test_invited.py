"""Personal links and the way out of the list, as somebody without an account meets them."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.services.installation import Installation
from app.services.rounds import RoundView
from app.services.sealing import invitation_mark
from tests.mail_server import Postbox, mail_server, mailing
from tests.services.test_invitations import invited_round, links
from tests.web.conftest import browser, moved, token
from tests.web.test_respond import address, answer_everything, begin


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def office(installation: Installation, postbox: Postbox) -> Iterator[Installation]:
    with mail_server(postbox) as port:
        yield mailing(installation, port)


@pytest.fixture
def app(house: Flask, office: Installation) -> Flask:
    return moved(house, office)


@pytest.fixture
def view(office: Installation) -> RoundView:
    return invited_round(office, 5)


@pytest.fixture
def tokens(view: RoundView, postbox: Postbox) -> list[str]:
    return list(links(postbox).values())


def answered(office: Installation) -> int:
    with office.database.reading() as connection:
        ids = connection.execute(text("SELECT id FROM invitations")).scalars().all()
        marks = set(connection.execute(text("SELECT token_hash FROM handed_in")).scalars())
    return sum(invitation_mark(office, one) in marks for one in ids)


def sheets(office: Installation) -> int:
    with office.database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM responses")).scalar_one())


def hand_in(client: FlaskClient, view: RoundView) -> int:
    answer_everything(client, view)
    return client.post(address(view, "review"), data=token(client, address(view, "review"))).status_code


def test_the_link_leads_to_the_welcome_page_and_changes_nothing(
    client: FlaskClient, office: Installation, view: RoundView, tokens: list[str]
) -> None:
    followed = client.get(f"/i/{tokens[0]}")
    assert followed.headers["Location"].startswith(address(view))
    cookie = followed.headers["Set-Cookie"]
    assert f"Path={address(view)}" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=1209600" in cookie
    assert "Du kom hit via din personliga länk" in client.get(followed.headers["Location"]).text
    assert "Du kom hit via" not in browser(client.application).get(address(view)).text
    assert answered(office) == 0


def test_an_answer_by_the_link_is_noted_and_the_link_takes_no_second_one(
    app: Flask, office: Installation, view: RoundView, tokens: list[str]
) -> None:
    one, other = browser(app), browser(app)
    one.get(f"/i/{tokens[0]}")
    other.get(f"/i/{tokens[0]}")
    assert hand_in(one, view) == 302
    assert (answered(office), sheets(office)) == (1, 1)
    answer_everything(other, view)
    refused = other.post(address(view, "review"), data=token(other, address(view, "review")))
    assert refused.status_code == 409
    assert "Din inbjudan är redan besvarad" in refused.text
    assert "Din inbjudan är redan besvarad" in other.get(f"/i/{tokens[0]}").text
    assert (answered(office), sheets(office)) == (1, 1)


def test_the_open_link_goes_on_working(client: FlaskClient, office: Installation, view: RoundView) -> None:
    assert hand_in(client, view) == 302
    assert (answered(office), sheets(office)) == (0, 1)


def test_another_person_on_the_same_device_does_not_use_the_invitation(
    client: FlaskClient, office: Installation, view: RoundView, tokens: list[str]
) -> None:
    client.get(f"/i/{tokens[0]}")
    begin(client, view)
    client.post(address(view), data={"as": "another"})
    assert hand_in(client, view) == 302
    assert answered(office) == 0
    client.get(f"/i/{tokens[1]}")
    client.post(f"{address(view)}?invited=yes", data={"as": "another"})
    assert hand_in(client, view) == 302
    assert answered(office) == 1


def test_after_handing_in_the_device_has_forgotten_the_invitation(
    client: FlaskClient, office: Installation, view: RoundView, tokens: list[str]
) -> None:
    client.get(f"/i/{tokens[0]}")
    hand_in(client, view)
    assert client.get_cookie(f"samspel_invited_{view.round.code}", path=address(view)) is None
    client.post(address(view), data={"as": "another"})
    assert hand_in(client, view) == 302
    assert (answered(office), sheets(office)) == (1, 2)


def test_a_forged_cookie_invites_nobody(client: FlaskClient, office: Installation, view: RoundView) -> None:
    client.set_cookie(f"samspel_invited_{view.round.code}", "W10.forged", path=address(view))
    assert "Du kom hit via" not in client.get(address(view)).text
    assert hand_in(client, view) == 302
    assert answered(office) == 0


@pytest.mark.parametrize("place", ["i", "u"])
def test_a_link_that_is_cut_off_changed_or_of_the_other_kind_leads_nowhere(
    client: FlaskClient, tokens: list[str], postbox: Postbox, place: str
) -> None:
    right = next(iter(links(postbox, place).values()))
    wrong = next(iter(links(postbox, "u" if place == "i" else "i").values()))
    flipped = right[:-3] + ("A" if right[-3] != "A" else "B") + right[-2:]
    for one in (right[:-1], flipped, wrong, "x", "å", "%00", right + right):
        found = client.get(f"/{place}/{one}")
        assert found.status_code == 404, one
        assert "länk" in found.text


def test_unsubscribing_takes_a_button_and_no_account(
    client: FlaskClient, office: Installation, tokens: list[str], postbox: Postbox
) -> None:
    page = f"/u/{next(iter(links(postbox, 'u').values()))}"
    asked = client.get(page)
    assert re.search(r'<form method="post"[^>]*><button', asked.text)
    assert suppressions(office) == 0
    assert "Du får inga fler mejl" in client.post(page).text
    assert suppressions(office) == 1


def test_a_mail_program_unsubscribes_with_one_click(
    app: Flask, office: Installation, tokens: list[str], postbox: Postbox
) -> None:
    """RFC 8058: a POST of one field, without cookies and without anything else of ours."""
    page = str(postbox.mails[0]["List-Unsubscribe"]).strip("<> ").removeprefix("http://localhost")
    answer = app.test_client().post(page, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert suppressions(office) == 1
    assert app.test_client().post("/u/forged", data={"List-Unsubscribe": "One-Click"}).status_code == 404


def suppressions(office: Installation) -> int:
    with office.database.reading() as connection:
        return len(connection.execute(text("SELECT * FROM suppressions")).all())
