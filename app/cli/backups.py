"""The commands that take the installation's data away in a file, and put it back."""

from pathlib import Path

import click

from app.cli.speaking import gettext, plain_errors, this_settings
from app.services import clock


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@plain_errors
def backup(file: Path) -> None:
    """Write everything in the database to a FILE, also while the server runs. The secret key is not in it."""
    # Only here: what reads databases takes a while to load.
    from app.services.backups import back_up

    back_up(this_settings(), file, clock.now())
    click.echo(str(file))
    click.echo(gettext("Keep the secret key in another place: without it drafts and comments of open rounds are lost."))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@plain_errors
def restore(file: Path) -> None:
    """Fill an empty installation with a backup, from a FILE."""
    from app.services.backups import restore as put_back

    found = put_back(this_settings(), file)
    facts = {"made": found.manifest.made, "version": found.manifest.samspel}
    click.echo(gettext("Restored what was backed up at %(made)s by version %(version)s.") % facts)
    if not found.has_same_key:
        click.echo(
            gettext(
                "This installation has another secret key. Put the old one back before you serve: without it everybody "
                "has to sign in again, links already mailed are dead, who has answered could answer again, and "
                "drafts and comments of open rounds cannot be read."
            ),
            err=True,
        )
