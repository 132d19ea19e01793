"""A web application on an empty installation, and browsers without scripts."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.application import create_app
from app.services.installation import Installation
from app.store.database import Database
from app.web.answering import StoredAnswering
from tests.builders import EMAIL, PASSWORD, facilitator
from tests.conftest import LIBRARY, settings

Post = Callable[..., TestResponse]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application of all tests, with its addresses mapped and its templates compiled once."""
    folder = tmp_path_factory.mktemp("house")
    return create_app(Installation(settings("sqlite://", folder), Database("sqlite://"), LIBRARY))


@pytest.fixture
def app(house: Flask, installation: Installation) -> Flask:
    return moved(house, installation)


def moved(house: Flask, installation: Installation) -> Flask:
    """The application on another installation, as `create_app` would have made it. What a test turns in its settings is
    turned back here."""
    house.config["TESTING"] = True
    house.config["FONT_FOLDER"] = str(installation.settings.instance / "fonts")
    house.extensions["installation"] = installation
    house.extensions["api"].extensions["installation"] = installation
    house.extensions["answering"] = StoredAnswering(installation)
    return house


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A respondent's browser that reads Swedish."""
    return browser(app)


@pytest.fixture
def signed_in(app: Flask, installation: Installation) -> FlaskClient:
    """A facilitator's browser."""
    facilitator(installation)
    one = browser(app)
    answer = one.post("/account/sign-in", data={"email": EMAIL, "password": PASSWORD, **token(one, "/account/sign-in")})
    assert answer.status_code == 302
    return one


def browser(app: Flask) -> FlaskClient:
    one = app.test_client()
    one.environ_base["HTTP_ACCEPT_LANGUAGE"] = "sv"
    return one


def token(one: FlaskClient, page: str) -> dict[str, str]:
    """The CSRF token of a page, as a field to post."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', one.get(page).text)
    assert found, page
    return {"csrf_token": found[1]}
