"""The OpenAPI description, made from the resources themselves; nothing in it is written twice."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from apispec import APISpec
from pydantic import BaseModel

from app.api.problems import Problem, Waiting
from app.api.resource import PageQuery, Query, Resource
from app.api.resources import RESOURCES
from app.api.rounds import RESULT
from app.config import ROOT

Json = dict[str, Any]
PLACE = "#/components/schemas/{model}"
DOCUMENTED = {RESULT: ROOT / "docs" / "round-result.schema.json"}
"""Name -> the documented shape that answers follow which no model here describes."""
SCHEME = "token"
BYTES = {"type": "string", "format": "binary"}
COUNTING = {
    "RateLimit-Limit": "Calls in a minute.",
    "RateLimit-Remaining": "Calls that are left.",
    "RateLimit-Reset": "Seconds until the count begins anew.",
}
FAULTS = {
    "400": "A parameter does not fit.",
    "401": "No token that is good.",
    "403": "The token was not made for this.",
    "404": "Not there, or not for this token.",
    "429": "Too many calls; wait as long as Retry-After says.",
}
NOT_MADE = "The file could not be made; Retry-After says when to ask again."
LATER = "Seconds until it makes sense to ask again."
ABOUT = (
    "Read-only. Every address shows what the pages of the installation show the same account, and nothing more: "
    "figures that could point at somebody are withheld, with the reason. Texts and errors come in the language of "
    "Accept-Language (sv, en). A token is made on the page of one's own account and sent in the header Authorization, "
    "never in an address."
)


@cache
def description_text(server: str) -> str:
    """The description as JSON. `server`: the address of the API."""
    return json.dumps(description(server), ensure_ascii=False, indent=1) + "\n"


def description(server: str) -> Json:
    """OpenAPI 3.1."""
    spec = APISpec(
        title="Samspel",
        version="1",
        openapi_version="3.1.0",
        info={"description": ABOUT},
        servers=[{"url": server}],
        security=[{SCHEME: []}],
    )
    spec.components.security_scheme(SCHEME, {"type": "http", "scheme": "bearer"})
    for name, shape in _shapes().items():
        spec.components.schema(name, shape)
    for one in RESOURCES:
        spec.path(path=one.path, operations={"get": _operation(one)})
    found: Json = spec.to_dict()
    return found


def _operation(one: Resource) -> Json:
    good: Json = {"description": one.summary + ".", "content": _content(one.answer), "headers": _headers(one)}
    same: Json = {"description": "The same as If-None-Match names."}
    codes = [code for code in FAULTS if code != "404" or one.places]
    return {
        "operationId": one.name,
        "summary": one.summary,
        "description": f"Needs a token with: {one.need.value}.",
        "parameters": [*_places(one), *_parameters(one.query)],
        "responses": {"200": good, "304": same, **{code: _fault(code) for code in codes}, **_of_files(one)},
    }


def _content(answer: type[BaseModel] | str | frozenset[str]) -> Json:
    if isinstance(answer, frozenset):
        return {kind: {"schema": {} if kind == "application/json" else BYTES} for kind in sorted(answer)}
    name = answer if isinstance(answer, str) else answer.__name__
    return {"application/json": {"schema": {"$ref": PLACE.format(model=name)}}}


def _of_files(one: Resource) -> Json:
    """What may come in place of a file."""
    if not isinstance(one.answer, frozenset):
        return {}
    waiting: Json = {
        "description": (Waiting.__doc__ or "").strip(),
        "content": {"application/json": {"schema": {"$ref": PLACE.format(model=Waiting.__name__)}}},
    }
    headers = {"Retry-After": {"description": LATER, "schema": {"type": "string"}}}
    return {"202": {**waiting, "headers": headers}, "503": {**_problem(NOT_MADE), "headers": headers}}


def _headers(one: Resource) -> Json:
    named = {"ETag": "Of exactly this representation.", **COUNTING}
    if issubclass(one.query, PageQuery):
        named["Link"] = 'rel="next": the next page, where there is one.'
    return {name: {"description": words, "schema": {"type": "string"}} for name, words in named.items()}


def _places(one: Resource) -> list[Json]:
    schema = {"type": "string", "minLength": 1}
    return [
        {"name": name, "in": "path", "required": True, "description": words, "schema": schema}
        for name, words in (one.places or {}).items()
    ]


def _parameters(query: type[Query]) -> list[Json]:
    found = query.model_json_schema().get("properties", {})
    return [
        {"name": name, "in": "query", "description": schema.pop("description", ""), "schema": _given(schema)}
        for name, schema in found.items()
    ]


def _given(schema: Json) -> Json:
    """The schema of a parameter that is given: one that is left out is no null."""
    kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}]
    kept = {key: value for key, value in schema.items() if key != "title" and value is not None}
    return {**kept, **(kinds[0] if kinds else {})}


def _problem(words: str) -> Json:
    content = {"application/problem+json": {"schema": {"$ref": PLACE.format(model=Problem.__name__)}}}
    return {"description": words, "content": content}


def _fault(code: str) -> Json:
    fault = _problem(FAULTS[code])
    if code == "429":
        fault["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}}}
    if code == "401":
        fault["headers"] = {"WWW-Authenticate": {"description": "Bearer.", "schema": {"type": "string"}}}
    return fault


def _shapes() -> dict[str, Json]:
    """Every named shape, those inside others too."""
    found: dict[str, Json] = {}
    models: list[type[BaseModel]] = [one.answer for one in RESOURCES if not isinstance(one.answer, str | frozenset)]
    models += [Problem, Waiting]
    for model in models:
        schema = model.model_json_schema(ref_template=PLACE, mode="serialization")
        for name, shape in {**schema.pop("$defs", {}), model.__name__: schema}.items():
            if found.setdefault(name, shape) != shape:
                raise ValueError(f"two shapes are called {name}")
    for name, path in DOCUMENTED.items():
        schema = json.loads(path.read_text())
        parts = schema.pop("$defs", {})
        for unwanted in ("$schema", "$id"):
            schema.pop(unwanted, None)
        found[name] = _moved(schema, name)
        found |= {f"{name}.{part}": _moved(one, name) for part, one in parts.items()}
    return dict(sorted(found.items()))


def _moved(schema: Any, name: str) -> Any:
    """The schema with its inner references led to where the parts stand now."""
    if isinstance(schema, Mapping):
        return {
            key: _led(value, name) if key == "$ref" and isinstance(value, str) else _moved(value, name)
            for key, value in schema.items()
        }
    return [_moved(one, name) for one in schema] if isinstance(schema, list) else schema


def _led(reference: str, name: str) -> str:
    return PLACE.format(model=f"{name}.{reference.removeprefix('#/$defs/')}")
