"""The facilitator's pages: what to do next in words, rounds made and changed, nothing lost on a fault."""

import re

import pytest
from flask.testing import FlaskClient

from app.domain.round import Kind
from app.services.installation import Installation
from app.services.rounds import list_rounds
from tests.builders import answer, closed, draft_round, facilitator, fresh, new_round, opened_round, reopened
from tests.web.conftest import token

FORM = "/facilitate/rounds/new"
NEW: dict[str, object] = {
    "collaboration": "Samverkan Älvdalen",
    "title": "Hösten 2026",
    "organisations": "Norrdal\n\nÄlvnäs\n",
    "questionnaire": "nyckelfaktorer",
    "languages": ["sv"],
    "kind": "individual",
    "smallest_group": "4",
    "layout": "page",
    "expected": "",
}


def post(signed_in: FlaskClient, page: str) -> int:
    return signed_in.post(page, data=token(signed_in, page)).status_code


class TestTheOverview:
    def test_an_empty_one_says_what_to_do(self, signed_in: FlaskClient) -> None:
        page = signed_in.get("/facilitate").text
        assert "Du har inga omgångar än" in page
        assert f'href="{FORM}"' in page

    def test_rounds_stand_under_their_collaboration(self, signed_in: FlaskClient, installation: Installation) -> None:
        codes = {draft_round(installation, new_round(title=title)).round.code for title in ("Våren", "Hösten")}
        page = signed_in.get("/facilitate").text
        assert page.count("<h2>Samverkan Älvdalen</h2>") == 1
        assert set(re.findall(r'href="/facilitate/rounds/(\w{6})"', page)) == codes

    def test_each_state_has_its_next_step(self, signed_in: FlaskClient, installation: Installation) -> None:
        def page() -> str:
            return signed_in.get("/facilitate").text

        view = opened_round(installation)
        assert "0 av 12 har svarat" in page()
        assert "Det behövs minst 5 svar innan något kan visas." in page()
        answer(installation, view, 5)
        assert "5 av 12 har svarat" in page()
        assert "stäng omgången när de som ska svara har svarat" in page()
        answer(installation, view, 7)
        assert "Alla väntade svar har kommit in." in page()
        closed(installation, view)
        assert "se resultatet och skriv ut dialogunderlaget" in page()

    def test_a_round_closed_with_too_few_answers_may_be_opened_again(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation)
        answer(installation, view, 4)
        closed(installation, view)
        assert "öppna omgången igen för att få in fler svar" in signed_in.get("/facilitate").text


