"""Findings put into sentences: titles are quoted and never inflected, so that any questionnaire's titles fit."""

from collections.abc import Sequence
from fractions import Fraction

from app.domain.findings import Finding, FindingKind
from app.domain.published import OTHER, Cell
from app.domain.questionnaire import UNSTATED
from app.domain.result import FactorResult, RoundResult, Score
from app.domain.round import Kind
from app.domain.scale import Band
from app.wording import sentences
from app.wording.numbers import number
from app.wording.translations import translations


def N_(message: str) -> str:  # noqa: N802 - the name that translation tools look for
    """Marks words for translation; translates nothing."""
    return message


MOST_NAMED = 3
"""More factors than this are counted, and the first of them named."""
NUMBERS = (
    N_("one"),
    N_("two"),
    N_("three"),
    N_("four"),
    N_("five"),
    N_("six"),
    N_("seven"),
    N_("eight"),
    N_("nine"),
    N_("ten"),
    N_("eleven"),
    N_("twelve"),
)
SHARES = (
    (Fraction(1, 12), N_("a few")),
    (Fraction(5, 24), N_("a smaller part")),
    (Fraction(7, 24), N_("about a quarter")),
    (Fraction(5, 12), N_("about a third")),
    (Fraction(7, 12), N_("about half")),
    (Fraction(17, 24), N_("about two thirds")),
    (Fraction(7, 8), N_("about three quarters")),
)
"""A share in words by the upper end, left out, of where each is used: halfway between two neighbouring fractions."""
NEARLY_ALL = N_("by far the greatest part")
WHO = {
    (False, False): N_("Those who answered"),
    (False, True): N_("Those who could answer"),
    (True, False): N_("The organisations"),
    (True, True): N_("The organisations that could answer"),
}
"""By whether the round is joint, and whether so many could not answer that it must be said."""
LEVELS = {
    Band.STRENGTH: N_("works well today"),
    Band.DEVELOP: N_("works in part today"),
    Band.CONCERN: N_("does not work well enough today"),
}
AGREED = {
    FindingKind.STRONG: N_("%(who)s largely agree that %(factors)s works well today."),
    FindingKind.WEAK: N_("%(who)s largely agree that %(factors)s does not work well enough today."),
    FindingKind.MIDDLE: N_("%(who)s largely agree that %(factors)s works in part today."),
}
AGREED_ON_SEVERAL = {
    FindingKind.STRONG: N_("%(who)s largely agree that %(factors)s work well today."),
    FindingKind.WEAK: N_("%(who)s largely agree that %(factors)s do not work well enough today."),
    FindingKind.MIDDLE: N_("%(who)s largely agree that %(factors)s work in part today."),
}
AGREED_ON_MANY = {
    FindingKind.STRONG: N_(
        "%(who)s largely agree that %(count)s work well today, with the highest means for %(factors)s."
    ),
    FindingKind.WEAK: N_(
        "%(who)s largely agree that %(count)s do not work well enough today, with the lowest means for %(factors)s."
    ),
    FindingKind.MIDDLE: N_(
        "%(who)s largely agree that %(count)s work in part today, with the highest means for %(factors)s."
    ),
}


def finding_sentence(finding: Finding, result: RoundResult, language: str) -> str:
    """The finding in one sentence, with a capital and one full stop."""
    words = _Words(finding, result, language).sentence()
    return words[0].upper() + words[1:]


def share_words(share: Fraction, language: str) -> str:
    """A share, 0..1, as one says it: about a third."""
    message = next((words for end, words in SHARES if share < end), NEARLY_ALL)
    return translations(language).gettext(message)


