"""Which factors of two questionnaire versions may be compared: by the wording of their items.

Rules: docs/questionnaire-language.md, "Versions"; why: docs/decisions/0025-versions-say-what-they-replace.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.domain.compared_items import (
    Aspect,
    ComparedItem,
    ItemChange,
    MeasuredItem,
    compare_item,
    different_aspects,
    measured,
)
from app.domain.compared_items import item_fingerprint as item_fingerprint
from app.domain.questionnaire import Dimension, Factor, Questionnaire
from app.domain.text import Language

Ids = Mapping[str, str]
"""Later id -> earlier id."""


class Comparability(StrEnum):
    """All items equal; some equal, so that the common ones may be compared; none equal."""

    FULL = "full"
    COMMON_ITEMS = "common_items"
    NONE = "none"


@dataclass(frozen=True)
class ComparedFactor:
    """One factor of two versions. `common`: the later ids of the items that may be compared; `pairs`: (earlier id,
    later id) of the same. `earlier`: as it was, None for a new factor. `items`: those that both have, in the later
    order. `moved`: from and to which dimension, None where it stayed."""

    factor_id: str
    comparability: Comparability
    common: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    earlier: Factor | None = None
    items: tuple[ComparedItem, ...] = ()
    new: tuple[MeasuredItem, ...] = ()
    gone: tuple[MeasuredItem, ...] = ()
    moved: tuple[Dimension, Dimension] | None = None

    @property
    def same_meaning(self) -> tuple[ComparedItem, ...]:
        """The items that may be compared since other words are declared to mean the same: to be told with every
        comparison."""
        return tuple(one for one in self.items if one.change is ItemChange.SAME_MEANING)

    @property
    def helped_otherwise(self) -> tuple[ComparedItem, ...]:
        """The items that are compared and have another help text: to be told with every comparison."""
        return tuple(one for one in self.items if one.is_comparable and one.is_helped_otherwise)

    @property
    def reworded(self) -> tuple[ComparedItem, ...]:
        """The items that both have and that may not be compared."""
        return tuple(one for one in self.items if not one.is_comparable)


@dataclass(frozen=True)
class VersionComparison:
    """What is alike and what is not in two versions. `factors`: those of the later one, in its order; `gone`: those
    that only the earlier one has. `scale_lengths`: points of the earlier and of the later main scale, on which scores
    are shown. `weights_changed`: the later ids of factors that count otherwise, or whose comparable items do;
    `dimensions_reweighted`: the later dimensions that do in the mean of the whole."""

    factors: tuple[ComparedFactor, ...]
    gone: tuple[Factor, ...]
    languages_new: tuple[Language, ...]
    languages_gone: tuple[Language, ...]
    scale_lengths: tuple[int, int]
    bands_changed: bool
    weights_changed: tuple[str, ...]
    dimensions_reweighted: tuple[Dimension, ...] = ()

    @property
    def comparability(self) -> Comparability:
        """Of the whole: full where every factor is, none where no factor has a common item."""
        found = {one.comparability for one in self.factors}
        if found == {Comparability.FULL} and not self.gone:
            return Comparability.FULL
        return Comparability.NONE if found <= {Comparability.NONE} else Comparability.COMMON_ITEMS


@dataclass(frozen=True)
class Trace:
    """Where the items of a factor come from. `same`: the later ids of those that through every version in between were
    alike or declared to mean the same."""

    ids: Ids = field(default_factory=dict)
    same: frozenset[str] = frozenset()


def compare(
    earlier: Questionnaire, later: Questionnaire, between: Sequence[Questionnaire] = ()
) -> tuple[ComparedFactor, ...]:
    """Every factor of the later version, in its order; one that is new is not comparable. `between`: the versions in
    between, oldest first, so that ids that were replaced in several steps are followed."""
    return compare_versions(earlier, later, between).factors


def compare_versions(
    earlier: Questionnaire, later: Questionnaire, between: Sequence[Questionnaire] = ()
) -> VersionComparison:
    """All that is alike and all that is not. `between` as in `compare`.

    Words count in the languages that both have, so that a new translation is no change."""
    steps = (earlier, *between, later)
    languages = [one for one in later.languages if one in earlier.languages] or None
    before = {factor.id: factor for factor in earlier.factors}
    came_from = _factor_sources(steps)
    homes = [{factor.id: one for one in each.dimensions for factor in one.factors} for each in (earlier, later)]
    factors = []
    for factor in later.factors:
        source = before.get(came_from.get(factor.id, factor.id))
        if source is None:
            factors.append(_new(factor))
            continue
        found = compare_factor(source, factor, languages=languages, trace=_trace(steps, factor, languages))
        home = homes[0][source.id], homes[1][factor.id]
        factors.append(replace(found, moved=None if home[0].id == home[1].id else home))
    met = {one.earlier.id for one in factors if one.earlier}
    weights = {factor.id: factor.weight for factor in later.factors}
    return VersionComparison(
        factors=tuple(factors),
        gone=tuple(factor for factor_id, factor in before.items() if factor_id not in met),
        languages_new=tuple(one for one in later.languages if one not in earlier.languages),
        languages_gone=tuple(one for one in earlier.languages if one not in later.languages),
        scale_lengths=(earlier.scale_length, later.scale_length),
        bands_changed=earlier.bands != later.bands,
        weights_changed=tuple(
            one.factor_id
            for one in factors
            if one.earlier
            and (
                one.earlier.weight != weights[one.factor_id]
                or any(item.is_comparable and item.is_reweighted for item in one.items)
            )
        ),
        dimensions_reweighted=_reweighted(earlier, later),
    )


def compare_factor(
    earlier: Factor,
    later: Factor,
    *,
    languages: Sequence[Language] | None = None,
    trace: Trace | None = None,
) -> ComparedFactor:
    """How the later version of a factor may be compared with the earlier one. `languages`: those whose words count,
    None for all; `trace`: None where the later version follows the earlier one directly."""
    before = {item.id: item for item in measured(earlier)}
    trace = trace or Trace(_item_sources(before, later))
    items = []
    for item in measured(later):
        source = before.get(trace.ids.get(item.id, ""))
        if source is None and (again := before.get(item.id)) and not different_aspects(again, item, languages):
            source = again  # taken up again after a version without it
        if source is None:
            continue
        one = compare_item(source, item, later.origin(item.id).same_meaning_as, languages)
        if item.id in trace.same and one.aspects == (Aspect.WORDS,):
            one = replace(one, change=ItemChange.SAME_MEANING)
        items.append(one)
    pairs = tuple((one.earlier.id, one.later.id) for one in items if one.is_comparable)
    kept, met = {one.later.id for one in items}, {one.earlier.id for one in items}
    new = tuple(item for item in measured(later) if item.id not in kept)
    gone = tuple(item for item_id, item in before.items() if item_id not in met)
    whole = len(pairs) == len(items) and not new and not gone
    partly = Comparability.COMMON_ITEMS if pairs else Comparability.NONE
    found = Comparability.FULL if whole else partly
    common = tuple(later_id for _, later_id in pairs)
    return ComparedFactor(later.id, found, common, pairs, earlier, tuple(items), new, gone)


def _reweighted(earlier: Questionnaire, later: Questionnaire) -> tuple[Dimension, ...]:
    before = {dimension.id: dimension.weight for dimension in earlier.dimensions}
    return tuple(one for one in later.dimensions if before.get(one.id, one.weight) != one.weight)


def _new(factor: Factor) -> ComparedFactor:
    return ComparedFactor(factor.id, Comparability.NONE, (), new=measured(factor))


def _factor_sources(steps: Sequence[Questionnaire]) -> Ids:
    """Where the factors of the last version come from, through all steps; a step without a factor is passed over."""
    found = {factor.id: factor.id for factor in steps[0].factors}
    for after in steps[1:]:
        sources = {factor.id: factor.replaces or factor.id for factor in after.factors}
        sources = {own: source if source in found else own for own, source in sources.items()}
        followed = {own: found[source] for own, source in sources.items() if source in found}
        passed = {own: source for own, source in found.items() if own not in sources.values()}
        found = passed | followed
    return found


def _trace(steps: Sequence[Questionnaire], factor: Factor, languages: Sequence[Language] | None) -> Trace:
    """Where the items of a factor of the last version come from, step by step back to the first."""
    ids = {item.id: item.id for item in measured(factor)}
    same = set(ids)
    one = factor
    for before in reversed(steps[:-1]):
        known = {each.id: each for each in before.factors}
        source = known.get(one.replaces or "") or known.get(one.id)
        if source is None:  # a version without the factor, or another part of a package
            continue
        step = compare_factor(source, one, languages=languages)
        came_from = {item.later.id: item.earlier.id for item in step.items}
        same -= {item_id for item_id, here in ids.items() if here not in step.common}
        ids = {item_id: came_from[here] for item_id, here in ids.items() if here in came_from}
        one = source
    return Trace(ids, frozenset(same & set(ids)))


def _item_sources(before: Mapping[str, object], later: Factor) -> Ids:
    """Later id -> earlier id of the items that the version before had too."""
    sources = {item.id: later.origin(item.id).replaces or item.id for item in measured(later)}
    found = {item_id: source if source in before else item_id for item_id, source in sources.items()}
    return {item_id: source for item_id, source in found.items() if source in before}
