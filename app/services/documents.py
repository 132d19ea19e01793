"""Documents of a round."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from app.documents.agreed import Recorded
from app.documents.agreement import build_agreement
from app.documents.attachment import Attachment
from app.documents.development import build_development_document
from app.documents.development_painter import AgreedThen, development_picture
from app.documents.development_picture import DevelopmentPicture as DevelopmentPicture  # what its page is given
from app.documents.development_picture import UnitPicture as UnitPicture
from app.documents.dialogue import build_dialogue_document
from app.documents.dialogue_docx import build_dialogue_docx
from app.documents.facilitator import build_facilitator_guide
from app.documents.fields import Field as Field  # so are these
from app.documents.fields import map_fields as map_fields
from app.documents.follow_up import build_follow_up_document
from app.documents.medium import ROOM, SCREEN
from app.documents.occasion import Occasion
from app.documents.painter import picture_of
from app.documents.picture import FactorPicture as FactorPicture  # what the results page is given
from app.documents.picture import Picture as Picture
from app.documents.summary import build_summary
from app.documents.trends import SCREEN_TRENDS
from app.documents.wall_poster import build_wall_poster
from app.domain.questionnaire import Questionnaire
from app.domain.record import Record
from app.domain.reference import NOBODY, Reference
from app.domain.result import RoundResult
from app.domain.round import Round
from app.domain.text import Language
from app.services import kept_files
from app.services.accounts import Account
from app.services.comparisons import (
    ChosenRounds,
    ComparedRounds,
    agreed_before,
    compare_results,
    require_several,
    versions_of,
)
from app.services.exports import Json, about_round, as_csv, as_json_text
from app.services.installation import Installation
from app.services.kept import Kept
from app.services.logos import logo_for_documents
from app.services.record import RecordedRound, record_before, require_closed, round_record
from app.services.reference import others_of
from app.services.rounds import RoundView, may_read
from app.wording.translations import translations


def dialogue_document(
    installation: Installation,
    view: RoundView,
    language: Language,
    today: date,
    *,
    reader: Account | None,
    attached: bool = False,
) -> bytes:
    """The dialogue document of a round, as PDF, with the collaboration's logo on its cover and with what was agreed on
    after the round before, where the reader may read that. `reader`: None for whoever runs the installation;
    `attached`: with the result for other programs inside."""
    before, occasion = _before(installation, view, reader), _occasion_with_logo(installation, view, today)
    others = others_of(installation, view).references
    about = about_round(view) if attached else None
    return kept_files.document(
        installation,
        [view],
        ["dialogue", occasion, language, before, others, attached],
        lambda results: partial(_dialogue, results[0], occasion, language, before, others, about),
    )


def _dialogue(
    result: RoundResult,
    occasion: Occasion,
    language: Language,
    before: Recorded | None,
    others: Mapping[str, Reference],
    about: Json | None,
) -> bytes:
    attachments = result_files(about, result, language) if about else ()
    return build_dialogue_document(result, occasion, language, before, attachments, others)


def result_files(about: Json, result: RoundResult, language: Language) -> tuple[Attachment, ...]:
    """The round's result as the results page gives it for download: JSON in the documented shape, and CSV. `about`: the
    round, as in the JSON."""
    gettext = translations(language).gettext
    return (
        Attachment(
            f"samspel-{about['code']}.json",
            gettext("The result for other programs (JSON)"),
            as_json_text(result, about),
        ),
        Attachment(
            f"samspel-{about['code']}.csv",
            gettext("The result as a table (CSV)"),
            as_csv(result, language, for_excel=True),
        ),
    )


def dialogue_docx(
    installation: Installation, view: RoundView, language: Language, today: date, *, reader: Account
) -> bytes:
    """The text of the dialogue document, as a Word file to edit."""
    before, occasion = _before(installation, view, reader), occasion_of(view, today)
    return kept_files.document(
        installation,
        [view],
        ["dialogue in Word", occasion, language, before],
        lambda results: partial(build_dialogue_docx, results[0], occasion, language, before),
    )


def summary(installation: Installation, view: RoundView, language: Language, today: date) -> bytes:
    """Two pages about a closed round for management and politicians, as PDF. Raises G001."""
    recorded = _recorded(view.round, view.questionnaire, round_record(installation, view))
    occasion = _occasion_with_logo(installation, view, today)
    others = others_of(installation, view).references
    return kept_files.document(
        installation,
        [view],
        ["summary", occasion, recorded, language, others],
        lambda results: partial(build_summary, results[0], occasion, recorded, language, others),
    )


def facilitator_guide(installation: Installation, view: RoundView, language: Language, today: date) -> bytes:
    """The guide for a meeting about a closed round, as PDF. Raises G001."""
    require_closed(view)
    occasion = _occasion_with_logo(installation, view, today)
    return kept_files.document(
        installation,
        [view],
        ["facilitator", occasion, language],
        lambda results: partial(build_facilitator_guide, results[0], occasion, language),
    )


def agreement(installation: Installation, view: RoundView, language: Language, today: date) -> bytes:
    """What was agreed on after a closed round, with lines to sign on, as PDF. Raises G001."""
    recorded = _recorded(view.round, view.questionnaire, round_record(installation, view))
    occasion = _occasion_with_logo(installation, view, today)
    parts = ["agreement", occasion, recorded, language]
    return kept_files.document(
        installation, [], parts, lambda _: partial(build_agreement, occasion, recorded, language)
    )


def follow_up_document(installation: Installation, view: RoundView, language: Language, today: date) -> bytes:
    """The follow-up document of a closed round, as PDF. Raises G001."""
    recorded = _recorded(view.round, view.questionnaire, round_record(installation, view))
    occasion = _occasion_with_logo(installation, view, today)
    return kept_files.document(
        installation,
        [view],
        ["follow-up", occasion, recorded, language],
        lambda results: partial(build_follow_up_document, results[0], occasion, recorded, language),
    )


def wall_poster(installation: Installation, view: RoundView, language: Language, today: date) -> bytes:
    """The dialogue map on A3 for the wall, as PDF; an empty one to place the factors on where nothing is shown."""
    occasion = _occasion_with_logo(installation, view, today)
    return kept_files.document(
        installation,
        [view],
        ["wall poster", occasion, language],
        lambda results: partial(build_wall_poster, results[0], occasion, language),
    )


DOCUMENTS: Mapping[str, Callable[[Installation, RoundView, Language, date], bytes]] = {
    "dialogue": partial(dialogue_document, reader=None),
    "summary": summary,
    "facilitator": facilitator_guide,
    "agreement": agreement,
    "wall-poster": wall_poster,
    "follow-up": follow_up_document,
}
"""The PDF documents of a round, by the names they have in addresses and commands; the dialogue document as it is for
whoever runs the installation."""


def development_document(installation: Installation, chosen: ChosenRounds, language: Language, today: date) -> bytes:
    """What has become of a collaboration over some of its rounds, as PDF. Raises J001."""
    require_several(chosen)
    rounds, before = chosen.chosen, agreed_before(installation, chosen)
    occasions = [_occasion_with_logo(installation, one, today) for one in rounds]
    then = _then(rounds, before, today)

    def prepare(results: Sequence[RoundResult]) -> Callable[[], bytes]:
        compared = compare_results(installation, results)
        return partial(build_development_document, compared, occasions, then, today, language)

    between = versions_of(installation, [one.questionnaire for one in rounds])
    parts = ["development", occasions, then, today, language, between]
    return kept_files.document(installation, rounds, parts, prepare)


def screen_development(compared: ComparedRounds, language: Language, today: date) -> DevelopmentPicture:
    """The same in words and charts for its page."""
    occasions = [occasion_of(one, today) for one in compared.rounds]
    then = _then(compared.rounds, compared.before, today)
    return development_picture(compared.development, occasions, then, language, SCREEN_TRENDS)


def document_of_result(result: RoundResult, occasion: Occasion, language: Language) -> bytes:
    """The dialogue document of a result that came from a file, as PDF."""
    return build_dialogue_document(result, occasion, language)


@dataclass(frozen=True)
class _Drawn:
    """`of` is held so that no other result can come to have its identity."""

    of: RoundResult
    picture: Picture


_drawn: Kept[_Drawn] = Kept(100)


def screen_picture(
    result: RoundResult, language: Language, others: Mapping[str, Reference] = NOBODY.references
) -> Picture:
    """The result in words and charts for the results page, and where other collaborations lie. Drawn once for a result
    that is the same thing as before (`round_result` keeps it)."""
    key = (id(result), language, tuple(sorted(others.items())))
    return _drawn.get(key, lambda: _Drawn(result, picture_of(result, language, SCREEN, others))).picture


def room_picture(result: RoundResult, language: Language) -> Picture:
    """The same for the wall of the meeting room, with larger words in the charts."""
    return picture_of(result, language, ROOM)


def occasion_of(view: RoundView, today: date) -> Occasion:
    """The round's names, dates and numbers for the cover."""
    one = view.round
    return Occasion(
        collaboration=one.collaboration,
        round_title=one.title,
        organisations=tuple(organisation.name for organisation in one.organisations),
        opened_on=one.opened_on,
        closed_on=one.closed_on,
        printed_on=today,
        received=view.received,
        expected=one.expected,
        steps=one.rules.smallest_group if view.in_steps else None,
    )


