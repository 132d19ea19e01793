"""Which question of a form is scored, which is counted, and what is told of that, in the report and in the draft."""

import pytest

from app.definitions.xlsform.losses import SENTENCES
from app.domain.items import RatingItem, SingleChoiceItem
from tests.definitions.xlsform_books import Rows, book, drafted, gettext, read, told

AGREE = [("agree", at, words) for at, words in enumerate(("Not at all", "A little", "Mostly", "Fully"), start=1)]
STATEMENT = ("select_one agree", "q1", "We meet.")


def kinds(content: bytes) -> dict[str, str]:
    return {one.id: one.kind for one in drafted(content).items}


def listed(name: str, *labels: str, first: int = 1) -> list[tuple[object, ...]]:
    return [(name, at, words) for at, words in enumerate(labels, start=first)]


@pytest.mark.parametrize(
    ("question", "choices"),
    [
        (("select_one sex", "sex", "Sex"), listed("sex", "Male", "Female")),
        (("select_one l1", "q9", "Kön"), listed("l1", "1. Man", "2. Kvinna", "3. Annat")),
        (("select_one l1", "q9", "9. Are you"), listed("l1", "Woman", "Man", "Non-binary")),
        (("select_one region", "reg", "Region"), listed("region", "North", "South", "West")),
        (("select_one l1", "q9", "I vilken kommun arbetar du?"), listed("l1", "Norrdal", "Älvnäs")),
        (("select_one l1", "age", "How old are you?"), listed("l1", "Under 30", "30–44", "45–60", "Over 60")),
        (("select_one l1", "q9", "Hur många år har du arbetat här?"), listed("l1", "0", "1", "2", "3", first=0)),
        (("select_one l1", "education", "Utbildning"), listed("l1", "Låg", "Medel", "Hög")),
        (("select_one l1", "q9", "Income level"), listed("l1", "Low", "Medium", "High")),
        (("select_one l1", "resp_sex", "Please choose"), listed("l1", "M", "F")),
        (("select_one l1", "q9", "Respondent's age group"), listed("l1", "Young", "Old")),
        (("select_one alder_2", "q9", "Välj"), listed("alder_2", "Ung", "Gammal")),
        (("select_one l1", "q9", "Ålderskategori"), listed("l1", "Ung", "Gammal")),
        (("select_one l1", "q9", "Din roll"), listed("l1", "Politiker", "Chef", "Medarbetare")),
    ],
)
def test_a_question_about_the_person_is_counted_and_told_and_never_scored(
    question: tuple[str, ...], choices: Rows
) -> None:
    content = book([STATEMENT, question], [*AGREE, *choices])
    assert kinds(content)[question[1]] == "single_choice"
    assert (3, "background") in told(content)
    assert [one.id for one in drafted(content).scales] == ["agree"]


def test_two_questions_about_persons_with_one_list_are_not_scored_either() -> None:
    survey = [STATEMENT, ("select_one l", "a", "Where do you live, in which region?"), ("select_one l", "b", "Region")]
    content = book(survey, [*AGREE, *listed("l", "North", "South")])
    assert kinds(content) == {"q1": "rating", "a": "single_choice", "b": "single_choice"}


@pytest.mark.parametrize("text", ["Vår roll är tydlig för alla.", "How well do you know your role in the team?"])
def test_a_statement_that_speaks_of_a_role_is_scored(text: str) -> None:
    assert kinds(book([STATEMENT, ("select_one agree", "q2", text)], AGREE))["q2"] == "rating"


def test_a_statement_with_a_scale_of_its_own_is_scored_whatever_its_name() -> None:
    content = book([("select_one how", "role", "Everybody's role is clear.")], listed("how", "Never", "Always"))
    assert kinds(content) == {"role": "rating"}


def test_numbers_as_names_make_no_scale_of_kinds_and_that_is_told() -> None:
    content = book([STATEMENT, ("select_one form", "q2", "Form?")], [*AGREE, *listed("form", "Avtal", "Nämnd")])
    assert kinds(content)["q2"] == "single_choice"
    assert (3, "numbers_only") in told(content)


def test_words_of_degree_make_a_rating_even_where_one_question_uses_them() -> None:
    choices = [("how", "x", "Aldrig"), ("how", "y", "Ibland"), ("how", "z", "Alltid")]
    content = book([("select_one how", "q1", "Vi möts.")], choices)
    assert isinstance(drafted(content).items[0], RatingItem)
    assert told(content) == [(2, "loose")]


def test_a_list_that_several_questions_share_is_scored_and_told_with_the_end_that_counts_as_strong() -> None:
    content = book(
        [("select_one l", "a", "A"), ("select_one l", "b", "B")],
        [("l", "x", "Röd"), ("l", "y", "Gul"), ("l", "z", "Grön")],
    )
    assert kinds(content) == {"a": "rating", "b": "rating"}
    assert [one.facts["strong"] for one in read(content).lost if one.key == "strong_end"] == ["Grön"]


