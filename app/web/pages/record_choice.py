"""The page value of templates/record/choose.html: two versions of the same thing, side by side, and three ways on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.record import Action, Agreement, Note, Overtaken
from app.domain.text import Language
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.pages.record_entries import EntryFields, fields_of, kind_of, state_choices
from app.web.pages.record_overview import factor_address
from app.wording.dates import long_date
from app.wording.standings import state_words


@dataclass(frozen=True)
class ChoicePage:
    """`mine` is sent to keep it, `both` to put the two together; each carries the version that it takes the place of.

    `mine_words` and `theirs_words`: (term, words) of the two, side by side; the latter empty when it was removed.
    `back`: the page as it is now, which is to keep theirs."""

    code: str
    collaboration: str
    round_title: str
    kind: str
    removed: bool
    mine: EntryFields
    both: EntryFields
    mine_words: tuple[tuple[str, str], ...]
    theirs_words: tuple[tuple[str, str], ...]
    organisations: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    back: str


def choice_page(view: RoundView, overtaken: Overtaken, put_back: str, language: Language) -> ChoicePage:
    """The two versions. `put_back`: where mine is sent when theirs has been removed."""
    mine, theirs = overtaken.mine, overtaken.theirs
    code = view.round.code
    names = {one.id: one.name for one in view.round.organisations}
    fields = fields_of(code, mine)
    newest = replace(fields, version=theirs.version) if theirs else replace(fields, address=put_back)
    return ChoicePage(
        code=code,
        collaboration=view.round.collaboration,
        round_title=view.round.title,
        kind=kind_of(mine),
        removed=theirs is None,
        mine=newest,
        both=replace(newest, key="both", words=_together(mine, theirs)),
        mine_words=_in_words(mine, names, language),
        theirs_words=_in_words(theirs, names, language) if theirs else (),
        organisations=tuple(names.items()),
        states=tuple(state_choices(language)),
        back=factor_address(code, mine.factor_id),
    )


def _together(mine: Note | Agreement, theirs: Note | Agreement | None) -> str:
    if theirs is None or theirs.words == mine.words:
        return mine.words
    return f"{theirs.words}\n\n{mine.words}".strip()


def _in_words(one: Note | Agreement, names: Mapping[str, str], language: Language) -> tuple[tuple[str, str], ...]:
    if not isinstance(one, Action):
        return ((_("Text"), one.words or _("(empty)")),)
    return (
        (_("Action"), one.words),
        (_("Responsible"), one.responsible),
        (_("Organisation"), names.get(one.organisation_id or "", _("None in particular"))),
        (_("Done by"), long_date(one.due_on, language) if one.due_on else _("no date")),
        (_("State"), state_words(one.state, language)),
    )
