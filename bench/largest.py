"""What the largest things that are allowed cost: `python -m bench.largest`.

A result is calculated when a round closes, and its first page draws it; whoever looks again gets what was drawn.
"""

import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient

from app.application import create_app
from app.config import ROOT, Settings
from app.domain.round import Kind, Layout
from app.services.accounts import Account, add_account
from app.services.answer_files import import_file
from app.services.collaborations import NewCollaboration, create_collaboration
from app.services.installation import Installation
from app.services.rounds import NewRound, close_round, create_round, open_round
from bench.scoring import write_answers

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
EMAIL, PASSWORD = "bench@samspel.example", "a long password"
FACTORS, ITEMS = 22, 9
ROLES = 20
KEY_FACTORS = "nyckelfaktorer"


def main() -> None:
    """Prints seconds: of closing, of the first page, of the page again."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "questionnaires").mkdir()
        source = ROOT / "questionnaires" / f"{KEY_FACTORS}.yaml"
        (place / "questionnaires" / source.name).write_bytes(source.read_bytes())
        (place / "questionnaires" / "large.yaml").write_text(_large(), encoding="utf-8")
        url = f"sqlite:///{place / 'samspel.db'}"
        settings = Settings(url, "bench" * 8, place, place / "questionnaires", "http://localhost")
        installation = Installation.open(settings)
        account = add_account(installation, EMAIL, "Bench", PASSWORD, NOW.date())
        browser = create_app(installation).test_client()
        _sign_in(browser)
        items = FACTORS * ITEMS
        for organisations, persons in ((5, 30), (14, 150), (40, 800)):
            rounds = _rounds(installation, account, "large", organisations, persons, 1, place)
            what = f"{items} statements, {organisations} organisations x {ROLES} roles, {persons} persons"
            _tell(what, browser, f"/rounds/{rounds[1]}/results")
        rounds = _rounds(installation, account, KEY_FACTORS, 5, 40, 8, place)
        _tell("development over eight rounds", browser, f"/collaborations/{rounds[0]}/development")
        installation.database.dispose()


def _tell(what: str, browser: FlaskClient, address: str) -> None:
    seconds = []
    for _ in range(4):
        began = time.perf_counter()
        answered = browser.get(address)
        seconds.append(time.perf_counter() - began)
        assert answered.status_code == 200, (address, answered.status_code)
    print(f"{what}: first {seconds[0]:.2f} s, again {min(seconds[1:]):.3f} s ({len(answered.data) // 1000} kB)")


def _rounds(
    installation: Installation, account: Account, asked: str, organisations: int, persons: int, number: int, place: Path
) -> tuple[str, str]:
    """Closed rounds of a new collaboration: (its id, the last one's code)."""
    names = tuple(f"Kommun {at:02}" for at in range(1, organisations + 1))
    named = NewCollaboration(f"{asked} {organisations}", names)
    collaboration = create_collaboration(installation, account, named, NOW)
    for at in range(number):
        now = NOW + timedelta(days=30 * at)
        new = NewRound(f"Round {at + 1}", names, asked, ("sv",), Kind.INDIVIDUAL, 3, Layout.PAGE, None)
        code = create_round(installation, account, collaboration.id, new, now).round.code
        view = open_round(installation, account, code, now)
        write_answers(place / "answers.csv", view.questionnaire, persons, names, seed=at)
        import_file(installation, view, place / "answers.csv", now, actor=account, dry_run=False)
        began = time.perf_counter()
        close_round(installation, account, code, now + timedelta(days=20))
        print(f"{named.name}, round {at + 1}: closed in {time.perf_counter() - began:.2f} s")
    return collaboration.id, code


def _sign_in(browser: FlaskClient) -> None:
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/account/sign-in").text)
    assert found
    fields = {"email": EMAIL, "password": PASSWORD, "csrf_token": found[1]}
    assert browser.post("/account/sign-in", data=fields).status_code == 302


def _large() -> str:
    """A questionnaire of many statements, asked of many roles."""
    lines = [
        "id: large",
        "version: 1",
        "languages: [sv]",
        "title: {sv: Large}",
        "introduction: {sv: Much}",
        "minutes: 40",
        "scales:",
        "  hur:",
        "    strong_end: last",
        "    points: [{sv: Never}, {sv: Seldom}, {sv: Sometimes}, {sv: Often}, {sv: Always}]",
        "    dont_know: {sv: Cannot say}",
        "bands: {strength: 4.0, concern: 3.0}",
        "background:",
        "  organisation: {text: {sv: Which organisation?}}",
        "  level:",
        "    text: {sv: Which role?}",
        "    options:",
        *(f"      - {{id: role_{at}, label: {{sv: Role {at}}}}}" for at in range(1, ROLES + 1)),
        "dimensions:",
        "  - id: all",
        "    title: {sv: All}",
        "    description: {sv: All that is asked}",
        "    items:",
        "      - {id: own_words, kind: comment, text: {sv: In own words}}",
        "    factors:",
    ]
    for factor in range(1, FACTORS + 1):
        lines += [f"      - id: factor_{factor}", f"        title: {{sv: Factor {factor}}}", "        items:"]
        for item in range(1, ITEMS + 1):
            lines.append(f"          - {{id: item_{factor}_{item}, text: {{sv: Statement {factor}.{item}}}}}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
