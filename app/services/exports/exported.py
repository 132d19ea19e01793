"""What is put in a file: the results of one round, or of several."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.published import OTHER, Cell, Withheld
from app.domain.result import CellScores, RoundResult
from app.services.rounds import RoundView
from app.wording import names

MERGED = "merged"
"""Why an organisation has no figure of its own: it was put together with others."""
NO_ANSWERS = "no_answers"
"""Why an organisation has no figure of its own: nobody there has answered."""


class Scope(StrEnum):
    """What a file is about."""

    ROUND = "round"
    COLLABORATION = "collaboration"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class ShownCell:
    """One group's figure, or why there is none. `breakdown`: organisation or level. `id` and `name` are empty where the
    whole breakdown is withheld; then, and for an organisation without a figure of its own, `withheld` says why and `n`
    and `mean` are None."""

    breakdown: str
    id: str
    name: str
    n: int | None = None
    mean: float | None = None
    withheld: str = ""


@dataclass(frozen=True)
class ExportedRound:
    """A round with its result. `view` is None for a result from a file. `own`: the id of the organisation that the file
    is made for; of the breakdowns it then holds that organisation alone."""

    result: RoundResult
    view: RoundView | None = None
    own: str | None = None

    def cells(self, organisations: CellScores, levels: CellScores, language: str) -> Iterator[ShownCell]:
        """The groups that may be shown, or why none is."""
        if self.own is not None:
            yield self._own_cell(organisations, self.own)
            return
        for breakdown, found in (("organisation", organisations), ("level", levels)):
            if isinstance(found, Withheld):
                yield ShownCell(breakdown, "", "", withheld=found.reason.value)
                continue
            for one in found:
                yield ShownCell(breakdown, one.cell.id, self._name(breakdown, one.cell, language), one.n, one.value)

    def own_persons(self) -> int | str:
        """How many of the organisation have answered, or why that is not said."""
        if isinstance(self.result.organisations, Withheld):
            return self.result.organisations.reason.value
        found = {one.id: one.persons for one in self.result.organisations}
        return found.get(self.own or "", self._why_not(self.result.organisations))

    def _own_cell(self, organisations: CellScores, own: str) -> ShownCell:
        name = self.result.organisation_names.get(own, own)
        if isinstance(organisations, Withheld):
            return ShownCell("organisation", own, name, withheld=organisations.reason.value)
        for one in organisations:
            if one.cell.id == own:
                return ShownCell("organisation", own, name, one.n, one.value)
        return ShownCell("organisation", own, name, withheld=self._why_not(tuple(one.cell for one in organisations)))

    def _why_not(self, cells: tuple[Cell, ...]) -> str:
        merged = any(one.id == OTHER and self.own in one.members for one in cells)
        return MERGED if merged else NO_ANSWERS

    def _name(self, breakdown: str, cell: Cell, language: str) -> str:
        name = names.organisation_name if breakdown == "organisation" else names.level_name
        return name(cell, self.result, language)


@dataclass(frozen=True)
class Exported:
    """The rounds of one file, oldest first. `id` and `name` of what it is about; of a round, its code and title."""

    scope: Scope
    id: str
    name: str
    rounds: tuple[ExportedRound, ...]
