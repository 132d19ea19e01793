"""Municipalities are recognised in what people type, and nothing else is taken for one."""

import unicodedata

import pytest

from app.definitions.municipalities import municipalities
from app.domain.municipality import recognised


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Luleå", "Luleå"),
        ("Luleå kommun", "Luleå"),
        ("  LULEÅ   KOMMUN ", "Luleå"),
        ("lulea", "Luleå"),
        ("Stockholms stad", "Stockholm"),
        ("Göteborgs Stad", "Göteborg"),
        ("Borås stad", "Borås"),
        ("Västerås stad", "Västerås"),
        ("Region Gotland", "Gotland"),
        ("Upplands-Bro kommun", "Upplands-Bro"),
        ("habo", "Habo"),
        ("Håbo kommun", "Håbo"),
    ],
)
def test_a_municipality_is_recognised_however_it_is_written(typed: str, name: str) -> None:
    found = recognised(typed, municipalities())
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("typed", ["", "Norrdal", "Region Norrbotten", "Luleå tekniska universitet", "kommun", "Lule"])
def test_what_is_no_municipality_is_not_taken_for_one(typed: str) -> None:
    assert recognised(typed, municipalities()) is None


def test_all_290_have_their_own_code_and_are_found_by_every_usual_way_of_writing() -> None:
    known = municipalities()
    assert len({one.code for one in known}) == len({one.name for one in known}) == 290
    assert all(len(one.code) == 4 and one.code.isdigit() and one.county.endswith("län") for one in known)
    for one in known:
        plain = unicodedata.normalize("NFKD", one.name).encode("ascii", "ignore").decode()
        written = [one.name, one.name.upper(), f"{one.name} kommun", f"{one.name}s stad"]
        assert {found and found.code for found in (recognised(words, known) for words in written)} == {one.code}
        if plain.casefold() != "habo":
            assert recognised(plain, known) == one
