"""One round: what it is, its result, its figures as flat rows."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from app.api.paging import Listing, one_page
from app.api.resource import Call, FileAnswer, Need, PageQuery, Resource, Shape
from app.domain.round import Kind, State
from app.services import open_data
from app.services.exports.files import FORMS
from app.services.rounds import RoundView
from app.services.score_rows import ScoreRow

PLACES = {"code": "The round's code, six letters and digits."}
RESULT = "RoundResult"
"""The name, in the description, of the shape that docs/round-result.schema.json writes down."""


class AskedQuestionnaire(Shape):
    """A questionnaire that the round asks."""

    id: str
    version: int
    title: dict[str, str]


class RoundOrganisation(Shape):
    """An organisation of the round."""

    id: str
    name: str


class RoundLinks(Shape):
    """Where to go on; null for a workshop, which nobody answers."""

    self: str
    collaboration: str
    result: str | None
    scores: str | None


class Round(Shape):
    """A round. `received`: answer sheets handed in, null for a draft, and in steps of the smallest group
    (at least so many) where an exact number could tell who of those invited by mail has answered; `questionnaires`: the
    main one first."""

    code: str
    title: str
    collaboration_id: str
    collaboration: str
    state: State
    kind: Kind
    smallest_group: int
    opened_on: date | None
    closed_on: date | None
    received: int | None
    expected: int | None
    questionnaires: tuple[AskedQuestionnaire, ...]
    organisations: tuple[RoundOrganisation, ...]
    links: RoundLinks


class Rounds(Listing[Round]):
    """Rounds, by code."""


class Score(Shape):
    """One figure and what it is about; a figure that is withheld has no `mean` but its reason in `withheld`."""

    round: str
    collaboration: Annotated[str, Field(description="The collaboration's id.")]
    closed_on: date | None
    questionnaire: str
    questionnaire_version: int
    unit: Annotated[str, Field(pattern="^(whole|dimension|factor|item)$")]
    id: Annotated[str, Field(description="Id of the unit; of an item's part: item.part. Empty for the whole.")]
    title: str
    dimension: str | None
    factor: str | None
    breakdown: Annotated[str, Field(pattern="^(|organisation|level)$", description="Empty for the whole group.")]
    cell: Annotated[str | None, Field(description="Id of the part of the group; `other` for several merged.")]
    cell_name: str | None
    n: Annotated[int | None, Field(description="Smallest number of valid answers behind the figure.")]
    n_largest: int | None
    dont_know: Annotated[int | None, Field(description="Items only.")]
    not_applicable: Annotated[int | None, Field(description="Items that offer it only.")]
    mean: Annotated[
        float | None,
        Field(description="On the questionnaire's main scale (`scale`); items in the numbers of their own `values`."),
    ]
    band: str | None
    ad: Annotated[float | None, Field(description="Mean absolute deviation from the median, in steps of the scale.")]
    r_wg: float | None
    agreement: str | None
    place: Annotated[str | None, Field(description="Factors only: the place in the dialogue.")]
    withheld: Annotated[str | None, Field(description="Why there is no figure, as in the result.")]


class Scores(Listing[Score]):
    """Figures as flat rows, in the questionnaire's order."""


def one(call: Call, code: str) -> Round:
    """One round."""
    return round_shape(call, open_data.readable_round(call.reader, code))


def result(call: Call, code: str) -> dict[str, Any]:
    """The round's result."""
    return open_data.result_of_round(call.reader, code)


def scores(call: Call, code: str) -> Scores:
    """The round's figures, row by row."""
    rows = open_data.scores_of_round(call.reader, code)
    items, onward = one_page(call, ((f"{number:06}", row) for number, row in enumerate(rows)))
    return Scores.model_validate({"items": [score_shape(row) for row in items], **onward})


def file(call: Call, code: str, file: str) -> FileAnswer:
    """A file made of the round's result."""
    found = open_data.file_of_round(call.reader, code, file)
    return FileAnswer(found.content, found.mimetype, found.name)


def score_shape(row: ScoreRow) -> dict[str, Any]:
    """The row as it is sent."""
    return {name: value for name, value in asdict(row).items() if name in Score.model_fields}


def round_shape(call: Call, view: RoundView) -> Round:
    """The round as it is sent."""
    found, here = view.round, f"/rounds/{view.round.code}"
    asked = view.questionnaire.parts or (view.questionnaire,)
    return Round(
        code=found.code,
        title=found.title,
        collaboration_id=view.collaboration_id,
        collaboration=found.collaboration,
        state=found.state,
        kind=found.rules.kind,
        smallest_group=found.rules.smallest_group,
        opened_on=found.opened_on,
        closed_on=found.closed_on,
        received=None if found.state is State.DRAFT else view.received,
        expected=found.expected,
        questionnaires=tuple(
            AskedQuestionnaire(id=part.id, version=part.version, title=dict(part.title.variants)) for part in asked
        ),
        organisations=tuple(RoundOrganisation(id=party.id, name=party.name) for party in found.organisations),
        links=RoundLinks(
            self=call.address(here),
            collaboration=call.address(f"/collaborations/{view.collaboration_id}"),
            result=None if found.is_workshop else call.address(f"{here}/result"),
            scores=None if found.is_workshop else call.address(f"{here}/scores"),
        ),
    )


RESOURCES = (
    Resource("/rounds/{code}", "round", "One round", Need.RESULTS, Round, one, places=PLACES),
    Resource(
        "/rounds/{code}/result",
        "round_result",
        "The round's result, everything that its page shows (docs/round-result.md)",
        Need.RESULTS,
        RESULT,
        result,
        places=PLACES,
    ),
    Resource(
        "/rounds/{code}/scores",
        "round_scores",
        "The round's figures as flat rows, for Power BI, Excel, R and Python",
        Need.RESULTS,
        Scores,
        scores,
        PageQuery,
        PLACES,
    ),
    Resource(
        "/rounds/{code}/files/{file}",
        "round_file",
        "The round's result as a file: workbook, tables, JSON (docs/exports.md)",
        Need.RESULTS,
        frozenset(FORMS[form].mimetype for form in open_data.FILES.values()),
        file,
        places={**PLACES, "file": f"One of {', '.join(open_data.FILES)}."},
    ),
)
