"""Where to begin: what the token is for, and the addresses."""

from app.api.resource import Call, Need, Resource, Shape


class IndexLinks(Shape):
    """Addresses to begin at."""

    collaborations: str
    organisations: str
    questionnaires: str
    description: str


class Index(Shape):
    """The beginning. `account`: the address of the token's owner; `scope`: what the token may read."""

    account: str
    scope: tuple[str, ...]
    links: IndexLinks


def index(call: Call) -> Index:
    """Who calls, and where to go on."""
    return Index(
        account=call.reader.account.email,
        scope=tuple(call.reader.scope.words.split()),
        links=IndexLinks(
            collaborations=call.address("/collaborations"),
            organisations=call.address("/organisations"),
            questionnaires=call.address("/questionnaires"),
            description=call.address("/openapi.json"),
        ),
    )


RESOURCES = (Resource("/", "index", "Where to begin, and what the token may read", Need.TOKEN, Index, index),)
