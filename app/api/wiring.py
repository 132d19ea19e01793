"""Puts the API together: an application of its own, so that no page's cookie, session or form token can reach it."""

import json
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, request
from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from app.api.callers import Limits, caller, standing_headers
from app.api.description import description_text
from app.api.problems import init_problems, wanted_language
from app.api.resource import LARGEST_PAGE, Call, FileAnswer, Need, Query, Resource, Shape
from app.api.resources import RESOURCES
from app.domain.errors import SamspelError
from app.services import clock
from app.services.installation import Installation
from app.services.open_data import Reader
from app.services.token_scope import Scope

ROOT = "/api/v1"
DESCRIPTION = "/openapi.json"
TEXT_LIMIT = 2_000
"""Bytes that a request may bring; it needs none."""


def init_api(api: Flask, installation: Installation) -> Flask:
    """Makes the bare application the API of an installation."""
    api.extensions["installation"] = installation
    api.config.update(MAX_CONTENT_LENGTH=TEXT_LIMIT, API_LIMITS=Limits())
    init_problems(api)
    for one in RESOURCES:
        api.add_url_rule(one.rule, one.name, _served(one), methods=["GET"], provide_automatic_options=False)
    api.add_url_rule(DESCRIPTION, "description", _description, methods=["GET"], provide_automatic_options=False)

    @api.after_request
    def headers(response: Response) -> Response:
        response.headers.extend(standing_headers())
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Vary"] = "Authorization, Accept-Language"
        return response

    return api


def _served(one: Resource) -> Callable[..., Response]:
    def view(**places: str) -> Response:
        return _answer(one.view(_call(one), **places))

    return view


def _call(one: Resource) -> Call:
    installation: Installation = current_app.extensions["installation"]
    now = clock.now()
    bearer = caller(installation, current_app.config["API_LIMITS"], now)
    _require(bearer.scope, one.need)
    reader = Reader(installation, bearer.account, bearer.scope, now, wanted_language())
    return Call(reader, installation.settings.base_url.rstrip("/") + ROOT, request.path, _query(one.query))


def _require(scope: Scope, need: Need) -> None:
    has = {Need.TOKEN: True, Need.CATALOGUE: scope.catalogue, Need.RESULTS: scope.results}
    if not has[need]:
        raise SamspelError("H005", "Authorization", need=need.value)


def _query(shape: type[Query]) -> Query:
    given: MultiDict[str, str] = request.args
    for name in given:
        if name not in shape.model_fields:
            raise SamspelError("H002", name[:40], name=name[:40])
    try:
        return shape.model_validate({name: _single(given.getlist(name)) for name in given})
    except ValidationError as wrong:
        raise SamspelError("H004", str(wrong.errors()[0]["loc"][0]), largest=LARGEST_PAGE) from wrong


def _single(values: list[str]) -> str | list[str]:
    """A parameter that is given twice fits nothing."""
    return values[0] if len(values) == 1 else values


def _answer(found: Shape | dict[str, Any] | FileAnswer) -> Response:
    if isinstance(found, FileAnswer):
        answer = _revalidated(found.content, found.content_type)
        answer.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
        return answer
    data = found if isinstance(found, dict) else found.model_dump(mode="json")
    answer = _revalidated(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")
    answer.headers["Content-Language"] = wanted_language()
    if data.get("next"):
        answer.headers["Link"] = f'<{data["next"]}>; rel="next"'
    return answer


def _description() -> Response:
    """The description is the same for all and holds nothing of the installation but its address."""
    installation: Installation = current_app.extensions["installation"]
    return _revalidated(description_text(installation.settings.base_url.rstrip("/") + ROOT))


def _revalidated(content: str | bytes, content_type: str = "application/json") -> Response:
    """An answer that may be kept by its reader alone, and asked about each time (304 where it is the same)."""
    answer = Response(content, content_type=content_type)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer
