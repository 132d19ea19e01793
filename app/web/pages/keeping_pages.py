"""The page values of templates/keeping/: what goes with a collaboration, and what can still be restored."""

from dataclasses import dataclass
from datetime import date

from app.services.removal import Removal
from app.services.retention import UNDO_DAYS
from app.web.languages import ngettext
from app.wording.dates import long_date
from app.wording.durations import days_words


@dataclass(frozen=True)
class RemovalPage:
    """What deleting a collaboration means. `restorable_until` is empty while it is not deleted."""

    id: str
    name: str
    goes: tuple[str, ...]
    open_rounds: str
    undo: str
    typed: str
    refused: str
    stale: bool
    restorable_until: str


@dataclass(frozen=True)
class DeletedRow:
    """A deleted collaboration, and the day on which it is erased."""

    id: str
    name: str
    until: str


@dataclass(frozen=True)
class DeletedPage:
    """The collaborations that can be restored; `restored`: one has just been."""

    rows: tuple[DeletedRow, ...]
    undo: str
    restored: bool


def removal_page(found: Removal, typed: str, refused: str, language: str, *, stale: bool) -> RemovalPage:
    """The page that asks, with the numbers of what goes."""
    opened = found.extent.open_rounds
    words = ngettext(
        "%(num)d round is open. Whoever follows its link is told that the round is not there any more.",
        "%(num)d rounds are open. Whoever follows their links is told that the round is not there any more.",
        opened,
    )
    return RemovalPage(
        id=found.id,
        name=found.name,
        goes=tuple(_goes(found)),
        open_rounds=words % {"num": opened} if opened else "",
        undo=days_words(UNDO_DAYS, language),
        typed=typed,
        refused=refused,
        stale=stale,
        restorable_until=long_date(found.erased_on, language) if found.erased_on else "",
    )


def deleted_page(found: tuple[tuple[str, str, date], ...], language: str, *, restored: bool) -> DeletedPage:
    """The list of what can be restored."""
    rows = tuple(DeletedRow(one, name, long_date(until, language)) for one, name, until in found)
    return DeletedPage(rows, days_words(UNDO_DAYS, language), restored)


def _goes(found: Removal) -> list[str]:
    """The numbers, in words; what there is none of is left out."""
    extent = found.extent
    several = (
        (extent.rounds, ngettext("%(num)d round with its answers", "%(num)d rounds with their answers", extent.rounds)),
        (extent.invitations, ngettext("%(num)d invitation", "%(num)d invitations", extent.invitations)),
        (extent.notes, ngettext("%(num)d note of a dialogue", "%(num)d notes of dialogues", extent.notes)),
        (extent.principles, ngettext("%(num)d guiding principle", "%(num)d guiding principles", extent.principles)),
        (extent.actions, ngettext("%(num)d action", "%(num)d actions", extent.actions)),
        (extent.people, ngettext("the role of %(num)d person", "the roles of %(num)d persons", extent.people)),
    )
    return [words % {"num": number} for number, words in several if number]
