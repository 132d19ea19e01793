"""The page value of templates/record/overview.html: the whole record of a round, in the order of the dialogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from app.domain.record import Record
from app.domain.text import Language
from app.services.access import Act
from app.services.documents import FactorPicture, Picture
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.pages.record_entries import ActionLine, action_line
from app.web.pages.round_tabs import Tab, round_tabs
from app.web.pages.undo import Undo


@dataclass(frozen=True)
class RecordedFactor:
    """A factor, or the whole, and what was recorded about it. `place` is a class of its looks; `place_words`, `score`
    and `reasons` are empty where nothing can be shown."""

    address: str
    title: str
    place: str
    place_words: str
    score: str
    reasons: str
    note: str
    principles: tuple[str, ...]
    actions: tuple[ActionLine, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been recorded about it."""
        return not (self.note or self.principles or self.actions)


@dataclass(frozen=True)
class RecordPage:
    """The record of a round: the factors of the proposal, then the others, then the whole."""

    code: str
    collaboration: str
    collaboration_id: str
    title: str
    tabs: tuple[Tab, ...]
    may_change: bool
    withheld: str
    is_empty: bool
    proposed: tuple[RecordedFactor, ...]
    others: tuple[RecordedFactor, ...]
    whole: RecordedFactor
    undo: Undo | None


def record_page(
    view: RoundView, picture: Picture, record: Record, today: date, language: Language, undo: Undo | None
) -> RecordPage:
    """The round and all that was recorded after it."""

    def row(factor: FactorPicture | None) -> RecordedFactor:
        return _recorded(view, picture, factor, record, today, language)

    proposed = {factor.id for factor in picture.proposal}
    return RecordPage(
        code=view.round.code,
        collaboration=view.round.collaboration,
        collaboration_id=view.collaboration_id,
        title=view.round.title,
        tabs=round_tabs(view),
        may_change=Act.LEAD in view.acts,
        withheld=picture.withheld,
        is_empty=record.is_empty,
        proposed=tuple(row(factor) for factor in picture.proposal),
        others=tuple(row(factor) for factor in picture.factors if factor.id not in proposed),
        whole=row(None),
        undo=undo,
    )


def in_dialogue_order(picture: Picture) -> Sequence[FactorPicture]:
    """The factors of the proposal in its order, then the others in the questionnaire's."""
    proposed = {factor.id for factor in picture.proposal}
    return (*picture.proposal, *(factor for factor in picture.factors if factor.id not in proposed))


def factor_address(code: str, factor_id: str | None) -> str:
    """The page where the factor, or the whole, is recorded."""
    return url_for("record.factor", code=code, factor_id=factor_id)


def _recorded(
    view: RoundView, picture: Picture, factor: FactorPicture | None, record: Record, today: date, language: Language
) -> RecordedFactor:
    factor_id = factor.id if factor else None
    about = record.about(factor_id)
    names = {one.id: one.name for one in view.round.organisations}
    shown = factor if factor and not picture.withheld else None
    return RecordedFactor(
        address=factor_address(view.round.code, factor_id),
        title=f"{factor.number}. {factor.title}" if factor else _("The collaboration as a whole"),
        place=shown.place.value if shown else "",
        place_words=shown.place_words if shown else "",
        score=shown.score if shown and not shown.withheld else "",
        reasons=shown.reasons if shown else "",
        note=record.note(factor_id).words,
        principles=tuple(one.words for one in about.principles),
        actions=tuple(
            action_line(one, names.get(one.organisation_id or "", ""), today, language) for one in about.actions
        ),
    )
