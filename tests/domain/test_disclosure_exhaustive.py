"""Every possible set of answers of small groups: no two breakdowns, closings or rules together give one person away.

Where `test_disclosure_proof` solves equations, this one tries all answers there could be. The attacker knows who took
part, where each belongs, in which wave each answered, the rules, and everything in the results of every closing. Sets
of answers with the same results cannot be told apart, so what all of them have in common is what the results tell."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import product

import pytest

from app.domain.answers import AnswerSheet
from app.domain.disclosure import publish
from app.domain.item_table import Count, Group, RoundCounts
from app.domain.items import Answer
from app.domain.published import PublishedChoice, PublishedComments, PublishedRating, Withheld
from app.domain.questionnaire import Questionnaire
from app.domain.result import RoundResult, build_result
from app.domain.scale import DONT_KNOW
from tests.domain.examples import CHOICES, closed, factor, published, questionnaire, rating, sheet

K = 3
Answers = Mapping[Group, tuple[int, ...]]
"""Those of one organisation, level and wave -> how many of them gave 1, 2, ..."""

P, V = "politik", "verksamhet"


def group(*sizes: tuple[str, str, int, int]) -> dict[Group, int]:
    return {Group(organisation, level, wave): persons for organisation, level, persons, wave in sizes}


GROUPS = {
    "one stands alone": group(("a", P, 3, 0), ("a", V, 3, 0), ("b", P, 1, 0), ("b", V, 4, 0)),
    "two stand alone": group(("a", P, 4, 0), ("a", V, 1, 0), ("b", P, 1, 0), ("b", V, 4, 0)),
    "all are few": group(("a", P, 2, 0), ("a", V, 2, 0), ("b", P, 2, 0), ("b", V, 2, 0)),
    "a small and a large": group(("a", P, 4, 0), ("a", V, 2, 0), ("b", P, 1, 0), ("b", V, 3, 0)),
    "three levels": group(
        *(("a", P, 2, 0), ("a", V, 2, 0), ("a", "ledning", 1, 0)),
        *(("b", P, 1, 0), ("b", V, 2, 0), ("b", "ledning", 2, 0)),
    ),
    "three more come": group(
        *(("a", P, 2, 0), ("a", V, 2, 0), ("b", P, 1, 0), ("b", V, 3, 0)),
        *(("a", P, 1, 1), ("b", V, 2, 1)),
    ),
    "two come, then one": group(
        *(("a", P, 2, 0), ("a", V, 2, 0), ("b", P, 1, 0), ("b", V, 3, 0)),
        *(("a", P, 1, 1), ("b", V, 1, 1), ("b", P, 1, 2)),
    ),
    "one comes too late": group(*(("a", P, 3, 0), ("a", V, 3, 0), ("b", P, 1, 0), ("b", V, 4, 0)), ("a", V, 1, 1)),
}


def spread(persons: int, points: int) -> Iterator[tuple[int, ...]]:
    """All ways in which so many persons may answer on so many points."""
    if points == 1:
        yield (persons,)
        return
    for first in range(persons + 1):
        for rest in spread(persons - first, points - 1):
            yield (first, *rest)


def every_answer(persons: Mapping[Group, int], points: int) -> Iterator[Answers]:
    for chosen in product(*(spread(number, points) for number in persons.values())):
        yield dict(zip(persons, chosen, strict=True))


def counted(answers: Answers, waves: int) -> RoundCounts:
    """The counts of the first waves."""
    kept = {one: values for one, values in answers.items() if one.wave < waves}
    rows = [
        Count("x", one, str(value), number)
        for one, values in kept.items()
        for value, number in enumerate(values, start=1)
        if number
    ]
    return RoundCounts.of({one: sum(values) for one, values in kept.items()}, rows)


def one_item(points: int) -> Questionnaire:
    return questionnaire(factor("service", rating("x", length=points)), length=points)


def all_that_is_shown(asked: Questionnaire, answers: Answers) -> str:
    """Every field of the result of every closing."""
    results: list[RoundResult] = []
    for waves in range(1, 2 + max(one.wave for one in answers)):
        results.append(build_result(asked, publish(counted(answers, waves), asked, closed(K)), closed(K), {}))
    return repr(
        [[getattr(one, field.name) for field in fields(one) if field.name != "questionnaire"] for one in results]
    )


def agree(answers: Answers, one: Group) -> bool:
    """Whether a whole organisation, or all who came in a wave, gave the lowest or the highest answer of all."""
    given = {value for values in answers.values() for value, number in enumerate(values) if number}
    for alike in ("organisation", "wave"):
        together = {
            value
            for other, values in answers.items()
            if getattr(other, alike) == getattr(one, alike) and (alike == "wave" or other.wave == one.wave)
            for value, number in enumerate(values)
            if number
        }
        if together in ({min(given)}, {max(given)}) or (alike == "wave" and len(together) == 1):
            return True
    return False


def told(alike: Sequence[Answers]) -> list[Group]:
    """Those groups of 1..k-1 persons who gave the same answers in all of these, though not for agreement's sake."""
    return [
        one
        for one, values in alike[0].items()
        if sum(values) < K and len({other[one] for other in alike}) == 1 and not agree(alike[0], one)
    ]


