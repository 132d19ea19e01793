"""The addresses of the web application, as a list that is read in review."""

from pathlib import Path

from app.application import create_app
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
