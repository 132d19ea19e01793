"""The page value of templates/facilitate/confirm.html: what opening, closing or deleting means, in plain words."""

from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.round import State, Step
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.pages.progress import is_joint, needed_sheets, received_words


@dataclass(frozen=True)
class ConfirmationPage:
    """A question, what follows from yes, and the words on the button. `dangerous`: it cannot be undone."""

    code: str
    collaboration: str
    title: str
    question: str
    lead: str
    consequences: tuple[str, ...]
    button: str
    dangerous: bool = False


def confirmation_page(view: RoundView, act: str, now: datetime) -> ConfirmationPage | None:
    """What `act` ("open", "close" or "delete") means for the round; None where the round is not in a state for it."""
    if not view.round.may(Step(act)):
        return None
    if act == Step.CLOSE:
        return _closing(view)
    if act == Step.DELETE:
        return _deleting(view)
    return _opening(view, now) if view.round.state is State.DRAFT else _reopening(view)


def _opening(view: RoundView, now: datetime) -> ConfirmationPage:
    fixed = _("Questionnaire, organisations and smallest group can no longer be changed.")
    fixed_joint = _("Questionnaire and organisations can no longer be changed.")
    consequences = [
        fixed_joint if is_joint(view) else fixed,
        _("Results show first when you have closed the round."),
    ]
    if view.round.closes_at and view.round.closes_at <= now:
        consequences.append(_("The closing time has passed already, so the round stays open until you close it."))
    return _page(
        view,
        _("Open the round?"),
        _("Those who have the link or the code can then answer."),
        consequences,
        _("Yes, open the round"),
    )


def _deleting(view: RoundView) -> ConfirmationPage:
    if view.round.is_workshop:
        words = _("A workshop can be deleted as long as nothing is written down from it.")
        page = _page(view, _("Delete the workshop?"), words, [], _("Yes, delete the workshop"))
        return replace(page, dangerous=True)
    page = _page(
        view,
        _("Delete the draft?"),
        _("The draft is deleted for good. Nobody has answered, so no answers are lost."),
        [_("Its settings are gone. If you only want to change them, cancel and choose to change the settings.")],
        _("Yes, delete the draft"),
    )
    return replace(page, dangerous=True)


def _closing(view: RoundView) -> ConfirmationPage:
    consequences = [_("Those who are in the middle of answering cannot hand in any more.")]
    if view.received < needed_sheets(view):
        words = _("Fewer than %(k)d have answered, so no figures can be shown. Wait for more answers if you can.")
        consequences.insert(0, words % {"k": needed_sheets(view)})
    if is_joint(view):
        consequences.append(_("You can open the round again if somebody still needs to answer."))
    else:
        words = _(
            "You can open the round again, but new answers are then shown only when there are at least %(k)d of them, "
            "and without comparisons of organisations and roles."
        )
        consequences.append(words % {"k": view.round.rules.smallest_group})
    lead = _("No more answers are taken, and the results show.")
    return _page(
        view, _("Close the round?"), f"{received_words(view)}. {lead}", consequences, _("Yes, close the round")
    )


def _reopening(view: RoundView) -> ConfirmationPage:
    return _page(
        view,
        _("Open the round again?"),
        _("More can answer, and the results are hidden until you close the round again."),
        [] if is_joint(view) else _consequences_of_reopening(view),
        _("Yes, open the round again"),
    )


def _consequences_of_reopening(view: RoundView) -> list[str]:
    k = view.round.rules.smallest_group
    if view.received < k:  # nothing has been shown yet, so nothing can be compared with it
        return [_("Figures show when you close it again, if at least %(k)d have answered by then.") % {"k": k}]
    words = _(
        "When you close it again, new answers are shown only if they are at least %(k)d. If they are fewer, they wait."
    )
    return [
        words % {"k": k},
        _(
            "When new answers are shown, comparisons of organisations and roles are no longer shown: the "
            "difference to the results you have now could point at somebody."
        ),
        _("Print the dialogue document first if you want to keep the results as they are now."),
    ]


def _page(view: RoundView, question: str, lead: str, consequences: list[str], button: str) -> ConfirmationPage:
    one = view.round
    return ConfirmationPage(one.code, one.collaboration, one.title, question, lead, tuple(consequences), button)
