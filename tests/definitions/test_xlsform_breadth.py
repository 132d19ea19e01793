"""Forms of every kind that ODK and Kobo take: each becomes a draft that passes the check, and tells what was lost."""

import pytest
from ruamel.yaml import YAML

from app.definitions.library import read_definition_text
from app.definitions.problems import Severity
from app.definitions.xlsform.losses import each_once
from app.domain.errors import SamspelError
from tests.definitions.xlsform_books import HEAD, Rows, book, drafted, read, told

AGREE = [("agree", at, words) for at, words in enumerate(("Not at all", "A little", "Mostly", "Fully"), start=1)]
FORMS = [("form", "a", "Avtal"), ("form", "b", "Gemensam nämnd")]
STATEMENT = ("select_one agree", "q1", "We meet.")
OPEN, CLOSE = ("begin_group", "g", "Group"), ("end_group",)
# fmt: off
LEFT_OUT = (
    "integer", "int", "decimal", "percentage", "date", "time", "dateTime", "date time", "barcode", "acknowledge",
    "trigger", "geopoint", "geotrace", "geoshape", "gps", "location", "start-geopoint", "background-geopoint", "osm",
    "image", "photo", "audio", "video", "file", "background-audio", "calculate", "hidden", "xml-external",
    "csv-external", "start", "end", "start time", "today", "audit", "deviceid", "imei", "device id", "subscriberid",
    "simserial", "phonenumber", "phone number", "get phone number", "uri:deviceid", "username", "email", "q date",
    "add integer prompt", "add image prompt", "number of days in last month", "select_one_from_file towns.csv",
    "select_multiple_from_file towns.geojson", "select_one_external towns", "select one external towns",
    "select_one ${name}", "include other_form",
)
# fmt: on


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_a_type_without_counterpart_is_left_out_and_told_once_with_its_words(kind: str) -> None:
    head = (*HEAD, "hint", "required", "constraint", "relevant", "calculation")
    content = book([STATEMENT, (kind, "x", "Hur mycket?", "Tips", "yes", ". > 1", "${q1}=1", "1+1")], AGREE, head=head)
    assert [one.id for one in drafted(content).items] == ["q1"]
    (lost,) = [one for one in read(content).lost if one.row == 3]
    assert (lost.key, lost.facts["words"]) == ("type", "Hur mycket?")
    assert lost.advice


@pytest.mark.parametrize(
    ("kind", "becomes"),
    [
        ("select_one form", "single_choice"),
        ("select one from form", "single_choice"),
        ("SELECT_ONE form", "single_choice"),
        ("select1 form", "single_choice"),
        ("add select one prompt using form", "single_choice"),
        ("select one from form or specify other", "single_choice"),
        ("select_one form or_other", "single_choice"),
        ("select_multiple form", "multiple_choice"),
        ("select all that apply from form", "multiple_choice"),
        ("select all that apply from form or specify other", "multiple_choice"),
        ("add select multiple prompt using form", "multiple_choice"),
        ("rank form", "ranking"),
        ("text", "comment"),
        ("string", "comment"),
        ("q string", "comment"),
        ("add text prompt", "comment"),
    ],
)
def test_every_word_for_a_type_is_read(kind: str, becomes: str) -> None:
    found = drafted(book([OPEN, STATEMENT, (kind, "x", "X"), CLOSE], [*AGREE, *FORMS]))
    assert {one.id: one.kind for one in found.items} == {"q1": "rating", "x": becomes}


@pytest.mark.parametrize(
    ("survey", "introduction"),
    [
        ([("note", "n", "Welcome."), STATEMENT], "Welcome."),
        ([("note", "n", "Welcome."), ("note", "m", "Be frank."), STATEMENT], "Welcome. Be frank."),
        ([("begin_group", "i", "Hello"), ("note", "n", "Welcome."), CLOSE, OPEN, STATEMENT, CLOSE], "Welcome."),
        ([("start", "s"), ("today", "t"), ("note", "n", "Welcome."), OPEN, STATEMENT, CLOSE], "Welcome."),
        (
            [
                *(("begin_group", "i", "Hello"), ("begin_group", "j", "Really"), ("note", "n", "Welcome."), CLOSE),
                *(("acknowledge", "ok", "I agree to take part."), CLOSE, OPEN, STATEMENT, CLOSE),
            ],
            "Welcome.",
        ),
    ],
)
def test_notes_before_the_first_question_are_the_introduction(survey: Rows, introduction: str) -> None:
    content = book([*survey, ("note", "bye", "Thank you!")], AGREE)
    assert drafted(content).introduction.variants[0][1] == introduction
    assert told(content)[-1] == (len(survey) + 2, "note")


