"""Where finished HTML becomes a document: in this process, or wherever the press that was set has it made.

What lays out (WeasyPrint, with pango and harfbuzz) is loaded by the press alone: a process that answers visitors sets
one that works elsewhere (`app.services.presses`), and never holds it."""

from collections.abc import Sequence
from typing import Protocol

from app.documents.attachment import Attachment
from app.documents.job import Job, Pressed


class Press(Protocol):
    """Makes documents. May raise what its users know to handle."""

    def __call__(self, job: Job, /) -> Pressed: ...


def in_this_process(job: Job) -> Pressed:
    """The press of the command line, the worker and of processes that do nothing else. Not for several threads: pango
    shares what it keeps between them and does not guard it."""
    # Only here: a process that answers visitors must not load it.
    from app.documents.pdf import made

    return made(job)


class _Choice:
    """The press of this process."""

    press: Press = staticmethod(in_this_process)


def set_press(press: Press) -> None:
    """From now on documents of this process are made by that press."""
    _Choice.press = staticmethod(press)


def chosen_press() -> Press:
    """The press of this process."""
    return _Choice.press


def pressed(job: Job) -> Pressed:
    """The document, by the press of this process."""
    return _Choice.press(job)


def write_pdf(html: str, document: str, logo: bytes | None = None, attachments: Sequence[Attachment] = ()) -> bytes:
    """The PDF (PDF/UA-1) of finished HTML, with the styles of that folder in `reports/`. `logo` and `attachments` as a
    Job has them."""
    return pressed(Job(html, document, logo, tuple(attachments))).pdf
