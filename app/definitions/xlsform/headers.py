"""The header of a sheet: which column each cell names, by all the names that XLSForm has had for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.definitions.xlsform.losses import Lost, shown
from app.definitions.xlsform.names import language_of
from app.domain.text import Language

SPOKEN = ("label", "hint", "constraint_message", "required_message", "guidance_hint", "image", "audio", "video")
"""Columns that exist once for each language."""
MEDIA = ("image", "audio", "video")
"""Those of them that name a file."""
FOLDERS = ("media", "bind", "control")
"""What may stand before a column's name: `media::image`, `bind:relevant`."""
OTHER_NAMES = {
    "command": "type",
    "tag": "name",
    "value": "name",
    "caption": "label",
    "relevance": "relevant",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "big_image": "image",
    "media": "image",
    "title": "form_title",
    "set_form_title": "form_title",
    "id_string": "form_id",
    "set_form_id": "form_id",
}


@dataclass(frozen=True)
class Heading:
    """A column. `name`: empty where nothing of it is read; `language`: None for columns that have none, the empty one
    for a column of words that names none."""

    name: str
    language: Language | None = None


@dataclass(frozen=True)
class Header:
    """The headings of a sheet in order, and what of them could not be told."""

    headings: tuple[Heading, ...]
    lost: tuple[Lost, ...]

    @property
    def languages(self) -> tuple[Language, ...]:
        """Those of the labels, each once."""
        found = (one.language for one in self.headings if one.name == "label" and one.language is not None)
        return tuple(dict.fromkeys(found))


def read_header(cells: Sequence[str], sheet: str, row: int) -> Header:
    """The header that stands in that row of the sheet."""
    parted = [_parted(cell) for cell in cells]
    headings, lost = [], []
    for cell, (name, said) in zip(cells, parted, strict=True):
        language = language_of(said) if said else ""
        if name not in SPOKEN:
            headings.append(Heading(name if not said else " ".join(cell.split()).lower()))
        elif language is not None:
            headings.append(Heading(name, language))
        else:
            alone = sum(1 for other, _ in parted if other == name) == 1
            # A language without a name that is known is the form's only one: its words are kept.
            headings.append(Heading(name, "") if alone else Heading(""))
            lost.append(Lost(row, "only_language" if alone else "language", {"value": shown(said)}, sheet=sheet))
    return Header(tuple(headings), tuple(lost))


def _parted(cell: str) -> tuple[str, str]:
    """The column's name and what stands after it: `label::Svenska (sv)`, `Label : sv`, `media::image`."""
    plain = " ".join(cell.split())
    parts = [one.strip() for one in re.split(r"::|(?<!jr):(?!:)", plain)]
    if len(parts) > 1 and parts[0].lower() in FOLDERS:
        parts = parts[1:]
    name = re.sub(r"[\s-]+", "_", parts[0].lower()) if not parts[0].startswith("kobo--") else parts[0].lower()
    return OTHER_NAMES.get(name, name), "::".join(parts[1:])
