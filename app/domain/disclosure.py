"""Disclosure control: the one gate from raw counts to what may be shown. Rules and reasons: docs/method.md.

Everything that Samspel shows about a round is calculated from what `publish` returns and from nothing else.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from operator import mul

from app.domain.isolation import isolates, level_of, organisation_of, persons_in_both
from app.domain.item_table import Group, ItemTable, RoundCounts
from app.domain.items import PARTED_KINDS, CommentItem, PartedItem, RatingItem
from app.domain.items.choice import ANSWERED, MultipleChoiceItem, SingleChoiceItem
from app.domain.items.measured import parted
from app.domain.published import (
    OTHER,
    Breakdown,
    Cell,
    CellMean,
    PublishedChoice,
    PublishedComments,
    PublishedItem,
    PublishedParts,
    PublishedRating,
    PublishedRound,
    Reason,
    Withheld,
)
from app.domain.questionnaire import UNSTATED, Factor, Questionnaire
from app.domain.role_comparison import Measured, compared
from app.domain.round import Kind, RoundRules
from app.domain.scale import DONT_KNOW, NOT_APPLICABLE
from app.domain.trades import steps_for_each

Waves = tuple[int, ...]
"""The waves of answers that became public together at one closing."""


@dataclass(frozen=True)
class _Gate:
    """What the rules come to for one round: k (0 in a joint round), the publications so far, and the cells.

    `steps`: how much work may be spent on each comparison of roles."""

    k: int
    persons: Mapping[int, int]
    publications: tuple[Waves, ...]
    organisations: tuple[Cell, ...] | Withheld
    levels: tuple[Cell, ...] | Withheld
    steps: int


def publish(counts: RoundCounts, questionnaire: Questionnaire, rules: RoundRules) -> PublishedRound | Withheld:
    """What may be shown of the counts, item by item; Withheld where nothing at all may be.

    Nothing before the round is closed; nothing with fewer than k persons; answers that came after a reopening
    only k at a time (per round and per item), and without breakdowns; breakdowns by organisation and by level
    only as far as they do not isolate anybody, alone or together. A joint round is open by design."""
    gate = _opened(counts, questionnaire, rules)
    if isinstance(gate, Withheld):
        return gate
    shown = sum(gate.persons[wave] for waves in gate.publications for wave in waves)
    ratings = (item for item in questionnaire.items if isinstance(item, RatingItem))
    rated = {item.id: _rated(item, counts.table(item.id), gate) for item in ratings}
    return PublishedRound(
        persons=shown,
        pending=sum(gate.persons.values()) - shown,
        items={
            item.id: _rating(rated[item.id], gate) if isinstance(item, RatingItem) else _published(item, counts, gate)
            for item in questionnaire.items
        },
        organisations=gate.organisations,
        levels=gate.levels,
        factor_levels={
            one.id: _factor_levels(one, rated, questionnaire.scale_length, gate) for one in questionnaire.factors
        },
    )


def publish_comments(
    counts: RoundCounts, questionnaire: Questionnaire, rules: RoundRules
) -> Mapping[str, PublishedComments]:
    """The comments alone, by the same rules; `counts` need hold nothing but persons and comments. Empty where nothing
    at all may be shown."""
    gate = _opened(counts, questionnaire, rules)
    if isinstance(gate, Withheld):
        return {}
    return {item.id: _comments(item, counts, gate) for item in questionnaire.comments}


def _opened(counts: RoundCounts, questionnaire: Questionnaire, rules: RoundRules) -> _Gate | Withheld:
    """The gate as the round's rules set it; Withheld where nothing passes."""
    if not rules.state.shows_results:
        return Withheld(Reason.NOT_CLOSED)
    joint = rules.kind is Kind.JOINT
    per_wave: Counter[int] = Counter()
    for group, number in counts.persons.items():
        per_wave[group.wave] += number
    publications = _publications(per_wave, 1 if joint else rules.smallest_group)
    if not publications:
        return Withheld(Reason.TOO_FEW_PERSONS)
    return _joint_gate(counts, per_wave) if joint else _gate(counts, questionnaire, rules, per_wave, publications)


