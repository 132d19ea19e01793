"""A stored response, from the posted form to the receipt, against the bare transaction writing the same rows."""

import json
import re
import time
import uuid
from statistics import median
from wsgiref.types import WSGIEnvironment

from flask import Flask, redirect, request
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response

from app.application import create_app
from app.services.installation import Installation
from app.services.rounds import RoundView
from app.store import marks, participation, responses
from bench.installations import TODAY, installation_with_round

ROUNDS = 5
RESPONSES = 40


def response_row() -> tuple[str, str, str, str, str]:
    """Responses a second through the application, and bare transactions of the same rows, in turns."""
    with installation_with_round() as (installation, view):
        app = create_app(installation)
        app.config["WTF_CSRF_ENABLED"] = True
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(_through_the_form(app, view))
            theirs.append(_bare_transactions(installation, view))
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    return (
        "stored response",
        f"{median(ours):.0f}/s, form checked, one transaction, receipt",
        f"the bare transaction: {median(theirs):.0f}/s",
        f"{100 * ratio:.0f} %",
        ">= 30 %",
    )


def step_row() -> tuple[str, str, str, str, str]:
    """Saved steps a second through the application, and through a bare route that makes the same transaction."""
    with installation_with_round() as (installation, view):
        app = create_app(installation)
        app.config["WTF_CSRF_ENABLED"] = True
        bare = _bare_app(installation, view)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(_saved_steps(app, [_step(app, view) for _ in range(RESPONSES)]))
            theirs.append(_saved_steps(bare, [_bare_step(view) for _ in range(RESPONSES)]))
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    return (
        "saved step of 47 statements",
        f"{median(ours):.0f}/s, checked, sealed, one transaction",
        f"a bare route, the same transaction: {median(theirs):.0f}/s",
        f"{100 * ratio:.0f} %",
        "-",
    )


def _saved_steps(app: Flask, requests: list[WSGIEnvironment]) -> float:
    began = time.perf_counter()
    answers = [run_wsgi_app(app, one) for one in requests]
    took = time.perf_counter() - began
    assert [status for _, status, _ in answers] == ["302 FOUND"] * len(requests)
    return len(requests) / took


def _step(app: Flask, view: RoundView) -> WSGIEnvironment:
    """The request of somebody who saves the page for the first time."""
    address = f"/r/{view.round.code}"
    client = app.test_client()
    client.post(address)
    fields = _filled_in(view) | {"csrf_token": _token(client, f"{address}/1")}
    return EnvironBuilder(f"{address}/1", method="POST", data=fields, headers=_cookies(client, view)).get_environ()


def _bare_step(view: RoundView) -> WSGIEnvironment:
    return EnvironBuilder("/", method="POST", data=_filled_in(view)).get_environ()


def _bare_app(installation: Installation, view: RoundView) -> Flask:
    """A route that writes what was posted as it is: the draft, and the mark that is set and taken away."""
    app = Flask("bare")

    @app.post("/")
    def save() -> Response:
        token = uuid.uuid4().hex
        with installation.database.writing() as connection:
            marks.leave(connection, token, view.round.id)
            responses.draft(connection, token)
            responses.save_draft(connection, token, view.round.id, {"posted": json.dumps(request.form)}, TODAY)
            marks.take_away(connection, token)
        return redirect("/")

    return app


def _through_the_form(app: Flask, view: RoundView) -> float:
    """The request that hands in, and the receipt; the draft is there already, as it is in use.

    Requests are made ready before the clock starts, so that it is the application that is timed and not the client."""
    requests = [_hand_in_and_receipt(app, view) for _ in range(RESPONSES)]
    began = time.perf_counter()
    answers = [run_wsgi_app(app, one) for pair in requests for one in pair]
    took = time.perf_counter() - began
    assert [status for _, status, _ in answers] == ["302 FOUND", "200 OK"] * RESPONSES
    return RESPONSES / took


def _hand_in_and_receipt(app: Flask, view: RoundView) -> tuple[WSGIEnvironment, WSGIEnvironment]:
    """The two requests of somebody who has answered every question."""
    address = f"/r/{view.round.code}"
    client = app.test_client()
    client.post(address)
    token = _token(client, f"{address}/1")
    client.post(f"{address}/1", data={**_filled_in(view), "csrf_token": token})
    headers = _cookies(client, view)
    hand_in = EnvironBuilder(f"{address}/review", method="POST", data={"csrf_token": token}, headers=headers)
    return hand_in.get_environ(), EnvironBuilder(f"{address}/receipt", headers=headers).get_environ()


def _filled_in(view: RoundView) -> dict[str, str]:
    ratings = {f"item_{item.id}": "4" for item in view.questionnaire.items if item.kind == "rating"}
    return ratings | {"item_organisation": "norrdal", "item_level": "politik"}


def _cookies(client: FlaskClient, view: RoundView) -> list[tuple[str, str]]:
    address = f"/r/{view.round.code}"
    cookies = "; ".join(
        f"{name}={found.value}"
        for name in ("samspel", f"samspel_{view.round.code}")
        if (found := client.get_cookie(name, path=address) or client.get_cookie(name))
    )
    return [("Cookie", cookies)]


def _bare_transactions(installation: Installation, view: RoundView) -> float:
    ratings = [item.id for item in view.questionnaire.items if item.kind == "rating"]
    began = time.perf_counter()
    for _ in range(RESPONSES):
        response_id = uuid.uuid4().hex
        with installation.database.writing() as connection:
            responses.insert_sheets(
                connection,
                [
                    {
                        "id": response_id,
                        "round_id": view.round.id,
                        "organisation": "norrdal",
                        "level": "politik",
                        "wave": 0,
                    }
                ],
                [{"response_id": response_id, "item_id": item_id, "value": "4"} for item_id in ratings],
                [],
            )
            marks.leave(connection, response_id, view.round.id)
            responses.delete_draft(connection, response_id)
            participation.count_day(connection, view.round.id, TODAY, 1)
    return RESPONSES / (time.perf_counter() - began)


def _token(client: FlaskClient, page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert found
    return found[1]