@pytest.mark.parametrize(
    ("labels", "strong"), [(("Yes", "No"), "Yes"), (("No", "Yes"), "Yes"), (("Ja", "Nej"), "Ja"), (("Nej", "Ja"), "Ja")]
)
@pytest.mark.parametrize("first", [0, 1, -1])
def test_yes_is_the_strong_end_wherever_it_stands_and_that_is_told(
    labels: tuple[str, str], strong: str, first: int
) -> None:
    content = book(
        [("select_one yn", "a", "A"), ("select_one yn", "b", "B")], listed("yn", labels[0], labels[1], first=first)
    )
    (scale,) = drafted(content).scales
    assert [point.label.variants[0][1] for point in scale.points] == list(labels)
    assert scale.label(2).variants[0][1] == strong
    assert [one.facts["strong"] for one in read(content).lost if one.key == "yes_no"] == [strong]


def test_one_question_of_yes_and_no_is_counted_and_one_statement_is_scored_and_both_are_told() -> None:
    content = book([STATEMENT, ("select_one yn", "a", "A?")], [*AGREE, *listed("yn", "Yes", "No")])
    assert isinstance(drafted(content).items[1], SingleChoiceItem)
    assert (3, "yes_no_once") in told(content)
    content = book([STATEMENT, ("select_one yn", "a", "We decide.")], [*AGREE, *listed("yn", "**Yes**", "<b>No</b>")])
    assert kinds(content)["a"] == "rating"
    assert {(6, "yes_no"), (6, "marks"), (7, "marks")} <= set(told(content))


@pytest.mark.parametrize("names", [(1, 2, 3), (3, 2, 1), ("a", "b", "c")])
def test_words_say_which_end_is_strong_whatever_the_numbers_say(names: tuple[object, ...]) -> None:
    choices = [("l", name, words) for name, words in zip(names, ("Always", "Sometimes", "Never"), strict=True)]
    content = book([("select_one l", "a", "A")], choices)
    (scale,) = drafted(content).scales
    assert [point.value for point in scale.points] == [3, 2, 1]
    assert (2, "strong_first") in told(content)
    assert scale.values == ((1, 2, 3) if names == (1, 2, 3) else ())


@pytest.mark.parametrize("names", [(0, 1, 2, 3), (-2, -1, 1, 2), (0, 1, 3, 5), (4, 3, 2, 1)])
def test_numbers_of_the_form_are_what_its_points_count_here(names: tuple[int, ...]) -> None:
    words = ("Not at all", "A little", "Mostly", "Fully")
    content = book([STATEMENT], [("agree", name, one) for name, one in zip(names, words, strict=True)])
    (scale,) = drafted(content).scales
    assert scale.values == names
    assert "codes" not in [one.key for one in read(content).lost]


@pytest.mark.parametrize("names", [(1, 2, 4, 3), (0, 1, 2, 500)])
def test_numbers_of_the_form_that_cannot_count_are_told(names: tuple[int, ...]) -> None:
    words = ("Not at all", "A little", "Mostly", "Fully")
    content = book([STATEMENT], [("agree", name, one) for name, one in zip(names, words, strict=True)])
    (lost,) = [one for one in read(content).lost if one.key == "codes"]
    assert lost.facts["names"] == ", ".join(str(one) for one in names)
    assert lost.facts["codes"] == "1, 2, 3, 4"
    assert drafted(content).scales[0].values == ()


def test_the_numbers_that_people_saw_go_before_those_of_the_form_and_that_is_told() -> None:
    words = ("0 – Not at all", "1 – A little", "2 – Mostly", "3 – Fully")
    content = book([STATEMENT], [("agree", at, one) for at, one in enumerate(words, start=1)])
    (scale,) = drafted(content).scales
    assert scale.values == ()
    assert scale.numbers is not None and [int(one) for one in scale.numbers] == [0, 1, 2, 3]
    (lost,) = [one for one in read(content).lost if one.key == "codes"]
    assert lost.facts["codes"] == "0, 1, 2, 3"


@pytest.mark.parametrize(
    ("further", "not_knowing", "not_applying", "left_out"),
    [
        ([("agree", 98, "Don't know"), ("agree", 99, "Not applicable")], "Don't know", "Not applicable", 0),
        (
            [("agree", 98, "Prefer not to say"), ("agree", 99, "Vet ej / kan inte bedöma")],
            "Vet ej / kan inte bedöma",
            "",
            1,
        ),
        ([("agree", 98, "Prefer not to say"), ("agree", 99, "Ej aktuellt")], "Prefer not to say", "Ej aktuellt", 0),
        ([("agree", 5, "N/A")], "", "N/A", 0),
        ([("agree", 0, "Ingen uppfattning")], "Ingen uppfattning", "", 0),
    ],
)
def test_what_stands_beside_the_points_is_never_a_point(
    further: Rows, not_knowing: str, not_applying: str, left_out: int
) -> None:
    content = book([STATEMENT], [*AGREE, *further])
    (scale,) = drafted(content).scales
    assert scale.length == 4
    kept = [one.variants[0][1] if one else "" for one in (scale.dont_know, scale.not_applicable)]
    assert kept == [not_knowing, not_applying]
    assert [one.key for one in read(content).lost].count("way_out") == left_out


