"""Paints a development: every line of figures put into words and a chart, in one language and for one medium."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.documents.agreed import Recorded, agreed
from app.documents.development_picture import (
    AgreedSince,
    ChangePicture,
    DevelopmentPicture,
    Differing,
    DimensionPicture,
    OrganisationRow,
    PointRow,
    RoundColumn,
    UnitPicture,
)
from app.documents.occasion import Occasion
from app.documents.trends import TrendMedium, Trends
from app.domain.change import Change, Direction, RoundChange, round_change
from app.domain.comparability import Comparability
from app.domain.development import Development, Line, by_difference
from app.domain.published import Withheld
from app.domain.result import RoundResult, Score
from app.domain.round import Kind
from app.domain.text import Language
from app.wording import change as words_of
from app.wording.dates import long_date
from app.wording.development import in_short
from app.wording.numbers import kept_together, number, score_number, span
from app.wording.sentences import withheld_words
from app.wording.translations import translations
from app.wording.versions import factor_difference

MOST_CHANGED = 5


@dataclass(frozen=True)
class AgreedThen:
    """What was agreed on when the group last met, as it stands on a day; `at`: the number (from 0) of the round after
    which that was, None where that round is not compared."""

    recorded: Recorded
    at: int | None
    today: date


def development_picture(
    found: Development,
    rounds: Sequence[Occasion],
    then: AgreedThen | None,
    language: Language,
    medium: TrendMedium,
) -> DevelopmentPicture:
    """The development in that language. `rounds`: what is to be said of each of them besides its result."""
    painter = _Painter(found, rounds, language, medium)
    numbers = {one.factor.id: at for at, one in enumerate(found.last.factors, start=1)}
    factors = {one.unit_id: painter.factor(one, numbers[one.unit_id]) for one in found.factors}
    sure = [one for one in found.factors if one.is_sure]
    others = [one for one in found.factors if not one.is_sure]
    most = (*by_difference(sure), *by_difference(others))[:MOST_CHANGED]
    return DevelopmentPicture(
        title=painter.title(),
        in_short=tuple(kept_together(one) for one in in_short(found, language)),
        rounds=tuple(painter.column(one, result) for one, result in zip(rounds, found.results, strict=True)),
        scale=painter.scale(),
        has_joint=found.has_joint,
        whole=painter.whole(),
        dimensions=painter.dimensions(factors),
        most=tuple(factors[one.unit_id] for one in most),
        differing=painter.differing(),
        agreed_after=then.recorded.round_title if then else "",
        agreed=painter.agreed(then) if then else (),
    )


class _Painter:
    def __init__(self, found: Development, rounds: Sequence[Occasion], language: Language, medium: TrendMedium) -> None:
        self.found, self.rounds, self.language = found, rounds, language
        self.words = translations(language)
        self.trends = Trends(found, rounds, language, medium)
        self.length = found.last.questionnaire.scale_length

    def title(self) -> str:
        """Of the questionnaire; of the main one of a package."""
        asked = self.found.last.questionnaire
        return (asked.parts[0] if asked.parts else asked).title.into(self.language)

    def whole(self) -> UnitPicture:
        asked = self.found.last.questionnaire
        title = self.words.gettext("All factors together")
        if asked.parts:
            title = self.words.gettext("All factors of %(title)s together") % {"title": self.title()}
        return self._unit(self.found.whole, 0, title)

    def dimensions(self, factors: dict[str, UnitPicture]) -> tuple[DimensionPicture, ...]:
        by_id = {one.dimension.id: one for one in self.found.last.dimensions}
        return tuple(
            DimensionPicture(
                self._unit(line, 0, by_id[line.unit_id].dimension.title.into(self.language)),
                tuple(factors[one.factor.id] for one in by_id[line.unit_id].factors if one.is_scored),
            )
            for line in self.found.dimensions
        )

    def factor(self, line: Line, at: int) -> UnitPicture:
        return self._unit(line, at, self._title(line.unit_id))

    def column(self, one: Occasion, result: RoundResult) -> RoundColumn:
        ngettext = self.words.ngettext
        message = (
            ngettext("%(num)d organisation", "%(num)d organisations", result.persons)
            if result.kind is Kind.JOINT
            else ngettext("%(num)d person", "%(num)d persons", result.persons)
        )
        persons = message % {"num": result.persons}
        if result.withheld is not None:
            persons = withheld_words(result.withheld, result, self.language)
        closed = long_date(one.closed_on, self.language) if one.closed_on else ""
        return RoundColumn(one.round_title, closed, persons, one.organisations)

    def scale(self) -> str:
        """How the numbers are read."""
        gettext = self.words.gettext
        if self.found.scales_differ:
            return gettext(
                "The rounds have scales of different length, so their charts show an index from 0 to 100, where 100 is "
                "the strong end."
            )
        bands = self.found.last.questionnaire.bands
        facts = {
            "top": self.length,
            "strength": number(float(bands.strength), self.language),
            "concern": number(float(bands.concern), self.language),
        }
        return (
            gettext(
                "The scale goes from 1 to %(top)d, where %(top)d is the strong end. From %(strength)s on it counts as "
                "a strength, below %(concern)s as a challenge; the dashed lines show these limits."
            )
            % facts
        )

    def differing(self) -> tuple[Differing, ...]:
        """The factors that were not asked alike, with what is said of each pair of neighbouring rounds."""
        found = [Differing(self._title(one.unit_id), self._why(one)) for one in self.found.factors]
        why = (self.words.gettext("Only asked in earlier rounds."),)
        gone = [Differing(one.title.into(self.language), why) for one in self.found.gone]
        return (*(one for one in found if one.why), *gone)

    def agreed(self, then: AgreedThen) -> tuple[AgreedSince, ...]:
        """What was agreed on about each factor, beside what has happened to it since."""
        since = None
        if then.at is not None and then.at < len(self.found.results) - 1:
            since = round_change(self.found.results[then.at], self.found.last)
        known = {one.unit_id for one in since.factors} if since else set()
        return tuple(
            AgreedSince(one, self._change(since.of(one.id), since) if since and one.id in known else None)
            for one in agreed(then.recorded, then.today, self.language).factors
            if one.principles or one.actions
        )

    def _why(self, line: Line) -> tuple[str, ...]:
        """What each pair of neighbouring rounds did not ask alike, or not in the same words."""
        said = ((at, self._asked_otherwise(at, step)) for at, step in enumerate(line.steps))
        titles = [one.round_title for one in self.rounds]
        return tuple(f"{titles[at]} – {titles[at + 1]}: {words}" for at, words in said if words)

    def _asked_otherwise(self, at: int, step: Change | None) -> str:
        if step is None:
            return self.words.gettext("not asked in the later round.")
        compared = next(one for one in self.found.steps[at].versions.factors if one.factor_id == step.unit_id)
        told = compared.same_meaning or compared.helped_otherwise
        if step.comparability is Comparability.FULL and not told:
            return ""
        details = factor_difference(compared, self._title_of(at + 1, step.unit_id), self.language).details
        return " ".join(one for one in (words_of.compared_words(step, self.language), *details) if one)

    def _unit(self, line: Line, at: int, title: str) -> UnitPicture:
        rows = tuple(self._row(line, place) for place in range(len(line.points)))
        organisations = line.overall.organisations if self.found.has_joint else ()
        return UnitPicture(
            id=line.unit_id,
            number=at,
            title=title,
            first=rows[0].score,
            last=rows[-1].score,
            chart=self.trends.drawn(line, rows, title, large=not at),
            change=self._change(line.overall, self.found.overall, self._ends_shown(line, rows)),
            points=rows,
            organisations=tuple(
                OrganisationRow(
                    self.found.last.organisation_names.get(one.organisation, one.organisation),
                    words_of.from_to(one.before, one.after, self.language),
                    words_of.signed(one.difference, self.language),
                )
                for one in organisations
            ),
        )

    def _change(self, change: Change, rounds: RoundChange, values: str = "") -> ChangePicture:
        language, last = self.language, self.found.last
        withheld = change.difference if isinstance(change.difference, Withheld) else None
        alike = change.comparability is not Comparability.NONE
        return ChangePicture(
            words=words_of.direction_words(change, language),
            is_sure=change.direction in (Direction.INCREASE, Direction.DECREASE),
            values=values or words_of.from_to(change.before, change.after, language),
            difference=words_of.difference_words(change, language),
            interval=words_of.interval_words(change.interval, language),
            drift=words_of.drift_words(change.drift, language),
            drift_briefly=words_of.drift_words(change.drift, language, briefly=True),
            compared=words_of.compared_words(change, language),
            common=words_of.common_organisations_words(change, language) if rounds.joined or rounds.left else "",
            why=withheld_words(withheld, last, language) if withheld and alike else "",
        )

    def _row(self, line: Line, at: int) -> PointRow:
        point, language = line.points[at], self.language
        step = line.steps[at - 1] if at else None
        since = words_of.direction_words(step, language) if step else ""
        if at and step is None:
            since = self.words.gettext("Not asked")
        return PointRow(
            round=self.rounds[at].round_title,
            score=score_number(point.score, language) if isinstance(point.score, Score) else "–",
            n=span(*point.n),
            interval=words_of.interval_words(point.interval, language, sign=False),
            deviation="" if isinstance(point.ad, Withheld) else number(point.ad, language, 2),
            since_before=since,
            why=withheld_words(point.score, self.found.results[at], language)
            if isinstance(point.score, Withheld)
            else "",
        )

    def _ends_shown(self, line: Line, rows: Sequence[PointRow]) -> str:
        """The first score and the last as they stand in the chart, where they are what was compared."""
        is_same = line.overall.comparability is Comparability.FULL and not self.found.scales_differ
        if not is_same or isinstance(line.overall.difference, Withheld):
            return ""
        return f"{rows[0].score} → {rows[-1].score}"

    def _title_of(self, at: int, factor_id: str) -> str:
        return self.found.results[at].factor(factor_id).factor.title.into(self.language)

    def _title(self, factor_id: str) -> str:
        return self.found.last.factor(factor_id).factor.title.into(self.language)
