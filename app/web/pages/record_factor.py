"""The page value of templates/record/factor.html: one factor in the meeting, and what is recorded about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.errors import SamspelError
from app.domain.record import Record
from app.domain.text import Language
from app.services.access import Act
from app.services.documents import FactorPicture, Picture
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.pages.record_entries import (
    ActionLine,
    EntryFields,
    action_line,
    empty_fields,
    fields_of,
    state_choices,
)
from app.web.pages.record_overview import factor_address, in_dialogue_order
from app.web.pages.round_tabs import Tab, round_tabs
from app.web.pages.undo import Undo


@dataclass(frozen=True)
class Neighbour:
    """The page before or after, in the order of the dialogue."""

    address: str
    title: str


@dataclass(frozen=True)
class FactorPage:
    """A factor (None: the whole) with its forms. `examples`: the questionnaire's principles that are not taken over.

    `lines` are the actions for those who only read. `notice`: why something was not done; `faults`: (id of the field,
    what is to be mended) of a form that came back."""

    code: str
    collaboration: str
    round_title: str
    tabs: tuple[Tab, ...]
    may_change: bool
    withheld: str
    heading: str
    factor: FactorPicture | None
    note: EntryFields
    principles: tuple[EntryFields, ...]
    new_principle: EntryFields
    examples: tuple[str, ...]
    actions: tuple[EntryFields, ...]
    new_action: EntryFields
    lines: tuple[ActionLine, ...]
    organisations: tuple[tuple[str, str], ...]
    states: Sequence[tuple[str, str]]
    before: Neighbour | None
    after: Neighbour | None
    undo: Undo | None
    notice: str
    faults: tuple[tuple[str, str], ...]


def factor_page(
    view: RoundView,
    picture: Picture,
    record: Record,
    factor_id: str | None,
    today: date,
    language: Language,
    *,
    typed: EntryFields | None = None,
    undo: Undo | None = None,
    notice: str = "",
) -> FactorPage:
    """The factor's page. `typed`: a form that came back, shown as it was sent. Raises G005."""
    factor = _find(picture, factor_id)
    about = record.about(factor_id)
    code = view.round.code
    names = {one.id: one.name for one in view.round.organisations}
    taken = {one.words for one in record.principles}

    def shown(fields: EntryFields) -> EntryFields:
        return typed if typed and typed.key == fields.key else fields

    before, after = _neighbours(code, picture, factor_id)
    return FactorPage(
        code=code,
        collaboration=view.round.collaboration,
        round_title=view.round.title,
        tabs=round_tabs(view),
        may_change=Act.LEAD in view.acts,
        withheld=picture.withheld,
        heading=f"{factor.number}. {factor.title}" if factor else _("The collaboration as a whole"),
        factor=factor,
        note=shown(fields_of(code, record.note(factor_id))),
        principles=tuple(shown(fields_of(code, one)) for one in about.principles),
        new_principle=shown(empty_fields(code, "principles", factor_id)),
        examples=tuple(one for one in factor.principles if one not in taken) if factor else (),
        actions=tuple(shown(fields_of(code, one)) for one in about.actions),
        new_action=shown(empty_fields(code, "actions", factor_id)),
        lines=tuple(
            action_line(one, names.get(one.organisation_id or "", ""), today, language) for one in about.actions
        ),
        organisations=tuple(names.items()),
        states=state_choices(language),
        before=before,
        after=after,
        undo=undo,
        notice=notice,
        faults=tuple((f"{typed.key}-{name}", words) for name, words in typed.faults.items()) if typed else (),
    )


def _find(picture: Picture, factor_id: str | None) -> FactorPicture | None:
    found = next((factor for factor in picture.factors if factor.id == factor_id), None)
    if found is None and factor_id is not None:
        raise SamspelError("G005")
    return found


def _neighbours(code: str, picture: Picture, factor_id: str | None) -> tuple[Neighbour | None, Neighbour | None]:
    order = [(factor.id, f"{factor.number}. {factor.title}") for factor in in_dialogue_order(picture)]
    ways: list[Neighbour] = [Neighbour(factor_address(code, one), title) for one, title in order]
    ways.append(Neighbour(factor_address(code, None), _("The collaboration as a whole")))
    here = next((at for at, (one, _title) in enumerate(order) if one == factor_id), len(order))
    return (ways[here - 1] if here > 0 else None, ways[here + 1] if here + 1 < len(ways) else None)
