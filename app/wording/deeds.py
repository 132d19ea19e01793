"""The sentence for each deed in the audit log. `{subject}` is what it was done to."""

from app.wording.errors import N_

DEEDS: dict[str, str] = {
    "round_opened": N_("Opened the round {subject}"),
    "round_closed": N_("Closed the round {subject}"),
    "record_changed": N_("Wrote in the record of the dialogue of the round {subject}"),
}
