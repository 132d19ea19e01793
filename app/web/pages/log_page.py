"""The page value of templates/audit/log.html: deeds in words, and ways to look for them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request, url_for

from app.services.audit_log import LogLine, LogPage
from app.web.forms.log_form import LogForm
from app.web.languages import gettext as _
from app.web.languages import ngettext
from app.web.pages.administration_tabs import AdministrationTab, administration_tabs
from app.wording.dates import short_moment
from app.wording.deeds import deed_sentence


@dataclass(frozen=True)
class LogRow:
    """A deed in words."""

    when: str
    who: str
    what: str
    collaboration: str


@dataclass(frozen=True)
class LogView:
    """A page of the log. `collaboration_id`: None on the administrators' page; addresses are empty where there is no
    such page."""

    rows: tuple[LogRow, ...]
    found: str
    where: str
    earlier: str
    later: str
    table: str
    form: LogForm
    collaboration_id: str | None
    tabs: tuple[AdministrationTab, ...]


def log_page(found: LogPage, form: LogForm, collaboration_id: str | None, language: str) -> LogView:
    """The page in that language; the filter is kept from page to page and in the table."""
    table = (
        url_for("audit_log.whole_as_csv")
        if collaboration_id is None
        else url_for("audit_log.of_collaboration_as_csv", collaboration_id=collaboration_id)
    )
    return LogView(
        rows=tuple(_row(line, language) for line in found.lines),
        found=ngettext("%(num)d line", "%(num)d lines", found.total) % {"num": found.total},
        where=_("Page %(number)d of %(of)d") % {"number": found.number, "of": found.of} if found.of > 1 else "",
        earlier=_address(request.path, form, found.number + 1) if found.number < found.of else "",
        later=_address(request.path, form, found.number - 1) if found.number > 1 else "",
        table=_address(table, form, 1),
        form=form,
        collaboration_id=collaboration_id,
        tabs=administration_tabs() if collaboration_id is None else (),
    )


def _row(line: LogLine, language: str) -> LogRow:
    return LogRow(
        when=short_moment(line.at, language),
        who=line.actor or "Samspel",
        what=deed_sentence(line.deed, line.subject, line.facts, language),
        collaboration=line.collaboration,
    )


def _address(path: str, form: LogForm, number: int) -> str:
    sent = {name: words for name, words in form.sent.items() if words}
    if number > 1:
        sent["page"] = str(number)
    return f"{path}?{urlencode(sent)}" if sent else path
