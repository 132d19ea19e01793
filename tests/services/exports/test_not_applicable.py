"""Not applicable, and the scale of a figure, in the files of a result."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import jsonschema

from app.domain.answers import AnswerSheet
from app.domain.published import PublishedRating, Withheld
from app.domain.questionnaire import Questionnaire
from app.domain.result import RoundResult
from app.domain.scale import NOT_APPLICABLE, Bands
from app.domain.text import Text
from app.services.exports.codebook import codes
from app.services.exports.exported import ExportedRound
from app.services.exports.long_format import long_rows
from app.services.exports.round_json import as_json
from app.services.exports.wide_table import as_csv
from app.store import published_json
from tests.domain import examples
from tests.domain.examples import closed, factor, published, questionnaire, rating

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "round-result.schema.json").read_text())


def asked() -> Questionnaire:
    plain = rating("x", length=4)
    scale = replace(
        plain.scale, values=tuple(map(Fraction, (0, 1, 3, 5))), not_applicable=Text.of({"sv": "Inte aktuellt"})
    )
    found = questionnaire(factor("service", replace(plain, scale=scale), rating("y", length=4)))
    return replace(found, scales=(scale,), bands=Bands.default(scale.span))


SHEETS = [AnswerSheet("norrdal", None, {"x": one, "y": 4}) for one in (1, 2, 2, 4, NOT_APPLICABLE, NOT_APPLICABLE)]


def result() -> RoundResult:
    return examples.result(asked(), closed(3), SHEETS)


def test_the_json_says_which_numbers_a_figure_is_in_and_how_many_it_does_not_concern() -> None:
    found = as_json(result(), None)
    jsonschema.validate(found, SCHEMA)
    item, other = found["dimensions"][0]["factors"][0]["items"]
    assert found["questionnaire"]["scale"] == {"low": 0.0, "high": 5.0}
    assert (item["values"], item["mean"], item["not_applicable"]) == ([0.0, 1.0, 3.0, 5.0], 1.75, 2)
    assert "values" not in other and "not_applicable" not in other


def test_tables_have_a_column_for_it() -> None:
    header, *rows = (line.split(",") for line in as_csv(result(), "en").splitlines())
    at = header.index("not_applicable")
    assert {row[1]: row[at] for row in rows if row[0] == "item"} == {"x": "2", "y": ""}
    found = [row for row in long_rows(ExportedRound(result()), "en") if row["statistic"] == "not_applicable"]
    assert [(row["id"], row["value"]) for row in found] == [("x", 2)]


def test_the_codebook_says_what_each_point_counts_as() -> None:
    assert codes(asked().items[0], "sv") == "1 = point 1 [0]; 2 = point 2 [1]; 3 = point 3 [3]; 4 = point 4 [5]"


def test_a_stored_result_is_the_same_again_and_an_older_one_has_none() -> None:
    shown = published(asked(), closed(3), SHEETS)
    kept = json.loads(json.dumps(published_json.as_json(shown)))
    assert published_json.from_json(kept) == shown
    del kept["items"]["x"]["not_applicable"]
    older = published_json.from_json(kept)
    assert not isinstance(older, Withheld)
    item, before = older.items["x"], shown.items["x"]
    assert isinstance(item, PublishedRating) and isinstance(before, PublishedRating)
    assert (before.not_applicable, item) == (2, replace(before, not_applicable=0))