def merged_cells(persons: Mapping[str, int], k: int) -> tuple[Cell, ...] | Withheld:
    """A partition of all persons (member id -> persons) into cells of at least k, in the order given.

    Cells with fewer than k are merged to OTHER and, while that is under k, the next smallest cell joins it.
    Fewer than two cells left: no breakdown (ONE_CELL)."""
    present = {member: number for member, number in persons.items() if number}
    small = [member for member, number in present.items() if number < k]
    large = sorted((member for member in present if member not in small), key=lambda one: (present[one], one))
    while small and large and sum(present[member] for member in small) < k:
        small.append(large.pop(0))
    cells = [Cell(member, (member,), present[member]) for member in present if member in large]
    if small:
        members = tuple(member for member in present if member in small)
        cells.append(Cell(OTHER, members, sum(present[member] for member in members)))
    return tuple(cells) if len(cells) >= 2 else Withheld(Reason.ONE_CELL)


def _publications(pending: Mapping[int, int], k: int) -> tuple[Waves, ...]:
    """The waves that became public at each closing: a closing shows what is pending once it is at least k."""
    publications: list[Waves] = []
    waiting: list[int] = []
    for wave in sorted(pending):
        waiting.append(wave)
        if sum(pending[one] for one in waiting) >= k:
            publications.append(tuple(waiting))
            waiting = []
    return tuple(publications)


def _gate(
    counts: RoundCounts,
    questionnaire: Questionnaire,
    rules: RoundRules,
    per_wave: Mapping[int, int],
    publications: tuple[Waves, ...],
) -> _Gate:
    k = rules.smallest_group
    shown = {wave for waves in publications for wave in waves}
    persons = {group: number for group, number in counts.persons.items() if group.wave in shown}

    def cells(asked: bool, member: Callable[[Group], str], order: Iterable[str]) -> tuple[Cell, ...] | Withheld:
        if not asked:
            return Withheld(Reason.NOT_ASKED)
        if len(publications) > 1:
            return Withheld(Reason.REOPENED)
        partition: Counter[str] = Counter()
        for group, number in persons.items():
            partition[member(group)] += number
        return merged_cells({one: partition[one] for one in order if one in partition}, k)

    names = sorted({organisation_of(group) for group in persons} - {UNSTATED})
    options = [option.id for option in questionnaire.level.options] if questionnaire.level else []
    organisations = cells(questionnaire.organisation is not None, organisation_of, [*names, UNSTATED])
    levels = cells(questionnaire.level is not None, level_of, [*options, UNSTATED])
    if not isinstance(organisations, Withheld) and not isinstance(levels, Withheld):
        meetings = persons_in_both(persons, organisations, levels)
        if isolates(meetings, k):  # the numbers of persons alone would tell that somebody took part
            levels = Withheld(Reason.WOULD_ISOLATE)
    return _Gate(k, per_wave, publications, organisations, levels, steps_for_each(_comparisons(questionnaire)))


def _comparisons(questionnaire: Questionnaire) -> int:
    """How many comparisons of roles there can be: of factors, and of parts."""
    parts = (len(item.parts) for item in questionnaire.items if isinstance(item, PARTED_KINDS) and item.levels_shown)
    return sum(any(one.ratings) for one in questionnaire.factors) + sum(parts)


def _joint_gate(counts: RoundCounts, per_wave: Mapping[int, int]) -> _Gate:
    """Joint answers are shown by name: every organisation is a cell, all waves are one publication."""
    partition: Counter[str] = Counter()
    for group, number in counts.persons.items():
        partition[organisation_of(group)] += number
    cells = tuple(Cell(member, (member,), partition[member]) for member in sorted(partition))
    return _Gate(0, per_wave, (tuple(sorted(per_wave)),), cells, Withheld(Reason.JOINT), 0)


def _published(
    item: PartedItem | CommentItem | SingleChoiceItem | MultipleChoiceItem, counts: RoundCounts, gate: _Gate
) -> PublishedItem:
    if isinstance(item, PARTED_KINDS):
        parts = _parts(item, counts.table(item.id), gate)
        return PublishedParts(item.id, {one.key: _rating(one, gate) for one in parts})
    if isinstance(item, CommentItem):
        return _comments(item, counts, gate)
    return _choice(item, counts.table(item.id), gate)