def test_thanks_at_the_end_are_no_introduction_and_are_told() -> None:
    content = book([OPEN, STATEMENT, CLOSE, ("begin_group", "bye", "Bye"), ("note", "n", "Thank you!"), CLOSE], AGREE)
    assert "Thank you!" not in read(content).text
    assert told(content) == [(5, "empty_group"), (6, "note")]


def test_notes_that_a_group_begins_with_are_its_words_and_others_are_told() -> None:
    content = book(
        [
            OPEN,
            ("note", "a", "About us."),
            ("note", "b", "All of us."),
            STATEMENT,
            ("note", "c", "Nearly done."),
            CLOSE,
        ],
        AGREE,
    )
    assert drafted(content).dimensions[0].description.variants[0][1] == "About us. All of us."
    assert told(content) == [(6, "note")]


def test_the_words_of_a_group_that_is_no_factor_are_told() -> None:
    survey = [
        OPEN,
        STATEMENT,
        CLOSE,
        ("begin_group", "h", "Other"),
        ("note", "n", "Only words."),
        ("text", "t", "More?"),
        CLOSE,
    ]
    assert told(book(survey, AGREE)) == [(5, "unmeasured"), (6, "note")]


@pytest.mark.parametrize(
    "begin", ["begin_group", "begin group", "begin repeat", "begin_repeat", "begin loop over form"]
)
def test_the_same_name_in_two_groups_is_taken_and_told(begin: str) -> None:
    end = {"group": "end_group", "repeat": "end repeat", "loop": "end loop"}[begin.replace("_", " ").split()[1]]
    survey = [
        *((begin, "g", "G"), STATEMENT, ("text", "comment", "More?"), (end,)),
        *((begin, "h", "H"), STATEMENT, ("text", "comment", "More?"), (end,)),
    ]
    content = book(survey, [*AGREE, *FORMS])
    assert [one.id for one in drafted(content).items] == ["q1", "comment", "q1_2", "comment_2"]
    assert [one for one in told(content) if one[1] == "name_again"] == [(7, "name_again"), (8, "name_again")]


def test_the_same_name_twice_in_one_group_is_a_fault() -> None:
    assert [(one.code, one.where) for one in read(book([STATEMENT, STATEMENT], AGREE)).faults] == [("X006", "3/name")]


def test_a_role_in_two_groups_is_taken_once_as_background() -> None:
    role = ("select_one form", "level", "Role?")
    survey = [OPEN, STATEMENT, role, CLOSE, ("begin_group", "h", "H"), role, CLOSE]
    found = drafted(book(survey, [*AGREE, *FORMS]))
    assert found.level is not None
    assert [one.id for one in found.items] == ["q1", "level_2"]


@pytest.mark.parametrize("number", [1, 25])
def test_a_role_that_the_background_has_no_room_for_becomes_a_choice_or_is_told(number: int) -> None:
    roles = [("roles", f"r{at}", f"Role {at}") for at in range(number)]
    content = book([STATEMENT, ("select_one roles", "level", "Role?")], [*AGREE, *roles])
    assert drafted(content).level is None


def test_rows_that_are_switched_off_or_have_no_type_are_passed_over_and_told() -> None:
    head = (*HEAD, "disabled")
    content = book([STATEMENT, ("text", "t", "Old", "yes"), ("", "", "A remark"), ("", "", "")], AGREE, head=head)
    assert [one for one in told(content) if one[1] != "loose"] == [(3, "disabled"), (4, "no_type")]


