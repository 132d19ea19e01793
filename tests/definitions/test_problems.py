"""Every fault in a questionnaire file: found, placed, and told with its cure."""

import json
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from app.config import ROOT
from app.definitions.library import Definition, Library, read_definition, read_definition_text
from app.definitions.problems import SENTENCES, Problem, Severity
from app.wording.translations import translations
from tests.definitions.test_content_check import OF_THE_CONTENT

GOOD = """\
id: exempel
version: 1
languages: [sv, en]
title: {sv: Titel, en: Title}
introduction: {sv: Intro, en: Intro}
minutes: 5
scales:
  instammande:
    points: [{sv: Nej, en: "No"}, {sv: Ja, en: "Yes"}]
bands: {strength: 1.8, concern: 1.2}
background:
  level:
    text: {sv: Roll, en: Role}
    options: [{id: politik, label: {sv: Politik, en: Politics}}, {id: stod, label: {sv: Stöd, en: Support}}]
dimensions:
  - id: inom
    title: {sv: Inom, en: Within}
    description: {sv: Om, en: About}
    factors:
      - id: service
        title: {sv: Service, en: Service}
        explanation: {sv: Om, en: About}
        strength: {sv: Bra, en: Good}
        weakness: {sv: Illa, en: Bad}
        dialogue_questions: [{sv: Vad?, en: What?}]
        items:
          - id: service_ett
            text: {sv: Ett, en: One}
"""
SCALES = 'scales:\n  instammande:\n    points: [{sv: Nej, en: "No"}, {sv: Ja, en: "Yes"}]\n'
PAIR_OF_DIMENSION = """\
    items:
      - {id: p, kind: bipolar, text: {sv: T, en: T}, left: {sv: V, en: L}, right: {sv: H, en: R}}
"""
SECOND_SCALE = "  lang:\n    points: [{sv: A, en: A}, {sv: B, en: B}, {sv: C, en: C}]\n"


def swap(old: str, new: str) -> str:
    assert old in GOOD, old
    return GOOD.replace(old, new, 1)


AGAINST_EARLIER = {f"Q05{number}" for number in range(7)}
"""Told of a version when it is compared with an earlier one: tests/definitions/test_versions.py."""


def second(replaces: str, item: str = "", factor: str = "") -> str:
    """The example as version 2, which says this of version 1."""
    source = swap("version: 1\n", f"version: 2\n{replaces}")
    source = source.replace("            text: {sv: Ett, en: One}\n", f"            text: {{sv: Ett, en: One}}\n{item}")
    return source.replace("      - id: service\n", f"      - id: service\n{factor}")


DECLARED = "replaces: {version: 1}\n"
TWICE = "            replaces: old\n          - {id: service_tva, text: {sv: Två, en: Two}, replaces: old}\n"
OUTSIDE = "    items:\n      - {id: p, text: {sv: T, en: T}, replaces: q}\n"

