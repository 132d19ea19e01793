"""What a file may leave out, with advice; what it may not ask; and that keys of later days move no fingerprint."""

from fractions import Fraction

import pytest

from app.config import ROOT
from app.definitions.library import read_definition, read_definition_text
from app.definitions.problems import SENTENCES, Severity
from app.domain.items import MultipleChoiceItem
from app.domain.questionnaire import Questionnaire
from app.wording.translations import translations

INSTRUMENT = ROOT / "tests" / "fixtures" / "without_texts.yaml"
SOURCE = INSTRUMENT.read_text()


NO_CHOICE = ("label: Juridik}", "label: Juridik, exclusive: true}"), ("label: It}", "label: It, exclusive: true}")
FAULTS = [
    ("Q060", NO_CHOICE, 166, "dimensions[5].items[0].options"),
    ("Q061", (("most: 2", "most: 3"),), 165, "dimensions[5].items[0].most"),
    (
        "Q062",
        (("    weight: 0.5\n", "    weight: 0\n"),),
        24,
        "dimensions[0].weight",
    ),
    ("Q063", (), 26, "dimensions[0].factors[0]"),
]
"""(code, what is changed in the instrument, line, path)."""
OF_THE_CONTENT = {code for code, *_ in FAULTS}


def source_of(code: str, changes: tuple[tuple[str, str], ...]) -> str:
    """The instrument with these changes; for Q062 with its first dimension alone."""
    source = SOURCE
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return source[: source.index("  - id: medlemmar")] if code == "Q062" else source


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("code", "changes", "line", "path"), FAULTS, ids=[one[0] for one in FAULTS])
def test_what_is_told_has_its_place_and_its_cure(
    code: str, changes: tuple[tuple[str, str], ...], line: int, path: str, language: str
) -> None:
    found = read_definition_text(source_of(code, changes), "x.yaml")
    problem = next(one for one in found.problems if one.code == code)
    assert (problem.line, problem.path) == (line, path)
    assert found.ok == (problem.severity is not Severity.ERROR)
    gettext = translations(language).gettext
    assert problem.sentence(gettext).endswith(f". [{code}]")
    assert (gettext(SENTENCES[code]) != SENTENCES[code]) == (language == "sv")


def read(source: str) -> Questionnaire:
    found = read_definition_text(source, "x.yaml")
    assert found.questionnaire is not None, [one.sentence(str) for one in found.problems]
    return found.questionnaire


def test_an_instrument_of_22_factors_without_texts_can_be_used_with_one_advice_for_each() -> None:
    found = read_definition(INSTRUMENT)
    assert found.ok
    assert [one.code for one in found.problems] == ["Q063"] * 22
    assert {one.severity for one in found.problems} == {Severity.ADVICE}
    assert [one.path for one in found.problems][:2] == ["dimensions[0].factors[0]", "dimensions[0].factors[1]"]


@pytest.mark.parametrize(("language", "said"), [("sv", ": råd: faktorn 'faktor_01' saknar "), ("en", ": advice: the ")])
def test_advice_is_told_as_such_in_the_readers_language(language: str, said: str) -> None:
    problem = read_definition(INSTRUMENT).problems[0]
    sentence = problem.sentence(translations(language).gettext)
    assert said in sentence
    assert "explanation, strength, weakness, dialogue_questions" in sentence
    assert problem.as_json(str)["severity"] == "advice"


def test_advice_names_only_what_is_missing() -> None:
    source = SOURCE.replace("title: Den som leder\n", "title: Den som leder\n        explanation: Om.\n")
    source = source.replace("title: De som berörs\n", "title: De som berörs\n        dialogue_questions: []\n")
    keys = {one.facts["factor"]: one.facts["keys"] for one in read_definition_text(source, "x.yaml").problems}
    assert keys["faktor_21"] == "strength, weakness, dialogue_questions"
    assert keys["faktor_22"] == "explanation, strength, weakness, dialogue_questions"


def test_weights_help_most_marks_and_exclusive_options_come_through() -> None:
    found = read(SOURCE)
    assert [one.weight for one in found.dimensions] == [Fraction(1, 2), 1, 1, 1, 2, 0]
    assert [item.id for item in found.items if item.help] == ["faktor_01_a", "stod"]
    choice = found.items_by_id["stod"]
    assert isinstance(choice, MultipleChoiceItem)
    assert (choice.most, choice.exclusive) == (2, ("inget",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("        most: 2\n", ""),
        ("        help: Tänk på det kommande året.\n", ""),
        (", exclusive: true", ""),
        ("    weight: 2\n", ""),
        ("    weight: 0\n", "    weight: 1\n"),
    ],
)
def test_each_of_them_is_part_of_the_fingerprint(old: str, new: str) -> None:
    assert old in SOURCE
    assert read(SOURCE.replace(old, new)).fingerprint != read(SOURCE).fingerprint


def test_written_out_defaults_leave_the_fingerprint_as_it_was() -> None:
    source = SOURCE.replace("    weight: 2\n", "").replace("        most: 2\n", "").replace(", exclusive: true", "")
    written = source.replace("title: Syftet\n", "title: Syftet\n    weight: 1\n")
    written = written.replace("label: Ekonomi}", "label: Ekonomi, exclusive: false}")
    written = written.replace("title: Den som leder\n", "title: Den som leder\n        dialogue_questions: []\n")
    assert read(written).fingerprint == read(source).fingerprint


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("most: 2", "most: 1", "Q018"),
        ("most: 2", "most: true", "Q012"),
        ("most: 2", "most: 3", "Q061"),
        ("label: It}", "label: It, exclusive: ja}", "Q012"),
        ("    weight: 2\n", "    weight: -1\n", "Q018"),
        ("    weight: 2\n", "    weight: 101\n", "Q018"),
        ("help: Tänk på det kommande året.", "help: ''", "Q013"),
        ("help: Tänk på det kommande året.", "help: {en: Think.}", "Q023"),
    ],
)
def test_what_makes_no_sense_is_told(old: str, new: str, code: str) -> None:
    assert old in SOURCE
    found = read_definition_text(SOURCE.replace(old, new), "x.yaml")
    assert code in [one.code for one in found.problems]


def test_an_exclusive_option_is_none_of_a_single_choice() -> None:
    source = SOURCE.replace("kind: multiple_choice", "kind: single_choice").replace("        most: 2\n", "")
    (problem,) = [one for one in read_definition_text(source, "x.yaml").problems if one.code == "Q010"]
    assert problem.facts["key"] == "exclusive"
