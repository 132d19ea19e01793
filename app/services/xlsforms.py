"""Questionnaires as XLSForms, for ODK and Kobo, and XLSForms as drafts of questionnaires (docs/xlsform.md)."""

from dataclasses import dataclass
from pathlib import Path

from app.definitions.library import read_definition_text
from app.definitions.problems import Problem
from app.definitions.xlsform.export import form_of
from app.definitions.xlsform.losses import Lost
from app.definitions.xlsform.reading import read_form
from app.definitions.xlsform.sheets import LARGEST_FILE
from app.definitions.xlsform.workbook import written
from app.domain.errors import SamspelError
from app.domain.questionnaire import Questionnaire
from app.domain.round import Kind
from app.domain.text import Language
from app.services.csv_file import FaultyFile
from app.services.rounds import RoundView
from app.wording.translations import translations


@dataclass(frozen=True)
class FormDraft:
    """What a form became. `text`: of a questionnaire file; `lost`: what could not be taken over, by row;
    `placeholders`: texts in brackets that are to be written; `problems`: what `samspel check` says of the text."""

    text: str
    lost: tuple[Lost, ...]
    placeholders: int
    problems: tuple[Problem, ...]


def xlsform(questionnaire: Questionnaire) -> bytes:
    """The questionnaire as a workbook, with places to write the organisations in. Raises X020."""
    return written(form_of(questionnaire))


def xlsform_of_round(view: RoundView) -> bytes:
    """What the round asks as a workbook, with the round's organisations to choose from. Raises X020."""
    organisations = [(one.id, one.name) for one in view.round.organisations]
    return written(form_of(view.questionnaire, organisations, joint=view.round.rules.kind is Kind.JOINT))


def draft_of_file(path: Path, language: Language, reader: Language) -> FormDraft:
    """The draft of the form in that file. Raises I001 and as `draft_of_form`."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as fault:
        raise SamspelError("I001", str(path), detail=fault.strerror or str(fault)) from fault
    return draft_of_form(content, path.stem, language, reader)


def draft_of_form(content: bytes, name: str, language: Language, reader: Language) -> FormDraft:
    """The draft of a form. `name`: the file's, without its ending; `language`: of texts whose column names none;
    `reader`: of remarks in the file.

    Raises as `read_form`; FaultyFile with X005..X008, X011, X013 by row."""
    found = read_form(content, name, language, translations(reader).gettext)
    if found.faults:
        raise FaultyFile(name, found.faults)
    problems = read_definition_text(found.text, f"{name}.yaml").problems
    return FormDraft(found.text, found.lost, found.placeholders, problems)