class TestANewRound:
    def test_it_is_made_opened_closed_and_looked_at(self, signed_in: FlaskClient, installation: Installation) -> None:
        made = signed_in.post(FORM, data={**NEW, **token(signed_in, FORM)})
        page = str(made.headers["Location"])
        (view,) = list_rounds(installation, facilitator(installation))
        assert page == f"/facilitate/rounds/{view.round.code}"
        assert [one.name for one in view.round.organisations] == ["Norrdal", "Älvnäs"]
        assert (view.round.rules.smallest_group, view.round.layout, view.round.expected) == (4, "page", None)
        assert view.round.languages == ("sv",)
        for act, state in (("open", "open"), ("close", "closed")):
            assert post(signed_in, f"{page}/{act}") == 302
            assert fresh(installation, view).round.state == state
        results = signed_in.get(f"/rounds/{view.round.code}/results").text
        assert "Inga siffror kan visas" in results
        assert "färre än 4" in results

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"collaboration": " "}, "Skriv ett namn."),
            ({"title": "x" * 121}, "Namnet är för långt"),
            ({"organisations": " \n"}, "Skriv minst en organisation"),
            ({"organisations": "Norrdal\nnorrdal"}, "står två gånger"),
            ({"organisations": "\n".join(map(str, range(61)))}, "Högst 60 organisationer"),
            ({"organisations": "x" * 121}, "är för långt"),
            ({"questionnaire": "nosuch"}, "Välj ett av frågeformulären."),
            ({"languages": []}, "Välj minst ett språk som frågeformuläret finns på: svenska, engelska."),
            ({"kind": "secret"}, "Välj ett av de två alternativen."),
            ({"layout": "poster"}, "Välj ett av de två alternativen."),
            ({"smallest_group": "2"}, "Välj ett tal från 3 till 10."),
            ({"smallest_group": "many"}, "Välj ett tal från 3 till 10."),
            ({"expected": "-1"}, "Skriv ett antal personer"),
            ({"expected": "10000"}, "Skriv ett antal personer"),
            ({"csrf_token": "old"}, "Inget har gått förlorat"),
        ],
    )
    def test_a_fault_brings_it_back_with_all_that_was_typed(
        self, signed_in: FlaskClient, installation: Installation, change: dict[str, object], words: str
    ) -> None:
        fields = {**NEW, "expected": "17", **token(signed_in, FORM), **change}
        refused = signed_in.post(FORM, data=fields)
        assert refused.status_code == 422
        assert words in refused.text
        for name, value in fields.items():
            if name in ("collaboration", "title", "smallest_group", "expected"):
                assert re.search(rf'name="{name}" value="{re.escape(str(value))}"', refused.text), name
        assert str(fields["organisations"]) in refused.text.replace("\r\n", "\n")
        if "layout" not in change:
            assert 'name="layout" value="page" checked' in refused.text
        assert list_rounds(installation, facilitator(installation)) == ()

    def test_each_fault_is_linked_from_the_top_and_stands_at_its_field(self, signed_in: FlaskClient) -> None:
        fields = {**NEW, "title": "", "smallest_group": "x", **token(signed_in, FORM)}
        page = signed_in.post(FORM, data=fields).text
        for name in ("title", "smallest_group"):
            assert f'<a href="#{name}">' in page
            assert re.search(rf'id="{name}"[^>]*aria-describedby="hint-{name} fault-{name}" aria-invalid="true"', page)
        assert page.count('class="fault"') == 2

    def test_a_joint_round_needs_no_smallest_group(self, signed_in: FlaskClient, installation: Installation) -> None:
        fields = {**NEW, "kind": "joint", "smallest_group": "", **token(signed_in, FORM)}
        assert signed_in.post(FORM, data=fields).status_code == 302
        (view,) = list_rounds(installation, facilitator(installation))
        assert view.round.rules.kind is Kind.JOINT

    def test_a_name_with_stray_spaces_is_the_same_collaboration(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        for name in ("Samverkan Älvdalen", "  Samverkan  Älvdalen "):
            signed_in.post(FORM, data={**NEW, "collaboration": name, **token(signed_in, FORM)})
        first, second = list_rounds(installation, facilitator(installation))
        assert first.collaboration_id == second.collaboration_id

    def test_it_can_begin_from_an_earlier_one(self, signed_in: FlaskClient, installation: Installation) -> None:
        code = draft_round(installation, new_round(smallest_group=7, languages=("en",))).round.code
        page = signed_in.get(f"{FORM}?like={code}").text
        assert 'name="collaboration" value="Samverkan Älvdalen"' in page
        assert "Norrdal\nÄlvnäs\nStorvik</textarea>" in page
        assert 'name="smallest_group" value="7"' in page
        assert re.findall(r'name="languages" value="(\w+)" checked', page) == ["en"]
        assert '<option value="pulskoll" selected>' in page
        assert 'name="title" value=""' in page


class TestOneRound:
    def test_link_and_code_show_only_while_it_is_open(self, signed_in: FlaskClient, installation: Installation) -> None:
        view = draft_round(installation)
        page = f"/facilitate/rounds/{view.round.code}"
        link = f"http://localhost/r/{view.round.code}"
        assert link not in signed_in.get(page).text
        post(signed_in, f"{page}/open")
        assert link in signed_in.get(page).text
        post(signed_in, f"{page}/close")
        assert link not in signed_in.get(page).text

    def test_it_counts_answers_but_never_per_organisation(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation)
        answer(installation, view, 3, organisation="norrdal")
        page = signed_in.get(f"/facilitate/rounds/{view.round.code}").text
        assert re.search(r'received__number">3 <span>av 12<', page)
        assert page.count("Norrdal") == 1

    def test_more_answers_than_expected_fill_the_bar_and_no_more(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation)
        answer(installation, view, 14)
        page = signed_in.get(f"/facilitate/rounds/{view.round.code}").text
        assert '<progress max="12" value="12"' in page
        assert 'received__number">14 <span>av 12<' in page

    def test_a_joint_round_counts_organisations(self, signed_in: FlaskClient, installation: Installation) -> None:
        view = opened_round(installation, new_round(kind=Kind.JOINT))
        answer(installation, view, 1, organisation="norrdal")
        page = signed_in.get(f"/facilitate/rounds/{view.round.code}").text
        assert 'received__number">1 <span>av 3<' in page
        assert "minsta grupp" not in page


class TestOpeningAndClosing:
    def test_nothing_happens_before_the_yes(self, signed_in: FlaskClient, installation: Installation) -> None:
        view = opened_round(installation)
        assert "Stänga omgången?" in signed_in.get(f"/facilitate/rounds/{view.round.code}/close").text
        assert fresh(installation, view).round.state == "open"

    def test_closing_with_too_few_answers_warns(self, signed_in: FlaskClient, installation: Installation) -> None:
        view = opened_round(installation)
        page = f"/facilitate/rounds/{view.round.code}/close"
        answer(installation, view, 4)
        assert "Färre än 5 har svarat, så inga siffror kan visas." in signed_in.get(page).text
        answer(installation, view, 1)
        assert "så inga siffror kan visas" not in signed_in.get(page).text

    def test_opening_again_tells_what_it_costs(self, signed_in: FlaskClient, installation: Installation) -> None:
        view = opened_round(installation)
        answer(installation, view, 6)
        closed(installation, view)
        page = signed_in.get(f"/facilitate/rounds/{view.round.code}/open").text
        assert "visas nya svar bara om de är minst 5" in page
        assert "skulle kunna peka ut någon" in page

    def test_opening_again_costs_nothing_where_nothing_was_shown(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation)
        answer(installation, view, 2)
        closed(installation, view)
        page = signed_in.get(f"/facilitate/rounds/{view.round.code}/open").text
        assert "om minst 5 har svarat då" in page
        assert "skulle kunna peka ut någon" not in page

    def test_a_joint_round_is_never_said_to_have_a_smallest_group(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation, new_round(kind=Kind.JOINT))
        for act in ("close", "open"):
            page = signed_in.get(f"/facilitate/rounds/{view.round.code}/{act}").text
            assert "minst 5" not in page
            post(signed_in, f"/facilitate/rounds/{view.round.code}/{act}")

    def test_an_open_round_is_not_opened_twice(self, signed_in: FlaskClient, installation: Installation) -> None:
        view = opened_round(installation)
        page = f"/facilitate/rounds/{view.round.code}"
        assert signed_in.get(f"{page}/open").headers["Location"] == page
        refused = signed_in.post(f"{page}/open", data=token(signed_in, page))
        assert refused.status_code == 409
        assert "redan öppen" in refused.text

    def test_another_site_cannot_close_it(self, signed_in: FlaskClient, installation: Installation) -> None:
        view = opened_round(installation)
        assert signed_in.post(f"/facilitate/rounds/{view.round.code}/close").status_code == 400
        assert fresh(installation, view).round.state == "open"


def test_a_reopened_round_hides_its_results_until_it_is_closed(
    signed_in: FlaskClient, installation: Installation
) -> None:
    view = opened_round(installation)
    answer(installation, view, 6)
    closed(installation, view)
    page = f"/rounds/{view.round.code}/results"
    assert "Här kan samtalet börja" in signed_in.get(page).text
    reopened(installation, view)
    assert "Här kan samtalet börja" not in signed_in.get(page).text
