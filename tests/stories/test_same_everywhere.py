"""The real `samspel serve`, twice on one database: what must be the same is the same, or one of them refuses."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.config import ROOT
from bench.live.addresses import kept_port
from bench.live.census import LEADER, PASSWORD, open_a_round
from bench.live.served import KEY, Command, Server, environment, seen_from_here, served
from bench.live.visitor import Visitor
from bench.live.waiting import eventually
from tests.stories.test_behind_nginx import token_of

OTHER_KEY = {"SAMSPEL_SECRET_KEY": "another secret key of a server that is tried, 012345"}


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[Server]:
    with served(database_url, tmp_path / "served", "--workers", "1") as one:
        yield one


def ended(command: Command) -> str:
    """What a command that does not start says."""
    eventually(lambda: not command.runs, "it has ended")
    assert command.process.returncode == 1
    return command.said


def test_another_key_after_a_restart_is_refused_and_the_first_step_of_a_draft_is_kept(server: Server) -> None:
    with seen_from_here(server.env) as installation:
        view = open_a_round(installation)
    here, place = Visitor("127.0.0.1", server.port), f"/r/{view.round.code}"
    here.post(place, {})
    sent = {"csrf_token": token_of(here.get(f"{place}/1").text), "item_organisation": "storvik", "go": "next"}
    assert here.post(f"{place}/1", sent).status == 302
    server.end()
    right, server.env = server.env, {**server.env, **OTHER_KEY}
    server.start()
    assert "The secret key is another one than this installation has had since" in ended(server)
    assert KEY not in server.said and OTHER_KEY["SAMSPEL_SECRET_KEY"] not in server.said
    server.env = right
    server.start()
    server.wait_until_ready()
    assert "<strong>Storvik</strong>" in here.get(f"{place}/review").text


@pytest.mark.parametrize("content", ["", "\n"])
def test_an_empty_key_file_is_refused_at_start(tmp_path: Path, content: str) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "secret_key").write_text(content)
    with kept_port() as port:
        url = f"sqlite:///{tmp_path / 'instance' / 'samspel.db'}"
        env = environment(url, tmp_path / "instance", f"http://127.0.0.1:{port}", {"SAMSPEL_SECRET_KEY": ""})
        one = Server(("serve", "--port", str(port)), env, tmp_path / "server.log", port=port)
        one.start()
        try:
            assert "The kept secret key has 0 characters" in ended(one)
        finally:
            one.finish()


@contextmanager
def folders(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """Two folders with the pulse check."""
    found = (tmp_path / "first", tmp_path / "second")
    for one in found:
        one.mkdir()
        shutil.copyfile(ROOT / "questionnaires" / "pulskoll.yaml", one / "pulskoll.yaml")
    yield found


def test_a_questionnaire_that_comes_to_one_server_is_chosen_at_the_other_without_a_restart(
    database_url: str, tmp_path: Path
) -> None:
    with folders(tmp_path) as (here, there), kept_port() as address:
        base = f"http://127.0.0.1:{address}"
        with (
            served(database_url, tmp_path / "a", "--no-worker", base_url=base, others=of(here)),
            served(database_url, tmp_path / "b", "--no-worker", base_url=base, others=of(there)) as second,
        ):
            with seen_from_here(second.env) as installation:
                open_a_round(replace(installation, library=installation.library))
            leader = Visitor("127.0.0.1", second.port)
            sent = {"csrf_token": token_of(leader.get("/account/sign-in").text), "email": LEADER, "password": PASSWORD}
            assert leader.post("/account/sign-in", sent).status == 302
            assert leader.get("/questionnaires/egen").status == 404
            words = (here / "pulskoll.yaml").read_text(encoding="utf-8").replace("id: pulskoll", "id: egen")
            (here / "egen.yaml").write_text(words, encoding="utf-8")
            eventually(lambda: leader.get("/questionnaires/egen").status == 200, "the other server has it")


def test_files_that_differ_under_one_version_are_told_at_start_with_their_cure(
    database_url: str, tmp_path: Path
) -> None:
    with folders(tmp_path) as (here, there), kept_port() as address:
        path = there / "pulskoll.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("Parterna är överens", "Parterna är ense"))
        base = f"http://127.0.0.1:{address}"
        with (
            served(database_url, tmp_path / "a", "--no-worker", base_url=base, others=of(here)),
            served(database_url, tmp_path / "b", "--no-worker", base_url=base, others=of(there)) as second,
        ):
            eventually(lambda: "pulskoll 1 reads otherwise in this server's folder" in second.said, "it is told")
            assert "put the same file on all of them, or raise its version" in second.said


def of(folder: Path) -> dict[str, str]:
    return {"SAMSPEL_QUESTIONNAIRES": str(folder)}


def test_a_worker_of_another_address_mails_no_dead_links(server: Server, tmp_path: Path) -> None:
    env = {**server.env, "SAMSPEL_BASE_URL": "https://elsewhere.norrdal.example"}
    worker = Command(("worker",), env, tmp_path / "worker.log")
    worker.start()
    try:
        said = ended(worker)
    finally:
        worker.finish()
    assert "https://elsewhere.norrdal.example" in said and f"http://127.0.0.1:{server.port}" in said


def test_no_new_key_while_they_serve_and_with_all_ended_it_is_taken(server: Server, tmp_path: Path) -> None:
    env = {**server.env, **OTHER_KEY}

    def renewed() -> Command:
        one = Command(("renew-key", "--yes"), env, tmp_path / "renew.log")
        one.start()
        one.process.wait()
        return one

    refused = renewed()
    assert refused.process.returncode == 1 and "Stop all of them first" in refused.said
    server.end()
    assert renewed().process.returncode == 0
    server.start()
    assert "renew-key" in ended(server)
    server.env = env
    server.start()
    server.wait_until_ready()
