"""The invited of a round: the list of addresses, what became of their mails, invitations and reminders."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.errors import SamspelError
from app.domain.participation import told_answered
from app.domain.round import State
from app.mail.addresses import read_address
from app.services import audit
from app.services.access import Act, require
from app.services.accounts import Account
from app.services.address_lists import AddressList
from app.services.installation import Installation
from app.services.mail_allowance import count_mails
from app.services.mail_texts import MailText, Texts, check_text, composed, filled
from app.services.mails import is_set_up, sender_words
from app.services.personal_links import address_hash, number_answered
from app.services.rounds import RoundView, find_answered_round
from app.store import invitations, messages, rounds
from app.store.database import Transaction
from app.store.invitations import InvitationCounts, StoredInvitation
from app.store.messages import StoredMessage

PAGE = 100
"""Addresses on a page of the list."""
MOST_INVITED = 20_000
BETWEEN_REMINDERS = timedelta(days=1)
TROUBLE = frozenset({"refused", "given_up"})
UNWILLING = invitations.UNSUBSCRIBED
Listed = StoredInvitation
"""An address of the list, as pages see it."""


@dataclass(frozen=True)
class Added:
    """What became of a list of addresses. `already`: they were on the round's list; `unwilling`: they want no more mail
    and were not added."""

    number: int
    already: tuple[str, ...]
    unwilling: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """A mail as its receiver sees it; the link in it leads nowhere."""

    sender: str
    reply_to: str
    receiver: str
    subject: str
    text: str


@dataclass(frozen=True)
class Invitations:
    """A page of the round's list. `answered_at_least`: of those ever invited, as it may be told (0: nothing is told).
    `reminded`: when those who had not answered were reminded, the latest first. Nothing else here follows from who has
    answered (decision 0032). `pages` is at least 1."""

    view: RoundView
    counts: InvitationCounts
    answered_at_least: int
    rows: tuple[StoredInvitation, ...]
    page: int
    pages: int
    reminded: tuple[datetime, ...]
    closes: datetime | None
    mail_is_set_up: bool

    @property
    def can_send(self) -> bool:
        """Whether mails can be sent now."""
        return self.mail_is_set_up and self.view.round.state is State.OPEN

    @property
    def can_remind(self) -> bool:
        """Whether reminders can be asked for: whenever somebody on the list has been mailed."""
        return self.can_send and self.counts.sent > 0


def list_invitations(installation: Installation, account: Account, code: str, page: int = 1) -> Invitations:
    """A page of the round's list, those in trouble first. Raises R010."""
    view = find_answered_round(installation, account, code)
    with installation.database.reading() as connection:
        counts = invitations.counts(connection, view.round.id)
        listed = counts.unsent + counts.waiting + counts.sent + counts.refused + counts.given_up
        pages = max(1, -(-listed // PAGE))
        page = min(max(1, page), pages)
        rows = invitations.listed(connection, view.round.id, (page - 1) * PAGE, PAGE)
        reminded = tuple(messages.reminders(connection, view.round.id))
        closes = view.round.closes_at
        answered = number_answered(installation, connection, view.round.id)
    answered = told_answered(answered, counts.invited, view.round.rules.smallest_group)
    return Invitations(
        view, counts, answered, tuple(rows), page, pages, reminded, closes, is_set_up(installation.settings)
    )


def add_addresses(installation: Installation, account: Account, code: str, found: AddressList) -> Added:
    """Puts the addresses on the round's list, where they are not on it. Nothing is sent.

    Raises R010, M035 (more than fit)."""
    view = find_answered_round(installation, account, code)
    with installation.database.writing() as connection:
        known = invitations.addresses(connection, view.round.id)
        fresh = [one for one in found.addresses if one not in known]
        if len(known) + len(fresh) > MOST_INVITED:
            raise SamspelError("M035", most=MOST_INVITED)
        unwilling = _unwilling(installation, connection, fresh)
        wanted = [one for one in fresh if one not in unwilling]
        invitations.insert_invitations(connection, view.round.id, [(uuid.uuid4().hex, one) for one in wanted])
    already = tuple(one for one in found.addresses if one in known)
    return Added(len(wanted), already, tuple(one for one in fresh if one in unwilling))


def find_invitation(installation: Installation, account: Account, code: str, invitation_id: str) -> StoredInvitation:
    """One address of the round's list. Raises R010, M022."""
    view = find_answered_round(installation, account, code)
    with installation.database.reading() as connection:
        return _one(connection, view, invitation_id)


def mend_address(
    installation: Installation, account: Account, code: str, invitation_id: str, words: str, now: datetime
) -> None:
    """Changes an address whose mail did not arrive, and sends the mail again.

    Raises R010, M022, M010..M015, M023 (the mail has arrived), M024 (on the list already), M025 (wants no mail)."""
    view, address = find_answered_round(installation, account, code), read_address(words)
    with installation.database.writing() as connection:
        one = _one(connection, view, invitation_id)
        if one.state not in TROUBLE:
            raise SamspelError("M023")
        if address != one.address and address in invitations.addresses(connection, view.round.id):
            raise SamspelError("M024", value=address)
        if _unwilling(installation, connection, [address]):
            raise SamspelError("M025", value=address)
        invitations.change_address(connection, view.round.id, invitation_id, uuid.uuid4().hex, address, now)


def remove_invitation(installation: Installation, account: Account, code: str, invitation_id: str) -> None:
    """Deletes an address from the round. Raises R010, M022."""
    view = find_answered_round(installation, account, code)
    with installation.database.writing() as connection:
        _one(connection, view, invitation_id)
        invitations.remove(connection, invitation_id)


def remove_unsent(installation: Installation, account: Account, code: str) -> int:
    """Deletes all addresses that have not been mailed; how many they were. Raises R010."""
    view = find_answered_round(installation, account, code)
    with installation.database.writing() as connection:
        return invitations.remove_unsent(connection, view.round.id)


def send_invitations(installation: Installation, account: Account, code: str, texts: Texts, now: datetime) -> int:
    """Puts a mail into the outbox for each address that has got none; how many they were.

    Raises R010, M036 (mail is not set up), M037 (the round is not open), M038 (nobody to mail), M030..M034, M050
    (too many for one day)."""
    view = _ready(installation, account, code)
    with installation.database.writing() as connection:
        _require_open(connection, account, view)
        chosen = _willing(installation, connection, invitations.to_send(connection, view.round.id))
        count_mails(installation, connection, account, len(chosen), now)
        _put_out(connection, account, view, "invitation", chosen, texts, now)
        deed, number = "invitations_sent", str(len(chosen))
        audit.record(connection, now, account, deed, view.collaboration_id, view.round.code, number=number)
        return len(chosen)


def send_reminders(installation: Installation, account: Account, code: str, texts: Texts, now: datetime) -> None:
    """Puts a reminder into the outbox for each who was mailed more than a day ago. Who has answered gets none: that is
    looked at when it is about to be sent, and neither counted nor kept.

    Raises as `send_invitations`, and M039 (reminded less than a day ago); none of it depends on who has answered."""
    view = _ready(installation, account, code)
    with installation.database.writing() as connection:
        _require_open(connection, account, view)
        earlier = messages.reminders(connection, view.round.id)
        if earlier and earlier[0] > now - BETWEEN_REMINDERS:
            raise SamspelError("M039")
        # Whether somebody has answered is looked at later, so a refusal does not tell it.
        mailed = invitations.mailed(connection, view.round.id, now - BETWEEN_REMINDERS)
        chosen = _willing(installation, connection, mailed)
        count_mails(installation, connection, account, len(chosen), now)
        _put_out(connection, account, view, "reminder", chosen, texts, now)
        messages.insert_reminder(connection, view.round.id, now)
        audit.record(connection, now, account, "reminders_sent", view.collaboration_id, view.round.code)


def send_again(installation: Installation, account: Account, code: str, now: datetime) -> int:
    """Tries the mails that were given up again; how many they are. Raises R010, M036, M037."""
    view = _ready(installation, account, code)
    with installation.database.writing() as connection:
        _require_open(connection, account, view)
        return invitations.send_given_up_again(connection, view.round.id, now)


def preview(installation: Installation, account: Account, listed: Invitations, texts: Texts) -> Preview:
    """How the mail looks to the first on the list."""
    mail = composed(listed.view, texts, listed.closes)
    base = installation.settings.base_url
    links = {"link": f"{base}/i/…", "unsubscribe": f"{base}/u/…"}
    receiver = listed.rows[-1].address if listed.rows else account.email
    sender = sender_words(installation.settings)
    return Preview(sender, account.email, receiver, mail.subject, filled(mail.text, links))


def _put_out(
    connection: Transaction,
    account: Account,
    view: RoundView,
    kind: str,
    chosen: Sequence[tuple[str, str]],
    texts: Texts,
    now: datetime,
) -> None:
    if not chosen:
        raise SamspelError("M038")
    mail = _checked(view, texts, view.round.closes_at)
    common = (mail.subject, mail.text, f"Reply-To: {account.email}", now, now)
    messages.insert_messages(
        connection,
        [StoredMessage(uuid.uuid4().hex, view.round.id, one, kind, address, *common) for one, address in chosen],
    )


def _checked(view: RoundView, texts: Texts, closes: datetime | None) -> MailText:
    for one in texts.values():
        for fault in check_text(one, closes).values():
            raise fault
    return composed(view, texts, closes)


def _ready(installation: Installation, account: Account, code: str) -> RoundView:
    view = find_answered_round(installation, account, code)
    if not is_set_up(installation.settings):
        raise SamspelError("M036")
    return view


def _require_open(connection: Transaction, account: Account, view: RoundView) -> None:
    stored = rounds.locked(connection, view.round.id)
    if stored is None or stored.round.state is not State.OPEN:
        raise SamspelError("M037")
    require(connection, account, Act.LEAD, stored)


def _one(connection: Transaction, view: RoundView, invitation_id: str) -> StoredInvitation:
    found = invitations.one_of(connection, view.round.id, invitation_id)
    if found is None:
        raise SamspelError("M022")
    return found


def _unwilling(installation: Installation, connection: Transaction, wanted: Sequence[str]) -> set[str]:
    """Those of the addresses that want no more mail."""
    hashes = {address_hash(installation, one): one for one in wanted}
    return {hashes[one] for one in invitations.suppressed(connection, list(hashes))}


def _willing(
    installation: Installation, connection: Transaction, pairs: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    unwilling = _unwilling(installation, connection, [address for _, address in pairs])
    return [(one, address) for one, address in pairs if address not in unwilling]
