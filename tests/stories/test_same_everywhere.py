"""The real `samspel serve`, twice on one database: what must be the same is the same, or one of them refuses."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from app.config import ROOT
from bench.live.addresses import kept_port
from bench.live.census import LEADER, PASSWORD, open_a_round
from bench.live.postgresql import new_database
from bench.live.served import KEY, Command, environment, seen_from_here, served
from bench.live.visitor import Visitor
from bench.live.waiting import eventually
from tests.stories.test_behind_nginx import token_of

OTHER_KEY = {"SAMSPEL_SECRET_KEY": "another secret key of a server that is tried, 012345"}


def ended(command: Command) -> str:
    """What a command that does not start says."""
    eventually(lambda: not command.runs, "it has ended")
    assert command.process.returncode == 1
    return command.said


def done(folder: Path, env: Mapping[str, str], *arguments: str) -> Command:
    """A command that has ended by itself."""
    one = Command(arguments, env, folder / "command.log")
    one.start()
    eventually(lambda: not one.runs, "the command has ended")
    return one


def test_another_key_is_refused_and_the_first_step_of_a_draft_kept_until_a_new_key_is_meant(tmp_path: Path) -> None:
    with served(f"sqlite:///{tmp_path / 'samspel.db'}", tmp_path / "served", "--workers", "1") as server:
        right, other = server.env, {**server.env, **OTHER_KEY}
        with seen_from_here(right) as installation:
            view = open_a_round(installation)
        here, place = Visitor("127.0.0.1", server.port), f"/r/{view.round.code}"
        here.post(place, {})
        sent = {"csrf_token": token_of(here.get(f"{place}/1").text), "item_organisation": "storvik", "go": "next"}
        assert here.post(f"{place}/1", sent).status == 302
        refused = done(tmp_path, other, "renew-key", "--yes")
        assert refused.process.returncode == 1 and "Stop all of them first" in refused.said
        server.end()
        server.env = other
        server.start()
        assert "The secret key is another one than this installation has had since" in ended(server)
        assert KEY not in server.said and OTHER_KEY["SAMSPEL_SECRET_KEY"] not in server.said
        server.env = right
        server.start()
        server.wait_until_ready()
        assert "<strong>Storvik</strong>" in here.get(f"{place}/review").text
        server.end()
        assert done(tmp_path, other, "renew-key", "--yes").process.returncode == 0
        server.env = other
        server.start()
        server.wait_until_ready()


def test_an_empty_key_file_is_refused_at_start(tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "secret_key").write_text("\n")
    url = f"sqlite:///{tmp_path / 'instance' / 'samspel.db'}"
    with kept_port() as port:
        env = environment(url, tmp_path / "instance", f"http://127.0.0.1:{port}", {"SAMSPEL_SECRET_KEY": ""})
        assert "The kept secret key has 0 characters" in ended(done(tmp_path, env, "serve", "--port", str(port)))


def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with the pulse check, which reads otherwise in the second one."""
    found = (tmp_path / "here", tmp_path / "there")
    for one in found:
        one.mkdir()
        shutil.copyfile(ROOT / "questionnaires" / "pulskoll.yaml", one / "pulskoll.yaml")
    path = found[1] / "pulskoll.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Parterna är överens", "Parterna är ense"))
    return found


def test_two_servers_offer_the_same_questionnaires_and_a_worker_of_another_address_is_refused(
    postgres_url: str, tmp_path: Path
) -> None:
    url, (here, there) = new_database(postgres_url, "same_everywhere"), folders(tmp_path)
    with kept_port() as address:
        base = f"http://127.0.0.1:{address}"
        one = ("--no-worker", "--workers", "1")
        with (
            served(url, tmp_path / "a", *one, base_url=base, others={"SAMSPEL_QUESTIONNAIRES": str(here)}),
            served(url, tmp_path / "b", *one, base_url=base, others={"SAMSPEL_QUESTIONNAIRES": str(there)}) as second,
        ):
            with seen_from_here(second.env) as installation:
                open_a_round(installation)
            leader = Visitor("127.0.0.1", second.port)
            sent = {"csrf_token": token_of(leader.get("/account/sign-in").text), "email": LEADER, "password": PASSWORD}
            assert leader.post("/account/sign-in", sent).status == 302
            assert leader.get("/questionnaires/egen").status == 404
            words = (here / "pulskoll.yaml").read_text(encoding="utf-8").replace("id: pulskoll", "id: egen")
            (here / "egen.yaml").write_text(words, encoding="utf-8")
            eventually(lambda: leader.get("/questionnaires/egen").status == 200, "the other server has it")
            eventually(lambda: "pulskoll 1 reads otherwise in this server's folder" in second.said, "it is told")
            assert "put the same file on all of them, or raise its version" in second.said
            astray = {**second.env, "SAMSPEL_BASE_URL": "https://elsewhere.norrdal.example"}
            said = ended(done(tmp_path, astray, "worker"))
            assert "https://elsewhere.norrdal.example" in said and base in said
