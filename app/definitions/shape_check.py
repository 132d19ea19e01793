"""Checks read values against the shape, and puts each fault into our own catalogue with its place."""

import types
import typing
from collections.abc import Mapping

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.definitions import file_format
from app.definitions.file_format import ITEM_SHAPES, ONE_LANGUAGE, QuestionnaireShape
from app.definitions.problems import N_, Phrase, guess
from app.definitions.yaml_reader import Path, Reading

EXPECTED = {
    "string_type": N_("a text"),
    "int_type": N_("a whole number"),
    "float_type": N_("a number"),
    "bool_type": N_("true or false"),
    "list_type": N_("a list"),
    "dict_type": N_("a text, or texts per language"),
    "model_type": N_("a mapping"),
    "model_attributes_type": N_("a mapping"),
}
UNKNOWN_KIND = ("union_tag_invalid", "union_tag_not_found")
FOUND = {"str": "a text", "int": "a whole number", "float": "a number", "bool": "true or false", "list": "a list"}
BOUNDS = {
    "greater_than": N_("greater than {gt:g}"),
    "greater_than_equal": N_("at least {ge:g}"),
    "less_than_equal": N_("at most {le:g}"),
    "less_than": N_("less than {lt:g}"),
    "too_short": N_("at least {min_length}"),
    "too_long": N_("at most {max_length}"),
}


def check_shape(reading: Reading) -> QuestionnaireShape | None:
    """The file as a shape; None when it has faults, which are then among the reading's problems."""
    try:
        return QuestionnaireShape.model_validate(reading.value)
    except ValidationError as faults:
        for fault in faults.errors(include_url=False, include_context=True):
            _add(reading, fault)
        return None


def _add(reading: Reading, fault: ErrorDetails) -> None:
    path = _path_in_file(fault["loc"], reading)
    kind, context = fault["type"], fault.get("ctx", {})
    if path in reading.unread:
        return
    if kind == "extra_forbidden":
        known = _known_keys(reading, path[:-1])
        key = str(path[-1])
        reading.add("Q010", path, at_key=True, key=key, known=", ".join(known), guess=guess(key, known))
    elif kind == "missing":
        reading.add("Q011", path[:-1], at_key=True, key=path[-1])
    elif kind == "string_too_short":
        reading.add("Q013", path)
    elif kind == "string_pattern_mismatch":
        reading.add("Q033" if path[:1] == ("languages",) else "Q014", path, value=_shown(fault["input"]))
    elif kind in ("literal_error", *UNKNOWN_KIND):
        known = list(ITEM_SHAPES) if kind in UNKNOWN_KIND else _expected_words(context)
        value = _kind_of(fault["input"]) if kind in UNKNOWN_KIND else fault["input"]
        where = (*path, "kind") if kind in UNKNOWN_KIND else path
        if isinstance(value, str):
            reading.add("Q027", where, value=_shown(value), known=", ".join(known), guess=guess(value, known))
        else:
            reading.add("Q012", where, expected=Phrase(EXPECTED["string_type"]), found=_found(value))
    elif kind in ("too_short", "too_long"):
        reading.add("Q026", path, bounds=Phrase(BOUNDS[kind], context), found=context.get("actual_length", 0))
    elif kind in BOUNDS:
        reading.add("Q018", path, bounds=Phrase(BOUNDS[kind], context), value=_shown(fault["input"]))
    else:
        reading.add(
            "Q012", path, expected=Phrase(EXPECTED.get(kind, N_("something else"))), found=_found(fault["input"])
        )


def _path_in_file(location: tuple[int | str, ...], reading: Reading) -> Path:
    """Pydantic's location without the steps that only it has: union tags, the plain string's language, key marks."""
    path: Path = ()
    for index, step in enumerate(location):
        last = index == len(location) - 1
        if step == "[key]" or (step == ONE_LANGUAGE and not last):
            continue
        if (*path, step) in reading.places or (last and step not in (ONE_LANGUAGE, *ITEM_SHAPES)):
            path = (*path, step)
    return path


def _known_keys(reading: Reading, path: Path) -> list[str]:
    """The keys that the mapping at that path may have, found by following the models along the path."""
    model: type[BaseModel] = QuestionnaireShape
    value: object = reading.value
    for step in path:
        value = value[step] if isinstance(value, Mapping | list) else None  # type: ignore[index]
        if isinstance(step, str) and step in model.model_fields:
            models = _models_in(model.model_fields[step].annotation)
        elif isinstance(step, str):
            continue
        if models:
            model = models[0]
        if len(models) > 1 and isinstance(value, Mapping):
            names = dict(zip(ITEM_SHAPES, models, strict=True))
            model = names.get(str(value.get("kind", "rating")), models[0])
    return list(model.model_fields)


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [] if issubclass(annotation, file_format.TextShape) else [annotation]
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is not None:
        return [model for part in typing.get_args(annotation) for model in _models_in(part)]
    return []


def _expected_words(context: Mapping[str, object]) -> list[str]:
    return [word.strip(" '") for word in str(context.get("expected", "")).replace(" or ", ", ").split(", ")]


def _kind_of(given: object) -> object:
    return given.get("kind") if isinstance(given, Mapping) else given


def _shown(value: object) -> str:
    return str(value)[:60].replace("\n", "\\n")


def _found(value: object) -> Phrase:
    if value is None:
        return Phrase(N_("nothing"))
    if isinstance(value, Mapping):
        return Phrase(N_("a mapping"))
    return Phrase(FOUND.get(type(value).__name__, "something else"))
