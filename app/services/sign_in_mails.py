"""The mails that let somebody in. They are written here and sent by the outbox."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.text import Language
from app.services.installation import Installation
from app.services.mails import is_set_up
from app.services.plain_names import name_for_mail
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
    subject = _("You are invited to %(collaboration)s") % {"collaboration": _collaboration(mail)}
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
        _("You are then signed out everywhere else, and your tokens for other programs are revoked."),
        _("If you did not ask for it, you need not do anything. Your password stays as it is."),
    ]


def post_code(connection: Transaction, address: str, code: str, language: Language, now: datetime) -> str:
    """Mails a code, to be typed where it was asked for. The id of the message."""
    _ = translations(language).gettext
    paragraphs = [
        _("Hello!"),
        _("Type this code on the page that asks who you are. It can be used once, within 10 minutes."),
        code,
        _("If you did not ask for it, somebody else is signed in as you: sign out everywhere on the page My account."),
    ]
    return _insert(connection, "proof", address, _("Your code for Samspel"), paragraphs, now)


def tell_of_password(
    installation: Installation, connection: Transaction, address: str, tokens: int, language: Language, now: datetime
) -> None:
    """Tells the account that its password was changed, where mail is set up; so that nobody else does it unseen."""
    if not is_set_up(installation.settings):
        return
    say = translations(language)
    paragraphs = [
        say.gettext("Hello!"),
        say.gettext("Your password for Samspel was changed just now. You are signed out everywhere else."),
        say.ngettext(
            "%(number)d token for other programs was revoked. Make a new one if you need it.",
            "%(number)d tokens for other programs were revoked. Make new ones if you need them.",
            tokens,
        )
        % {"number": tokens}
        if tokens
        else "",
        say.gettext("If it was not you: choose a new password by mail at once, and tell an administrator."),
        f"{installation.settings.base_url}/account/new-password",
    ]
    subject = say.gettext("Your password for Samspel was changed")
    _insert(connection, "password_changed", address, subject, [one for one in paragraphs if one], now)


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
    facts = {"inviter": name_for_mail(mail.inviter), "collaboration": _collaboration(mail)}
    if mail.collaboration and facts["inviter"]:
        return _("%(inviter)s has invited you to %(collaboration)s in Samspel.") % facts
    if mail.collaboration:
        return _("You are invited to %(collaboration)s in Samspel.") % facts
    if facts["inviter"]:
        return _("%(inviter)s has made an account for you in Samspel.") % facts
    return _("An account has been made for you in Samspel.")


def _collaboration(mail: SignInMail) -> str:
    return name_for_mail(mail.collaboration) or translations(mail.language).gettext("a collaboration")


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
