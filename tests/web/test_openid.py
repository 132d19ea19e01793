"""Signing in by the municipality's own sign-in, against a real provider; and what must not let anybody in."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from app.application import create_app
from app.config import OpenIdSettings
from app.services.accounts import account_of
from app.services.installation import Installation
from app.services.proofs import FRESH
from app.store import accounts
from app.store.sessions import SessionRow
from tests.builders import EMAIL, PASSWORD, facilitator
from tests.passkey_device import Device
from tests.services.test_passkeys import registered
from tests.web.conftest import browser, token
from tests.web.openid_provider import Provider, running_provider

BEGIN = "/account/openid"
SIGN_IN = "/account/sign-in"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with running_provider() as found:
        yield found


@pytest.fixture
def provider(running: Provider) -> Provider:
    running.token_requests.clear()
    running.other_client, running.spoils, running.is_down = "", False, False
    return running


def knowing(installation: Installation, provider: Provider, *, admits: bool = False) -> FlaskClient:
    """A browser on an installation that knows the provider."""
    openid = OpenIdSettings(provider.address, "samspel", "secret", "Kommunkonto", admits)
    known = replace(installation, settings=replace(installation.settings, openid=openid))
    return browser(create_app(known))


@pytest.fixture
def client(installation: Installation, provider: Provider) -> FlaskClient:
    return knowing(installation, provider)


def come(client: FlaskClient, provider: Provider, subject: str, page: str = BEGIN) -> TestResponse:
    """The whole way: to the provider, and back with what it says."""
    return client.get(provider.authorize(client.get(page).headers["Location"], subject))


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_the_sign_in_page_offers_it_only_where_it_is_set_up(client: FlaskClient, installation: Installation) -> None:
    assert "Logga in med Kommunkonto" in client.get(SIGN_IN).text
    other = browser(create_app(installation))
    assert BEGIN not in other.get(SIGN_IN).text
    assert other.get(BEGIN).status_code == other.get(f"{BEGIN}/answer").status_code == 404


def test_a_verified_address_opens_its_account_and_the_subject_is_kept(
    client: FlaskClient, provider: Provider, installation: Installation
) -> None:
    facilitator(installation)
    provider.knows("kim-1", email=EMAIL.upper(), email_verified=True)
    assert come(client, provider, "kim-1", f"{BEGIN}?next=/account").headers["Location"] == "/account"
    assert is_signed_in(client)
    provider.knows("kim-1", email="kim.married@norrdal.example", email_verified=True)
    again = knowing(installation, provider)
    come(again, provider, "kim-1")
    assert EMAIL in again.get("/account").text


def test_an_address_that_the_provider_has_not_verified_opens_nothing(
    client: FlaskClient, provider: Provider, installation: Installation
) -> None:
    facilitator(installation)
    provider.knows("eve-1", email=EMAIL)
    refused = come(client, provider, "eve-1")
    assert refused.status_code == 422
    assert "Det finns inget konto" in refused.text
    assert not is_signed_in(client)


def test_another_subject_with_the_same_address_is_refused(
    client: FlaskClient, provider: Provider, installation: Installation
) -> None:
    facilitator(installation)
    provider.knows("kim-2", email=EMAIL, email_verified=True)
    come(client, provider, "kim-2")
    provider.knows("kim-3", email=EMAIL, email_verified=True)
    other = knowing(installation, provider)
    assert "redan kopplad" in come(other, provider, "kim-3").text
    assert not is_signed_in(other)


def test_who_has_no_account_gets_one_only_where_everybody_is_admitted(
    client: FlaskClient, provider: Provider, installation: Installation
) -> None:
    provider.knows("ny-1", email="ny@norrdal.example", email_verified=True, name="Ny Person")
    assert "Be en administratör" in come(client, provider, "ny-1").text
    assert account_of(installation, "ny@norrdal.example") is None
    open_house = knowing(installation, provider, admits=True)
    come(open_house, provider, "ny-1")
    assert is_signed_in(open_house)
    made = account_of(installation, "ny@norrdal.example")
    assert made is not None and made.name == "Ny Person" and not made.is_administrator


def test_the_code_is_worth_nothing_without_the_proof_key(client: FlaskClient, provider: Provider) -> None:
    asked = parse_qs(urlsplit(client.get(BEGIN).headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert len(asked["state"][0]) >= 20 and len(asked["nonce"][0]) >= 20
    again = client.get(BEGIN).headers["Location"]
    client.get(provider.authorize(again, "kim-4"))
    (sent,) = provider.token_requests
    digest = sha256(sent["code_verifier"].encode()).digest()
    assert urlsafe_b64encode(digest).decode().rstrip("=") == parse_qs(urlsplit(again).query)["code_challenge"][0]


class TestWhatProvesNothing:
    """In each case the account is there and the provider means well: one thing on the way is wrong."""

    @pytest.fixture(autouse=True)
    def known(self, provider: Provider, installation: Installation) -> None:
        facilitator(installation)
        provider.knows("kim-5", email=EMAIL, email_verified=True)

    def refused(self, client: FlaskClient, answered: TestResponse) -> None:
        assert answered.status_code == 422
        assert "inget svar som går att lita på" in answered.text
        assert not is_signed_in(client)

    def test_a_signature_that_does_not_fit(self, client: FlaskClient, provider: Provider) -> None:
        provider.spoils = True
        self.refused(client, come(client, provider, "kim-5"))

    def test_a_token_that_was_made_for_another_client(self, client: FlaskClient, provider: Provider) -> None:
        provider.other_client = "another"
        asked = client.get(BEGIN).headers["Location"].replace("client_id=samspel", "client_id=another")
        self.refused(client, client.get(provider.authorize(asked, "kim-5")))
        assert provider.token_requests

    def test_a_nonce_of_another_sign_in(self, client: FlaskClient, provider: Provider) -> None:
        asked = client.get(BEGIN).headers["Location"]
        nonce = parse_qs(urlsplit(asked).query)["nonce"][0]
        self.refused(client, client.get(provider.authorize(asked.replace(nonce, "a" * len(nonce)), "kim-5")))
        assert provider.token_requests

    def test_an_answer_that_another_browser_asked_for(
        self, client: FlaskClient, provider: Provider, installation: Installation
    ) -> None:
        answer = provider.authorize(client.get(BEGIN).headers["Location"], "kim-5")
        other = knowing(installation, provider)
        other.get(BEGIN)
        self.refused(other, other.get(answer))

    def test_an_answer_used_twice(self, client: FlaskClient, provider: Provider, installation: Installation) -> None:
        answer = provider.authorize(client.get(BEGIN).headers["Location"], "kim-5")
        assert client.get(answer).status_code == 302
        client.post("/account/sign-out", data=token(client, "/account"))
        self.refused(client, client.get(answer))

    def test_a_provider_that_calls_itself_something_else(self, provider: Provider, installation: Installation) -> None:
        # The same description is found under this address, but it names another issuer.
        openid = OpenIdSettings(f"{provider.address}/.", "samspel", "secret", "Kommunkonto", False)
        other = replace(installation, settings=replace(installation.settings, openid=openid))
        client = browser(create_app(other))
        self.refused(client, client.get(BEGIN))

    def test_a_provider_that_is_down(self, client: FlaskClient, provider: Provider) -> None:
        provider.is_down = True
        self.refused(client, client.get(BEGIN))
        provider.is_down = False
        assert come(client, provider, "kim-5").status_code == 302

    def test_somebody_who_says_no_at_the_provider(self, client: FlaskClient) -> None:
        self.refused(client, client.get(f"{BEGIN}/answer?error=access_denied&state=x"))


class TestConnecting:
    def sign_in(self, client: FlaskClient) -> None:
        client.post(SIGN_IN, data={"email": EMAIL, "password": PASSWORD, **token(client, SIGN_IN)})

    def test_an_account_is_connected_by_its_owner_without_a_verified_address(
        self, client: FlaskClient, provider: Provider, installation: Installation
    ) -> None:
        facilitator(installation)
        provider.knows("kim-6", email="anything@norrdal.example")
        self.sign_in(client)
        field = token(client, "/account")["csrf_token"]
        come(client, provider, "kim-6", f"{BEGIN}?connect={field}")
        assert "Ditt konto är kopplat" in client.get("/account").text
        other = knowing(installation, provider)
        come(other, provider, "kim-6")
        assert EMAIL in other.get("/account").text

    def test_another_site_cannot_connect_its_own_identity(
        self, client: FlaskClient, provider: Provider, installation: Installation
    ) -> None:
        facilitator(installation)
        self.sign_in(client)
        assert client.get(f"{BEGIN}?connect=guessed").status_code != 302
        provider.knows("eve-2", email="eve@norrdal.example")
        come(client, provider, "eve-2")
        assert "Ditt konto är kopplat" not in client.get("/account").text


class TestThePasskey:
    """An account with a passkey is asked for it after the other sign-in too, unless that has asked for two things."""

    @pytest.fixture(autouse=True)
    def with_passkey(self, installation: Installation) -> None:
        registered(installation, facilitator(installation), Device("http://localhost"))

    @pytest.mark.parametrize("methods", [None, ["pwd"], ["pwd", "otp"], []])
    def test_it_is_asked_for(self, client: FlaskClient, provider: Provider, methods: list[str] | None) -> None:
        more = {} if methods is None else {"amr": methods}
        provider.knows("kim-8", email=EMAIL, email_verified=True, **more)
        assert come(client, provider, "kim-8").headers["Location"] == "/account/second-step"
        assert not is_signed_in(client)

    def test_it_is_not_asked_for_where_the_issuer_has_seen_two_things(
        self, client: FlaskClient, provider: Provider
    ) -> None:
        provider.knows("kim-9", email=EMAIL, email_verified=True, amr=["pwd", "mfa"])
        assert come(client, provider, "kim-9", f"{BEGIN}?next=/account").headers["Location"] == "/account"
        assert is_signed_in(client)


class TestShowingWhoOneIs:
    @pytest.fixture
    def stolen(self, client: FlaskClient, provider: Provider, installation: Installation) -> FlaskClient:
        """A browser of an account without a password that was left signed in."""
        account = facilitator(installation)
        provider.knows("kim-7", email=EMAIL, email_verified=True)
        come(client, provider, "kim-7")
        with installation.database.writing() as connection:
            accounts.update_account(connection, account.id, password_hash=None)
            connection.execute(update(SessionRow), {"proved_at": datetime.now(UTC) - FRESH})
        return client

    def begin(self, client: FlaskClient) -> str:
        page = "/account/prove?next=/account"
        shown = client.get(page).text
        assert "Med Kommunkonto" in shown
        return f"{BEGIN}?prove={token(client, page)['csrf_token']}&next=/account"

    def test_the_provider_is_told_to_ask_anew(self, stolen: FlaskClient) -> None:
        asked = parse_qs(urlsplit(stolen.get(self.begin(stolen)).headers["Location"]).query)
        assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])

    def test_a_fresh_sign_in_there_shows_it(self, stolen: FlaskClient, provider: Provider) -> None:
        provider.knows("kim-7", email=EMAIL, email_verified=True, auth_time=int(datetime.now(UTC).timestamp()))
        assert come(stolen, provider, "kim-7", self.begin(stolen)).headers["Location"] == "/account"
        assert 'name="new_password"' in stolen.get("/account").text

    def test_an_old_one_and_somebody_elses_do_not(self, stolen: FlaskClient, provider: Provider) -> None:
        long_ago = int((datetime.now(UTC) - timedelta(hours=1)).timestamp())
        provider.knows("kim-7", email=EMAIL, email_verified=True, auth_time=long_ago)
        come(stolen, provider, "kim-7", self.begin(stolen))
        provider.knows("eve-3", email="eve@norrdal.example", auth_time=int(datetime.now(UTC).timestamp()))
        come(stolen, provider, "eve-3", self.begin(stolen))
        shown = stolen.get("/account").text
        assert 'name="new_password"' not in shown and EMAIL in shown

    def test_an_identity_is_connected_only_after_showing_who_one_is(
        self, client: FlaskClient, provider: Provider, installation: Installation
    ) -> None:
        facilitator(installation)
        client.post(SIGN_IN, data={"email": EMAIL, "password": PASSWORD, **token(client, SIGN_IN)})
        with installation.database.writing() as connection:
            connection.execute(update(SessionRow), {"proved_at": datetime.now(UTC) - FRESH})
        field = token(client, "/account")["csrf_token"]
        assert client.get(f"{BEGIN}?connect={field}").headers["Location"] == "/account/prove?next=/account"
