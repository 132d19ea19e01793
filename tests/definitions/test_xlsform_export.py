"""Questionnaires as XLSForms, read by pyxform, which is what ODK and Kobo read them with."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from app.definitions.xlsform.export import form_of
from app.definitions.xlsform.form import XlsForm
from app.definitions.xlsform.workbook import written
from app.domain.errors import SamspelError
from app.domain.items import AllocationItem, CommentItem, MultipleChoiceItem, RatingItem
from app.domain.package import combined
from app.domain.questionnaire import Dimension, Questionnaire
from app.domain.scale import Scale, ScalePoint
from tests.conftest import LIBRARY
from tests.domain.examples import (
    bipolar_pair,
    factor,
    marked_options,
    questionnaire_of,
    rating,
    text,
    weighed_options,
)

ANSWERED = tuple(one.id for one in LIBRARY.questionnaires() if one.form.value == "answers")
XF = "{http://www.w3.org/2002/xforms}"
ALLOCATION = AllocationItem("skal", text("Skäl"), 10, weighed_options("a", "b", "c"))


def asked(questionnaire_id: str) -> Questionnaire:
    return LIBRARY.find(questionnaire_id)


def read(form: XlsForm) -> tuple[ElementTree.Element, list[str]]:
    """The form as pyxform understands it, and what it warns of."""
    warnings: list[str] = []
    found = convert(written(form), warnings=warnings, file_type=".xlsx", validate=False)
    return ElementTree.fromstring(found.xform), warnings


@cache
def xform(questionnaire_id: str) -> tuple[ElementTree.Element, list[str]]:
    return read(form_of(asked(questionnaire_id)))


def bound(form: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """Every question and calculation: its name -> its bind."""
    binds = form.iter(f"{XF}bind")
    return {bind.attrib["nodeset"].rpartition("/")[2]: bind for bind in binds}


def controls(form: ElementTree.Element, kind: str) -> list[str]:
    return [one.attrib["ref"].rpartition("/")[2] for one in form.iter() if one.tag.endswith(f"}}{kind}")]


def choices(form: ElementTree.Element, list_name: str) -> list[str]:
    (instance,) = [one for one in form.iter(f"{XF}instance") if one.get("id") == list_name]
    return [str(one.findtext(f"{XF}name")) for one in instance.iter(f"{XF}item")]


@pytest.mark.parametrize("name", ANSWERED)
def test_pyxform_reads_every_shipped_questionnaire_without_a_warning(name: str) -> None:
    _, warnings = xform(name)
    assert warnings == []


@pytest.mark.parametrize("name", ANSWERED)
def test_every_answer_of_a_questionnaire_has_a_question_and_nothing_else_is_asked(name: str) -> None:
    form, _ = xform(name)
    wanted = {"organisation", "level"}
    for item in asked(name).items:
        keys = getattr(item, "keys", ())
        wanted |= {f"{item.id}__{key}" for key in keys} if len(keys) > 1 and item.kind != "ranking" else {item.id}
    kinds = ("select1", "select", "input", "rank", "upload", "trigger", "range")
    found = {one for kind in kinds for one in controls(form, kind)}
    notes = {one for one, bind in bound(form).items() if bind.get("readonly") == "true()"}
    assert found - notes == wanted


@pytest.mark.parametrize("name", ANSWERED)
def test_both_languages_are_there_and_the_main_one_is_shown_first(name: str) -> None:
    form, _ = xform(name)
    found = {one.attrib["lang"]: one for one in form.iter(f"{XF}translation")}
    assert set(found) == {"Svenska (sv)", "English (en)"}
    assert found["Svenska (sv)"].get("default") == "true()"
    for language in found.values():
        assert [value.text for value in language.iter(f"{XF}value") if value.text in (None, "-")] == []


@pytest.mark.parametrize("name", ANSWERED)
def test_no_question_is_required_and_nothing_about_the_device_is_kept(name: str) -> None:
    form, _ = xform(name)
    assert [one for one, bind in bound(form).items() if bind.get("required", "false()") != "false()"] == []
    kept = [one for one in form.iter() if any("preload" in attribute.lower() for attribute in one.attrib)]
    assert [one.attrib["nodeset"].rpartition("/")[2] for one in kept if "nodeset" in one.attrib] == ["instanceID"]


def test_a_statement_has_its_scale_with_the_way_out_last() -> None:
    form, _ = xform("pulskoll")
    scale = asked("pulskoll").scales[0]
    assert choices(form, scale.id) == ["1", "2", "3", "4", "5", "dont_know"]


def test_a_scale_that_shows_its_strong_end_first_keeps_the_codes() -> None:
    points = tuple(ScalePoint(value, text(f"punkt {value}")) for value in (3, 2, 1))
    item = RatingItem("r", text("r"), Scale("ofta", points, None))
    form, _ = read(form_of(questionnaire_of(Dimension("d", text("d"), text("d"), (factor("f", item),)))))
    assert choices(form, "ofta") == ["3", "2", "1"]


def test_points_that_are_shared_out_may_not_be_too_many_and_the_last_must_make_them_right() -> None:
    form, _ = read(form_of(questionnaire_of(Dimension("d", text("d"), text("d"), (factor("f", ALLOCATION),)))))
    constraints = {name: bind.attrib["constraint"] for name, bind in bound(form).items() if "constraint" in bind.attrib}
    assert list(constraints) == ["skal__a", "skal__b", "skal__c"]
    assert holds(constraints["skal__a"], 6, {"skal__b": 4})
    assert not holds(constraints["skal__a"], 7, {"skal__b": 4})
    assert not holds(constraints["skal__b"], -1, {})
    assert holds(constraints["skal__c"], 1, {"skal__a": 5, "skal__b": 4})
    assert not holds(constraints["skal__c"], 0, {"skal__a": 5, "skal__b": 4})
    assert "10 -" in bound(form)["skal___left"].attrib["calculate"]


def holds(constraint: str, given: int, others: dict[str, int]) -> bool:
    """The constraint worked out as ODK would: `.` is what is given, an empty number is nothing."""
    python = re.sub(
        r"coalesce\(\s*[^,]*/(\w+)\s*, 0\)",
        lambda found: str(others.get(found[1], 0)),
        constraint.replace(" = ", " == "),
    )
    return bool(eval(re.sub(r"(?<![\w/])\.(?![\w/])", str(given), python), {}))


def test_the_organisations_of_a_round_can_be_chosen_and_a_joint_round_asks_for_no_role() -> None:
    form, _ = read(form_of(asked("pulskoll"), [("norrdal", "Norrdals kommun"), ("storvik", "Storvik")], joint=True))
    assert choices(form, "organisations") == ["norrdal", "storvik"]
    assert "level" not in bound(form)


def test_without_a_round_there_are_marked_places_for_organisations() -> None:
    labels = [row.label.into("sv") for row in form_of(asked("pulskoll")).choices if row.list_name == "organisations"]
    assert labels == [f"[Skriv namnet på organisation {number} här]" for number in (1, 2, 3)]


def test_two_scales_of_one_name_in_a_package_are_two_lists() -> None:
    one, two = (
        rating("a", length=5),
        RatingItem("b", text("b"), Scale("scale_5", rating("x", length=3).scale.points, None)),
    )
    form, warnings = read(
        form_of(questionnaire_of(Dimension("d", text("d"), text("d"), (factor("f", one), factor("g", two)))))
    )
    assert len(choices(form, "scale_5")) == 6
    assert choices(form, "scale_5__2") == ["1", "2", "3"]
    assert warnings == []


def test_a_workshop_has_no_form_since_nobody_answers_it() -> None:
    with pytest.raises(SamspelError) as refused:
        form_of(asked("grundstenar"))
    assert refused.value.code == "X020"


def test_words_that_look_like_a_formula_or_a_reference_stay_words() -> None:
    item = CommentItem("k", text('=HYPERLINK("x") ${secret}'))
    asked_here = questionnaire_of(Dimension("d", text("d"), text("d"), (factor("f", rating("r")),), (item,)))
    book = load_workbook(BytesIO(written(form_of(asked_here))))
    cells = [cell for row in book["survey"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", '=HYPERLINK("x") $ {secret}')] * 2
    assert read(form_of(asked_here))[1] == []


def test_a_package_is_one_form_with_every_question_once() -> None:
    package = combined(asked("pulskoll"), [asked("balansgangar"), asked("drivkrafter")])
    form, warnings = read(form_of(package))
    assert warnings == []
    shown = {one.attrib["ref"].rpartition("/")[2] for one in form.iter() if "ref" in one.attrib}
    assert {item.id for item in package.items} <= shown


def test_help_is_the_hint_and_what_goes_together_a_constraint_with_messages_in_both_languages() -> None:
    options = marked_options("it", "hr", "skola", "none", alone="none")
    several = MultipleChoiceItem("help_with", text("Which?"), options, 2, help=text("Think ahead."))
    item = replace(rating("x"), help=text("As you see it."))
    form = form_of(questionnaire_of(Dimension("d", text("d"), text("d"), (factor("f", item, several),))))
    read_form, warnings = read(form)
    assert warnings == []
    bind = bound(read_form)["help_with"]
    assert bind.attrib["constraint"] == "not(selected(., 'none') and count-selected(.) > 1) and count-selected(.) <= 2"
    (row,) = [one for one in form.survey if one.name == "help_with"]
    assert row.hint == text("Think ahead.")
    assert row.constraint_message is not None
    assert row.constraint_message.into("en") == (
        "“none” cannot be chosen beside other answers. Take one of them away. At most 2 can be chosen. Take some away."
    )
    assert row.constraint_message.into("sv") == (
        "”none” går inte att välja tillsammans med andra svar. Ta bort något av dem. Högst 2 får väljas. Ta bort några."
    )
    (rated,) = [one for one in form.survey if one.name == "x"]
    assert rated.hint == text("As you see it.")


def test_the_help_of_a_question_with_parts_is_a_note_in_its_group() -> None:
    item = replace(bipolar_pair("pair"), help=text("Today first."))
    form = form_of(questionnaire_of(Dimension("d", text("d"), text("d"), (factor("f", rating("x"), item),))))
    assert read(form)[1] == []
    names = [one.name for one in form.survey]
    assert names[names.index("pair") + 1] == "pair___help_note"