# (code, file, line, path): one file per kind of fault, with the place that must be named.
FAULTS: list[tuple[str, str | bytes, int, str]] = [
    ("Q002", b"#" * 1_000_001, 1, ""),
    ("Q003", GOOD.replace("Stöd", "Stöd").encode("latin-1"), 14, ""),
    ("Q004", swap("    factors:\n", "\tfactors:\n"), 19, ""),
    ("Q005", swap("minutes: 5", "minutes: [5"), 7, ""),
    ("Q006", swap("minutes: 5\n", "minutes: 5\nminutes: 6\n"), 7, ""),
    ("Q007", swap("{sv: Titel, en: Title}", "&t {sv: Titel, en: Title}"), 4, "title"),
    ("Q008", "a: " + "[" * 30 + "]" * 30, 1, "a[0][0]"),
    ("Q009", "- a\n- b\n", 1, ""),
    ("Q010", swap("minutes: 5", "minutes: 5\nminuts: 5"), 7, "minuts"),
    ("Q011", swap("        title: {sv: Service, en: Service}\n", ""), 20, "dimensions[0].factors[0]"),
    ("Q012", swap("minutes: 5", "minutes: five"), 6, "minutes"),
    ("Q013", swap("{sv: Ett, en: One}", '{sv: "  ", en: One}'), 28, "dimensions[0].factors[0].items[0].text.sv"),
    ("Q014", swap("id: service_ett", "id: Service-ett"), 27, "dimensions[0].factors[0].items[0].id"),
    ("Q015", swap("id: stod", "id: unstated"), 14, "background.level.options[1].id"),
    ("Q016", swap("id: service_ett", "id: service"), 27, "dimensions[0].factors[0].items[0].id"),
    (
        "Q017",
        swap("id: service_ett", "id: service_ett\n            scale: samycke"),
        28,
        "dimensions[0].factors[0].items[0].scale",
    ),
    ("Q018", swap("minutes: 5", "minutes: 0"), 6, "minutes"),
    (
        "Q019",
        swap("id: service_ett", "id: service_ett\n            kind: comment"),
        20,
        "dimensions[0].factors[0]",
    ),
    (
        "Q020",
        swap("bands:", SECOND_SCALE + "bands:").replace(
            "          - id: service_ett\n",
            "          - {id: b, text: {sv: B, en: B}, scale: lang}\n"
            "          - id: service_ett\n            scale: instammande\n",
        ),
        22,
        "dimensions[0].factors[0]",
    ),
    ("Q021", swap("{sv: Titel, en: Title}", "{sv: Titel, en: Title, fi: Otsikko}"), 4, "title.fi"),
    ("Q022", swap("{sv: Titel, en: Title}", "Titel"), 4, "title"),
    ("Q023", swap("{sv: Titel, en: Title}", "{en: Title}"), 4, "title"),
    ("Q024", "a: [" + "x," * 30_000 + "]", 1, ""),
    ("Q025", swap("concern: 1.2", "concern: 1.9"), 10, "bands"),
    ("Q026", swap(', {sv: Ja, en: "Yes"}]', "]"), 9, "scales.instammande.points"),
    (
        "Q027",
        swap("id: service_ett", "id: service_ett\n            kind: raitng"),
        28,
        "dimensions[0].factors[0].items[0].kind",
    ),
    ("Q028", swap("bands:", SECOND_SCALE + "bands:"), 29, "dimensions[0].factors[0].items[0]"),
    (
        "Q029",
        swap("bands:", SECOND_SCALE + "bands:").replace("ett\n", "ett\n            scale: instammande\n", 1),
        10,
        "scales.lang",
    ),
    ("Q030", swap("minutes: 5", "minutes: !!python/name:os.system 5"), 6, "minutes"),
    ("Q031", swap("[sv, en]", "[sv, en, sv]"), 3, "languages[2]"),
    ("Q032", swap("{sv: Titel, en: Title}", '{sv: "Tit\\0el", en: Title}'), 4, "title.sv"),
    ("Q032", swap("minutes: 5", 'minutes: 5\n"\\e[31m": red'), 7, ""),
    ("Q032", swap("Intro,", "Intro\x07,"), 5, ""),
    ("Q033", swap("[sv, en]", "[Svenska, en]"), 3, "languages[0]"),
    ("Q034", swap('en: "Yes"', "en: ' no'"), 9, "scales.instammande.points[1].en"),
    ("Q036", swap("minutes: 5", "minutes: 5\nform: workshop"), 27, "dimensions[0].factors[0].items"),
    ("Q037", GOOD + PAIR_OF_DIMENSION, 30, "dimensions[0].items[0]"),
    ("Q042", second("replaces: {version: 2}\n"), 3, "replaces.version"),
    ("Q043", second(DECLARED, factor="        replaces: service\n"), 22, "dimensions[0].factors[0].replaces"),
    ("Q044", second(DECLARED, TWICE), 31, "dimensions[0].factors[0].items[1].replaces"),
    ("Q045", second("", "            replaces: old\n"), 29, "dimensions[0].factors[0].items[0].replaces"),
    (
        "Q046",
        second(DECLARED, "            same_meaning_as: [{sv: Ett, en: One}]\n"),
        30,
        "dimensions[0].factors[0].items[0].same_meaning_as[0]",
    ),
    ("Q047", second(DECLARED) + OUTSIDE, 31, "dimensions[0].items[0].replaces"),
    ("Q038", swap(SCALES, ""), 24, "dimensions[0].factors[0].items[0]"),
]


def test_the_example_has_no_fault() -> None:
    found = read_definition_text(GOOD, "good.yaml")
    assert found.problems == ()
    assert found.ok


@cache
def reading_of(source: str | bytes) -> Definition:
    """What is found in a faulty file; some are large, and each is looked at three times."""
    return read_definition_text(source, "x.yaml")


@pytest.mark.parametrize(("code", "source", "line", "path"), FAULTS, ids=[one[0] for one in FAULTS])
def test_the_fault_is_found_at_its_place(code: str, source: str | bytes, line: int, path: str) -> None:
    found = reading_of(source)
    matching = [problem for problem in found.problems if problem.code == code]
    assert matching, [problem.sentence(str) for problem in found.problems]
    assert (matching[0].line, matching[0].path) == (line, path)
    assert found.ok == (matching[0].severity is not Severity.ERROR)


