"""The page values of templates/presentation/: the group's picture, a factor, what was agreed on, the choice by hand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from app.domain.errors import SamspelError
from app.domain.record import Record
from app.domain.text import Language
from app.services.documents import FactorPicture, Picture
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.pages.presentation_frame import Frame, Screen, factor_screen, frame
from app.web.pages.progress import received_words
from app.web.pages.record_entries import ActionLine, EntryFields, action_line, empty_fields, fields_of

AT_A_GLANCE = 3
"""Sentences about the whole that fit on the first screen in big type."""


@dataclass(frozen=True)
class OverviewScreen:
    """The whole: `factors` are those that the meeting talks about, each with the address of its screen. `findings`:
    the most important sentences, as many as can be taken in at a glance; `map` may be empty."""

    frame: Frame
    answered: str
    picture: Picture
    findings: tuple[str, ...]
    map: Markup
    factors: tuple[tuple[str, FactorPicture], ...]
    is_proposal: bool


@dataclass(frozen=True)
class FactorScreen:
    """A factor to talk about, with the forms of the record for those who may write in it."""

    frame: Frame
    picture: Picture
    factor: FactorPicture
    note: EntryFields
    new_principle: EntryFields
    principles: tuple[str, ...]
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class AgreedGroup:
    """What was agreed on about one factor, or about the whole."""

    title: str
    principles: tuple[str, ...]
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class AgreedScreen:
    """All that was agreed on, and a form for a note about the whole."""

    frame: Frame
    groups: tuple[AgreedGroup, ...]
    note: EntryFields
    new_principle: EntryFields


@dataclass(frozen=True)
class ChooseScreen:
    """The factors to choose from by hand: (the factor, whether it is chosen). `fault` is empty at first."""

    frame: Frame
    picture: Picture
    factors: tuple[tuple[FactorPicture, bool], ...]
    fault: str


def overview_screen(
    view: RoundView, picture: Picture, order: Sequence[Screen], factors: Sequence[FactorPicture], *, is_proposal: bool
) -> OverviewScreen:
    """The group's picture."""
    listed = tuple((factor_screen(view.round.code, one.id), one) for one in factors)
    return OverviewScreen(
        frame=frame(view, order, order[0]),
        answered=received_words(view),
        picture=picture,
        findings=picture.findings[:AT_A_GLANCE],
        map=picture.map if picture.has_map else Markup(""),
        factors=listed,
        is_proposal=is_proposal,
    )


def factor_page(
    view: RoundView,
    picture: Picture,
    order: Sequence[Screen],
    factor_id: str,
    record: Record,
    today: date,
    language: Language,
) -> FactorScreen:
    """A factor's screen. Raises G005."""
    factor = next((one for one in picture.factors if one.id == factor_id), None)
    if factor is None:
        raise SamspelError("G005")
    code = view.round.code
    about = agreed_group(view, record.about(factor_id), factor.title, today, language)
    here = Screen(factor_screen(code, factor_id), f"{factor.number}. {factor.title}")
    return FactorScreen(
        frame=frame(view, order, here, timed=True),
        picture=picture,
        factor=factor,
        note=fields_of(code, record.note(factor_id)),
        new_principle=empty_fields(code, "principles", factor_id),
        principles=about.principles,
        actions=about.actions,
    )


def agreed_screen(
    view: RoundView, picture: Picture, order: Sequence[Screen], record: Record, today: date, language: Language
) -> AgreedScreen:
    """What the group agreed on, factor by factor and then about the whole."""
    titles = [(one.id, f"{one.number}. {one.title}") for one in picture.factors]
    places = [*titles, (None, _("The collaboration as a whole"))]
    groups = (agreed_group(view, record.about(one), title, today, language) for one, title in places)
    return AgreedScreen(
        frame=frame(view, order, order[-1], timed=True),
        groups=tuple(group for group in groups if group.principles or group.actions),
        note=fields_of(view.round.code, record.note(None)),
        new_principle=empty_fields(view.round.code, "principles", None),
    )


def choose_screen(
    view: RoundView, picture: Picture, order: Sequence[Screen], chosen: Collection[str], fault: str
) -> ChooseScreen:
    """The factors, those that the meeting talks about ticked."""
    listed = tuple((one, one.id in chosen) for one in picture.factors)
    here = Screen("", _("Choose the meeting's factors by hand"))
    return ChooseScreen(frame(view, order, here), picture, listed, fault)


def agreed_group(view: RoundView, record: Record, title: str, today: date, language: Language) -> AgreedGroup:
    """The principles and actions of a record, in words."""
    names = {one.id: one.name for one in view.round.organisations}
    lines = (action_line(one, names.get(one.organisation_id or "", ""), today, language) for one in record.actions)
    return AgreedGroup(title, tuple(one.words for one in record.principles), tuple(lines))
