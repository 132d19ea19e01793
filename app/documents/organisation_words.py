"""The picture of one organisation in words and charts: what its page and its document have in common."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from app.charts.band_mark import band_mark
from app.documents.medium import Medium
from app.documents.organisation_promises import ComingWords, PromisedGroup, coming, next_words, promised
from app.documents.organisation_tables import ScoreTable, ScoreTables, reasons_of
from app.domain.organisation_picture import OrganisationPicture, QuestionnairePicture
from app.domain.record import Standing
from app.domain.recurring import FEWEST, Leaning, Recurrence
from app.domain.scale import Band
from app.domain.text import Language, words_of
from app.wording.dates import long_date
from app.wording.organisation import recurrence_words
from app.wording.sentences import band_words
from app.wording.translations import translations


@dataclass(frozen=True)
class RecurringFactor:
    """A factor that recurs: in how many collaborations, what it is like where it works (or does not), and questions to
    talk about."""

    title: str
    times: str
    strength: str
    weakness: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class CollaborationWords:
    """One collaboration round by round. `rounds`: how many, in words."""

    id: str
    name: str
    rounds: str
    tables: tuple[ScoreTable, ...]
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class QuestionnaireWords:
    """All that was answered with one questionnaire. `scale`: how its numbers are to be read. `tables`: the latest round
    of every collaboration, the organisation's own dimension first; `reasons`: why something is missing there.
    `recurs`: whether there are collaborations enough for anything to recur."""

    id: str
    title: str
    scale: str
    tables: tuple[ScoreTable, ...]
    reasons: tuple[tuple[str, str], ...]
    has_other_words: bool
    recurs: bool
    short: tuple[RecurringFactor, ...]
    strong: tuple[RecurringFactor, ...]
    collaborations: tuple[CollaborationWords, ...]


@dataclass(frozen=True)
class OrganisationWords:
    """The whole picture. `brief`: it in a few sentences; `bands`: the shape and name of each. `promised`: what is left
    to do and what is done, by how it stands; what was given up is not there."""

    id: str
    name: str
    lead: str
    brief: tuple[str, ...]
    bands: tuple[tuple[Markup, str], ...]
    questionnaires: tuple[QuestionnaireWords, ...]
    promised: tuple[PromisedGroup, ...]
    coming: tuple[ComingWords, ...]
    today: str


def organisation_words(
    picture: OrganisationPicture, today: date, language: Language, medium: Medium
) -> OrganisationWords:
    """The picture in that language, with charts for that medium and actions as they stand that day."""
    writer = _Writer(picture, today, language, medium)
    return OrganisationWords(
        id=picture.id,
        name=picture.name,
        lead=writer.lead(),
        brief=tuple(writer.brief()),
        bands=tuple((_mark(band, language, medium), band_words(band, language)) for band in Band),
        questionnaires=tuple(writer.questionnaire(one) for one in picture.questionnaires),
        promised=promised(picture.promises, today, language),
        coming=coming(picture.dates, language),
        today=long_date(today, language),
    )


class _Writer:
    def __init__(self, picture: OrganisationPicture, today: date, language: Language, medium: Medium) -> None:
        self.picture = picture
        self.today = today
        self.language = language
        self.medium = medium
        self.gettext = translations(language).gettext
        self.ngettext = translations(language).ngettext

    def lead(self) -> str:
        """In how many collaborations and closed rounds."""
        one = self.picture
        facts = {"name": one.name, "num": one.collaborations, "rounds": one.rounds}
        return (
            self.ngettext(
                "%(name)s takes part in one collaboration. Closed rounds with answers: %(rounds)d.",
                "%(name)s takes part in %(num)d collaborations. Closed rounds with answers: %(rounds)d.",
                one.collaborations,
            )
            % facts
        )

    def brief(self) -> Iterator[str]:
        """What is shown, what recurs, what is promised, what comes next."""
        one = self.picture
        if one.rounds:
            facts = {"shown": one.shown, "rounds": one.rounds, "name": one.name}
            yield self.gettext("Own figures of %(name)s are shown in %(shown)d of %(rounds)d rounds.") % facts
        enough = [asked for asked in one.questionnaires if asked.compared >= FEWEST]
        for asked in enough:
            yield from self._recurs(asked, named=len(enough) > 1)
        if one.questionnaires and not enough:
            yield self.gettext(
                "Nothing can be said to recur yet: that takes own figures in at least two collaborations with the same "
                "questionnaire."
            )
        yield from self._left_to_do()
        if one.dates:
            yield next_words(one.dates[0], self.language)

    def questionnaire(self, asked: QuestionnairePicture) -> QuestionnaireWords:
        """Its tables, what recurs, and each collaboration round by round."""
        tables = ScoreTables(asked, self.language, self.medium)
        beside = tables.side_by_side()
        return QuestionnaireWords(
            id=asked.id,
            title=asked.title.into(self.language),
            scale=self._scale(asked),
            tables=beside,
            reasons=reasons_of(beside),
            has_other_words=any(table.has_other_words for table in beside),
            recurs=asked.compared >= FEWEST,
            short=self._recurring(asked, Leaning.SHORT),
            strong=self._recurring(asked, Leaning.STRONG),
            collaborations=tuple(
                CollaborationWords(
                    one.id,
                    one.name,
                    self.ngettext("%(num)d round", "%(num)d rounds", len(one.rounds)) % {"num": len(one.rounds)},
                    (each := tables.round_by_round(one)),
                    reasons_of(each),
                )
                for one in asked.collaborations
            ),
        )

    def _recurs(self, asked: QuestionnairePicture, *, named: bool) -> Iterator[str]:
        for way, some, none in (
            (
                Leaning.SHORT,
                self.gettext("Falls short in several collaborations: %(factors)s."),
                self.gettext("No factor falls short in several collaborations."),
            ),
            (
                Leaning.STRONG,
                self.gettext("Strong in several collaborations: %(factors)s."),
                self.gettext("No factor is strong in several collaborations."),
            ),
        ):
            found = [one for one in asked.recurring if one.leaning is way]
            said = some % {"factors": ", ".join(self._briefly(one, asked) for one in found)} if found else none
            yield f"{asked.title.into(self.language)}: {said[0].lower()}{said[1:]}" if named else said

    def _briefly(self, one: Recurrence, asked: QuestionnairePicture) -> str:
        facts = {"title": asked.factors[one.factor_id].title.into(self.language), "times": one.times, "of": one.of}
        return self.gettext("%(title)s (%(times)d of %(of)d)") % facts

    def _left_to_do(self) -> Iterator[str]:
        standings = [one.action.standing(self.today) for one in self.picture.promises if one.action.is_open]
        late, soon = standings.count(Standing.OVERDUE), standings.count(Standing.SOON)
        facts = {"num": len(standings), "late": late, "soon": soon}
        yield (
            self.ngettext(
                "One action is left to carry out. Overdue: %(late)d. Due within 30 days: %(soon)d.",
                "%(num)d actions are left to carry out. Overdue: %(late)d. Due within 30 days: %(soon)d.",
                len(standings),
            )
            % facts
            if standings
            else self.gettext("No action is left for the organisation to carry out.")
        )

    def _scale(self, asked: QuestionnairePicture) -> str:
        if asked.length is None:
            return self.gettext(
                "The scale has had different lengths, so all figures are an index: 0 is the weak end, 100 the strong."
            )
        return self.gettext("The scale goes from 1 to %(top)d, where %(top)d is the strong end.") % {
            "top": asked.length
        }

    def _recurring(self, asked: QuestionnairePicture, way: Leaning) -> tuple[RecurringFactor, ...]:
        found = []
        for one in asked.recurring:
            if one.leaning is way:
                factor = asked.factors[one.factor_id]
                words = [words_of(text, self.language) for text in (factor.title, factor.strength, factor.weakness)]
                questions = tuple(text.into(self.language) for text in factor.dialogue_questions)
                times = recurrence_words(one, self.language)
                found.append(RecurringFactor(words[0], times, words[1], words[2], questions))
        return tuple(found)


def _mark(band: Band, language: Language, medium: Medium) -> Markup:
    return Markup(band_mark(band.value, band_words(band, language), accent=medium.accent))


def all_reasons(several: Sequence[QuestionnaireWords]) -> tuple[str, ...]:
    """Every reason why something is missing, each once."""
    return tuple(dict.fromkeys(words for asked in several for _, words in asked.reasons))
