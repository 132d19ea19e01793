"""The page on which comments are read before others see them: without scripts, and nothing is shown by mistake."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.comment_review import digest_of
from app.services.installation import Installation
from app.services.responses import hand_in
from app.services.rounds import RoundView
from tests.builders import NOW, answer, closed, filled, new_round, opened_round
from tests.web.conftest import browser, token

ITEM = "puls_kommentar"
WRITTEN = ("Anna Ek bromsar", "Mer tid", "Mer tid", "Oklart & rörigt", "Bra möten")


@pytest.fixture
def view(installation: Installation) -> RoundView:
    view = opened_round(installation)
    for number, words in enumerate(WRITTEN):
        hand_in(installation, view, f"token {number}", NOW, filled(view, puls_kommentar=words))
    return closed(installation, view)


def address(view: RoundView) -> str:
    return f"/rounds/{view.round.code}/comments"


def page(one: FlaskClient, view: RoundView) -> str:
    return unescape(one.get(address(view)).text)


def part(
    words: str, chosen: str, before: str = "waiting", typed: str | None = None, item: str = ITEM
) -> dict[str, str]:
    """One comment's part of the form."""
    digest = digest_of(item, words)
    return {
        f"before-{digest}": before,
        f"decision-{digest}": chosen,
        f"words-{digest}": words if typed is None else typed,
    }


def post(one: FlaskClient, view: RoundView, fields: dict[str, str], go: str = "save") -> tuple[int, str]:
    """The status, and the page as it is then."""
    field = token(one, address(view))
    given = one.post(f"{address(view)}/{ITEM}", data={**fields, **field, "go": go})
    return given.status_code, unescape(given.text) if given.status_code != 302 else page(one, view)


def results(one: FlaskClient, view: RoundView) -> str:
    return unescape(one.get(f"/rounds/{view.round.code}/results").text)


def test_every_comment_stands_once_without_organisation_and_waits(signed_in: FlaskClient, view: RoundView) -> None:
    said = page(signed_in, view)
    assert "5 kommentarer väntar på att läsas." in said
    assert said.count('<span class="comment__words">') == 4
    assert "2 har skrivit precis detta." in said
    assert said.count('value="waiting" checked') == 4


def test_the_results_say_how_many_are_missing_and_lead_the_facilitator_there(
    signed_in: FlaskClient, view: RoundView
) -> None:
    said = results(signed_in, view)
    assert "5 kommentarer har inte lästs av processledaren än och visas först därefter." in said
    assert f'5 kommentarer väntar på att läsas. <a href="{address(view)}">Läs kommentarerna</a>' in said


def test_each_is_shown_struck_out_or_not_shown_as_was_decided(signed_in: FlaskClient, view: RoundView) -> None:
    fields = {
        **part("Anna Ek bromsar", "edited", typed="En kollega bromsar"),
        **part("Mer tid", "shown"),
        **part("Bra möten", "hidden"),
    }
    status, said = post(signed_in, view, fields)
    assert status == 302
    assert "Dina beslut om kommentarerna är sparade." in said
    assert "1 att läsa · 2 visas som de är · 1 visas med strukna ord · 1 visas inte" in said
    shown = results(signed_in, view)
    assert "<blockquote>[En kollega] bromsar</blockquote>" in shown
    assert shown.count("<blockquote>Mer tid</blockquote>") == 2
    assert "En kommentar visas inte, efter beslut av processledaren." in shown
    assert [words for words in ("Anna", "Bra möten", "Oklart") if words in shown] == []


@pytest.mark.parametrize("chosen", ["waiting", "shown", "edited"])
def test_words_that_were_changed_are_never_shown_unchanged(
    signed_in: FlaskClient, view: RoundView, chosen: str
) -> None:
    post(signed_in, view, part("Anna Ek bromsar", chosen, typed="bromsar"))
    assert "<blockquote>[…] bromsar</blockquote>" in results(signed_in, view)
    assert "Anna" not in results(signed_in, view)


def test_show_all_shows_those_that_were_on_the_page_and_waited_and_can_be_undone(
    signed_in: FlaskClient, view: RoundView
) -> None:
    fields = {**part("Mer tid", "waiting"), **part("Oklart & rörigt", "waiting"), **part("Bra möten", "hidden")}
    _, said = post(signed_in, view, fields, go="all")
    assert "2 kommentarer visas nu." in said
    assert "1 att läsa · 3 visas som de är · 1 visas inte" in said, "Anna Ek was not on the page"
    waited = ",".join(digest_of(ITEM, words)[:12] for words in ("Mer tid", "Oklart & rörigt"))
    assert f'name="waited" value="{waited}"' in said
    signed_in.post(f"{address(view)}/{ITEM}/back", data={**token(signed_in, address(view)), "waited": waited})
    assert "4 att läsa · 1 visas inte" in page(signed_in, view)


def test_a_page_that_has_grown_old_does_not_undo_what_another_has_decided(
    signed_in: FlaskClient, view: RoundView
) -> None:
    post(signed_in, view, part("Mer tid", "hidden"))
    post(signed_in, view, {**part("Mer tid", "waiting"), **part("Bra möten", "shown")})
    assert "2 att läsa · 1 visas som de är · 2 visas inte" in page(signed_in, view)


