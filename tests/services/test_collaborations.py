"""Collaborations: made, changed by two at once, listed for those who may see them; organisations that are shared."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from app.domain.collaboration import Form, Party, Stage
from app.domain.errors import SamspelError
from app.services.access import Act
from app.services.accounts import Account, add_account
from app.services.collaborations import (
    ChangedMeanwhile,
    NewCollaboration,
    change_collaboration,
    create_collaboration,
    find_collaboration,
    list_collaborations,
)
from app.services.installation import Installation
from app.services.rounds import create_round
from app.store import collaborations
from tests.builders import NOW, TODAY, collaboration, draft_round, facilitator, fresh, new_round

NEW = NewCollaboration(
    "Samverkan Norr",
    ("Luleå kommun", "lulea science park", "Boden"),
    "Gemensam räddningstjänst.",
    Form.MUNICIPAL_ASSOCIATION,
    Stage.IDEA,
)


def somebody(installation: Installation, name: str = "ute") -> Account:
    return add_account(installation, f"{name}@storvik.example", name, "another long password", TODAY)


def test_what_was_said_is_kept_and_municipalities_are_recognised(any_installation: Installation) -> None:
    made = create_collaboration(any_installation, facilitator(any_installation), NEW, NOW)
    kept = find_collaboration(any_installation, facilitator(any_installation), made.id).collaboration
    assert kept == made
    assert (kept.name, kept.purpose, kept.form, kept.stage) == (NEW.name, NEW.purpose, NEW.form, NEW.stage)
    assert kept.parties == (
        Party("lulea", "Luleå", "2580"),
        Party("lulea_science_park", "lulea science park", None),
        Party("boden", "Boden", "2582"),
    )


def test_an_organisation_is_the_same_in_every_collaboration(any_installation: Installation) -> None:
    account = facilitator(any_installation)
    first = create_collaboration(any_installation, account, NEW, NOW)
    again = replace(NEW, name="En annan", organisations=("BODENS KOMMUN", "Lulea Science Park", "Kiruna"))
    second = create_collaboration(any_installation, somebody(any_installation), again, NOW)
    assert [one.id for one in second.parties] == ["boden", "lulea_science_park", "kiruna"]
    assert set(second.parties) & set(first.parties) == {first.parties[1], first.parties[2]}


def test_an_organisation_that_two_name_at_once_is_added_once(any_installation: Installation) -> None:
    account = facilitator(any_installation)

    def make(number: int) -> tuple[Party, ...]:
        new = replace(NEW, name=f"Samverkan {number}", organisations=("Region Norr", "Kiruna"))
        return create_collaboration(any_installation, account, new, NOW).parties

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(make, range(8)))) == 1


def test_an_organisation_that_was_only_named_before_gets_its_municipality_code(installation: Installation) -> None:
    one = collaboration(installation, ("Boden",))
    with installation.database.writing() as connection:
        connection.exec_driver_sql("UPDATE organisations SET municipality_code = NULL")
    again = create_collaboration(installation, facilitator(installation), replace(NEW, organisations=("Boden",)), NOW)
    assert again.parties == one.parties == (Party("boden", "Boden", "2582"),)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "  "}, "C001"),
        ({"organisations": (" ", "")}, "C003"),
        ({"organisations": ("Luleå", "Luleå kommun")}, "R006"),
        ({"organisations": ("Region Norr", "region norr")}, "R006"),
    ],
)
def test_a_collaboration_that_cannot_be_made_is_refused(
    installation: Installation, change: dict[str, object], code: str
) -> None:
    with pytest.raises(SamspelError, match=code):
        create_collaboration(installation, facilitator(installation), replace(NEW, **change), NOW)  # type: ignore[arg-type]
    assert list_collaborations(installation, facilitator(installation)) == ()


def test_of_two_who_change_it_at_once_the_second_is_told_and_nothing_is_overwritten(
    any_installation: Installation,
) -> None:
    account = facilitator(any_installation)
    made = create_collaboration(any_installation, account, NEW, NOW)
    theirs = replace(NEW, name="Deras namn", organisations=("Boden", "Älvsbyn"))
    changed = change_collaboration(any_installation, account, made.id, made.version, theirs, NOW)
    with pytest.raises(ChangedMeanwhile) as meanwhile:
        change_collaboration(any_installation, account, made.id, made.version, replace(NEW, name="Mitt namn"), NOW)
    assert meanwhile.value.theirs == changed
    kept = find_collaboration(any_installation, account, made.id).collaboration
    assert (kept.name, [one.name for one in kept.parties]) == ("Deras namn", ["Boden", "Älvsbyn"])


def test_rounds_keep_the_organisations_that_they_were_made_with(installation: Installation) -> None:
    view = draft_round(installation)
    account, one = facilitator(installation), collaboration(installation)
    change_collaboration(installation, account, one.id, one.version, replace(NEW, organisations=("Kiruna",)), NOW)
    assert fresh(installation, view).round.organisations == view.round.organisations
    with pytest.raises(SamspelError, match="R011"):
        create_round(installation, account, one.id, new_round(), NOW)


def test_a_collaboration_is_closed_to_others_and_open_to_guests_and_viewers(any_installation: Installation) -> None:
    view = draft_round(any_installation)
    outsider, guest, viewer = (somebody(any_installation, name) for name in ("ute", "gast", "vy"))
    with any_installation.database.writing() as connection:
        collaborations.insert_membership(connection, guest.id, view.collaboration_id, "guest")
        connection.exec_driver_sql(
            f"INSERT INTO viewers (account_id, organisation_id) VALUES ('{viewer.id}', 'norrdal')"
        )
    assert list_collaborations(any_installation, outsider) == ()
    with pytest.raises(SamspelError, match="C010"):
        find_collaboration(any_installation, outsider, view.collaboration_id, Act.READ)
    for reader in (guest, viewer):
        (found,) = list_collaborations(any_installation, reader)
        assert found.acts == {Act.READ}
        assert [one.acts for one in found.rounds] == [{Act.READ}]
        assert find_collaboration(any_installation, reader, view.collaboration_id, Act.READ).acts == {Act.READ}
        with pytest.raises(SamspelError, match="C010"):
            find_collaboration(any_installation, reader, view.collaboration_id)
        with pytest.raises(SamspelError, match="C010"):
            change_collaboration(any_installation, reader, view.collaboration_id, 1, NEW, NOW)
        with pytest.raises(SamspelError, match="C010"):
            create_round(any_installation, reader, view.collaboration_id, new_round(), NOW)


def test_a_deleted_collaboration_is_not_there(installation: Installation) -> None:
    one = collaboration(installation)
    with installation.database.writing() as connection:
        connection.exec_driver_sql("UPDATE collaborations SET deleted_on = '2026-03-02'")
    assert list_collaborations(installation, facilitator(installation)) == ()
    with pytest.raises(SamspelError, match="C010"):
        find_collaboration(installation, facilitator(installation), one.id)
