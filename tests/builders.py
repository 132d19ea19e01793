"""Accounts, rounds and filled-in sheets for tests of services, web and documents."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from app.domain.collaboration import Collaboration
from app.domain.round import Kind, Layout
from app.services.accounts import Account, account_of, add_account
from app.services.collaborations import (
    NewCollaboration,
    change_collaboration,
    create_collaboration,
    list_collaborations,
)
from app.services.comments import show_all
from app.services.installation import Installation
from app.services.responses import hand_in
from app.services.rounds import (
    NewRound,
    RoundView,
    close_round,
    create_round,
    find_own_round,
    find_round,
    open_round,
)

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
TODAY = NOW.date()
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
    return NewRound(title, tuple(organisations), questionnaire, languages, kind, smallest_group, layout, 12)


def collaboration(
    installation: Installation, organisations: Sequence[str] = NAMES, name: str = "Samverkan Älvdalen"
) -> Collaboration:
    """The facilitator's collaboration of that name, with at least these organisations."""
    account = facilitator(installation)
    found = [view.collaboration for view in list_collaborations(installation, account)]
    one = next((one for one in found if one.name == name), None)
    if one is None:
        return create_collaboration(installation, account, NewCollaboration(name, tuple(organisations)), NOW)
    names = tuple(dict.fromkeys([*(party.name for party in one.parties), *organisations]))
    if len(names) == len(one.parties):
        return one
    new = NewCollaboration(name, names, one.purpose, one.form, one.stage)
    return change_collaboration(installation, account, one.id, one.version, new, NOW)


def draft_round(installation: Installation, new: NewRound | None = None) -> RoundView:
    """A draft in the facilitator's collaboration; its organisations take part there."""
    new = new or new_round()
    within = collaboration(installation, new.organisations)
    return create_round(installation, facilitator(installation), within.id, new, NOW)


def opened_round(installation: Installation, new: NewRound | None = None) -> RoundView:
    view = draft_round(installation, new)
    return open_round(installation, facilitator(installation), view.round.code, NOW)


def closed(installation: Installation, view: RoundView) -> RoundView:
    return close_round(installation, facilitator(installation), view.round.code, NOW)


def comments_read(installation: Installation, view: RoundView) -> None:
    """The facilitator has read all comments of the closed round and shows them."""
    show_all(installation, facilitator(installation), view.round.code, NOW)


def reopened(installation: Installation, view: RoundView) -> RoundView:
    return open_round(installation, facilitator(installation), view.round.code, NOW)


def fresh(installation: Installation, view: RoundView) -> RoundView:
    return find_round(installation, view.round.code)


def filled(view: RoundView, value: int = 4, **other: str) -> Mapping[str, Sequence[str]]:
    """Raw answers: every rating item the same value, and these other fields."""
    ratings = {item.id: [str(value)] for item in view.questionnaire.items if item.kind == "rating"}
    return ratings | {key: [one] for key, one in other.items()}


def answer(installation: Installation, view: RoundView, number: int, value: int = 4, **other: str) -> None:
    """So many persons hand in the same answers."""
    with installation.database.reading() as connection:
        stored = text("SELECT count(*) FROM responses WHERE round_id = :round")
        already = int(connection.execute(stored, {"round": view.round.id}).scalar_one())
    for person in range(number):
        hand_in(installation, view, f"{view.round.code} {already + person}", NOW, filled(view, value, **other))


def closed_later(
    installation: Installation, number: int, value: int, new: NewRound | None = None, each: int = 0
) -> RoundView:
    """A closed round, the later the higher its number, in which everything was answered with that value: by six
    persons, or by so many from each organisation."""
    account, opened_at = facilitator(installation), NOW + timedelta(days=100 * number)
    new = new or new_round(title=f"Omgång {number}")
    within = collaboration(installation, new.organisations)
    view = create_round(installation, account, within.id, new, opened_at)
    open_round(installation, account, view.round.code, opened_at)
    if each:
        for organisation in view.round.organisations:
            answer(installation, view, each, value, organisation=organisation.id)
    else:
        answer(installation, view, 6, value)
    close_round(installation, account, view.round.code, opened_at + timedelta(days=20))
    return find_own_round(installation, account, view.round.code)
