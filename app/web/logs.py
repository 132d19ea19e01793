"""What the server writes down when something breaks: where in the code, and nothing of what a visitor sent.

An error's own words may hold somebody's answer (a database quotes the value that it refuses), a path the token of a
personal link. So neither is logged: a fault is known by a code, which the visitor sees too, by its kind, and by the
lines of code that led to it."""

import secrets
import traceback
from types import TracebackType
from typing import Any

from flask import Flask, g, request

from app.services.installation import REASONS, Unavailable

ROOM = "/app/"
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class QuietFlask(Flask):
    """A Flask that notes faults without what was sent."""

    def log_exception(self, exc_info: Any) -> None:
        """Writes one line: the fault's code, the page's name, the kind of error, the way through the code."""
        kind, error, trace = exc_info
        place = f"{request.method} {request.endpoint or 'no page'}"
        words = fault_words(kind, error, trace)
        self.logger.error("%s %s: %s", fault_code(), place, words, extra={"code": fault_code(), "reason": words})


def fault_code() -> str:
    """The code of the fault that this request ran into; made when it is first asked for."""
    if "fault_code" not in g:
        g.fault_code = "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
    return str(g.fault_code)


def fault_words(kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> str:
    """The reason where it is known ("database locked"). Else the kind of error, with those behind it, and the places in
    the code, innermost last. Never the error's words."""
    if isinstance(error, Unavailable):
        return REASONS[error.code]
    kinds: list[str] = []
    behind = error
    while behind is not None and len(kinds) < 5:
        kinds.append(f"{type(behind).__module__}.{type(behind).__qualname__}")
        behind = behind.__cause__ or behind.__context__
    places = [
        f"{frame.filename.rsplit('/site-packages/', 1)[-1].rsplit(ROOM, 1)[-1]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return f"{' from '.join(kinds) or kind} at {' > '.join(places[-12:])}"
