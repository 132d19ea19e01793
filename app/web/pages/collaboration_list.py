"""The page value of templates/collaborations/index.html."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from app.domain.collaboration import Party
from app.domain.round import State
from app.domain.text import Language
from app.services.access import Act
from app.services.collaborations import CollaborationView
from app.web.languages import ngettext
from app.web.pages.list_parts import ListParts, list_parts, part_asked_for, part_of
from app.web.pages.round_rows import RoundRow, round_rows

COLLABORATIONS = 20
"""On a page: what somebody looks through."""


@dataclass(frozen=True)
class CollaborationRow:
    """One collaboration and its rounds that are not archived. `leads`: whether the account may make rounds in it;
    `all_archived`: it has rounds, and none that is not archived."""

    id: str
    name: str
    about: str
    leads: bool
    all_archived: bool
    rounds: tuple[RoundRow, ...]


@dataclass(frozen=True)
class CollaborationListPage:
    """All that the account leads or may read; nothing at all for somebody new. `organisations`: (id, name) of those it
    follows. `makes`: it may make some."""

    collaborations: tuple[CollaborationRow, ...]
    organisations: tuple[tuple[str, str], ...]
    makes: bool
    parts: ListParts


def collaboration_list_page(
    views: Sequence[CollaborationView], followed: Sequence[Party], language: Language, *, makes: bool
) -> CollaborationListPage:
    """The collaborations with their rounds, a page of them, and the organisations that are followed, in the order
    given."""
    number, of = part_asked_for(len(views), COLLABORATIONS)
    rows = tuple(_row(view, language) for view in part_of(views, number, COLLABORATIONS))
    parts = list_parts(number, of, lambda another: url_for("collaborations.index", page=another))
    return CollaborationListPage(rows, tuple((one.id, one.name) for one in followed), makes, parts)


def _row(view: CollaborationView, language: Language) -> CollaborationRow:
    one = view.collaboration
    number = len(one.parties)
    current = [found for found in view.rounds if found.round.state is not State.ARCHIVED]
    return CollaborationRow(
        id=one.id,
        name=one.name,
        about=ngettext("%(num)d organisation", "%(num)d organisations", number) % {"num": number},
        leads=Act.LEAD in view.acts,
        all_archived=bool(view.rounds) and not current,
        rounds=round_rows(current, language),
    )
