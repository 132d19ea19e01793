"""Collaborations, and the rounds of one."""

from app.api.paging import Listing, one_page
from app.api.resource import Call, Need, PageQuery, Resource, Shape
from app.api.rounds import Round, Rounds, round_shape
from app.domain.collaboration import Form, Stage
from app.services import open_data
from app.services.collaborations import CollaborationView

PLACES = {"collaboration_id": "The collaboration's id."}


class Organisation(Shape):
    """An organisation that takes part. `municipality_code`: SCB's four digits, null for what is no municipality."""

    id: str
    name: str
    municipality_code: str | None


class CollaborationLinks(Shape):
    """Where to go on."""

    self: str
    rounds: str


class Collaboration(Shape):
    """A collaboration as it is now."""

    id: str
    name: str
    purpose: str
    form: Form
    stage: Stage
    organisations: tuple[Organisation, ...]
    links: CollaborationLinks


class Collaborations(Listing[Collaboration]):
    """Collaborations, by id."""


def everything(call: Call) -> Collaborations:
    """The collaborations that the token reads."""
    found = open_data.readable_collaborations(call.reader)
    items, onward = one_page(call, ((one.collaboration.id, one) for one in found))
    return Collaborations.model_validate({"items": [_shape(call, one) for one in items], **onward})


def one(call: Call, collaboration_id: str) -> Collaboration:
    """One collaboration."""
    return _shape(call, open_data.readable_collaboration(call.reader, collaboration_id))


def rounds(call: Call, collaboration_id: str) -> Rounds:
    """Its rounds that the token reads."""
    found = open_data.rounds_of_collaboration(call.reader, collaboration_id)
    items, onward = one_page(call, ((view.round.code, view) for view in found))
    shapes: list[Round] = [round_shape(call, view) for view in items]
    return Rounds.model_validate({"items": shapes, **onward})


def _shape(call: Call, view: CollaborationView) -> Collaboration:
    found = view.collaboration
    here = f"/collaborations/{found.id}"
    return Collaboration(
        id=found.id,
        name=found.name,
        purpose=found.purpose,
        form=found.form,
        stage=found.stage,
        organisations=tuple(
            Organisation(id=party.id, name=party.name, municipality_code=party.municipality_code)
            for party in found.parties
        ),
        links=CollaborationLinks(self=call.address(here), rounds=call.address(f"{here}/rounds")),
    )


RESOURCES = (
    Resource(
        "/collaborations",
        "collaborations",
        "Collaborations that the token reads, by id",
        Need.RESULTS,
        Collaborations,
        everything,
        PageQuery,
    ),
    Resource(
        "/collaborations/{collaboration_id}",
        "collaboration",
        "One collaboration",
        Need.RESULTS,
        Collaboration,
        one,
        places=PLACES,
    ),
    Resource(
        "/collaborations/{collaboration_id}/rounds",
        "collaboration_rounds",
        "The rounds of a collaboration, by code",
        Need.RESULTS,
        Rounds,
        rounds,
        PageQuery,
        PLACES,
    ),
)
