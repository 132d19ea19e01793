"""The addresses of the web application, as a list that is read in review."""

import tomllib
from pathlib import Path

from app.application import create_app
from app.config import ROOT
from app.services.installation import Installation

LIST = Path(__file__).with_name("routes.txt")
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def test_every_address_stands_in_routes_txt(installation: Installation) -> None:
    rules = create_app(installation).url_map.iter_rules()
    found = sorted(
        f"{rule.rule} {','.join(sorted(METHODS & set(rule.methods or ())))} {rule.endpoint}" for rule in rules
    )
    assert "\n".join(found) + "\n" == LIST.read_text(), (
        "an address came, went or changed: is it meant? Then write it there"
    )


def test_nothing_is_changed_by_following_a_link(installation: Installation) -> None:
    """Words of doing in an address are reached by POST; a GET there only asks whether it is meant."""
    rules = list(create_app(installation).url_map.iter_rules())
    changing = [
        rule for rule in rules if rule.rule.rsplit("/", 1)[-1] in {"open", "close", "reopen", "hand-in", "sign-out"}
    ]
    assert all("POST" in (rule.methods or ()) for rule in changing)


def test_every_room_of_the_application_stands_in_the_contract_that_keeps_them_apart(installation: Installation) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (apart,) = [one["modules"] for one in contracts if one["name"] == "Blueprints do not know each other"]
    rooms = {one.import_name for one in create_app(installation).blueprints.values()}
    assert sorted(rooms) == apart