def test_groups_and_notes_need_no_name_and_questions_do() -> None:
    content = book([("begin_group", "", "Våra möten"), ("note", "", "Hej"), STATEMENT, CLOSE], AGREE)
    assert drafted(content).dimensions[0].id == "vara_moten"
    assert [one.code for one in read(book([("text", "", "A")], AGREE)).faults] == ["X013"]


@pytest.mark.parametrize(
    "head",
    [
        ("Type", " NAME ", "Label"),
        ("type", "name", "label::English (en)"),
        ("type", "name", "label:English"),
        ("type", "name", "Label :: english"),
        ("command", "tag", "caption"),
        ("TYPE", "VALUE", "LABEL::EN"),
        ("type", "name", "label::default"),
        ("type", "name", "label::Klingon"),
    ],
)
def test_every_heading_that_a_column_may_have_is_read(head: tuple[str, str, str]) -> None:
    (item,) = drafted(book([STATEMENT], AGREE, head=head)).items
    assert item.text.variants[0][1] == "We meet."


@pytest.mark.parametrize("head", [("list_name", "name", "label"), ("List Name", "value", "LABEL"), ("list name",) * 1])
def test_the_sheet_of_choices_may_name_its_columns_otherwise(head: tuple[str, ...]) -> None:
    if len(head) == 1:
        with pytest.raises(SamspelError, match="X004"):
            read(book([STATEMENT], AGREE, choice_head=head))
    else:
        assert drafted(book([STATEMENT], AGREE, choice_head=head)).scales[0].length == 4


def test_headings_with_folders_are_read_and_what_they_hold_is_told() -> None:
    head = (*HEAD, "bind::relevant", "bind:required", "control::appearance", "media::image::English (en)")
    content = book([(*STATEMENT, "${a}=1", "true()", "likert", "a.png")], AGREE, head=head)
    assert [one[1] for one in told(content)] == ["required", "relevant", "media", "loose"]


def test_further_hints_and_pictures_of_options_are_told() -> None:
    head = (*HEAD, "hint", "guidance_hint")
    survey = [STATEMENT, ("rank form", "r", "R", "Drag them.", "Say it aloud.")]
    choices = [(*one, f"{one[1]}.png") for one in FORMS]
    content = book(survey, [*AGREE, *choices], head=head, choice_head=("list_name", "name", "label", "media::image"))
    assert [one.facts["value"] for one in read(content).lost if one.key in ("hint", "media")] == [
        "Say it aloud.",
        *("a.png", "b.png"),
    ]


def test_a_language_that_is_not_known_is_told_once_for_the_whole_workbook() -> None:
    head = ("type", "name", "label::Svenska (sv)", "label::Klingon", "hint::Klingon")
    content = book([("select_one agree", "q1", "Vi möts.", "x", "y")], AGREE, head=head)
    assert [one[1] for one in told(content)].count("language") == 1


def test_two_languages_are_both_drafted_and_what_is_missing_stands_in_the_other() -> None:
    head = ("type", "name", "label::Svenska (sv)", "label::English (en)")
    survey = [("select_one agree", "q1", "Vi möts.", "We meet."), ("text", "t", "", "More?")]
    content = book(survey, AGREE, [("default_language",), ("English (en)",)], head=head)
    found = drafted(content)
    assert found.languages == ("en", "sv")
    assert found.items[0].text.into("sv") == "Vi möts."


def test_a_workbook_of_one_sheet_is_the_survey_whatever_it_is_called() -> None:
    content = book([("text", "t", "More?")], title="Blad1", alone=True)
    assert [one.id for one in drafted(content).items] == ["statement", "t"]


def test_a_form_in_which_nothing_is_rated_has_a_place_for_a_statement_and_that_is_told() -> None:
    content = book([("text", "t", "More?"), ("select_one form", "f", "Which?"), ("integer", "n", "How many?")], FORMS)
    found = drafted(content)
    assert [one.id for one in found.items] == ["statement", "t", "f"]
    assert {one for _, one in told(content)} == {"unrated", "type"}
    assert "# Nothing in the form is rated" in read(content).text


