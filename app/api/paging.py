"""Answers page by page. A cursor says after which key to go on, so that what comes or goes meanwhile moves nothing."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from itertools import islice
from typing import Annotated, Generic, TypeVar
from urllib.parse import urlencode

from pydantic import Field

from app.api.resource import Call, PageQuery, Shape
from app.domain.errors import SamspelError

T = TypeVar("T")
Row = TypeVar("Row")


class Listing(Shape, Generic[T]):
    """One page of a list."""

    items: tuple[T, ...]
    next: Annotated[str | None, Field(description="Address of the next page; null on the last.")]
    next_cursor: Annotated[str | None, Field(description="The `cursor` of the next page; null on the last.")]


def one_page(call: Call, rows: Iterable[tuple[str, Row]]) -> tuple[list[Row], dict[str, str | None]]:
    """The rows of the page that was asked for, and `next` with `next_cursor` of the page after. `rows`: (key, row) in
    the order of their keys; read no further than the page needs. Raises H003 for a cursor that is none."""
    assert isinstance(call.query, PageQuery)
    after, limit = position(call), call.query.limit
    found = list(islice((one for one in rows if one[0] > after), limit + 1))
    page = found[:limit]
    if len(found) <= limit:
        return [row for _, row in page], {"next": None, "next_cursor": None}
    cursor = _cursor(page[-1][0])
    onward = f"{call.address(call.path)}?{urlencode({'limit': limit, 'cursor': cursor})}"
    return [row for _, row in page], {"next": onward, "next_cursor": cursor}


def position(call: Call) -> str:
    """The key after which the page begins; empty for the first page. Raises H003."""
    assert isinstance(call.query, PageQuery)
    cursor = call.query.cursor
    if cursor is None:
        return ""
    try:
        key = urlsafe_b64decode(cursor.encode("ascii")).decode()
    except ValueError as strange:
        raise SamspelError("H003", "cursor") from strange
    if not key or _cursor(key) != cursor:
        raise SamspelError("H003", "cursor")
    return key


def _cursor(key: str) -> str:
    return urlsafe_b64encode(key.encode()).decode()
