"""Run by test_production, in a process of its own: what Samspel promises, with nothing but what production installs.

Arguments: the names of the distributions that may be there, a folder to write in, the checkout."""

import io
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import packages_distributions
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


class NotInstalled(MetaPathFinder):
    """Modules of all other distributions are not there."""

    def __init__(self, allowed: set[str]) -> None:
        self.missing = {
            name
            for name, theirs in packages_distributions().items()
            if not {plain(one) for one in theirs} & {*allowed, "samspel"}
        }

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in self.missing:
            raise ModuleNotFoundError(f"not installed in production: {fullname}", name=fullname)
        return None


def every_module() -> None:
    import app

    for module in walk_packages(app.__path__, "app."):
        if not module.name.startswith("app.store.migrations."):  # alembic runs these
            import_module(module.name)


def a_workbook(folder: Path) -> None:
    from app.domain.errors import SamspelError
    from app.workbooks.workbook import read_workbook
    from tests.workbooks.hostile import workbook

    assert read_workbook(workbook("<row><c><v>4</v></c></row>"), "a").rows("", 9)[0].cells == ("4",)
    try:
        read_workbook(workbook(sheet=b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'), "a").rows("", 9)
    except SamspelError as refused:
        assert refused.code == "I043"
    else:
        raise AssertionError("an entity was read")


def a_draft_of_a_form(folder: Path) -> None:
    command("xlsform", "questionnaires/pulskoll.yaml", "-o", str(folder / "form.xlsx"))
    command("from-xlsform", str(folder / "form.xlsx"), "-o", str(folder / "draft.yaml"))
    assert "puls" in (folder / "draft.yaml").read_text(encoding="utf-8")


def scores_and_a_document(folder: Path) -> None:
    from openpyxl import Workbook

    from app.services.questionnaires import read_questionnaire_file

    asked = read_questionnaire_file(Path("questionnaires/pulskoll.yaml")).questionnaire
    assert asked
    book = Workbook()
    ratings = [item.id for item in asked.items if item.kind == "rating"]
    book.worksheets[0].append(ratings)
    for _ in range(6):
        book.worksheets[0].append([4] * len(ratings))
    file = io.BytesIO()
    book.save(file)
    (folder / "answers.xlsx").write_bytes(file.getvalue())
    about = ("questionnaires/pulskoll.yaml", str(folder / "answers.xlsx"))
    assert "4.0" in command("score", *about, "--format", "table", "--language", "en")
    command("document", *about, "-o", str(folder / "document.pdf"))
    assert (folder / "document.pdf").read_bytes().startswith(b"%PDF")
    command("listing", "questionnaires/pulskoll.yaml", "-o", str(folder / "questions.docx"))


def a_form_that_is_handed_in(folder: Path) -> None:
    from app.application import create_app
    from app.config import PasswordWork, Settings
    from app.services.installation import Installation
    from tests.builders import fresh, opened_round

    settings = Settings(
        f"sqlite:///{folder / 'samspel.db'}",
        "a-secret-of-a-test-that-is-long-enough",
        folder,
        Path("questionnaires"),
        "http://localhost",
        password_work=PasswordWork(passes=1, kibibytes=8, lanes=1),
    )
    installation = Installation.open(settings)
    view = opened_round(installation)
    browser = create_app(installation).test_client()
    place = f"/r/{view.round.code}"
    browser.post(place)
    for number in range(1, len(view.questionnaire.dimensions) + 2):
        page = f"{place}/{number}"
        items = view.questionnaire.dimensions[number - 2].all_items if number > 1 else ()
        given = {f"item_{item.id}": "4" for item in items if item.kind == "rating"}
        assert browser.post(page, data={"csrf_token": token(browser.get(page).text), **given}).status_code == 302
    page = f"{place}/review"
    browser.post(page, data={"csrf_token": token(browser.get(page).text)})
    assert fresh(installation, view).received == 1


def token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def command(*arguments: str) -> str:
    from click.testing import CliRunner

    from app.cli import main

    ended = CliRunner().invoke(main, arguments)
    if ended.exception:
        raise AssertionError(f"{arguments[0]}: {ended.output}") from ended.exception
    return ended.output


DEEDS: tuple[Callable[[Path], None], ...] = (
    a_workbook, a_draft_of_a_form, scores_and_a_document, a_form_that_is_handed_in,
)  # fmt: skip


def run(allowed: set[str], folder: Path, root: str) -> None:
    finder = NotInstalled(allowed)
    sys.meta_path.insert(0, finder)
    sys.path.insert(0, root)
    assert {"pytest", "hypothesis", "playwright"} <= finder.missing
    every_module()
    for deed in DEEDS:
        deed(folder)
        print(deed.__name__)


if __name__ == "__main__":
    run(set(sys.argv[1].split(",")), Path(sys.argv[2]), sys.argv[3])
