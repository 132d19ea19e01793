"""The form that looks for lines of the audit log. It is sent by GET and changes nothing."""

from collections.abc import Mapping
from datetime import date

from app.services.audit_log import LogFilter
from app.web.languages import gettext as _
from app.wording.deeds import DEEDS, deed_name

LONGEST_WORDS = 120
YEARS = range(2000, 2200)


class LogForm:
    """What was asked for: `sent` as it was typed, `wanted` as far as it can be understood, `faults` by field.

    `collaborations`: id -> name of those to choose from; empty on the page of a single one."""

    def __init__(self, arguments: Mapping[str, str], collaborations: Mapping[str, str], language: str) -> None:
        self.collaborations = sorted(collaborations.items(), key=lambda one: one[1].casefold())
        self.deeds = sorted(((key, deed_name(key, language)) for key in DEEDS), key=lambda one: one[1].casefold())
        self.sent = {
            name: arguments.get(name, "").strip()[:LONGEST_WORDS]
            for name in ("person", "deed", "collaboration", "since", "until")
        }
        self.faults: dict[str, str] = {}
        self.wanted = LogFilter(
            collaboration_id=self.sent["collaboration"] if self.sent["collaboration"] in collaborations else None,
            person=self.sent["person"],
            deed=self.sent["deed"] if self.sent["deed"] in DEEDS else "",
            first_day=self._day("since"),
            last_day=self._day("until"),
        )

    @property
    def is_filtered(self) -> bool:
        """Whether anything was asked for."""
        return self.wanted != LogFilter()

    def _day(self, name: str) -> date | None:
        written = self.sent[name]
        if not written:
            return None
        try:
            day = date.fromisoformat(written)
        except ValueError:
            day = date.min
        if day.year not in YEARS:
            self.faults[name] = _("Write the day as 2026-03-02.")
            return None
        return day
