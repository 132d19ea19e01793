"""The page value of templates/comments/show.html: the comments of a round, to be read before others see them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask import url_for

from app.domain.comment_review import Decision
from app.domain.published import Withheld
from app.domain.text import Language
from app.services.comments import ReadComment, ReadQuestion
from app.services.rounds import RoundView
from app.web.forms.comment_decisions import WAITING, TypedDecision, choice_of
from app.web.languages import gettext as _
from app.web.languages import ngettext
from app.web.pages.list_parts import ListParts, list_parts, part_asked_for
from app.web.pages.round_tabs import Tab, round_tabs
from app.web.pages.undo import Undo

COMMENTS = 50
"""On a page."""


@dataclass(frozen=True)
class CommentRow:
    """A comment, `before` and `chosen` as the form calls them. `typed`: what stands in the field; `shown`: what others
    read in place of the comment, where words were struck out; `same`: that several have written it."""

    number: int
    digest: str
    words: str
    same: str
    before: str
    chosen: str
    typed: str
    shown: str
    open: bool


@dataclass(frozen=True)
class QuestionSection:
    """A question and those of its comments that stand on the page; `summary` is of all of them.
    `withheld`: why there are none; `fault`: why what was chosen was not kept."""

    item_id: str
    question: str
    summary: str
    withheld: str
    comments: tuple[CommentRow, ...]
    waiting: int
    fault: str


@dataclass(frozen=True)
class CommentsPage:
    """A page of the comments of a round. `lead`: how many wait in all; `choices`: what may be decided, and how that is
    called."""

    code: str
    collaboration: str
    title: str
    tabs: tuple[Tab, ...]
    closed: bool
    lead: str
    choices: tuple[tuple[str, str], ...]
    questions: tuple[QuestionSection, ...]
    parts: ListParts
    undo: Undo | None


@dataclass(frozen=True)
class NotKept:
    """What was chosen about one question's comments and could not be kept, and why."""

    item_id: str
    fault: str
    typed: Mapping[str, TypedDecision] = field(default_factory=dict)


def comments_page(
    view: RoundView, found: Sequence[ReadQuestion], language: Language, undo: Undo | None, not_kept: NotKept | None
) -> CommentsPage:
    """The page, with what was typed where it could not be kept."""
    waiting = sum(one.count(None) for one in found)
    number, of = part_asked_for(sum(map(_entries, found)), COMMENTS)
    return CommentsPage(
        code=view.round.code,
        collaboration=view.round.collaboration,
        title=view.round.title,
        tabs=round_tabs(view),
        closed=view.round.state.shows_results,
        lead=_lead(found, waiting),
        choices=(
            (WAITING, _("Not decided yet")),
            (Decision.SHOWN.value, _("Show as it is")),
            (Decision.EDITED.value, _("Show with words struck out")),
            (Decision.HIDDEN.value, _("Do not show")),
        ),
        questions=tuple(_section(view, one, numbers, language, not_kept) for one, numbers in _on_page(found, number)),
        parts=list_parts(number, of, lambda another: url_for("comments.show", code=view.round.code, page=another)),
        undo=undo,
    )


def _lead(found: Sequence[ReadQuestion], waiting: int) -> str:
    if waiting:
        words = ngettext("One comment waits to be read.", "%(num)d comments wait to be read.", waiting)
        return words % {"num": waiting}
    if any(one.n for one in found):
        return _("Nothing waits to be read.")
    return _("Nobody has written a comment.")


def _entries(found: ReadQuestion) -> int:
    """How many entries of the list a question is: one for each comment, and one where there are none."""
    return 1 if isinstance(found.comments, Withheld) else max(1, len(found.comments))


def _on_page(found: Sequence[ReadQuestion], number: int) -> Iterator[tuple[ReadQuestion, range]]:
    """The questions of a page, and which of their entries (from 0) stand on it."""
    first, last, passed = (number - 1) * COMMENTS, number * COMMENTS, 0
    for one in found:
        here = range(max(first - passed, 0), min(last - passed, _entries(one)))
        passed += _entries(one)
        if here:
            yield one, here


def _section(
    view: RoundView, found: ReadQuestion, here: range, language: Language, not_kept: NotKept | None
) -> QuestionSection:
    mine = not_kept if not_kept and not_kept.item_id == found.item_id else None
    withheld = isinstance(found.comments, Withheld)
    comments = () if isinstance(found.comments, Withheld) else found.comments
    return QuestionSection(
        item_id=found.item_id,
        question=view.questionnaire.items_by_id[found.item_id].text.into(language),
        summary="" if withheld else _summary(found),
        withheld=_withheld(view, found) if withheld else "",
        comments=tuple(
            _row(at + 1, one, mine.typed.get(one.digest) if mine else None)
            for at, one in enumerate(comments)
            if at in here
        ),
        waiting=sum(one.review is None for at, one in enumerate(comments) if at in here),
        fault=mine.fault if mine else "",
    )


def _summary(found: ReadQuestion) -> str:
    """How many comments are decided how, those that there are none of left out."""
    shown, edited = found.count(Decision.SHOWN), found.count(Decision.EDITED)
    hidden, waiting = found.count(Decision.HIDDEN), found.count(None)
    parts = (
        (waiting, _("%(num)d to read")),
        (shown, _("%(num)d shown as they are")),
        (edited, _("%(num)d shown with words struck out")),
        (hidden, _("%(num)d not shown")),
    )
    return " · ".join(words % {"num": number} for number, words in parts if number)


def _withheld(view: RoundView, found: ReadQuestion) -> str:
    if not found.n:
        return _("Nobody has written anything here.")
    k = view.round.rules.smallest_group
    return _("Fewer than %(k)d have written here, so that nobody may read it, you included.") % {"k": k}


def _row(number: int, one: ReadComment, typed: TypedDecision | None) -> CommentRow:
    edited = one.review.words if one.review else ""
    chosen = typed.chosen if typed else choice_of(one.review)
    same = ngettext("One has written this.", "%(num)d have written this, word for word.", one.number)
    return CommentRow(
        number=number,
        digest=one.digest,
        words=one.words,
        same=same % {"num": one.number} if one.number > 1 else "",
        before=typed.before if typed else choice_of(one.review),
        chosen=chosen,
        typed=typed.words if typed else edited or one.words,
        shown=edited,
        open=chosen == Decision.EDITED.value or bool(typed and typed.words.strip() not in (one.words.strip(), "")),
    )
