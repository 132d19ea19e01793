"""The names of the parts of a group: an organisation, a role, those who did not say, or several merged."""

from collections.abc import Mapping

from app.domain.published import OTHER, Cell
from app.domain.questionnaire import UNSTATED
from app.domain.result import RoundResult
from app.wording.translations import translations


def organisation_name(cell: Cell, result: RoundResult, language: str) -> str:
    """The name of an organisation, of those who did not state theirs, or of several merged."""
    return cell_name(cell, result.organisation_names, language)


def level_name(cell: Cell, result: RoundResult, language: str) -> str:
    """The name of a role, of those who did not state theirs, or of several merged."""
    asked = result.questionnaire.level
    return cell_name(cell, {one.id: one.label.into(language) for one in asked.options} if asked else {}, language)


def cell_name(cell: Cell, names: Mapping[str, str], language: str) -> str:
    """The cell's own name, or those of all it was merged from. `names`: organisation or level id -> name."""
    gettext = translations(language).gettext
    members = [gettext("Not stated") if one == UNSTATED else names.get(one, one) for one in cell.members]
    if cell.id != OTHER:
        return members[0]
    return gettext("Others: %(names)s") % {"names": ", ".join(members)}
