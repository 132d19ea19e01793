"""The mails that let somebody in. They are written here and sent by the outbox."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.text import Language
from app.store import messages
from app.store.database import Transaction
from app.store.messages import StoredMessage
from app.wording.translations import translations


class Purpose(StrEnum):
    """What a link is for."""

    SIGN_IN = "sign_in"
    RESET = "reset"
    INVITATION = "invitation"


@dataclass(frozen=True)
class SignInMail:
    """A mail with a link. `inviter` and `collaboration`: who asked the receiver in, and to what; empty otherwise."""

    purpose: Purpose
    recipient: str
    link: str
    language: Language
    inviter: str = ""
    collaboration: str = ""


KINDS = {Purpose.SIGN_IN: "sign_in", Purpose.RESET: "reset", Purpose.INVITATION: "invitation_to_lead"}
"""The outbox's word for each. It blanks the body of these when it has sent them, so that no link stays."""


def post(connection: Transaction, mail: SignInMail, now: datetime) -> str:
    """Puts the mail into the outbox, due at once. The id of the message."""
    subject, paragraphs = _WRITTEN[mail.purpose](mail)
    return _insert(connection, KINDS[mail.purpose], mail.recipient, subject, paragraphs, now)


def post_notice(connection: Transaction, mail: SignInMail, now: datetime) -> str:
    """Tells somebody who has an account already of a new role. The link leads in and lets nobody in by itself."""
    _ = translations(mail.language).gettext
    paragraphs = [_("Hello!"), _asked(mail), _("Sign in as usual to begin."), mail.link]
    subject = _("You are invited to %(collaboration)s") % {"collaboration": mail.collaboration}
    return _insert(connection, KINDS[Purpose.INVITATION], mail.recipient, subject, paragraphs, now)


def _sign_in(mail: SignInMail) -> tuple[str, list[str]]:
    _ = translations(mail.language).gettext
    return _("Sign in to Samspel"), [
        _("Hello!"),
        _("Follow the link to sign in to Samspel. It can be used once, within 15 minutes."),
        mail.link,
        _("If you did not ask for it, you need not do anything. Nobody gets in without this mail."),
    ]


def _reset(mail: SignInMail) -> tuple[str, list[str]]:
    _ = translations(mail.language).gettext
    return _("A new password for Samspel"), [
        _("Hello!"),
        _("Follow the link to choose a new password for Samspel. It can be used once, within 15 minutes."),
        mail.link,
        _("If you did not ask for it, you need not do anything. Your password stays as it is."),
    ]


def _invitation(mail: SignInMail) -> tuple[str, list[str]]:
    _ = translations(mail.language).gettext
    return _("You have an account in Samspel"), [
        _("Hello!"),
        _asked(mail),
        _("Samspel is a self-assessment for municipalities that work together."),
        _("Follow the link to begin. You can choose a password there. The link can be used once, within 14 days."),
        mail.link,
        _("If you do not know what this is about, you need not do anything."),
    ]


def _asked(mail: SignInMail) -> str:
    _ = translations(mail.language).gettext
    facts = {"inviter": mail.inviter, "collaboration": mail.collaboration}
    if mail.collaboration:
        return _("%(inviter)s has invited you to %(collaboration)s in Samspel.") % facts
    return _("%(inviter)s has made an account for you in Samspel.") % facts


def _insert(
    connection: Transaction, kind: str, recipient: str, subject: str, paragraphs: list[str], now: datetime
) -> str:
    message = StoredMessage(
        id=uuid.uuid4().hex,
        round_id=None,
        invitation_id=None,
        kind=kind,
        recipient=recipient,
        subject=" ".join(subject.split()),
        body="\n\n".join(paragraphs) + "\n",
        headers="",
        due_at=now,
        made_at=now,
    )
    messages.insert_message(connection, message)
    return message.id


_WRITTEN = {Purpose.SIGN_IN: _sign_in, Purpose.RESET: _reset, Purpose.INVITATION: _invitation}
