"""The commands that keep order: deleting what has been kept its time, reading the audit log."""

from datetime import datetime

import click

from app.cli.speaking import gettext, language_option, plain_errors, this_installation
from app.domain.swedish_time import ZONE
from app.services import clock
from app.services.audit_log import LogFilter, LogLine, whole_log, whole_log_as_csv
from app.services.retention import delete_expired
from app.wording.deeds import deed_sentence

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be deleted; delete nothing.")
@plain_errors
def retention(dry_run: bool) -> None:
    """Delete what has been kept its time. The server does this every day by itself."""
    found = delete_expired(this_installation(), clock.now(), dry_run=dry_run)
    if dry_run:
        click.echo(gettext("Nothing was deleted. This would be:"))
    for words, number in (
        (gettext("Invitations"), found.invitations),
        (gettext("Mails"), found.mails),
        (gettext("Rounds that lose their answers"), found.rounds),
        (gettext("Answer sheets in them"), found.sheets),
        (gettext("Collaborations"), found.collaborations),
        (gettext("Lines of the audit log"), found.log_lines),
    ):
        click.echo(f"{number:6}  {words}")


@click.command()
@click.option("--person", default="", help="Part of an e-mail address.")
@click.option("--deed", default="", help="A kind of deed, as the CSV names it: round_opened.")
@click.option("--since", type=DAY, help="First day, YYYY-MM-DD.")
@click.option("--until", type=DAY, help="Last day, YYYY-MM-DD.")
@click.option("--format", "form", type=click.Choice(["text", "csv"]), default="text")
@language_option
@plain_errors
def log(person: str, deed: str, since: datetime | None, until: datetime | None, form: str, language: str) -> None:
    """Print the audit log: who did what, never who answered what. Newest first."""
    installation = this_installation()
    wanted = LogFilter(None, person, deed, since.date() if since else None, until.date() if until else None)
    if form == "csv":
        click.echo(whole_log_as_csv(installation, None, wanted, language), nl=False)
        return
    number, of = 1, 1
    while number <= of:
        page = whole_log(installation, None, wanted, number)
        number, of = number + 1, page.of
        for line in page.lines:
            click.echo(_as_text(line, language))


def _as_text(line: LogLine, language: str) -> str:
    when = line.at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
    words = deed_sentence(line.deed, line.subject, line.facts, language)
    place = f" · {line.collaboration}" if line.collaboration else ""
    return f"{when}  {line.actor or 'Samspel'}: {words}{place}"
