"""Sentences about what is weighed and not scored."""

from app.domain.findings import FindingKind
from app.domain.items import AllocationItem, BipolarItem, RankingItem
from app.domain.items.measured import NOW, WANTED
from app.domain.result import FactorResult, PartedResult
from app.wording.findings.factor import FactorSentence
from app.wording.findings.phrases import MOST_LISTED
from app.wording.numbers import number, out_of, tick
from app.wording.weighing import part_name, shown_value


class WeighedSentence(FactorSentence):
    """A finding about one or several factors that are weighed, put into one sentence."""

    def words(self) -> str:
        """The sentence, not yet with a capital."""
        says = {
            FindingKind.WANTED_MOVES: self._moves,
            FindingKind.WEIGHED_DIFFERENTLY: self._differently,
            FindingKind.AS_WANTED: self._as_wanted,
            FindingKind.WEIGHED_ALIKE: self._alike,
            FindingKind.WEIGHED_WITHHELD: self._nothing,
            FindingKind.WEIGHED_AT: self._at,
            FindingKind.WEIGHED_MOVE: self._move,
            FindingKind.WEIGHED_STAY: self._stay,
            FindingKind.WEIGHED_MOST: self._most,
            FindingKind.WEIGHED_EVENLY: self._evenly,
            FindingKind.WEIGHED_APART: self._apart_about,
            FindingKind.WEIGHED_MOST_DIFFERS: self._most_differs,
            FindingKind.WEIGHED_ORGANISATION_GAP: self._part_gap,
            FindingKind.WEIGHED_ROLE_GAP: self._part_gap,
        }
        return says[self.finding.kind]()

    @property
    def weighed(self) -> PartedResult:
        """The item that the sentence is about."""
        factor: FactorResult = self.factor
        return next(one for one in factor.weighed if one.item.id == self.finding.item)

    def count(self) -> str:
        """How many of all that are weighed."""
        some, everything = self.numbers(*self.finding.values[:2])
        if self.finding.values[0] == self.finding.values[1]:
            return self.gettext("all %(all)s matters that you have weighed") % {"all": everything}
        return self.gettext("%(number)s of the %(all)s matters that you have weighed") % {
            "number": some,
            "all": everything,
        }

    def _listed_or_counted(self) -> str:
        """The titles; of many, how many they are and which of them first of all."""
        if not self.many:
            return self.titles()
        return self.gettext("%(count)s, first of all %(factors)s") % {"count": self.count(), "factors": self.titles()}

    def _about_them(self, message: str) -> str:
        return message % {"who": self.who(), "factors": self._listed_or_counted()}

    def _moves(self) -> str:
        return self._about_them(
            self.gettext(
                "%(who)s largely agree that it should be clearly different from today when it comes to %(factors)s."
            )
        )

    def _differently(self) -> str:
        between = int(self.finding.values[2])
        if not between:
            return self._about_them(self.gettext("When it comes to %(factors)s, the pictures do not match."))
        whom = self.gettext("between the organisations") if between == 1 else self.gettext("between the roles")
        message = self.gettext("When it comes to %(factors)s, the picture differs %(between)s.")
        return message % {"factors": self._listed_or_counted(), "between": whom}

    def _as_wanted(self) -> str:
        return self._about_them(
            self.gettext("%(who)s largely agree that it is much as it should be when it comes to %(factors)s.")
        )

    def _alike(self) -> str:
        return self._about_them(
            self.gettext("%(who)s have much the same picture of what weighs most when it comes to %(factors)s.")
        )

    def _nothing(self) -> str:
        message = self.gettext("No result is shown for %(factors)s, since too few have given an answer.")
        return message % {"factors": self.titles()}

    def _at(self) -> str:
        item = self.weighed.item
        if not isinstance(item, BipolarItem):
            return self.gettext("On average the level is %(now)s of %(of)s today.") % self._positions()
        if self.finding.values[0]:
            message = self.gettext(
                "%(who)s largely agree about %(factors)s: the weight lies at %(now)s today, on a scale from %(low)s "
                "(%(left)s) to %(top)s (%(right)s)."
            )
        else:
            message = self.gettext(
                "On average the weight lies at %(now)s today, on a scale from %(low)s (%(left)s) to %(top)s "
                "(%(right)s)."
            )
        poles = {"left": item.left.into(self.language), "right": item.right.into(self.language)}
        return message % {**self._positions(), **poles}

    def _move(self) -> str:
        agreed, _, _, shift = self.finding.values
        item = self.weighed.item
        facts = self._positions()
        if isinstance(item, BipolarItem):
            facts["pole"] = self.quoted((item.right if shift > 0 else item.left).into(self.language))
            message = (
                self.gettext(
                    "%(who)s largely agree about %(factors)s: the weight should move %(steps)s steps towards %(pole)s, "
                    "from %(now)s to %(wanted)s on a scale from %(low)s to %(top)s."
                )
                if agreed
                else self.gettext(
                    "On average the answers ask for the weight to move %(steps)s steps towards %(pole)s, from %(now)s "
                    "to %(wanted)s on a scale from %(low)s to %(top)s."
                )
            )
            return message % facts
        further = self.gettext("higher") if shift > 0 else self.gettext("lower")
        message = (
            self.gettext(
                "%(who)s largely agree about %(factors)s: the level should be %(steps)s steps %(further)s than today, "
                "%(wanted)s instead of %(now)s of %(of)s."
            )
            if agreed
            else self.gettext(
                "On average, according to the answers, the level should be %(steps)s steps %(further)s than today, "
                "%(wanted)s instead of %(now)s of %(of)s."
            )
        )
        return message % {**facts, "further": further}

    def _stay(self) -> str:
        if self.finding.values[0]:
            message = self.gettext(
                "%(who)s largely agree that it is much as it should be when it comes to %(factors)s: %(now)s today "
                "and %(wanted)s wanted, on a scale from %(low)s to %(top)s."
            )
        else:
            message = self.gettext(
                "On average the answers are much the same for how it is today (%(now)s) and how it should be "
                "(%(wanted)s), on a scale from %(low)s to %(top)s."
            )
        return message % self._positions()

    def _positions(self) -> dict[str, object]:
        values = self.finding.values
        names = ("now", "wanted", "steps")
        shown = {name: number(abs(one), self.language) for name, one in zip(names, values[1:], strict=False)}
        span = self.weighed.item.parts[0].span
        ends = {name: tick(float(one), self.language) for name, one in (("low", span.low), ("top", span.high))}
        ends["of"] = out_of(span, self.language)
        return {"who": self.who(), "factors": self.titles(), **ends, **shown}

    def _most(self) -> str:
        agreed, *means = self.finding.values
        item = self.weighed.item
        shown = self.listed([shown_value(item, one, self.language) for one in means])
        measure = (
            self.gettext("on average %(values)s of %(all)d points") % {"values": shown, "all": item.points}
            if isinstance(item, AllocationItem)
            else self.gettext("on average place %(values)s of %(all)d") % {"values": shown, "all": len(item.keys)}
        )
        message = (
            self.gettext("%(who)s largely agree about %(factors)s: what weighs most is %(options)s, %(measure)s.")
            if agreed
            else self.gettext("What weighs most on the whole is %(options)s, %(measure)s.")
        )
        facts = {"who": self.who(), "factors": self.titles(), "options": self._options(), "measure": measure}
        return message % facts

    def _evenly(self) -> str:
        message = self.gettext("On average nothing weighs more than the rest when it comes to %(factors)s.")
        return message % {"factors": self.titles()}

    def _apart_about(self) -> str:
        message = (
            self.gettext(
                "%(who)s have different pictures of %(what)s when it comes to %(factors)s: the answers gather in two "
                "camps."
            )
            if self.finding.values[0]
            else self.gettext(
                "%(who)s have different pictures of %(what)s when it comes to %(factors)s: the answers lie far apart."
            )
        )
        return message % {"who": self.who(), "factors": self.titles(), "what": self._what()}

    def _most_differs(self) -> str:
        names: dict[str, list[str]] = {}
        for cell, part in zip(self.finding.cells, self.finding.parts, strict=True):
            names.setdefault(part, []).append(self.cell_name(cell))
        each = self.gettext("%(option)s to %(names)s")
        words = [
            each % {"option": self._option(part), "names": self._few_or_counted(found)} for part, found in names.items()
        ]
        message = self.gettext("What weighs most is not the same to all: %(each)s.")
        return message % {"each": "; ".join(words)}

    def _few_or_counted(self, names: list[str]) -> str:
        if len(names) <= MOST_LISTED:
            return self.listed(names)
        (number_of,) = self.numbers(len(names))
        return self.gettext("%(number)s organisations") % {"number": number_of}

    def _part_gap(self) -> str:
        high, low, highest = self.finding.values
        part = self.weighed.part(self.finding.parts[0])
        roles = self.finding.kind is FindingKind.WEIGHED_ROLE_GAP
        cells = part.levels if roles else part.organisations
        message = self.gettext(
            "The picture of %(what)s differs most between %(one)s (%(high)s) and %(other)s (%(low)s)."
        )
        if isinstance(cells, tuple) and len(cells) == 2:
            message = self.gettext(
                "The picture of %(what)s differs between %(one)s (%(high)s) and %(other)s (%(low)s)."
            )
        elif len(self.finding.cells) > 2:
            message = self.gettext(
                "The picture of %(what)s differs most between %(one)s on the one hand (%(high)s) and %(other)s on the "
                "other (%(low)s)."
            )
        return message % {
            "what": self._what(),
            "one": self._names(self.finding.cells[: int(highest)]),
            "other": self._names(self.finding.cells[int(highest) :]),
            "high": self._valued(high),
            "low": self._valued(low),
        }

    def _valued(self, code: float) -> str:
        """A mean with what it is: points or a place; a position or a level stands alone."""
        item = self.weighed.item
        shown = shown_value(item, code, self.language)
        if isinstance(item, AllocationItem):
            return self.gettext("%(value)s points") % {"value": shown}
        return self.gettext("place %(value)s") % {"value": shown} if isinstance(item, RankingItem) else shown

    def _what(self) -> str:
        """What a picture is of: how it is, how it should be, or how much some options weigh."""
        parts = set(self.finding.parts)
        if parts == {NOW, WANTED}:
            return self.gettext("both how it is today and how it should be")
        if parts <= {NOW, WANTED}:
            return self.gettext("how it is today") if NOW in parts else self.gettext("how it should be")
        if len(parts) > MOST_LISTED:
            return self.gettext("the weight of most of the options")
        return self.gettext("the weight of %(options)s") % {"options": self._options()}

    def _options(self) -> str:
        return self.listed([self._option(one) for one in self.finding.parts])

    def _option(self, part: str) -> str:
        return self.quoted(part_name(self.weighed.item, part, self.language))
