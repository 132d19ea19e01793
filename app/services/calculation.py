"""What a stored result depends on: the code that calculates, and all that it is calculated from."""

from hashlib import sha256
from pathlib import Path

from app.domain.questionnaire import Questionnaire
from app.domain.round import Round

APP = Path(__file__).parent.parent
COUNTING = ("store/item_tables.py", "store/published_json.py", "services/scores.py")
"""What counts and keeps, besides all that the domain says."""


def calculated_from(one: Round, questionnaire: Questionnaire) -> str:
    """64 hexadecimal digits that change with the questionnaire, the round's rules and how often it was reopened. The
    answers of a closed round do not change."""
    facts = (questionnaire.fingerprint, one.rules.kind, str(one.rules.smallest_group), str(one.wave))
    return sha256("\n".join(facts).encode()).hexdigest()


def _code() -> str:
    """A digest of every file that counts, guards or scores, whatever folder they lie in."""
    files = [*(APP / "domain").rglob("*.py"), *(APP / name for name in COUNTING)]
    digest = sha256()
    for name, path in sorted((path.relative_to(APP).as_posix(), path) for path in files):
        digest.update(name.encode() + b"\n" + path.read_bytes())
    return digest.hexdigest()


CODE = _code()
"""Identifies the method as it is programmed: any change of it, and results are calculated anew."""
