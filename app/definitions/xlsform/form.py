"""The three sheets of an XLSForm as values."""

from dataclasses import dataclass

from app.domain.text import Language, Text


@dataclass(frozen=True)
class SurveyRow:
    """One row of the sheet `survey`: a question, the beginning or end of a group, a note, a calculation. What is empty
    is left empty in the sheet."""

    type: str
    name: str = ""
    label: Text | None = None
    hint: Text | None = None
    appearance: str = ""
    constraint: str = ""
    constraint_message: Text | None = None
    relevant: str = ""
    calculation: str = ""


@dataclass(frozen=True)
class ChoiceRow:
    """One row of the sheet `choices`."""

    list_name: str
    name: str
    label: Text


@dataclass(frozen=True)
class XlsForm:
    """A whole form. `languages`: the main one first."""

    title: str
    form_id: str
    version: str
    languages: tuple[Language, ...]
    survey: tuple[SurveyRow, ...]
    choices: tuple[ChoiceRow, ...]
