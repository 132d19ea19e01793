"""The summary: two pages for management and politicians, the picture on one, what it leads to on the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.documents.agreed import AgreedAction, AgreedPrinciple, Recorded, agreed, without_dropped
from app.documents.cover import Cover, cover_of, cut
from app.documents.job import Job
from app.documents.occasion import Occasion
from app.documents.painter import picture_of
from app.documents.picture import FactorPicture, Picture
from app.documents.press import pressed
from app.documents.reports import render
from app.documents.weighed_lines import WeighedLine, weighed_lines
from app.domain.highlights import highlights
from app.domain.reference import NOBODY, Reference
from app.domain.result import FactorResult, RoundResult
from app.domain.text import Language
from app.wording.translations import translations

DOCUMENT = "summary"
"""The folder in reports/."""
PAGES = 2
SECOND_PAGE = "leads"
"""What the second page begins with, as its address says."""
MOST_AGREEMENTS = (5, 3, 2, 1, 0)
"""Principles, and actions, that are shown: the first of the numbers with which everything stands on two pages."""
ROOM_FOR_FINDING, ROOM_FOR_REASONS, ROOM_FOR_AGREEMENT, ROOM_FOR_RESPONSIBLE = 260, 320, 170, 70
"""Characters of one finding about the whole, of the reasons for one factor, of one agreement, and of who is
responsible for it."""
MOST_FINDINGS = 3
"""Sentences about the whole, and about a factor."""


@dataclass(frozen=True)
class Room:
    """How much the first page shows: so many findings; of what is weighed `measures` (what the numbers are) and
    `figures` (the numbers), or else its place in the dialogue alone."""

    findings: int
    measures: bool = True
    figures: bool = True


ROOMS = (Room(3), Room(2), Room(1), Room(0))
ROOMS_FOR_WEIGHED = (
    Room(3),
    Room(2),
    Room(2, measures=False),
    Room(1, measures=False),
    Room(1, False, False),
    Room(0, False, False),
)
"""From the fullest to the barest, without and with something that is weighed; the first that stands on one page."""
ROOM_FOR_NAMES = 160
"""Characters of the collaboration's name, and of the round's title."""


@dataclass(frozen=True)
class Talked:
    """One factor with the reasons for showing it here."""

    factor: FactorPicture
    reasons: str


@dataclass(frozen=True)
class SummaryPage:
    """All that the template of the summary is given.

    `nearest`: the factor that is nearest to a strength, where there is none. `principles` and `actions` are those that
    there is room for, `more_…` the numbers of the others. `protection`: how the figures are protected, in a line.
    `findings`: about the whole. `weighed`: what has no score."""

    language: Language
    cover: Cover
    picture: Picture
    protection: str
    findings: tuple[str, ...]
    room: Room
    weighed: tuple[WeighedLine, ...]
    strengths: tuple[Talked, ...]
    nearest: Talked | None
    to_talk_about: tuple[Talked, ...]
    principles: tuple[AgreedPrinciple, ...]
    more_principles: int
    actions: tuple[AgreedAction, ...]
    more_actions: int


def in_brief(factor: FactorPicture) -> str:
    """What is worth saying of the factor: its first findings, as many whole sentences as there is room for; the reasons
    for its place where nothing has been found."""
    said = ""
    for one in factor.findings[:MOST_FINDINGS]:
        if said and len(said) + len(one) >= ROOM_FOR_REASONS:
            break
        said = f"{said} {one}".strip()
    return cut(said or factor.reasons, ROOM_FOR_REASONS)


def build_summary(
    result: RoundResult,
    occasion: Occasion,
    recorded: Recorded,
    language: Language,
    others: Mapping[str, Reference] = NOBODY.references,
) -> bytes:
    """The document as PDF/UA-1, on two pages whatever was agreed on: a page that is too full shows less."""
    is_all_scored = len(result.scored_factors) == len(result.factors)
    rooms, most = list(ROOMS if is_all_scored else ROOMS_FOR_WEIGHED), list(MOST_AGREEMENTS)
    while True:
        html = render_html(result, occasion, recorded, language, most[0], rooms[0], others)
        made = pressed(Job(html, DOCUMENT, occasion.logo))
        second_page_begins_right = SECOND_PAGE in made.anchors[1]
        if not second_page_begins_right and len(rooms) > 1:
            rooms.pop(0)
        elif len(made.anchors) > PAGES and len(most) > 1:
            most.pop(0)
        else:
            return made.pdf


def render_html(
    result: RoundResult,
    occasion: Occasion,
    recorded: Recorded,
    language: Language,
    most: int = MOST_AGREEMENTS[0],
    room: Room = ROOMS[0],
    others: Mapping[str, Reference] = NOBODY.references,
) -> str:
    """The document's finished HTML, without styles, with at most so many principles and actions, and a first page of
    that room."""
    page = _page(result, occasion, recorded, language, most, room, others)
    return render(f"{DOCUMENT}/document.html", page, language)


def _page(
    result: RoundResult,
    occasion: Occasion,
    recorded: Recorded,
    language: Language,
    most: int,
    room: Room,
    others: Mapping[str, Reference],
) -> SummaryPage:
    picture = picture_of(result, language, others=others)
    by_id = {factor.id: factor for factor in picture.factors}
    found = highlights(result)

    def talked(factors: Sequence[FactorResult]) -> tuple[Talked, ...]:
        pictures = [by_id[one.factor.id] for one in factors]
        return tuple(Talked(one, in_brief(one)) for one in pictures)

    kept = agreed(without_dropped(recorded), occasion.printed_on, language)
    return SummaryPage(
        language=language,
        cover=_short(cover_of(occasion, language)),
        picture=picture,
        protection=_protection(picture, language),
        findings=tuple(cut(one, ROOM_FOR_FINDING) for one in picture.findings[: room.findings]),
        room=room,
        weighed=weighed_lines(result, picture, language),
        strengths=talked(found.strengths),
        nearest=next(iter(talked([found.nearest])), None) if found.nearest else None,
        to_talk_about=talked(found.to_talk_about),
        principles=tuple(_short_principle(one) for one in kept.principles[:most]),
        more_principles=max(0, len(kept.principles) - most),
        actions=tuple(_short_action(one) for one in kept.actions[:most]),
        more_actions=max(0, len(kept.actions) - most),
    )


def _protection(picture: Picture, language: Language) -> str:
    gettext = translations(language).gettext
    if picture.joint:
        return gettext("Each organisation has handed in one joint answer, which is shown by name.")
    facts = {"k": picture.smallest_group}
    return gettext("Nothing is shown for fewer than %(k)d persons, and nobody can see who answered what.") % facts


def _short(cover: Cover) -> Cover:
    return replace(
        cover,
        collaboration=cut(cover.collaboration, ROOM_FOR_NAMES),
        round_title=cut(cover.round_title, ROOM_FOR_NAMES),
    )


def _short_principle(one: AgreedPrinciple) -> AgreedPrinciple:
    return replace(one, words=cut(one.words, ROOM_FOR_AGREEMENT))


def _short_action(one: AgreedAction) -> AgreedAction:
    return replace(
        one, words=cut(one.words, ROOM_FOR_AGREEMENT), responsible=cut(one.responsible, ROOM_FOR_RESPONSIBLE)
    )
