"""The page value of templates/imported/check.html: what an import would do, before it does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.errors import SamspelError
from app.domain.text import Language
from app.services.guided_import import DryRun, Upload
from app.services.import_undo import LatestImport, can_be_taken_back
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.languages import ngettext
from app.web.pages.import_pages import above_words, latest_words, target_words
from app.web.pages.import_words import cells_words, shortened, shown_words
from app.wording.errors import plain_sentence


@dataclass(frozen=True)
class CheckPage:
    """What would happen. `button`: empty where nothing can be imported; `faults`: (place, words) of each; `ignored`:
    columns that are left out, and `words` that are."""

    code: str
    collaboration: str
    title: str
    file: str
    lead: str
    warnings: tuple[str, ...]
    ignored: tuple[str, ...]
    words: tuple[str, ...]
    missing: tuple[str, ...]
    faults: tuple[tuple[str, str], ...]
    further: str
    undo: str
    button: str
    has_words: bool


def check_page(
    view: RoundView, found: Upload, run: DryRun, latest: LatestImport | None, language: Language
) -> CheckPage:
    """The dry run in words."""
    one = view.round
    lead = ngettext("One answer sheet would be stored.", "%(num)d answer sheets would be stored.", run.sheets)
    button = ngettext("Import one answer sheet", "Import %(num)d answer sheets", run.sheets) % {"num": run.sheets}
    listed = _("%(listed)d of %(all)d faults are listed.") % {"listed": len(run.faults), "all": run.number}
    return CheckPage(
        code=one.code,
        collaboration=one.collaboration,
        title=one.title,
        file=found.name,
        lead=_("Nothing can be imported yet.") if run.faults else lead % {"num": run.sheets},
        warnings=() if run.faults else tuple(_warnings(found, run, latest, language)),
        ignored=tuple(shortened(one) for one in run.ignored),
        words=tuple(_left_out(found)),
        missing=tuple(_named(run.missing, found, language)),
        faults=tuple((_place(fault, found, language), plain_sentence(fault, language)) for fault in run.faults),
        further=listed if run.number > len(run.faults) else "",
        undo=_undo(view, run.sheets),
        button="" if run.faults else button,
        has_words=bool(found.odd()),
    )


def unfinished_words(number: int) -> str:
    """How many rows were never handed in."""
    words = ngettext(
        "One row was never handed in and is left out.",
        "%(num)d rows were never handed in and are left out.",
        number,
    )
    return words % {"num": number}


def _warnings(found: Upload, run: DryRun, latest: LatestImport | None, language: Language) -> Iterator[str]:
    if latest:
        question = _("Is it the same answers? Then they would count twice.")
        yield f"{latest_words(latest, language)} {question}"
    if found.header_row > 1:
        yield above_words(found)
    if run.unfinished:
        yield unfinished_words(run.unfinished)
    if run.empty:
        words = ngettext(
            "One row holds no answer and is left out.", "%(num)d rows hold no answer and are left out.", run.empty
        )
        yield words % {"num": run.empty}
    if run.alike:
        words = _("%(num)d rows are like another row in every answer. Check that nobody is in the file twice.")
        yield words % {"num": run.alike}


def _undo(view: RoundView, sheets: int) -> str:
    if can_be_taken_back(view, sheets):
        return _("The import can be taken back until the round is closed or another import is made.")
    words = _("So few answer sheets (fewer than %(k)d) cannot be taken back: Samspel then does not keep note of them.")
    return words % {"k": view.round.rules.smallest_group}


def _left_out(found: Upload) -> Iterator[str]:
    for one in found.odd():
        if not found.words.get(one.vocabulary.id, {}).get(one.plain, ""):
            yield f"{shown_words(one)} ({cells_words(one)})"


def _named(missing: Sequence[str], found: Upload, language: Language) -> Iterator[str]:
    for name in missing:
        target = found.asked.known.get(name)
        if target is None:
            first = next(one for one in found.asked.targets if one.id.startswith((f"{name}.", f"{name}:")))
            yield first.text.into(language)
        else:
            yield target_words(target, language)


def _place(fault: SamspelError, found: Upload, language: Language) -> str:
    """The row of the file and the header of its column."""
    row, _between, name = fault.where.partition("/")
    if not row.isdigit():
        return ""
    if not name:
        return _("Row %(row)s") % {"row": row}
    targets = list(zip(found.header, found.columns or (), strict=False))
    plain = name.partition(".")[0]
    header = next((one for one, target in targets if target == name), None) or next(
        (one for one, target in targets if target and target.partition(":")[0].partition(".")[0] == plain), None
    )
    known = found.asked.known.get(name)
    words = header or (target_words(known, language) if known else name)
    return _("Row %(row)s, column “%(column)s”") % {"row": row, "column": words}
