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
    "round_opened": N_("Opened the round {subject}"),
    "round_closed": N_("Closed the round {subject}"),
}