@dataclass(frozen=True)
class _Measured:
    """The counts of one ordered quantity: a rating (`key` empty), or a part of an item.

    `counts`: (group, code 1..`length` with high strong, None for don't know) -> persons. `levels_shown`: whether roles
    may be compared. `places`: the whole number that each code counts as in the cells' means (1..`length`, wider where
    its values are uneven); `not_applicable`: wave -> persons who said so, counted for the whole group alone.
    `meetings`: the valid answers of all that is public; `organisations`: what is shown of them by organisation."""

    item_id: str
    key: str
    length: int
    counts: Mapping[tuple[Group, int | None], int]
    places: tuple[int, ...]
    not_applicable: Mapping[int, int]
    gate: _Gate
    levels_shown: bool = True

    @cached_property
    def meetings(self) -> Mapping[tuple[str, str], Sequence[int]]:
        shown = {wave for waves in self.gate.publications for wave in waves}
        found: dict[tuple[str, str], list[int]] = {}
        for (group, code), number in self.counts.items():
            if code is not None and group.wave in shown:
                meeting = organisation_of(group), level_of(group)
                if meeting not in found:
                    found[meeting] = [0] * self.length
                found[meeting][code - 1] += number
        return found

    @cached_property
    def organisations(self) -> Breakdown:
        number_of: Counter[str] = Counter()
        totals: Counter[str] = Counter()
        for (organisation, _), answers in self.meetings.items():
            number_of[organisation] += sum(answers)
            totals[organisation] += sum(map(mul, self.places, answers))
        return _breakdown(self.gate.organisations, number_of, totals, self.gate.k)

    def weighing(self, weight: Fraction) -> Measured:
        """As it takes part in a comparison of roles."""
        cells = self.organisations if isinstance(self.organisations, Withheld) else self.gate.organisations
        return Measured(self.meetings, weight, self.places, cells)


def _rated(item: RatingItem, table: ItemTable, gate: _Gate) -> _Measured:
    counts = {
        (group, None if value == DONT_KNOW else item.coded(int(value))): number
        for (group, value), number in table.counts.items()
        if value != NOT_APPLICABLE
    }
    aside = _per_wave((group, number) for (group, value), number in table.counts.items() if value == NOT_APPLICABLE)
    return _Measured(item.id, "", item.scale.length, counts, item.places, aside, gate)


def _per_wave(persons: Iterable[tuple[Group, int]]) -> Counter[int]:
    waves: Counter[int] = Counter()
    for group, number in persons:
        waves[group.wave] += number
    return waves


def _parts(item: PartedItem, table: ItemTable, gate: _Gate) -> Iterable[_Measured]:
    """Each part for itself. Parts that depend on each other (`levels_shown` False) are compared by organisation only:
    persons of one cell could then change places, with all their answers, without any shown figure telling it."""
    counts: dict[str, dict[tuple[Group, int | None], int]] = {part.key: {} for part in item.parts}
    aside: dict[str, Counter[int]] = {part.key: Counter() for part in item.parts}
    for (group, counted), number in table.counts.items():
        key, value = parted(counted)
        if value == NOT_APPLICABLE:
            aside[key][group.wave] += number
        else:
            counts[key][group, None if value == DONT_KNOW else int(value)] = number
    return [
        _Measured(item.id, one.key, one.length, counts[one.key], one.places, aside[one.key], gate, item.levels_shown)
        for one in item.parts
    ]


def _rating(measured: _Measured, gate: _Gate) -> PublishedRating:
    valid: Counter[int] = Counter()
    for (group, code), number in measured.counts.items():
        if code is not None:
            valid[group.wave] += number
    waves = _waves_of_item(valid, gate)
    distribution = [0] * measured.length
    dont_know = 0
    for (group, code), number in measured.counts.items():
        if group.wave not in waves:
            continue
        if code is None:
            dont_know += number
        else:
            distribution[code - 1] += number
    n = sum(distribution)
    aside = sum(number for wave, number in measured.not_applicable.items() if wave in waves)
    no_answer = sum(gate.persons[wave] for wave in waves) - n - dont_know - aside
    if n < max(gate.k, 1):
        few = Withheld(Reason.TOO_FEW_ANSWERS)
        return PublishedRating(measured.item_id, n, dont_know, no_answer, few, few, few, aside)
    organisations, levels = _breakdowns(measured, gate)
    shown = tuple(distribution)
    return PublishedRating(measured.item_id, n, dont_know, no_answer, shown, organisations, levels, aside)


