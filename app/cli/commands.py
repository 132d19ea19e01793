"""The commands that work on files and rounds."""

import json
from functools import partial
from pathlib import Path

import click

from app.cli.comparing import tell_against
from app.cli.speaking import (
    gettext,
    language_option,
    plain_errors,
    this_installation,
    this_settings,
    usable_questionnaire,
    user_language,
    write_file,
)
from app.config import Settings
from app.domain.errors import SamspelError
from app.domain.result import RoundResult
from app.domain.round import DEFAULT_SMALLEST_GROUP, SMALLEST_GROUPS, Kind, RoundRules, State
from app.services import clock, exports, sheets
from app.services.accounts import add_account
from app.services.administration import every_account, set_password_of
from app.services.answer_files import import_file, read_sheets
from app.services.document_names import DOCUMENT_NAMES
from app.services.imports import SheetFile
from app.services.known_key import require_known_key
from app.services.passkeys import reset_passkeys_of
from app.services.passwords import require_passwords
from app.services.questionnaires import (
    advice_on,
    check_files,
    check_folder,
    has_errors,
    only_advice,
    problems_as_json,
)
from app.services.results import result_of_sheets, round_result
from app.services.rounds import changed_questionnaires, find_round, list_rounds
from app.wording.errors import error_sentence

FILE = click.Path(path_type=Path)
K = click.IntRange(SMALLEST_GROUPS.start, SMALLEST_GROUPS.stop - 1)
FORMATS = click.Choice(["json", "csv", "table"])


@click.command()
@click.argument("files", nargs=-1, type=FILE)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--against", metavar="OLD", help="An earlier version of the one FILE: its file, or id@version.")
@plain_errors
def check(files: tuple[Path, ...], form: str, against: str | None) -> None:
    """Check questionnaire FILES, or all of the installation's. Exit status 1 if one cannot be used.

    With --against: what stays comparable with an earlier version, what is worded differently, new or gone; exit status
    1 if something would break comparison without a word, 3 if nothing can be compared."""
    if against is not None:
        if len(files) != 1:
            raise click.UsageError("--against goes with one FILE.")
        tell_against(files[0], against, form)
        return
    changed: tuple[SamspelError, ...] = ()
    if files:
        problems = check_files(files)
    else:
        settings = this_settings()
        problems = check_folder(settings.questionnaires)
        if _has_database(settings):
            changed = changed_questionnaires(this_installation())
    if form == "json":
        others = [{"code": one.code, "message": error_sentence(one, user_language())} for one in changed]
        click.echo(json.dumps([*problems_as_json(problems, gettext), *others], indent=2, ensure_ascii=False))
    else:
        for problem in problems:
            click.echo(problem.sentence(gettext))
        for one in changed:
            click.echo(error_sentence(one, user_language()))
        if not changed and not problems:
            click.echo(gettext("No problems found."))
        elif not changed and only_advice(problems):
            click.echo(gettext("No problems found. The advice above need not be followed."))
        for advice in advice_on(files):
            click.echo(advice.sentence(gettext), err=True)
    if changed or has_errors(problems):
        raise SystemExit(1)


@click.command()
@click.argument("questionnaire", type=FILE)
@click.option("--output", "-o", type=FILE, help="Write to this file instead of the screen.")
@click.option("--codebook", is_flag=True, help="A line per column instead: what is asked, which values fit.")
@click.option("--excel", is_flag=True, help="Semicolons and a byte order mark, for Excel.")
@language_option
@plain_errors
def template(questionnaire: Path, output: Path | None, codebook: bool, excel: bool, language: str) -> None:
    """Write the empty CSV for answers to a QUESTIONNAIRE file."""
    found = usable_questionnaire(questionnaire)
    text = sheets.codebook(found, language, for_excel=excel) if codebook else sheets.empty_sheet(found, for_excel=excel)
    if output:
        write_file(output, text.encode())
    else:
        click.echo(text, nl=False)


