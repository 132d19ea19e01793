"""The pages of one round: what to do next in words; opening, closing, archiving, deleting."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient

from app.domain.round import Kind
from app.services.installation import Installation
from app.services.plans import change_round
from app.services.rounds import list_rounds, open_round
from tests.builders import answer, closed, draft_round, facilitator, fresh, new_round, opened_round, reopened
from tests.web.conftest import token

LATER = datetime(2999, 6, 1, 14, 30, tzinfo=UTC)
EARLIER = datetime(2001, 6, 1, 14, 30, tzinfo=UTC)


def post(signed_in: FlaskClient, page: str) -> int:
    return signed_in.post(page, data=token(signed_in, page)).status_code


def test_the_old_address_leads_to_the_start_page(signed_in: FlaskClient) -> None:
    assert signed_in.get("/facilitate").headers["Location"] == "/collaborations"


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


class TestThePeriod:
    def test_the_page_says_what_happens_by_itself(self, signed_in: FlaskClient, installation: Installation) -> None:
        new = replace(new_round(), opens_at=LATER, closes_at=LATER + timedelta(days=1))
        view = draft_round(installation, new)
        page = f"/facilitate/rounds/{view.round.code}"
        assert "Omgången öppnas av sig själv 1 juni 2999 kl. 16.30." in signed_in.get(page).text
        post(signed_in, f"{page}/open")
        assert "Omgången stängs av sig själv 2 juni 2999 kl. 16.30." in signed_in.get(page).text

    def test_a_period_that_has_passed_is_said_so(self, signed_in: FlaskClient, installation: Installation) -> None:
        view = draft_round(installation)
        new = replace(new_round(), opens_at=EARLIER, closes_at=EARLIER + timedelta(days=1))
        change_round(installation, facilitator(installation), view.round.code, 1, new, EARLIER)
        page = f"/facilitate/rounds/{view.round.code}"
        assert "Hela perioden har passerat" in signed_in.get(page).text
        assert "Stängningstiden har redan passerat" in signed_in.get(f"{page}/open").text
        open_round(installation, facilitator(installation), view.round.code, EARLIER)
        assert "Tiden gick ut 2 juni 2001 kl. 16.30." in signed_in.get(page).text


class TestArchivingAndDeleting:
    def test_an_archived_round_keeps_its_results_and_can_be_taken_back(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation)
        answer(installation, view, 6)
        closed(installation, view)
        page = f"/facilitate/rounds/{view.round.code}"
        assert signed_in.post(f"{page}/archive", data=token(signed_in, page)).headers["Location"] == page
        assert fresh(installation, view).round.state == "archived"
        assert "Här kan samtalet börja" in signed_in.get(f"/rounds/{view.round.code}/results").text
        assert f"{page}/open" not in signed_in.get(page).text
        assert signed_in.post(f"{page}/take-back", data=token(signed_in, page)).status_code == 302
        assert fresh(installation, view).round.state == "closed"

    def test_a_draft_is_deleted_after_one_question(self, signed_in: FlaskClient, installation: Installation) -> None:
        view = draft_round(installation)
        page = f"/facilitate/rounds/{view.round.code}/delete"
        assert "Ta bort utkastet?" in signed_in.get(page).text
        assert fresh(installation, view).round.state == "draft"
        gone = signed_in.post(page, data=token(signed_in, page))
        assert gone.headers["Location"] == f"/collaborations/{view.collaboration_id}"
        assert list_rounds(installation, facilitator(installation)) == ()

    def test_a_round_that_has_been_open_is_never_deleted(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation)
        page = f"/facilitate/rounds/{view.round.code}"
        assert f"{page}/delete" not in signed_in.get(page).text
        assert signed_in.get(f"{page}/delete").headers["Location"] == page
        refused = signed_in.post(f"{page}/delete", data=token(signed_in, page))
        assert refused.status_code == 409
        assert "Bara ett utkast kan tas bort" in refused.text

    def test_another_site_can_do_nothing(self, signed_in: FlaskClient, installation: Installation) -> None:
        view = draft_round(installation)
        for act in ("open", "close", "archive", "take-back", "delete"):
            assert signed_in.post(f"/facilitate/rounds/{view.round.code}/{act}").status_code == 400
        assert fresh(installation, view).round.state == "draft"


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
