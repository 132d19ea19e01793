"""The long format: one figure per row, from which others can calculate the rest themselves."""

import csv
import io
from collections import Counter
from typing import Any

import numpy as np
import pytest

from app.config import ROOT
from app.domain.result import RoundResult
from app.services.exports import as_json, as_long
from app.services.exports.exported import ExportedRound
from app.services.exports.long_format import COLUMNS
from tests.domain.examples import answered, closed, factor, questionnaire, rating, result
from tests.services.exports.round_cases import CASES, RATED, group

Row = dict[str, str]
every_case = pytest.mark.parametrize("found", CASES.values(), ids=CASES.keys())


def rows(found: RoundResult, own: str | None = None) -> list[Row]:
    return list(csv.DictReader(io.StringIO(as_long([ExportedRound(found, own=own)], "en"))))


def chosen(found: list[Row], **wanted: str) -> list[Row]:
    return [row for row in found if all(row[key] == value for key, value in wanted.items())]


def test_a_statement_has_a_row_for_each_figure_and_each_group() -> None:
    one = questionnaire(factor("service", rating("x")))
    found = rows(result(one, closed(), [*answered([1] * 5, "norrdal"), *answered([5] * 6, "alvnas")]))
    item = chosen(found, unit="item", id="x")
    assert tuple(found[0]) == COLUMNS
    assert [(row["statistic"], row["code"], row["value"]) for row in chosen(item, breakdown="")] == [
        ("mean", "", "3.18"),
        ("n", "", "11"),
        ("dont_know", "", "0"),
        ("no_answer", "", "0"),
        ("ad", "", "1.82"),
        ("r_wg", "", "0.00"),
        ("count", "1", "5"),
        ("count", "2", "0"),
        ("count", "3", "0"),
        ("count", "4", "0"),
        ("count", "5", "6"),
    ]
    assert [(row["cell"], row["statistic"], row["value"]) for row in chosen(item, breakdown="organisation")] == [
        ("alvnas", "mean", "5.00"),
        ("alvnas", "n", "6"),
        ("norrdal", "mean", "1.00"),
        ("norrdal", "n", "5"),
    ]
    levels = chosen(item, breakdown="level")
    assert [(row["cell"], row["value"], row["withheld"]) for row in levels] == [("", "", "one_cell")]


@every_case
def test_mean_ad_and_r_wg_follow_from_the_counts_alone(found: RoundResult) -> None:
    """With numpy, as somebody would who has nothing but the file."""
    told: dict[tuple[str, str], dict[str, Any]] = {}
    for row in chosen(rows(found), unit="item", breakdown="", withheld=""):
        of_item = told.setdefault((row["id"], row["part"]), {"counts": {}})
        if row["statistic"] == "count":
            of_item["counts"][int(row["code"])] = int(row["value"])
        else:
            of_item[row["statistic"]] = float(row["value"])
    for figures in told.values():
        codes = np.array(sorted(figures["counts"]))
        answers = np.repeat(codes, [figures["counts"][code] for code in codes])
        assert len(answers) == figures["n"]
        if not len(answers):
            continue
        assert answers.mean() == pytest.approx(figures["mean"], abs=0.0051)
        if "ad" in figures:
            assert np.abs(answers - np.median(answers)).mean() == pytest.approx(figures["ad"], abs=0.0051)
            random_spread = (len(codes) ** 2 - 1) / 12
            assert max(0, 1 - answers.var(ddof=1) / random_spread) == pytest.approx(figures["r_wg"], abs=0.0051)


def test_the_cases_hold_every_kind_of_figure() -> None:
    """So that the claims about every case are about something."""
    statistics = Counter(row["statistic"] for found in CASES.values() for row in rows(found) if row["value"])
    assert set(statistics) == {
        "mean", "n", "n_largest", "dont_know", "dont_know_share", "no_answer", "ad", "r_wg", "count", "shift",
        "organisation_balanced",
    }  # fmt: skip
    units = {row["unit"] for found in CASES.values() for row in rows(found)}
    assert units == {"whole", "dimension", "factor", "item", "choice", "comment"}


@every_case
def test_every_row_has_a_figure_or_a_reason_and_none_both(found: RoundResult) -> None:
    assert [row for row in rows(found) if bool(row["value"]) == bool(row["withheld"])] == []


@every_case
def test_it_tells_no_mean_that_the_json_does_not(found: RoundResult) -> None:
    data = as_json(found, None)
    means: set[tuple[str, str, str, float]] = set()

    def note(key: str, part: str, thing: dict[str, Any], mean: Any) -> None:
        if isinstance(mean, float):
            means.add((key, part, "", mean))
        for cells in ("organisations", "levels"):
            if isinstance(thing[cells], list):
                means.update((key, part, cell["cell"], cell["mean"]) for cell in thing[cells])

    for dimension in data["dimensions"]:
        note(dimension["id"], "", dimension, dimension["score"].get("mean"))
        for one in dimension["factors"]:
            note(one["id"], "", one, one["score"].get("mean"))
            for item in one["items"]:
                note(item["id"], "", item, item["mean"])
            for item in one["weighed"]:
                for part in item["parts"]:
                    note(item["id"], part["part"], part, part["mean"])
    shown = [row for row in rows(found) if row["statistic"] == "mean" and row["value"] and row["unit"] != "whole"]
    assert {(row["id"], row["part"], row["cell"], float(row["value"])) for row in shown} == means


def test_ids_and_columns_are_the_same_in_every_language() -> None:
    found = [ExportedRound(CASES["rated"])]
    swedish, english = (list(csv.DictReader(io.StringIO(as_long(found, one)))) for one in ("sv", "en"))
    for row in (*swedish, *english):
        row["cell_name"] = ""
    assert swedish == english


def test_raw_answers_are_in_no_file_so_twice_as_many_persons_make_not_one_row_more() -> None:
    """No export of an individual round holds a row per person."""
    as_many = [result(RATED, closed(), sheets) for sheets in (group(40), [*group(40), *group(40)])]
    once, twice = ([{**row, "value": ""} for row in rows(one)] for one in as_many)
    assert once == twice
    assert len([row for row in once if row["unit"] == "comment"]) == 1
    assert "comment 1" not in as_long([ExportedRound(one) for one in as_many], "sv")


def test_an_organisation_gets_its_own_figures_or_the_reason_and_no_others() -> None:
    one = questionnaire(factor("service", rating("x")))
    found = result(
        one, closed(), [*answered([1] * 5, "norrdal"), *answered([5] * 3, "alvnas"), *answered([4] * 3, "storvik")]
    )
    for own, mean, why in (("norrdal", "1.00", ""), ("alvnas", "", "merged"), ("havsore", "", "no_answers")):
        cells = [row for row in rows(found, own) if row["breakdown"]]
        assert {row["cell"] for row in cells} == {own}
        of_item = chosen(cells, unit="item", statistic="mean")
        assert [(row["value"], row["withheld"]) for row in of_item] == [(mean, why)]
    assert {row["unit"] for row in rows(CASES["rated"], "norrdal")} == {"whole", "dimension", "factor", "item"}


def test_every_column_and_statistic_is_documented() -> None:
    documented = (ROOT / "docs" / "exports.md").read_text()
    statistics = {row["statistic"] for found in CASES.values() for row in rows(found)}
    assert [name for name in (*COLUMNS, *sorted(statistics)) if f"`{name}`" not in documented] == []
