"""An installation in a temporary folder, with an open round of the full questionnaire on one page."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from app.config import ROOT, Settings
from app.domain.round import Kind, Layout
from app.services.accounts import add_account
from app.services.collaborations import NewCollaboration, create_collaboration
from app.services.installation import Installation
from app.services.rounds import NewRound, RoundView, create_round, open_round

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
TODAY = NOW.date()


@contextmanager
def installation_with_round() -> Iterator[tuple[Installation, RoundView]]:
    """(installation, open round); removed afterwards."""
    with TemporaryDirectory() as folder:
        path = Path(folder)
        url = f"sqlite:///{path / 'samspel.db'}"
        installation = Installation.open(Settings(url, "bench" * 8, path, ROOT / "questionnaires", "http://127.0.0.1"))
        account = add_account(installation, "bench@samspel.example", "Bench", "a long password", TODAY)
        names = ("Norrdal", "Älvnäs", "Storvik")
        collaboration = create_collaboration(installation, account, NewCollaboration("Bench", names), NOW)
        new = NewRound("Bench", names, "nyckelfaktorer", ("sv",), Kind.INDIVIDUAL, 5, Layout.PAGE, None)
        view = create_round(installation, account, collaboration.id, new, NOW)
        yield installation, open_round(installation, account, view.round.code, NOW)
        installation.database.dispose()
