"""The demo goes as it came: with its accounts, collaborations and rounds, and with nothing of anybody else's."""

import pytest
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.services.access import Role
from app.services.accounts import account_of, add_account, authenticate
from app.services.collaborations import NewCollaboration, create_collaboration
from app.services.demo import EMAIL, PASSWORD, fill_demo
from app.services.demo_people import add_demo_people
from app.services.demo_removal import ACCOUNTS, DOCUMENT, remove_demo, require_no_demo
from app.services.installation import Installation
from app.store import collaborations
from tests.builders import NOW, TODAY, answer, closed, collaboration, opened_round


def counts(installation: Installation) -> dict[str, int]:
    """Table -> how many rows, of all tables but the log."""
    with installation.database.reading() as connection:
        names = [
            "accounts", "collaborations", "memberships", "viewers", "organisations", "parties", "rounds",
            "round_parties", "responses", "answers", "comments", "principles", "actions", "notes", "messages",
        ]  # fmt: skip
        return {one: connection.execute(text(f"SELECT count(*) FROM {one}")).scalar_one() for one in names}


@pytest.fixture
def beside(any_installation: Installation) -> Installation:
    """An installation with a collaboration of its own, one organisation of which is called like one of the demo's."""
    closed_round = opened_round(any_installation)
    answer(any_installation, closed_round, 6, organisation=closed_round.round.organisations[0].id)
    closed(any_installation, closed_round)
    return any_installation


def test_the_demo_is_removed_and_nothing_else(beside: Installation) -> None:
    before = counts(beside)
    fill_demo(beside, NOW)
    (beside.settings.instance / DOCUMENT).write_bytes(b"%PDF")
    assert authenticate(beside, EMAIL, PASSWORD) is not None
    with pytest.raises(SamspelError, match="D010"):
        require_no_demo(beside)
    found = remove_demo(beside, NOW)
    assert set(found.accounts) == set(ACCOUNTS)
    assert len(found.collaborations) == 3 and found.left == ()
    require_no_demo(beside)
    assert counts(beside) == before
    assert not (beside.settings.instance / DOCUMENT).exists()
    again = remove_demo(beside, NOW)
    assert again.accounts == again.collaborations == ()


def demo_light(installation: Installation) -> None:
    """The demo's accounts, and one of its collaborations without rounds."""
    leads = add_account(installation, EMAIL, "Processledare Demo", PASSWORD, TODAY, of_demo=True)
    create_collaboration(installation, leads, NewCollaboration("Samverkan Fjällådalen", ("Norrdal",)), NOW)


def test_what_somebody_else_leads_too_is_left_to_them(installation: Installation) -> None:
    demo_light(installation)
    own = collaboration(installation)
    kim = account_of(installation, "kim@norrdal.example")
    demo = account_of(installation, EMAIL)
    assert kim and demo
    with installation.database.writing() as connection:
        shared = connection.execute(
            text("SELECT id FROM collaborations WHERE name = 'Samverkan Fjällådalen'")
        ).scalar_one()
        collaborations.insert_membership(connection, kim.id, shared, Role.FACILITATOR)
        collaborations.insert_membership(connection, demo.id, own.id, Role.FACILITATOR)
    found = remove_demo(installation, NOW)
    assert found.collaborations == ()
    assert set(found.left) == {"Samverkan Fjällådalen", own.name}
    assert counts(installation)["collaborations"] == 2
    assert account_of(installation, EMAIL) is None


def test_a_collaboration_that_somebody_made_with_a_demo_account_is_never_lost(installation: Installation) -> None:
    demo_light(installation)
    demo = account_of(installation, EMAIL)
    assert demo
    create_collaboration(installation, demo, NewCollaboration("Vår egen", ("Norrdal",)), NOW)
    before = counts(installation)
    with pytest.raises(SamspelError, match="D011") as refused:
        remove_demo(installation, NOW)
    assert dict(refused.value.facts)["names"] == "Vår egen"
    assert counts(installation) == before


def test_the_demos_password_is_taken_for_the_demo_alone(installation: Installation) -> None:
    with pytest.raises(SamspelError, match="U052"):
        add_account(installation, "ny@norrdal.example", "Ny", PASSWORD, TODAY)
    add_demo_people(installation, opened_round(installation), TODAY)
    assert authenticate(installation, "admin@samspel.example", PASSWORD) is not None
