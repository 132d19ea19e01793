"""What is weighed, in words and charts: positions today and wanted, places, points; organisations beside each other."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.charts.balance import Side, balance_chart
from app.charts.dots import Dot
from app.charts.move import move_chart
from app.charts.profile import ProfileRow, profile_chart
from app.documents.lettering import letter, place_of
from app.documents.rulers import legend_of, own_ruler
from app.domain.findings import heaviest
from app.domain.findings.weights import heaviest_of_each
from app.domain.items import AllocationItem, BipolarItem, LevelPairItem, PartedItem, RankingItem
from app.domain.items.measured import NOW, WANTED
from app.domain.items.written import offers_not_applicable
from app.domain.published import Cell, Withheld
from app.domain.result import CellScores, FactorResult, PartedResult, PartResult, RoundResult
from app.domain.text import Language
from app.wording import names, sentences
from app.wording.numbers import number, span
from app.wording.translations import translations
from app.wording.weighing import as_read, measure_words, part_name, shown_value

BRIEF, LINE, BESIDE = 300, 220, 150
"""Widths of the chart in brief, of the same without words, and of one group's own, in the charts' units."""
CellNames = Callable[[Cell, RoundResult, str], str]


@dataclass(frozen=True)
class PartRow:
    """One part: its name, answers, mean as it is read (a dash where withheld) and its spread in steps;
    `not_applicable`: None where that is not offered; `counts` are the answers at each position, empty where there is
    no line of positions. `withheld` says why."""

    name: str
    n: int
    dont_know: int
    not_applicable: int | None
    no_answer: int
    mean: str
    spread: str
    counts: tuple[int, ...]
    withheld: str


@dataclass(frozen=True)
class BesideRow:
    """One organisation or role: its letter, name, answers, and its mean for each part as it is read, in words (a dash
    where withheld) and as a number, with the numbers of answers. `chart`: today and wanted on one line, empty for
    places and points. `follows`: the type of collaboration that its answer leads to, empty where none does."""

    letter: str
    name: str
    n: str
    values: tuple[str, ...]
    means: tuple[float | None, ...]
    numbers: tuple[int | None, ...]
    chart: Markup
    follows: str


@dataclass(frozen=True)
class Beside:
    """Groups beside each other: the parts' names, a row for each group, or why there are none."""

    parts: tuple[str, ...]
    rows: tuple[BesideRow, ...]
    withheld: str

    @property
    def has_types(self) -> bool:
        """Whether some row says what type of collaboration follows."""
        return any(row.follows for row in self.rows)


@dataclass(frozen=True)
class WeighedPicture:
    """One question where something is weighed. `measure`: what its numbers are. `positions`: what the points of the
    line are written as, empty for places and points. `chart` in full; `brief`: on one line, `line` the same without
    words; both empty for places and points. `withheld`: why
    there is no chart. `follows`: the type of collaboration that the group's answer leads to; `differ`: a sentence
    where the organisations' answers lead to different ones; both empty where there is nothing of the kind."""

    text: str
    kind: str
    measure: str
    positions: tuple[str, ...]
    chart: Markup
    brief: Markup
    line: Markup
    withheld: str
    parts: tuple[PartRow, ...]
    organisations: Beside
    levels: Beside
    follows: str
    differ: str

    @property
    def height(self) -> float:
        """Of the chart, in its units; 0 where it is withheld."""
        found = re.search(r'height="([\d.]+)"', self.chart)
        return float(found[1]) if found else 0.0

    @property
    def has_aside(self) -> bool:
        """Whether one can answer that it does not apply."""
        return any(part.not_applicable is not None for part in self.parts)

    @property
    def is_line(self) -> bool:
        """Whether it is answered by positions on a line, and not by places or points."""
        return bool(self.positions)


def weighed_pictures(
    found: FactorResult, result: RoundResult, language: Language, width: int, ink: str, accent: str
) -> tuple[WeighedPicture, ...]:
    """Pictures of everything that is weighed in that factor, with charts of that width and in those colours."""
    return tuple(_Scales(one, result, language, width, ink, accent).picture() for one in found.weighed)


def answers_of(found: FactorResult) -> tuple[int, int]:
    """The smallest and the largest number of valid answers to its statements or, where it has none, to the parts that
    are weighed and shown."""
    if found.is_scored:
        return found.n
    numbers = [part.n for one in found.weighed for part in one.parts if not isinstance(part.mean, Withheld)]
    return min(numbers, default=0), max(numbers, default=0)


