"""The page value of templates/questionnaires/from_form.html: what an XLSForm became."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import SamspelError
from app.domain.text import Language
from app.services.xlsforms import FormDraft
from app.web.languages import gettext as _
from app.web.languages import ngettext
from app.wording.errors import plain_sentence


@dataclass(frozen=True)
class FormDraftPage:
    """`faults`: sentences that keep the form from being read. `text`: of the draft, empty where there is none;
    `to_write`: how many texts it lacks, in words; `unsure`: what somebody has to decide; `lost`: what could not be
    taken over, both by row; `lines`: of the draft's box."""

    faults: tuple[str, ...]
    text: str
    to_write: str
    unsure: tuple[str, ...]
    lost: tuple[str, ...]
    lines: int = 24


def empty_draft_page() -> FormDraftPage:
    """Before a form is sent."""
    return FormDraftPage((), "", "", (), ())


def faulty_draft_page(faults: Sequence[SamspelError], language: Language) -> FormDraftPage:
    """A form that cannot be read."""
    return FormDraftPage(tuple(_fault_words(one, language) for one in faults), "", "", (), ())


def draft_page(found: FormDraft) -> FormDraftPage:
    """A form that was read. What the check of the draft has to say stands last."""
    to_write = ngettext(
        "%(num)d text in [brackets] is to be written.",
        "%(num)d texts in [brackets] are to be written.",
        found.placeholders,
    ) % {"num": found.placeholders}
    problems = tuple(one.sentence(_) for one in found.problems)
    unsure = tuple(one.sentence(_) for one in found.lost if one.unsure)
    lost = (one.sentence(_) for one in found.lost if not one.unsure)
    return FormDraftPage((), found.text, to_write, unsure, (*lost, *problems))


def _fault_words(fault: SamspelError, language: Language) -> str:
    words = plain_sentence(fault, language)
    row, _slash, column = fault.where.partition("/")
    place = _("row %(row)s, column %(column)s") % {"row": row, "column": column}
    return f"{place}: {words}" if row.isdecimal() else words