@pytest.mark.parametrize(
    ("typed", "chosen", "words"),
    [
        (" ", "shown", "Ingenting är kvar av kommentaren."),
        ("Mer tid", "edited", "Inget ord är struket."),
        ("ord " * 600, "edited", "längre än 2000 tecken"),
    ],
)
def test_what_cannot_be_kept_is_said_where_it_is_and_nothing_typed_is_lost(
    signed_in: FlaskClient, view: RoundView, typed: str, chosen: str, words: str
) -> None:
    fields = {**part("Mer tid", chosen, typed=typed), **part("Bra möten", "hidden")}
    status, said = post(signed_in, view, fields)
    assert (status, words in said) == (422, True)
    assert f">\n{typed}</textarea>" in said
    assert said.count('value="hidden" checked') == 1
    assert "5 att läsa" in said


def test_a_stale_page_loses_nothing(signed_in: FlaskClient, view: RoundView) -> None:
    fields = {**part("Mer tid", "edited", typed="Mer"), "csrf_token": "old", "go": "save"}
    given = signed_in.post(f"{address(view)}/{ITEM}", data=fields)
    assert given.status_code == 422
    assert ">\nMer</textarea>" in given.text
    assert 'role="alert"' in given.text


def test_a_comment_that_is_not_there_is_refused_with_a_cure(signed_in: FlaskClient, view: RoundView) -> None:
    status, said = post(signed_in, view, part("Något annat", "shown"))
    assert (status, "Ladda om sidan" in said) == (422, True)


def test_before_enough_have_written_not_even_the_facilitator_reads_it(
    signed_in: FlaskClient, installation: Installation
) -> None:
    view = opened_round(installation)
    answer(installation, view, 4, puls_kommentar="Hemligt")
    answer(installation, view, 2)
    closed(installation, view)
    said = page(signed_in, view)
    assert "Färre än 5 har skrivit här. Därför får ingen läsa det, inte heller du." in said
    assert "Hemligt" not in said


def test_while_the_round_is_open_there_is_nothing_to_read(signed_in: FlaskClient, installation: Installation) -> None:
    view = opened_round(installation)
    answer(installation, view, 6, puls_kommentar="Hemligt")
    said = page(signed_in, view)
    assert "Du kan läsa kommentarerna när omgången är stängd." in said
    assert "Hemligt" not in said


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_form_says_that_comments_are_read_and_to_write_no_names(
    app: Flask, installation: Installation, language: str
) -> None:
    view = opened_round(installation)
    one = browser(app)
    one.post(f"/r/{view.round.code}", data={"as": "another"})
    said = one.get(f"/r/{view.round.code}/4?language={language}").text
    wanted = {"sv": "Skriv inga namn och inget som pekar ut en person.", "en": "Write no names and nothing that points"}
    assert wanted[language] in said


@pytest.fixture
def many(installation: Installation) -> RoundView:
    """More comments than stand on a page, to two questions."""
    view = opened_round(installation, new_round(questionnaire="nyckelfaktorer"))
    for number in range(70):
        answers = filled(view, inom_kommentar=f"Inom {number:02}", mellan_kommentar=f"Mellan {number:02}")
        hand_in(installation, view, f"token {number}", NOW, answers)
    return closed(installation, view)


def words_on(said: str) -> list[str]:
    return re.findall(r'comment__words">([^<]+)<', said)


class TestMoreThanAPage:
    def test_every_comment_stands_on_one_page_and_the_pages_lead_on(
        self, signed_in: FlaskClient, many: RoundView
    ) -> None:
        pages = [unescape(signed_in.get(f"{address(many)}?page={number}").text) for number in (1, 2, 3)]
        found = [words for said in pages for words in words_on(said)]
        assert sorted(found) == sorted(f"{place} {number:02}" for place in ("Inom", "Mellan") for number in range(70))
        assert [len(words_on(said)) for said in pages] == [50, 50, 40]
        assert "Sida 2 av 3" in pages[1] and 'rel="prev"' in pages[1] and 'rel="next"' in pages[1]
        assert all("140 kommentarer väntar på att läsas." in said for said in pages)
        assert unescape(signed_in.get(f"{address(many)}?page=99").text).count("Sida 3 av 3") == 1

    def test_showing_all_that_wait_shows_those_on_the_page_and_stays_there(
        self, signed_in: FlaskClient, many: RoundView
    ) -> None:
        second = f"{address(many)}?page=2"
        said = signed_in.get(second).text
        here = [words for words in words_on(unescape(said)) if words.startswith("Mellan")]
        form = f"{address(many)}/mellan_kommentar?page=2"
        assert f'action="{form}"' in said
        fields = {name: words for one in here for name, words in part(one, "waiting", item="mellan_kommentar").items()}
        given = signed_in.post(form, data={**fields, **token(signed_in, second), "go": "all"})
        assert given.status_code == 302 and "page=2" in given.location
        after = unescape(signed_in.get(second).text)
        assert f"{len(here)} visas som de är" in after
        assert f"{140 - len(here)} kommentarer väntar" in after
        undone = re.search(r'action="([^"]*/back[^"]*)"', after)
        assert undone and "page=2" in undone[1]
