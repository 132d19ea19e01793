"""The statements' bars as a picture that stands alone."""

from xml.etree import ElementTree

from app.charts.answers import AnswerRow, answers_chart

SVG = "{http://www.w3.org/2000/svg}"
LONG = (
    "Det som tas upp i samverkan förs tillbaka till alla berörda i vår organisation, och vi hör vad de tycker. (n = 12)"
)


def drawn() -> ElementTree.Element:
    rows = [AnswerRow("Kort & bra", (1, 2, 3), 0), AnswerRow(LONG, (0, 4, 4), 2)]
    return ElementTree.fromstring(
        answers_chart(rows, ("1 – svagt", "2 – mitt", "3 – starkt"), "Vet ej", "Titel", width=300)
    )


def test_every_statement_has_its_words_and_a_bar_below_them() -> None:
    root = drawn()
    words = " ".join(one.text or "" for one in root.findall(f"{SVG}text"))
    assert "Kort & bra" in words and LONG in words
    bars = [float(one.get("y", "")) for one in root.findall(f"{SVG}svg")]
    assert len(bars) == 2 and bars == sorted(bars)
    assert bars[-1] + 22 <= float(root.get("height", ""))


def test_long_words_are_broken_into_lines_that_fit() -> None:
    assert max(len(one.text or "") for one in drawn().findall(f"{SVG}text")) <= 300 / 6.4


def test_the_colours_are_named_with_their_numbers_so_that_no_colour_is_needed() -> None:
    words = [one.text for one in drawn().findall(f"{SVG}text")]
    assert words[:4] == ["1 – svagt", "2 – mitt", "3 – starkt", "Vet ej"]