def test_the_heading_of_a_table_is_no_question_and_becomes_the_words_above() -> None:
    survey = [
        ("begin_group", "g", "Group", "field-list"),
        ("select_one agree", "head", "How far do you agree?", "label"),
        ("select_one agree", "q1", "We meet.", "list-nolabel"),
        ("select_one agree", "q2", "We decide.", "list-nolabel"),
        ("end_group",),
    ]
    content = book(survey, AGREE, head=("type", "name", "label", "appearance"))
    assert kinds(content) == {"q1": "rating", "q2": "rating"}
    assert drafted(content).dimensions[0].description.variants[0][1] == "How far do you agree?"
    assert told(content) == [(3, "heading")]


def test_a_table_of_unknown_words_is_scored_and_told_even_with_one_row() -> None:
    survey = [("select_one l", "a", "A", "list-nolabel")]
    content = book(survey, listed("l", "Röd", "Grön"), head=("type", "name", "label", "appearance"))
    assert kinds(content) == {"a": "rating"}
    assert (2, "strong_end") in told(content)


def test_words_of_a_scale_in_no_order_are_counted_and_told_even_where_questions_share_them() -> None:
    survey = [STATEMENT, ("select_one l", "a", "A"), ("select_one l", "b", "B")]
    content = book(survey, [*AGREE, *listed("l", "Yes", "No", "Maybe")])
    assert kinds(content) == {"q1": "rating", "a": "single_choice", "b": "single_choice"}
    assert {(3, "mixed"), (4, "mixed")} <= set(told(content))


@pytest.mark.parametrize("column", ["", "region=${a}"])
def test_an_open_option_or_a_filter_makes_a_shared_list_of_kinds_a_choice(column: str) -> None:
    kind = "select_one l" if column else "select_one l or_other"
    survey = [STATEMENT, (kind, "a", "A", column), (kind, "b", "B", column)]
    content = book(
        survey, [*AGREE, ("l", "x", "Röd"), ("l", "y", "Grön")], head=("type", "name", "label", "choice_filter")
    )
    assert kinds(content) == {"q1": "rating", "a": "single_choice", "b": "single_choice"}


def test_an_open_option_becomes_an_option_of_a_choice_and_is_left_out_of_a_scale() -> None:
    content = book(
        [("select_one agree or_other", "q1", "A"), ("select_multiple l or_other", "m", "M")],
        [*AGREE, ("l", "x", "Other"), ("l", "y", "Grön")],
    )
    found = drafted(content)
    assert [one for one in told(content) if "other" in one[1]] == [(2, "no_other"), (3, "or_other")]
    choice = next(one for one in found.items if one.id == "m")
    assert choice.kind == "multiple_choice"
    assert "id: other_2" in read(content).text


@pytest.mark.parametrize(
    ("parameters", "labels"),
    [
        ("start=1 end=5 step=1", ["1", "2", "3", "4", "5"]),
        ("start=0;end=10;step=5", ["0", "5", "10"]),
        ("", [str(at) for at in range(11)]),
        ("start=10 end=0 step=-5", ["0", "5", "10"]),
    ],
)
def test_a_range_is_a_rating_on_its_numbers_and_is_told(parameters: str, labels: list[str]) -> None:
    content = book([("range", "r", "How much?", parameters)], head=("type", "name", "label", "parameters"))
    (scale,) = drafted(content).scales
    assert [one.label.variants[0][1] for one in scale.points] == labels
    assert (2, "range") in told(content)


@pytest.mark.parametrize("parameters", ["start=0 end=100 step=1", "start=0 end=1 step=0.25", "start=x", "step=0"])
def test_a_range_that_fits_no_scale_is_left_out_and_told(parameters: str) -> None:
    content = book([STATEMENT, ("range", "r", "R", parameters)], AGREE, head=("type", "name", "label", "parameters"))
    assert kinds(content) == {"q1": "rating"}
    assert (3, "range_length") in told(content)


def test_what_is_uncertain_stands_as_a_comment_at_its_place_in_the_draft() -> None:
    content = book(
        [STATEMENT, ("select_one sex", "sex", "Sex"), ("select_one yn", "a", "A"), ("select_one yn", "b", "B")],
        [*AGREE, *listed("sex", "Male", "Female"), *listed("yn", "Yes", "No")],
    )
    lines = read(content).text.splitlines()
    above_scale = lines[: lines.index("  yn:")]
    assert above_scale[-1].startswith("  # ")
    assert "“Yes” counts as the strong end" in " ".join(one.strip(" #") for one in above_scale)
    place = next(at for at, one in enumerate(lines) if one.strip() == "- id: sex")
    assert lines[place - 1].lstrip().startswith("# ")
    assert "“Sex” seems to ask about the person" in " ".join(lines[place - 3 : place])


def test_every_sentence_of_the_report_can_be_said() -> None:
    facts = "value words advice column id language number least most names codes strong list kept"
    for key, sentence in SENTENCES.items():
        said = sentence.format_map(dict.fromkeys(facts.split(), "x"))
        assert said and "{" not in said, key
        assert gettext(sentence) == sentence
