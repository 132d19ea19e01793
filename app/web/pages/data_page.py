"""The page value of templates/data/show.html: the files that results can be had as, and what each is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.collaboration import Party
from app.services.collaborations import CollaborationView
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.pages.round_tabs import Tab, round_tabs


@dataclass(frozen=True)
class FileLink:
    """A file. `ending` and, of CSV, `separator` make its address; `separator` is empty for the usual one."""

    words: str
    ending: str
    separator: str = ""


@dataclass(frozen=True)
class FileRow:
    """One form of file, what it is for, and where it lies."""

    title: str
    purpose: str
    links: tuple[FileLink, ...]


@dataclass(frozen=True)
class DataPage:
    """What can be downloaded of a round, a collaboration or an organisation. `endpoint` and `target` make the files'
    addresses. `nothing_yet`: why there is no file; empty where there are. `organisations`: (id, name) of those whose
    own figures the account may have. `back`: the endpoint of the page that it belongs to, empty for none."""

    kicker: str
    name: str
    lead: str
    nothing_yet: str
    endpoint: str
    target: Mapping[str, str]
    files: tuple[FileRow, ...]
    code: str = ""
    tabs: tuple[Tab, ...] = ()
    organisations: tuple[tuple[str, str], ...] = ()
    back: str = ""


def round_data_page(view: RoundView) -> DataPage:
    """The files of one round."""
    one = view.round
    return DataPage(
        kicker=one.collaboration,
        name=one.title,
        lead=_("The same figures as on the results page, for other programs."),
        nothing_yet="" if one.state.shows_results else _("There are files as soon as the round is closed."),
        endpoint="data.of_round",
        target={"code": one.code},
        files=_files(),
        code=one.code,
        tabs=round_tabs(view),
    )


def collaboration_data_page(view: CollaborationView, followed: Sequence[Party]) -> DataPage:
    """The files of all rounds. `followed`: the organisations that the account follows."""
    parties = {one.id for one in view.collaboration.parties}
    return DataPage(
        kicker=_("All rounds that are closed"),
        name=view.collaboration.name,
        lead=_("Every round below the one before it, so that you can compare over time."),
        nothing_yet=_nothing_yet(view.rounds),
        endpoint="data.of_collaboration",
        target={"collaboration_id": view.collaboration.id},
        files=_files(),
        organisations=tuple((one.id, one.name) for one in followed if one.id in parties),
        back="collaborations.show",
    )


def organisation_data_page(organisation_id: str, name: str, views: Sequence[RoundView]) -> DataPage:
    """The files of one organisation over all its collaborations."""
    return DataPage(
        kicker=_("All rounds that the organisation took part in"),
        name=name,
        lead=_(
            "Your own figures beside those of everybody who answered. Where you have none, the reason stands there."
        ),
        nothing_yet=_nothing_yet(views),
        endpoint="data.of_organisation",
        target={"organisation_id": organisation_id},
        files=_files(),
    )


def _nothing_yet(views: Sequence[RoundView]) -> str:
    ready = any(one.round.state.shows_results and not one.round.is_workshop for one in views)
    return "" if ready else _("There are files as soon as a round is closed.")


def _files() -> tuple[FileRow, ...]:
    return (
        FileRow(
            _("Excel workbook"),
            _("To read, sort and filter: scores, distribution and a codebook, each on a sheet of its own."),
            (FileLink(_("Excel (XLSX)"), "xlsx"),),
        ),
        FileRow(
            _("One table"),
            _("All figures in one table, to open in a spreadsheet or read into another system."),
            (FileLink(_("For Swedish Excel (CSV)"), "csv"), FileLink(_("With commas (CSV)"), "csv", "comma")),
        ),
        FileRow(
            _("Long format"),
            _("One figure per row, for statistics in R or Python and for pivot tables."),
            (FileLink(_("Long format (CSV)"), "long.csv"),),
        ),
        FileRow(
            _("Data for other programs (JSON)"),
            _("The whole result in a documented shape, for those who build something on it."),
            (FileLink("JSON", "json"),),
        ),
    )
