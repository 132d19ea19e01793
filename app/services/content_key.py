"""The name of what has been made: a hash of all that it is made of, so that what has changed has another name."""

import hashlib
import json
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from importlib.metadata import version
from pathlib import Path

from app.config import ROOT
from app.domain.questionnaire import Questionnaire

APP = Path(__file__).parent.parent
MADE_BY = ((APP, "*.py"), (APP, "*.po"), (ROOT / "reports", "*"))
"""Folders, and what in them has a part in making files."""
LIBRARIES = ("samspel", "weasyprint", "python-docx", "openpyxl")


def content_key(*parts: object) -> str:
    """64 hexadecimal digits: the same for equal parts and the same program, and for nothing else. A questionnaire
    is told by its fingerprint. Raises TypeError for what it does not know to take apart, rather than leave it out."""
    text = json.dumps([program(), [_plain(one) for one in parts]], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def program() -> str:
    """A digest of the code, the words and the templates that make files, and of the libraries' versions: read once."""
    digest = hashlib.sha256(repr([version(one) for one in LIBRARIES]).encode())
    for folder, pattern in MADE_BY:
        for path in sorted(one for one in folder.rglob(pattern) if one.is_file()):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _plain(value: object) -> object:
    """As JSON can write it, each kind apart from the others and what has no order in one."""
    if isinstance(value, Enum):
        return ["one of", type(value).__name__, value.name]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Questionnaire):
        return ["questionnaire", value.fingerprint]
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(_plain(getattr(value, one.name)) for one in fields(value))]
    if isinstance(value, bytes):
        return ["bytes", hashlib.sha256(value).hexdigest()]
    if isinstance(value, date | Fraction):
        return [type(value).__name__, str(value)]
    if isinstance(value, tuple | list):
        return ["several", *map(_plain, value)]
    if isinstance(value, Mapping):
        return ["by name", *_sorted([_plain(key), _plain(one)] for key, one in value.items())]
    if isinstance(value, Set):
        return ["any order", *_sorted(map(_plain, value))]
    raise TypeError(f"nothing is known of how to tell one {type(value).__name__} from another")


def _sorted(found: object) -> list[object]:
    return sorted(found, key=json.dumps)  # type: ignore[call-overload, no-any-return]
