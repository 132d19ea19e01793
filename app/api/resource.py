"""What an address of the API is made of. Its route, its checks and its description all follow from one value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.services.open_data import Reader

LARGEST_PAGE = 200
USUAL_PAGE = 100


class Need(StrEnum):
    """What a token must have been made for."""

    TOKEN = "any token"
    CATALOGUE = "read:catalogue"
    RESULTS = "read:results"


def _digits(value: object) -> object:
    """Only digits: a number may otherwise be written in ways that the description does not name (“1_0”, “ 7”)."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise ValueError("not a whole number")
    return value


class Query(BaseModel):
    """The parameters of an address that takes none."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PageQuery(Query):
    """The parameters of an address that answers page by page."""

    limit: Annotated[
        int, Field(ge=1, le=LARGEST_PAGE, description="Most items in one answer."), BeforeValidator(_digits)
    ] = USUAL_PAGE
    cursor: Annotated[
        str | None, Field(description="Where to go on: `next_cursor` of the answer before, unchanged.")
    ] = None


class Shape(BaseModel):
    """What an answer holds. Fields that are not named are never sent."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class FileAnswer:
    """A file. `content_type` is one of those that its resource names; `name`: what it may be stored as."""

    content: bytes
    content_type: str
    name: str


@dataclass(frozen=True)
class Call:
    """One request that was let in. `root`: the address of the API without a slash at its end; `path`: of the resource
    below it."""

    reader: Reader
    root: str
    path: str
    query: Query

    def address(self, path: str) -> str:
        """The whole address of a path below the API."""
        return self.root + path


View = Callable[..., Shape | dict[str, Any] | FileAnswer]


@dataclass(frozen=True)
class Resource:
    """One address. `path`: as OpenAPI writes it; `name`: unique, its operationId; `answer`: the shape of what comes, or
    the name of a documented one, or, of files, the content types that they may have; `places`: what stands in the path,
    in words; `view` is called with the Call and the places by name."""

    path: str
    name: str
    summary: str
    need: Need
    answer: type[Shape] | str | frozenset[str]
    view: View
    query: type[Query] = Query
    places: Mapping[str, str] | None = None

    @property
    def rule(self) -> str:
        """The path as Flask writes it."""
        return self.path.replace("{", "<").replace("}", ">")
