"""Rounds made, copied and changed: sensible defaults, nothing lost on a fault, nothing changed that was promised."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.config import ROOT
from app.definitions.library import Library
from app.domain.round import Kind, Layout
from app.services.installation import Installation
from app.services.plans import change_round
from app.services.rounds import list_rounds, open_round
from tests.builders import (
    NOW,
    answer,
    closed,
    collaboration,
    draft_round,
    facilitator,
    fresh,
    new_round,
    opened_round,
)
from tests.web.conftest import token

NEW: dict[str, object] = {
    "title": "Hösten 2026",
    "organisations": ["norrdal", "alvnas"],
    "questionnaire": "nyckelfaktorer",
    "languages": ["sv"],
    "kind": "individual",
    "smallest_group": "4",
    "layout": "page",
    "expected": "",
    "expected_of": ["", "", ""],
    "opens_day": "",
    "opens_time": "",
    "closes_day": "2999-06-01",
    "closes_time": "16.30",
}


@pytest.fixture
def form(installation: Installation) -> str:
    """The address of a new round in the facilitator's collaboration."""
    return f"/collaborations/{collaboration(installation).id}/rounds/new"


def settings(code: str) -> str:
    return f"/facilitate/rounds/{code}/settings"


def fields_of(page: str) -> dict[str, object]:
    """What a browser would send if the form were sent as it is shown."""
    form = page[page.index('<form method="post" class="stack"') :]
    found: dict[str, object] = {}
    for name, value in re.findall(r'<input type="(?:text|date|time|hidden)"[^>]* name="(\w+)" value="([^"]*)"', form):
        found[name] = value
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form):
        found[name] = value
    for name, value in re.findall(r'<input type="radio" name="(\w+)" value="(\w+)" checked', form):
        found[name] = value
    for name in ("organisations", "languages"):
        found[name] = re.findall(rf'<input type="checkbox" name="{name}" value="(\w+)" checked', form)
    found["expected_of"] = re.findall(r'name="expected_of" value="([^"]*)"', form)
    found["questionnaire"] = next(iter(re.findall(r'<option value="(\w+)" selected', form)), "nyckelfaktorer")
    return found


