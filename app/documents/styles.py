"""The style sheets of the documents, and the addresses that these and their HTML may name."""

from functools import cache

from app.config import ROOT
from app.documents.glyphs import FACES

SCHEME = "samspel"
LOGO = f"{SCHEME}:logo"


@cache
def style_sources(document: str) -> tuple[str, ...]:
    """The style sheets of that folder in `reports/`, those that all share first; read once."""
    faces = "\n".join(
        f'@font-face {{ font-family: "Source Sans Pro"; font-weight: {weight}; '
        f'src: url("{SCHEME}:fonts/SourceSansPro-{face}.otf"); }}'
        for face, weight in FACES.items()
    )
    files = (
        ROOT / "app" / "static" / "tokens.css",
        ROOT / "reports" / "shared" / "page.css",
        ROOT / "reports" / "shared" / "cover.css",
        ROOT / "reports" / "shared" / "opening.css",
        ROOT / "reports" / document / "style.css",
    )
    return (faces, *(path.read_text() for path in files))
