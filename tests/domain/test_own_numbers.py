"""Which number a label is written as, and when that is not certain."""

from fractions import Fraction

import pytest

from app.domain.own_numbers import own_numbers
from app.domain.text import Text


def labels(*words: str) -> list[Text]:
    return [Text.of({"sv": one}) for one in words]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (("0 – Saknas", "1 – Påbörjad", "2 – Delvis", "3 – På plats"), (0, 1, 2, 3)),
        (("Nivå 0", "Nivå 1", "Nivå 2"), (0, 1, 2)),
        (("Nivå 0: Saknas", "Nivå 1: Finns"), (0, 1)),
        (("Nivå-1", "Nivå-2", "Nivå-3"), (1, 2, 3)),
        (("Inte alls (0)", "Delvis (1)", "Helt (2)"), (0, 1, 2)),
        (("5 = helt", "4", "3", "2", "1 = inte alls"), (5, 4, 3, 2, 1)),
        (("-1", "0", "+1"), (-1, 0, 1)),
        (("−2 sämre", "−1", "0", "1", "2 bättre"), (-2, -1, 0, 1, 2)),
        (("0 %", "25 %", "50 %", "75 %", "100 %"), (0, 25, 50, 75, 100)),
        (("0,5 dagar", "1,0 dagar", "1,5 dagar"), ("1/2", 1, "3/2")),
        (("1 av 3", "2 av 3", "3 av 3"), None),
        (("1–2 gånger", "3–4 gånger", "5–6 gånger"), None),
        (("0 gånger", "1 gång", "3 gånger", "6 gånger"), None),
        (("0", "1", "Fler"), None),
        (("A1", "A2", "B1", "B2"), None),
        (("Nej", "Delvis", "Ja"), None),
        (("1", "2", "2"), None),
        (("1", "3", "2"), None),
    ],
)
def test_labels_that_all_hold_their_number_at_one_place_say_it_and_others_say_nothing(
    words: tuple[str, ...], numbers: tuple[int | str, ...] | None
) -> None:
    assert own_numbers(labels(*words)) == (None if numbers is None else tuple(map(Fraction, numbers)))


def test_languages_that_differ_make_the_numbers_uncertain() -> None:
    both = [Text.of({"sv": "Nivå 0", "en": "Level 1"}), Text.of({"sv": "Nivå 1", "en": "Level 2"})]
    assert own_numbers(both) is None
    alike = [Text.of({"sv": f"Nivå {at}", "en": f"Level {at}"}) for at in range(3)]
    assert list(own_numbers(alike) or ()) == [0, 1, 2]