@click.command()
@click.argument("questionnaire", type=FILE)
@click.argument("answers", type=FILE)
@click.option("--format", "form", type=FORMATS, default="table")
@click.option("--smallest-group", type=K, default=DEFAULT_SMALLEST_GROUP, show_default=True)
@language_option
@plain_errors
def score(questionnaire: Path, answers: Path, form: str, smallest_group: int, language: str) -> None:
    """Score a CSV of ANSWERS to a QUESTIONNAIRE file, without a database."""
    result, _ = _scored(questionnaire, answers, smallest_group)
    _print_result(result, None, form, language)


@click.command()
@click.argument("questionnaire", type=FILE)
@click.argument("answers", type=FILE)
@click.option("--output", "-o", type=FILE, required=True)
@click.option("--collaboration", default="", help="Its name, for the cover.")
@click.option("--smallest-group", type=K, default=DEFAULT_SMALLEST_GROUP, show_default=True)
@language_option
@plain_errors
def document(
    questionnaire: Path, answers: Path, output: Path, collaboration: str, smallest_group: int, language: str
) -> None:
    """Make the dialogue document (PDF) from a CSV of ANSWERS to a QUESTIONNAIRE file, without a database."""
    # Only here: what lays out documents takes longer to load than all that the other commands need.
    from app.services import documents

    result, received = _scored(questionnaire, answers, smallest_group)
    occasion = documents.occasion_of_file(
        collaboration=collaboration or result.questionnaire.title.into(language),
        title=answers.stem,
        organisations=tuple(result.organisation_names.values()),
        received=received,
        today=clock.today(),
    )
    write_file(output, documents.document_of_result(result, occasion, language))
    click.echo(str(output))


@click.command()
@plain_errors
def rounds() -> None:
    """List every round of the installation."""
    for view in list_rounds(this_installation(), None):
        one = view.round
        click.echo(f"{one.code}  {one.state:8}  {view.received:4}  {one.collaboration} · {one.title}")


@click.command()
@click.argument("round_code", metavar="ROUND")
@click.option("--format", "form", type=FORMATS, default="table")
@language_option
@plain_errors
def results(round_code: str, form: str, language: str) -> None:
    """Print the results of a closed ROUND (its code)."""
    installation = this_installation()
    view = find_round(installation, round_code)
    _print_result(round_result(installation, view), exports.about_round(view), form, language)


@click.command("import")
@click.argument("round_code", metavar="ROUND")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Check the file; store nothing.")
@plain_errors
def import_answers(round_code: str, file: Path, dry_run: bool) -> None:
    """Store the answers in a FILE (CSV or XLSX) in an open ROUND: all rows, or none."""
    installation = this_installation()
    view, now = find_round(installation, round_code), clock.now()
    require_known_key(installation, now)  # comments of open rounds are sealed with it
    found = import_file(installation, view, file, now, actor=None, dry_run=dry_run)
    _tell(found)
    message = gettext("%(rows)d rows are right; nothing was stored.") if dry_run else gettext("%(rows)d rows stored.")
    click.echo(message % {"rows": len(found.sheets)})


@click.command()
@click.argument("round_code", metavar="ROUND")
@click.option("--output", "-o", type=FILE, required=True)
@click.option("--document", "kind", type=click.Choice(DOCUMENT_NAMES), default="dialogue", show_default=True)
@click.option("--attachments", is_flag=True, help="Put the result (JSON, CSV) inside the dialogue document.")
@language_option
@plain_errors
def report(round_code: str, output: Path, kind: str, attachments: bool, language: str) -> None:
    """Write a document (PDF) of a ROUND: what to talk from, lead by, or sign."""
    if attachments and kind != "dialogue":
        raise click.UsageError("--attachments goes with the dialogue document alone.")
    # Only here: what lays out documents takes longer to load than all that the other commands need.
    from app.services import documents

    installation = this_installation()
    view = find_round(installation, round_code)
    make = (
        partial(documents.dialogue_document, reader=None, attached=True) if attachments else documents.DOCUMENTS[kind]
    )
    write_file(output, make(installation, view, language, clock.today()))
    click.echo(str(output))


