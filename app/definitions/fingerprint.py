"""What identifies the content of a questionnaire version."""

import json
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from hashlib import sha256

from app.domain.questionnaire import Questionnaire
from app.domain.scale import Bands, Span


def fingerprint(questionnaire: Questionnaire) -> str:
    """64 hexadecimal digits over everything a questionnaire means, whatever its file looks like.

    Layout, comments, the order of keys, defaults that are written out, and plain strings or mappings for texts in one
    language make no difference; the order of languages, scales and items does. Rounds keep fingerprints, so they must
    last: a field that has its default is left out, which lets the domain gain optional fields.
    """
    if questionnaire.bands == Bands.default(questionnaire.span):
        # Fingerprints are older than scales that do not begin at 1: bands that nobody stated count as they did then.
        coded = Bands.default(Span.coded(questionnaire.scale_length))
        questionnaire = replace(questionnaire, bands=coded)
    content = json.dumps(_canonical(questionnaire), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(content.encode()).hexdigest()


def _canonical(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        kind = getattr(value, "kind", None)
        given = {one.name: getattr(value, one.name) for one in fields(value) if one.name != "fingerprint"}
        defaults = {one.name: one.default for one in fields(value)}
        kept = {name: _canonical(one) for name, one in given.items() if one != defaults[name]}
        return kept if kind is None else {"kind": kind, **kept}
    if isinstance(value, tuple):
        return [_canonical(one) for one in value]
    return str(value) if isinstance(value, Fraction) else value
