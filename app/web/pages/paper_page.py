"""The page value of templates/paper/key_in.html: what is printed, and the screen for keying in what comes back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from app.domain.items import (
    PARTED_KINDS,
    AllocationItem,
    CommentItem,
    Item,
    LevelItem,
    LevelPairItem,
    MultipleChoiceItem,
    PartedItem,
    RankingItem,
    RatingItem,
    SingleChoiceItem,
)
from app.domain.round import State
from app.domain.text import Language
from app.services.rounds import RoundView
from app.web.forms.answer_form import FIELD_PREFIX
from app.web.forms.keyed_sheet import KeyedSheet, keys_of
from app.web.languages import gettext as _
from app.web.pages.progress import is_joint
from app.web.pages.round_tabs import Tab, round_tabs
from app.wording.choosing import limits
from app.wording.errors import plain_sentence
from app.wording.languages import language_name
from app.wording.translations import LANGUAGES
from app.wording.weighing import part_name


@dataclass(frozen=True)
class KeyField:
    """One answer. `keys`: what the field takes, parted by spaces, for the script; `hint`: the same for the reader,
    where it is not the scale's; `choices`: (value, words) of a list to choose from."""

    id: str
    name: str
    kind: str
    number: str
    words: str
    value: str
    keys: str
    hint: str
    choices: tuple[tuple[str, str], ...]
    fault: str


@dataclass(frozen=True)
class KeyPart:
    """A heading of the paper and the answers under it. `scale`: its points in words, empty where the last ones hold."""

    title: str
    scale: str
    fields: tuple[KeyField, ...]


@dataclass(frozen=True)
class KeyingForm:
    """The screen. `once`: the page's token. `messages`: (field, words) of every fault, in the order of the paper;
    `notes` stand above them. `checked`: what a check found, empty where none was asked for."""

    once: str
    parts: tuple[KeyPart, ...]
    messages: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    checked: str


@dataclass(frozen=True)
class PaperPage:
    """Printing and keying in. `languages`: (code, name) in which there is a form. `form`: None unless the round is
    open. `keyed`: sheets keyed in by this browser since it signed in."""

    code: str
    collaboration: str
    title: str
    state: State
    tabs: tuple[Tab, ...]
    languages: tuple[tuple[str, str], ...]
    joint: bool
    form: KeyingForm | None
    keyed: int


def paper_page(view: RoundView, form: KeyingForm | None, keyed: int, language: Language) -> PaperPage:
    """The round's page for paper."""
    one = view.round
    return PaperPage(
        code=one.code,
        collaboration=one.collaboration,
        title=one.title,
        state=one.state,
        tabs=round_tabs(view),
        languages=tuple((known, language_name(known, language)) for known in LANGUAGES if known in one.languages),
        joint=is_joint(view),
        form=form,
        keyed=keyed,
    )


def keying_form(view: RoundView, sheet: KeyedSheet, notes: Sequence[str], language: Language) -> KeyingForm:
    """The screen with what was typed so far, and what is wrong with it. `notes`: what else is to be said."""
    faults: dict[str, str] = {}
    for fault in sheet.faults:
        faults.setdefault(fault.where, plain_sentence(fault, language))
    maker = _Maker(view, sheet, faults, language)
    parts = maker.parts()
    messages = [
        (field.id, f"{field.number or field.words}: {field.fault}")
        for part in parts
        for field in part.fields
        if field.fault
    ]
    other = [words for where, words in faults.items() if not where]
    return KeyingForm(sheet.once, parts, tuple(messages), (*notes, *other), "")


def with_check(form: KeyingForm) -> KeyingForm:
    """The screen with the numbers of the questions that have no answer, in words."""
    fields = [field for part in form.parts for field in part.fields if field.number]
    empty = [field.number for field in fields if not field.value.strip()]
    answered = _("Nothing is stored yet. %(answered)d of %(all)d questions have an answer.")
    words = answered % {"answered": len(fields) - len(empty), "all": len(fields)}
    without = _("Without answer: %(numbers)s.") % {"numbers": ", ".join(empty)}
    return replace(form, checked=f"{words} {without}" if empty else words)


