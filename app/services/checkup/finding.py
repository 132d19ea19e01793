"""One thing that was looked at, and how it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Thread
from typing import TypeVar

from app.domain.errors import SamspelError

LIMIT = 15.0
"""Seconds that anything over a network may take."""
Made = TypeVar("Made")


class Verdict(StrEnum):
    """How it is. A warning may be meant so; a fault has to be mended."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """`what`: a key of `app.wording.checkup.FINDINGS`, whose sentence says how to mend it; `facts` fill its places.
    `error`: in place of the sentence, where it is told by one of the errors."""

    what: str
    verdict: Verdict
    facts: dict[str, object] = field(default_factory=dict)
    error: SamspelError | None = None


def ok(what: str, **facts: object) -> Finding:
    """All is well."""
    return Finding(what, Verdict.OK, facts)


def warning(what: str, **facts: object) -> Finding:
    """It may be meant so."""
    return Finding(what, Verdict.WARNING, facts)


def fault(what: str, **facts: object) -> Finding:
    """It has to be mended."""
    return Finding(what, Verdict.FAULT, facts)


def refused(what: str, error: SamspelError) -> Finding:
    """It has to be mended, and an error says how."""
    return Finding(what, Verdict.FAULT, error=error)


def within(seconds: float, work: Callable[[], Made]) -> Made:
    """What the work gives. Raises TimeoutError where it takes longer (it is left behind, and ends with the process),
    and what the work raises."""
    made: list[Made] = []
    raised: list[Exception] = []

    def run() -> None:
        try:
            made.append(work())
        except Exception as fault:
            raised.append(fault)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if raised:
        raise raised[0]
    if not made:
        raise TimeoutError(f"no answer in {seconds:.0f} s")
    return made[0]


def plain_words(fault: BaseException) -> str:
    """Why something over a network failed, on one line: what lies at the bottom of it."""
    behind: BaseException = fault
    for _ in range(8):
        reason = getattr(behind, "reason", None)
        deeper = reason if isinstance(reason, BaseException) else behind.__cause__ or behind.__context__
        if deeper is None or deeper is behind:
            break
        behind = deeper
    said = getattr(behind, "verify_message", "") or getattr(behind, "strerror", "") or str(behind)
    return " ".join(str(said).split())[:200] or type(behind).__name__
