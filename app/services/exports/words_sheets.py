"""The sheets that hold words: what the file is, its rounds, the comments, questions with options, the codebook."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from app.domain.published import Withheld
from app.services.exports.codebook import codebook
from app.services.exports.exported import Exported, ExportedRound
from app.services.exports.workbook_sheets import about_scope
from app.services.exports.xlsx_file import DAY, WHOLE, Column, Sheet, Value
from app.wording.exports import READING, ROUND_KINDS, reason_words
from app.wording.languages import language_name
from app.wording.translations import LANGUAGES, translations

Rounds = Sequence[ExportedRound]


def about_sheet(exported: Exported, today: date, language: str) -> Sheet:
    """What the file is, when it was made, and how its figures are to be read."""
    _ = translations(language).gettext
    asked = {one.result.questionnaire.fingerprint: one.result.questionnaire for one in exported.rounds}
    sources = dict.fromkeys(one.source.into(language) for one in asked.values() if one.source)
    rows: list[tuple[Value, ...]] = [
        (about_scope(exported.scope, language), exported.name),
        (_("File made on"), today.isoformat()),
        *((_(heading), _(words)) for heading, words in READING),
        *((_("Source of the questionnaire"), source) for source in _without_parts(sources)),
    ]
    return Sheet(_("About"), (Column(_("About this file"), 30), Column("Samspel", 90)), rows)


def _without_parts(sources: Iterable[str]) -> list[str]:
    """The sources that no other holds: of several questionnaires asked together, the one of all."""
    known = list(sources)
    return [one for one in known if not any(one != other and one in other for other in known)]


def rounds_sheet(rounds: Rounds, language: str) -> Sheet:
    """What was asked of whom, and when."""
    _ = translations(language).gettext
    columns = (
        Column(_("Round"), 10),
        Column(_("Name"), 30),
        Column(_("Collaboration"), 30),
        Column(_("Opened on"), 12, DAY),
        Column(_("Closed on"), 12, DAY),
        Column(_("Questionnaire"), 36),
        Column(_("Version"), 8, WHOLE),
        Column(_("How it was answered"), 26),
        Column(_("Answers counted"), 10, WHOLE),
        Column(_("Expected"), 10, WHOLE),
        Column(_("Smallest group"), 10, WHOLE),
        Column(_("Why not shown"), 44),
        Column(_("Fingerprint of the questionnaire"), 24),
    )
    return Sheet(_("Rounds"), columns, [_round(one, language) for one in rounds])


def _round(one: ExportedRound, language: str) -> tuple[Value, ...]:
    _, result = translations(language).gettext, one.result
    asked, found = result.questionnaire, one.view.round if one.view else None
    return (
        found.code if found else "",
        found.title if found else "",
        found.collaboration if found else "",
        found.opened_on if found else None,
        found.closed_on if found else None,
        asked.title.into(language),
        asked.version,
        _(ROUND_KINDS[result.kind]),
        result.persons,
        found.expected if found else None,
        result.smallest_group,
        reason_words(result.withheld.reason.value if result.withheld else "", result, language),
        asked.fingerprint,
    )


def choices_sheet(rounds: Rounds, language: str) -> Sheet | None:
    """How many chose each option; None where there is no such question."""
    _ = translations(language).gettext
    if not any(one.result.choices for one in rounds):
        return None
    columns = (
        Column(_("Round"), 10),
        Column(_("Id"), 18),
        Column(_("Question"), 60),
        Column(_("Option"), 40),
        Column(_("How many chose it"), 10, WHOLE),
        Column(_("Valid answers"), 10, WHOLE),
        Column(_("No answer"), 10, WHOLE),
        Column(_("Why not shown"), 44),
    )
    return Sheet(_("Questions with options"), columns, (row for one in rounds for row in _choices(one, language)))


def _choices(one: ExportedRound, language: str) -> Iterator[tuple[Value, ...]]:
    for found in one.result.choices:
        item = one.result.questionnaire.items_by_id[found.item_id]
        asked = (_code(one), item.id, item.text.into(language))
        numbers = (found.n, found.no_answer)
        if isinstance(found.options, Withheld):
            yield (*asked, "", None, *numbers, reason_words(found.options.reason.value, one.result, language))
            continue
        labels = {option.id: option.label.into(language) for option in getattr(item, "options", ())}
        for key, number in found.options.items():
            yield (*asked, labels.get(key, key), number, *numbers, "")


def comments_sheet(rounds: Rounds, language: str) -> Sheet | None:
    """The comments that the facilitator has read and shows, in an order that says nothing; None where none is asked
    for."""
    _ = translations(language).gettext
    if not any(one.result.comments for one in rounds):
        return None
    columns = (
        Column(_("Round"), 10),
        Column(_("Id"), 18),
        Column(_("Question"), 50),
        Column(_("Comment"), 90),
        Column(_("Why not shown"), 44),
    )
    return Sheet(_("Comments"), columns, (row for one in rounds for row in _comments(one, language)))


def _comments(one: ExportedRound, language: str) -> Iterator[tuple[Value, ...]]:
    for found in one.result.comments:
        asked = (_code(one), found.item_id, one.result.questionnaire.items_by_id[found.item_id].text.into(language))
        if isinstance(found.comments, Withheld):
            yield (*asked, "", reason_words(found.comments.reason.value, one.result, language))
            continue
        for words in found.comments:
            yield (*asked, words, "")


def codebook_sheet(rounds: Rounds, language: str) -> Sheet:
    """Every id with its words in every language, its codes and their direction; every column and reason."""
    _ = translations(language).gettext
    names = [language_name(one, language) for one in LANGUAGES]
    columns = (
        Column(_("What it is"), 20),
        Column(_("Id"), 22),
        *(Column(_("Words (%(language)s)") % {"language": name}, 60) for name in names),
        Column(_("How it is answered"), 24),
        *(Column(_("Codes (%(language)s)") % {"language": name}, 44) for name in names),
        Column(_("Direction"), 22),
        Column(_("Belongs to"), 18),
        Column(_("Questionnaire"), 18),
        Column(_("Version"), 8, WHOLE),
    )
    rows: Iterator[tuple[Value, ...]] = (
        (
            one.kind, one.id, *one.texts, one.answered, *one.codes, one.direction, one.within, one.questionnaire,
            one.version,
        )
        for one in codebook(rounds, language)
    )  # fmt: skip
    return Sheet(_("Codebook"), columns, rows)


def _code(one: ExportedRound) -> str:
    return one.view.round.code if one.view else ""
