"""The type family, cut to the letters that are used and packed for the web; made once per installation."""

import uuid
from pathlib import Path

import font_source_sans_pro
from fontTools import subset

from app.config import keep_private

FACES = ("Regular", "It", "Semibold")
UNICODES = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2027),
    0x2212,
    0x2190,
    0x2192,
    0x2264,
    0x2265,
    0x2713,
]


def web_fonts(folder: Path) -> Path:
    """The folder that holds `<face>.woff2` for each face, made where they are missing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    source = Path(font_source_sans_pro.__file__).parent / "files"
    for face in FACES:
        target = folder / f"{face}.woff2"
        if not target.exists():
            _pack(source / f"SourceSansPro-{face}.ttf", target)
    return folder


def _pack(source: Path, target: Path) -> None:
    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "tnum", "lnum", "ccmp", "locl", "mark"])
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=UNICODES)
    cutter.subset(font)
    draft = target.with_suffix(f".{uuid.uuid4().hex}.part")  # another thread or process may be at it too
    subset.save_font(font, str(draft), options)
    font.close()
    keep_private(draft)
    draft.replace(target)
