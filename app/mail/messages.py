"""Mails as they travel: plain text in UTF-8, with the headers that honest automatic mail has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_EXTRA_HEADER = re.compile(r"([A-Za-z][A-Za-z-]*): *(\S.*)")
TAKEN = frozenset({"from", "to", "cc", "bcc", "subject", "date", "message-id", "auto-submitted", "mime-version"})
"""Headers that `headers` of a mail cannot set. Those of the content are not there either."""


class _Policy(EmailPolicy):
    """As SMTP wants mails, with addresses of pages and ids left whole: folded they would be encoded, and no program
    would know them again."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() in {"list-unsubscribe", "message-id"}:
            return f"{name}: {value}\r\n".encode("ascii", "replace")
        return super().fold_binary(name, value)


@dataclass(frozen=True)
class Mail:
    """One mail to one receiver. `id` stays the same when a mail is tried again, so that a receiver's server can tell
    that it has it already. `unsubscribe`: the address where one can say no to more, empty for mails that the receiver
    asked for. `headers`: further ones."""

    id: str
    domain: str
    sender: str
    sender_name: str
    recipient: str
    subject: str
    text: str
    at: datetime
    unsubscribe: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def written(mail: Mail) -> EmailMessage:
    """The mail with its headers. Nothing in its values can begin a header of its own."""
    message = EmailMessage(policy=_Policy(linesep="\r\n"))
    message["From"] = Address(display_name=_one_line(mail.sender_name), addr_spec=mail.sender)
    message["To"] = Address(addr_spec=mail.recipient)
    message["Subject"] = _one_line(mail.subject)
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.id}@{mail.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe:
        message["List-Unsubscribe"] = f"<{_one_line(mail.unsubscribe)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    for name, value in mail.headers.items():
        if name.lower() not in TAKEN and not name.lower().startswith("content-"):
            message[name] = _one_line(value)
    message.set_content(mail.text.replace("\r\n", "\n"), charset="utf-8", cte="quoted-printable")
    return message


def headers_of(lines: str) -> dict[str, str]:
    """Further headers, kept as lines "Name: value"; what is not such a line is left out."""
    found = (_EXTRA_HEADER.fullmatch(line.strip()) for line in lines.splitlines())
    return {one[1]: one[2] for one in found if one}


def _one_line(value: str) -> str:
    return " ".join(_CONTROL.sub(" ", value).split())
