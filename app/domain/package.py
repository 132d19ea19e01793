"""A package: several questionnaires that one round asks together, as one questionnaire."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from app.domain.errors import SamspelError
from app.domain.questionnaire import Form, Part, Questionnaire
from app.domain.text import Text


def combined(main: Questionnaire, further: Sequence[Questionnaire]) -> Questionnaire:
    """The main questionnaire with further ones after it, each statement on its own scale.

    The main one gives the introduction, the questions about the respondent, and the score of the whole, which so stays
    comparable with rounds that ask it alone. Without further ones it is the main one itself.

    Raises R021 (an id stands in two of them), R022 (no language that all have), R023 (one of them is for a workshop).
    """
    if not further:
        return main
    every = (main, *further)
    _require_answers(every)
    _require_disjoint(every)
    languages = tuple(one for one in main.languages if all(one in other.languages for other in further))
    if not languages:
        raise SamspelError("R022", value=_names(every))
    scored = next((one for one in every if one.scales), main)
    return replace(
        main,
        fingerprint=sha256("\n".join(one.fingerprint for one in every).encode()).hexdigest(),
        languages=languages,
        title=Text(tuple((code, " + ".join(one.title.into(code) for one in every)) for code in languages)),
        minutes=sum(one.minutes for one in every),
        source=_sources(every),
        scales=tuple(dict.fromkeys(scale for one in every for scale in one.scales)),
        bands=scored.bands,
        dimensions=tuple(dimension for one in every for dimension in one.dimensions),
        main_dimensions=tuple(dimension.id for dimension in main.dimensions),
        parts=tuple(Part(one.id, one.version, one.fingerprint, one.title) for one in every),
    )


def _require_answers(every: Sequence[Questionnaire]) -> None:
    for one in every:
        if one.form is Form.WORKSHOP:
            raise SamspelError("R023", value=one.title.variants[0][1])


def _require_disjoint(every: Sequence[Questionnaire]) -> None:
    counted = Counter(one for questionnaire in every for one in _ids(questionnaire))
    twice = sorted(one for one, times in counted.items() if times > 1)
    if twice:
        raise SamspelError("R021", value=_names(every), ids=", ".join(twice))


def _ids(one: Questionnaire) -> Iterator[str]:
    """The ids of its dimensions, factors and items, which are unique in one questionnaire."""
    yield from (dimension.id for dimension in one.dimensions)
    yield from (factor.id for factor in one.factors)
    yield from (item.id for item in one.items)


def _sources(every: Sequence[Questionnaire]) -> Text | None:
    """What all of them build on, without saying the same thing twice."""
    found = [one.source for one in every if one.source is not None]
    if not found:
        return None
    codes = dict.fromkeys(code for one in found for code in one.languages)
    return Text(tuple((code, " ".join(dict.fromkeys(one.into(code) for one in found))) for code in codes))


def _names(every: Sequence[Questionnaire]) -> str:
    return ", ".join(one.id for one in every)
