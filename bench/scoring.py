"""How long `samspel score` takes with the largest file that it reads: `python -m bench.scoring [ROWS]`."""

import csv
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from app.cli.commands import score
from app.config import ROOT
from app.definitions.library import read_definition
from app.domain.questionnaire import Questionnaire
from app.services.imports import MOST_ROWS
from app.services.sheets import headers

FILE = ROOT / "questionnaires" / "nyckelfaktorer.yaml"
ORGANISATIONS = ("Norrdal", "Storvik", "Tallmo", "Kvarnby", "Havsby")


def main() -> None:
    """Prints the seconds of one run, in a process that has loaded what it needs."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else MOST_ROWS
    with TemporaryDirectory() as folder:
        answers = Path(folder) / "answers.csv"
        definition = read_definition(FILE)
        assert definition.questionnaire is not None
        write_answers(answers, definition.questionnaire, rows, ORGANISATIONS)
        started = time.perf_counter()
        done = CliRunner().invoke(score, [str(FILE), str(answers), "--format", "json"])
        assert done.exit_code == 0, done.output
        print(f"{rows} rows: {time.perf_counter() - started:.1f} s")


def write_answers(path: Path, asked: Questionnaire, rows: int, organisations: Sequence[str], seed: int = 0) -> None:
    """An answer sheet of that many respondents, who answer by chance, some of them not everything."""
    chance = random.Random(seed)
    names = headers(asked)
    offered = [organisations if name == "organisation" else _offered(asked, name) for name in names]
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(names)
        table.writerows([chance.choice(values) for values in offered] for _ in range(rows))


def _offered(questionnaire: Questionnaire, name: str) -> tuple[str, ...]:
    if name == "level":
        return tuple(one.id for one in questionnaire.level.options) if questionnaire.level else ("",)
    item = questionnaire.items_by_id[name]
    if item in questionnaire.comments:
        return ("", "", "", "We meet too seldom.")
    return ("1", "2", "3", "4", "5", "dont_know", "")


if __name__ == "__main__":
    main()
