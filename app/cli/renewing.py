"""The command that changes the secret key."""

import click

from app.cli.speaking import gettext, plain_errors, this_installation
from app.services import clock, key_renewal
from app.services.key_renewal import Losses


@click.command("renew-key")
@click.option("--yes", "is_meant", is_flag=True, help="Do it. Without this, what would be lost is said and no more.")
@plain_errors
def renew_key(is_meant: bool) -> None:
    """Change the installation's secret key on purpose: it has leaked, or is gone.

    Put the new key where the old one was (SAMSPEL_SECRET_KEY; or delete the file secret_key, and a new one is made),
    stop every server and worker, and give this command."""
    installation = this_installation()
    _tell(key_renewal.losses(installation))
    if not is_meant:
        click.echo(gettext("Nothing was changed. Give the command with --yes to change the key."))
        raise SystemExit(1)
    key_renewal.renew_key(installation, clock.now())
    click.echo(gettext("The key is changed. Start every server and worker with the new one."))


def _tell(found: Losses) -> None:
    click.echo(gettext("With the new key this is lost:"))
    for words in (
        gettext("everybody who is signed in has to sign in again;"),
        gettext("drafts under way, at least %(number)d;") % {"number": found.drafts},
        gettext("comments of the sheets handed in to open rounds, at least %(number)d sheets;")
        % {"number": found.sheets},
        gettext("personal links to open rounds that have been mailed, or wait to be: %(number)d;")
        % {"number": found.links},
        gettext("who has answered an open round could answer it once more; open rounds: %(number)d;")
        % {"number": found.open_rounds},
        gettext("who wants no more mail, at least %(number)d addresses, would get mail again;")
        % {"number": found.unwilling},
        gettext("links in mails by which somebody says no to more of them."),
    ):
        click.echo(f"- {words}")
    click.echo(gettext("Numbers that say at least are told in steps of ten."))
    if found.open_rounds:
        click.echo(
            gettext(
                "Where you still have the old key, start with it and close the open rounds first: then no comments are "
                "lost."
            )
        )
