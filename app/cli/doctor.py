"""The command that looks whether everything is as it must be."""

import json
import os
from datetime import UTC, datetime
from functools import partial

import click

from app.cli.speaking import gettext, language_option, plain_errors
from app.services.checkup.finding import Finding, Verdict
from app.wording.checkup import sentence_of, verdict_word


@click.command()
@click.option("--mail", "receiver", metavar="ADDRESS", default="", help="Send a test mail there.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
@language_option
@plain_errors
def doctor(receiver: str, as_json: bool, language: str) -> None:
    """Look at settings, files, database, servers, mail and proxies, and say what to mend. Changes nothing. Exit
    status 1 where there is a fault."""
    # Only here: what makes documents and asks over the network takes a while to load.
    from app.services.checkup.whole import look_at_all

    words = (gettext("A test mail from Samspel"), gettext("Mail from Samspel arrives. Nothing needs to be done.\n"))
    found: list[Finding] = []
    for one in look_at_all(os.environ, partial(datetime.now, UTC), receiver, words):
        found.append(one)
        if not as_json:
            click.echo(f"{verdict_word(one.verdict, language):8} {_words(one, language)}")
    is_faulty = any(one.verdict is Verdict.FAULT for one in found)
    if as_json:
        told = [{"what": one.what, "verdict": str(one.verdict), "words": _words(one, language)} for one in found]
        click.echo(json.dumps({"ok": not is_faulty, "found": told}, ensure_ascii=False, indent=1))
    raise SystemExit(1 if is_faulty else 0)


def _words(one: Finding, language: str) -> str:
    return sentence_of(one.what, one.facts, one.error, language)
