"""The rounds of one collaboration compared with each other over time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from app.domain.collaboration import Collaboration
from app.domain.development import FEWEST, MOST, Development, development
from app.domain.errors import SamspelError
from app.domain.questionnaire import Questionnaire
from app.domain.result import RoundResult
from app.domain.round import Round
from app.services.access import Act, acts_with_all
from app.services.accounts import Account
from app.services.collaborations import find_collaboration
from app.services.installation import Installation
from app.services.kept import Kept
from app.services.record import RecordedRound, record_before
from app.services.results import stamped_result
from app.services.rounds import RoundView
from app.services.versions import versions_between
from app.store import rounds


@dataclass(frozen=True)
class ChosenRounds:
    """The rounds that a comparison is about, oldest first. `choices`: all that the account could choose, oldest first;
    `chosen`: those chosen, none where there are not two of one questionnaire."""

    collaboration: Collaboration
    choices: tuple[RoundView, ...]
    chosen: tuple[RoundView, ...]


@dataclass(frozen=True)
class ComparedRounds:
    """A development and the rounds behind it. `before`: what was agreed on when the group last met before the newest
    of them, None where nothing was or the account may not read that round."""

    collaboration: Collaboration
    rounds: tuple[RoundView, ...]
    development: Development
    before: RecordedRound | None


def choose_rounds(
    installation: Installation, account: Account, collaboration_id: str, codes: Sequence[str] = ()
) -> ChosenRounds:
    """The closed rounds of the collaboration that the account may read, and those with the codes; without codes the
    newest rounds of the questionnaire that has been asked most often.

    Raises C010; R010 (a code that is none of the choices), J001 (fewer than two), J002 (too many), J003 (of different
    questionnaires)."""
    view = find_collaboration(installation, account, collaboration_id, Act.READ)
    choices = _oldest_first(view.rounds)
    return ChosenRounds(view.collaboration, choices, _picked(choices, codes) if codes else _proposed(choices))


_kept: Kept[Development] = Kept(20)


def compare_rounds(installation: Installation, chosen: ChosenRounds) -> ComparedRounds:
    """What has become of the collaboration over the chosen rounds; worked out once for the same results. Raises J001
    where there are not two."""
    require_several(chosen)
    stamped = [stamped_result(installation, one) for one in chosen.chosen]
    versions = versions_of(installation, [one.questionnaire for _, one in stamped])
    key = tuple(stamp for stamp, _ in stamped), tuple(tuple(one.fingerprint for one in way) for way in versions)
    results = [one for _, one in stamped]
    if any(stamp is None for stamp, _ in stamped):  # reopened in this moment: nothing says what it was made of
        found = compare_results(installation, results)
    else:
        found = _kept.get(key, lambda: compare_results(installation, results))
    return ComparedRounds(chosen.collaboration, chosen.chosen, found, agreed_before(installation, chosen))


def require_several(chosen: ChosenRounds) -> None:
    """Raises J001 where there are not two to compare."""
    if len(chosen.chosen) < FEWEST:
        raise SamspelError("J001")


def compare_results(installation: Installation, results: Sequence[RoundResult]) -> Development:
    """The same of their results, oldest first."""
    return development(results, partial(versions_between, installation))


def versions_of(installation: Installation, asked: Sequence[Questionnaire]) -> list[tuple[Questionnaire, ...]]:
    """The versions between each two that are compared, which have a say in what is comparable."""
    return [tuple(versions_between(installation, *one)) for one in (*pairwise(asked), (asked[0], asked[-1]))]


def agreed_before(installation: Installation, chosen: ChosenRounds) -> RecordedRound | None:
    """What was agreed on when the group last met before the newest of the rounds, where the account may read it."""
    before = record_before(installation, chosen.chosen[-1])
    readable = {one.round.id for one in chosen.choices}
    return before if before is not None and before.round.id in readable else None


def code_before(installation: Installation, account: Account, view: RoundView) -> str:
    """The code of the latest closed round before this one that asks the same questionnaire and that the account may
    read; empty where there is none."""
    with installation.database.reading() as connection:
        found = rounds.of_collaborations(connection, [view.collaboration_id])
        may = acts_with_all(connection, account, found)
    readable = [one.round for one, acts in zip(found, may, strict=True) if Act.READ in acts and _is_closed(one.round)]
    alike = [one for one in reversed(readable) if one.questionnaire_id == view.round.questionnaire_id]
    codes = [one.code for one in sorted(alike, key=_days)]
    at = codes.index(view.round.code) if view.round.code in codes else 0
    return codes[at - 1] if at else ""


def _oldest_first(views: Sequence[RoundView]) -> tuple[RoundView, ...]:
    """Those of the views (newest first) that can be compared, by the day on which they were opened."""
    found = [one for one in reversed(views) if Act.READ in one.acts and _is_closed(one.round)]
    return tuple(sorted(found, key=lambda one: _days(one.round)))


def _is_closed(one: Round) -> bool:
    return one.state.shows_results and not one.is_workshop


def _days(one: Round) -> tuple[str, str]:
    return str(one.opened_on), str(one.closed_on)


def _picked(choices: Sequence[RoundView], codes: Sequence[str]) -> tuple[RoundView, ...]:
    """Those with the codes, in the order of the choices."""
    wanted = {"".join(letter for letter in code.upper() if letter.isalnum()) for code in codes}
    known: Mapping[str, RoundView] = {one.round.code: one for one in choices}
    for code in sorted(wanted - known.keys()):
        raise SamspelError("R010", code=code[:20])
    picked = tuple(one for one in choices if one.round.code in wanted)
    if len(picked) < FEWEST:
        raise SamspelError("J001")
    if len(picked) > MOST:
        raise SamspelError("J002", most=MOST)
    if len({one.round.questionnaire_id for one in picked}) > 1:
        raise SamspelError("J003")
    return picked


def _proposed(choices: Sequence[RoundView]) -> tuple[RoundView, ...]:
    """The newest rounds of the questionnaire that has been asked most often, of several such the one asked last."""
    asked = Counter(one.round.questionnaire_id for one in reversed(choices))
    often, times = next(iter(asked.most_common(1)), ("", 0))
    if times < FEWEST:
        return ()
    return tuple(one for one in choices if one.round.questionnaire_id == often)[-MOST:]
