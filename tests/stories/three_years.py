"""Three years of an invented collaboration: its group changes, its questionnaire gains a version, one municipality
leaves and another joins. And what an outsider works out of it from the exported file, with numpy and scipy alone."""

import csv
import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats

from app.config import ROOT
from app.definitions.library import Library
from app.domain.answers import AnswerSheet
from app.domain.items import Answer, CommentItem, RatingItem
from app.domain.questionnaire import Questionnaire
from app.domain.scale import DONT_KNOW
from app.services.collaborations import NewCollaboration, change_collaboration, find_collaboration
from app.services.installation import Installation
from app.services.responses import store_sheets
from app.services.rounds import RoundView, close_round, create_round, open_round
from tests.builders import collaboration, facilitator, new_round

SOURCE = (ROOT / "questionnaires" / "nyckelfaktorer.yaml").read_text()
OLD_WORDS, NEW_WORDS = "De verksamheter som berörs driver samverkan framåt.", "De berörda verksamheterna leder arbetet."
SECOND = SOURCE.replace("version: 1", "version: 2\nreplaces: {version: 1}", 1).replace(OLD_WORDS, NEW_WORDS)
REWORDED = "behovsdialog_verksamhet"
FIRST_GROUP, LAST_GROUP = ("Norrdal", "Älvnäs", "Storvik"), ("Norrdal", "Älvnäs", "Granträsk")
ROLES = ("politik", "ledning", "verksamhet", "stod")
IMPROVED = "ledartroja"
OPINIONS = (2.6, 2.9, 4.3)
"""What the group thinks of taking turns in leading, year by year; of all else it goes on thinking about the same."""


@dataclass(frozen=True)
class Years:
    """The installation as it is after the third round, and the rounds, oldest first."""

    installation: Installation
    collaboration_id: str
    rounds: tuple[RoundView, ...]


def three_years(installation: Installation, folder: Path) -> Years:
    """Lives through the three years."""
    (folder / "one.yaml").write_text(SOURCE)
    home = replace(installation, library=Library(folder))
    account = facilitator(home)
    one = collaboration(home, FIRST_GROUP)
    views = [_round(home, one.id, 0, FIRST_GROUP)]
    (folder / "two.yaml").write_text(SECOND)
    home = replace(home, library=Library(folder))
    views.append(_round(home, one.id, 1, FIRST_GROUP))
    now = find_collaboration(home, account, one.id).collaboration
    changed = NewCollaboration(now.name, LAST_GROUP, now.purpose, now.form, now.stage)
    change_collaboration(home, account, one.id, now.version, changed, _day(2))
    views.append(_round(home, one.id, 2, LAST_GROUP))
    return Years(home, one.id, tuple(views))


def _day(year: int) -> datetime:
    return datetime(2026 + year, 3, 2, 8, tzinfo=UTC)


def _round(home: Installation, collaboration_id: str, year: int, names: Sequence[str]) -> RoundView:
    account, now = facilitator(home), _day(year)
    new = new_round(questionnaire="nyckelfaktorer", title=f"Våren {2026 + year}", organisations=names)
    code = create_round(home, account, collaboration_id, new, now).round.code
    view = open_round(home, account, code, now)
    store_sheets(home, view, _sheets(view, year), now)
    return close_round(home, account, code, now)


def _sheets(view: RoundView, year: int) -> list[AnswerSheet]:
    """Six persons of each organisation; in the second year one of them has left."""
    generator = random.Random(year)
    persons = [one.id for one in view.round.organisations for _ in range(6)][: 17 if year == 1 else 18]
    return [
        AnswerSheet(organisation, ROLES[at % 4], _answers(view.questionnaire, year, generator))
        for at, organisation in enumerate(persons)
    ]


def _answers(asked: Questionnaire, year: int, generator: random.Random) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for factor in asked.factors:
        opinion = generator.gauss(OPINIONS[year] if factor.id == IMPROVED else 3.4, 0.5)
        for item in factor.ratings:
            found[item.id] = _answer(item, generator.gauss(opinion, 0.6), generator.random())
    return found | {one.id: "Vi ses för sällan." for one in asked.items if isinstance(one, CommentItem)}


def _answer(item: RatingItem, opinion: float, chance: float) -> int | str:
    if chance < 0.06:
        return DONT_KNOW
    code = min(item.scale.length, max(1, round(opinion)))
    return item.scale.length + 1 - code if item.reverse else code


Row = dict[str, str]
Counts = Mapping[str, Mapping[str, Sequence[int]]]
"""Round code -> item id -> how many gave each code."""


def rows_of(text: str) -> list[Row]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def counts_of(rows: Sequence[Row]) -> Counts:
    """The distributions in a file in long format."""
    found: dict[str, dict[str, list[int]]] = {}
    for row in rows:
        if row["unit"] == "item" and row["statistic"] == "count" and not row["breakdown"] and not row["part"]:
            counts = found.setdefault(row["round"], {}).setdefault(row["id"], [0] * 5)
            counts[int(row["code"]) - 1] = int(row["value"])
    return found


@dataclass(frozen=True)
class Outsider:
    """What somebody works out who has the file and the documented formulas (docs/method.md), and none of our code."""

    counts: Counts
    items: Mapping[str, Sequence[str]]
    """Factor id -> ids of its items, which all weigh alike on one scale of five points."""

    def answers(self, code: str, item: str) -> "np.ndarray[Any, np.dtype[np.float64]]":
        """The valid answers to one statement, in order of size."""
        return np.repeat(np.arange(1.0, 6.0), self.counts[code][item])

    def mean(self, code: str, items: Sequence[str]) -> float:
        return float(np.mean([self.answers(code, one).mean() for one in items]))

    def deviation(self, code: str, items: Sequence[str]) -> float:
        """AD."""
        spread = [np.abs(one - np.median(one)).mean() for one in (self.answers(code, item) for item in items)]
        return float(np.mean(spread))

    def interval(self, before: str, after: str, items: Sequence[str]) -> tuple[float, float]:
        """The difference with its 95 % interval, rounded outwards to tenths."""
        parts = []
        for code in (before, after):
            answers = [self.answers(code, one) for one in items]
            n = min(len(one) for one in answers)
            parts.append((n, float(np.mean([one.std(ddof=1) for one in answers])) ** 2 / n))
        error = sum(one for _, one in parts)
        freedom = error**2 / sum(one**2 / (n - 1) for n, one in parts)
        low, high = stats.t.interval(0.95, freedom, self.difference(before, after, items), error**0.5)
        return float(np.floor(low * 10) / 10), float(np.ceil(high * 10) / 10)

    def difference(self, before: str, after: str, items: Sequence[str]) -> float:
        return self.mean(after, items) - self.mean(before, items)

    def words(self, before: str, after: str, items: Sequence[str]) -> str:
        """What may be said of the change."""
        (low, high), difference = self.interval(before, after, items), self.difference(before, after, items)
        if low <= 0 <= high or abs(round(difference, 2)) < 0.3:
            return "no_sure_change"
        return "increase" if difference > 0 else "decrease"