class _Scales:
    """One question, on which something is weighed."""

    def __init__(
        self, found: PartedResult, result: RoundResult, language: Language, width: int, ink: str, accent: str
    ) -> None:
        self.found = found
        self.item: PartedItem = found.item
        self.result = result
        self.language = language
        self.width = width
        self.ink = ink
        self.accent = accent
        self.gettext = translations(language).gettext
        self.is_line = isinstance(self.item, BipolarItem | LevelPairItem)
        self.length = self.item.parts[0].length
        self.ruler = own_ruler(self.item.parts[0], language)
        self.types = heaviest_of_each(found)

    def picture(self) -> WeighedPicture:
        nothing = all(isinstance(part.mean, Withheld) for part in self.found.parts)
        return WeighedPicture(
            text=self.item.text.into(self.language),
            kind=self.item.kind,
            measure=measure_words(self.item, self.language),
            positions=self.ruler.words if self.is_line else (),
            chart=Markup("" if nothing else self.balance() if self.is_line else self.profile()),
            brief=self.brief(self.ends()) if self.is_line else Markup(""),
            line=self.brief(None) if self.is_line else Markup(""),
            withheld=self.why(self.found.parts[0].mean) if nothing else "",
            parts=tuple(self.part(part) for part in self.found.parts),
            organisations=self.beside(
                {part.key: part.organisations for part in self.found.parts}, names.organisation_name
            ),
            levels=self.beside({part.key: part.levels for part in self.found.parts}, names.level_name),
            follows=", ".join(dict.fromkeys(filter(None, (self.type_of(part.key) for part in heaviest(self.found))))),
            differ=self.differ(),
        )

    def part(self, part: PartResult) -> PartRow:
        return PartRow(
            name=part_name(self.item, part.key, self.language),
            n=part.n,
            dont_know=part.dont_know,
            not_applicable=part.not_applicable if offers_not_applicable(self.item) else None,
            no_answer=part.no_answer,
            mean=self.shown(part.mean),
            spread="" if isinstance(part.agreement, Withheld) else number(part.agreement.ad, self.language, 2),
            counts=() if isinstance(part.distribution, Withheld) or not self.is_line else part.distribution,
            withheld=self.why(part.mean),
        )

    def ends(self) -> tuple[str, str]:
        """What stands at either end of the line."""
        if isinstance(self.item, BipolarItem):
            return self.item.left.into(self.language), self.item.right.into(self.language)
        labels = self.level_labels()
        return labels[0], labels[-1]

    def level_labels(self) -> tuple[str, ...]:
        if not isinstance(self.item, LevelPairItem):
            return ()
        return tuple(point.label.into(self.language) for point in self.item.scale.by_code)

    def balance(self) -> str:
        sides = {part.key: self.side(part) for part in self.found.parts}
        return balance_chart(
            sides[NOW],
            sides.get(WANTED),
            self.title([self.counted(part) for part in self.found.parts]),
            ruler=self.ruler,
            ends=self.ends(),
            labels=legend_of(self.item.scale, self.language) if isinstance(self.item, LevelPairItem) else (),
            width=self.width,
            ink=self.ink,
            accent=self.accent,
        )

    def side(self, part: PartResult) -> Side:
        return Side(
            part_name(self.item, part.key, self.language),
            None if isinstance(part.distribution, Withheld) else part.distribution,
            None if isinstance(part.mean, Withheld) else part.mean,
        )

    def brief(self, ends: tuple[str, str] | None) -> Markup:
        """The means alone; a line without marks where they are withheld, for a group that places them itself."""
        means = [part.mean for part in self.found.parts]
        return self.move(means, self.item.text.into(self.language), BRIEF if ends else LINE, ends)

    def move(
        self, means: Sequence[float | Withheld], name: str, width: int, ends: tuple[str, str] | None = None
    ) -> Markup:
        values = [None if isinstance(mean, Withheld) else mean for mean in means]
        now, wanted = values[0], values[1] if len(values) > 1 else None
        words = [self.read(part.key, mean) for part, mean in zip(self.found.parts, means, strict=True)]
        name = name if name.endswith("?") else f"{name.rstrip('.')}:"
        return Markup(
            move_chart(
                now,
                wanted,
                f"{name} {', '.join(words)}.",
                ruler=self.ruler,
                ends=ends,
                width=width,
                ink=self.ink,
                accent=self.accent,
            )
        )

    def profile(self) -> str:
        most = self.item.points if isinstance(self.item, AllocationItem) else self.length
        if isinstance(self.item, AllocationItem):
            ends = (self.gettext("0 points"), self.gettext("%(points)d points") % {"points": most})
        else:
            ends = ("", self.gettext("place 1"))
        rows = []
        for part in self.found.parts:
            mean = None if isinstance(part.mean, Withheld) else self.share(part.mean)
            name = part_name(self.item, part.key, self.language)
            rows.append(ProfileRow(name, mean, self.shown(part.mean), self.dots(part.organisations)))
        title = self.title([f"{self.read(part.key, part.mean)}." for part in self.found.parts])
        return profile_chart(rows, title, ends=ends, width=self.width, ink=self.ink, accent=self.accent)

    def dots(self, cells: CellScores) -> tuple[Dot, ...]:
        if isinstance(cells, Withheld):
            return ()
        ordered = sorted(cells, key=lambda one: place_of(one.cell, self.result.organisation_names))
        return tuple(Dot(letter(at), self.share(one.value)) for at, one in enumerate(ordered))

    def share(self, code: float) -> float:
        """How long a bar for that mean is, 0..1: of all points; first place 1, last place one part of the options."""
        return (code - 1) / (self.length - 1) if isinstance(self.item, AllocationItem) else code / self.length

    def beside(self, cells: Mapping[str, CellScores], named: CellNames) -> Beside:
        shown = {key: one for key, one in cells.items() if not isinstance(one, Withheld)}
        if not shown:
            return Beside((), (), self.why(next(iter(cells.values()))))
        groups: dict[Cell, dict[str, tuple[float, int]]] = {}
        for key, scores in shown.items():
            for one in scores:
                groups.setdefault(one.cell, {})[key] = (one.value, one.n)
        ordered = sorted(groups, key=lambda cell: place_of(cell, self.result.organisation_names))
        rows = tuple(
            self.row(letter(at), named(cell, self.result, self.language), cell, groups[cell])
            for at, cell in enumerate(ordered)
        )
        return Beside(tuple(part_name(self.item, key, self.language) for key in cells), rows, "")

    def row(self, sign: str, name: str, cell: Cell, values: Mapping[str, tuple[float, int]]) -> BesideRow:
        means: list[float | Withheld] = [
            values[part.key][0] if part.key in values else self._reason(part) for part in self.found.parts
        ]
        numbers = [n for _, n in values.values()]
        key = dict(self.types).get(cell, "")
        return BesideRow(
            sign,
            name,
            span(min(numbers), max(numbers)),
            tuple(self.given(mean) for mean in means),
            tuple(None if isinstance(mean, Withheld) else as_read(self.item, mean) for mean in means),
            tuple(values[part.key][1] if part.key in values else None for part in self.found.parts),
            self.move(means, name, BESIDE) if self.is_line else Markup(""),
            self.type_of(key),
        )

    def _reason(self, part: PartResult) -> Withheld:
        found = next((one for one in (part.organisations, part.levels) if isinstance(one, Withheld)), None)
        assert found is not None
        return found

    def type_of(self, key: str) -> str:
        """The type of collaboration that follows where that option weighs most."""
        options = self.item.options if isinstance(self.item, AllocationItem | RankingItem) else ()
        return next((one.leads_to.into(self.language) for one in options if one.id == key and one.leads_to), "")

    def differ(self) -> str:
        """Which organisations' answers lead to which type, where that is not the same for all."""
        found: dict[str, list[str]] = {}
        for cell, key in sorted(self.types, key=lambda one: place_of(one[0], self.result.organisation_names)):
            if follows := self.type_of(key):
                found.setdefault(follows, []).append(names.organisation_name(cell, self.result, self.language))
        if len(found) < 2:
            return ""
        each = " ".join(f"{follows}: {', '.join(which)}." for follows, which in found.items())
        return self.gettext("The organisations' answers lead to different types of collaboration.") + " " + each

    def title(self, parts: Sequence[str]) -> str:
        return " ".join((self.item.text.into(self.language), *parts))

    def counted(self, part: PartResult) -> str:
        if isinstance(part.distribution, Withheld):
            return f"{self.read(part.key, part.mean)}."
        facts = {
            "mean": self.read(part.key, part.mean),
            "low": self.ruler.words[0],
            "top": self.ruler.words[-1],
            "counts": ", ".join(map(str, part.distribution)),
        }
        return self.gettext("%(mean)s; answers at %(low)s to %(top)s: %(counts)s.") % facts

    def read(self, key: str, mean: float | Withheld) -> str:
        """I dag 2,4."""
        return f"{part_name(self.item, key, self.language)} {self.shown(mean)}"

    def shown(self, mean: float | Withheld) -> str:
        """A place, points or a position."""
        return "–" if isinstance(mean, Withheld) else shown_value(self.item, mean, self.language)

    def given(self, mean: float | Withheld) -> str:
        """The same of one group: a whole number where an organisation has given one answer of its own."""
        if isinstance(mean, Withheld) or self.result.kind != "joint":
            return self.shown(mean)
        return number(as_read(self.item, mean), self.language, 0)

    def why(self, withheld: object) -> str:
        return sentences.withheld_words(withheld, self.result, self.language) if isinstance(withheld, Withheld) else ""
