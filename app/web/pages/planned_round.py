"""The page value of templates/plan/round.html: the form for a round, made or changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.collaboration import Collaboration
from app.domain.round import Round, Setting, State
from app.domain.text import Language
from app.services.rounds import RoundView
from app.services.versions import NewerVersion
from app.web.languages import gettext as _
from app.web.pages.meanwhile import Difference, kind_words, layout_words, moment_words
from app.wording.languages import language_name
from app.wording.round_rules import REASONS
from app.wording.versions import newer_version_sentence


@dataclass(frozen=True)
class FixedSetting:
    """A setting that the round's state keeps, what it is, and why it stays so."""

    label: str
    value: str
    reason: str


@dataclass(frozen=True)
class PlannedRoundPage:
    """`code`: the round's, empty for a new one. `refused`: why what was sent could not be kept. `differences`: what
    somebody else has stored meanwhile. `notes`: what is good to know before one begins. `changeable`: whether anything
    can be changed at all."""

    heading: str
    button: str
    collaboration_id: str
    collaboration: str
    code: str
    changeable: bool
    fixed: tuple[FixedSetting, ...]
    refused: str
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()


def new_round_page(
    within: Collaboration, newer: Sequence[NewerVersion], language: Language, refused: str = ""
) -> PlannedRoundPage:
    """A new round in the collaboration. `newer`: of the questionnaires of the round that it is made like."""
    notes = tuple(newer_version_sentence(one.earlier, one.later, one.comparison, language) for one in newer)
    heading, button = _("New round"), _("Make the round")
    return PlannedRoundPage(heading, button, within.id, within.name, "", True, (), refused, (), notes)


def changed_round_page(
    view: RoundView, language: Language, refused: str = "", differences: tuple[Difference, ...] = ()
) -> PlannedRoundPage:
    """The settings of a round that there is."""
    one = view.round
    return PlannedRoundPage(
        heading=_("Settings of the round"),
        button=_("Save"),
        collaboration_id=view.collaboration_id,
        collaboration=f"{one.collaboration} · {one.title}",
        code=one.code,
        changeable=any(one.may_change(setting) for setting in Setting),
        fixed=tuple(_fixed(view, setting, language) for setting in Setting if _is_told(one, setting)),
        refused=refused,
        differences=differences,
    )


def _is_told(one: Round, setting: Setting) -> bool:
    """A draft's opening time is past once the round has opened: the page of the round says when that was."""
    if one.is_workshop:  # nothing was promised to anybody; the page of the round says what it is
        return one.state is State.ARCHIVED and setting is Setting.TITLE
    return not one.may_change(setting) and not (setting is Setting.OPENS_AT and one.state is not State.DRAFT)


def _fixed(view: RoundView, setting: Setting, language: Language) -> FixedSetting:
    one = view.round
    parties = ", ".join(party.name for party in one.organisations)
    label, value = {
        Setting.TITLE: (_("Name of the round"), one.title),
        Setting.QUESTIONNAIRE: (_("Questionnaire"), view.questionnaire.title.into(language)),
        Setting.ORGANISATIONS: (_("Organisations that take part"), parties),
        Setting.LANGUAGES: (_("Languages"), ", ".join(language_name(code, language) for code in one.languages)),
        Setting.KIND: (_("How do you want to answer?"), kind_words(one.rules.kind)),
        Setting.SMALLEST_GROUP: (_("Smallest group that is shown"), str(one.rules.smallest_group)),
        Setting.LAYOUT: (_("How is the form shown?"), layout_words(one.layout)),
        Setting.OPENS_AT: (_("Opens"), moment_words(one.opens_at, language)),
        Setting.CLOSES_AT: (_("Closes"), moment_words(one.closes_at, language)),
        Setting.EXPECTED: (_("How many do you expect to answer?"), str(one.expected or "–")),
    }[setting]
    return FixedSetting(label, value, _(REASONS[setting]))
