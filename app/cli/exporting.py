"""The command that writes the results of a round for other programs."""

from pathlib import Path

import click

from app.cli.speaking import language_option, plain_errors, this_installation, write_file
from app.services import clock
from app.services.rounds import find_round

FORMS = ("xlsx", "csv", "long", "json")


@click.command()
@click.argument("round_code", metavar="ROUND")
@click.option("--format", "form", type=click.Choice(FORMS), default="xlsx", show_default=True)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to this file instead of the screen.")
@click.option("--excel", is_flag=True, help="Of CSV: semicolons and a byte order mark, for Excel.")
@language_option
@plain_errors
def export(round_code: str, form: str, output: Path | None, excel: bool, language: str) -> None:
    """Write the results of a closed ROUND (its code) for Excel, R, Python or other programs."""
    # Only here: what writes workbooks takes a while to load, and no other command needs it.
    from app.services.exports.collecting import exported_round
    from app.services.exports.files import Wanted, data_file

    if form == "xlsx" and output is None:
        raise click.UsageError("A workbook is no text for the screen: give it a file with --output.")
    installation = this_installation()
    exported = exported_round(installation, find_round(installation, round_code))
    found = data_file(exported, form, Wanted(language, clock.now(), excel))
    if output is None:
        click.echo(found.content.decode(), nl=False)
        return
    write_file(output, found.content)
    click.echo(str(output))
