"""The form's pages, rendered once and filled per respondent.

All that is the same for every respondent of a round is rendered by Jinja once per step and language and cut at the
places that are not: the token, the marks of what was answered, the words of comments, the faults. A request then joins
them (decision 0005)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import render_template
from markupsafe import escape

from app.domain.items import PARTED_KINDS, Item, MultipleChoiceItem, PartedItem
from app.domain.items.measured import parted
from app.domain.questionnaire import Dimension
from app.domain.round import Kind, Layout, Round
from app.services.rounds import RoundView
from app.web.forms.answer_form import FIELD_PREFIX, StepForm, build_step_form
from app.web.languages import gettext as _

_SLOT = re.compile("\x02(.*?)\x03", re.DOTALL)
_BETWEEN = "\x1f"


@dataclass(frozen=True)
class Step:
    """One page of the form: the questions about the respondent, a dimension, or all of it. Numbers count from 1."""

    number: int
    of: int
    title: str
    about: bool
    dimensions: tuple[Dimension, ...]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items asked on the page."""
        return tuple(item for dimension in self.dimensions for item in dimension.all_items)

    @cached_property
    def parted(self) -> tuple[PartedItem, ...]:
        """Those of them that have parts."""
        return tuple(item for item in self.items if isinstance(item, PARTED_KINDS))

    @property
    def chooses(self) -> bool:
        """Whether marks on the page may shut each other out."""
        return any(isinstance(item, MultipleChoiceItem) and (item.exclusive or item.most) for item in self.items)

    @cached_property
    def field_ids(self) -> frozenset[str]:
        """The answers that the page holds."""
        return frozenset(item.id for item in self.items) | ({"organisation", "level"} if self.about else frozenset())


def steps(view: RoundView, language: str) -> tuple[Step, ...]:
    """The pages of the round's form, in order."""
    questionnaire = view.questionnaire
    asks = questionnaire.organisation is not None or questionnaire.level is not None
    if view.round.layout is Layout.PAGE:
        return (Step(1, 1, questionnaire.title.into(language), asks, questionnaire.dimensions),)
    pages: list[tuple[str, bool, tuple[Dimension, ...]]] = [(_("About you"), True, ())] if asks else []
    pages += [(dimension.title.into(language), False, (dimension,)) for dimension in questionnaire.dimensions]
    return tuple(Step(number, len(pages), *page) for number, page in enumerate(pages, start=1))


def form_class(view: RoundView, step: Step) -> type[StepForm]:
    """The WTForms class of the step, built once per round's questionnaire and step."""
    key = (view.round, view.questionnaire.fingerprint, step.number)
    if key not in _forms:
        if len(_forms) >= MOST_PAGES:
            _forms.clear()
        _forms[key] = _built(view, step)
    return _forms[key]


_forms: dict[tuple[Round, str, int], type[StepForm]] = {}


def _built(view: RoundView, step: Step) -> type[StepForm]:
    questionnaire, joint = view.questionnaire, view.round.rules.kind is Kind.JOINT
    asks_organisation = step.about and questionnaire.organisation is not None
    level = questionnaire.level if step.about and not joint else None
    return build_step_form(
        items=step.items,
        organisations=[one.id for one in view.round.organisations] if asks_organisation else None,
        levels=[option.id for option in level.options] if level else None,
        organisation_required=joint,
    )


def slot(kind: str, field: str = "", value: str = "") -> str:
    """Marks a place that differs between respondents: "checked", "selected", "part" (the value of one part), "words",
    "fault", "token" or "summary"."""
    return f"\x02{kind}{_BETWEEN}{field}{_BETWEEN}{value}\x03"


class PageTemplate:
    """A rendered page cut at its slots. What is the same for everybody is kept as the bytes that are sent; a place is
    looked up by what somebody has answered, so that a page costs what stands in it and not how many places it has."""

    def __init__(self, rendered: str) -> None:
        parts = _SLOT.split(rendered)
        self._pieces = [b"" if place % 2 else part.encode() for place, part in enumerate(parts)]
        self._marks: dict[tuple[str, str], list[tuple[int, bytes]]] = {}
        self._words: dict[str, list[tuple[int, str, str]]] = {}
        self._faults: list[tuple[int, str]] = []
        self._of_page: dict[str, list[int]] = {"token": [], "summary": []}
        for place, part in enumerate(parts[1::2]):
            self._note(2 * place + 1, *part.split(_BETWEEN))

    def _note(self, place: int, kind: str, field: str, value: str) -> None:
        if kind in ("checked", "selected"):
            self._marks.setdefault((field, value), []).append((place, f" {kind}".encode()))
        elif kind in ("part", "words"):
            self._words.setdefault(field, []).append((place, kind, value))
        elif kind == "fault":
            self._faults.append((place, field))
        else:
            self._of_page[kind].append(place)

    def fill(
        self,
        token: str,
        answers: Mapping[str, Sequence[str]],
        summary: str = "",
        fault: Callable[[str], str] | None = None,
    ) -> bytes:
        """The page of one respondent. `answers`: raw, by item id; `fault` gives the markup of a field's fault."""
        pieces = self._pieces.copy()
        for field, values in answers.items():
            for given in values:
                for place, mark in self._marks.get((field, given), ()):
                    pieces[place] = mark
            for place, kind, key in self._words.get(field, ()):
                pieces[place] = str(escape(_written(values, key if kind == "part" else None))).encode()
        if fault is not None:
            for place, field in self._faults:
                pieces[place] = fault(field).encode()
        for words, kind in ((token, "token"), (summary, "summary")):
            for place in self._of_page[kind]:
                pieces[place] = words.encode()
        return b"".join(pieces)


def _written(values: Sequence[str], key: str | None) -> str:
    """What was written into a field, or (`key`) into one of its parts."""
    if key is None:
        return "\n".join(values)
    return next((words for of, words in map(parted, values) if of == key), "")


_pages: dict[tuple[Round, str, int, str], PageTemplate] = {}
MOST_PAGES = 512
"""Rendered pages kept: some 60 kB each."""


def page_template(view: RoundView, step: Step, language: str) -> PageTemplate:
    """The step's page, rendered once per round, step and language."""
    key = (view.round, view.questionnaire.fingerprint, step.number, language)
    if key not in _pages:
        if len(_pages) >= MOST_PAGES:
            _pages.clear()
        _pages[key] = PageTemplate(
            render_template(
                "respond/step.html",
                round=view.round,
                questionnaire=view.questionnaire,
                step=step,
                joint=view.round.rules.kind is Kind.JOINT,
                prefix=FIELD_PREFIX,
                slot=slot,
            )
        )
    return _pages[key]


def receipt_page(view: RoundView, language: str) -> bytes:
    """The receipt: the same for everybody, so it is rendered once per round and language."""
    key = (view.round, view.questionnaire.fingerprint, 0, language)
    if key not in _pages:
        _pages[key] = PageTemplate(render_template("respond/receipt.html", view=view))
    return _pages[key].fill("", {})
