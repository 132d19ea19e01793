"""The page values of templates/tokens/: the list with its form, and a token just made."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.api_tokens import DAYS, LONGEST_NAME, Choices, OwnToken
from app.services.token_scope import Scope
from app.web.forms.token_form import TokenForm
from app.web.languages import gettext as _
from app.wording.dates import long_date


@dataclass(frozen=True)
class TokenLine:
    """A token in the list: what it reads and until when, in words."""

    id: str
    name: str
    reads: str
    times: str
    is_over: bool


@dataclass(frozen=True)
class ChoiceLine:
    """Something that can be ticked or chosen."""

    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class TokensPage:
    """The tokens, and the form for another. `fault`: what is to be mended, empty where nothing is."""

    tokens: tuple[TokenLine, ...]
    fault: str
    name: str
    longest_name: int
    catalogue: bool
    results: tuple[ChoiceLine, ...]
    collaborations: tuple[ChoiceLine, ...]
    organisations: tuple[ChoiceLine, ...]
    days: tuple[ChoiceLine, ...]


@dataclass(frozen=True)
class MadePage:
    """A token just made; `secret` is never shown again."""

    name: str
    secret: str


def tokens_page(found: Sequence[OwnToken], known: Choices, form: TokenForm, language: str) -> TokensPage:
    """The list and the form in words, with what was just typed."""
    ticked = form.chosen(known)
    results = (
        ("everything", _("All that I may read, also what is added later")),
        ("chosen", _("Only what I tick below")),
        ("nothing", _("No results")),
    )
    return TokensPage(
        tokens=tuple(_line(one, known, language) for one in found),
        fault=form.fault(),
        name=form.name.data or "",
        longest_name=LONGEST_NAME,
        catalogue=bool(form.catalogue.data),
        results=tuple(ChoiceLine(value, words, form.results.data == value) for value, words in results),
        collaborations=tuple(ChoiceLine(value, name, value in ticked) for value, name in known.collaborations),
        organisations=tuple(ChoiceLine(value, name, value in ticked) for value, name in known.organisations),
        days=tuple(
            ChoiceLine(str(number), _("%(number)d days") % {"number": number}, form.days.data == str(number))
            for number in DAYS
        ),
    )


def _line(one: OwnToken, known: Choices, language: str) -> TokenLine:
    until = long_date(one.expires_on, language)
    good = (_("Was good until %(day)s") if one.is_over else _("Good until %(day)s")) % {"day": until}
    used = (
        _("last used %(day)s") % {"day": long_date(one.last_used_on, language)}
        if one.last_used_on
        else _("not used yet")
    )
    return TokenLine(one.id, one.name, _reads(one.scope, known), f"{good}, {used}", one.is_over)


def _reads(scope: Scope, known: Choices) -> str:
    """What the token reads. What the account may not read any more is left out."""
    named = [name for value, name in known.collaborations if value in scope.collaborations]
    named += [name for value, name in known.organisations if value in scope.organisations]
    parts = [_("Results of all that you may read")] if scope.everything else []
    parts += [_("Results of %(names)s") % {"names": ", ".join(named)}] if named else []
    parts += [_("Questionnaires")] if scope.catalogue else []
    return " · ".join(parts) or _("Nothing that you may still read")
