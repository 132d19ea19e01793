"""One person's checked answers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.errors import SamspelError
from app.domain.items import Answer
from app.domain.questionnaire import Questionnaire


@dataclass(frozen=True)
class AnswerSheet:
    """What one person (in a joint round: one organisation) handed in. Met only on the way in.

    `answers` holds item id -> answer for the items that were answered. `organisation` and `level` are ids, None
    where not stated.
    """

    organisation: str | None
    level: str | None
    answers: Mapping[str, Answer]

    def counted(self, questionnaire: Questionnaire) -> Iterable[tuple[str, str]]:
        """(item id, value) for each count that this sheet adds to the item tables."""
        for item_id, answer in self.answers.items():
            for value in questionnaire.items_by_id[item_id].counted(answer):
                yield item_id, value

    def comments(self, questionnaire: Questionnaire) -> Iterable[tuple[str, str]]:
        """(item id, words) for each comment."""
        for item in questionnaire.comments:
            if item.id in self.answers:
                yield item.id, str(self.answers[item.id])


def check_sheet(
    questionnaire: Questionnaire,
    organisations: Sequence[str],
    organisation: str,
    level: str,
    raw: Mapping[str, Sequence[str]],
) -> tuple[AnswerSheet, list[SamspelError]]:
    """The sheet of the valid answers in `raw` (item id -> strings as a form or a file holds them), and the faults.

    Empty strings mean "not stated". Faults: A001..A004 of the items, A005 unknown organisation, A006 unknown level.
    """
    faults: list[SamspelError] = []
    answers: dict[str, Answer] = {}
    for item in questionnaire.items:
        try:
            answer = item.parse(raw.get(item.id, ()))
        except SamspelError as fault:
            faults.append(fault)
        else:
            if answer is not None:
                answers[item.id] = answer
    if organisation and organisation not in organisations:
        faults.append(SamspelError("A005", "organisation", value=organisation[:80], known=", ".join(organisations)))
    levels = [option.id for option in questionnaire.level.options] if questionnaire.level else []
    if level and level not in levels:
        faults.append(SamspelError("A006", "level", value=level[:80], known=", ".join(levels)))
    return AnswerSheet(organisation or None, level or None, answers), faults


def tally(
    questionnaire: Questionnaire, sheets: Iterable[AnswerSheet]
) -> tuple[Counter[tuple[str | None, str | None]], Counter[tuple[str, str | None, str | None, str]]]:
    """Persons per (organisation, level), and counts per (item id, organisation, level, value)."""
    persons: Counter[tuple[str | None, str | None]] = Counter()
    alike: defaultdict[tuple[str | None, str | None], Counter[tuple[str, Answer]]] = defaultdict(Counter)
    for sheet in sheets:
        persons[sheet.organisation, sheet.level] += 1
        alike[sheet.organisation, sheet.level].update(sheet.answers.items())
    counts: Counter[tuple[str, str | None, str | None, str]] = Counter()
    for (organisation, level), answers in alike.items():
        for (item_id, answer), number in answers.items():
            for value in questionnaire.items_by_id[item_id].counted(answer):
                counts[item_id, organisation, level, value] += number
    return persons, counts
