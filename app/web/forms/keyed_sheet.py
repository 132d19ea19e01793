"""A paper sheet that is keyed in: one key for each answer, as the boxes on the paper are numbered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_wtf import FlaskForm

from app.domain.errors import SamspelError
from app.domain.items import (
    PARTED_KINDS,
    Item,
    MultipleChoiceItem,
    PartedItem,
)
from app.domain.items.measured import keyed
from app.domain.items.paper_keys import aside_keys, keys_of
from app.services.responses import InvalidAnswers, check_answers
from app.services.rounds import RoundView
from app.web.forms.answer_form import FIELD_PREFIX

BETWEEN = re.compile(r"[\s,;.+]+")


class TokenForm(FlaskForm):
    """Nothing but the token against forged requests; `validate` is False when it is stale."""


@dataclass(frozen=True)
class KeyedSheet:
    """What was typed, by item id ("organisation", "level"), the same as raw answers, and all that is wrong with it.

    `once`: the page's token; a sheet with the same one is stored only once."""

    once: str
    typed: Mapping[str, str]
    raw: Mapping[str, Sequence[str]]
    faults: tuple[SamspelError, ...]


def read_sheet(view: RoundView, once: str, posted: Mapping[str, str]) -> KeyedSheet:
    """The sheet as it was typed; every fault is listed, nothing typed is lost."""
    fields = ["organisation", "level", *view.questionnaire.items_by_id]
    typed = {field: posted[name] for field in fields if posted.get(name := f"{FIELD_PREFIX}{field}", "").strip()}
    raw: dict[str, Sequence[str]] = {one: [typed[one]] for one in ("organisation", "level") if one in typed}
    faults: list[SamspelError] = []
    for item in view.questionnaire.items:
        if item.id in typed:
            try:
                raw[item.id] = _answers(item, typed[item.id])
            except SamspelError as fault:
                faults.append(fault)
    return KeyedSheet(once, typed, raw, (*faults, *_other_faults(view, raw, bool(typed))))


def _answers(item: Item, words: str) -> Sequence[str]:
    """The raw answer behind what was typed. Raises K001 for a key that the item does not have, K002 where the parts
    are not as many as were asked for."""
    keys = keys_of(item)
    if not keys:
        return [words]
    if isinstance(item, PARTED_KINDS):
        return _parts(item, keys, _typed(words))
    return [_known(item, keys, key) for key in _typed_keys(item, _typed(words))]


def _typed(words: str) -> str:
    """What was typed, with capital letters and plain minus signs."""
    return words.strip().upper().replace("−", "-")


def _parts(item: PartedItem, keys: Mapping[str, str], words: str) -> Sequence[str]:
    """A value for each part, in the order on the paper: with space or comma between, or together where every value is
    a single key."""
    together = all(len(key) == 1 for key in keys) and not BETWEEN.search(words)
    typed = list(words) if together else [part for part in BETWEEN.split(words) if part]
    if len(typed) != len(item.keys):
        raise SamspelError("K002", item.id, given=len(typed), wanted=len(item.keys))
    values = [_known(item, keys, key) for key in typed]
    return [keyed(key, value) for key, value in zip(item.keys, values, strict=True) if value]


def _typed_keys(item: Item, words: str) -> list[str]:
    """One key, or several of a multiple choice: with space or comma between, or together where all have one digit."""
    if not isinstance(item, MultipleChoiceItem):
        return [words]
    if len(item.options) < 10 and words.isdigit():
        return list(words)
    return [part for part in BETWEEN.split(words) if part]


def _known(item: Item, keys: Mapping[str, str], key: str) -> str:
    if key not in keys:
        aside = aside_keys(keys)
        numbers = [one for one in keys if one not in aside]
        known = [f"{numbers[0]}–{numbers[-1]}", *aside]
        raise SamspelError("K001", item.id, value=key[:20], known=", ".join(known))
    return keys[key]


def _other_faults(view: RoundView, raw: Mapping[str, Sequence[str]], anything: bool) -> Sequence[SamspelError]:
    """What the check of every answer finds besides; a sheet on which nothing but faults stands is not an empty one."""
    try:
        check_answers(view, raw)
    except InvalidAnswers as invalid:
        return invalid.faults
    except SamspelError as fault:
        return () if fault.code == "A007" and anything else (fault,)
    return ()
