"""Sentences about one factor."""

from collections.abc import Sequence
from fractions import Fraction

from app.domain.findings import FindingKind
from app.domain.published import Cell
from app.domain.result import FactorResult, Score
from app.domain.scale import Band
from app.wording.findings.phrases import ABOUT_ROLES, MOST_LISTED, Phrases, share_words
from app.wording.marked import N_
from app.wording.numbers import number, out_of

LEVELS = {
    Band.STRENGTH: N_("works well today"),
    Band.DEVELOP: N_("works in part today"),
    Band.CONCERN: N_("does not work well enough today"),
}


class FactorSentence(Phrases):
    """A finding about one factor, put into one sentence."""

    def words(self) -> str:
        """The sentence, not yet with a capital."""
        says = {
            FindingKind.WITHHELD: self._withheld,
            FindingKind.SIDES: self._sides,
            FindingKind.SIDES_COUNTED: self._sides_counted,
            FindingKind.ORGANISATIONS_SPLIT: self._split,
            FindingKind.ORGANISATION_GAP: self._gap,
            FindingKind.ROLE_GAP: self._gap,
            FindingKind.STANDS_OUT: self._stands_out,
            FindingKind.DO_NOT_KNOW: self._do_not_know,
        }
        kind = self.finding.kind
        return says[kind]() if kind in says else self._level()

    @property
    def factor(self) -> FactorResult:
        """The factor that the sentence is about."""
        return self.result.factor(self.finding.factors[0])

    def _level(self) -> str:
        messages = {
            FindingKind.LEVEL_AGREED: self.gettext(
                "%(who)s largely agree: %(factors)s %(level)s (%(mean)s of %(of)s)."
            ),
            FindingKind.LEVEL_SPREAD: self.gettext(
                "%(who)s have different pictures of %(factors)s: the answers lie far apart, and the mean is %(mean)s "
                "of %(of)s."
            ),
            FindingKind.LEVEL_TWO_CAMPS: self.gettext(
                "%(who)s have different pictures of %(factors)s: the answers gather in two camps, and the mean is "
                "%(mean)s of %(of)s."
            ),
            FindingKind.LEVEL_ALONE: self.gettext("The mean of %(factors)s is %(mean)s of %(of)s."),
        }
        message = self._apart() if self.finding.kind is FindingKind.LEVEL_APART else messages[self.finding.kind]
        if self.finding.kind is FindingKind.LEVEL_AGREED and self.finding.values[0]:
            message = self.gettext("%(who)s agree: %(factors)s %(level)s (%(mean)s of %(of)s).")
        score = self.factor.score
        assert isinstance(score, Score)
        level = self.gettext(LEVELS[score.band])
        mean = number(score.value, self.language, score.decimals)
        return message % {
            **self.facts(),
            "level": level,
            "mean": mean,
            "of": out_of(self.result.questionnaire.span, self.language),
        }

    def _apart(self) -> str:
        organisations, roles = self.finding.values
        if organisations and roles:
            return self.gettext(
                "The mean of %(factors)s is %(mean)s of %(of)s, but the picture differs both between organisations "
                "and between roles."
            )
        if organisations:
            return self.gettext(
                "The mean of %(factors)s is %(mean)s of %(of)s, but the picture differs between the organisations."
            )
        return self.gettext("The mean of %(factors)s is %(mean)s of %(of)s, but the picture differs between the roles.")

    def _withheld(self) -> str:
        message = self.gettext("No mean is shown for %(factors)s, since too few statements have enough answers.")
        return message % {"factors": self.titles()}

    def _sides(self) -> str:
        weak, strong = (share_words(Fraction(str(one)), self.language) for one in self.finding.values)
        message = self.gettext(
            "%(weak)s of the answers lie at the weak end of the scale and %(strong)s at the strong end."
        )
        return message % {"weak": weak, "strong": strong}

    def _sides_counted(self) -> str:
        weak, strong, everybody = self.numbers(*self.finding.values)
        message = self.gettext(
            "Of the %(all)s who answered, %(weak)s chose the weak end of the scale and %(strong)s the strong end."
        )
        return message % {"weak": weak, "strong": strong, "all": everybody}

    def _split(self) -> str:
        well, badly, everybody = self.numbers(*self.finding.values)
        message = self.gettext(
            "According to %(well)s of %(all)s organisations it works well, and according to %(badly)s it does not work "
            "well enough."
        )
        return message % {"well": well, "badly": badly, "all": everybody}

    def _gap(self) -> str:
        high, low, highest = self.finding.values
        return self._gap_message() % {
            "one": self._names(self.finding.cells[: int(highest)]),
            "other": self._names(self.finding.cells[int(highest) :]),
            "high": number(high, self.language),
            "low": number(low, self.language),
        }

    def _names(self, cells: Sequence[Cell]) -> str:
        """Up to three by name; more are counted."""
        if len(cells) <= MOST_LISTED:
            return self.listed([self.cell_name(cell) for cell in cells])
        (number_of,) = self.numbers(len(cells))
        if self.finding.kind in ABOUT_ROLES:
            return self.gettext("%(number)s roles") % {"number": number_of}
        return self.gettext("%(number)s organisations") % {"number": number_of}

    def _gap_message(self) -> str:
        roles = self.finding.kind is FindingKind.ROLE_GAP
        cells = self.factor.levels if roles else self.factor.organisations
        if isinstance(cells, tuple) and len(cells) == 2:
            return self.gettext("The picture differs between %(one)s (%(high)s) and %(other)s (%(low)s).")
        if len(self.finding.cells) > 2:
            return self.gettext(
                "The picture differs most between %(one)s on the one hand (%(high)s) and %(other)s on the other "
                "(%(low)s)."
            )
        if roles:
            return self.gettext(
                "Among the roles, the picture differs most between %(one)s (%(high)s) and %(other)s (%(low)s)."
            )
        return self.gettext(
            "Among the organisations, the picture differs most between %(one)s (%(high)s) and %(other)s (%(low)s)."
        )

    def _stands_out(self) -> str:
        mean, side = self.finding.values
        item = next(one.item for one in self.factor.items if one.item.id == self.finding.item)
        if side < 0:
            message = self.gettext(
                "The answers to the statement %(statement)s are clearly weaker than for the key factor as a whole "
                "(%(mean)s)."
            )
        else:
            message = self.gettext(
                "The answers to the statement %(statement)s are clearly stronger than for the key factor as a whole "
                "(%(mean)s)."
            )
        of = {"mean": number(mean, self.language), "of": out_of(item.span, self.language)}
        shown = self.gettext("%(mean)s of %(of)s") % of
        if item.reverse:
            shown = self.gettext("%(mean)s of %(of)s after the statement has been turned") % of
        text = item.text.into(self.language).strip().removesuffix(".")
        return message % {"statement": self.quoted(text), "mean": shown}

    def _do_not_know(self) -> str:
        share, many = self.finding.values
        words = share_words(Fraction(str(share)), self.language)
        if self.finding.few:
            words = self.gettext("many") if many else self.gettext("some")
        if isinstance(self.factor.score, Score):
            message = self.gettext("%(share)s of the answers are “don't know”, and the mean rests on the others.")
        else:
            message = self.gettext("%(share)s of the answers are “don't know”.")
        return message % {"share": words}
