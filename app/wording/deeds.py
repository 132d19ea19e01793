"""The sentence for each deed in the audit log. `{subject}` is what it was done to."""

from app.wording.errors import N_

DEEDS: dict[str, str] = {
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
}
