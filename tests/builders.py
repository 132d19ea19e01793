"""Accounts, rounds and filled-in sheets for tests of services, web and documents."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from app.domain.round import Kind, Layout
from app.services.accounts import Account, account_of, add_account
from app.services.installation import Installation
from app.services.responses import hand_in
from app.services.rounds import NewRound, RoundView, close_round, create_round, find_round, open_round

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EMAIL, PASSWORD = "kim@norrdal.example", "ett långt lösenord"
NAMES = ("Norrdal", "Älvnäs", "Storvik")


def facilitator(installation: Installation) -> Account:
    return account_of(installation, EMAIL) or add_account(installation, EMAIL, "Kim Facilitator", PASSWORD, TODAY)


def new_round(
    *,
    questionnaire: str = "pulskoll",
    title: str = "Våren 2026",
    kind: Kind = Kind.INDIVIDUAL,
    layout: Layout = Layout.STEPS,
    smallest_group: int = 5,
    organisations: Sequence[str] = NAMES,
    languages: tuple[str, ...] = ("sv", "en"),
) -> NewRound:
    return NewRound(
        "Samverkan Älvdalen",
        title,
        tuple(organisations),
        questionnaire,
        languages,
        kind,
        smallest_group,
        layout,
        12,
    )


def draft_round(installation: Installation, new: NewRound | None = None) -> RoundView:
    return create_round(installation, facilitator(installation), new or new_round(), TODAY)


def opened_round(installation: Installation, new: NewRound | None = None) -> RoundView:
    view = draft_round(installation, new)
    return open_round(installation, facilitator(installation), view.round.code, TODAY)


def closed(installation: Installation, view: RoundView) -> RoundView:
    return close_round(installation, facilitator(installation), view.round.code, TODAY)


def reopened(installation: Installation, view: RoundView) -> RoundView:
    return open_round(installation, facilitator(installation), view.round.code, TODAY)


def fresh(installation: Installation, view: RoundView) -> RoundView:
    return find_round(installation, view.round.code)


def filled(view: RoundView, value: int = 4, **other: str) -> Mapping[str, Sequence[str]]:
    """Raw answers: every rating item the same value, and these other fields."""
    ratings = {item.id: [str(value)] for item in view.questionnaire.items if item.kind == "rating"}
    return ratings | {key: [one] for key, one in other.items()}


def answer(installation: Installation, view: RoundView, number: int, value: int = 4, **other: str) -> None:
    """So many persons hand in the same answers."""
    already = fresh(installation, view).received
    for person in range(number):
        hand_in(installation, view, f"token {already + person}", filled(view, value, **other))
