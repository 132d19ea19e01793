"""The commands that turn questionnaires into what other tools and other readers take, and back."""

from pathlib import Path

import click

from app.cli.speaking import gettext, language_option, plain_errors, usable_questionnaire, user_language, write_file
from app.services import clock
from app.wording.translations import translations

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("questionnaire", type=FILE)
@click.option("--output", "-o", type=FILE, help="Write to this file; else beside the questionnaire, as .xlsx.")
@plain_errors
def xlsform(questionnaire: Path, output: Path | None) -> None:
    """Write a QUESTIONNAIRE file as an XLSForm (.xlsx), for ODK and Kobo."""
    # Only here and below: what makes workbooks and documents takes longer to load than all that other commands need.
    from app.services import xlsforms

    found = usable_questionnaire(questionnaire)
    place = output or questionnaire.with_suffix(".xlsx")
    write_file(place, xlsforms.xlsform(found))
    click.echo(str(place))


@click.command("from-xlsform")
@click.argument("form", type=FILE)
@click.option("--output", "-o", type=FILE, help="Write to this file instead of the screen.")
@language_option
@plain_errors
def from_xlsform(form: Path, output: Path | None, language: str) -> None:
    """Make a draft of a questionnaire (YAML) from an XLSForm (.xlsx), and tell what could not be taken over.

    --language is that of texts whose column names none."""
    from app.services import xlsforms

    draft = xlsforms.draft_of_file(form, language, user_language())
    if output:
        write_file(output, draft.text.encode())
    else:
        click.echo(draft.text, nl=False)
    for one in draft.lost:
        click.echo(one.sentence(gettext), err=True)
    for problem in draft.problems:
        click.echo(problem.sentence(gettext), err=True)
    message = translations(user_language()).ngettext(
        "%(num)d text in [brackets] is to be written.",
        "%(num)d texts in [brackets] are to be written.",
        draft.placeholders,
    )
    click.echo(message % {"num": draft.placeholders}, err=True)


@click.command()
@click.argument("questionnaire", type=FILE)
@click.option("--output", "-o", type=FILE, required=True, help="Ends in .pdf or .docx.")
@language_option
@plain_errors
def listing(questionnaire: Path, output: Path, language: str) -> None:
    """Write all that a QUESTIONNAIRE file asks as a plain document (.pdf or .docx), for a decision or a proposal."""
    from app.services import listings

    make = {".pdf": listings.listing_pdf, ".docx": listings.listing_docx}.get(output.suffix.lower())
    if make is None:
        raise click.UsageError("--output must end in .pdf or .docx.")
    found = usable_questionnaire(questionnaire)
    write_file(output, make(found, language, clock.today()))
    click.echo(str(output))
