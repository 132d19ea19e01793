"""How long `samspel score` takes with the largest file that it reads: `python -m bench.scoring [ROWS]`."""

import csv
import random
import sys
import time
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
ORGANISATIONS = ("Norrdal", "Älvnäs", "Storvik", "Sjöberga", "Kvarnby")
SEED = 20261201


def main() -> None:
    """Prints the seconds of one run, in a process that has loaded what it needs."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else MOST_ROWS
    with TemporaryDirectory() as folder:
        answers = Path(folder) / "answers.csv"
        write_answers(answers, rows)
        started = time.perf_counter()
        done = CliRunner().invoke(score, [str(FILE), str(answers), "--format", "json"])
        assert done.exit_code == 0, done.output
        print(f"{rows} rows: {time.perf_counter() - started:.1f} s")


def write_answers(path: Path, rows: int) -> None:
    """An answer sheet of that many respondents, who answer by chance, some of them not everything."""
    definition = read_definition(FILE)
    assert definition.questionnaire is not None
    chance = random.Random(SEED)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        names = headers(definition.questionnaire)
        table.writerow(names)
        offered = [_offered(definition.questionnaire, name) for name in names]
        table.writerows([chance.choice(values) for values in offered] for _ in range(rows))


def _offered(questionnaire: Questionnaire, name: str) -> tuple[str, ...]:
    if name == "organisation":
        return ORGANISATIONS
    if name == "level":
        return tuple(one.id for one in questionnaire.level.options) if questionnaire.level else ("",)
    item = questionnaire.items_by_id[name]
    if item in questionnaire.comments:
        return ("", "", "", "Vi träffas för sällan.")
    return ("1", "2", "3", "4", "5", "dont_know", "")


if __name__ == "__main__":
    main()
