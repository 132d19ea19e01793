"""What the doctor looks at beyond this machine: worlds that are wrong, each in one way."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import pytest

from app.config import OpenIdSettings, Settings
from app.documents.press_process import Limits
from app.services.checkup import machine, network, stored
from app.services.checkup.finding import Finding, Verdict
from app.services.installation import Installation
from app.services.known_key import require_known_key
from app.services.presence import Kind, show
from app.services.readiness import show_sign_of_life
from tests.builders import NOW
from tests.mail_server import Postbox, mail_server, mailing
from tests.services.checkup_server import answering
from tests.services.machines import edit
from tests.services.machines import machine as another_machine

WORDS = ("Test", "Test\n")
SHORT = 2.0
"""Seconds, of a limit that is reached."""


def told(found: list[Finding] | Iterator[Finding]) -> dict[str, Verdict]:
    return {one.what: one.verdict for one in found}


@contextmanager
def silence() -> Iterator[int]:
    """A port that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        yield one.getsockname()[1]


def with_issuer(installation: Installation, issuer: str) -> Settings:
    return replace(installation.settings, openid=OpenIdSettings(issuer, "samspel", "s", "Kommun", admits=False))


class TestMail:
    def test_a_server_that_answers_is_quoted_and_one_that_takes_a_test_mail_named(
        self, installation: Installation
    ) -> None:
        box = Postbox()
        with mail_server(box) as port:
            settings = mailing(installation, port).settings
            found = network.mail(settings, "", WORDS, NOW)
            assert (found.what, found.verdict) == ("mail", Verdict.OK)
            assert str(found.facts["said"]).startswith("250")
            assert box.mails == []
            assert network.mail(settings, "kim@norrdal.example", WORDS, NOW).what == "mail_sent"
        assert [mail["To"] for mail in box.mails] == ["kim@norrdal.example"]

    def test_a_receiver_who_is_refused_is_told_in_the_servers_words(self, installation: Installation) -> None:
        box = Postbox()
        box.answers["kim@norrdal.example"] = "550 no such user"
        with mail_server(box) as port:
            found = network.mail(mailing(installation, port).settings, "kim@norrdal.example", WORDS, NOW)
        assert (found.verdict, found.facts["detail"]) == (Verdict.FAULT, "550 no such user")

    def test_a_server_that_says_nothing_is_waited_for_no_longer_than_the_limit(
        self, installation: Installation
    ) -> None:
        with silence() as port:
            found = network.mail(mailing(installation, port).settings, "", WORDS, NOW, SHORT)
        assert (found.what, found.facts["detail"]) == ("mail_server", "no answer in 2 s")

    def test_nobody_at_the_port_and_no_such_setting_are_told_apart(self, installation: Installation) -> None:
        with socket.create_server(("127.0.0.1", 0)) as one:
            port = one.getsockname()[1]
        found = network.mail(mailing(installation, port).settings, "", WORDS, NOW)
        assert found.what == "mail_server" and "refused" in str(found.facts["detail"]).lower()
        assert told([network.mail(installation.settings, "", WORDS, NOW)]) == {"no_mail": Verdict.WARNING}
        assert told([network.mail(installation.settings, "a@b.example", WORDS, NOW)]) == {"no_mail_to_try": "fault"}


