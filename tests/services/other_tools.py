"""What three form tools would export for a round of the pulse: all of it invented."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from app.services.rounds import RoundView

LABELS = ("Stämmer inte alls", "Stämmer ganska dåligt", "Stämmer delvis", "Stämmer ganska bra", "Stämmer helt")
Rows = Sequence[Sequence[object]]


def questions(view: RoundView, language: str = "sv") -> list[str]:
    """The questions in words, in the order asked."""
    return [item.text.into(language) for item in view.questionnaire.items]


def ratings(view: RoundView) -> int:
    """How many of the questions are statements."""
    return len([item for item in view.questionnaire.items if item.kind == "rating"])


def as_csv(rows: Rows, delimiter: str = ",") -> str:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue()


def as_workbook(rows: Rows, *, sheet: str = "Sheet1", first: str = "") -> bytes:
    """A workbook; `first`: the name of another sheet that stands before."""
    book = Workbook(write_only=True)
    if first:
        book.create_sheet(first).append(["Läs mig"])
    page = book.create_sheet(sheet)
    for row in rows:
        page.append([_text(page, one) for one in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _text(page: Any, value: object) -> object:
    """Words as words, whatever they begin with."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(page, value)
    cell.data_type = "s"
    return cell


def microsoft_forms(view: RoundView, people: int = 6) -> list[list[object]]:
    """Workbook rows: columns about the person first, answers as labels, with the number of the question before it."""
    asked = [f"{at}. {words}" for at, words in enumerate(questions(view), start=1)]
    about = ["ID", "Starttid", "Slutförandetid", "E-post", "Namn"]
    header = [*about, "Vilken organisation företräder du?", "Vilken roll har du?", *asked]
    rows: list[list[object]] = [list(header)]
    for one in range(people):
        person = [one + 1, "2026-03-02 08:00", "2026-03-02 08:10", f"person{one}@norrdal.example", f"Person {one}"]
        words = [f"Egna ord {one}"] * (len(asked) - ratings(view))
        rows.append([*person, "Norrdal", "", *[LABELS[(one + at) % 5] for at in range(ratings(view))], *words])
    return rows


def google_forms(view: RoundView, people: int = 6) -> list[list[object]]:
    """CSV rows: a time stamp, a grid with the statements in brackets, numbers as answers."""
    number = ratings(view)
    grid = [f"Hur väl stämmer påståendena? [{words}]" for words in questions(view)[:number]]
    rows: list[list[object]] = [["Tidstämpel", *grid, *questions(view)[number:]]]
    for one in range(people):
        texts = [""] * (len(questions(view)) - number)
        rows.append([f"2026-03-02 08.0{one}.11", *[1 + (one + at) % 5 for at in range(number)], *texts])
    return rows


def limesurvey(view: RoundView, people: int = 6) -> list[list[object]]:
    """CSV rows: code and question as header, codes as answers."""
    about = ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "startlanguage. Start language"]
    number = ratings(view)
    asked = [f"Q{at}. {words}" for at, words in enumerate(questions(view), start=1)]
    rows: list[list[object]] = [[*about, *asked]]
    for one in range(people):
        answers = [f"A{1 + (one + at) % 5}" for at in range(number)]
        texts = [""] * (len(asked) - number)
        rows.append([one + 1, "2026-03-02 08:00:00", 3, "sv", *answers, *texts])
    return rows
