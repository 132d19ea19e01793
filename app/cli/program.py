"""`samspel`: all its commands, and where each of them lies.

Loads nothing but click, so that `samspel --help` answers at once, whatever the commands need."""

import sys
from io import TextIOWrapper

import click

from app.cli.elsewhere import Elsewhere, LazyGroup

COMMANDS = {
    "backup": (
        "backups:backup",
        "Write everything in the database to a FILE, also while the server runs.",
    ),
    "check": ("commands:check", "Check questionnaire FILES, or all of the installation's."),
    "db": ("commands:db", "The database."),
    "demo": ("serving:demo", "Fill the installation with an invented collaboration, where that has not been done."),
    "document": (
        "commands:document",
        "Make the dialogue document (PDF) from a CSV of ANSWERS to a QUESTIONNAIRE file, without a database.",
    ),
    "doctor": (
        "doctor:doctor",
        "Look at settings, files, database, servers, mail and proxies, and say what to mend.",
    ),
    "export": (
        "exporting:export",
        "Write the results of a closed ROUND (its code) for Excel, R, Python or other programs.",
    ),
    "from-xlsform": (
        "interchange:from_xlsform",
        "Make a draft of a questionnaire (YAML) from an XLSForm (.xlsx), and tell what could not be taken over.",
    ),
    "import": (
        "commands:import_answers",
        "Store the answers in a FILE (CSV or XLSX) in an open ROUND: all rows, or none.",
    ),
    "listing": (
        "interchange:listing",
        "Write all that a QUESTIONNAIRE file asks as a plain document (.pdf or .docx), for a decision or a proposal.",
    ),
    "log": ("keeping:log", "Print the audit log: who did what, never who answered what."),
    "openapi": ("commands:write_openapi", "Write the OpenAPI description of this installation's API."),
    "paper": ("printing:paper", "Make the blank form on paper (PDF) of a QUESTIONNAIRE file, without a database."),
    "poster": ("printing:poster", "Make the QR poster (PDF) of a ROUND (its code)."),
    "preview": ("serving:preview", "Show the form of a questionnaire FILE in the browser; nothing is stored."),
    "renew-key": (
        "renewing:renew_key",
        "Change the installation's secret key on purpose: it has leaked, or is gone.",
    ),
    "report": ("commands:report", "Write a document (PDF) of a ROUND: what to talk from, lead by, or sign."),
    "restore": ("backups:restore", "Fill an empty installation with a backup, from a FILE."),
    "results": ("commands:results", "Print the results of a closed ROUND (its code)."),
    "retention": ("keeping:retention", "Delete what has been kept its time."),
    "rounds": ("commands:rounds", "List every round of the installation."),
    "score": ("commands:score", "Score a CSV of ANSWERS to a QUESTIONNAIRE file, without a database."),
    "serve": ("serving:serve", "Serve the installation with gunicorn, and keep the worker beside it."),
    "template": ("commands:template", "Write the empty CSV for answers to a QUESTIONNAIRE file."),
    "user": ("commands:user", "Accounts of facilitators and others who sign in."),
    "worker": ("serving:worker", "Send mail and do what is due, until it is told to end."),
    "xlsform": ("interchange:xlsform", "Write a QUESTIONNAIRE file as an XLSForm (.xlsx), for ODK and Kobo."),
}
"""Name -> module of this room and name in it; the first sentence of its help."""


@click.group(
    cls=LazyGroup,
    commands=[Elsewhere(name, f"app.cli.{place}", says) for name, (place, says) in COMMANDS.items()],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="samspel")
def main() -> None:
    """Samspel: self-assessment of collaboration between municipalities."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a letter gets its number
            stream.reconfigure(errors="backslashreplace")
