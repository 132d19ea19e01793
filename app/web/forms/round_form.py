"""The form for a round: what a facilitator decides when it is made, and may still change later."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from types import MappingProxyType
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, ValidationError

from app.domain.collaboration import Collaboration
from app.domain.errors import SamspelError
from app.domain.package import combined
from app.domain.questionnaire import Form, Questionnaire
from app.domain.round import (
    ANSWERED,
    DEFAULT_SMALLEST_GROUP,
    SMALLEST_GROUPS,
    Kind,
    Layout,
    Organisation,
    Round,
    Setting,
)
from app.services.rounds import NewRound, RoundView
from app.web.forms.period import boxes_of, check_moment, moment_in
from app.web.forms.text_list import TextListField
from app.web.languages import gettext as _
from app.wording.dates import season
from app.wording.errors import plain_sentence
from app.wording.languages import language_name

LONGEST_NAME = 120
MOST_EXPECTED = 9999
USUAL_PERIOD = timedelta(days=21)
MORNING, LAST_MINUTE = time(8), time(23, 59)
FIELDS: Mapping[Setting, tuple[str, ...]] = {
    Setting.TITLE: ("title",),
    Setting.QUESTIONNAIRE: ("questionnaire", "further"),
    Setting.ORGANISATIONS: ("organisations",),
    Setting.LANGUAGES: ("languages",),
    Setting.KIND: ("kind",),
    Setting.SMALLEST_GROUP: ("smallest_group",),
    Setting.LAYOUT: ("layout",),
    Setting.OPENS_AT: ("opens_day", "opens_time"),
    Setting.CLOSES_AT: ("closes_day", "closes_time"),
    Setting.EXPECTED: ("expected", "expected_of"),
}


class RoundForm(FlaskForm):
    """What a facilitator decides about a round. Closed choices are checked here, so that every fault is said in the
    reader's language. Settings that the state of a round keeps are taken from the round, whatever is sent."""

    title = StringField()
    questionnaire = SelectField(validate_choice=False)
    further = SelectMultipleField(validate_choice=False)
    organisations = SelectMultipleField(validate_choice=False)
    languages = SelectMultipleField(validate_choice=False)
    kind = RadioField(choices=[one.value for one in ANSWERED], default=Kind.INDIVIDUAL.value, validate_choice=False)
    smallest_group = StringField(default=str(DEFAULT_SMALLEST_GROUP))
    expected = StringField()
    expected_of = TextListField()
    layout = RadioField(choices=[one.value for one in Layout], default=Layout.STEPS.value, validate_choice=False)
    opens_day = StringField()
    opens_time = StringField()
    closes_day = StringField()
    closes_time = StringField()
    version = HiddenField()

    def __init__(
        self,
        library: Sequence[Questionnaire],
        language: str,
        within: Collaboration,
        today: date,
        *,
        model: RoundView | None = None,
        instead: Mapping[str, str] = MappingProxyType({}),
        changed: RoundView | None = None,
        kept: Sequence[Questionnaire] = (),
    ) -> None:
        """`model`: an earlier round, whose answers to most questions are likely to hold again, with
        questionnaires that take the place of its own (`instead`: old id -> new id); `changed`: the round that is
        changed, which keeps these questionnaires."""
        self.round = changed.round if changed else None
        if self.round:  # a draft cannot become a workshop, and its own questionnaires may have lost their files
            library = [one for one in library if (one.form is Form.WORKSHOP) == self.round.is_workshop]
        self.library = {one.id: one for one in (*library, *kept)}
        self.language = language
        self.parties = _choices(within, self.round)
        before = (
            _of_round(changed.round, self.parties)
            if changed
            else _like(model.round if model else None, _fullest(library), self.parties, today, language)
        )
        if model:
            before["questionnaire"] = instead.get(before["questionnaire"], before["questionnaire"])
            before["further"] = [instead.get(one, one) for one in before["further"]]
        codes = list(dict.fromkeys(code for one in self.library.values() for code in one.languages))
        super().__init__(data={"languages": codes} | before)
        self._keep_what_is_fixed(before)
        self.questionnaire.choices = [(one.id, one.title.into(language)) for one in self.library.values()]
        self.further.choices = [
            (one.id, one.title.into(language)) for one in self.library.values() if one.form is Form.ANSWERS
        ]
        self.languages.choices = [(code, language_name(code, language)) for code in codes]
        for name, words in _labels().items():
            self[name].label.text = words

    def may(self, name: str) -> bool:
        """Whether the setting of that name may be changed."""
        return self.round is None or self.round.may_change(Setting(name))

    def expected_boxes(self) -> list[tuple[Organisation, str]]:
        """Each organisation, and the number that stands in its box."""
        numbers = [*(self.expected_of.data or ()), *[""] * len(self.parties)]
        return list(zip(self.parties, numbers, strict=False))

    def validate_title(self, field: StringField) -> None:
        """A name of reasonable length."""
        words = _words(field)
        if not words:
            raise ValidationError(_("Write a name."))
        if len(words) > LONGEST_NAME:
            raise ValidationError(_("The name is too long; at most %(most)d characters fit.") % {"most": LONGEST_NAME})

    def validate_organisations(self, field: SelectMultipleField) -> None:
        """At least one of those that take part."""
        if not {one.id for one in self.parties} & set(field.data or ()):
            raise ValidationError(_("Choose at least one organisation."))

    def validate_questionnaire(self, field: SelectField) -> None:
        """One of those there are."""
        if field.data not in self.library:
            raise ValidationError(_("Choose one of the questionnaires."))

    def validate_further(self, field: SelectMultipleField) -> None:
        """Those there are, and such as can be asked together."""
        if not set(field.data or ()) <= set(self.library):
            raise ValidationError(_("Choose among the questionnaires."))
        try:
            self.asked()
        except SamspelError as fault:
            raise ValidationError(plain_sentence(fault, self.language)) from fault

    def asked(self) -> Questionnaire | None:
        """What was chosen, put together; None where there is no such questionnaire. Raises R021, R022, R023."""
        main = self.library.get(str(self.questionnaire.data))
        return combined(main, [self.library[one] for one in self._further()]) if main else None

    def validate_languages(self, field: SelectMultipleField) -> None:
        """At least one that the questionnaire exists in."""
        try:
            questionnaire = self.asked()
        except (SamspelError, KeyError):  # said where the questionnaires are chosen
            return
        if questionnaire and not set(questionnaire.languages) & set(field.data or ()):
            known = ", ".join(language_name(code, self.language) for code in questionnaire.languages)
            raise ValidationError(
                _("Choose at least one language that the questionnaire has: %(known)s.") % {"known": known}
            )

    def validate_kind(self, field: RadioField) -> None:
        """One of the two; a workshop stays one."""
        if self.may("kind"):
            _check_choice(field)

    def validate_layout(self, field: RadioField) -> None:
        """One of the two."""
        _check_choice(field)

    def validate_smallest_group(self, field: StringField) -> None:
        """Between 3 and 10; a joint round has none, so what stands there does not matter."""
        if self.kind.data != Kind.JOINT.value and _number(_words(field)) not in SMALLEST_GROUPS:
            raise ValidationError(_("Choose a number from 3 to 10."))

    def validate_expected(self, field: StringField) -> None:
        """Empty, or a number of persons."""
        _check_number(_words(field))

    def validate_expected_of(self, field: TextListField) -> None:
        """Each box empty, or a number of persons."""
        for words in field.data or ():
            _check_number(words)

    def validate_opens_day(self, field: StringField) -> None:
        """Empty, or a day with or without a time."""
        if self.may("opens_at"):
            check_moment(field, self.opens_time, self.language)

    def validate_closes_day(self, field: StringField) -> None:
        """Empty, or a day with or without a time."""
        if self.may("closes_at"):
            check_moment(field, self.closes_time, self.language)

    @property
    def seen_version(self) -> int:
        """The version that the form was filled from; 0, which no round has, for anything else."""
        return _number(_words(self.version)) or 0

    def new_round(self) -> NewRound:
        """What was decided; only after `validate`."""
        main = self.library[str(self.questionnaire.data)]
        smallest_group = _number(_words(self.smallest_group)) or 0
        chosen = [one for one in self.parties if one.id in (self.organisations.data or ())]
        boxes = {one.id: _number(words) for one, words in self.expected_boxes()}
        one = self.round
        return NewRound(
            title=_words(self.title),
            organisations=tuple(party.name for party in chosen),
            questionnaire_id=main.id,
            further=self._further(),
            languages=tuple(code for code in main.languages if code in (self.languages.data or ())),
            kind=Kind(self.kind.data),
            smallest_group=smallest_group if smallest_group in SMALLEST_GROUPS else DEFAULT_SMALLEST_GROUP,
            layout=Layout(self.layout.data),
            expected=_number(_words(self.expected)),
            expected_of=tuple((party.name, number) for party in chosen if (number := boxes[party.id])),
            opens_at=one.opens_at
            if one and not self.may("opens_at")
            else moment_in(self.opens_day, self.opens_time, MORNING),
            closes_at=one.closes_at
            if one and not self.may("closes_at")
            else moment_in(self.closes_day, self.closes_time, LAST_MINUTE),
        )

    def _further(self) -> tuple[str, ...]:
        """The further questionnaires, in the library's order; to tick the main one as well changes nothing."""
        wanted = set(self.further.data or ()) - {self.questionnaire.data}
        return tuple(one for one in self.library if one in wanted) + tuple(sorted(wanted - set(self.library)))

    def _keep_what_is_fixed(self, before: Mapping[str, Any]) -> None:
        for setting, names in FIELDS.items():
            if not self.may(setting.value):
                for name in names:
                    self[name].data = before[name]


