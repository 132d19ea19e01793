"""How a request arrives, told to the doctor of the same installation, who finds out what proxies hand on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from flask import Flask

from app.config import Settings
from app.services import seen_address
from app.services.checkup import network
from app.services.checkup.finding import Verdict
from app.services.installation import Installation
from app.web.security import init_proxies
from tests.builders import NOW
from tests.services.checkup_server import answering
from tests.services.test_checkup import SHORT, silence, told


class TestFront:
    """The application itself, behind servers that hand on more or less."""

    def asked(
        self, app: Flask, settings: Settings, handed_on: Callable[[str], dict[str, str]], counts: int
    ) -> dict[str, Verdict]:
        init_proxies(app, counts)

        def answers(request: BaseHTTPRequestHandler) -> tuple[int, bytes]:
            headers = {seen_address.HEADER: request.headers[seen_address.HEADER]}
            headers |= handed_on(request.headers["X-Forwarded-For"])
            answer = app.test_client().get(request.path, headers=headers)
            return answer.status_code, answer.data

        with answering(answers) as base:
            return told(network.front(replace(settings, base_url=base, proxies=counts), datetime.now(UTC)))

    @pytest.mark.parametrize(
        ("handed_on", "counts", "expected"),
        [
            (lambda claimed: {"X-Forwarded-For": claimed}, 0, {"front": "ok"}),
            (lambda _: {"X-Forwarded-For": "10.0.0.7"}, 1, {"front": "ok"}),
            (lambda claimed: {"X-Forwarded-For": f"{claimed}, 10.0.0.7"}, 1, {"front": "ok"}),
            (lambda _: {"X-Forwarded-For": "10.0.0.7"}, 0, {"proxies": "fault"}),
            (lambda claimed: {"X-Forwarded-For": claimed}, 1, {"proxies": "fault"}),
            (lambda _: {"X-Forwarded-For": "10.0.0.7, 10.0.0.8"}, 1, {"proxies": "fault"}),
            (lambda claimed: {"X-Forwarded-For": f"10.0.0.7, {claimed}"}, 1, {"claimed_address": "fault"}),
            (lambda _: {"X-Forwarded-For": "10.0.0.7", "X-Forwarded-Proto": "https"}, 1, {"scheme": "fault"}),
        ],
    )
    def test_what_arrives_of_a_visitors_address_and_scheme_is_compared_with_the_settings(
        self,
        app: Flask,
        installation: Installation,
        handed_on: Callable[[str], dict[str, str]],
        counts: int,
        expected: dict[str, str],
    ) -> None:
        assert self.asked(app, installation.settings, handed_on, counts) == expected

    def test_another_installation_or_nobody_at_the_address_is_told(
        self, app: Flask, installation: Installation
    ) -> None:
        other = replace(installation.settings, secret_key="another secret key of somebody else, 01")
        assert self.asked(app, other, lambda _: {}, 0) == {"not_samspel": "fault"}
        with silence() as port:
            base = replace(installation.settings, base_url=f"http://127.0.0.1:{port}")
            assert told(network.front(base, NOW, SHORT)) == {"not_reached": "fault"}

    def test_nobody_is_told_how_they_arrive_without_a_fresh_proof(self, app: Flask, installation: Installation) -> None:
        old = seen_address.proof(installation.settings, datetime.now(UTC) - timedelta(minutes=5))
        for shown in ("", "1.x", old, "å.å"):
            headers = {seen_address.HEADER: shown.encode("utf-8").decode("latin-1")}
            assert app.test_client().get(seen_address.PLACE, headers=headers).status_code == 404
        fresh = seen_address.proof(installation.settings, datetime.now(UTC))
        answer = app.test_client().get(seen_address.PLACE, headers={seen_address.HEADER: fresh})
        assert answer.json == {"address": "127.0.0.1", "scheme": "http", "forwarded": []}
