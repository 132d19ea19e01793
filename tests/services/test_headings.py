"""What a heading names, with whatever a tool writes around it."""

import pytest

from app.services.column_targets import proposed, targets_of
from app.services.headings import Headings, groups_of
from tests.services.every_kind import every_kind

ASKED = every_kind()
TARGETS, GROUPS = targets_of(ASKED), groups_of(ASKED)
HEADINGS = Headings(TARGETS, GROUPS)


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("a1", "a1"),
        ("d1/f1/a1", "a1"),
        ("d1-f1-a1", "a1"),
        ("d1:f1:a1", "a1"),
        ("background__group/organisation", "organisation"),
        ("Om dig/Vilken roll har du?", "level"),
        ("Riktning/mål/Syfte/Jag vet varför vi träffas.", "a1"),
        ("Direction/aims/Purpose/I know why we meet.", "a1"),
        ("d2/f5/p1", "p1.now"),
        ("d2/f5/p2/p2__wanted", "p2.wanted"),
        ("d2-f5-p3-p3__now", "p3.now"),
        ("Vägval/Vägning/Hur fattas beslut?/Så som det borde vara", "p2.wanted"),
        ("d2/f5/v1/v1__drift", "v1.drift"),
        ("Vägval/Vägning/Hur tungt väger skälen?/Drift/underhåll", "v1.drift"),
        ("d2/m1", "m1"),
        ("d2-m1/skola", "m1:skola"),
        ("m1/skola", "m1:skola"),
        ("Vägval/Vilka områden berörs?/Vård / omsorg", "m1:omsorg"),
        ("M1[skola]", "m1:skola"),
        ("M1[skola]. Vilka områden berörs? [Skola, förskola]", "m1:skola"),
        ("Vilka områden berörs? [Skola, förskola]", "m1:skola"),
        ("m1_skola", "m1:skola"),
        ("Q1. Jag vet varför vi träffas.", "a1"),
        ("Forms[1]. Vad är viktigast? [Rangordning 1]", "r1.#1"),
        ("r1[2]", "r1.#2"),
        ("R1 [Ranking 2]", "r1.#2"),
        ("R1[2]. Vad är viktigast? [Rangordning 2]", "r1.#2"),
        ("Vad är viktigast? [Rank 2]", "r1.#2"),
        ("Vad är viktigast? [2nd choice]", "r1.#2"),
        ("Vad är viktigast? [Plats 3]", "r1.#3"),
        ("r1_3", "r1.#3"),
        ("Vad är viktigast? [Kvalitet]", "r1.kvalitet"),
    ],
)
def test_a_heading_is_its_question_with_groups_codes_and_parts_around_it(heading: str, target: str) -> None:
    assert HEADINGS.named(heading) == [target]


@pytest.mark.parametrize(
    "heading",
    [
        "r1[4]",
        "M1[other]",
        "M1[other]. Vilka områden berörs? [Annat]",
        "Q1. Något helt annat.",
        "A1[SQ001]. Något helt annat. [Och mer]",
        "A1[SQ001]. Hur väl stämmer det? [Jag vet varför vi träffas.]",
        "Riktning/mal/Syfte/Jag vet varför vi träffas.",
        "Riktning/mål/Syfte/Jag vet varfor vi träffas.",
        "Riktning/mål/Syfte/Jag vet inte varför vi träffas.",
        "Aldrig[skola]. Vilka områden berörs? [Skola, förskola]",
        "Vilka omraden berors? [Skola, förskola]",
        "x/f1/a1",
        "Jag vet inte varför vi träffas.",
        "Riktning/mål",
        "d1/f1",
        "",
    ],
)
def test_a_heading_that_is_nearly_a_question_is_none(heading: str) -> None:
    assert HEADINGS.named(heading) == []


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("egen_grupp/a1", "a1"),
        ("A1[SQ001]. Hur väl stämmer det? [Jag vet varför vi träffas.]", "a1"),
        ("A1[SQ001]. Vad stämmer inte? [Jag vet varför vi träffas.]", ""),
        ("stämmer_inte/a1", ""),
        ("Jag vet varfor vi träffas.", "a1"),
        ("Vilka områden berörs inte? [Skola, förskola]", ""),
    ],
)
def test_what_is_around_a_question_makes_it_a_proposal_and_what_denies_makes_it_none(heading: str, target: str) -> None:
    (one,) = proposed([heading], TARGETS, GROUPS)
    assert (one.target, one.certain) == (target, not target)


def test_places_that_do_not_say_in_which_ranking_are_proposed_with_a_question_mark() -> None:
    found = proposed(["Rangordning 1", "Rangordning 2", "3"], TARGETS, GROUPS)
    assert [(one.target, one.certain) for one in found] == [("r1.#1", False), ("r1.#2", False), ("", True)]


def test_an_answer_that_stands_as_a_whole_and_in_parts_goes_once() -> None:
    headings = ["d2/m1", "d2/m1/skola", "d2/m1/teknik", "r1[1]", "r1", "r1[2]"]
    assert [one.target for one in proposed(headings, TARGETS, GROUPS)] == ["m1", "", "", "", "r1", ""]


def test_parts_that_are_certain_go_before_a_whole_that_is_only_proposed() -> None:
    headings = ["Vilka omraden berors?", "m1[skola]", "m1[teknik]"]
    assert [one.target for one in proposed(headings, TARGETS, GROUPS)] == ["", "m1:skola", "m1:teknik"]


def test_own_words_beside_options_are_known_as_such() -> None:
    assert HEADINGS.is_beside("M1[other]")
    assert HEADINGS.is_beside("M1[other]. Vilka områden berörs? [Annat]")
    assert not HEADINGS.is_beside("X9[other]")
    assert not HEADINGS.is_beside("M1[skola]")
