"""What mail servers say, in plain words where it is known what they mean."""

import re

from app.wording.marked import N_
from app.wording.translations import translations

OWN_WORDS = {
    "no connection": N_("The mail server cannot be reached. Samspel tries again."),
    "no sign-in": N_(
        "The mail server does not let Samspel in. The installation's administrator needs to check the password."
    ),
    "broken off": N_("The connection to the mail server broke off. Samspel tries again."),
    "unsubscribed": N_("Wants no more mail from Samspel."),
    "round closed": N_("Was not sent: the round closed first."),
}
_STATUS = re.compile(r"^(\d{3}) (?:(\d\.\d{1,3}\.\d{1,3})\b)?")
# Enhanced status codes of RFC 3463; the first figure (for good, or for now) says nothing about the cause.
_CAUSES = {
    "1.1": N_("The address does not exist."),
    "1.2": N_("What stands after the @ does not exist."),
    "1.3": N_("The address is not written in a way that the mail server takes."),
    "1.6": N_("The receiver has moved to another address."),
    "1.10": N_("The receiver's organisation takes no mail at this address."),
    "2.1": N_("The receiver's mailbox is closed."),
    "2.2": N_("The receiver's mailbox is full."),
    "3.4": N_("The mail is too large for the receiver's server."),
    "4.1": N_("The receiver's server does not answer."),
    "4.4": N_("What stands after the @ leads nowhere."),
    "7.1": N_("The receiver's server does not take mail from Samspel. Ask its administrator to let it through."),
}
_CODES = {
    "550": N_("The receiver's server refuses the address, most likely because it does not exist."),
    "551": N_("The receiver is not at this server."),
    "552": N_("The receiver's mailbox is full."),
    "553": N_("The address is not written in a way that the mail server takes."),
    "554": N_("The receiver's server does not take the mail."),
    "450": N_("The receiver's server asks for patience. Samspel tries again."),
    "451": N_("The receiver's server asks for patience. Samspel tries again."),
    "452": N_("The receiver's server has no room just now. Samspel tries again."),
}


def refusal_sentence(words: str, language: str) -> str:
    """What the server's words mean; empty where that is not known."""
    say = translations(language).gettext
    if words in OWN_WORDS:
        return say(OWN_WORDS[words])
    found = _STATUS.match(words)
    if not found:
        return ""
    code, status = found.groups()
    cause = (status or "").partition(".")[2]
    if code.startswith("4") and cause.startswith("7."):  # a policy for now, such as greylisting: patience is all
        cause = ""
    sentence = _CAUSES.get(cause) or _CODES.get(code)
    return say(sentence) if sentence else ""


def is_own(words: str) -> bool:
    """Whether these are Samspel's own words and not a server's."""
    return words in OWN_WORDS
