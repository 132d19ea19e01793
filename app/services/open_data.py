"""What a token lets another program read: what its account may read now, narrowed to what the token was made for.

Who may what is asked of the same use cases that the pages ask; a token only takes away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.collaboration import Party
from app.domain.errors import SamspelError
from app.domain.result import RoundResult
from app.domain.round import State
from app.services import exports, organisations, rounds
from app.services.access import Act
from app.services.accounts import Account
from app.services.collaborations import CollaborationView, find_collaboration, list_collaborations
from app.services.exports.collecting import chosen_round
from app.services.exports.exported import ExportedRound
from app.services.exports.files import FORMS_BY_ENDING, DataFile, Wanted, kept_data_file
from app.services.installation import Installation
from app.services.results import round_result
from app.services.rounds import RoundView, find_answered_round, find_own_round
from app.services.score_rows import ScoreRow, score_rows
from app.services.token_scope import Scope

FILES: Mapping[str, str] = {f"results.{ending}": form for ending, form in FORMS_BY_ENDING.items()}
"""The files of a round that there are, with their forms. Documents are none of them: they tell what was agreed on, too,
which no token was made for."""


@dataclass(frozen=True)
class Reader:
    """Who reads: an account by one of its tokens, at a moment, in a language."""

    installation: Installation
    account: Account
    scope: Scope
    now: datetime
    language: str


def readable_collaborations(reader: Reader) -> tuple[CollaborationView, ...]:
    """The collaborations that the token reads, by id."""
    found = list_collaborations(reader.installation, reader.account)
    return tuple(sorted((one for one in found if _covers(reader, one)), key=lambda one: one.collaboration.id))


def readable_collaboration(reader: Reader, collaboration_id: str) -> CollaborationView:
    """The collaboration. Raises C010, as for one that does not exist."""
    found = find_collaboration(reader.installation, reader.account, collaboration_id, Act.READ)
    if not _covers(reader, found):
        raise SamspelError("C010")
    return found


def rounds_of_collaboration(reader: Reader, collaboration_id: str) -> tuple[RoundView, ...]:
    """The rounds of the collaboration that the token reads, by code. Raises C010."""
    found = readable_collaboration(reader, collaboration_id).rounds
    return _by_code([view for view in found if _shows(reader, view)])


def readable_round(reader: Reader, code: str) -> RoundView:
    """The round. Raises R010, as for one that does not exist."""
    view = find_own_round(reader.installation, reader.account, code, Act.READ)
    if not _shows(reader, view):
        raise SamspelError("R010", code=view.round.code)
    return view


def result_of_round(reader: Reader, code: str) -> exports.Json:
    """The round's result in the documented shape. Raises R010, R025 (a workshop)."""
    view = _answered(reader, code)
    return exports.as_json(round_result(reader.installation, view), exports.about_round(view))


def scores_of_round(reader: Reader, code: str) -> tuple[ScoreRow, ...]:
    """The round's figures as flat rows. Raises R010, R025."""
    view = _answered(reader, code)
    return tuple(score_rows(ExportedRound(_result(reader, view), view), reader.language))


def file_of_round(reader: Reader, code: str, name: str) -> DataFile:
    """One of FILES, as the round's page gives it, of CSV with commas. Raises R010, R025, H007 (no such file), and what
    the press of this process raises."""
    _answered(reader, code)
    if name not in FILES:
        raise SamspelError("H007")
    chosen = chosen_round(reader.installation, reader.account, code)
    return kept_data_file(reader.installation, chosen, FILES[name], Wanted(reader.language, reader.now))


def followed_organisations(reader: Reader) -> tuple[Party, ...]:
    """The organisations that the account follows and the token reads, by id."""
    found = organisations.followed_organisations(reader.installation, reader.account)
    return tuple(sorted((one for one in found if reader.scope.covers_organisation(one.id)), key=lambda one: one.id))


def followed_organisation(reader: Reader, organisation_id: str) -> Party:
    """The organisation. Raises H025, as for one that does not exist."""
    for one in followed_organisations(reader):
        if one.id == organisation_id:
            return one
    raise SamspelError("H025")


def rounds_of_organisation(reader: Reader, organisation_id: str) -> tuple[RoundView, ...]:
    """The rounds, in all collaborations, that the organisation took part in, by code. Raises H025."""
    followed_organisation(reader, organisation_id)
    found = rounds.rounds_of_organisation(reader.installation, reader.account, organisation_id)[1]
    return _by_code([view for view in found if _shows(reader, view)])


def scores_of_organisation(reader: Reader, organisation_id: str, from_code: str = "") -> Iterator[ScoreRow]:
    """What the organisation's rounds say of the whole group and of the organisation, row by row from the round of that
    code on; each round's result is worked out only when its turn comes. Raises H025."""
    for view in rounds_of_organisation(reader, organisation_id):
        if view.round.code >= from_code and view.round.state.shows_results and not view.round.is_workshop:
            of_round = ExportedRound(_result(reader, view), view, organisation_id)
            yield from score_rows(of_round, reader.language)


def _answered(reader: Reader, code: str) -> RoundView:
    readable_round(reader, code)
    return find_answered_round(reader.installation, reader.account, code, Act.READ)


def _result(reader: Reader, view: RoundView) -> RoundResult:
    return round_result(reader.installation, view)


def _covers(reader: Reader, view: CollaborationView) -> bool:
    one = view.collaboration
    return reader.scope.covers_collaboration(one.id, [party.id for party in one.parties])


def _shows(reader: Reader, view: RoundView) -> bool:
    """Those who only read are not told of drafts, as on the pages."""
    parties = [one.id for one in view.round.organisations]
    told = Act.LEAD in view.acts or view.round.state is not State.DRAFT
    return told and reader.scope.covers_collaboration(view.collaboration_id, parties)


def _by_code(views: list[RoundView]) -> tuple[RoundView, ...]:
    return tuple(sorted(views, key=lambda view: view.round.code))
