"""Every address is shut for whoever is not signed in, unless it stands in the short list of public ones."""

from flask import Blueprint, Flask

from app.application import create_app
from app.services.installation import Installation
from tests.web.conftest import browser


def test_a_room_that_says_nothing_about_its_door_has_it_shut(installation: Installation) -> None:
    app = create_app(installation)
    room = Blueprint("room", __name__)
    room.get("/room")(lambda: "what nobody is to see")
    app.register_blueprint(room)
    seen = browser(app).get("/room")
    assert seen.status_code == 302
    assert seen.location.startswith("/account/sign-in?next=")


def test_an_address_that_there_is_not_is_told_as_such(app: Flask) -> None:
    assert browser(app).get("/no/such/place").status_code == 404
