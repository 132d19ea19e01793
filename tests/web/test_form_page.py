"""The page of a step is filled as its places say, whoever it is for."""

import re
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from app.domain.items.measured import keyed, parted
from app.web.form_page import PageTemplate, slot

PLACES = [
    *(("checked", field, value) for field in "ab" for value in "123"),
    ("selected", "organisation", "norrdal"),
    ("words", "words", ""),
    ("part", "pair", "now"),
    ("part", "pair", "wanted"),
    ("fault", "a", ""),
    ("token", "", ""),
    ("summary", "", ""),
]
RENDERED = "å<".join(["", *(slot(*place) for place in PLACES), "end"])
TEXTS = st.text(alphabet="12å<&\n", max_size=3)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "a": st.lists(st.sampled_from("1239"), max_size=3),
        "b": st.lists(st.sampled_from("123"), max_size=2),
        "organisation": st.just(["norrdal"]),
        "words": st.lists(TEXTS, max_size=2),
        "pair": st.lists(st.builds(keyed, st.sampled_from(["now", "wanted", "else"]), TEXTS), max_size=3),
        "of another page": st.just(["1"]),
    },
)


def first_parts(values: list[str]) -> dict[str, str]:
    return dict(reversed([parted(one) for one in values]))


def filled_place_by_place(answers: Mapping[str, list[str]], token: str, summary: str, fault: str) -> str:
    """The same, asked of every place in turn."""

    def words(found: re.Match[str]) -> str:
        kind, field, value = found[1].split("\x1f")
        values = answers.get(field, [])
        given = {
            "checked": " checked" if value in values else "",
            "selected": " selected" if value in values else "",
            "words": str(escape("\n".join(values))),
            "part": str(escape(first_parts(values).get(value, ""))) if kind == "part" else "",
            "fault": fault,
            "token": token,
            "summary": summary,
        }
        return given[kind]

    return re.sub("\x02(.*?)\x03", words, RENDERED)


@given(ANSWERS, TEXTS, st.booleans())
def test_a_page_holds_what_each_of_its_places_asks_for(
    answers: dict[str, list[str]], token: str, is_faulty: bool
) -> None:
    fault, summary = ("<p>fault</p>", "<p>summary</p>") if is_faulty else ("", "")
    page = PageTemplate(RENDERED).fill(token, answers, summary, (lambda field: fault) if is_faulty else None)
    assert page.decode() == filled_place_by_place(answers, token, summary, fault)


def test_a_page_keeps_nothing_of_whom_it_was_filled_for() -> None:
    template = PageTemplate(RENDERED)
    fresh = template.fill("t", {})
    template.fill("another", {"a": ["1"], "words": ["mine"]}, "summary", lambda field: "fault")
    assert template.fill("t", {}) == fresh