class _Words:
    def __init__(self, finding: Finding, result: RoundResult, language: str) -> None:
        self.finding = finding
        self.result = result
        self.language = language
        self.gettext = translations(language).gettext

    def sentence(self) -> str:
        kind = self.finding.kind
        if kind in AGREED:
            return self._agreed()
        says = {
            FindingKind.DIVIDED: self._divided,
            FindingKind.TWO_CAMPS: self._two_camps,
            FindingKind.ONE_APART: self._one_apart,
            FindingKind.ORGANISATIONS_DIFFER: self._differ,
            FindingKind.ROLES_DIFFER: self._differ,
            FindingKind.MANY_DO_NOT_KNOW: self._many_do_not_know,
            FindingKind.NO_MEAN: self._no_mean,
            FindingKind.BREADTH: self._breadth,
            FindingKind.HEAVY: self._heavy,
            FindingKind.WITHHELD: self._no_mean,
            FindingKind.SIDES: self._sides,
            FindingKind.SIDES_COUNTED: self._sides_counted,
            FindingKind.ORGANISATIONS_SPLIT: self._split,
            FindingKind.ORGANISATION_GAP: self._gap,
            FindingKind.ROLE_GAP: self._gap,
            FindingKind.STANDS_OUT: self._stands_out,
            FindingKind.DO_NOT_KNOW: self._do_not_know,
        }
        return says[kind]() if kind in says else self._level()

    # About the whole

    def _agreed(self) -> str:
        kind, named = self.finding.kind, len(self.finding.factors)
        if named > MOST_NAMED:
            return self.gettext(AGREED_ON_MANY[kind]) % self._facts()
        message = AGREED[kind] if named == 1 else AGREED_ON_SEVERAL[kind]
        return self.gettext(message) % self._facts()

    def _divided(self) -> str:
        if self._many:
            message = self.gettext(
                "%(who)s have different pictures of %(count)s, and the answers lie farthest apart about %(factors)s."
            )
        else:
            message = self.gettext("%(who)s have different pictures of %(factors)s: the answers lie far apart.")
        return message % self._facts()

    def _two_camps(self) -> str:
        if self._many:
            message = self.gettext("The answers about %(count)s gather in two camps, most clearly about %(factors)s.")
        else:
            message = self.gettext("The answers about %(factors)s gather in two camps.")
        return message % self._facts()

    def _one_apart(self) -> str:
        many, compared, side = self.finding.values
        (cell,) = self.finding.cells
        number_of, everything = self._numbers(many, compared)
        message = self.gettext("%(number)s of the %(all)s key factors that can be compared")
        if many == compared:
            message = self.gettext("all %(all)s key factors that can be compared")
        facts = {"name": self._cell_name(cell), "count": message % {"number": number_of, "all": everything}}
        messages = {
            -1: self.gettext(
                "In %(count)s, the answers from %(name)s lie on average at "
                "least one step below the mean of the whole group."
            ),
            1: self.gettext(
                "In %(count)s, the answers from %(name)s lie on average at "
                "least one step above the mean of the whole group."
            ),
            0: self.gettext(
                "In %(count)s, the answers from %(name)s lie on average at "
                "least one step from the mean of the whole group, sometimes above and sometimes below."
            ),
        }
        return messages[int(side)] % facts

    def _differ(self) -> str:
        factors = self._count() if self._many else self._titles()
        facts = {"factors": factors, "between": self._between()}
        return self.gettext("The picture of %(factors)s differs by at least one step between %(between)s.") % facts

    def _between(self) -> str:
        """The two that differ on all of the factors or on most of them; else all organisations or roles."""
        roles = self.finding.kind is FindingKind.ROLES_DIFFER
        all_of_them = self.gettext("the roles") if roles else self.gettext("the organisations")
        if not self.finding.cells:
            return all_of_them
        pair = self._listed([self._cell_name(cell) for cell in self.finding.cells])
        if self.finding.values[2] == self.finding.values[0]:
            return self.gettext("the roles %(pair)s") % {"pair": pair} if roles else pair
        return self.gettext("%(all)s, most often between %(pair)s") % {"all": all_of_them, "pair": pair}

    def _many_do_not_know(self) -> str:
        if self.finding.few:
            message = self.gettext("A large part of the answers about %(those)s are “don't know”.")
        else:
            message = self.gettext("Many cannot judge %(those)s: at least three answers in ten are “don't know”.")
        facts = self._facts()
        those = self.gettext("%(count)s, above all %(factors)s,") % facts if self._many else facts["factors"]
        return message % {"those": those}

    def _no_mean(self) -> str:
        facts = self._facts()
        return self.gettext("No mean is shown for %(those)s, since too few statements have enough answers.") % {
            "those": facts["count"] if self._many else facts["factors"]
        }

    def _breadth(self) -> str:
        agreed, judged, everything = self.finding.values
        facts = {"who": self._who()}
        facts["agreed"], facts["judged"] = self._numbers(agreed, judged)
        if judged < everything:
            message = self.gettext(
                "%(who)s see %(agreed)s of the %(judged)s key factors that most could judge largely alike."
            )
        elif agreed < judged:
            message = self.gettext("%(who)s see %(agreed)s of the %(judged)s key factors largely alike.")
        else:
            message = self.gettext("%(who)s see all %(judged)s key factors largely alike.")
        return message % facts

    def _heavy(self) -> str:
        mean, balanced = (number(one, self.language, 2) for one in self.finding.values)
        message = self.gettext(
            "The organisations weigh differently in the answers: if all weighed the same, the mean of the whole would "
            "be %(balanced)s instead of %(mean)s."
        )
        return message % {"mean": mean, "balanced": balanced}

    # About one factor

    def _level(self) -> str:
        messages = {
            FindingKind.LEVEL_AGREED: self.gettext(
                "%(who)s largely agree: %(factors)s %(level)s (%(mean)s of %(top)d)."
            ),
            FindingKind.LEVEL_SPREAD: self.gettext(
                "%(who)s have different pictures of %(factors)s: the answers lie far apart, and the mean is %(mean)s "
                "of %(top)d."
            ),
            FindingKind.LEVEL_TWO_CAMPS: self.gettext(
                "%(who)s have different pictures of %(factors)s: the answers gather in two camps, and the mean is "
                "%(mean)s of %(top)d."
            ),
            FindingKind.LEVEL_APART: self.gettext(
                "The mean of %(factors)s is %(mean)s of %(top)d, but the picture differs between parts of the group."
            ),
            FindingKind.LEVEL_ALONE: self.gettext("The mean of %(factors)s is %(mean)s of %(top)d."),
        }
        message = messages[self.finding.kind]
        if self.finding.values == (1.0,):
            message = self.gettext("%(who)s agree: %(factors)s %(level)s (%(mean)s of %(top)d).")
        score = self._factor().score
        assert isinstance(score, Score)
        level = self.gettext(LEVELS[score.band])
        mean = number(score.value, self.language, score.decimals)
        return message % {**self._facts(), "level": level, "mean": mean, "top": self.result.questionnaire.scale_length}

    def _sides(self) -> str:
        weak, strong = (share_words(Fraction(str(one)), self.language) for one in self.finding.values)
        message = self.gettext(
            "%(weak)s of the answers lie at the weak end of the scale, while %(strong)s lie at the strong end."
        )
        return message % {"weak": weak, "strong": strong}

    def _sides_counted(self) -> str:
        weak, strong, everybody = self._numbers(*self.finding.values)
        message = self.gettext(
            "Of the %(all)s who answered, %(weak)s chose the weak end of the scale and %(strong)s the strong end."
        )
        return message % {"weak": weak, "strong": strong, "all": everybody}

    def _split(self) -> str:
        well, badly, everybody = self._numbers(*self.finding.values)
        message = self.gettext(
            "Of %(all)s organisations, %(well)s answer that it works well and %(badly)s that it does not work well "
            "enough."
        )
        return message % {"well": well, "badly": badly, "all": everybody}

    def _gap(self) -> str:
        factor, roles = self._factor(), self.finding.kind is FindingKind.ROLE_GAP
        cells = factor.levels if roles else factor.organisations
        facts = {"one": self._cell_name(self.finding.cells[0]), "other": self._cell_name(self.finding.cells[1])}
        facts["high"], facts["low"] = (number(one, self.language) for one in self.finding.values)
        if roles:
            message = self.gettext(
                "Among the roles, the picture differs most between %(one)s (%(high)s) and %(other)s (%(low)s)."
            )
        else:
            message = self.gettext(
                "Among the organisations, the picture differs most between %(one)s (%(high)s) and %(other)s (%(low)s)."
            )
        if isinstance(cells, tuple) and len(cells) == 2:
            message = self.gettext("The picture differs between %(one)s (%(high)s) and %(other)s (%(low)s).")
        return message % facts

    def _stands_out(self) -> str:
        mean, side = self.finding.values
        item = next(one.item for one in self._factor().items if one.item.id == self.finding.item)
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
        of = {"mean": number(mean, self.language), "top": item.scale.length}
        shown = self.gettext("%(mean)s of %(top)d") % of
        if item.reverse:
            shown = self.gettext("%(mean)s of %(top)d after the statement has been turned") % of
        text = item.text.into(self.language).strip().removesuffix(".")
        return message % {"statement": self._quoted(text), "mean": shown}

    def _do_not_know(self) -> str:
        share, many = self.finding.values
        words = share_words(Fraction(str(share)), self.language)
        if self.finding.few:
            words = self.gettext("many") if many else self.gettext("some")
        if isinstance(self._factor().score, Score):
            message = self.gettext("%(share)s of the answers are “don't know”, and the mean rests on the others.")
        else:
            message = self.gettext("%(share)s of the answers are “don't know”.")
        return message % {"share": words}

    # Parts of sentences

    @property
    def _many(self) -> bool:
        return len(self.finding.factors) > MOST_NAMED

    def _facts(self) -> dict[str, str]:
        return {"who": self._who(), "factors": self._titles(), "count": self._count()}

    def _who(self) -> str:
        return self.gettext(WHO[self.result.kind is Kind.JOINT, self.finding.hedged])

    def _titles(self) -> str:
        named = [self.result.factor(one).factor.title.into(self.language) for one in self.finding.factors[:MOST_NAMED]]
        return self._listed([self._quoted(one) for one in named])

    def _count(self) -> str:
        """How many of all key factors."""
        if len(self.finding.values) < 2:
            return ""
        number_of, everything = self._numbers(*self.finding.values[:2])
        if self.finding.values[0] == self.finding.values[1]:
            return self.gettext("all %(all)s key factors") % {"all": everything}
        return self.gettext("%(number)s of %(all)s key factors") % {"number": number_of, "all": everything}

    def _numbers(self, *numbers: float) -> list[str]:
        """Whole numbers from 1 on in words up to twelve; all in figures where one of them is larger, as they are compared."""
        if max(numbers) > len(NUMBERS):
            return [str(int(one)) for one in numbers]
        return [self.gettext(NUMBERS[int(one) - 1]) for one in numbers]

    def _cell_name(self, cell: Cell) -> str:
        """An organisation's name, a role's in quotation marks. Merged cells are never named by their members."""
        roles = self.finding.kind in (FindingKind.ROLE_GAP, FindingKind.ROLES_DIFFER)
        if cell.id == OTHER:
            return self.gettext("other roles together") if roles else self.gettext("other organisations together")
        if UNSTATED in cell.members:
            return self.gettext("those who did not say")
        if roles:
            return self._quoted(sentences.level_name(cell, self.result, self.language))
        return sentences.organisation_name(cell, self.result, self.language)

    def _quoted(self, words: str) -> str:
        return self.gettext("“%(words)s”") % {"words": words}

    def _listed(self, words: Sequence[str]) -> str:
        if len(words) == 1:
            return words[0]
        return self.gettext("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}

    def _factor(self) -> FactorResult:
        return self.result.factor(self.finding.factors[0])
