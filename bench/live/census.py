"""What the database holds of a round, beside what people handed in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text

from app.domain.round import Kind, Layout
from app.services.accounts import account_of, add_account
from app.services.collaborations import NewCollaboration, create_collaboration
from app.services.installation import Installation
from app.services.rounds import NewRound, RoundView, close_round, create_round, open_round
from bench.installations import NOW, TODAY
from bench.live.respondents import Person, Sheet

LEADER, PASSWORD = "kim@norrdal.example", "a long password of somebody"
PLACES = ("Norrdal", "Storvik", "Tallmo")


def open_a_round(installation: Installation, title: str = "Stories") -> RoundView:
    """An open round of the pulse check, which three organisations answer a step at a time."""
    account = account_of(installation, LEADER) or add_account(installation, LEADER, "Kim", PASSWORD, TODAY)
    within = create_collaboration(installation, account, NewCollaboration(title, PLACES), NOW)
    new = NewRound(title, PLACES, "pulskoll", ("sv", "en"), Kind.INDIVIDUAL, 5, Layout.STEPS, None)
    view = create_round(installation, account, within.id, new, NOW)
    return open_round(installation, account, view.round.code, NOW)


@dataclass(frozen=True)
class Census:
    """How a round's answers compare with what was handed in.

    `promised`: persons with a receipt. `stored`: sheets. `lost`: promised, and not there. `doubled`: there more than
    once. `strange`: sheets that nobody handed in so, half ones among them. `unpromised`: sheets of persons who never
    saw their receipt, which is allowed. `comments_lost`, `comments_doubled`: the same of words."""

    promised: int
    stored: int
    lost: int
    doubled: int
    strange: int
    unpromised: int
    comments_lost: int
    comments_doubled: int

    @property
    def holds(self) -> bool:
        """Whether every receipt is true, and nothing is stored but what was handed in, once."""
        return not any((self.lost, self.doubled, self.strange, self.comments_lost, self.comments_doubled))


def close_and_count(
    installation: Installation, view: RoundView, everybody: Sequence[Person], promised: Sequence[Person]
) -> Census:
    """Closes the round, which opens its comments, and compares."""
    account = account_of(installation, LEADER)
    assert account is not None
    close_round(installation, account, view.round.code, NOW)
    stored, known = Counter(sheets(installation, view)), {one.sheet for one in everybody}
    words, receipts = Counter(comments(installation, view)), {one.sheet for one in promised}
    return Census(
        promised=len(promised),
        stored=stored.total(),
        lost=sum(sheet not in stored for sheet in receipts),
        doubled=sum(number - 1 for number in stored.values()),
        strange=sum(number for sheet, number in stored.items() if sheet not in known),
        unpromised=len((stored.keys() & known) - receipts),
        comments_lost=sum(one.words not in words for one in promised),
        comments_doubled=sum(number - 1 for number in words.values()),
    )


def sheets(installation: Installation, view: RoundView) -> list[Sheet]:
    """Each sheet of the round as it is stored."""
    with installation.database.reading() as connection:
        asked = text("SELECT id, organisation, level FROM responses WHERE round_id = :round")
        about = {row[0]: (row[1], row[2]) for row in connection.execute(asked, {"round": view.round.id})}
        values = text(
            "SELECT response_id, item_id, value FROM answers "
            "WHERE response_id IN (SELECT id FROM responses WHERE round_id = :round)"
        )
        answers: dict[str, set[tuple[str, str]]] = {one: set() for one in about}
        for response, item, value in connection.execute(values, {"round": view.round.id}):
            answers[response].add((item, value))
    return [(*about[one], frozenset(found)) for one, found in answers.items()]


def comments(installation: Installation, view: RoundView) -> list[str]:
    """The words of the closed round."""
    with installation.database.reading() as connection:
        found = text("SELECT words FROM comments WHERE round_id = :round")
        return list(connection.execute(found, {"round": view.round.id}).scalars())
