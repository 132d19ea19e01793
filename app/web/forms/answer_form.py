"""The form of one step, built from the questionnaire: every field is checked by the item itself."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field

from app.domain.errors import SamspelError
from app.domain.items import PARTED_KINDS, Item
from app.domain.items.measured import keyed

FIELD_PREFIX = "item_"
"""Field names begin with it, so that no item's id can meet a name that forms use themselves."""


def sent_values(item: Item, sent: Callable[[str], list[str]]) -> list[str]:
    """The item's raw values out of what a form sent (input's name -> its values). The parts of an item have inputs of
    their own, called `name.part`; those without anything in them are left out."""
    name = f"{FIELD_PREFIX}{item.id}"
    if not isinstance(item, PARTED_KINDS):
        return sent(name)
    return [keyed(key, value) for key in item.keys for value in sent(f"{name}.{key}") if value.strip()]


class ItemField(Field):
    """A field whose values are those of an item. `fault` is what was wrong, if anything."""

    def __init__(self, item: Item, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.item = item
        self.fault: SamspelError | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Takes the answer from what was sent. Raises ValueError, which makes the form invalid."""
        try:
            self.data = self.item.parse(valuelist)
        except SamspelError as fault:
            self.fault = fault
            raise ValueError(fault.code) from fault


class PartedField(ItemField):
    """A field of an item with parts, each of which has an input of its own."""

    def process(self, formdata: MultiDict[str, str] | None, *arguments: Any, **others: Any) -> None:
        """Collects the values of all the item's inputs."""
        if formdata is not None:
            formdata = MultiDict((self.name, value) for value in sent_values(self.item, formdata.getlist))
        super().process(formdata, *arguments, **others)


class ChosenField(Field):
    """One id out of a closed list, or nothing. `required`: nothing is a fault."""

    def __init__(self, code: str, known: Sequence[str], required: bool, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.code, self.known, self.required = code, known, required
        self.fault: SamspelError | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Takes the id from what was sent. Raises ValueError, which makes the form invalid."""
        value = valuelist[0].strip() if valuelist else ""
        if value and value not in self.known:
            self.fault = SamspelError(self.code, value=value[:80], known=", ".join(self.known))
        elif not value and self.required:
            self.fault = SamspelError("A009")
        if self.fault:
            raise ValueError(self.fault.code)
        self.data = value or None


class StepForm(FlaskForm):
    """Base of all steps' forms: a token against forged requests, and the step's fields.

    `asked_items`, `asked_choices`: what the fields are made of; of choices name -> (ids, whether one is required)."""

    asked_items: ClassVar[Sequence[Item]] = ()
    asked_choices: ClassVar[Mapping[str, tuple[Sequence[str], bool]]] = {}

    @classmethod
    def takes(cls, sent: Callable[[str], list[str]]) -> bool:
        """Whether every field would take what was sent (input's name -> its values). The same checks without a field
        for each, since of nearly every page there is nothing to say: fields are there to say what is wrong."""
        for name, (known, required) in cls.asked_choices.items():
            values = sent(name)
            value = values[0].strip() if values else ""
            if (value and value not in known) or (required and not value):
                return False
        try:
            for item in cls.asked_items:
                item.parse(sent_values(item, sent))
        except SamspelError:
            return False
        return True

    def faults(self) -> Mapping[str, SamspelError]:
        """Item id (or "organisation", "level") -> what is wrong with its answer."""
        return {
            name.removeprefix(FIELD_PREFIX): field.fault
            for name, field in self._fields.items()
            if isinstance(field, ItemField | ChosenField) and field.fault is not None
        }

    @property
    def stale(self) -> bool:
        """Whether only the token was wrong or too old."""
        return bool(self.errors.get("csrf_token"))


def build_step_form(
    items: Sequence[Item],
    organisations: Sequence[str] | None,
    levels: Sequence[str] | None,
    organisation_required: bool,
) -> type[StepForm]:
    """A form class for one step. `organisations`, `levels`: the ids to choose from, None where it does not ask."""
    fields: dict[str, Any] = {
        f"{FIELD_PREFIX}{item.id}": PartedField(item) if isinstance(item, PARTED_KINDS) else ItemField(item)
        for item in items
    }
    if organisations is not None:
        fields[f"{FIELD_PREFIX}organisation"] = ChosenField("A005", organisations, organisation_required)
    if levels is not None:
        fields[f"{FIELD_PREFIX}level"] = ChosenField("A006", levels, False)
    chosen = {
        name: (field.args[1], field.args[2]) for name, field in fields.items() if field.field_class is ChosenField
    }
    return type("BuiltStepForm", (StepForm,), {**fields, "asked_items": tuple(items), "asked_choices": chosen})
