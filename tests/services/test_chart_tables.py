"""Tables for Excel: decimal comma in Swedish, nothing that is run as a formula."""

import pytest

from app.services.chart_tables import Table, as_csv


@pytest.mark.parametrize(("language", "written"), [("sv", "3,46"), ("en", "3.46")])
def test_numbers_are_written_as_the_language_has_them(language: str, written: str) -> None:
    assert as_csv(Table(("a", "b", "c"), ((3.456, 12, None),)), language) == f"\ufeffa;b;c\r\n{written};12;\r\n"


@pytest.mark.parametrize("name", ["=1+1", "+46", "-x", "@SUM(A1)"])
def test_a_name_that_looks_like_a_formula_stays_text(name: str) -> None:
    assert f"'{name};5" in as_csv(Table(("Grupp", "Svar"), ((name, 5),)), "sv")
