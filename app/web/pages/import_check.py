"""The page value of templates/imported/check.html: what an import would do, before it does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.domain.errors import SamspelError
from app.domain.likeness import Basis
from app.domain.text import Language
from app.services.guided_import import DryRun, Upload
from app.services.import_undo import LatestImport, can_be_taken_back
from app.services.mapped_answers import Translation
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.languages import ngettext
from app.web.pages.import_pages import above_words, latest_words, target_words
from app.web.pages.import_words import LONGEST_SHOWN, answers_of, columns_words, shortened
from app.wording.errors import plain_sentence


@dataclass(frozen=True)
class Line:
    """A column's header and its question, or words of the file and the answer that they are taken to mean. `basis`:
    why, in words; `cells`: how many answers it concerns, empty for a column."""

    written: str
    meaning: str
    basis: str
    is_proposal: bool
    cells: str = ""


@dataclass(frozen=True)
class Lines:
    """The words of columns with the same answers."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class CheckPage:
    """What would happen. `button`: empty where nothing can be imported; `faults`: (place, words) of each; `ignored`:
    columns that are left out; `columns` that are not, and `certain` ones of them (`certain_words`: how many, in words);
    `words`: every word of the file and its meaning; `to_check`: how much of that was proposed, in words, empty for
    nothing; `refused`: why nothing was stored."""

    code: str
    collaboration: str
    title: str
    file: str
    lead: str
    warnings: tuple[str, ...]
    ignored: tuple[str, ...]
    columns: tuple[Line, ...]
    certain: tuple[Line, ...]
    certain_words: str
    words: tuple[Lines, ...]
    to_check: str
    refused: str
    missing: tuple[str, ...]
    faults: tuple[tuple[str, str], ...]
    further: str
    undo: str
    button: str
    has_words: bool


def check_page(
    view: RoundView, found: Upload, run: DryRun, latest: LatestImport | None, refused: str, language: Language
) -> CheckPage:
    """The dry run in words."""
    one = view.round
    columns, certain = _columns(found, language)
    words = tuple(_words(found, language))
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
        columns=columns,
        certain=certain,
        certain_words=ngettext(
            "One column goes to the question that its header says word for word.",
            "%(num)d columns go to the question that their header says word for word.",
            len(certain),
        )
        % {"num": len(certain)},
        words=words,
        to_check="" if run.faults else _to_check([*columns, *(line for group in words for line in group.lines)]),
        refused=refused,
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


def _columns(found: Upload, language: Language) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Columns that somebody has to look at, proposals first, and those that are certain."""
    said = list(zip(found.header, found.columns or (), found.column_bases(), strict=False))
    proposed, chosen, certain = (
        tuple(
            Line(
                shortened(header),
                target_words(found.asked.known[target], language),
                _basis_words(one),
                one is Basis.PROPOSED,
            )
            for header, target, one in said
            if target and one is basis
        )
        for basis in (Basis.PROPOSED, Basis.CHOSEN, Basis.SAME)
    )
    return (*proposed, *chosen), certain


def _words(found: Upload, language: Language) -> Iterator[Lines]:
    for _name, translations in groupby(found.translations(), key=lambda one: one.vocabulary.id):
        group = list(translations)
        heading = columns_words(found, group[0].vocabulary)
        answers = dict(answers_of(group[0].vocabulary, language))
        order = [Basis.PROPOSED, Basis.CHOSEN, Basis.SAME]
        group.sort(key=lambda one: (order.index(one.basis), -one.cells))
        yield Lines(heading, tuple(_word(one, answers) for one in group))


def _word(one: Translation, answers: Mapping[str, str]) -> Line:
    meaning = answers.get(one.meaning, one.meaning) or _("Nothing: left out")
    cells = ngettext("one answer", "%(num)d answers", one.cells) % {"num": one.cells}
    return Line(
        shortened(one.written, LONGEST_SHOWN), meaning, _basis_words(one.basis), one.basis is Basis.PROPOSED, cells
    )


def _basis_words(basis: Basis) -> str:
    words = {Basis.SAME: _("Certain"), Basis.PROPOSED: _("Proposal"), Basis.CHOSEN: _("Chosen")}
    return words[basis]


def _to_check(lines: Sequence[Line]) -> str:
    number = sum(line.is_proposal for line in lines)
    words = ngettext(
        "I have checked the proposal. It says what is meant.",
        "I have checked the %(num)d proposals. They say what is meant.",
        number,
    )
    return words % {"num": number} if number else ""


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