@click.group()
def user() -> None:
    """Accounts of facilitators and others who sign in."""


@user.command()
@click.argument("email")
@click.option("--name", default="")
@click.option("--administrator", is_flag=True, help="May handle accounts, and sees the audit log.")
@click.option("--reader", is_flag=True, help="May make no collaborations.")
@click.option("--password", help="Asked for where it is left out; not used where passwords let nobody in.")
@plain_errors
def add(email: str, name: str, administrator: bool, reader: bool, password: str | None) -> None:
    """Make an account for a facilitator, or for an administrator."""
    installation = this_installation()
    if password is not None:
        require_passwords(installation)
    elif installation.settings.password_sign_in:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    account = add_account(
        installation,
        email,
        name,
        password,
        clock.today(),
        is_administrator=administrator,
        makes_collaborations=not reader,
    )
    click.echo(account.email)


@user.command("list")
@plain_errors
def list_users() -> None:
    """List the accounts; administrators are marked."""
    for account in every_account(this_installation()):
        mark = "administrator" if account.is_administrator else ""
        click.echo(f"{account.email:40}  {mark:13}  {account.name}".rstrip())


@user.command("password")
@click.argument("email")
@click.password_option()
@plain_errors
def set_password(email: str, password: str) -> None:
    """Set the password of an account; it is signed out everywhere."""
    set_password_of(this_installation(), email, password, clock.now())


@user.command("reset-passkeys")
@click.argument("email")
@plain_errors
def reset_passkeys(email: str) -> None:
    """Remove all passkeys and recovery codes of an account; it is signed out everywhere."""
    reset_passkeys_of(this_installation(), email, clock.now())
    click.echo(gettext("Removed the passkeys and recovery codes of %(email)s.") % {"email": email})


@click.command("openapi")
@plain_errors
def write_openapi() -> None:
    """Write the OpenAPI description of this installation's API."""
    # Only here: the other commands need not load what describes it.
    from app.api.description import description_text
    from app.api.wiring import ROOT as API_ROOT

    click.echo(description_text(this_settings().base_url.rstrip("/") + API_ROOT), nl=False)


@click.group()
def db() -> None:
    """The database."""


@db.command()
@plain_errors
def upgrade() -> None:
    """Bring the database to the newest shape of its tables."""
    this_installation()


def _scored(questionnaire: Path, answers: Path, smallest_group: int) -> tuple[RoundResult, int]:
    found = usable_questionnaire(questionnaire)
    file = read_sheets(answers, found, None)
    _tell(file)
    rules = RoundRules(Kind.INDIVIDUAL, smallest_group, State.CLOSED)
    names = {one.id: one.name for one in file.organisations}
    return result_of_sheets(found, file.sheets, rules, names), len(file.sheets)


def _tell(found: SheetFile) -> None:
    """What the file has that is no answer, and what it has not."""
    if found.header_row > 1:
        message = gettext("The header is taken from row %(row)d; what stands above it is passed over.")
        click.echo(message % {"row": found.header_row}, err=True)
    if found.unfinished:
        message = gettext("Rows that were never handed in and are left out: %(num)d.")
        click.echo(message % {"num": found.unfinished}, err=True)
    if found.left_out:
        click.echo(gettext("Columns without answers: %(names)s.") % {"names": ", ".join(found.left_out)}, err=True)
    if found.missing_columns:
        click.echo(gettext("No column for: %(names)s.") % {"names": ", ".join(found.missing_columns)}, err=True)


def _print_result(result: RoundResult, about: exports.Json | None, form: str, language: str) -> None:
    if form == "json":
        click.echo(exports.as_json_text(result, about), nl=False)
    elif form == "csv":
        click.echo(exports.as_csv(result, language), nl=False)
    else:
        click.echo(exports.as_table(result, language), nl=False)


def _has_database(settings: Settings) -> bool:
    own = settings.instance / "samspel.db"
    return own.exists() or settings.database_url != f"sqlite:///{own}"
