"""A form read as the text of a questionnaire file."""

from collections.abc import Callable
from dataclasses import dataclass

from app.definitions.xlsform.draft import draft_of
from app.definitions.xlsform.draft_file import written_draft
from app.definitions.xlsform.losses import Lost
from app.definitions.xlsform.sheets import read_sheets
from app.definitions.xlsform.tree import read_survey
from app.domain.errors import SamspelError
from app.domain.text import Language


@dataclass(frozen=True)
class FormReading:
    """What a form became: the text of a file, what was lost on the way, and the number of texts in brackets that are to
    be written. With `faults`, by row and column, there is no text."""

    text: str
    lost: tuple[Lost, ...]
    placeholders: int
    faults: tuple[SamspelError, ...]


def read_form(content: bytes, name: str, language: Language, gettext: Callable[[str], str]) -> FormReading:
    """Reads a workbook. `name`: the file's, for a form without title; `language`: of columns that name none.

    Raises as `read_sheets`, and X009; faults in rows are X005..X008, X011, X013."""
    sheets = read_sheets(content)
    survey = read_survey(sheets)
    if survey.faults:
        return FormReading("", (), 0, survey.faults)
    draft = draft_of(sheets, survey, name, language)
    return FormReading(written_draft(draft, name, gettext), draft.lost, draft.placeholders, ())
