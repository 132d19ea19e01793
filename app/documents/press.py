"""Where documents are made: in this process, or wherever the press that was set has them made.

A process that answers visitors sets a press that works elsewhere (`app.services.presses`). It neither puts HTML
together nor lays it out, and never holds what does (WeasyPrint, with pango and harfbuzz)."""

from collections.abc import Sequence
from typing import Protocol

from app.documents.attachment import Attachment
from app.documents.job import Job, Pressed
from app.documents.order import Order


class Press(Protocol):
    """Makes documents. May raise what its users know to handle."""

    def __call__(self, order: Order, /) -> bytes: ...


def in_this_process(order: Order) -> bytes:
    """The press of the command line, the worker and of processes that do nothing else."""
    return order.make()


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
    """The document, laid out in this process. Not for several threads: pango shares what it keeps between them and
    does not guard it."""
    # Only here: a process that answers visitors must not load it.
    from app.documents.pdf import made

    return made(job)


def write_pdf(html: str, document: str, logo: bytes | None = None, attachments: Sequence[Attachment] = ()) -> bytes:
    """The PDF (PDF/UA-1) of finished HTML, with the styles of that folder in `reports/`. `logo` and `attachments` as a
    Job has them."""
    return pressed(Job(html, document, logo, tuple(attachments))).pdf
