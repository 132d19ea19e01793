"""What `samspel check --against` tells of a questionnaire and an earlier version of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from app.cli.speaking import gettext, user_language
from app.config import questionnaires_folder
from app.domain.comparability import Comparability, VersionComparison
from app.domain.questionnaire import Questionnaire
from app.services.questionnaires import has_errors, problems_as_json, read_questionnaire_file
from app.services.versions import CheckedVersion, check_version, named_version, others_in
from app.wording.versions import (
    comparison_as_json,
    factor_difference,
    gone_factors_sentence,
    whole_details,
    whole_sentence,
)

NOTHING_COMPARABLE = 3
"""Exit status: both files are right, and no question is the same."""


def tell_against(file: Path, name: str, form: str) -> None:
    """Prints how FILE compares with the earlier version of that name, and ends with the exit status. Raises Q100."""
    library = others_in(questionnaires_folder(), file)
    earlier, later = named_version(name, library), read_questionnaire_file(file)
    problems = (*earlier.problems, *later.problems)
    checked: CheckedVersion | None = None
    if earlier.questionnaire and later.questionnaire:
        checked = check_version(earlier.questionnaire, later, str(file), library)
        problems = (*problems, *checked.problems)
    found = checked.comparison if checked else None
    if form == "json":
        told = comparison_as_json(found, user_language()) if found else None
        both = {"problems": problems_as_json(problems, gettext), "comparison": told}
        click.echo(json.dumps(both, indent=2, ensure_ascii=False))
    else:
        for problem in problems:
            click.echo(problem.sentence(gettext))
        if found and later.questionnaire:
            click.echo("\n".join(_lines(found, later.questionnaire)))
    if has_errors(problems):
        raise SystemExit(1)
    if found and found.comparability is Comparability.NONE:
        raise SystemExit(NOTHING_COMPARABLE)


def _lines(found: VersionComparison, later: Questionnaire) -> Iterator[str]:
    """Factors in which nothing is to be told stand on a line of their own name."""
    language = user_language()
    yield whole_sentence(found, language)
    yield from whole_details(found, language)
    titles = {factor.id: factor.title.into(language) for factor in later.factors}
    for one in found.factors:
        said = factor_difference(one, titles[one.factor_id], language)
        yield f"{said.title}: {said.sentence}"
        yield from (f"  {detail}" for detail in said.details)
    if gone := gone_factors_sentence(found, language):
        yield gone
