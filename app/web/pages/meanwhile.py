"""What differs between what one person wrote and another stored meanwhile; for components/meanwhile.html."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.collaboration import Collaboration
from app.domain.round import Kind, Layout, Round
from app.domain.text import Language
from app.services.collaborations import NewCollaboration
from app.services.rounds import NewRound
from app.web.languages import gettext as _
from app.wording.collaborations import FORMS, STAGES
from app.wording.dates import long_moment


@dataclass(frozen=True)
class Difference:
    """One thing that the two versions say differently."""

    label: str
    mine: str
    theirs: str


def collaboration_differences(mine: NewCollaboration, theirs: Collaboration) -> tuple[Difference, ...]:
    """What differs in what is said about a collaboration."""
    parties = ", ".join(party.name for party in theirs.parties)
    return _differing(
        [
            (_("Name of the collaboration"), " ".join(mine.name.split()), theirs.name),
            (_("Organisations that take part"), ", ".join(mine.organisations), parties),
            (_("What is the collaboration for?"), mine.purpose.strip(), theirs.purpose),
            (_("Form"), _(FORMS[mine.form]), _(FORMS[theirs.form])),
            (_("Where is it now?"), _(STAGES[mine.stage]), _(STAGES[theirs.stage])),
        ]
    )


def round_differences(mine: NewRound, theirs: Round, language: Language) -> tuple[Difference, ...]:
    """What differs in the settings of a round."""
    names = {one.id: one.name for one in theirs.organisations}
    each = [(names.get(organisation, organisation), number) for organisation, number in theirs.expected_of]
    opens, closes = theirs.opens_at, theirs.closes_at
    return _differing(
        [
            (_("Name of the round"), mine.title, theirs.title),
            (_("Questionnaire"), mine.questionnaire_id, theirs.questionnaire_id),
            (
                _("Further questionnaires"),
                ", ".join(mine.further),
                ", ".join(asked for asked, _version in theirs.further),
            ),
            (_("Organisations that take part"), ", ".join(mine.organisations), ", ".join(names.values())),
            (_("Languages"), ", ".join(mine.languages), ", ".join(theirs.languages)),
            (_("How do you want to answer?"), kind_words(mine.kind), kind_words(theirs.rules.kind)),
            (_("Smallest group that is shown"), str(mine.smallest_group), str(theirs.rules.smallest_group)),
            (_("How is the form shown?"), layout_words(mine.layout), layout_words(theirs.layout)),
            (_("Opens"), moment_words(mine.opens_at, language), moment_words(opens, language)),
            (_("Closes"), moment_words(mine.closes_at, language), moment_words(closes, language)),
            (_("How many do you expect to answer?"), _total(mine), str(theirs.expected or "–")),
            (_("How many from each organisation?"), _numbers(mine.expected_of), _numbers(each)),
        ]
    )


def kind_words(kind: Kind) -> str:
    """How answers are given, in words."""
    return _("Each organisation, jointly") if kind is Kind.JOINT else _("Each person, anonymously")


def layout_words(layout: Layout) -> str:
    """How the form is shown, in words."""
    return _("Everything on one page") if layout is Layout.PAGE else _("One dimension at a time")


def moment_words(moment: datetime | None, language: Language) -> str:
    """The moment, or that it is done by hand."""
    return long_moment(moment, language) if moment else _("By hand")


def _total(mine: NewRound) -> str:
    return str(sum(number for name, number in mine.expected_of) or mine.expected or "–")


def _numbers(pairs: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {number}" for name, number in pairs) or "–"


def _differing(rows: Sequence[tuple[str, str, str]]) -> tuple[Difference, ...]:
    return tuple(Difference(label, mine or "–", theirs or "–") for label, mine, theirs in rows if mine != theirs)
