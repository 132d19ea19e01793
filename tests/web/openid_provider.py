"""A real provider of OpenID Connect in a process of its own, and a gate before it that sees and may change what passes.

The gate stands for what goes wrong on the way or at another's: without a change it only forwards."""

import json
import socket
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote

import requests
from werkzeug import Request, Response
from werkzeug.datastructures import Headers
from werkzeug.serving import make_server

PATIENCE = 60


@dataclass
class Provider:
    """What our application is told about, and what tests may turn. `token_requests`: the forms by which codes were
    changed for tokens. `other_client`: in whose name they are changed instead. `spoils`: signatures are broken."""

    behind: str
    address: str = ""
    token_requests: list[dict[str, str]] = field(default_factory=list)
    other_client: str = ""
    spoils: bool = False
    is_down: bool = False

    def knows(self, subject: str, **claims: str | bool | int | list[str]) -> None:
        """Makes somebody known to the provider."""
        requests.put(f"{self.behind}/users/{quote(subject)}", json=claims, timeout=PATIENCE).raise_for_status()

    def authorize(self, address: str, subject: str) -> str:
        """What somebody does at the provider: where the browser is sent then."""
        answered = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=PATIENCE)
        return answered.headers["Location"]

    def forward(self, request: Request) -> Response:
        """Passes a request on under the gate's own name, so that the provider calls itself by it."""
        if self.is_down:
            return Response(status=503)
        body = request.get_data()
        passed = requests.request(
            request.method,
            f"{self.behind}{request.full_path}",
            data=body,
            headers={"Host": request.host, **_kept(request.headers, "Content-Type")},
            auth=lambda prepared: self._signed(prepared, request),
            allow_redirects=False,
            timeout=PATIENCE,
        )
        content = passed.content
        if request.path == "/oauth2/token":
            self.token_requests.append(dict(parse_qsl(body.decode())))
            content = _spoiled(content) if self.spoils else content
        return Response(content, passed.status_code, _kept(passed.headers, "Content-Type", "Location"))

    def _signed(self, prepared: requests.PreparedRequest, request: Request) -> requests.PreparedRequest:
        given = request.headers.get("Authorization", "")
        if given and self.other_client and request.authorization and request.authorization.type == "basic":
            given = _basic(self.other_client, request.authorization.password or "")
        if given:
            prepared.headers["Authorization"] = given
        return prepared


def _basic(client: str, secret: str) -> str:
    return "Basic " + b64encode(f"{client}:{secret}".encode()).decode()


def _kept(headers: Mapping[str, str] | Headers, *names: str) -> dict[str, str]:
    return {name: headers[name] for name in names if name in headers}


def _spoiled(content: bytes) -> bytes:
    """The answer with a signature that does not fit."""
    token = json.loads(content)
    head, claims, signature = token["id_token"].split(".")
    return json.dumps({**token, "id_token": ".".join([head, claims, signature[::-1]])}).encode()


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Starts the provider and the gate, and ends both."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    provider = Provider(f"http://127.0.0.1:{port}")
    gate = make_server("127.0.0.1", 0, Request.application(provider.forward), threaded=True)
    provider.address = f"http://127.0.0.1:{gate.server_port}"
    thread = threading.Thread(target=gate.serve_forever, daemon=True)
    thread.start()
    try:
        _wait_for(provider.behind)
        yield provider
    finally:
        gate.shutdown()
        thread.join()
        gate.server_close()
        process.terminate()
        process.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            requests.get(address, timeout=1)
            return
        except requests.ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