@pytest.mark.parametrize("persons", GROUPS.values(), ids=GROUPS.keys())
def test_of_a_yes_or_no_question_nothing_that_is_shown_or_withheld_tells_what_a_few_answered(
    persons: Mapping[Group, int],
) -> None:
    asked = one_item(2)
    alike: dict[str, list[Answers]] = defaultdict(list)
    for answers in every_answer(persons, 2):
        alike[all_that_is_shown(asked, answers)].append(answers)
    assert [(told(some), some[0]) for some in alike.values() if told(some)] == []


def others(answers: Answers, one: Group, asker: tuple[Group, int] | None) -> tuple[int, ...]:
    """How many of a group gave each answer, without the asker."""
    own = asker[1] if asker and asker[0] == one else None
    return tuple(number - (value == own) for value, number in enumerate(answers[one]))


def agrees(answers: Answers, one: Group, asker: tuple[Group, int] | None) -> bool:
    """Whether all others of the organisation gave the same answer."""
    organisation = [others(answers, two, asker) for two in answers if two.organisation == one.organisation]
    return sum(any(column) for column in zip(*organisation, strict=True)) == 1


def who_can_tell(alike: Sequence[Answers]) -> Counter[str]:
    """In how many of these sets of answers, which look the same, an outsider or some member knows an answer of somebody
    else, though not all others of that organisation gave it. A member knows the own answer."""
    found: Counter[str] = Counter()
    points = range(len(next(iter(alike[0].values()))))
    askers: list[tuple[Group, int] | None] = [None, *product(alike[0], points)]
    for asker in askers:
        fitting = [one for one in alike if asker is None or one[asker[0]][asker[1]]]
        for one in alike[0]:
            seen = {others(answers, one, asker) for answers in fitting}
            given = {value for numbers in seen for value, number in enumerate(numbers) if number}
            if len(given) == 1 and not all(agrees(answers, one, asker) for answers in fitting):
                found["outsider" if asker is None else "member"] += len(fitting)
    return found


@pytest.mark.parametrize(
    ("name", "sets", "shown", "members"),
    [("one stands alone", 4500, 678, 26), ("all are few", 1296, 110, 0), ("a small and a large", 2700, 125, 0)],
)
def test_of_three_points_nothing_that_is_shown_tells_and_what_is_withheld_hardly(
    name: str, sets: int, shown: int, members: int
) -> None:
    asked = one_item(3)
    alike: dict[object, list[Answers]] = defaultdict(list)
    for answers in every_answer(GROUPS[name], 3):
        found = publish(counted(answers, 1), asked, closed(K))
        assert not isinstance(found, Withheld)
        alike[repr(found)].append(answers)
    told: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    count: Counter[bool] = Counter()
    for some in alike.values():
        found = publish(counted(some[0], 1), asked, closed(K))
        assert not isinstance(found, Withheld)
        is_shown = not isinstance(found.factor_levels["service"], Withheld)
        count[is_shown] += len(some)
        told[is_shown] += who_can_tell(some)
    assert (sum(count.values()), count[True]) == (sets, shown)
    assert told[True] == {}
    # That a comparison is withheld depends on the answers, so it says a little: decision 0031.
    assert told[False] == ({"member": members} if members else {})


def test_choices_comments_and_the_numbers_without_an_answer_are_the_same_whoever_gave_them() -> None:
    asked = questionnaire(factor("service", rating("x")), items=CHOICES)
    generator = random.Random(7)
    for _ in range(100):
        waves, exchanged = [], []
        for _ in range(generator.choice([1, 2, 3])):
            places = [(generator.choice("ab"), generator.choice([P, V, None])) for _ in range(generator.randint(5, 20))]
            given = [random_answers(generator) for _ in places]
            waves.append([sheet(one, *place) for one, place in zip(given, places, strict=True)])
            generator.shuffle(given)
            exchanged.append([sheet(one, *place) for one, place in zip(given, places, strict=True)])
        assert without_cells(asked, waves) == without_cells(asked, exchanged)


def random_answers(generator: random.Random) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    if generator.random() < 0.9:
        answers["x"] = generator.choice((1, 3, 4, 5)) if generator.random() < 0.8 else DONT_KNOW
    if generator.random() < 0.8:
        answers["form"] = generator.choice(["avtal", "forbund"])
    if generator.random() < 0.7:
        answers["areas"] = frozenset(generator.sample(["it", "hr", "skola"], generator.randint(1, 3)))
    if generator.random() < 0.6:
        answers["words"] = generator.choice(["mer tid", "Mer tid", "bra", f"nummer {generator.randint(1, 99)}"])
    return answers


def without_cells(asked: Questionnaire, waves: list[list[AnswerSheet]]) -> list[object]:
    """All that is shown of the whole group."""
    shown: list[object] = []
    for item in published(asked, closed(5), *waves).items.values():
        if isinstance(item, PublishedRating):
            shown += [item.n, item.dont_know, item.no_answer, item.distribution]
        else:
            assert isinstance(item, PublishedChoice | PublishedComments)
            shown.append(item)
    return shown
