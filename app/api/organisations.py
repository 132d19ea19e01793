"""Organisations whose own picture the account may see, over all their collaborations."""

from collections.abc import Iterator

from app.api.paging import Listing, one_page, position
from app.api.resource import Call, Need, PageQuery, Resource, Shape
from app.api.rounds import Rounds, Scores, round_shape, score_shape
from app.domain.collaboration import Party
from app.services import open_data
from app.services.score_rows import ScoreRow

PLACES = {"organisation_id": "The organisation's id."}


class OrganisationLinks(Shape):
    """Where to go on."""

    self: str
    rounds: str
    scores: str


class FollowedOrganisation(Shape):
    """An organisation that the account follows."""

    id: str
    name: str
    links: OrganisationLinks


class FollowedOrganisations(Listing[FollowedOrganisation]):
    """Organisations, by id."""


def everything(call: Call) -> FollowedOrganisations:
    """The organisations that the account follows and the token reads."""
    found = open_data.followed_organisations(call.reader)
    items, onward = one_page(call, ((one.id, one) for one in found))
    return FollowedOrganisations.model_validate({"items": [_shape(call, one) for one in items], **onward})


def one(call: Call, organisation_id: str) -> FollowedOrganisation:
    """One organisation."""
    return _shape(call, open_data.followed_organisation(call.reader, organisation_id))


def rounds(call: Call, organisation_id: str) -> Rounds:
    """The rounds that it takes part in, in all its collaborations."""
    found = open_data.rounds_of_organisation(call.reader, organisation_id)
    items, onward = one_page(call, ((view.round.code, view) for view in found))
    return Rounds.model_validate({"items": [round_shape(call, view) for view in items], **onward})


def scores(call: Call, organisation_id: str) -> Scores:
    """What its closed rounds say of the whole group and of the organisation."""
    rows = open_data.scores_of_organisation(call.reader, organisation_id, position(call).partition(":")[0])
    items, onward = one_page(call, _numbered(rows))
    return Scores.model_validate({"items": [score_shape(row) for row in items], **onward})


def _numbered(rows: Iterator[ScoreRow]) -> Iterator[tuple[str, ScoreRow]]:
    """Each row with its round's code and its number in the round."""
    code, number = "", 0
    for row in rows:
        number = number + 1 if row.round == code else 0
        code = row.round
        yield f"{code}:{number:06}", row


def _shape(call: Call, found: Party) -> FollowedOrganisation:
    here = f"/organisations/{found.id}"
    return FollowedOrganisation(
        id=found.id,
        name=found.name,
        links=OrganisationLinks(
            self=call.address(here), rounds=call.address(f"{here}/rounds"), scores=call.address(f"{here}/scores")
        ),
    )


RESOURCES = (
    Resource(
        "/organisations",
        "organisations",
        "Organisations that the account follows, by id",
        Need.RESULTS,
        FollowedOrganisations,
        everything,
        PageQuery,
    ),
    Resource(
        "/organisations/{organisation_id}",
        "organisation",
        "One organisation",
        Need.RESULTS,
        FollowedOrganisation,
        one,
        places=PLACES,
    ),
    Resource(
        "/organisations/{organisation_id}/rounds",
        "organisation_rounds",
        "The rounds that an organisation takes part in, in all collaborations, by code",
        Need.RESULTS,
        Rounds,
        rounds,
        PageQuery,
        PLACES,
    ),
    Resource(
        "/organisations/{organisation_id}/scores",
        "organisation_scores",
        "What the closed rounds of an organisation say of the whole group and of the organisation, as flat rows",
        Need.RESULTS,
        Scores,
        scores,
        PageQuery,
        PLACES,
    ),
)