class TestANewRound:
    def test_everything_is_filled_in_so_that_one_press_makes_it(
        self, signed_in: FlaskClient, installation: Installation, form: str
    ) -> None:
        shown = fields_of(signed_in.get(form).text)
        assert shown["organisations"] == ["norrdal", "alvnas", "storvik"]
        assert re.fullmatch(r"(Vintern|Våren|Sommaren|Hösten) \d{4}", str(shown["title"]))
        assert signed_in.post(form, data=shown).status_code == 302
        (view,) = list_rounds(installation, facilitator(installation))
        assert view.round.closes_at is not None
        assert view.round.opens_at is None
        assert (view.round.rules.kind, view.round.rules.smallest_group) == (Kind.INDIVIDUAL, 5)

    def test_what_was_decided_is_what_it_becomes(
        self, signed_in: FlaskClient, installation: Installation, form: str
    ) -> None:
        made = signed_in.post(form, data={**NEW, "expected_of": ["7", "", "9"], **token(signed_in, form)})
        (view,) = list_rounds(installation, facilitator(installation))
        one = view.round
        assert made.headers["Location"] == f"/facilitate/rounds/{one.code}"
        assert [party.name for party in one.organisations] == ["Norrdal", "Älvnäs"]
        assert (one.rules.smallest_group, one.layout, one.languages) == (4, Layout.PAGE, ("sv",))
        assert (one.expected, one.expected_of) == (7, (("norrdal", 7),))
        assert str(one.closes_at) == "2999-06-01 14:30:00+00:00"

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"title": " "}, "Skriv ett namn."),
            ({"title": "x" * 121}, "Namnet är för långt"),
            ({"organisations": []}, "Välj minst en organisation."),
            ({"questionnaire": "nosuch"}, "Välj ett av frågeformulären."),
            ({"languages": []}, "Välj minst ett språk som frågeformuläret finns på: svenska, engelska."),
            ({"kind": "secret"}, "Välj ett av de två alternativen."),
            ({"layout": "poster"}, "Välj ett av de två alternativen."),
            ({"smallest_group": "2"}, "Välj ett tal från 3 till 10."),
            ({"smallest_group": "many"}, "Välj ett tal från 3 till 10."),
            ({"expected": "-1"}, "Skriv ett antal personer"),
            ({"expected_of": ["", "10000", ""]}, "Skriv ett antal personer"),
            ({"closes_day": "1 juni"}, "Skriv dagen som år-månad-dag"),
            ({"closes_day": "0001-01-01"}, "Skriv dagen som år-månad-dag"),
            ({"closes_time": "25:00"}, "Skriv klockslaget med timmar och minuter"),
            ({"opens_time": "08:00"}, "Ange vilken dag"),
            ({"opens_day": "2026-03-29", "opens_time": "02:30"}, "då börjar sommartiden"),
            ({"opens_day": "2999-06-02"}, "stängas innan den öppnas"),
            ({"closes_day": "2001-06-01"}, "Stängningstiden har redan passerat"),
            ({"csrf_token": "old"}, "Inget har gått förlorat"),
        ],
    )
    def test_a_fault_brings_it_back_with_all_that_was_typed(
        self, signed_in: FlaskClient, installation: Installation, form: str, change: dict[str, object], words: str
    ) -> None:
        fields = {**NEW, "expected": "17", **token(signed_in, form), **change}
        refused = signed_in.post(form, data=fields)
        assert refused.status_code == 422
        assert words in refused.text
        shown = fields_of(refused.text)
        for name in ("title", "smallest_group", "expected", "opens_day", "opens_time", "closes_day", "closes_time"):
            assert shown[name] == fields[name], name
        for name in ("organisations", "languages", "expected_of"):
            assert shown[name] == fields[name], name
        if "layout" not in change:
            assert shown["layout"] == "page"
        assert list_rounds(installation, facilitator(installation)) == ()

    def test_each_fault_is_linked_from_the_top_and_stands_at_its_field(self, signed_in: FlaskClient, form: str) -> None:
        page = signed_in.post(form, data={**NEW, "title": "", "smallest_group": "x", **token(signed_in, form)}).text
        for name in ("title", "smallest_group"):
            assert f'<a href="#{name}">' in page
            assert re.search(rf'id="{name}"[^>]*aria-describedby="hint-{name} fault-{name}" aria-invalid="true"', page)
        assert page.count('class="fault"') == 2

    def test_a_joint_round_needs_no_smallest_group(
        self, signed_in: FlaskClient, installation: Installation, form: str
    ) -> None:
        fields = {**NEW, "kind": "joint", "smallest_group": "", **token(signed_in, form)}
        assert signed_in.post(form, data=fields).status_code == 302
        (view,) = list_rounds(installation, facilitator(installation))
        assert view.round.rules.kind is Kind.JOINT


def test_an_earlier_round_is_copied_with_everything_but_its_name_and_period(
    signed_in: FlaskClient, installation: Installation, form: str
) -> None:
    wanted = replace(
        new_round(smallest_group=7, languages=("en",), organisations=("Norrdal", "Storvik"), layout=Layout.PAGE),
        expected_of=(("Storvik", 8),),
    )
    before = draft_round(installation, wanted).round
    shown = fields_of(signed_in.get(f"{form}?like={before.code}").text)
    assert shown["organisations"] == ["norrdal", "storvik"]
    assert shown["expected_of"] == ["", "", "8"]
    assert (shown["smallest_group"], shown["languages"], shown["layout"]) == ("7", ["en"], "page")
    assert shown["questionnaire"] == "pulskoll"
    assert signed_in.post(form, data=shown).status_code == 302
    both = [view.round for view in list_rounds(installation, facilitator(installation))]
    (after,) = [one for one in both if one.code != before.code]
    assert (after.expected, after.expected_of) == (8, (("storvik", 8),))