def test_every_kind_of_fault_has_an_example(tmp_path: Path) -> None:
    elsewhere = {"Q001", "Q040", "Q041"} | AGAINST_EARLIER | OF_THE_CONTENT
    assert {code for code, *_ in FAULTS} | elsewhere == set(SENTENCES)
    (unreadable,) = read_definition(tmp_path / "nosuch.yaml").problems
    assert unreadable.code == "Q001"
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(GOOD)
    assert [problem.code for problem in Library(tmp_path).problems] == ["Q040"]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("code", "source"), [one[:2] for one in FAULTS], ids=[one[0] for one in FAULTS])
def test_every_fault_is_told_in_whole_sentences(code: str, source: str | bytes, language: str) -> None:
    gettext = translations(language).gettext
    (problem, *_) = [one for one in reading_of(source).problems if one.code == code]
    sentence = problem.sentence(gettext)
    assert sentence.startswith(f"x.yaml:{problem.line}:{problem.column}: ")
    assert sentence.endswith((f". [{code}]", f"? [{code}]"))
    assert "{" not in sentence.replace("{sv", "")
    assert (gettext(SENTENCES[code]) != SENTENCES[code]) == (language == "sv")


def test_the_sentence_of_the_handbook_is_the_one_that_is_said() -> None:
    source = swap("id: service_ett", "id: service_ett\n            scale: samycke")
    found = read_definition_text(source, "questionnaires/x.yaml").problems
    (problem,) = [one for one in found if one.severity is Severity.ERROR]
    assert problem.sentence(str) == (
        "questionnaires/x.yaml:28:20: dimensions[0].factors[0].items[0].scale: unknown scale 'samycke'; "
        "known: instammande. Did you mean 'instammande'? [Q017]"
    )


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("minutes: 5", "minutes: &a 5", ["Q007"]),
        ("minutes: 5", "minutes: !!binary aGVq", ["Q030"]),
        ("languages: [sv, en]", "languages: [Svenska, en]", ["Q033"]),
        ("id: service_ett", "id: service_ett\n            scale: instamande", ["Q017"]),
        ("id: service_ett", "id: service_ett\n            kind: raitng", ["Q027"]),
        ('points: [{sv: Nej, en: "No"}, {sv: Ja, en: "Yes"}]', "dont_know: {sv: Vet ej, en: Unsure}", ["Q011"]),
        ('en: "Yes"}]', 'en: "Yes"}]\n    dont_know: {sv: JA, en: Unsure}', ["Q034"]),
        ("label: {sv: Stöd, en: Support}", "label: {sv: Stöd, en: Politics}", ["Q034"]),
        ("strength: 1.8", "strength: high", ["Q012"]),
        ("concern: 1.2", "concern: false", ["Q012"]),
        ("id: service_ett", "id: service_ett\n            kind:", ["Q012"]),
        ("id: service_ett", "id: service_ett\n            kind: [rating]", ["Q012"]),
        ("id: service_ett", "id: service_ett\n            scale: [instammande]", ["Q012"]),
        ("  instammande:\n", "  strength:\n", []),
        ("  instammande:\n", "  points:\n", []),
    ],
)
def test_one_slip_gives_one_problem(old: str, new: str, codes: list[str]) -> None:
    assert [problem.code for problem in read_definition_text(swap(old, new), "x.yaml").problems] == codes


def test_a_value_that_is_not_written_is_told_at_its_key() -> None:
    (problem,) = read_definition_text(swap("minutes: 5", "minutes:\n\n"), "x.yaml").problems
    assert (problem.code, problem.line, problem.column) == ("Q012", 6, 1)


def test_a_problem_is_told_on_one_line_whatever_the_value_holds() -> None:
    (problem,) = read_definition_text(swap("id: service_ett", 'id: "service\\nett"'), "x.yaml").problems
    assert problem.sentence(str).splitlines() == [problem.sentence(str)]


def test_text_in_utf_16_is_told_as_an_encoding_with_and_without_its_mark() -> None:
    plain = GOOD.replace("ö", "o")
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert [problem.code for problem in read_definition_text(plain.encode(encoding), "x").problems] == ["Q003"]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    source = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert read_definition_text(source, "x.yaml").problems == ()


def test_a_string_that_no_file_can_hold_is_a_problem_and_no_exception() -> None:
    assert [problem.code for problem in read_definition_text("id: \ud800", "x.yaml").problems] == ["Q003"]


