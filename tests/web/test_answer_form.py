"""The form of a step: what it takes without fields is what its fields take."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from app.web.forms.answer_form import build_step_form
from tests.domain.examples import CHOICES, bipolar_pair, rating

ASKED = build_step_form([rating("x"), bipolar_pair("p"), *CHOICES], ["norrdal", "alvnas"], ["politik"], True)
WHERE = ("item_organisation", "norrdal")


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ([WHERE], True),
        ([WHERE, ("item_x", " 4 "), ("item_level", "politik"), ("item_form", "avtal")], True),
        ([WHERE, ("item_areas", "it"), ("item_areas", "hr"), ("item_words", "words")], True),
        ([WHERE, ("item_p.now", "2"), ("item_p.wanted", "")], True),
        ([WHERE, ("item_of_another_page", "9")], True),
        ([("item_x", "4")], False),
        ([("item_organisation", " "), ("item_x", "4")], False),
        ([("item_organisation", "elsewhere")], False),
        ([WHERE, ("item_level", "king")], False),
        ([WHERE, ("item_x", "6")], False),
        ([WHERE, ("item_x", "4"), ("item_x", "5")], False),
        ([WHERE, ("item_p.now", "9")], False),
        ([WHERE, ("item_form", "neither")], False),
        ([WHERE, ("item_areas", "neither")], False),
    ],
)
def test_what_is_taken_without_fields_is_what_the_fields_take(sent: list[tuple[str, str]], taken: bool) -> None:
    posted = MultiDict(sent)
    with Flask("form").test_request_context():
        form = ASKED(formdata=posted, meta={"csrf": False})
        assert form.validate() is taken
        assert bool(form.faults()) is not taken
    assert ASKED.takes(posted.getlist) is taken