class TestTheSettingsOfARound:
    def test_a_draft_shows_what_it_is_and_keeps_what_is_changed(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = draft_round(installation)
        page = settings(view.round.code)
        shown = fields_of(signed_in.get(page).text)
        assert (shown["title"], shown["expected"], shown["version"]) == ("Våren 2026", "12", "1")
        assert signed_in.post(page, data={**shown, "title": "Hösten", "kind": "joint"}).status_code == 302
        after = fresh(installation, view).round
        assert (after.title, after.rules.kind, after.version) == ("Hösten", Kind.JOINT, 2)

    def test_an_open_round_says_why_the_rest_stays_and_keeps_it_whatever_is_sent(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation)
        page = settings(view.round.code)
        shown = signed_in.get(page).text
        assert "Det här går inte längre att ändra" in shown
        assert "Det har lovats dem som svarar före första frågan." in shown
        assert 'name="smallest_group"' not in shown
        sent = {**fields_of(shown), "title": "Nytt namn", "smallest_group": "3", "kind": "joint", "organisations": []}
        assert signed_in.post(page, data=sent).status_code == 302
        after = fresh(installation, view).round
        assert after.title == "Nytt namn"
        assert (after.rules, after.organisations) == (view.round.rules, view.round.organisations)

    def test_a_closed_round_keeps_its_period_and_an_archived_one_everything(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation)
        closed(installation, view)
        page = settings(view.round.code)
        shown = signed_in.get(page).text
        assert 'name="closes_day"' not in shown
        assert 'name="title"' in shown
        signed_in.post(f"/facilitate/rounds/{view.round.code}/archive", data=token(signed_in, page))
        shown = signed_in.get(page).text
        assert 'name="title"' not in shown
        assert "Omgången är arkiverad. Ta tillbaka den från arkivet" in shown

    def test_two_at_once_see_both_versions_and_lose_nothing(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = draft_round(installation)
        page = settings(view.round.code)
        shown = fields_of(signed_in.get(page).text)
        theirs = replace(new_round(), title="Deras namn")
        change_round(installation, facilitator(installation), view.round.code, 1, theirs, NOW)
        both = signed_in.post(page, data={**shown, "title": "Mitt namn"})
        assert both.status_code == 409
        assert "Mitt namn" in both.text
        assert "Deras namn" in both.text
        assert fresh(installation, view).round.title == "Deras namn"
        again = fields_of(both.text)
        assert (again["title"], again["version"]) == ("Mitt namn", "2")
        assert signed_in.post(page, data=again).status_code == 302
        assert fresh(installation, view).round.title == "Mitt namn"

    def test_a_round_that_opened_while_it_was_being_changed_keeps_its_promises(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = draft_round(installation)
        page = settings(view.round.code)
        shown = fields_of(signed_in.get(page).text)
        open_round(installation, facilitator(installation), view.round.code, NOW)
        answer(installation, view, 1)
        signed_in.post(page, data={**shown, "smallest_group": "3", "title": "Senare"})
        after = fresh(installation, view).round
        assert (after.title, after.rules.smallest_group) == ("Senare", 5)


class TestARoundLikeOneOfAnOlderVersion:
    @pytest.fixture
    def newer(self, app: Flask, installation: Installation, tmp_path: Path) -> Iterator[str]:
        """The address of a round like an earlier one, of whose questionnaire a newer version has come meanwhile."""
        view = opened_round(installation)
        source = (ROOT / "questionnaires" / "pulskoll.yaml").read_text()
        later = source.replace("version: 1", "version: 2\nreplaces: {version: 1}").replace(
            "är överens om", "är ense om"
        )
        for number, one in enumerate((later, source)):
            (tmp_path / f"{number}.yaml").write_text(one)
        before = app.extensions["installation"]
        app.extensions["installation"] = replace(installation, library=Library(tmp_path))
        yield f"/collaborations/{view.collaboration_id}/rounds/new?like={view.round.code}"
        app.extensions["installation"] = before

    def test_it_gets_the_newest_version_and_the_page_says_so(
        self, signed_in: FlaskClient, installation: Installation, newer: str
    ) -> None:
        page = signed_in.get(newer).text
        assert "Den tidigare omgången använde version 1. 12 av 13 frågor kan jämföras." in page
        assert page.count('<option value="pulskoll"') == 1
        assert signed_in.post(newer, data={**fields_of(page), "title": "Hösten 2027"}).status_code == 302
        versions = {
            view.round.title: view.round.questionnaire_version
            for view in list_rounds(installation, facilitator(installation))
        }
        assert versions == {"Våren 2026": 1, "Hösten 2027": 2}
