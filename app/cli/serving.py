"""The commands that start a server, and the demo."""

import os
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import click

from app.cli.speaking import gettext, plain_errors, this_installation, usable_questionnaire, write_file
from app.config import Settings, keep_private
from app.domain.errors import SamspelError
from app.log_lines import set_up_logs
from app.services import clock
from app.services.demo import EMAIL, PASSWORD, DemoLinks, fill_demo
from app.services.demo_people import VIEWER
from app.services.demo_removal import RemovedDemo, remove_demo, require_no_demo
from app.services.installation import Installation
from app.services.known_key import require_known_key
from app.services.mails import is_set_up
from app.services.presence import ADDRESS, Fact, Kind, note_start, require_own_address
from app.services.presence import show as show_presence
from app.services.rounds import find_round
from app.supervisor import Child, command_of
from app.worker import work

ADDRESS_PATIENCE = 3.0
"""Seconds that an address which is taken is waited for."""


@click.command()
@click.option("--remove", "removes", is_flag=True, help="Remove the demo: its accounts, collaborations and rounds.")
@plain_errors
def demo(removes: bool) -> None:
    """Fill the installation with an invented collaboration, where that has not been done."""
    installation = this_installation()
    require_known_key(installation, clock.now())
    if removes:
        _tell_removed(remove_demo(installation, clock.now()))
        return
    _tell_demo(installation, fill_demo(installation, clock.now()))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, envvar="HOST")
@click.option("--port", default=8000, show_default=True, envvar="PORT", type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--demo", "with_demo", is_flag=True, help="Fill the demo first, where that has not been done.")
@click.option("--worker/--no-worker", "with_worker", default=True, help="Send mail and do what is due beside it.")
@plain_errors
def serve(host: str, port: int, workers: int, with_demo: bool, with_worker: bool) -> None:
    """Serve the installation with gunicorn, and keep the worker beside it. What ends by itself is started again."""
    with _bound(host, port) as listening:
        _prepare(host, port, with_demo)
        listening.set_inheritable(True)
        command = command_of([_web_server(listening, workers), *([_worker()] if with_worker else [])])
        os.execv(command[0], command)


def _prepare(host: str, port: int, with_demo: bool) -> None:
    """Sees to it that what is to be served can be: settings, database, secret key, the demo."""
    is_set_up(Settings.from_environment())
    os.environ.setdefault("SAMSPEL_BASE_URL", f"http://{f'[{host}]' if ':' in host else host or 'localhost'}:{port}")
    installation = this_installation()
    now = clock.now()
    require_known_key(installation, now)
    if not with_demo and not _is_alone(host):
        require_no_demo(installation)
    if with_demo:
        base = replace(installation.settings, base_url=os.environ["SAMSPEL_BASE_URL"])
        _tell_demo(replace(installation, settings=base), fill_demo(installation, now))
    _tell_before(note_start(installation, now))
    show_presence(installation, Kind.PAGES, now)  # a worker that starts beside it finds its base address
    installation.database.dispose()
    sys.stdout.flush()


def _tell_before(changed: Sequence[tuple[str, Fact]]) -> None:
    """On standard error, beside the log: what this server is started with in place of what was before."""
    for name, before in changed:
        if name == ADDRESS:
            words = gettext(
                "SAMSPEL_BASE_URL was %(before)s since %(since)s. Links already mailed lead there, and passkeys belong "
                "to its host."
            )
            click.echo(words % {"before": before.value, "since": f"{before.since:%Y-%m-%d}"}, err=True)


def _web_server(listening: socket.socket, workers: int) -> Child:
    """gunicorn, on a socket that stays open while it is started again, so that nobody is turned away meanwhile."""
    # By this Python, not by a program beside it: where packages were installed for one user, there is none.
    arguments = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        f"fd://{listening.fileno()}",
        "--workers",
        str(workers),
        "--worker-class",
        "app.cli.web_worker.WebWorker",
        "--preload",
        "--no-control-socket",
        "--logger-class",
        "app.cli.server_log.ServerLog",
    ]
    command = (*arguments, "app.application:create_app_from_environment()")
    return Child("the web server", command, (listening.fileno(),), is_server=True)


