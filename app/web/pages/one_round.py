"""The page value of templates/facilitate/round.html."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from app.charts.qr_code import qr_code
from app.domain.round import Layout, Round, Setting, State, Step
from app.domain.text import Language
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.pages.progress import expected_sheets, is_joint, next_step, received_figure, state_says_something
from app.web.pages.round_tabs import Tab, round_tabs
from app.wording.dates import long_date, long_moment
from app.wording.languages import language_name


@dataclass(frozen=True)
class RoundPage:
    """One round. `expected` and `progress` (received, at most expected) are None where nobody said how many.
    `received_label`: what the numbers count. `period`: what happens by itself, in a sentence, empty where nothing does.
    `about` holds terms and their values, in words. `may`: the steps that its state allows, as words of an address."""

    code: str
    link: str
    qr_code: Markup
    collaboration_id: str
    collaboration: str
    title: str
    state: State
    with_state: bool
    is_workshop: bool
    received: str
    expected: int | None
    progress: int | None
    received_label: str
    next_step: str
    period: str
    may: frozenset[str]
    changeable: bool
    about: tuple[tuple[str, str], ...]
    tabs: tuple[Tab, ...]


def round_page(view: RoundView, link: str, now: datetime, language: Language) -> RoundPage:
    """The round in words. `link` is what those who answer are given."""
    expected = expected_sheets(view)
    return RoundPage(
        code=view.round.code,
        link=link,
        qr_code=Markup(qr_code(link, _("QR code that leads to %(link)s") % {"link": link})),
        collaboration_id=view.collaboration_id,
        collaboration=view.round.collaboration,
        title=view.round.title,
        state=view.round.state,
        with_state=state_says_something(view),
        is_workshop=view.round.is_workshop,
        received=received_figure(view),
        expected=expected,
        progress=min(view.received, expected) if expected else None,
        received_label=_("organisations have handed in their answer") if is_joint(view) else _("have answered"),
        next_step=next_step(view),
        period=_period(view.round, now, language),
        may=frozenset(step.value for step in Step if view.round.may(step)),
        changeable=any(view.round.may_change(setting) for setting in Setting),
        about=_about(view, language),
        tabs=round_tabs(view),
    )


def _period(one: Round, now: datetime, language: Language) -> str:
    opens = one.opens_at and long_moment(one.opens_at, language)
    closes = one.closes_at and long_moment(one.closes_at, language)
    over = one.closes_at is not None and one.closes_at <= now
    if one.state is State.DRAFT:
        if over:
            return _("The whole period has passed and the round was not opened. Change the times, or open it by hand.")
        return _("The round opens by itself on %(moment)s.") % {"moment": opens} if opens else ""
    if one.state is not State.OPEN or not closes:
        return ""
    if over:
        return _("The closing time came on %(moment)s. No more answers are taken.") % {"moment": closes}
    return _("The round closes by itself on %(moment)s.") % {"moment": closes}


def _about(view: RoundView, language: Language) -> tuple[tuple[str, str], ...]:
    one = view.round
    if one.is_workshop:
        return _about_workshop(view, language)
    individual = _("Individual and anonymous; smallest group %(k)d") % {"k": one.rules.smallest_group}
    languages = [language_name(code, language) for code in one.languages]
    rows = [
        (_("Questionnaire"), _asked(view, language)),
        (_("Organisations"), ", ".join(organisation.name for organisation in one.organisations)),
        (_("Kind of answers"), _("Joint, shown by organisation") if is_joint(view) else individual),
        (_("The form"), _("Everything on one page") if one.layout is Layout.PAGE else _("One dimension at a time")),
        (_("Languages"), ", ".join(languages)),
    ]
    if one.expected_of:
        names = {organisation.id: organisation.name for organisation in one.organisations}
        each = ", ".join(f"{names[organisation]} {number}" for organisation, number in one.expected_of)
        rows.append((_("Expected"), each))
    if one.opens_at:
        rows.append((_("Opens"), long_moment(one.opens_at, language)))
    if one.opened_on:
        rows.append((_("Opened"), long_date(one.opened_on, language)))
    if one.closes_at and not one.state.shows_results:
        rows.append((_("Closes"), long_moment(one.closes_at, language)))
    if one.closed_on:
        rows.append((_("Closed on"), long_date(one.closed_on, language)))
    return tuple(rows)


def _about_workshop(view: RoundView, language: Language) -> tuple[tuple[str, str], ...]:
    return (
        (_("Workshop"), _asked(view, language)),
        (_("Organisations"), ", ".join(organisation.name for organisation in view.round.organisations)),
        (_("Made on"), long_date(view.round.opened_on, language) if view.round.opened_on else "–"),
    )


def _asked(view: RoundView, language: Language) -> str:
    """The questionnaire and its version; of a package each of them, the main one first."""
    one = view.questionnaire
    parts = [(part.title, part.version) for part in one.parts] or [(one.title, one.version)]
    version = _("version %(number)d")
    return ", ".join(f"{title.into(language)} ({version % {'number': number}})" for title, number in parts)
