"""The API does what its own description says: walked by schemathesis, with places at random and with real ones."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import settings
from schemathesis import Case
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from app.api.callers import Limits
from app.api.description import description
from app.api.wiring import ROOT
from tests.api.conftest import House

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

UNLIMITED = Limits(of_token=10**6, of_network=10**6)


class Door:
    """Leads the walk, which is planned when the tests are collected, to the house that is there when they run."""

    house: "WSGIApplication | None" = None

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        assert self.house is not None
        return self.house(environ, start_response)


door = Door()
api = schemathesis.openapi.from_dict(description(ROOT), config=SchemathesisConfig(seed=20261125))
api.app = door
SHAPES: Any = CHECKS.get_by_names(
    ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"]
)


@pytest.fixture(scope="module", autouse=True)
def served(house: House) -> Iterator[None]:
    """The walk goes to this house, as often as it likes."""
    house.app.extensions["api"].config["API_LIMITS"] = UNLIMITED
    door.house = house.app
    yield
    door.house = None


@pytest.fixture(scope="module")
def headers(house: House) -> dict[str, str]:
    """Of somebody who may read all that there is."""
    return {"Authorization": f"Bearer {house.secret('facilitator')}"}


@pytest.fixture(scope="module")
def places(house: House) -> dict[str, str]:
    """What stands in the paths, as it is."""
    return {
        "collaboration_id": house.objects["collaboration"],
        "file": "results.xlsx",
        "code": house.objects["closed"],
        "organisation_id": house.objects["organisation"],
        "questionnaire_id": "pulskoll",
        "version": "1",
    }


@api.parametrize()
@settings(max_examples=20)
def test_the_api_does_what_its_description_says(case: Case[Any], headers: dict[str, str]) -> None:
    """A cursor is opaque: one at random is no cursor, and refused although it has the shape of one."""
    excluded: Any = [positive_data_acceptance] if "cursor" in (case.query or {}) else []
    case.call_and_validate(headers=headers, excluded_checks=excluded)


@api.parametrize()
@settings(max_examples=20)
def test_what_is_there_has_the_described_shape(
    case: Case[Any], headers: dict[str, str], places: dict[str, str]
) -> None:
    """Places at random lead nowhere; these lead to what there is. Only the parameters are at random here."""
    case.path_parameters.update({name: places[name] for name in case.path_parameters})
    case.call_and_validate(headers=headers, checks=SHAPES)