def _worker() -> Child:
    return Child("the worker", (sys.executable, "-m", "samspel", "worker", "--parent", str(os.getpid())))


@click.command()
@click.option("--parent", type=int, hidden=True, help="End when this process is gone.")
@plain_errors
def worker(parent: int | None) -> None:
    """Send mail and do what is due, until it is told to end. `samspel serve` starts one by itself."""
    set_up_logs()
    is_set_up(Settings.from_environment())
    installation = this_installation()
    require_known_key(installation, clock.now())
    require_own_address(installation, clock.now())
    if not work(installation, parent):
        require_known_key(installation, clock.now())  # says why it has ended


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
@plain_errors
def preview(file: Path, port: int) -> None:
    """Show the form of a questionnaire FILE in the browser; nothing is stored."""
    questionnaire = usable_questionnaire(file)
    _bound("127.0.0.1", port).close()
    # Only here: the whole web would be loaded for every other command too.
    from app.application import create_preview_app

    app = create_preview_app(questionnaire)
    click.echo(f"http://127.0.0.1:{port}/r/PREVIEW")
    app.run("127.0.0.1", port, debug=False)


def _is_alone(host: str) -> bool:
    """Whether nobody but this machine reaches the server: it listens to the machine alone, and is not said to be
    reached by another address, or through another server."""
    base = urlsplit(os.environ["SAMSPEL_BASE_URL"]).hostname or ""
    return _is_this_machine(host) and _is_this_machine(base) and not int(os.environ.get("SAMSPEL_PROXIES") or 0)


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _bound(host: str, port: int) -> socket.socket:
    """A socket that holds the address, and does not answer yet. Raises D002 where something else is served there,
    before anything is prepared or printed. What is left of a server that broke down lets go of it in a moment."""
    last = time.monotonic() + ADDRESS_PATIENCE
    while True:
        held = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind((host, port))
        except OSError as fault:
            held.close()
            if time.monotonic() > last:
                raise SamspelError("D002", address=f"{host}:{port}", detail=fault.strerror) from fault
            time.sleep(0.1)
        else:
            return held


def _tell_removed(found: RemovedDemo) -> None:
    for name in (*found.accounts, *found.collaborations):
        click.echo(gettext("Removed: %(name)s") % {"name": name})
    for name in found.left:
        click.echo(gettext("Left as it is, since others lead it too: %(name)s") % {"name": name})
    if not found.accounts:
        click.echo(gettext("There is no demo here."))


def _tell_demo(installation: Installation, links: DemoLinks) -> None:
    base = installation.settings.base_url
    pdf = installation.settings.instance / "demo-dialogue.pdf"
    if not pdf.exists():
        # Only here: what lays out documents takes longer to load than all that the other commands need.
        from app.services import documents

        view = find_round(installation, links.closed_code)
        write_file(pdf, documents.DOCUMENTS["dialogue"](installation, view, "sv", clock.today()))
        keep_private(pdf)
    click.echo(gettext("The form:            %(link)s") % {"link": f"{base}/r/{links.open_code}"})
    click.echo(gettext("The facilitator:     %(link)s") % {"link": f"{base}/facilitate"})
    click.echo(gettext("  sign in with       %(email)s / %(password)s") % {"email": EMAIL, "password": PASSWORD})
    click.echo(gettext("An organisation:     %(link)s") % {"link": f"{base}/organisations"})
    click.echo(gettext("  sign in with       %(email)s / %(password)s") % {"email": VIEWER, "password": PASSWORD})
    click.echo(gettext("The demo's document: %(path)s") % {"path": pdf})
