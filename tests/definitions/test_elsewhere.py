"""Questionnaire files in other readers of YAML."""

from pathlib import Path

import pytest
import yaml

from app.definitions.elsewhere import read_otherwise
from app.definitions.library import read_definition, read_definition_text
from app.definitions.yaml_reader import read_yaml
from app.services.questionnaires import advice_on
from app.services.xlsforms import draft_of_form, xlsform

FOLDER = Path(__file__).parents[2] / "questionnaires"
SHIPPED = sorted(FOLDER.glob("*.yaml"))
LINE = "id: x\ntitle: {{sv: {words}}}\n"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_file_is_the_same_in_pyyaml(path: Path) -> None:
    content = path.read_bytes()
    assert yaml.safe_load(content) == read_yaml(content, path.name).value
    assert read_definition(path).advice == ()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_draft_that_samspel_writes_is_the_same_in_pyyaml(path: Path) -> None:
    found = read_definition(path).questionnaire
    assert found is not None
    if found.form.value == "workshop":
        return
    text = draft_of_form(xlsform(found), "utkast", "sv", "sv").text
    assert yaml.safe_load(text) == read_yaml(text.encode(), "utkast.yaml").value


@pytest.mark.parametrize("words", ["Vad?", "no", "Yes", "on", "010", "12:30", "2026-03-01", "1e3", "="], ids=str)
def test_words_that_pyyaml_stops_at_or_reads_otherwise_are_known(words: str) -> None:
    text = LINE.format(words=words)
    own = read_yaml(text.encode(), "x.yaml")
    assert own.elsewhere
    try:
        other = yaml.safe_load(text)
    except yaml.YAMLError:
        return
    assert other != own.value


@pytest.mark.parametrize("words", ["Nej", "nytt", "10", "1.5", "true", "'Vad?'", '"no"', "kl. 12:30", "a=b"])
def test_words_that_are_the_same_everywhere_are_left_alone(words: str) -> None:
    text = LINE.format(words=words)
    own = read_yaml(text.encode(), "x.yaml")
    assert not own.elsewhere
    assert yaml.safe_load(text) == own.value


def test_a_question_mark_outside_brackets_stops_nobody() -> None:
    assert not read_otherwise("Vad?", in_flow=False)
    assert read_otherwise("Vad?", in_flow=True)


def test_it_is_advice_and_no_problem(tmp_path: Path) -> None:
    source = (
        SHIPPED[-1].read_text().replace('"Vilken organisation företräder du?"', "Vilken organisation företräder du?")
    )
    found = read_definition_text(source, "x.yaml")
    assert found.ok and found.problems == ()
    path = tmp_path / "x.yaml"
    path.write_text(source)
    (advice,) = advice_on([path])
    assert (advice.code, advice.facts["number"]) == ("Q076", 1)
