"""Where the installation is reached over https everything is; no visitor decides where a redirect leads."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.application import create_app
from app.services.installation import Installation
from app.services.rounds import RoundView
from app.services.voting import open_vote
from tests.builders import EMAIL, NOW, PASSWORD, closed, facilitator, opened_round
from tests.web.conftest import browser, token

HTTPS = "https://samspel.norrdal.example"
PATHS = (
    "/static//x",
    "/static//evil.example/x",
    "//evil.example",
    "//evil.example/..",
    "/\\evil.example",
    "/r//x",
    "/i//x",
    "/api/v1",
    "/api//v1/",
    "/?code=//evil.example",
    "/?code=%2F%5Cevil.example",
    "/account/sign-in?next=//evil.example",
    "/collaborations?language=en",
    "//evil.example/?language=en",
)


def secured(installation: Installation) -> FlaskClient:
    settings = replace(installation.settings, base_url=HTTPS)
    return browser(create_app(replace(installation, settings=settings)))


def opened_vote(installation: Installation) -> RoundView:
    view = closed(installation, opened_round(installation))
    open_vote(installation, facilitator(installation), view.round.code, NOW)
    return view


def set_cookies(client: FlaskClient, page: str, method: str = "GET") -> dict[str, str]:
    """Name -> the rest of the line, of what the page sets."""
    with client.open(page, method=method, base_url=HTTPS) as answered:
        lines = answered.headers.getlist("Set-Cookie")
    return {line.partition("=")[0]: line.partition(";")[2].lower() for line in lines}


@pytest.mark.parametrize("path", PATHS)
def test_no_redirect_leads_to_a_host_that_the_visitor_named(app: Flask, path: str) -> None:
    one = browser(app)
    with one.get(path, headers={"Host": "evil.example"}) as answered:
        onward = answered.headers.get("Location", "/")
    assert onward.startswith("/") and onward[1:2] not in ("/", "\\"), onward
    assert urlsplit(onward).netloc == ""


def test_every_redirect_of_a_signed_in_visitor_stays_on_the_host(signed_in: FlaskClient, app: Flask) -> None:
    followed = 0
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments:
            with signed_in.get(rule.rule, headers={"Host": "localhost", "X-Forwarded-Host": "evil.example"}) as found:
                if "Location" in found.headers:
                    followed += 1
                    assert found.headers["Location"].startswith("/")
    assert followed > 1


def test_the_links_of_a_mail_follow_the_base_address_whatever_host_the_request_named(
    app: Flask, installation: Installation
) -> None:
    facilitator(installation)
    one = browser(app)
    field = token(one, "/account/by-link")
    one.post("/account/by-link", data={"email": EMAIL, **field}, headers={"X-Forwarded-Host": "evil.example"})
    with installation.database.reading() as connection:
        bodies = [row[0] for row in connection.exec_driver_sql("SELECT body FROM messages")]
    assert len(bodies) == 1
    assert "http://localhost/account/link/" in bodies[0]
    assert "evil" not in bodies[0]


def test_https_is_asked_of_browsers_for_a_year_where_the_base_address_has_it(
    installation: Installation, client: FlaskClient
) -> None:
    for page in ("/", "/static/site.css", "/nothing", "/api/v1/", "/api/v1"):
        with secured(installation).get(page) as answered:
            assert answered.headers.getlist("Strict-Transport-Security") == ["max-age=31536000"], page
        with client.get(page) as answered:
            assert "Strict-Transport-Security" not in answered.headers


def test_every_cookie_is_secure_and_prefixed_under_https_even_behind_a_server_that_ends_it(
    installation: Installation,
) -> None:
    facilitator(installation)
    client, view = secured(installation), opened_round(installation)
    code = view.round.code
    voting = opened_vote(installation)
    found = {
        **set_cookies(client, "/account/sign-in?language=sv"),
        **set_cookies(client, f"/r/{code}", "POST"),
        **set_cookies(client, f"/v/{voting.round.code}"),
    }
    assert set(found) == {
        "__Host-samspel",
        "__Host-language",
        f"__Secure-samspel_{code}",
        f"__Secure-samspel_vote_{voting.round.code}",
    }
    for name, options in found.items():
        assert " secure" in options and "httponly" in options and "samesite=lax" in options and "domain" not in options
        assert ("path=/;" in f"{options};".replace(" ", "")) == name.startswith("__Host-"), name


def test_without_https_cookies_are_plain_whatever_a_proxy_says(client: FlaskClient, installation: Installation) -> None:
    code = opened_round(installation).round.code
    with client.post(f"/r/{code}", base_url="https://localhost") as answered:
        (line,) = answered.headers.getlist("Set-Cookie")
    assert line.startswith(f"samspel_{code}=") and "secure" not in line.lower()


def test_signing_in_and_answering_work_under_https(installation: Installation) -> None:
    facilitator(installation)
    client = secured(installation)
    client.environ_base |= {"wsgi.url_scheme": "https", "HTTP_HOST": "samspel.norrdal.example"}
    client.environ_base["HTTP_REFERER"] = f"{HTTPS}/account/sign-in"
    page = client.get("/account/sign-in", base_url=HTTPS).text
    field = page.split('name="csrf_token" value="')[1].split('"')[0]
    fields = {"email": EMAIL, "password": PASSWORD, "csrf_token": field}
    assert client.post("/account/sign-in", data=fields, base_url=HTTPS).headers["Location"] == "/collaborations"
    assert client.get("/account", base_url=HTTPS).status_code == 200
    code = opened_round(installation).round.code
    assert client.post(f"/r/{code}", base_url=HTTPS).status_code == 302
    assert client.get(f"/r/{code}/1", base_url=HTTPS).status_code == 200
