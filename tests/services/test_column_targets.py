"""Which question a column is for, and which answer a word is."""

import pytest

from app.domain.questionnaire import Questionnaire
from app.domain.round import Organisation
from app.services.answer_words import Vocabulary, vocabularies
from app.services.column_targets import proposed, targets_of
from app.services.csv_file import CsvFile
from app.services.imports import sheets_of
from app.services.mapped_answers import Asked
from tests.conftest import LIBRARY

ORGANISATIONS = (Organisation("norrdal", "Norrdal"), Organisation("alvnas", "Älvnäs"))


def questionnaire(name: str) -> Questionnaire:
    return LIBRARY.find(name)


def proposals(name: str, *headers: str) -> list[str]:
    return [one.target for one in proposed(headers, targets_of(questionnaire(name)))]


def words_of(name: str, target: str) -> Vocabulary:
    asked = questionnaire(name)
    return vocabularies(asked, ORGANISATIONS, targets_of(asked))[target]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("written", ["{}", "7. {}", "Q7. {}", "Hur väl stämmer det? [{}]", " {} ", "{}*"])
def test_a_header_that_is_the_question_goes_to_it_however_the_tool_writes_it(language: str, written: str) -> None:
    item = questionnaire("pulskoll").items[3]
    assert proposals("pulskoll", written.format(item.text.into(language))) == [item.id]


def test_a_header_that_is_cut_off_is_proposed_with_a_question_mark() -> None:
    item = questionnaire("pulskoll").items[3]
    words = item.text.into("sv").split()
    (one,) = proposed([f"{' '.join(words[:-3])} …"], targets_of(questionnaire("pulskoll")))
    assert (one.target, one.certain) == (item.id, False)


def test_no_question_is_proposed_twice_and_what_is_the_same_goes_first() -> None:
    item = questionnaire("pulskoll").items[3]
    same = item.text.into("sv")
    assert proposals("pulskoll", same.replace("i", "ii", 1), same, same) == ["", item.id, ""]


def test_a_header_that_is_like_nothing_goes_nowhere() -> None:
    points = "Points - " + questionnaire("pulskoll").items[0].text.into("sv")
    assert proposals("pulskoll", "Vilken dag passar?", points) == ["", ""]


def test_columns_of_one_option_or_one_part_are_recognised_by_what_stands_in_brackets() -> None:
    charged = questionnaire("ledarskap").items_by_id["laddade_vilka"].text.into("sv")
    office = "Var kansliet eller kontoret ligger"
    order = questionnaire("drivkrafter").items_by_id["inriktning_ordning"].text.into("sv")
    assert proposals("ledarskap", f"{charged} [{office}]") == ["laddade_vilka:kontor"]
    shift = questionnaire("balansgangar").items[0]
    today = [f"{shift.text.into('sv')} – idag", f"2. {shift.text.into('sv')} [Så som det borde vara]"]
    assert proposals("balansgangar", *today) == [f"{shift.id}.now", f"{shift.id}.wanted"]
    assert proposals("drivkrafter", f"{order} [Ekonomi]") == ["inriktning_ordning.ekonomi"]


def test_a_question_that_stands_as_a_whole_and_in_parts_is_proposed_as_a_whole() -> None:
    charged = questionnaire("ledarskap").items_by_id["laddade_vilka"].text.into("sv")
    assert proposals("ledarskap", f"{charged} [Var kansliet eller kontoret ligger]", charged) == ["", "laddade_vilka"]
    assert proposals("drivkrafter", "inriktning_ordning", "inriktning_ordning/ekonomi") == ["inriktning_ordning", ""]


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("Stämmer ganska bra", "4"),
        ("  stämmer   GANSKA bra", "4"),
        ("Mostly true", "4"),
        ("4", "4"),
        ("4.0", "4"),
        ("4,0", "4"),
        ("Vet ej", "dont_know"),
        ("6", None),
        ("A4", None),
        ("4 – Stämmer ganska bra", None),
    ],
)
def test_labels_in_both_languages_and_codes_are_understood(written: str, answer: str | None) -> None:
    assert words_of("pulskoll", questionnaire("pulskoll").items[0].id).understood(written) == answer


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("A4", "4"),
        ("AO01", "1"),
        ("A6", "dont_know"),
        ("A9", ""),
        ("4 – Stämmer ganska bra", "4"),
        ("Stämmer ganska väl", "4"),
        ("Ingen åsikt", "dont_know"),
        ("Kanske", ""),
    ],
)
def test_what_is_not_certain_is_guessed_and_left_to_be_decided(written: str, answer: str) -> None:
    assert words_of("pulskoll", questionnaire("pulskoll").items[0].id).guessed(written) == answer


def test_columns_with_the_same_answers_share_their_words() -> None:
    first, second = questionnaire("pulskoll").items[:2]
    assert words_of("pulskoll", second.id).id == first.id


def test_lists_are_parted_at_semicolons_or_at_commas_between_known_labels() -> None:
    charged = words_of("ledarskap", "laddade_vilka")
    labels = [label.into("sv") for _, label in charged.values[:2]]
    assert charged.parts_of(f"{labels[0]};{labels[1]};") == labels
    assert charged.parts_of(", ".join(labels)) == labels
    roles = words_of("pulskoll", "level")
    assert roles.parts_of("Stöd och strategi (ekonomi, HR, IT, utveckling)") == [
        "Stöd och strategi (ekonomi, HR, IT, utveckling)"
    ]


def sheet(name: str, columns: list[str], row: list[str]) -> dict[str, object]:
    asked = Asked(questionnaire(name), ORGANISATIONS)
    file: CsvFile = asked.sheet_of([row], 1, columns, {})
    found = sheets_of(file, "svar", asked.questionnaire, ORGANISATIONS).sheets[0]
    return {"organisation": found.organisation, **found.answers}


def test_options_in_columns_of_their_own_become_one_answer() -> None:
    columns = ["organisation", "laddade_vilka:kontor", "laddade_vilka:storlek", "laddade_vilka:samordnarens_hemvist"]
    found = sheet("ledarskap", columns, ["Älvnäs", "Ja", "Nej", "Vilken organisation samordnaren tillhör"])
    assert found == {"organisation": "alvnas", "laddade_vilka": frozenset({"kontor", "samordnarens_hemvist"})}


def test_a_ranking_as_a_list_and_as_places_is_the_same_answer() -> None:
    keys = ("ekonomi", "kompetenser", "utveckling")
    listed = sheet("drivkrafter", ["inriktning_ordning"], ["Utvecklingsarbete;Ekonomi;Kompetenser och kvalitet;"])
    placed = sheet("drivkrafter", [f"inriktning_ordning.{key}" for key in keys], ["2", "3", "1"])
    assert listed == placed
    assert dict(listed["inriktning_ordning"]) == {"ekonomi": 2, "kompetenser": 1, "utveckling": 3}  # type: ignore[call-overload]