def test_a_form_of_more_questions_than_a_dimension_takes_is_drafted_with_all_of_them() -> None:
    content = book([("text", f"t{at}", f"Fråga {at}") for at in range(70)])
    assert len(drafted(content).items) == 71


def test_tables_and_rankings_of_kobo_are_read() -> None:
    head = (*HEAD, "kobo--score-choices", "kobo--rank-items", "kobo--rank-constraint-message", "$kuid")
    survey = [
        ("begin_score", "s", "How far do you agree?", "agree", "", "", "abc"),
        ("score__row", "q1", "We meet.", "", "", "", "def"),
        ("score__row", "q2", "We decide.", "", "", "", "ghi"),
        ("end_score",),
        ("begin_rank", "r", "What comes first?", "", "form", "Choose again"),
        ("rank__level", "r1", "First"),
        ("rank__level", "r2", "Second"),
        ("end_rank",),
        ("begin_kobomatrix", "m", "For each"),
        ("text", "why", "Why?"),
        ("end_kobomatrix",),
    ]
    content = book(survey, [*AGREE, *FORMS], head=head)
    assert {one.id: one.kind for one in drafted(content).items} == {
        "q1": "rating",
        "q2": "rating",
        "r": "ranking",
        "why": "comment",
    }
    assert (10, "repeat") in told(content)


def test_each_thing_is_told_once_with_all_its_rows() -> None:
    head = (*HEAD, "required", "guidance_hint", "mycolumn")
    survey = [("select_one agree", f"q{at}", f"We meet {at}.", "yes", "Think!", f"x{at}") for at in range(5)]
    lost = read(book(survey, AGREE, head=head)).lost
    sentences = [one.sentence(str) for one in lost]
    assert [one.split("]")[0] for one in sentences if "voluntary" in one] == ["[rows : 2–6"]
    assert sum("Think!" in one for one in sentences) == 1
    assert sum("mycolumn" in one for one in sentences) == 1
    assert len(set(sentences)) == len(sentences) == len({repr(one) for one in each_once(lost)})


def test_words_that_older_readers_of_yaml_take_for_something_else_are_quoted() -> None:
    labels = ("Yes", "No", "on", "12:30", "1_000", "010", "~")
    content = book([STATEMENT, ("select_multiple l", "m", "No")], [*AGREE, *(("l", one, one) for one in labels)])
    older = YAML(typ="safe")
    older.version = (1, 1)
    item = older.load(read(content).text)["dimensions"][0]["factors"][0]["items"][1]
    assert item["text"] == "No"
    assert [one["label"] for one in item["options"]] == list(labels)


def test_options_whose_names_cannot_be_ids_are_told_once_a_list() -> None:
    content = book([STATEMENT, ("select_multiple l", "m", "M")], [*AGREE, ("l", "1", "Skola"), ("l", "Två", "Teknik")])
    (lost,) = [one for one in read(content).lost if one.key == "option_names"]
    assert lost.facts["names"] == "1 → q_1, Två → tva"


def test_a_draft_of_everything_at_once_has_nothing_but_advice() -> None:
    survey = [
        ("start", "s"),
        ("note", "n0", "Hej."),
        OPEN,
        STATEMENT,
        ("range", "r", "Hur mycket?"),
        ("rank form", "rk", "Ordna."),
        ("select_multiple form", "sm", "Vilka?"),
        CLOSE,
        ("begin_repeat", "rep", "Möten"),
        STATEMENT,
        ("geopoint", "gp", "Var?"),
        ("end_repeat",),
        ("select_one sex", "sex", "Kön"),
        ("text", "t", "Mer?"),
        ("calculate", "c"),
    ]
    content = book(survey, [*AGREE, *FORMS, ("sex", 1, "Man"), ("sex", 2, "Kvinna")], [("form_title",), ("Vår enkät",)])
    reading = read(content)
    problems = read_definition_text(reading.text, "enkat.yaml").problems
    assert [one.code for one in problems if one.severity is Severity.ERROR] == []
    found = drafted(content)
    assert (found.title.into("sv"), found.introduction.into("sv")) == ("Vår enkät", "Hej.")
    assert [one.id for one in found.items if one.kind == "rating"] == ["q1", "r", "q1_2"]
