"""Every address of the API. A new one: a module with its `RESOURCES`, and its name here."""

from app.api import collaborations, index, organisations, questionnaires, rounds
from app.api.resource import Resource

RESOURCES: tuple[Resource, ...] = (
    *index.RESOURCES,
    *collaborations.RESOURCES,
    *rounds.RESOURCES,
    *organisations.RESOURCES,
    *questionnaires.RESOURCES,
)