class TestSignIn:
    def described(self, **changes: object) -> Callable[[BaseHTTPRequestHandler], tuple[int, bytes]]:
        def answers(request: BaseHTTPRequestHandler) -> tuple[int, bytes]:
            issuer = f"http://{request.headers['Host']}"
            whole = {
                "issuer": issuer, "authorization_endpoint": "a", "token_endpoint": "b", "jwks_uri": "c", **changes
            }  # fmt: skip
            is_asked = request.path == "/.well-known/openid-configuration"
            return 200 if is_asked else 404, json.dumps(whole).encode()

        return answers

    def test_an_issuer_that_describes_itself_is_right_and_another_ones_description_is_not(
        self, installation: Installation
    ) -> None:
        assert network.sign_in(installation.settings) is None
        with answering(self.described()) as issuer:
            assert network.sign_in(with_issuer(installation, issuer)).what == "issuer"  # type: ignore[union-attr]
        with answering(self.described(issuer="https://other.example")) as issuer:
            found = network.sign_in(with_issuer(installation, issuer))
            assert found and found.facts["other"] == "https://other.example"

    @pytest.mark.parametrize("answer", [(500, b""), (200, b"<html>"), (200, b"{}"), (200, b"[1]")])
    def test_what_is_no_description_is_a_fault(self, installation: Installation, answer: tuple[int, bytes]) -> None:
        with answering(lambda _request: answer) as issuer:
            found = network.sign_in(with_issuer(installation, issuer))
        assert found and found.verdict is Verdict.FAULT

    def test_an_issuer_that_sends_a_byte_now_and_then_is_waited_for_no_longer_than_the_limit(
        self, installation: Installation
    ) -> None:
        over = Event()

        def slowly(request: BaseHTTPRequestHandler) -> tuple[int, bytes]:
            while not over.wait(0.2):
                request.wfile.write(b"H")
                request.wfile.flush()
            return 200, b""

        with answering(slowly) as issuer:
            found = network.sign_in(with_issuer(installation, issuer), SHORT)
            over.set()
        assert found and found.facts["detail"] == "no answer in 2 s"


class TestStored:
    def test_an_installation_in_order_has_no_fault(self, any_installation: Installation) -> None:
        require_known_key(any_installation, NOW)
        show(any_installation, Kind.PAGES, datetime.now(UTC))
        show_sign_of_life(any_installation, datetime.now(UTC))
        found = told(stored.all_of_it(any_installation, datetime.now(UTC)))
        assert found == dict.fromkeys(("clock_right", "key", "servers", "worker", "mail_queue"), "ok") | {
            "no_backup": "warning"
        }

    def test_a_wrong_key_address_and_file_and_a_worker_that_is_silent_are_faults(
        self, any_installation: Installation, tmp_path: Path
    ) -> None:
        now = datetime.now(UTC)
        require_known_key(any_installation, now)
        show(any_installation, Kind.PAGES, now)
        show_sign_of_life(any_installation, now - timedelta(hours=1))
        with another_machine(any_installation, tmp_path / "b", key="k" * 40, base_url="https://b.example") as other:
            edit(other, "Parterna är överens om", "Parterna är ense om")
            found = told(stored.all_of_it(other, now))
        faults = {what for what, verdict in found.items() if verdict is Verdict.FAULT}
        assert faults == {"key", "addresses", "questionnaire", "worker_silent"}

    def test_a_clock_that_goes_wrong_is_told(self, any_installation: Installation) -> None:
        show(any_installation, Kind.PAGES, NOW)
        found = list(stored.all_of_it(any_installation, NOW - timedelta(seconds=90)))
        assert found[0].what == "clock" and found[0].verdict is Verdict.FAULT

    def test_tables_of_a_newer_and_of_an_older_version_are_told(self, any_installation: Installation) -> None:
        database = any_installation.database
        for shape, what, verdict in (("0014", "older_tables", "warning"), ("9999", "tables", "fault")):
            with database.writing() as connection:
                connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{shape}'")
            found = stored.tables(database)
            assert (found.what, found.verdict) == (what, verdict)
        with database.writing() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0015'")
        assert stored.tables(database).verdict is Verdict.OK


def test_files_that_others_may_read_and_a_full_disk_are_faults(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = installation.settings.instance
    folder.chmod(0o700)
    installation.database.files[0].chmod(0o600)
    (folder / "secret_key").write_text("k" * 64)
    (folder / "secret_key").chmod(0o644)
    (found,) = machine.files(installation.settings, installation.database.files)
    assert (found.what, found.facts["path"]) == ("open_to_others", str(folder / "secret_key"))
    (folder / "secret_key").chmod(0o600)
    assert told(machine.files(installation.settings, installation.database.files)) == {"files": "ok"}
    monkeypatch.setattr(machine, "LEAST_ROOM", 10**30)
    monkeypatch.setattr(machine, "LITTLE_ROOM", 10**31)
    assert set(told(machine.room(installation.settings, ())).values()) == {"fault"}


def test_what_cannot_lay_out_a_document_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "PRESS_LIMITS", Limits(memory=64 * 1024**2))
    assert machine.documents().verdict is Verdict.FAULT
