"""Help texts and the rules of choices in XLSForms: there and back, and as others write them."""

import pytest

from app.definitions.library import read_definition_text
from app.definitions.xlsform.export import form_of
from app.definitions.xlsform.workbook import written
from app.domain.items import MultipleChoiceItem
from tests.definitions.test_xlsform_import import FORMS, LIKERT, STATEMENT
from tests.definitions.xlsform_books import HEAD, book, drafted, read, told

RULED = (
    "kind: multiple_choice\n        text: Vilket stöd?\n        help: Det kommande året.\n        most: 2\n"
    "        options:\n          - {id: it, label: It}\n          - {id: hr, label: Hr}\n"
    "          - {id: ekonomi, label: Ekonomi}\n          - {id: inget, label: Inget, exclusive: true}\n"
)
WITH_HELP = f"""\
id: hjalp
version: 1
languages: [sv]
title: Hjälp
introduction: Intro.
minutes: 1
scales:
  instammande: {{points: [Nej, Ja]}}
dimensions:
  - id: d
    title: D
    description: Om.
    factors:
      - id: f
        title: F
        items:
          - {{id: pastaende, text: Vi har stöd., help: Med stöd menas it., scale: instammande}}
          - {{id: andra, text: Vi har mål.}}
          - {{id: par, kind: bipolar_pair, text: Var?, left: A, right: B, help: Tänk på i dag.}}
          - id: ord
            kind: ranking
            text: Ordna.
            help: Efter vikt.
            options: [{{id: a, label: A}}, {{id: b, label: B}}]
          - id: poang
            kind: allocation
            text: Fördela.
            help: Hela tal.
            options: [{{id: a, label: A}}, {{id: b, label: B}}]
    items:
      - id: stod
        {RULED}      - {{id: fritt, kind: comment, text: Fritt., help: Kort.}}
"""


def test_help_and_the_rules_of_choices_go_there_and_back() -> None:
    asked = read_definition_text(WITH_HELP, "hjalp.yaml").questionnaire
    assert asked is not None
    content = written(form_of(asked))
    assert drafted(content).items == asked.items
    assert [one.key for one in read(content).lost] == []


@pytest.mark.parametrize(
    ("constraint", "most", "alone"),
    [
        ("not(selected(., 'namnd') and count-selected(.) > 1)", None, ["namnd"]),
        ('not( selected( ., "namnd") and count-selected(.)>1 )', None, ["namnd"]),
        ("(not(selected(., 'namnd') and count-selected(.) >= 2)) and (count-selected(.) <= 2)", 2, ["namnd"]),
        ("count-selected(.) <= 2", 2, []),
        ("count-selected(.) < 3", 2, []),
    ],
)
def test_constraints_of_other_authors_become_rules(constraint: str, most: int | None, alone: list[str]) -> None:
    head, options = (*HEAD, "constraint"), [*FORMS, ("form", "bolag", "Bolag"), ("form", "natverk", "Nätverk")]
    content = book([STATEMENT, ("select_multiple form", "m", "Vilka?", constraint)], [*LIKERT, *options], head=head)
    (item,) = [one for one in drafted(content).items if isinstance(one, MultipleChoiceItem)]
    assert (item.most, list(item.exclusive)) == (most, alone)
    assert "constraint" not in [key for _, key in told(content)]


@pytest.mark.parametrize(
    "constraint",
    [
        "count-selected(.) >= 2",
        "count-selected(.) <= 1",
        "count-selected(.) <= 2 and ${q1} > 3",
        "not(selected(., 'nosuch') and count-selected(.) > 1)",
        "not(selected(., 'avtal') and count-selected(.) > 1)",
        "selected(., 'namnd') or count-selected(.) <= 2",
        "not(selected(., 'namnd')) and (count-selected(.) > 1)",
    ],
)
def test_a_constraint_that_is_no_rule_of_ours_is_told_and_left_out(constraint: str) -> None:
    """Of two options, one that stands alone leaves nothing to choose among."""
    content = book(
        [STATEMENT, ("select_multiple form", "m", "Vilka?", constraint)], [*LIKERT, *FORMS], head=(*HEAD, "constraint")
    )
    (item,) = [one for one in drafted(content).items if isinstance(one, MultipleChoiceItem)]
    assert (item.most, item.exclusive) == (None, ())
    assert (3, "constraint") in told(content)