def test_all_faults_of_a_file_are_told_in_one_run_in_the_order_of_its_lines() -> None:
    source = GOOD.replace("minutes: 5", "minutes: five").replace("id: service_ett", "id: service")
    source = source.replace("{sv: Bra, en: Good}", '""').replace("{sv: Titel, en: Title}", "{en: Title}")
    problems = read_definition_text(source, "x.yaml").problems
    assert [problem.code for problem in problems] == ["Q023", "Q012", "Q022", "Q013", "Q016"]
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\x00\x01\x02",
        GOOD.encode("utf-16"),
        b"\xff\xfe\x00",
        b"a: &a [1]\nb: *a\n",
        b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
        b"[" * 100_000,
        b"a:\n" * 10_000,
        b"? [a, b]\n: c\n",
        b"--- a\n--- b\n",
        b"%YAML 9.9\n---\na: 1\n",
        b"a: 2026-02-30\n",
        b"id: 1\nscales: 1\ndimensions: 1\nbackground: 1\nlanguages: 1\n",
        b"dimensions: [{factors: [{items: [1, {options: [{id: 1}]}]}]}]\nlanguages: [1, {a: b}]\n",
        b"replaces: [1]\ndimensions: [{factors: [{replaces: 'None', items: [{replaces: a, same_meaning_as: 5}]}]}]\n",
        b"replaces: {version: x}\nversion: 1\ndimensions: [{items: [{replaces: {a: b}, same_meaning_as: [[]]}]}]\n",
        b"10 MB: " + b"x" * 10_000_000,
    ],
    ids=range(17),
)
def test_no_file_however_wild_ends_in_a_traceback(source: bytes) -> None:
    found = read_definition_text(source, "x.yaml")
    assert not found.ok
    assert found.problems
    assert all(problem.sentence(translations("sv").gettext) for problem in found.problems)


def assert_read_or_explained(source: str | bytes) -> None:
    found = read_definition_text(source, "x.yaml")
    assert found.ok or any(problem.severity is Severity.ERROR for problem in found.problems)
    assert all(isinstance(problem, Problem) and problem.sentence(str) for problem in found.problems)
    assert [problem.line for problem in found.problems] == sorted(problem.line for problem in found.problems)


LINES = GOOD.splitlines(keepends=True)


def dropped(lines: list[str], generator: random.Random) -> list[str]:
    at = generator.randrange(len(lines))
    return lines[:at] + lines[at + 1 :]


def doubled(lines: list[str], generator: random.Random) -> list[str]:
    at = generator.randrange(len(lines))
    return [*lines[:at], lines[at], *lines[at:]]


def cut(lines: list[str], generator: random.Random) -> list[str]:
    at = generator.randrange(len(lines))
    return [*lines[:at], lines[at][: generator.randrange(len(lines[at]) + 1)] + "\n", *lines[at + 1 :]]


def scribbled(lines: list[str], generator: random.Random) -> list[str]:
    at = generator.randrange(len(lines))
    scribble = generator.choice(
        ["{", "}", "[", ": ", "- ", "&a ", "*a", "!!x ", "\t", "null", "å", "\x07", "'", '"', "1e9"]
    )
    place = generator.randrange(len(lines[at]))
    return [*lines[:at], lines[at][:place] + scribble + lines[at][place:], *lines[at + 1 :]]


MUTATIONS: list[Callable[[list[str], random.Random], list[str]]] = [dropped, doubled, cut, scribbled]


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 4))
def test_a_file_that_was_damaged_at_random_is_read_or_explained(seed: int, times: int) -> None:
    generator = random.Random(seed)
    lines = LINES
    for _ in range(times):
        lines = generator.choice(MUTATIONS)(lines, generator)
    assert_read_or_explained("".join(lines))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD.encode())), st.binary(max_size=4)), min_size=1, max_size=4))
def test_bytes_inserted_at_random_are_read_or_explained(inserted: list[tuple[int, bytes]]) -> None:
    source = GOOD.encode()
    for place, some in inserted:
        source = source[:place] + some + source[place:]
    assert_read_or_explained(source)


ODD_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["rating", "instammande", "sv", "service", "whole"]),
    st.lists(st.none() | st.text(max_size=3), max_size=3),
    st.dictionaries(
        st.sampled_from(["id", "kind", "text", "items", "points", "sv", "?"]), st.none() | st.text(max_size=3)
    ),
)


def branches(value: object) -> Iterator[tuple[Any, Any]]:
    """Every (container, key or index) of a document, so that each node can be taken away or replaced."""
    pairs: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in list(pairs):
        yield value, key
        yield from branches(one)


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_nodes_taken_away_or_replaced_at_random_are_read_or_explained(data: st.DataObject) -> None:
    document = YAML(typ="safe", pure=True).load(GOOD)
    for _ in range(data.draw(st.integers(1, 3))):
        all_branches = list(branches(document))
        if not all_branches:
            break
        container, key = data.draw(st.sampled_from(all_branches))
        if data.draw(st.booleans()):
            del container[key]
        else:
            container[key] = data.draw(ODD_VALUES)
    # JSON is YAML, but for floats that only Python writes; those become plain words, which is odd enough.
    assert_read_or_explained(json.dumps(document).encode())


def test_the_shipped_files_are_in_order() -> None:
    assert Library(ROOT / "questionnaires").problems == ()
