"""nginx as docs/running/nginx.conf has it, with a certificate made for the test, in front of two servers here."""

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.config import ROOT
from bench.live.addresses import kept_port
from bench.live.visitor import Visitor
from bench.live.waiting import eventually

HOST = "samspel.norrdal.example"
EXAMPLE = ROOT / "docs" / "running" / "nginx.conf"
AROUND = """
user root;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/samspel.conf;
}}
"""


@dataclass(frozen=True)
class Front:
    """nginx, which listens at `port` with TLS."""

    folder: Path
    port: int
    trust: ssl.SSLContext

    def visitor(self) -> Visitor:
        """Somebody who comes this way."""
        return Visitor(HOST, self.port, self.trust)

    @property
    def logged(self) -> str:
        """The access log."""
        return (self.folder / "samspel.log").read_text(encoding="utf-8")


@contextmanager
def in_front_of(ports: tuple[int, int], folder: Path, port: int) -> Iterator[Front]:
    """nginx in the foreground, ended afterwards. `port` is kept by the caller."""
    folder.mkdir()
    _certificate(folder)
    with kept_port() as plain:
        configuration = EXAMPLE.read_text(encoding="utf-8")
        for before, after in {
            "127.0.0.1:8001": f"127.0.0.1:{ports[0]}",
            "127.0.0.1:8002": f"127.0.0.1:{ports[1]}",
            "listen 80;": f"listen 127.0.0.1:{plain};",
            "listen 443 ": f"listen 127.0.0.1:{port} ",
            "/etc/ssl/samspel/": f"{folder}/",
            "/var/log/nginx/": f"{folder}/",
        }.items():
            assert before in configuration
            configuration = configuration.replace(before, after)
        (folder / "samspel.conf").write_text(configuration, encoding="utf-8")
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
        command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
        subprocess.run([*command, "-t"], check=True, capture_output=True)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        front = Front(folder, port, ssl.create_default_context(cafile=str(folder / "fullchain.pem")))
        try:
            eventually(lambda: front.visitor().get("/privacy").status == 200, "nginx and the servers answer")
            yield front
        finally:
            process.terminate()
            process.wait()


def _certificate(folder: Path) -> None:
    names = f"subjectAltName=DNS:{HOST},IP:127.0.0.1"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
         "-addext", names, "-keyout", str(folder / "key.pem"), "-out", str(folder / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
