"""Whatever a form holds: it is refused with codes, or becomes a draft that passes the check."""

import random

import pytest

from app.definitions.library import read_definition_text
from app.definitions.problems import Severity
from app.definitions.xlsform.draft import draft_of
from app.definitions.xlsform.draft_file import written_draft
from app.definitions.xlsform.losses import Lost
from app.definitions.xlsform.sheets import Row, Sheets
from app.definitions.xlsform.tree import read_survey
from app.definitions.xlsform.types import KNOWN
from app.domain.errors import SamspelError

WORDS = (
    "Vi har ett mål.",
    "No",
    "- [x]: {y}",
    "# inget",
    "'citat\"",
    "1",
    "=1+1",
    "ja: nej",
    "${q1}",
    "  ",
    "rad\nrad",
    "%",
    "",
)
NAMES = (
    "q1",
    "Q1",
    "other",
    "organisation",
    "level",
    "whole",
    "å ä",
    "1",
    "x" * 80,
    "a__now",
    "a__wanted",
    "a___left",
    "",
)
LISTS = ("skala", "a__line", "a__levels", "ja nej", "lång", "ett")


def any_row(chance: random.Random, number: int) -> Row:
    kind = chance.choice([one for one in KNOWN if "repeat" not in one and "group" not in one])
    listed = f"{kind} {chance.choice(LISTS)}" if kind in ("select_one", "select_multiple", "rank") else kind
    return described(chance, number, listed)


def described(chance: random.Random, number: int, kind: str) -> Row:
    spoken = {
        column: {language: words for language in ("sv", "en") if (words := chance.choice(WORDS).strip())}
        for column in ("label", "hint")
    }
    cells = {"type": kind, "name": f"{chance.choice(NAMES)}{number}", "calculation": "10 - (1)"}
    return Row(number, cells, {column: words for column, words in spoken.items() if words})


def any_form(seed: int) -> Sheets:
    chance = random.Random(seed)
    survey: list[Row] = [described(chance, 2, "select_one skala")]
    depth = 0
    for number in range(3, chance.randint(5, 60)):
        move = chance.random()
        if move < 0.15:
            survey.append(described(chance, number, "begin_group"))
            depth += 1
        elif move < 0.3 and depth:
            survey.append(Row(number, {"type": "end_group"}))
            depth -= 1
        else:
            survey.append(any_row(chance, number))
    survey += [Row(100 + number, {"type": "end_group"}) for number in range(depth)]
    choices = [
        Row(
            at,
            {
                "list_name": name,
                "name": str(at) if name == "skala" else chance.choice((str(at), "dk", "other", f"n{at}")),
            },
            {"label": {"sv": words}},
        )
        for name in LISTS
        for at in range(
            2, 6 if name == "skala" else 2 + (60 if name == "lång" else 1 if name == "ett" else chance.randint(2, 12))
        )
        if (words := chance.choice((f"{at} – etikett", f"etikett {at}", "samma")))
    ]
    settings = {"form_id": chance.choice(NAMES), "version": chance.choice(("1", "x", "0"))}
    return Sheets(tuple(survey), tuple(choices), settings, ("sv", "en"), ())


@pytest.mark.parametrize("seed", range(40))
def test_any_form_is_refused_or_becomes_a_draft_that_can_be_used(seed: int) -> None:
    sheets = any_form(seed)
    survey = read_survey(sheets)
    assert all(isinstance(one, SamspelError) for one in survey.faults)
    if survey.faults:
        return
    draft = draft_of(sheets, survey, "formulär", "sv")
    definition = read_definition_text(written_draft(draft, "formulär", str), "draft.yaml")
    assert [one.sentence(str) for one in definition.problems if one.severity is Severity.ERROR] == []
    assert all(isinstance(one, Lost) and one.sentence(str) for one in draft.lost)
    assert not draft.placeholders or "[Skriv" in definition.source
