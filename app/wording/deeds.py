"""The sentence for each deed in the audit log. `{subject}` is what it was done to."""

from app.wording.errors import N_

DEEDS: dict[str, str] = {
    "collaboration_changed": N_("Changed the collaboration {subject}"),
    "collaboration_made": N_("Made the collaboration {subject}"),
    "logo_removed": N_("Removed the logo of {subject}"),
    "logo_set": N_("Chose a logo for {subject}"),
    "round_archived": N_("Archived the round {subject}"),
    "round_changed": N_("Changed the settings of the round {subject}"),
    "round_deleted": N_("Deleted the draft of the round {subject}"),
    "round_made": N_("Made the round {subject}"),
    "round_taken_back": N_("Took the round {subject} back from the archive"),
    "account_made": N_("Made an account for {subject}"),
    "account_removed": N_("Removed the account of {subject}"),
    "administrator_made": N_("Made {subject} an administrator"),
    "administrator_unmade": N_("Made {subject} an administrator no longer"),
    "facilitator_invited": N_("Invited {subject} to lead"),
    "facilitator_made": N_("Made {subject} a facilitator"),
    "guest_invited": N_("Invited {subject} as a guest"),
    "guest_made": N_("Made {subject} a guest"),
    "identity_connected": N_("Connected the account {subject} with another sign-in"),
    "password_changed": N_("Chose a new password for {subject}"),
    "person_removed": N_("Took the role from {subject}"),
    "round_opened": N_("Opened the round {subject}"),
    "round_closed": N_("Closed the round {subject}"),
    "viewer_added": N_("Let {subject} follow {organisation}"),
    "viewer_removed": N_("{subject} follows {organisation} no more"),
    "record_changed": N_("Wrote in the record of the dialogue of the round {subject}"),
}
