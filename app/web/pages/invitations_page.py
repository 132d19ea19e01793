"""The page value of templates/invitations/show.html and add.html: the round's list, and what can be done with it."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from app.domain.round import State
from app.domain.text import Language
from app.services.invitations import TROUBLE, UNWILLING, Invitations, Listed
from app.web.languages import gettext as _
from app.web.languages import ngettext
from app.web.pages.list_parts import ListParts, list_parts
from app.web.pages.round_tabs import Tab, round_tabs
from app.wording.dates import long_moment
from app.wording.refusals import is_own, refusal_sentence


@dataclass(frozen=True)
class InvitationLine:
    """One address. `kind`: "trouble", "waiting", "unsent" or "sent"; `state` and `reason` in words, and the server's
    own words where they are known. Nothing here says whether somebody has answered."""

    id: str
    address: str
    kind: str
    state: str
    reason: str
    server_words: str
    can_mend: bool


@dataclass(frozen=True)
class InvitationsPage:
    """The round's invited. `unsent`, `given_up`: how many, 0 where nothing can be done about them now. `can_remind`
    does not depend on who has answered. `summary` and `reminded` in words. `hindrance`: why nothing can be sent, empty
    where it can."""

    code: str
    collaboration: str
    title: str
    tabs: tuple[Tab, ...]
    mail_is_set_up: bool
    hindrance: str
    is_empty: bool
    summary: tuple[str, ...]
    answered: str
    can_send: bool
    unsent: int
    given_up: int
    can_remind: bool
    reminded: tuple[str, ...]
    lines: tuple[InvitationLine, ...]
    parts: ListParts


def invitations_page(listed: Invitations, language: Language) -> InvitationsPage:
    """The list in words."""
    one, counts = listed.view.round, listed.counts
    can_send = listed.can_send
    return InvitationsPage(
        code=one.code,
        collaboration=one.collaboration,
        title=one.title,
        tabs=round_tabs(listed.view),
        mail_is_set_up=listed.mail_is_set_up,
        hindrance=_hindrance(one.state),
        is_empty=not listed.rows,
        summary=_summary(listed),
        answered=_answered(listed),
        can_send=can_send,
        unsent=counts.unsent,
        given_up=counts.given_up if can_send else 0,
        can_remind=listed.can_remind,
        reminded=tuple(_reminded(at, language) for at in listed.reminded),
        lines=tuple(line(row, language) for row in listed.rows),
        parts=list_parts(
            listed.page, listed.pages, lambda number: url_for("invitations.show", code=one.code, page=number)
        ),
    )


def line(row: Listed, language: Language) -> InvitationLine:
    """One address in words."""
    unwilling = row.error == UNWILLING
    troubled = row.state in TROUBLE or unwilling
    return InvitationLine(
        id=row.id,
        address=row.address,
        kind="trouble" if troubled else row.state,
        state=_("Wants no mail") if unwilling else _state(row, language),
        reason=refusal_sentence(row.error, language),
        server_words="" if is_own(row.error) else row.error,
        can_mend=row.state in TROUBLE,
    )


def _state(row: Listed, language: Language) -> str:
    if row.state == "sent" and row.sent_at is not None:
        return _("Sent %(moment)s") % {"moment": long_moment(row.sent_at, language)}
    if row.state == "waiting":
        return _("Is tried again") if row.error else _("Waiting to be sent")
    return {"refused": _("Refused"), "given_up": _("Given up")}.get(row.state, _("Not sent yet"))


def _summary(listed: Invitations) -> tuple[str, ...]:
    counts = listed.counts
    failed = counts.refused + counts.given_up
    words = (
        (counts.unsent, ngettext("%(num)d address not mailed yet", "%(num)d addresses not mailed yet", counts.unsent)),
        (counts.waiting, ngettext("%(num)d mail waiting", "%(num)d mails waiting", counts.waiting)),
        (counts.invited, ngettext("%(num)d invitation sent", "%(num)d invitations sent", counts.invited)),
        (failed, ngettext("%(num)d did not arrive", "%(num)d did not arrive", failed)),
        (counts.removed, ngettext("%(num)d removed since", "%(num)d removed since", counts.removed)),
    )
    return tuple(sentence % {"num": number} for number, sentence in words if number)


def _answered(listed: Invitations) -> str:
    if not listed.counts.invited:
        return ""
    facts = {
        "k": listed.view.round.rules.smallest_group,
        "invited": listed.counts.invited,
        "answered": listed.answered_at_least,
    }
    if listed.answered_at_least:
        words = _(
            "At least %(answered)d of the %(invited)d invited have answered by their link. The number goes in steps of "
            "%(k)d, and who they are is not shown to anybody."
        )
    else:
        words = _(
            "How many have answered by their link is told in steps of %(k)d, when as many more have been invited. Who "
            "they are is not shown to anybody."
        )
    return words % facts


def _hindrance(state: State) -> str:
    return {
        State.DRAFT: _("The round is a draft. You can add addresses now, and mail them when the round is open."),
        State.CLOSED: _("The round is closed. Nothing more is mailed, unless you open it again."),
    }.get(state, "")


def _reminded(at: datetime, language: Language) -> str:
    words = _("%(moment)s: a reminder to those who had not answered. To how many is not kept.")
    return words % {"moment": long_moment(at, language)}
