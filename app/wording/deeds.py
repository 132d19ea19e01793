"""The sentence for each deed in the audit log. `{subject}` is what it was done to; the other places are its facts."""

from collections.abc import Mapping

from app.wording.errors import N_
from app.wording.translations import translations

DEEDS: dict[str, str] = {
    "account_made": N_("Made the account {subject}"),
    "account_removed": N_("Removed the account {subject}"),
    "answers_deleted": N_("Deleted {number} answer sheets of the round {subject}, which had been kept their time"),
    "answers_imported": N_("Imported {number} answer sheets into the round {subject}"),
    "collaboration_changed": N_("Changed the collaboration “{subject}”"),
    "collaboration_deleted": N_("Deleted the collaboration “{subject}”; it can be restored for {days} days"),
    "collaboration_erased": N_("Erased the collaboration “{subject}” for good"),
    "collaboration_exported": N_("Downloaded the collaboration “{subject}”"),
    "collaboration_made": N_("Made the collaboration “{subject}”"),
    "collaboration_restored": N_("Restored the collaboration “{subject}”"),
    "invitations_sent": N_("Sent {number} invitations to the round {subject}"),
    "paper_keyed": N_("Keyed in {number} paper answers to the round {subject}"),
    "record_changed": N_("Changed the record of the dialogue of the round {subject}"),
    "reminders_sent": N_("Sent {number} reminders of the round {subject}"),
    "retention_run": N_(
        "Deleted what had been kept its time: {drafts} drafts, {invitations} invitations, {mails} mails, {lines} lines "
        "of this log"
    ),
    "role_given": N_("Gave {subject} the role {role}"),
    "role_taken": N_("Took the role {role} from {subject}"),
    "round_archived": N_("Archived the round {subject}"),
    "round_changed": N_("Changed the round {subject}"),
    "round_closed": N_("Closed the round {subject}"),
    "round_deleted": N_("Deleted the round {subject}"),
    "round_made": N_("Made the round {subject}"),
    "round_opened": N_("Opened the round {subject}"),
}

OPEN = "…"


def deed_sentence(deed: str, subject: str, facts: Mapping[str, str], language: str) -> str:
    """What was done, in words; for a deed of an earlier version, its key and what it was done to."""
    sentence = DEEDS.get(deed)
    if sentence is None:
        return f"{deed.replace('_', ' ')} {subject}".strip()
    return translations(language).gettext(sentence).format_map(_Facts(facts, subject=subject))


def deed_name(deed: str, language: str) -> str:
    """The kind of deed, for a list to choose from: its sentence with its places left open."""
    return deed_sentence(deed, OPEN, {}, language).rstrip(" “”…")


class _Facts(dict[str, str]):
    """An earlier version may not have written everything down that the sentence has places for now."""

    def __missing__(self, key: str) -> str:
        return OPEN
