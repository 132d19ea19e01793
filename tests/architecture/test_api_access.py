"""Every address of the API, asked for by everybody: what each gets is what api_access.txt says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.api.resources import RESOURCES
from app.api.wiring import DESCRIPTION
from tests.api.conftest import Caller, House
from tests.architecture.access_objects import ROLES

TABLE = Path(__file__).with_name("api_access.txt")


def table() -> list[tuple[str, list[str]]]:
    lines = [line for line in TABLE.read_text().splitlines() if line.strip() and not line.startswith("#")]
    parted = [line.partition("|") for line in lines]
    return [(address.strip(), outcomes.split()) for address, _, outcomes in parted]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, dict[str, Caller]]]:
    house = House(tmp_path_factory.mktemp("api_access"))
    yield house, {role: house.caller(role) for role in ROLES}
    house.installation.database.dispose()


@pytest.mark.parametrize(("address", "outcomes"), table(), ids=[address for address, _ in table()])
def test_everybody_gets_what_the_table_says(
    walked: tuple[House, dict[str, Caller]], address: str, outcomes: list[str]
) -> None:
    house, callers = walked
    found = {role: str(callers[role].get(address.format(**house.objects)).status_code) for role in ROLES}
    assert found == dict(zip(ROLES, outcomes, strict=True))


def test_every_address_stands_in_the_table() -> None:
    rules = [re.compile(re.sub(r"\{\w+\}", "[^/]+", one.path)) for one in RESOURCES]
    assert [rule.pattern for rule in rules if not any(rule.fullmatch(address) for address, _ in table())] == []


def test_the_api_serves_what_is_described_and_nothing_else(walked: tuple[House, dict[str, Caller]]) -> None:
    house, _ = walked
    rules = list(house.app.extensions["api"].url_map.iter_rules())
    assert {rule.rule for rule in rules} == {DESCRIPTION, *(one.rule for one in RESOURCES)}
    assert {method for rule in rules for method in rule.methods or ()} == {"GET", "HEAD"}