def _choices(within: Collaboration, one: Round | None) -> tuple[Organisation, ...]:
    """The organisations to choose among: those that take part now, or those that the round has for good."""
    if one is not None and not one.may_change(Setting.ORGANISATIONS):
        return one.organisations
    return tuple(Organisation(party.id, party.name) for party in within.parties)


def _fullest(library: Sequence[Questionnaire]) -> str:
    """The questionnaire that asks most, which most begin with; empty where there is none."""
    return max(library, key=lambda one: len(one.items)).id if library else ""


def _of_round(one: Round, parties: Sequence[Organisation]) -> dict[str, Any]:
    """What stands in the fields for a round. `parties`: the organisations to choose among."""
    numbers = dict(one.expected_of)
    return {
        "title": one.title,
        "organisations": [organisation.id for organisation in one.organisations],
        "questionnaire": one.questionnaire_id,
        "further": [asked for asked, _version in one.further],
        "languages": list(one.languages),
        "kind": one.rules.kind.value,
        "smallest_group": str(one.rules.smallest_group),
        "expected": str(one.expected or ""),
        "expected_of": [str(numbers.get(party.id, "")) for party in parties],
        "layout": one.layout.value,
        "version": str(one.version),
        **boxes_of("opens", one.opens_at),
        **boxes_of("closes", one.closes_at),
    }


