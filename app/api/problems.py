"""The one shape of everything that goes wrong: problem details (RFC 9457) with our code, what, where and cure."""

import json
import sys
from http import HTTPStatus
from typing import Annotated, Literal

from flask import Flask, Response, g, request
from pydantic import Field
from werkzeug.exceptions import HTTPException

from app.api.resource import Shape
from app.domain.errors import SamspelError
from app.services.installation import RETRY_AFTER, Unavailable
from app.services.presses import AGAIN, TOLD, BeingMade, NotMade
from app.wording.errors import error_parts
from app.wording.translations import LANGUAGES

STATUS = {
    "H001": HTTPStatus.UNAUTHORIZED,
    "H002": HTTPStatus.BAD_REQUEST,
    "H003": HTTPStatus.BAD_REQUEST,
    "H004": HTTPStatus.BAD_REQUEST,
    "H005": HTTPStatus.FORBIDDEN,
    "H006": HTTPStatus.TOO_MANY_REQUESTS,
    "H007": HTTPStatus.NOT_FOUND,
    "H008": HTTPStatus.METHOD_NOT_ALLOWED,
    "H009": HTTPStatus.INTERNAL_SERVER_ERROR,
    "H010": HTTPStatus.BAD_REQUEST,
    "H025": HTTPStatus.NOT_FOUND,
    "C010": HTTPStatus.NOT_FOUND,
    "Q100": HTTPStatus.NOT_FOUND,
    "D020": HTTPStatus.SERVICE_UNAVAILABLE,
    "D021": HTTPStatus.SERVICE_UNAVAILABLE,
    "D022": HTTPStatus.SERVICE_UNAVAILABLE,
    "D023": HTTPStatus.SERVICE_UNAVAILABLE,
    "D040": HTTPStatus.SERVICE_UNAVAILABLE,
    "D041": HTTPStatus.SERVICE_UNAVAILABLE,
    "D042": HTTPStatus.SERVICE_UNAVAILABLE,
    "D043": HTTPStatus.SERVICE_UNAVAILABLE,
    "D044": HTTPStatus.SERVICE_UNAVAILABLE,
    "D045": HTTPStatus.SERVICE_UNAVAILABLE,
    "R010": HTTPStatus.NOT_FOUND,
    "R025": HTTPStatus.NOT_FOUND,
}
"""Code -> status; a code that does not stand here is a fault of ours."""
HIDES = {"Q100"}
"""Whose sentence names files of the installation; the API tells H007 instead."""


class Problem(Shape):
    """What went wrong (RFC 9457)."""

    type: Annotated[str, Field(description="`urn:samspel:error:` and the code.")]
    title: Annotated[str, Field(description="The status in words.")]
    status: int
    detail: Annotated[str, Field(description="What is wrong and how to mend it, in one text.")]
    code: Annotated[str, Field(pattern="^[A-Z][0-9]{3}$")]
    what: str
    where: Annotated[str, Field(description="The parameter or the address that it is about.")]
    cure: str


class Waiting(Shape):
    """The file is being made. The same address has it a little later."""

    state: Literal["being_made"] = "being_made"
    retry_after: Annotated[int, Field(description="Seconds after which to ask again, as in Retry-After.")] = AGAIN


def wanted_language() -> str:
    """The language that the caller reads."""
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def problem(fault: SamspelError, headers: dict[str, str] | None = None) -> Response:
    """The answer that tells of the fault."""
    status = STATUS.get(fault.code, HTTPStatus.INTERNAL_SERVER_ERROR)
    what, cure = error_parts(fault, wanted_language())
    told = Problem(
        type=f"urn:samspel:error:{fault.code}",
        title=status.phrase,
        status=status.value,
        detail=f"{what} {cure}".strip(),
        code=fault.code,
        what=what,
        where=fault.where or request.script_root + request.path,
        cure=cure,
    )
    text = json.dumps(told.model_dump(), ensure_ascii=False, indent=1) + "\n"
    answer = Response(text, status.value, content_type="application/problem+json")
    answer.headers.extend({"Cache-Control": "no-store", "Content-Language": wanted_language(), **(headers or {})})
    return answer


def init_problems(api: Flask) -> None:
    """Everything that goes wrong in the API is answered in the one shape."""

    @api.errorhandler(SamspelError)
    def ours(fault: SamspelError) -> Response:
        known = SamspelError("H007") if fault.code in HIDES else fault
        headers = {"WWW-Authenticate": 'Bearer realm="Samspel"'} if known.code == "H001" else {}
        return problem(known, headers)

    @api.errorhandler(BeingMade)
    def being_made(_: BeingMade) -> Response:
        answer = Response(Waiting().model_dump_json() + "\n", 202, content_type="application/json")
        answer.headers.extend({"Retry-After": str(AGAIN), "Cache-Control": "no-store"})
        return answer

    @api.errorhandler(NotMade)
    def not_made(fault: NotMade) -> Response:
        api.log_exception(sys.exc_info())
        return problem(fault, {"Retry-After": str(int(TOLD))})

    @api.errorhandler(Unavailable)
    def unavailable(fault: Unavailable) -> Response:
        api.log_exception(sys.exc_info())
        return problem(SamspelError(fault.code), {"Retry-After": str(RETRY_AFTER)})

    @api.errorhandler(HTTPException)
    def standard(fault: HTTPException) -> Response:
        code = {404: "H007", 405: "H008"}.get(fault.code or 500, "H010")
        kept = {name: value for name, value in fault.get_headers() if name == "Allow"}
        return problem(SamspelError(code), kept)

    @api.errorhandler(500)
    def unexpected(fault: Exception) -> Response:
        return problem(SamspelError("H009", code=g.get("fault_code", "–")))
