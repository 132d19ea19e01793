"""The outbox: mails that are due are handed to the mail server, tried again where that may help, and given up at last.

What is sent is put into the outbox by the transaction that decides it, so that nothing is lost with a process, and
nothing is sent that was not decided (decision 0013)."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from app.config import Settings
from app.domain.round import State
from app.mail.handed_over import HandedOver
from app.mail.messages import Mail, headers_of
from app.mail.settings import MailSettings, mail_settings
from app.mail.smtp import Delivery, Outcome, SmtpTransport, Transport
from app.services.installation import Installation
from app.services.mail_texts import filled
from app.services.personal_links import Purpose, address_hash, is_answered, link_of, unsubscribe_link
from app.store import invitations, messages, rounds
from app.store.database import Transaction
from app.store.invitations import UNSUBSCRIBED
from app.store.messages import ClaimedMessage, Kinds, StoredMessage

CLAIM = timedelta(minutes=15)
"""How long a worker has a mail for itself: longer than a server may take, given the timeout of each of its answers."""
PAUSES = (timedelta(minutes=1), timedelta(minutes=20), *[timedelta(hours=6)] * 5)
"""Between the tries of one mail: eight tries in thirty hours."""
REST = timedelta(minutes=1)
"""How long no mail is tried when the server cannot be reached."""
MOST_AT_ONCE = 500
log = logging.getLogger("samspel.mail")
ROUND_CLOSED = "round closed"
ANSWERED = "answered"


def is_set_up(settings: Settings) -> bool:
    """Whether the installation can send mail. Raises M001, M002, M003 where its settings cannot be read."""
    return mail_settings(settings) is not None


def sender_words(settings: Settings) -> str:
    """Whom mails come from, as a receiver sees it; empty where mail is not set up."""
    found = mail_settings(settings)
    if found is None:
        return ""
    return f"{found.sender_name} <{found.sender}>" if found.sender_name else found.sender


def send_mail(
    installation: Installation, clock: Callable[[], datetime], goes_on: Callable[[], bool], kinds: Kinds = Kinds.ALL
) -> int:
    """Sends what is due on one connection; how many mails were dealt with. Nothing where mail is not set up."""
    found = mail_settings(installation.settings)
    if found is None:
        return 0
    with SmtpTransport(found) as transport:
        return send_due(installation, clock, transport, goes_on, kinds)


def send_reminder_mail(installation: Installation, clock: Callable[[], datetime], goes_on: Callable[[], bool]) -> int:
    """The same of reminders alone."""
    return send_mail(installation, clock, goes_on, Kinds.REMINDERS)


def send_other_mail(installation: Installation, clock: Callable[[], datetime], goes_on: Callable[[], bool]) -> int:
    """The same of all mails that are no reminders."""
    return send_mail(installation, clock, goes_on, Kinds.OTHERS)


def send_due(
    installation: Installation,
    clock: Callable[[], datetime],
    transport: Transport,
    goes_on: Callable[[], bool] = lambda: True,
    kinds: Kinds = Kinds.ALL,
) -> int:
    """Sends the mails that are due, one at a time, each in transactions of its own; how many were dealt with.

    Several workers may do this at once: each mail is claimed first, and a worker that dies leaves its claim to run out.
    Ends when nothing is due, the server cannot be reached, or `goes_on` says no; what is left is there next time."""
    found = mail_settings(installation.settings)
    _settle(installation, clock())
    with installation.database.glancing() as connection:
        if found is None or not messages.any_due(connection, clock(), kinds):
            return 0
    for number in range(MOST_AT_ONCE):
        claimed = _claim(installation, clock(), kinds) if goes_on() else None
        if claimed is None or not _deal_with(installation, found, claimed, transport, clock):
            return number
    return MOST_AT_ONCE


def _claim(installation: Installation, now: datetime, kinds: Kinds) -> ClaimedMessage | None:
    with installation.database.writing() as connection:
        return messages.claim(connection, now, now + CLAIM, kinds)


def _deal_with(
    installation: Installation,
    found: MailSettings,
    claimed: ClaimedMessage,
    transport: Transport,
    clock: Callable[[], datetime],
) -> bool:
    """Sends the mail and writes down what became of it. False when no other mail can be sent now either."""
    message = claimed.message
    with installation.database.reading() as connection:
        hindrance = _hindrance(installation, connection, message)
    delivery = hindrance or transport.send(_mail(installation, found, message, clock()))
    notes, is_reminder = HandedOver(installation.settings.instance), message.kind == "reminder"
    if delivery.outcome is Outcome.SENT or (is_reminder and _is_final(claimed, delivery)):
        notes.note(message.id)  # of a reminder whatever became of it: who has answered must not be seen here either
    now = clock()
    with installation.database.writing() as connection:
        _write_down(connection, claimed, delivery, now)
        if delivery.outcome is Outcome.UNREACHABLE:
            # A reminder that cannot be sent holds up no other mail: the other mails' times would tell of it.
            alike = Kinds.REMINDERS if is_reminder else Kinds.ALL
            messages.postpone_due(connection, now, now + REST, alike)
    notes.forget(message.id)
    if delivery.reason and not is_reminder:  # a line about reminders would say that somebody has not answered
        log.warning("%s", delivery.reason, extra={"reason": delivery.reason})
    return delivery.outcome is not Outcome.UNREACHABLE


def _settle(installation: Installation, now: datetime) -> None:
    """Writes down the mails whose worker was killed after the server had taken them: they are not sent again."""
    notes = HandedOver(installation.settings.instance)
    for message_id in notes.left():
        with installation.database.writing() as connection:
            message = messages.waiting(connection, message_id)
            if message is not None:
                _write_down(connection, ClaimedMessage(message, 0), Delivery(Outcome.SENT), now)
        notes.forget(message_id)


def _hindrance(installation: Installation, connection: Transaction, message: StoredMessage) -> Delivery | None:
    """Why a mail of a round must not be sent any more: its receiver wants none, the round takes no answers, or it would
    remind somebody who has answered. That is looked at here and nowhere before."""
    if message.round_id is None:
        return None
    if invitations.suppressed(connection, [address_hash(installation, message.recipient)]):
        return Delivery(Outcome.REFUSED, UNSUBSCRIBED)
    if message.kind == "reminder" and (
        message.invitation_id is None or is_answered(installation, connection, message.round_id, message.invitation_id)
    ):
        return Delivery(Outcome.REFUSED, ANSWERED)
    stored = rounds.by_id(connection, message.round_id)
    is_open = stored is not None and stored.round.state is State.OPEN
    return None if is_open else Delivery(Outcome.REFUSED, ROUND_CLOSED)


def _mail(installation: Installation, found: MailSettings, message: StoredMessage, now: datetime) -> Mail:
    text, unsubscribe = message.body, ""
    if message.invitation_id is not None:
        unsubscribe = unsubscribe_link(installation, message.invitation_id, message.recipient)
        link = link_of(installation, message.invitation_id, Purpose.ANSWER)
        text = filled(text, {"link": link, "unsubscribe": unsubscribe})
    return Mail(
        id=message.id,
        domain=found.domain,
        sender=found.sender,
        sender_name=found.sender_name,
        recipient=message.recipient,
        subject=message.subject,
        text=text,
        at=now,
        unsubscribe=unsubscribe,
        headers=headers_of(message.headers),
    )


def _write_down(connection: Transaction, claimed: ClaimedMessage, delivery: Delivery, now: datetime) -> None:
    message = claimed.message
    if not _is_final(claimed, delivery):
        messages.postpone(connection, message.id, now + PAUSES[claimed.attempts - 1], delivery.words)
    elif message.kind == "reminder":
        # Sent, failed or not needed: whichever it was would tell whether its receiver had answered.
        messages.take_back(connection, message.id)
    else:
        _write_down_for_good(connection, message, delivery, now)


def _is_final(claimed: ClaimedMessage, delivery: Delivery) -> bool:
    return delivery.outcome in (Outcome.SENT, Outcome.REFUSED) or claimed.attempts > len(PAUSES)


def _write_down_for_good(connection: Transaction, message: StoredMessage, delivery: Delivery, now: datetime) -> None:
    if delivery.outcome is Outcome.SENT:
        messages.mark_sent(connection, message.id, now)
    elif delivery.outcome is Outcome.REFUSED and delivery.words != ROUND_CLOSED:
        messages.mark_failed(connection, message.id, "refused", delivery.words)
    else:
        messages.mark_failed(connection, message.id, "given_up", delivery.words)
    if message.invitation_id is None:
        messages.forget_words(connection, message.id)  # mails of accounts hold keys
