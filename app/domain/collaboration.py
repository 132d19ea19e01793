"""A collaboration: what several organisations do together over time, and those who take part."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """The legal or practical form that the collaboration has."""

    MUNICIPAL_ASSOCIATION = "municipal_association"
    JOINT_BOARD = "joint_board"
    AGREEMENT = "agreement"
    NETWORK = "network"
    PROJECT = "project"
    OTHER = "other"


class Stage(StrEnum):
    """How far the collaboration has come in its life, from the first idea to being thought over anew."""

    IDEA = "idea"
    PREPARATION = "preparation"
    START = "start"
    OPERATION = "operation"
    REVIEW = "review"


@dataclass(frozen=True)
class Party:
    """An organisation that takes part. `municipality_code`: SCB's four digits, None for what is no municipality."""

    id: str
    name: str
    municipality_code: str | None = None


@dataclass(frozen=True)
class Collaboration:
    """One collaboration and those who take part in it now. `version` counts its changes."""

    id: str
    name: str
    purpose: str
    form: Form
    stage: Stage
    parties: tuple[Party, ...]
    has_logo: bool = False
    version: int = 1
