"""The page values of templates/invitations/added.html, write.html, preview.html, mend.html and remove.html."""

from dataclasses import dataclass

from app.domain.text import Language
from app.services.address_lists import AddressList
from app.services.invitations import Added, Invitations, Listed, Preview
from app.web.languages import gettext as _
from app.web.languages import ngettext
from app.web.pages.invitations_page import InvitationLine, line
from app.wording.errors import plain_sentence
from app.wording.languages import language_name


@dataclass(frozen=True)
class AddedPage:
    """What became of a list of addresses. `faults`: (row, what is wrong); `to_mend`: the faulty addresses, one on each
    line, to be mended where they stand."""

    code: str
    collaboration: str
    title: str
    summary: tuple[str, ...]
    already: tuple[str, ...]
    unwilling: tuple[str, ...]
    faults: tuple[tuple[int, str], ...]
    to_mend: str
    can_write: bool


@dataclass(frozen=True)
class WritePage:
    """The form for a mail's text. `languages`: (code, name); `places`: (what stands in braces, what it becomes)."""

    code: str
    collaboration: str
    title: str
    what: str
    heading: str
    lead: str
    languages: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PreviewPage:
    """A mail as its receiver sees it, and the words on the button that sends it."""

    code: str
    collaboration: str
    title: str
    what: str
    lead: str
    mail: Preview
    button: str


@dataclass(frozen=True)
class MendPage:
    """One address that did not work."""

    code: str
    collaboration: str
    title: str
    line: InvitationLine


@dataclass(frozen=True)
class RemovePage:
    """A question before addresses are deleted, and what follows from yes."""

    code: str
    collaboration: str
    title: str
    question: str
    lead: str
    button: str


def added_page(listed: Invitations, found: AddressList, added: Added, language: Language) -> AddedPage:
    """What became of the addresses."""
    one, faults = listed.view.round, found.faults
    words = (
        (added.number, ngettext("%(num)d address was added.", "%(num)d addresses were added.", added.number)),
        (found.repeated, _("%(num)d stood there more than once and were merged.")),
        (len(added.already), _("%(num)d were on the list already.")),
        (len(added.unwilling), _("%(num)d want no more mail and were not added.")),
        (len(faults), ngettext("%(num)d needs to be mended.", "%(num)d need to be mended.", len(faults))),
    )
    return AddedPage(
        code=one.code,
        collaboration=one.collaboration,
        title=one.title,
        summary=tuple(sentence % {"num": number} for number, sentence in words if number),
        already=added.already,
        unwilling=added.unwilling,
        faults=tuple((fault.row, plain_sentence(fault.error, language)) for fault in faults),
        to_mend="\n".join(fault.words for fault in faults),
        can_write=bool(listed.counts.unsent) and listed.can_send,
    )


def write_page(listed: Invitations, what: str, language: Language) -> WritePage:
    """The form for "invitations" or "reminders"."""
    one, invites = listed.view.round, what == "invitations"
    return WritePage(
        code=one.code,
        collaboration=one.collaboration,
        title=one.title,
        what=what,
        heading=_("Write the invitation") if invites else _("Write the reminder"),
        lead=_goes_to(listed, what),
        languages=tuple((code, language_name(code, language)) for code in one.languages),
        places=_places(listed),
    )


def preview_page(listed: Invitations, what: str, mail: Preview) -> PreviewPage:
    """The mail before it is sent."""
    one, number = listed.view.round, listed.counts.unsent
    invite = ngettext("Send %(num)d invitation", "Send %(num)d invitations", number) % {"num": number}
    button = invite if what == "invitations" else _("Send the reminder")
    return PreviewPage(one.code, one.collaboration, one.title, what, _goes_to(listed, what), mail, button)


def mend_page(listed: Invitations, row: Listed, language: Language) -> MendPage:
    """One address and what is wrong with it."""
    one = listed.view.round
    return MendPage(one.code, one.collaboration, one.title, line(row, language))


def remove_page(listed: Invitations, row: Listed | None) -> RemovePage:
    """What removing means: one address, or (None) all that have not been mailed."""
    one, number = listed.view.round, listed.counts.unsent
    place = (one.code, one.collaboration, one.title)
    if row is None:
        question = ngettext("Remove %(num)d address?", "Remove all %(num)d addresses?", number) % {"num": number}
        lead = _("They have not been mailed yet. Those who have got an invitation stay on the list.")
        return RemovePage(*place, question, lead, _("Yes, remove them"))
    question = _("Remove %(address)s?") % {"address": row.address}
    if row.state == "sent":
        lead = _("The address is deleted here, and no reminder goes to it. The link in the mail still works.")
    else:
        lead = _("The address is deleted here, and nothing is mailed to it.")
    return RemovePage(*place, question, lead, _("Yes, remove the address"))


def _goes_to(listed: Invitations, what: str) -> str:
    if what == "invitations":
        number = listed.counts.unsent
        words = ngettext("It goes to %(num)d address.", "It goes to %(num)d addresses, one mail to each.", number)
        return words % {"num": number}
    return _(
        "It goes to those of the invited who have not answered by their link when it is about to be sent. Those who "
        "were mailed less than a day ago, or want no more mail, get none. Who gets it, and how many, is not shown."
    )


def _places(listed: Invitations) -> tuple[tuple[str, str], ...]:
    found = [
        ("{link}", _("the receiver's own link to the form; it must be there")),
        ("{collaboration}", listed.view.round.collaboration),
    ]
    if listed.closes is not None:
        found.append(("{closes}", _("when the round closes")))
    return tuple(found)
