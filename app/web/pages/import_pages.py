"""The page values of templates/imported/: a file of another tool, its columns, taking it back."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.errors import SamspelError
from app.domain.questionnaire import Questionnaire
from app.domain.round import State
from app.domain.text import Language
from app.services.column_targets import LEVEL, ORGANISATION, Target, way_of
from app.services.csv_file import FaultyFile
from app.services.guided_import import Upload
from app.services.import_undo import LatestImport
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.languages import ngettext
from app.wording.dates import long_date
from app.wording.errors import plain_sentence

LONGEST_SHOWN = 60
MOST_EXAMPLES = 4
Choices = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""(heading, (value, words) of each) of a list to choose from."""


@dataclass(frozen=True)
class StartPage:
    """A form for a file. `waiting`: the name of the file that is on its way, empty for none; `latest`: what can be
    taken back, in words, empty for nothing."""

    code: str
    collaboration: str
    title: str
    state: State
    is_open: bool
    waiting: str
    latest: str
    faults: tuple[str, ...]


@dataclass(frozen=True)
class ColumnLine:
    """One column of the file. `examples`: what several rows have in it, in an order that tells nothing; `chosen`: the
    target, empty for none."""

    field: str
    header: str
    examples: str
    chosen: str
    note: str


@dataclass(frozen=True)
class ColumnsPage:
    """Where the columns go. `above`: what stands above the header, empty for nothing; `personal`: the headers of
    columns that were dropped."""

    code: str
    collaboration: str
    title: str
    file: str
    read: str
    above: str
    personal: tuple[str, ...]
    choices: Choices
    lines: tuple[ColumnLine, ...]
    fault: str


@dataclass(frozen=True)
class UndoPage:
    """A question, and what follows from yes."""

    code: str
    collaboration: str
    title: str
    lead: str
    button: str


def start_page(
    view: RoundView, latest: LatestImport | None, waiting: str, faults: Sequence[str], language: Language
) -> StartPage:
    """The first step."""
    one = view.round
    words = latest_words(latest, language) if latest else ""
    return StartPage(
        code=one.code,
        collaboration=one.collaboration,
        title=one.title,
        state=one.state,
        is_open=one.state is State.OPEN,
        waiting=waiting,
        latest=words,
        faults=tuple(faults),
    )


def latest_words(latest: LatestImport, language: Language) -> str:
    """How many sheets the latest import stored, and when."""
    words = ngettext(
        "One answer sheet was imported on %(day)s.", "%(num)d answer sheets were imported on %(day)s.", latest.number
    )
    return words % {"num": latest.number, "day": long_date(latest.day, language)}


def fault_words(fault: SamspelError, language: Language) -> list[str]:
    """What is wrong with a file, in sentences."""
    if not isinstance(fault, FaultyFile):
        return [plain_sentence(fault, language)]
    return [f"{_('Row %(row)s') % {'row': one.where}}: {plain_sentence(one, language)}" for one in fault.faults]


def columns_page(
    view: RoundView, found: Upload, fault: str, chosen: Sequence[str] | None, language: Language
) -> ColumnsPage:
    """The second step; `chosen` in place of what is proposed, where somebody has chosen already."""
    one = view.round
    sizes = {"rows": len(found.rows), "columns": len(found.header)}
    return ColumnsPage(
        code=one.code,
        collaboration=one.collaboration,
        title=one.title,
        file=found.name,
        read=_("%(rows)d rows and %(columns)d columns are read.") % sizes,
        above=above_words(found) if found.header_row > 1 else "",
        personal=found.personal,
        choices=tuple(_choices(view.questionnaire, found.asked.targets, language)),
        lines=tuple(_column_lines(found, chosen)),
        fault=fault,
    )


def above_words(found: Upload) -> str:
    """That rows above the header are passed over."""
    words = ngettext(
        "The header is taken from row %(row)s. The row above it (a title, or empty) is passed over.",
        "The header is taken from row %(row)s. The %(num)d rows above it (a title, or empty) are passed over.",
        found.header_row - 1,
    )
    return words % {"row": found.header_row, "num": found.header_row - 1}


def _column_lines(found: Upload, chosen: Sequence[str] | None) -> Iterator[ColumnLine]:
    for at, (header, proposal) in enumerate(zip(found.header, found.proposals(), strict=True)):
        target = proposal.target if chosen is None else chosen[at]
        note = (
            ""
            if proposal.certain or target != proposal.target
            else _("Proposal. Is it the same question? Please check.")
        )
        yield ColumnLine(f"column-{at}", header, _examples([row[at] for row in found.rows]), target, note)


def _examples(cells: Sequence[str]) -> str:
    """What several rows have in common; what stands in one row alone is somebody's, and is not shown."""
    counted = Counter(cell for cell in cells if cell)
    shared = sorted(cell for cell, times in counted.items() if times > 1 and len(cell) <= LONGEST_SHOWN)
    if not counted:
        return _("Empty")
    if not shared:
        words = ngettext("One text, not shown here", "%(num)d different texts, not shown here", len(counted))
        return words % {"num": len(counted)}
    return " · ".join(shared[:MOST_EXAMPLES]) + (" · …" if len(counted) > MOST_EXAMPLES else "")


def _choices(
    questionnaire: Questionnaire, targets: Sequence[Target], language: Language
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    about = [one for one in targets if one.id in (ORGANISATION, LEVEL)]
    if about:
        yield _("About the respondent"), tuple((one.id, target_words(one, language)) for one in about)
    for dimension in questionnaire.dimensions:
        ids = {item.id for item in dimension.all_items}
        inside = [one for one in targets if way_of(one.id)[0] in ids]
        if inside:
            yield dimension.title.into(language), tuple((one.id, target_words(one, language)) for one in inside)


def target_words(target: Target, language: Language) -> str:
    """The target as a reader knows it: the question, and its part where it is one."""
    if target.id in (ORGANISATION, LEVEL):
        return _("Organisation") if target.id == ORGANISATION else _("Role")
    words = target.text.into(language)
    return f"{words} [{target.part.into(language)}]" if target.part else words


def undo_page(view: RoundView, latest: LatestImport, language: Language) -> UndoPage:
    """The question whether to take the latest import back."""
    one = view.round
    button = ngettext("Yes, take one answer sheet back", "Yes, take %(num)d answer sheets back", latest.number)
    lead = latest_words(latest, language)
    return UndoPage(one.code, one.collaboration, one.title, lead, button % {"num": latest.number})
