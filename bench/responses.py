"""A stored response, from the posted form to the receipt, against the bare transaction writing the same rows."""

import re
import time
import uuid
from statistics import median

from flask.testing import FlaskClient

from app.application import create_app
from app.services.installation import Installation
from app.services.rounds import RoundView
from app.store import responses
from bench.installations import installation_with_round

ROUNDS = 5
RESPONSES = 40


def response_row() -> tuple[str, str, str, str, str]:
    """Responses a second through the application, and bare transactions of the same rows, in turns."""
    with installation_with_round() as (installation, view):
        app = create_app(installation)
        app.config["WTF_CSRF_ENABLED"] = True
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(_through_the_form([app.test_client() for _ in range(RESPONSES)], view))
            theirs.append(_bare_transactions(installation, view))
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    return (
        "stored response",
        f"{median(ours):.0f}/s, form checked, one transaction, receipt",
        f"the bare transaction: {median(theirs):.0f}/s",
        f"{100 * ratio:.0f} %",
        ">= 30 %",
    )


def _through_the_form(clients: list[FlaskClient], view: RoundView) -> float:
    """The request that hands in, and the receipt; the draft is there already, as it is in use."""
    address = f"/r/{view.round.code}"
    fields = {f"item_{item.id}": "4" for item in view.questionnaire.items if item.kind == "rating"}
    fields |= {"item_organisation": "norrdal", "item_level": "politik"}
    tokens = []
    for client in clients:
        client.post(address)
        token = _token(client, f"{address}/1")
        client.post(f"{address}/1", data={**fields, "csrf_token": token})
        tokens.append(token)
    began = time.perf_counter()
    for client, token in zip(clients, tokens, strict=True):
        assert client.post(f"{address}/review", data={"csrf_token": token}).status_code == 302
        assert client.get(f"{address}/receipt").status_code == 200
    return len(clients) / (time.perf_counter() - began)


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
            responses.mark_handed_in(connection, response_id, view.round.id)
            responses.delete_draft(connection, response_id)
    return RESPONSES / (time.perf_counter() - began)


def _token(client: FlaskClient, page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert found
    return found[1]
