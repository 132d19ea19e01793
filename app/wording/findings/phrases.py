"""The parts of sentences about findings: who says it, which factors, how many, which organisation."""

from collections.abc import Sequence
from fractions import Fraction

from app.domain.findings import Finding, FindingKind
from app.domain.published import OTHER, Cell
from app.domain.questionnaire import UNSTATED
from app.domain.result import RoundResult
from app.domain.round import Kind
from app.wording import names
from app.wording.marked import N_
from app.wording.translations import translations

MOST_LISTED = 3
"""More factors than this are counted, and only the first of them named."""
NAMED_OF_MANY = 2
"""So many are named beside the count."""
ABOUT_ROLES = (FindingKind.ROLE_GAP, FindingKind.ROLES_DIFFER, FindingKind.WEIGHED_ROLE_GAP)
"""Their cells are roles, not organisations."""
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
    (Fraction(5, 24), N_("a minority")),
    (Fraction(7, 24), N_("about a quarter")),
    (Fraction(5, 12), N_("about a third")),
    (Fraction(7, 12), N_("about half")),
    (Fraction(17, 24), N_("about two thirds")),
    (Fraction(7, 8), N_("about three quarters")),
)
"""A share in words by the upper end, left out, of where each is used: halfway between two neighbouring fractions."""
NEARLY_ALL = N_("nearly all")
WHO = {
    (False, False): N_("Those who answered"),
    (False, True): N_("Those who could answer"),
    (True, False): N_("The organisations"),
    (True, True): N_("The organisations that could answer"),
}
"""By whether the round is joint, and whether so many could not answer that it must be said."""


def share_words(share: Fraction, language: str) -> str:
    """A share, 0..1, as one says it: about a third."""
    message = next((words for end, words in SHARES if share < end), NEARLY_ALL)
    return translations(language).gettext(message)


class Phrases:
    """The parts of one finding's sentence in one language. Titles are quoted and never inflected."""

    def __init__(self, finding: Finding, result: RoundResult, language: str) -> None:
        self.finding = finding
        self.result = result
        self.language = language
        self.gettext = translations(language).gettext

    @property
    def many(self) -> bool:
        """Whether there are too many factors to list."""
        return len(self.finding.factors) > MOST_LISTED

    def facts(self) -> dict[str, str]:
        """Who says it, of which factors, and how many they are."""
        return {"who": self.who(), "factors": self.titles(), "count": self.count()}

    def who(self) -> str:
        """The group, the organisations, or those of them who could answer."""
        return self.gettext(WHO[self.result.kind is Kind.JOINT, self.finding.hedged])

    def titles(self) -> str:
        """The factors' titles, the first of them where they are many."""
        named = self.finding.factors[: NAMED_OF_MANY if self.many else MOST_LISTED]
        titles = [self.result.factor(one).factor.title.into(self.language) for one in named]
        return self.listed([self.quoted(one) for one in titles])

    def count(self) -> str:
        """How many of all key factors."""
        if len(self.finding.values) < 2:
            return ""
        some, everything = self.numbers(*self.finding.values[:2])
        if self.finding.values[0] == self.finding.values[1]:
            return self.gettext("all %(all)s key factors") % {"all": everything}
        return self.gettext("%(number)s of %(all)s key factors") % {"number": some, "all": everything}

    def numbers(self, *numbers: float) -> list[str]:
        """Whole numbers from 1 on in words up to twelve; all in figures where one is larger, as they are compared."""
        if max(numbers) > len(NUMBERS):
            return [str(int(one)) for one in numbers]
        return [self.gettext(NUMBERS[int(one) - 1]) for one in numbers]

    def cell_name(self, cell: Cell) -> str:
        """An organisation's name, a role's in quotation marks. Merged cells are never named by their members."""
        roles = self.finding.kind in ABOUT_ROLES
        if cell.id == OTHER:
            return self.gettext("other roles together") if roles else self.gettext("other organisations together")
        if UNSTATED in cell.members:
            return self.gettext("those who did not say")
        if roles:
            return self.quoted(names.level_name(cell, self.result, self.language))
        return names.organisation_name(cell, self.result, self.language)

    def quoted(self, words: str) -> str:
        """In the language's quotation marks."""
        return self.gettext("“%(words)s”") % {"words": words}

    def listed(self, words: Sequence[str]) -> str:
        """A, B and C."""
        if len(words) == 1:
            return words[0]
        return self.gettext("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