def _waves_of_item(answers: Mapping[int, int], gate: _Gate) -> frozenset[int]:
    """The waves whose answers to one item are shown: what each publication adds must be none or at least k."""
    included: set[int] = set()
    waiting: set[int] = set()
    for publication in gate.publications:
        waiting |= set(publication)
        added = sum(answers.get(wave, 0) for wave in waiting)
        if added == 0 or added >= gate.k:
            included |= waiting
            waiting = set()
    # An item that never reached k stays withheld, but its don't-know answers are counted over all that is public.
    return frozenset(included) or frozenset(wave for waves in gate.publications for wave in waves)


def _breakdowns(measured: _Measured, gate: _Gate) -> tuple[Breakdown, Breakdown]:
    """By organisation; and by role, of a part of a weighed question. Ratings are compared by role for whole factors."""
    if isinstance(gate.levels, Withheld):
        return measured.organisations, gate.levels
    if not measured.key:
        return measured.organisations, Withheld(Reason.PER_FACTOR)
    if not measured.levels_shown:
        return measured.organisations, Withheld(Reason.TIED_PARTS)
    one = measured.weighing(Fraction(1))
    return measured.organisations, compared([one], gate.levels, measured.length, gate.k, gate.steps)


def _factor_levels(factor: Factor, rated: Mapping[str, _Measured], main_length: int, gate: _Gate) -> Breakdown:
    """The comparison of roles over the factor's ratings."""
    if not factor.ratings:
        return Withheld(Reason.TOO_FEW_ITEMS)
    if isinstance(gate.levels, Withheld):
        return gate.levels
    measured = [rated[item.id].weighing(item.weight) for item in factor.ratings]
    return compared(measured, gate.levels, main_length, gate.k, gate.steps)


def _breakdown(
    cells: tuple[Cell, ...] | Withheld, answers: Mapping[str, int], totals: Mapping[str, int], k: int
) -> Breakdown:
    if isinstance(cells, Withheld):
        return cells
    means = []
    for cell in cells:
        n = sum(answers[member] for member in cell.members if member in answers)
        if n < k:
            return Withheld(Reason.SMALL_CELL)
        if n:
            means.append(CellMean(cell, n, Fraction(sum(totals[m] for m in cell.members if m in totals), n)))
    return tuple(means)


def _choice(item: SingleChoiceItem | MultipleChoiceItem, table: ItemTable, gate: _Gate) -> PublishedChoice:
    answered: Counter[int] = Counter()
    for (group, value), number in table.counts.items():
        if value == ANSWERED:
            answered[group.wave] += number
    waves = _waves_of_item(answered, gate)
    options = dict.fromkeys(item.values, 0)
    for (group, value), number in table.counts.items():
        if value != ANSWERED and group.wave in waves:
            options[value] += number
    n = sum(number for wave, number in answered.items() if wave in waves)
    no_answer = sum(gate.persons[wave] for wave in waves) - n
    few = n < max(gate.k, 1)
    return PublishedChoice(item.id, n, no_answer, Withheld(Reason.TOO_FEW_ANSWERS) if few else options)


def _comments(item: CommentItem, counts: RoundCounts, gate: _Gate) -> PublishedComments:
    """Comments have no order in time: they are sorted by a digest that differs from question to question."""
    written: Counter[int] = Counter()
    for comment in counts.comments:
        if comment.item_id == item.id:
            written[comment.wave] += 1
    waves = _waves_of_item(written, gate)
    words = [one.words for one in counts.comments if one.item_id == item.id and one.wave in waves]
    if len(words) < max(gate.k, 1):
        return PublishedComments(item.id, len(words), Withheld(Reason.TOO_FEW_ANSWERS))
    shuffled = sorted(words, key=lambda one: sha256(f"{item.id}\n{one}".encode()).digest())
    return PublishedComments(item.id, len(words), tuple(shuffled))
