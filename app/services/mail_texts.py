"""What invitations and reminders say: a text for each language of the round, with places that are filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import SamspelError
from app.domain.round import Kind
from app.services.plain_names import name_for_mail
from app.services.rounds import RoundView
from app.wording.dates import long_moment
from app.wording.invitations import default_words, footer, unnamed

PLACES = ("link", "collaboration", "closes")
"""What may stand in braces in a text. In a subject there is no place for the link."""
LONGEST_SUBJECT = 150
LONGEST_TEXT = 5000
_PLACE = re.compile(r"\{([^{}\n]*)\}")
BETWEEN_LANGUAGES = "\n\n* * *\n\n"


@dataclass(frozen=True)
class MailText:
    """Subject and text in one language, with places in braces."""

    subject: str
    text: str


Texts = Mapping[str, MailText]
"""Language -> what the mail says in it, in the order in which they stand in the mail."""


def default_texts(view: RoundView, kind: str, name: str, closes: datetime | None) -> dict[str, MailText]:
    """What the mail says unless somebody writes something else. `kind`: "invitation" or "reminder"; `name`: whose name
    stands below."""
    is_joint = view.round.rules.kind is Kind.JOINT
    words = {
        language: default_words(
            kind,
            language,
            is_joint=is_joint,
            minutes=view.questionnaire.minutes,
            name=name_for_mail(name),
            closes=closes is not None,
        )
        for language in view.round.languages
    }
    return {language: MailText(*one) for language, one in words.items()}


def check_text(one: MailText, closes: datetime | None) -> dict[str, SamspelError]:
    """The faults of one language's text, by "subject" and "text". Codes: M030 (no such place), M031 (no link), M032
    (closing time wanted where there is none), M033 (empty), M034 (too long)."""
    faults = {
        "subject": _fault(one.subject, PLACES[1:], LONGEST_SUBJECT, closes),
        "text": _fault(one.text, PLACES, LONGEST_TEXT, closes),
    }
    if faults["text"] is None and "{link}" not in one.text:
        faults["text"] = SamspelError("M031")
    return {name: fault for name, fault in faults.items() if fault}


def composed(view: RoundView, texts: Texts, closes: datetime | None) -> MailText:
    """The mail in all its languages. The places of links stay in it: they are the receiver's own, and are filled in
    when it is sent."""
    parts = []
    for language, one in texts.items():
        values = {"collaboration": _plain(name_for_mail(view.round.collaboration)) or unnamed(language)}
        if closes is not None:
            values["closes"] = long_moment(closes, language)
        parts.append((filled(one.subject, values), f"{filled(one.text, values).strip()}\n\n{footer(language)}"))
    subjects, bodies = zip(*parts, strict=True)
    return MailText(" / ".join(dict.fromkeys(subjects)), BETWEEN_LANGUAGES.join(bodies) + "\n")


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with these places filled in, once; others stay as they are."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), text)


def _fault(words: str, places: tuple[str, ...], longest: int, closes: datetime | None) -> SamspelError | None:
    if not words.strip():
        return SamspelError("M033")
    if len(words) > longest:
        return SamspelError("M034", length=len(words), longest=longest)
    for name in _PLACE.findall(words):
        if name not in places:
            return SamspelError("M030", value=f"{{{name[:40]}}}", known=", ".join(f"{{{one}}}" for one in places))
        if name == "closes" and closes is None:
            return SamspelError("M032")
    return None


def _plain(name: str) -> str:
    """A name without braces, so that it opens no place of its own."""
    return name.replace("{", "(").replace("}", ")")
