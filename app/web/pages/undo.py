"""The way back from something that has just been done: said once, on the next page."""

from dataclasses import dataclass

from flask import session

KEY = "undo"


@dataclass(frozen=True)
class Undo:
    """What was done, and the form that takes it back: where it is sent, and its fields."""

    words: str
    address: str
    fields: tuple[tuple[str, str], ...]


def offer_undo(undo: Undo) -> None:
    """Keeps the way back for the next page."""
    session[KEY] = [undo.words, undo.address, [list(pair) for pair in undo.fields]]


def offered_undo() -> Undo | None:
    """The way back, once."""
    found = session.pop(KEY, None)
    return Undo(found[0], found[1], tuple((name, value) for name, value in found[2])) if found else None