def _like(
    model: Round | None, usual: str, parties: Sequence[Organisation], today: date, language: str
) -> dict[str, Any]:
    """What stands in the fields of a new round: what the model had, with a name and a period of its own. `usual`: the
    questionnaire of one without a model. A workshop says nothing of how those who answer want to."""
    closes = {"closes_day": (today + USUAL_PERIOD).isoformat(), "closes_time": f"{LAST_MINUTE:%H:%M}"}
    fresh = {"title": season(today, language), "version": "", **boxes_of("opens", None), **closes}
    if model is None:
        return fresh | {"questionnaire": usual, "organisations": [party.id for party in parties]}
    answered = {"kind": Kind.INDIVIDUAL.value} if model.is_workshop else {}
    return _of_round(model, parties) | answered | fresh


def _labels() -> dict[str, str]:
    """Field name -> its label in the reader's language."""
    return {
        "title": _("Name of the round"),
        "organisations": _("Organisations that take part"),
        "questionnaire": _("Questionnaire"),
        "further": _("Further questionnaires"),
        "languages": _("Languages"),
        "kind": _("How do you want to answer?"),
        "smallest_group": _("Smallest group that is shown"),
        "expected": _("How many do you expect to answer?"),
        "expected_of": _("How many from each organisation?"),
        "layout": _("How is the form shown?"),
        "opens_day": _("Opens"),
        "opens_time": _("Time of opening"),
        "closes_day": _("Closes"),
        "closes_time": _("Time of closing"),
    }


def _words(field: StringField) -> str:
    """What was typed, on one line and without space around it."""
    return " ".join((field.data or "").split())


def _number(words: str) -> int | None:
    """A whole number of at most four digits, None for anything else."""
    return int(words) if words.isascii() and words.isdigit() and len(words) <= 4 else None


def _check_number(words: str) -> None:
    if words and _number(words) not in range(1, MOST_EXPECTED + 1):
        raise ValidationError(_("Write a number of persons, or leave it empty."))


def _check_choice(field: RadioField) -> None:
    if field.data not in (field.choices or ()):
        raise ValidationError(_("Choose one of the two."))
