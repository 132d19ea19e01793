"""The commands that make what is printed before the answers come."""

from pathlib import Path

import click

from app.cli.speaking import (
    language_option,
    plain_errors,
    this_installation,
    usable_questionnaire,
    write_file,
)
from app.domain.round import DEFAULT_SMALLEST_GROUP, SMALLEST_GROUPS
from app.services.rounds import find_round

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("questionnaire", type=FILE)
@click.option("--output", "-o", type=FILE, required=True)
@click.option("--organisation", "organisations", multiple=True, help="To tick; give it once for each.")
@click.option(
    "--smallest-group",
    type=click.IntRange(SMALLEST_GROUPS.start, SMALLEST_GROUPS.stop - 1),
    default=DEFAULT_SMALLEST_GROUP,
    show_default=True,
)
@language_option
@plain_errors
def paper(
    questionnaire: Path, output: Path, organisations: tuple[str, ...], smallest_group: int, language: str
) -> None:
    """Make the blank form on paper (PDF) of a QUESTIONNAIRE file, without a database."""
    # Only here and below: what lays out documents takes longer to load than all that the other commands need.
    from app.services import printing

    found = usable_questionnaire(questionnaire)
    write_file(output, printing.paper_form_of_file(found, organisations, smallest_group, language))
    click.echo(str(output))


@click.command()
@click.argument("round_code", metavar="ROUND")
@click.option("--output", "-o", type=FILE, required=True)
@language_option
@plain_errors
def poster(round_code: str, output: Path, language: str) -> None:
    """Make the QR poster (PDF) of a ROUND (its code)."""
    from app.services import printing

    installation = this_installation()
    write_file(output, printing.poster(installation, find_round(installation, round_code), language))
    click.echo(str(output))
