"""A slip is told once, and not by everything that follows from it."""

import pytest

from app.definitions.library import read_definition_text
from tests.definitions.test_problems import swap


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
