"""The sentence for each deed in the audit log. `{subject}` is what it was done to; the other places are its facts."""

from collections.abc import Mapping

from app.wording.marked import N_
from app.wording.translations import translations

DEEDS: dict[str, str] = {
    "collaboration_changed": N_("Changed the collaboration {subject}"),
    "collaboration_made": N_("Made the collaboration {subject}"),
    "key_renewed": N_("Changed the secret key of the installation"),
    "logo_removed": N_("Removed the logo of {subject}"),
    "logo_set": N_("Chose a logo for {subject}"),
    "round_archived": N_("Archived the round {subject}"),
    "round_changed": N_("Changed the settings of the round {subject}"),
    "round_deleted": N_("Deleted the draft of the round {subject}"),
    "round_made": N_("Made the round {subject}"),
    "round_taken_back": N_("Took the round {subject} back from the archive"),
    "signed_in_by_password": N_("Signed in to {subject} by password"),
    "signed_in_by_link": N_("Signed in to {subject} by a mailed link"),
    "signed_in_by_openid": N_("Signed in to {subject} by OpenID Connect"),
    "sign_in_failed": N_("Somebody tried a wrong password for {subject}"),
    "sign_in_stopped": N_("Signing in to {subject} by password was stopped for a while after too many wrong tries"),
    "sign_in_refused": N_("Somebody was refused to sign in to {subject}: the link was over, or the identity another’s"),
    "signed_out_everywhere": N_("Signed {subject} out everywhere; {tokens} tokens were revoked"),
    "proof_given": N_("Showed again to be {subject}"),
    "proof_failed": N_("Somebody who is signed in as {subject} could not show it again"),
    "maker_made": N_("Let {subject} make collaborations"),
    "maker_unmade": N_("Let {subject} make collaborations no more"),
    "account_reset": N_("Took the password of {subject} away and mailed a link; {tokens} tokens were revoked"),
    "account_made": N_("Made an account for {subject}"),
    "account_removed": N_("Removed the account of {subject}"),
    "administrator_made": N_("Made {subject} an administrator"),
    "administrator_unmade": N_("Made {subject} an administrator no longer"),
    "facilitator_invited": N_("Invited {subject} to lead"),
    "facilitator_made": N_("Made {subject} a facilitator"),
    "guest_invited": N_("Invited {subject} as a guest"),
    "guest_made": N_("Made {subject} a guest"),
    "identity_connected": N_("Connected the account {subject} with another sign-in"),
    "password_changed": N_("Chose a new password for {subject}; {tokens} tokens were revoked"),
    "person_removed": N_("Took the role from {subject}"),
    "round_opened": N_("Opened the round {subject}"),
    "round_closed": N_("Closed the round {subject}"),
    "viewer_added": N_("Let {subject} follow {organisation}"),
    "viewer_removed": N_("{subject} follows {organisation} no more"),
    "reference_joined": N_("Let {subject} share its scores in the reference for other collaborations"),
    "reference_left": N_("Let {subject} share its scores with other collaborations no more"),
    "record_changed": N_("Wrote in the record of the dialogue of the round {subject}"),
    "answers_deleted": N_("Deleted {number} answer sheets of the round {subject}, which had been kept their time"),
    "answers_imported": N_("Imported {number} answer sheets into the round {subject}"),
    "import_taken_back": N_("Took back the import of {number} answer sheets into the round {subject}"),
    "comments_decided": N_(
        "Decided about comments of the round {subject}: {shown} to be shown, {edited} with words struck out, "
        "{hidden} not to be shown, {back} left waiting again"
    ),
    "collaboration_deleted": N_("Deleted the collaboration “{subject}”; it can be restored for {days} days"),
    "collaboration_erased": N_("Erased the collaboration “{subject}” for good"),
    "collaboration_exported": N_("Downloaded the collaboration “{subject}”"),
    "collaboration_restored": N_("Restored the collaboration “{subject}”"),
    "invitations_sent": N_("Sent {number} invitations to the round {subject}"),
    "reminders_sent": N_("Reminded those who had not answered of the round {subject}"),
    "meeting_chosen": N_("Chose which factors the meeting about the round {subject} talks about"),
    "token_made": N_("Made the token “{subject}”, good until {until}"),
    "token_revoked": N_("Revoked the token “{subject}”"),
    "demo_removed": N_("Removed the demo with its {number} accounts"),
    "passkey_added": N_("Registered the passkey “{passkey}” for {subject}"),
    "second_step_failed": N_("Somebody got past the first step for {subject}, but not past the passkey"),
    "passkey_copied": N_("Refused the passkey “{passkey}” of {subject}, which may have been copied"),
    "passkey_removed": N_("Removed the passkey “{passkey}” of {subject}"),
    "passkeys_reset": N_("Removed all passkeys and recovery codes of {subject}"),
    "recovery_codes_made": N_("Made new recovery codes for {subject}"),
    "recovery_code_used": N_("Signed in as {subject} with a recovery code"),
    "vote_closed": N_("Closed the vote in the round {subject}"),
    "vote_opened": N_("Opened a vote in the round {subject}"),
    "retention_run": N_(
        "Deleted what had been kept its time: {invitations} invitations, {mails} mails, {lines} lines of this log"
    ),
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
