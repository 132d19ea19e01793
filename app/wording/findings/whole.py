"""Sentences about the whole."""

from app.domain.findings import FindingKind
from app.domain.round import Kind
from app.wording.findings.phrases import Phrases
from app.wording.marked import N_
from app.wording.numbers import number

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
    FindingKind.MIDDLE: N_("%(who)s largely agree that %(count)s work in part today."),
}


class WholeSentence(Phrases):
    """A finding about the whole, put into one sentence."""

    def words(self) -> str:
        """The sentence, not yet with a capital."""
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
        }
        return says[kind]()

    def _agreed(self) -> str:
        kind, named = self.finding.kind, len(self.finding.factors)
        if self.many:
            return self.gettext(AGREED_ON_MANY[kind]) % self.facts()
        message = AGREED[kind] if named == 1 else AGREED_ON_SEVERAL[kind]
        return self.gettext(message) % self.facts()

    def _divided(self) -> str:
        if self.many:
            message = self.gettext(
                "%(who)s have different pictures of %(count)s, and the answers lie farthest apart about %(factors)s."
            )
        else:
            message = self.gettext("%(who)s have different pictures of %(factors)s: the answers lie far apart.")
        return message % self.facts()

    def _two_camps(self) -> str:
        if self.many:
            message = self.gettext("The answers about %(count)s gather in two camps, most clearly about %(factors)s.")
        else:
            message = self.gettext("The answers about %(factors)s gather in two camps.")
        return message % self.facts()

    def _one_apart(self) -> str:
        many, compared, side = self.finding.values
        (cell,) = self.finding.cells
        number_of, everything = self.numbers(many, compared)
        message = self.gettext("%(number)s of the %(all)s key factors that can be compared")
        if many == compared:
            message = self.gettext("all %(all)s key factors that can be compared")
        facts = {"name": self.cell_name(cell), "count": message % {"number": number_of, "all": everything}}
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
        facts = {"factors": self.count() if self.many else self.titles(), "between": self._between()}
        message = self.gettext("When it comes to %(factors)s, the picture differs by at least one step %(between)s.")
        return message % facts

    def _between(self) -> str:
        """The two that differ on all of the factors or on most of them; else all organisations or roles."""
        roles = self.finding.kind is FindingKind.ROLES_DIFFER
        pair = self.listed([self.cell_name(cell) for cell in self.finding.cells]) if self.finding.cells else ""
        if pair and self.finding.values[2] == self.finding.values[0]:
            message = self.gettext("between the roles %(pair)s") if roles else self.gettext("between %(pair)s")
        elif pair:
            message = (
                self.gettext("between the roles, most often between %(pair)s")
                if roles
                else self.gettext("between the organisations, most often between %(pair)s")
            )
        else:
            message = self.gettext("between the roles") if roles else self.gettext("between the organisations")
        return message % {"pair": pair}

    def _many_do_not_know(self) -> str:
        if self.finding.few and self.many:
            message = self.gettext(
                "A large part of the answers about %(count)s are “don't know”, above all about %(factors)s."
            )
        elif self.finding.few:
            message = self.gettext("A large part of the answers about %(factors)s are “don't know”.")
        elif self.many:
            message = self.gettext(
                "Many cannot judge %(count)s, above all %(factors)s: at least three answers in ten are “don't know”."
            )
        else:
            message = self.gettext("Many cannot judge %(factors)s: at least three answers in ten are “don't know”.")
        return message % self.facts()

    def _no_mean(self) -> str:
        message = self.gettext("No mean is shown for %(factors)s, since too few statements have enough answers.")
        return message % {"factors": self.count() if self.many else self.titles()}

    def _breadth(self) -> str:
        agreed, judged, everything, by_gap_alone = self.finding.values
        facts = {"who": self.who(), "counting": self._counting() if by_gap_alone else ""}
        facts["agreed"], facts["judged"] = self.numbers(agreed, judged)
        if judged < everything and agreed < judged:
            message = self.gettext(
                "%(who)s have much the same picture of %(agreed)s of the %(judged)s key factors that most could "
                "judge%(counting)s."
            )
        elif judged < everything:
            message = self.gettext(
                "%(who)s have much the same picture of all %(judged)s key factors that most could judge."
            )
        elif agreed < judged:
            message = self.gettext(
                "%(who)s have much the same picture of %(agreed)s of the %(judged)s key factors%(counting)s."
            )
        else:
            message = self.gettext("%(who)s have much the same picture of all %(judged)s key factors.")
        return message % facts

    def _counting(self) -> str:
        """Why factors whose answers lie close together are not among those that the group sees alike."""
        if self.result.kind is Kind.JOINT:
            return self.gettext(", when the largest differences between them are counted too")
        return self.gettext(", when differences between organisations and roles are counted too")

    def _heavy(self) -> str:
        mean, balanced = (number(one, self.language, 2) for one in self.finding.values)
        message = self.gettext(
            "The organisations weigh differently in the answers: if all weighed the same, the mean of the whole would "
            "be %(balanced)s instead of %(mean)s."
        )
        return message % {"mean": mean, "balanced": balanced}
