"""What an installation keeps is for its owner alone to read, on real files."""

import os
import stat
from pathlib import Path

import pytest

from app.config import Settings, keep_private
from app.domain.errors import SamspelError
from app.services.installation import Installation
from app.services.known_key import require_known_key
from app.services.responses import hand_in
from app.web.fonts import web_fonts
from tests.builders import NOW, closed, filled, opened_round, reopened
from tests.conftest import settings


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"SAMSPEL_INSTANCE": str(tmp_path / "instance")}


def rights(folder: Path) -> dict[str, str]:
    """Name -> rights, of the folder itself and of all in it."""
    found = (folder, *folder.rglob("*"))
    return {str(one.relative_to(folder.parent)): oct(stat.S_IMODE(one.stat().st_mode)) for one in found}


def test_all_that_an_installation_writes_is_its_owners_alone_whatever_others_may_by_habit(
    environment: dict[str, str], tmp_path: Path
) -> None:
    habit = os.umask(0)
    try:
        installation = Installation.open(Settings.from_environment(environment))
        with installation.database.reading() as reader:
            reader.exec_driver_sql("SELECT count(*) FROM rounds").fetchall()
            opened_round(installation)  # with somebody who reads, the log and its index are there
            web_fonts(installation.settings.instance / "fonts")
            found = rights(tmp_path / "instance")
        installation.database.dispose()
    finally:
        os.umask(habit)
    folders = {"instance", "instance/fonts"}
    assert {"instance/secret_key", "instance/samspel.db", "instance/samspel.db-wal", "instance/samspel.db-shm"} < set(
        found
    )
    assert {name: right for name, right in found.items() if right != ("0o700" if name in folders else "0o600")} == {}


def test_an_installation_that_others_could_read_is_tightened_when_it_is_opened(
    environment: dict[str, str], tmp_path: Path
) -> None:
    Installation.open(Settings.from_environment(environment)).database.dispose()
    folder = tmp_path / "instance"
    (folder / "kept").mkdir()
    (folder / "kept" / "demo-dialogue.pdf").write_bytes(b"%PDF")
    for one in (folder, *folder.rglob("*")):
        one.chmod(0o777 if one.is_dir() else 0o666)
    Installation.open(Settings.from_environment(environment)).database.dispose()
    assert set(rights(folder).values()) == {"0o700", "0o600"}


def test_a_database_that_lies_elsewhere_is_its_owners_alone_too(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    path = tmp_path / "elsewhere" / "samspel.db"
    habit = os.umask(0)
    try:
        given = Settings.from_environment({**environment, "DATABASE_URL": f"sqlite:///{path}"})
        Installation.open(given).database.dispose()
    finally:
        os.umask(habit)
    assert oct(stat.S_IMODE(path.stat().st_mode)) == "0o600"


def test_what_is_only_pointed_to_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "shared").write_text("x")
    (tmp_path / "shared").chmod(0o644)
    (tmp_path / "link").symlink_to(tmp_path / "shared")
    keep_private(tmp_path / "link")
    assert oct(stat.S_IMODE((tmp_path / "shared").stat().st_mode)) == "0o644"


def test_another_secret_key_is_refused_while_comments_wait_and_loses_none(installation: Installation) -> None:
    view = opened_round(installation)
    for number in range(5):
        hand_in(installation, view, str(number), NOW, filled(view, puls_kommentar=f"comment {number}"))
    url = installation.settings.database_url
    other = Installation(
        Settings(url, "another secret", installation.settings.instance, installation.settings.questionnaires, ""),
        installation.database,
        installation.library,
    )
    with pytest.raises(SamspelError, match="V032"):
        require_known_key(other, NOW)
    closed(other, view)
    assert comments(installation) == 0
    back = Installation(settings(url, installation.settings.instance), installation.database, installation.library)
    closed(back, reopened(back, view))
    assert comments(installation) == 5
    require_known_key(back, NOW)
    with pytest.raises(SamspelError, match="V050"):
        require_known_key(other, NOW)


def comments(installation: Installation) -> int:
    with installation.database.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM comments").scalar_one())
