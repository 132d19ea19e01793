"""docs/api.md names every address, limit and fault that there is, and none that there is not."""

import json
import re

from click.testing import CliRunner
from jsonschema import Draft202012Validator

from app.api.callers import Limits
from app.api.description import description
from app.api.problems import HIDES, STATUS
from app.api.resource import LARGEST_PAGE, USUAL_PAGE
from app.api.resources import RESOURCES
from app.api.wiring import DESCRIPTION, ROOT
from app.cli import main
from app.config import ROOT as PROJECT
from app.services.api_tokens import DAYS, MOST

PAGE = (PROJECT / "docs" / "api.md").read_text()


def test_every_address_is_documented_with_what_it_needs() -> None:
    table = re.findall(r"^\| `(/\S*)` \| `?([\w: ]+?)`? \| (.+) \|$", PAGE, re.MULTILINE)
    assert table == [
        *((one.path, one.need.value, f"{one.summary}.") for one in RESOURCES),
        (DESCRIPTION, "no token", "This description, for programs."),
    ]


def test_every_fault_is_documented() -> None:
    documented = {
        (code, int(status)) for status, code in re.findall(r"^\| (\d{3}) \| ([A-Z]\d{3}) \|", PAGE, re.MULTILINE)
    }
    assert documented == {(code, status.value) for code, status in STATUS.items() if code not in HIDES}


def test_limits_are_documented_as_they_are() -> None:
    limits = Limits()
    for words in (
        f"{limits.of_token} calls a minute",
        f"{limits.of_network} a minute",
        f"1 to {LARGEST_PAGE}, {USUAL_PAGE} where",
        f"{', '.join(map(str, DAYS[:-1]))} or {DAYS[-1]} days",
        f"at most {MOST} tokens",
    ):
        assert words in PAGE, words


def test_the_description_names_each_operation_once_and_leads_nowhere_into_the_void() -> None:
    found = description(ROOT)
    names = [path["get"]["operationId"] for path in found["paths"].values()]
    assert len(names) == len(set(names)) == len(RESOURCES)
    text = json.dumps(found)
    shapes = found["components"]["schemas"]
    led_to = set(re.findall(r'"#/components/schemas/([^"]+)"', text))
    assert led_to - shapes.keys() == set()
    for shape in shapes.values():
        Draft202012Validator.check_schema(shape)
    for path in found["paths"].values():
        assert {"200", "304", "400", "401", "403", "429"} <= path["get"]["responses"].keys()


def test_the_command_line_writes_the_same_description() -> None:
    written = CliRunner().invoke(main, ["openapi"], env={"SAMSPEL_BASE_URL": "https://samspel.example"})
    assert written.exit_code == 0, written.output
    assert json.loads(written.output) == description(f"https://samspel.example{ROOT}")
