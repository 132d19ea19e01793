"""What a right file becomes; the schema for editors; the handbook's examples; the fingerprint."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from app.config import ROOT
from app.definitions.library import Library, read_definition_text
from app.definitions.problems import Severity
from app.definitions.schema import questionnaire_schema, questionnaire_schema_text
from app.domain.errors import SamspelError
from app.domain.items import CommentItem, MultipleChoiceItem, RatingItem, SingleChoiceItem
from app.domain.questionnaire import Questionnaire

HANDBOOK = ROOT / "docs" / "questionnaire-language.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", HANDBOOK.read_text(), re.S)
EXAMPLES += re.findall(r"```yaml\n(.*?)```", (ROOT / "questionnaires" / "README.md").read_text(), re.S)
SHIPPED = sorted((ROOT / "questionnaires").glob("*.yaml"))


def read(source: str) -> Questionnaire:
    found = read_definition_text(source, "x.yaml")
    told = [problem.sentence(str) for problem in found.problems if problem.severity is not Severity.ADVICE]
    assert told == []
    assert found.questionnaire is not None
    return found.questionnaire


def example(name: str) -> Questionnaire:
    return next(read(one) for one in EXAMPLES if f"id: {name}\n" in one)


@pytest.mark.parametrize("source", EXAMPLES, ids=lambda one: str(one).splitlines()[0][:40])
def test_every_example_of_the_handbook_is_a_right_questionnaire(source: str) -> None:
    assert read(source).factors


def test_the_handbook_explains_every_key() -> None:
    text = HANDBOOK.read_text()
    keys = {key for model in questionnaire_schema()["$defs"].values() for key in model.get("properties", {})}
    assert [
        key
        for key in keys | set(questionnaire_schema()["properties"])
        if f"`{key}`" not in text and f"{key}:" not in text
    ] == []


def test_all_kinds_of_items_come_through_with_their_settings() -> None:
    found = example("fragor")
    tillit = found.factors[0]
    assert [type(item) for item in found.items] == [
        RatingItem,
        RatingItem,
        CommentItem,
        SingleChoiceItem,
        MultipleChoiceItem,
    ]
    assert (tillit.weight, tillit.ratings[0].weight, tillit.ratings[1].reverse) == (Fraction(2), Fraction(2), True)


def test_a_scale_shown_strong_end_first_is_coded_with_the_strong_end_high() -> None:
    scale = example("skalor").scales[0]
    assert [(point.label.into("sv"), point.value) for point in scale.points][:2] == [("Alltid", 5), ("Ofta", 4)]
    assert example("skalor").bands.strength == Fraction("4.2")


def test_defaults_are_filled_in() -> None:
    found = example("samarbete")
    assert (found.organisation, found.level, found.scales[0].dont_know, found.scale_length) == (None, None, None, 3)
    assert found.bands.strength == Fraction(5, 2)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_schema_that_editors_use_agrees_with_the_reader(path: Path) -> None:
    validator = Draft202012Validator(json.loads((ROOT / "questionnaires" / "questionnaire.schema.json").read_text()))
    shape = YAML(typ="safe").load(path)
    assert [error.message for error in validator.iter_errors(shape)] == []
    shape["dimensions"][0]["factors"][0]["colour"] = "red"
    assert not validator.is_valid(shape)


def test_the_shipped_schema_is_fresh() -> None:
    assert (ROOT / "questionnaires" / "questionnaire.schema.json").read_text() == questionnaire_schema_text()


class TestTheFingerprint:
    source = (ROOT / "questionnaires" / "pulskoll.yaml").read_text()

    def test_is_blind_to_layout_comments_and_defaults_written_out(self) -> None:
        other = "# comment\n" + self.source.replace("minutes: 3", "minutes:    3   # three")
        other = other.replace("    strong_end: last\n", "")
        assert read(other).fingerprint == read(self.source).fingerprint

    def test_changes_with_every_change_of_meaning(self) -> None:
        changes = [("version: 1", "version: 2"), ("Vet ej", "Vet inte"), ("strength: 4.0", "strength: 4.1")]
        prints = {read(self.source.replace(old, new)).fingerprint for old, new in changes}
        assert len(prints | {read(self.source).fingerprint}) == 4

    def test_is_blind_to_the_way_a_text_a_scale_or_the_bands_are_written(self) -> None:
        source = EXAMPLES[0]
        for old, new in [
            ("title: Vårt samarbete", "title: {sv: Vårt samarbete}"),
            ("text: Jag vet varför vi träffas.", "text: Jag vet varför vi träffas.\n            scale: instammande"),
            ("dimensions:", "bands: {strength: 2.5, concern: 2}\ndimensions:"),
            ("minutes: 2\n", "minutes: 2\nbackground: {}\n"),
        ]:
            assert old in source
            assert read(source.replace(old, new)).fingerprint == read(source).fingerprint

    def test_changes_when_another_scale_becomes_the_main_one(self) -> None:
        (source,) = [one for one in EXAMPLES if "id: skalor\n" in one]
        source = source.replace("bands: {strength: 4.2, concern: 3.1}\n", "")
        often, yes_no = re.findall(r"  (?:ofta|ja_nej):\n(?:    .*\n)+", source)
        other = source.replace(often + yes_no, yes_no + often)
        assert read(other).scale_length == 2
        assert read(other).fingerprint != read(source).fingerprint

    def test_tells_kinds_of_choices_apart(self) -> None:
        (source,) = [one for one in EXAMPLES if "id: fragor\n" in one]
        assert read(source.replace("single_", "multiple_")).fingerprint != read(source).fingerprint

    def test_lasts_since_rounds_keep_it(self) -> None:
        assert example("skalor").fingerprint == "386d1ce94544fa731ad2831d8957e271512589e5d9809097a6294331d63b170d"


def test_the_library_finds_the_newest_version_and_names_what_it_has(tmp_path: Path) -> None:
    for version in (1, 2, 10):
        text = EXAMPLES[0].replace("version: 1", f"version: {version}")
        (tmp_path / f"v{version}.yaml").write_text(text)
    library = Library(tmp_path)
    assert library.find("samarbete").version == 10
    assert library.find("samarbete", 2).version == 2
    assert "version: 2" in library.source("samarbete", 2)
    with pytest.raises(SamspelError) as unknown:
        library.find("nosuch")
    assert unknown.value.facts["known"] == "samarbete 1, samarbete 10, samarbete 2"
