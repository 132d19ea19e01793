"""The sentence for each deed in the audit log. `{subject}` is what it was done to."""

from app.wording.errors import N_

DEEDS: dict[str, str] = {
    "round_opened": N_("Opened the round {subject}"),
    "round_closed": N_("Closed the round {subject}"),
    "invitations_sent": N_("Sent {number} invitations to the round {subject}"),
    "reminders_sent": N_("Sent {number} reminders of the round {subject}"),
}
