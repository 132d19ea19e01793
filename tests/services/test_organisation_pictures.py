"""One organisation over all its collaborations: whose it is, what it shows, what it leaves out, and what it costs."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from app.documents.medium import SCREEN
from app.documents.organisation import render_html
from app.documents.organisation_words import organisation_words
from app.domain.answers import AnswerSheet
from app.domain.errors import SamspelError
from app.domain.items import RatingItem
from app.domain.organisation_picture import Missing, NoScore, OrganisationPicture, OwnScore, PicturedRound
from app.domain.record import Action, ActionState
from app.domain.recurring import Leaning
from app.domain.round import Kind
from app.services.accounts import Account, add_account
from app.services.agreements import add
from app.services.installation import Installation
from app.services.organisation_pictures import organisation_picture
from app.services.organisations import followed_organisations
from app.services.responses import store_sheets
from app.services.rounds import RoundView, close_round, create_round, open_round
from app.store import memberships
from tests.builders import NOW, PASSWORD, TODAY, collaboration, facilitator, fresh, new_round

NAMES = ("Norrdal", "Älvnäs")
OWN = "norrdal"


def held(
    installation: Installation,
    name: str,
    answers: Sequence[tuple[str, int, int]],
    *,
    kind: Kind = Kind.INDIVIDUAL,
    days: int = 0,
) -> RoundView:
    """A closed round of that collaboration, so many days later: (organisation, persons, what each answers)."""
    view = begun(installation, name, kind=kind)
    for organisation, number, value in answers:
        rated = {one.id: one.coded(value) for one in view.questionnaire.items if isinstance(one, RatingItem)}
        store_sheets(installation, view, [AnswerSheet(organisation, None, rated)] * number, NOW)
    close_round(installation, facilitator(installation), view.round.code, NOW + timedelta(days=days))
    return fresh(installation, view)


def begun(installation: Installation, name: str, *, kind: Kind = Kind.INDIVIDUAL) -> RoundView:
    """An open round of it."""
    within = collaboration(installation, NAMES, name)
    account = facilitator(installation)
    made = create_round(installation, account, within.id, new_round(organisations=NAMES, kind=kind), NOW)
    return open_round(installation, account, made.round.code, NOW)


@pytest.fixture
def viewer(installation: Installation) -> Account:
    collaboration(installation, NAMES)
    one = add_account(installation, "viewer@norrdal.example", "Vera Viewer", PASSWORD, TODAY)
    with installation.database.writing() as connection:
        memberships.insert_viewer(connection, one.id, OWN)
    return one


def seen(installation: Installation, viewer: Account) -> OrganisationPicture:
    return organisation_picture(installation, viewer, OWN, NOW)


def the_round(picture: OrganisationPicture) -> PicturedRound:
    ((one,),) = [[of.latest for of in asked.collaborations] for asked in picture.questionnaires]
    return one


class TestWhoSeesIt:
    def test_only_those_who_follow_the_organisation(self, installation: Installation, viewer: Account) -> None:
        assert seen(installation, viewer).name == "Norrdal"
        assert [one.name for one in followed_organisations(installation, viewer)] == ["Norrdal"]
        assert followed_organisations(installation, facilitator(installation)) == ()

    @pytest.mark.parametrize("organisation_id", ["alvnas", "nobody"])
    def test_another_organisation_is_as_one_that_does_not_exist(
        self, installation: Installation, viewer: Account, organisation_id: str
    ) -> None:
        with pytest.raises(SamspelError, match="E001"):
            organisation_picture(installation, viewer, organisation_id, NOW)
        with pytest.raises(SamspelError, match="E001"):
            organisation_picture(installation, facilitator(installation), OWN, NOW)


class TestWhatItShows:
    def test_the_own_score_stands_beside_that_of_all(self, installation: Installation, viewer: Account) -> None:
        held(installation, "Ett", [(OWN, 5, 2), ("alvnas", 5, 5)])
        picture = seen(installation, viewer)
        score = the_round(picture).scores["service"]
        assert isinstance(score, OwnScore)
        assert (score.score.value, score.n, score.group, score.leaning) == (2.0, 5, 3.5, Leaning.SHORT)
        assert (picture.collaborations, picture.rounds, picture.shown) == (1, 1, 1)

    def test_what_is_low_in_two_collaborations_recurs(self, installation: Installation, viewer: Account) -> None:
        for name in ("Ett", "Två", "Tre"):
            held(installation, name, [(OWN, 5, 4 if name == "Tre" else 2), ("alvnas", 5, 4)])
        (asked,) = seen(installation, viewer).questionnaires
        assert {(one.leaning, one.times, one.of) for one in asked.recurring} == {(Leaning.SHORT, 2, 3)}
        assert len(asked.recurring) == 13

    def test_only_the_latest_round_of_each_collaboration_counts(
        self, installation: Installation, viewer: Account
    ) -> None:
        held(installation, "Ett", [(OWN, 5, 2), ("alvnas", 5, 4)])
        held(installation, "Två", [(OWN, 5, 2), ("alvnas", 5, 4)])
        (asked,) = seen(installation, viewer).questionnaires
        assert asked.compared == 2 and asked.recurring
        words = organisation_words(seen(installation, viewer), TODAY, "sv", SCREEN)
        assert any("Brister i flera samverkan: " in one for one in words.brief)
        held(installation, "Två", [(OWN, 4, 2), ("alvnas", 5, 4)], days=30)
        (asked,) = seen(installation, viewer).questionnaires
        assert asked.compared == 1 and not asked.recurring

    def test_one_collaboration_makes_no_pattern(self, installation: Installation, viewer: Account) -> None:
        held(installation, "Ett", [(OWN, 5, 1), ("alvnas", 5, 4)])
        words = organisation_words(seen(installation, viewer), TODAY, "sv", SCREEN)
        assert any("minst två samverkan" in one for one in words.brief)
        assert not words.questionnaires[0].recurs and "gång på gång" not in render(seen(installation, viewer))

    def test_open_rounds_show_nothing_but_their_date(self, installation: Installation, viewer: Account) -> None:
        begun(installation, "Ett")
        picture = seen(installation, viewer)
        assert picture.questionnaires == () and picture.rounds == 0


class TestWhatItLeavesOut:
    def test_four_answers_give_no_own_figure_on_page_or_paper(
        self, installation: Installation, viewer: Account
    ) -> None:
        held(installation, "Ett", [(OWN, 4, 1), ("alvnas", 6, 4)])
        picture = seen(installation, viewer)
        one = the_round(picture)
        assert not one.shows_something and picture.shown == 0
        assert {score.missing for score in one.scores.values() if isinstance(score, NoScore)} == {Missing.PROTECTED}
        for table in organisation_words(picture, TODAY, "sv", SCREEN).questionnaires[0].tables:
            assert {cell.value for row in table.rows for cell in row.cells} == {"–"}
            assert {cell.n for row in table.rows for cell in row.cells} == {""}
        said = render(picture)
        assert "Färre än 5 från organisationen har svarat" in said
        assert "<strong>1,0</strong>" not in said and "n = " not in said and "alla 2,8" in said

    def test_a_round_of_which_nothing_may_be_shown_says_so(self, installation: Installation, viewer: Account) -> None:
        held(installation, "Ett", [(OWN, 2, 1), ("alvnas", 2, 4)])
        scores = the_round(seen(installation, viewer)).scores.values()
        assert set(scores) == {NoScore(Missing.NOT_EVEN_THE_GROUP)}

    def test_in_a_joint_round_it_is_the_answer_that_is_missing(
        self, installation: Installation, viewer: Account
    ) -> None:
        held(installation, "Ett", [("alvnas", 1, 4)], kind=Kind.JOINT)
        score = the_round(seen(installation, viewer)).scores["service"]
        assert isinstance(score, NoScore) and score.missing is Missing.NO_ANSWER


class TestWhatWasPromised:
    def test_its_own_actions_stand_by_how_late_they_are(self, installation: Installation, viewer: Account) -> None:
        view = held(installation, "Ett", [(OWN, 5, 2), ("alvnas", 5, 5)])
        account = facilitator(installation)
        for words, organisation, days, state in (
            ("Sent", OWN, -1, ActionState.PLANNED),
            ("Snart", OWN, 3, ActionState.BEGUN),
            ("Klart", OWN, -9, ActionState.DONE),
            ("Nedlagt", OWN, 1, ActionState.DROPPED),
            ("Grannens", "alvnas", 1, ActionState.PLANNED),
        ):
            due = TODAY + timedelta(days=days)
            add(installation, account, view.round.code, Action("", None, words, "Chef", organisation, due, state), NOW)
        told = organisation_words(seen(installation, viewer), TODAY, "sv", SCREEN)
        assert [[one.words for one in group.actions] for group in told.promised] == [["Sent"], ["Snart"], ["Klart"]]
        assert any(
            "2 åtgärder är kvar att genomföra. Försenade: 1. Ska vara klara inom 30 dagar: 1." in one
            for one in told.brief
        )


def test_it_takes_as_many_queries_for_six_rounds_as_for_two(installation: Installation, viewer: Account) -> None:
    """From the second time on: the first time stores what may be shown of rounds that were closed since."""
    held(installation, "Ett", [(OWN, 5, 2), ("alvnas", 5, 5)])
    held(installation, "Två", [(OWN, 5, 2), ("alvnas", 5, 5)])
    seen(installation, viewer)
    few = _queries(installation, viewer)
    for name in ("Ett", "Två", "Tre", "Fyra"):
        held(installation, name, [(OWN, 5, 3), ("alvnas", 5, 5)])
    seen(installation, viewer)
    assert _queries(installation, viewer) == few <= 12


def _queries(installation: Installation, viewer: Account) -> int:
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    event.listen(installation.database.engine, "before_cursor_execute", note)
    seen(installation, viewer)
    event.remove(installation.database.engine, "before_cursor_execute", note)
    return len(asked)


def render(picture: OrganisationPicture, today: date = TODAY) -> str:
    return render_html(picture, today, "sv")
