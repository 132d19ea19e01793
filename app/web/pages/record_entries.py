"""The forms and the lines of the record: one note, principle or action, to be changed or to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from flask import url_for

from app.domain.record import Action, ActionState, Agreement, Note, Principle, Standing
from app.domain.text import Language
from app.web.forms.record_form import RecordForm
from app.web.languages import gettext as _
from app.wording.dates import long_date
from app.wording.standings import standing_words, state_words


@dataclass(frozen=True)
class EntryFields:
    """One form: its id on the page, the address it is sent to, and what stands in its fields as text.

    `faults`: field -> what is to be mended. `stale`: the page was so old that the button must be pressed again."""

    key: str
    address: str
    factor: str = ""
    version: int = 0
    words: str = ""
    responsible: str = ""
    organisation: str = ""
    due_on: str = ""
    state: str = ActionState.PLANNED.value
    faults: Mapping[str, str] = field(default_factory=dict)
    stale: bool = False

    @property
    def saves_itself(self) -> bool:
        """Whether the page keeps it saved: a note, and what has been added; not what is still to be added."""
        return bool(self.version) or self.key.startswith("note")


@dataclass(frozen=True)
class ActionLine:
    """An action in words. `facts`: who, and by when; `standing`: a class of its looks, said in `standing_words`."""

    words: str
    facts: str
    state: str
    standing: Standing
    standing_words: str


def kind_of(one: Note | Agreement) -> str:
    """The word in the address."""
    return "note" if isinstance(one, Note) else "principles" if isinstance(one, Principle) else "actions"


def address_of(code: str, one: Note | Agreement) -> str:
    """Where a change of it is sent."""
    if isinstance(one, Note):
        return url_for("record.save_note", code=code)
    return url_for("record.change", code=code, kind=kind_of(one), entry_id=one.id)


def fields_of(code: str, one: Note | Agreement) -> EntryFields:
    """The form of what is stored."""
    shown = EntryFields(
        key="note" if isinstance(one, Note) else f"e-{one.id}",
        address=address_of(code, one),
        factor=one.factor_id or "",
        version=one.version,
        words=one.words,
    )
    if not isinstance(one, Action):
        return shown
    return replace(
        shown,
        responsible=one.responsible,
        organisation=one.organisation_id or "",
        due_on=one.due_on.isoformat() if one.due_on else "",
        state=one.state.value,
    )


def empty_fields(code: str, kind: str, factor_id: str | None) -> EntryFields:
    """The form of a principle or an action that is to be added."""
    return EntryFields(f"new-{kind}", url_for("record.add", code=code, kind=kind), factor_id or "")


def typed_fields(key: str, address: str, form: RecordForm, refused: Mapping[str, str]) -> EntryFields:
    """The form as it was sent, with what is to be mended. `refused`: field -> a fault that was found later."""
    faults = {name: str(words[0]) for name, words in form.errors.items() if name and name != "csrf_token"}
    typed = {name: form[name].data or "" for name in ("responsible", "organisation", "due_on", "state") if name in form}
    return EntryFields(
        key=key,
        address=address,
        factor=form.factor.data or "",
        version=form.version.data or 0,
        words=form.words.data or "",
        faults={**faults, **refused},
        stale="csrf_token" in form.errors,
        **typed,
    )


def action_line(one: Action, organisation: str, today: date, language: Language) -> ActionLine:
    """The action in words. `organisation`: its name, empty where none was said."""
    who = f"{one.responsible}, {organisation}" if organisation else one.responsible
    when = _("done by %(date)s") % {"date": long_date(one.due_on, language)} if one.due_on else _("no date")
    standing = one.standing(today)
    return ActionLine(
        one.words, f"{who} · {when}", one.state.value, standing, standing_words(standing, one.state, language)
    )


def state_choices(language: Language) -> Sequence[tuple[str, str]]:
    """Every state and its words."""
    return tuple((state.value, state_words(state, language)) for state in ActionState)
