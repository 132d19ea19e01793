"""The page value of templates/development/show.html."""

from dataclasses import dataclass, replace

from app.domain.text import Language
from app.services.access import Act
from app.services.comparisons import ChosenRounds, ComparedRounds
from app.services.documents import DevelopmentPicture
from app.services.rounds import RoundView
from app.wording.dates import long_date
from app.wording.languages import language_name
from app.wording.translations import LANGUAGES


@dataclass(frozen=True)
class RoundChoice:
    """A round that can be compared: `closed` is the day on which it was."""

    code: str
    title: str
    closed: str
    is_chosen: bool


@dataclass(frozen=True)
class ChoiceGroup:
    """The rounds of one questionnaire, oldest first; only these can be compared with each other."""

    questionnaire: str
    choices: tuple[RoundChoice, ...]


@dataclass(frozen=True)
class DevelopmentPage:
    """A collaboration's rounds to choose from, and what has become of it over those chosen. `picture` is None where
    there is nothing to compare; `fault`: why the choice that was made cannot be; `codes`: the chosen rounds, for the
    addresses of the document; `languages`: (code, name) of those it can be had in. `few_sheets_apart`: (earlier, later)
    titles of rounds that only few sheets lie between, told to those who lead them all."""

    collaboration_id: str
    collaboration: str
    groups: tuple[ChoiceGroup, ...]
    number_of_rounds: int
    fault: str
    picture: DevelopmentPicture | None
    codes: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]
    few_sheets_apart: tuple[tuple[str, str], ...] = ()


def development_page(
    compared: ComparedRounds, chosen: ChosenRounds, picture: DevelopmentPicture, language: Language
) -> DevelopmentPage:
    """The page with the development over the chosen rounds."""
    titles = [one.round.title for one in compared.rounds]
    leads = all(Act.LEAD in one.acts for one in compared.rounds)
    near = tuple((titles[at], titles[at + 1]) for at in compared.development.few_sheets_apart if leads)
    return replace(_page(chosen, picture, "", language), few_sheets_apart=near)


def choosing_page(chosen: ChosenRounds, language: Language, fault: str = "") -> DevelopmentPage:
    """The page that only lets choose, or says what there will be."""
    return _page(chosen, None, fault, language)


def _page(chosen: ChosenRounds, picture: DevelopmentPicture | None, fault: str, language: Language) -> DevelopmentPage:
    return DevelopmentPage(
        collaboration_id=chosen.collaboration.id,
        collaboration=chosen.collaboration.name,
        groups=_groups(chosen, language),
        number_of_rounds=len(chosen.choices),
        fault=fault,
        picture=picture,
        codes=tuple(one.round.code for one in chosen.chosen),
        languages=tuple((one, language_name(one, language)) for one in LANGUAGES),
    )


def _groups(chosen: ChosenRounds, language: Language) -> tuple[ChoiceGroup, ...]:
    """Those with two rounds or more."""
    asked: dict[str, list[RoundView]] = {}
    for one in chosen.choices:
        asked.setdefault(one.round.questionnaire_id, []).append(one)
    picked = {one.round.id for one in chosen.chosen}
    return tuple(
        ChoiceGroup(
            _title(several[-1], language),
            tuple(
                RoundChoice(
                    one.round.code,
                    one.round.title,
                    long_date(one.round.closed_on, language) if one.round.closed_on else "",
                    one.round.id in picked,
                )
                for one in several
            ),
        )
        for several in asked.values()
        if len(several) > 1
    )


def _title(view: RoundView, language: Language) -> str:
    """Of the main questionnaire, whatever was asked after it."""
    parts = view.questionnaire.parts
    return (parts[0].title if parts else view.questionnaire.title).into(language)