class _Maker:
    def __init__(self, view: RoundView, sheet: KeyedSheet, faults: dict[str, str], language: Language) -> None:
        self.view, self.sheet, self.faults, self.language = view, sheet, faults, language
        self.numbers = count(1)
        self.scale = ""

    def parts(self) -> tuple[KeyPart, ...]:
        asked = self.view.questionnaire
        parts = [KeyPart(_("About the sheet"), "", tuple(self._background()))]
        for dimension in asked.dimensions:
            parts += [self._part(factor.title.into(self.language), factor.items) for factor in dimension.factors]
            if dimension.items:
                parts.append(self._part(dimension.title.into(self.language), dimension.items))
        return tuple(part for part in parts if part.fields)

    def _part(self, title: str, items: Sequence[Item]) -> KeyPart:
        rated = [item for item in items if isinstance(item, RatingItem) and not isinstance(item, LevelItem)]
        scales = {self._scale(item) for item in rated}
        new = "; ".join(sorted(scales)) if scales and scales != {self.scale} else ""
        self.scale = new or self.scale
        return KeyPart(title, new, tuple(self._field(item) for item in items))

    def _background(self) -> Iterator[KeyField]:
        asked = self.view.questionnaire
        if asked.organisation:
            names = [(one.id, one.name) for one in self.view.round.organisations]
            yield self._select("organisation", _("Organisation"), names)
        if asked.level and not is_joint(self.view):
            labels = [(option.id, option.label.into(self.language)) for option in asked.level.options]
            yield self._select("level", _("Role"), labels)

    def _select(self, field: str, words: str, choices: Sequence[tuple[str, str]]) -> KeyField:
        numbered = tuple((value, f"{number} {label}") for number, (value, label) in enumerate(choices, start=1))
        return self._made(field, "choice", "", words, "", "", numbered)

    def _field(self, item: Item) -> KeyField:
        words, number = item.text.into(self.language), str(next(self.numbers))
        hint = ""
        if isinstance(item, SingleChoiceItem | MultipleChoiceItem):
            hint = " · ".join(f"{at} {one.label.into(self.language)}" for at, one in enumerate(item.options, start=1))
            if isinstance(item, MultipleChoiceItem) and (limited := limits(item, self.language)):
                hint = f"{hint}. {limited}"
        elif isinstance(item, LevelItem):
            hint = self._scale(item)
        elif isinstance(item, PARTED_KINDS):
            hint = self._parts(item)
        several = isinstance(item, (CommentItem, MultipleChoiceItem, *PARTED_KINDS))
        keys = "" if several else " ".join(keys_of(item))
        return self._made(item.id, item.kind, number, words, keys, hint, ())

    def _parts(self, item: PartedItem) -> str:
        """What to type for the parts, and in which order."""
        names = " · ".join(part_name(item, key, self.language) for key in item.keys)
        if isinstance(item, RankingItem):
            return _("a place for each, in the order on the paper") + f": {names}"
        if isinstance(item, AllocationItem):
            words = _("points for each, in the order on the paper; %(points)d in all") % {"points": item.points}
            return f"{words}: {names}"
        if isinstance(item, LevelPairItem):
            labels = " · ".join(f"{point.value} {point.label.into(self.language)}" for point in item.scale.points)
            return _("Today, then as it should be") + f": {labels}"
        poles = f"1 {item.left.into(self.language)} · {item.steps} {item.right.into(self.language)}"
        return _("Today, then as it should be") + f": {poles}" if len(item.keys) > 1 else poles

    def _made(
        self,
        field: str,
        kind: str,
        number: str,
        words: str,
        keys: str,
        hint: str,
        choices: tuple[tuple[str, str], ...],
    ) -> KeyField:
        value = self.sheet.typed.get(field, "")
        name = f"{FIELD_PREFIX}{field}"
        return KeyField(field, name, kind, number, words, value, keys, hint, choices, self.faults.get(field, ""))

    def _scale(self, item: RatingItem) -> str:
        points = sorted(item.scale.points, key=lambda point: point.value)
        words = [f"{point.value} {point.label.into(self.language)}" for point in points]
        if item.scale.dont_know:
            words.append(f"0 {item.scale.dont_know.into(self.language)}")
        return " · ".join(words)
