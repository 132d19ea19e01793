"""Whose results go into a file of several rounds, and for whom."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.domain.collaboration import Party
from app.domain.errors import SamspelError
from app.services.access import Role
from app.services.accounts import Account, add_account
from app.services.exports.collecting import (
    collaboration_results,
    organisation_results,
    round_results,
)
from app.services.exports.exported import Exported
from app.services.exports.wide_table import several_as_csv
from app.services.installation import Installation
from app.services.organisations import followed_organisations
from app.services.removal import delete_collaboration
from app.services.responses import hand_in
from app.services.rounds import RoundView, create_round, open_round
from app.store import collaborations, memberships
from tests.builders import (
    NAMES,
    NOW,
    PASSWORD,
    TODAY,
    closed,
    collaboration,
    draft_round,
    facilitator,
    filled,
    new_round,
    opened_round,
)


def account(installation: Installation, name: str) -> Account:
    return add_account(installation, f"{name}@norrdal.example", name.title(), PASSWORD, TODAY)


def viewer(installation: Installation, organisation_id: str) -> Account:
    one = account(installation, f"viewer-{organisation_id}")
    with installation.database.writing() as connection:
        memberships.insert_viewer(connection, one.id, organisation_id)
    return one


def held(installation: Installation, title: str, organisations: Sequence[str] = NAMES) -> RoundView:
    """A closed round in which six of each of its first two organisations have answered."""
    view = opened_round(installation, new_round(title=title, organisations=organisations))
    return _answered(installation, view)


def _answered(installation: Installation, view: RoundView) -> RoundView:
    for value, party in zip((2, 5), view.round.organisations, strict=False):
        for person in range(6):
            answers = filled(view, value, organisation=party.id)
            hand_in(installation, view, f"{view.round.code} {value} {person}", NOW, answers)
    return closed(installation, view)


def titles(found: Exported) -> list[str]:
    return [one.view.round.title for one in found.rounds if one.view]


def test_a_collaborations_closed_rounds_are_there_for_those_who_may_read_it(any_installation: Installation) -> None:
    first, second = held(any_installation, "Våren"), held(any_installation, "Hösten")
    opened_round(any_installation, new_round(title="Öppen"))
    draft_round(any_installation, new_round(questionnaire="grundstenar", title="Arbetsmöte"))
    guest, outsider = account(any_installation, "guest"), account(any_installation, "outsider")
    with any_installation.database.writing() as connection:
        collaborations.insert_membership(connection, guest.id, first.collaboration_id, Role.GUEST)
    for one in (facilitator(any_installation), guest, viewer(any_installation, "norrdal")):
        found = collaboration_results(any_installation, one, first.collaboration_id)
        assert sorted(titles(found)) == ["Hösten", "Våren"]
        assert found.name == "Samverkan Älvdalen"
        assert all(one.result.persons == 12 for one in found.rounds)
    with pytest.raises(SamspelError, match="C010"):
        collaboration_results(any_installation, outsider, first.collaboration_id)
    with pytest.raises(SamspelError, match="R010"):
        round_results(any_installation, outsider, second.round.code)


def test_a_viewer_gets_only_the_rounds_that_the_organisation_took_part_in(installation: Installation) -> None:
    with_all = held(installation, "Alla")
    held(installation, "Två", NAMES[:2])
    found = collaboration_results(installation, viewer(installation, "storvik"), with_all.collaboration_id)
    assert titles(found) == ["Alla"]


def test_an_organisation_sees_its_own_figures_over_all_its_collaborations(any_installation: Installation) -> None:
    held(any_installation, "Våren")
    other = collaboration(any_installation, ("Norrdal", "Havsöre"), "Samverkan Kusten")
    view = _in_collaboration(any_installation, other.id)
    follows = viewer(any_installation, "norrdal")
    found = organisation_results(any_installation, follows, "norrdal")
    assert found.name == "Norrdal"
    assert {one.view.round.collaboration for one in found.rounds if one.view} == {
        "Samverkan Älvdalen",
        "Samverkan Kusten",
    }
    assert [one.own for one in found.rounds] == ["norrdal", "norrdal"]
    assert followed_organisations(any_installation, follows) == (Party("norrdal", "Norrdal"),)
    delete_collaboration(any_installation, facilitator(any_installation), other.id, "Samverkan Kusten", NOW)
    assert view.round.code not in [
        one.view.round.code for one in organisation_results(any_installation, follows, "norrdal").rounds if one.view
    ]


def _in_collaboration(installation: Installation, collaboration_id: str) -> RoundView:
    new = replace(new_round(organisations=("Norrdal", "Havsöre")), title="Kusten")
    view = create_round(installation, facilitator(installation), collaboration_id, new, NOW)
    view = open_round(installation, facilitator(installation), view.round.code, NOW)
    return _answered(installation, view)


def test_only_those_who_follow_an_organisation_get_its_figures(installation: Installation) -> None:
    """Not even whoever leads the collaboration."""
    held(installation, "Våren")
    for one in (facilitator(installation), viewer(installation, "alvnas")):
        for wanted in ("norrdal", "nowhere"):
            with pytest.raises(SamspelError, match="E001"):
                organisation_results(installation, one, wanted)


def test_an_organisations_id_is_not_taken_for_a_part_of_anothers(installation: Installation) -> None:
    held(installation, "Våren", ("Norrdal Norra", "Älvnäs"))
    held(installation, "Hösten", ("Norrdal", "Älvnäs"))
    assert titles(organisation_results(installation, viewer(installation, "norrdal"), "norrdal")) == ["Hösten"]


def test_the_table_of_several_rounds_names_the_round_in_every_row(installation: Installation) -> None:
    view = held(installation, "Våren")
    held(installation, "Hösten")
    found = collaboration_results(installation, facilitator(installation), view.collaboration_id)
    rows = list(csv.DictReader(io.StringIO(several_as_csv(found.rounds, "sv"))))
    assert {row["round"] for row in rows} == {one.view.round.code for one in found.rounds if one.view}
    assert {(row["opened_on"], row["questionnaire"], row["version"]) for row in rows} == {
        ("2026-03-02", "pulskoll", "1")
    }
    own = organisation_results(installation, viewer(installation, "storvik"), "storvik")
    cells = [row for row in csv.DictReader(io.StringIO(several_as_csv(own.rounds, "sv"))) if row["breakdown"]]
    assert {(row["cell"], row["mean"], row["withheld"]) for row in cells} == {("Storvik", "", "no_answers")}
