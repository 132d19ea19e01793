"""An installation with one of everything, its application, and a caller of the API for every role."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.application import create_app
from app.domain.items import PARTED_KINDS
from app.services.accounts import Account, account_of
from app.services.api_tokens import NewToken, make_token, new_api_token
from app.services.installation import Installation
from app.services.responses import hand_in
from app.services.rounds import RoundView
from app.services.token_scope import Scope
from tests.architecture.access_objects import address, make_objects
from tests.builders import NOW, filled
from tests.conftest import settings

ALL = Scope(catalogue=True, everything=True)


class Told(TestResponse):
    """An answer of the API, which always has a JSON body."""

    json: Any


class Caller:
    """Another program, with a token."""

    def __init__(self, app: Flask, secret: str) -> None:
        self.client: FlaskClient = app.test_client()
        self.headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "sv"} if secret else {}

    def get(self, path: str, **headers: str) -> Told:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cast(Told, self.client.get(f"/api/v1{path}", headers={**self.headers, **named}))


class House:
    """An application with one of everything in it (`tests/architecture/access_objects.py`)."""

    def __init__(self, folder: Path) -> None:
        self.installation = Installation.open(settings(f"sqlite:///{folder / 'samspel.db'}", folder))
        self.objects = make_objects(self.installation)
        self.app = create_app(self.installation)
        self.app.config["TESTING"] = True
        self.app.extensions["api"].config["TESTING"] = True

    def account(self, role: str) -> Account:
        found = account_of(self.installation, address(role))
        assert found is not None
        return found

    def secret(self, role: str, scope: Scope = ALL, *, days: int = 30, now: datetime | None = None) -> str:
        secret = new_api_token()
        wish = NewToken("Rapport", scope, days)
        make_token(self.installation, self.account(role), wish, secret, now or datetime.now(UTC))
        return secret

    def caller(self, role: str, scope: Scope = ALL) -> Caller:
        return Caller(self.app, "" if role == "nobody" else self.secret(role, scope))


def answer(installation: Installation, view: RoundView, number: int, value: int, **other: str) -> None:
    """So many persons hand in the same answers; each on a device of its own, over all the rounds of the house."""
    weighed = [item for item in view.questionnaire.items if isinstance(item, PARTED_KINDS)]
    places = {item.id: [f"{part.key}:{value}" for part in item.parts] for item in weighed}
    for _ in range(number):
        hand_in(installation, view, uuid.uuid4().hex, NOW, {**filled(view, value, **other), **places})


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    found = House(tmp_path_factory.mktemp("api"))
    yield found
    found.installation.database.dispose()