def _occasion_with_logo(installation: Installation, view: RoundView, today: date) -> Occasion:
    return replace(occasion_of(view, today), logo=logo_for_documents(installation, view.collaboration_id))


def occasion_of_file(
    *, collaboration: str, title: str, organisations: tuple[str, ...], received: int, today: date
) -> Occasion:
    """The same for answers that came from a file."""
    return Occasion(collaboration, title, organisations, None, None, today, received, None)


def _before(installation: Installation, view: RoundView, reader: Account | None) -> Recorded | None:
    """What was agreed on after the round before; nothing where that was a round that the reader may not read."""
    before = record_before(installation, view)
    if before is None or (reader and not may_read(installation, reader, before.round.code)):
        return None
    return _recorded(before.round, before.questionnaire, before.record)


def _then(rounds: Sequence[RoundView], before: RecordedRound | None, today: date) -> AgreedThen | None:
    """What was agreed on before the newest of the rounds, and after which of them."""
    if before is None:
        return None
    places = {one.round.id: at for at, one in enumerate(rounds)}
    recorded = _recorded(before.round, before.questionnaire, before.record)
    return AgreedThen(recorded, places.get(before.round.id), today)


def _recorded(of: Round, questionnaire: Questionnaire, record: Record) -> Recorded:
    return Recorded(of.title, questionnaire, {one.id: one.name for one in of.organisations}, record)
