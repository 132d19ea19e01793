"""The text of the dialogue document as a Word file, for those who must edit it: figures are tables without charts."""

from app.documents.agreed import Agreed, Recorded, agreed
from app.documents.cover import cover_of
from app.documents.occasion import Occasion
from app.documents.painter import picture_of
from app.documents.picture import AnswersToQuestion, Cells, DimensionPicture, FactorPicture, ItemPicture
from app.documents.weighed import Beside, WeighedPicture
from app.documents.weighed_lines import WeighedLine, weighed_lines
from app.documents.word_file import WordFile
from app.domain.result import RoundResult
from app.domain.text import Language
from app.wording.translations import translations

ROWS_FOR_AGREEMENTS = 6


def build_dialogue_docx(
    result: RoundResult, occasion: Occasion, language: Language, before: Recorded | None = None
) -> bytes:
    """The file. It holds what the dialogue document holds, and nothing that this leaves out."""
    writer = _Writer(result, occasion, language)
    writer.front()
    writer.overview()
    if before:
        writer.before(agreed(before, occasion.printed_on, language))
    for dimension in writer.picture.dimensions:
        writer.dimension(dimension)
    writer.own_words()
    writer.agreements()
    writer.method()
    return writer.file.written()


class _Writer:
    def __init__(self, result: RoundResult, occasion: Occasion, language: Language) -> None:
        self.picture = picture = picture_of(result, language)
        self.lines = weighed_lines(result, picture, language)
        self.cover = cover_of(occasion, language)
        words = translations(language)
        self._, self.plural = words.gettext, words.ngettext
        title = f"{self._('Dialogue document')} – {occasion.collaboration}, {occasion.round_title}"
        self.file = WordFile(language, title, picture.title, occasion.collaboration, occasion.printed_on)

    def front(self) -> None:
        """Names, dates and numbers; how to read."""
        _, file, cover, picture = self._, self.file, self.cover, self.picture
        file.title(_("Dialogue document"))
        file.labelled(cover.collaboration, cover.round_title)
        file.paragraph(picture.title)
        if cover.period:
            file.labelled(_("Answers were given") + ":", cover.period)
        file.labelled(_("Response") + ":", cover.response)
        if cover.organisations:
            file.labelled(_("Organisations") + ":", ", ".join(cover.organisations))
        file.paragraph(
            _("Printed %(date)s. The figures open a conversation; they are no grade.") % {"date": cover.printed}
        )
        file.heading(_("How to read the document"), 1)
        if picture.withheld:
            file.paragraph(_("This document has no figures."))
            file.paragraph(picture.withheld)
        elif picture.is_scored:
            self._scale()

    def _scale(self) -> None:
        _, file, picture = self._, self.file, self.picture
        facts = {"top": picture.top, "strength": picture.strength_from, "concern": picture.concern_below}
        file.paragraph(
            _(
                "The mean goes from 1 to %(top)d, and %(top)d is always the strong end. From %(strength)s on it counts "
                "as a strength, below %(concern)s as a challenge, and between them as something to develop."
            )
            % facts
        )
        file.bullets([f"{at} – {label}" for at, label in enumerate(picture.points, start=1)])
        file.paragraph(
            _(
                "Spread tells how far the answers lie, on average, from the middle one. Up to %(cutoff)s steps means "
                "that you see it alike. Two camps means that at least a quarter of the answers lie at either end."
            )
            % {"cutoff": picture.cutoff}
        )

    def overview(self) -> None:
        """The whole, its dimensions, and where to begin."""
        _, file, picture = self._, self.file, self.picture
        if picture.withheld:
            return
        file.heading(_("The picture as a whole"), 1)
        file.bullets(picture.findings)
        if picture.is_scored:
            self._scores()
        if self.lines:
            file.heading(_("What you have weighed"), 2)
            rows = [
                (f"{one.factor.number}. {one.factor.title}", _figures(one), one.factor.place_words)
                for one in self.lines
            ]
            file.table((_("Factor"), _("What was answered"), _("The place in the dialogue")), rows, (4.6, 8, 4))
        file.heading(_("Where to begin the dialogue"), 1)
        for factor in picture.proposal:
            file.labelled(f"{factor.number}. {factor.title} ({factor.place_words}).", factor.reasons)

    def _scores(self) -> None:
        """The whole, its dimensions and its factors, where they have scores."""
        _, file, picture = self._, self.file, self.picture
        dimensions = [one for one in picture.dimensions if one.is_scored]
        rows = [(_("All factors together"), picture.score, picture.band or "–", "–")]
        rows += [(one.title, one.score, one.band or "–", one.agreement or "–") for one in dimensions]
        file.table((_("Dimension"), _("Mean"), _("Counts as"), _("Agreement")), rows, (6.6, 2, 4, 4))
        for words in (picture.heavy, *(one.withheld for one in dimensions)):
            file.paragraph(words)
        factors = [
            (f"{one.number}. {one.title}", one.score, one.place_words, one.agreement_briefly or "–")
            for one in picture.factors
            if one.is_scored
        ]
        file.table((_("Factor"), _("Mean"), _("The place in the dialogue"), _("Agreement")), factors, (6.6, 2, 4, 4))

    def before(self, before: Agreed) -> None:
        """What was agreed on after the round before."""
        _, file = self._, self.file
        file.heading(_("What we agreed on last time"), 1)
        message = _(
            "This was agreed on after the round “%(title)s”. The states are those of the day when this was printed."
        )
        file.paragraph(message % {"title": before.round_title})
        file.bullets([f"{one.words} ({one.factor})" if one.factor else one.words for one in before.principles])
        if before.actions:
            rows = [(one.words, one.responsible, one.due, one.state) for one in before.actions]
            file.table((_("Action"), _("Responsible"), _("Done by"), _("State")), rows, (6.6, 4, 3, 3))

    def dimension(self, dimension: DimensionPicture) -> None:
        """A dimension with all its factors."""
        self.file.new_page()
        self.file.heading(dimension.title, 1)
        self.file.paragraph(dimension.description)
        for factor in dimension.factors:
            self.file.heading(f"{factor.number}. {factor.title}", 2)
            if not self.picture.withheld:
                self._figures(factor)
            self._conversation(factor)

    def _weighed(self, factor: FactorPicture) -> None:
        """A factor without a score: what is said of it, and then its questions."""
        self.file.labelled(f"{factor.place_words}.", " ".join(factor.findings) or factor.reasons)
        for one in factor.weighed:
            self.file.heading(one.text, 3)
            self._parts(one)

    def _parts(self, one: WeighedPicture) -> None:
        """Every part with its figures, and the groups beside each other."""
        _, file = self._, self.file
        if one.withheld:
            file.paragraph(one.withheld)
            return
        file.paragraph(f"{one.measure}.")
        unknown = (_("Don't know"),) if one.is_line else ()
        heads = (_("What you have weighed"), _("Answers"), *unknown, _("Mean"), _("Spread"))
        rows = [
            (part.name, str(part.n), *(str(part.dont_know) for _one in unknown), part.mean, part.spread or "–")
            for part in one.parts
        ]
        file.table(heads, rows, (7.4, *(9.2 / (len(heads) - 1) for _one in heads[1:])))
        file.paragraph(one.differ)
        self._beside(_("Organisations"), one.organisations)
        if not self.picture.joint:
            self._beside(_("Roles"), one.levels)

    def _beside(self, title: str, groups: Beside) -> None:
        if groups.withheld:
            self.file.paragraph(f"{title}: {groups.withheld}")
            return
        heads = (title, self._("Answers"), *groups.parts)
        width = 10 / len(groups.parts)
        rows = [(row.name, row.n, *row.values) for row in groups.rows]
        self.file.table(heads, rows, (4.6, 2, *(width for _one in groups.parts)))

    def _figures(self, factor: FactorPicture) -> None:
        _, file = self._, self.file
        if not factor.is_scored:
            self._weighed(factor)
            return
        file.labelled(_("Mean, 1 to %(top)d") % {"top": self.picture.top} + ":", f"{factor.score} {factor.band}")
        if factor.withheld:
            file.paragraph(factor.withheld)
        else:
            spread = _("spread %(ad)s steps") % {"ad": factor.deviation} if factor.deviation else ""
            file.labelled(_("Agreement") + ":", " · ".join(filter(None, (factor.agreement or "–", spread))))
            counts = _("%(n)s answers per statement · don't know: %(share)s")
            file.paragraph(counts % {"n": factor.n, "share": factor.dont_know})
        file.labelled(f"{factor.place_words}.", factor.reasons)
        file.bullets(factor.findings)
        file.paragraph(factor.heavy)
        file.heading(_("The statements"), 3)
        points = [str(point) for point in range(1, self.picture.top + 1)]
        heads = (_("Statement"), *points, _("Don't know"), _("Mean"))
        width = 8.2 / (len(points) + 2)
        turned = _("turned: disagreeing is the strong end")
        rows = [
            _statement(item, f"{item.text} ({turned})" if item.reverse else item.text, len(points))
            for item in factor.items
        ]
        file.table(heads, rows, (8.4, *(width for _one in heads[1:])))
        for item in factor.items:
            if item.withheld:
                file.paragraph(f"{item.text} {item.withheld}")
        self._breakdown(_("Organisations"), factor.organisations)
        if not self.picture.joint:
            self._breakdown(_("Roles"), factor.levels)

    def _breakdown(self, title: str, cells: Cells) -> None:
        self.file.heading(title, 3)
        if cells.withheld:
            self.file.paragraph(cells.withheld)
            return
        rows = [(row.name, str(row.n), row.mean) for row in cells.rows]
        self.file.table((title, self._("Answers"), self._("Mean")), rows, (10.6, 3, 3))

    def _conversation(self, factor: FactorPicture) -> None:
        _, file = self._, self.file
        file.heading(_("The conversation"), 3)
        file.paragraph(factor.explanation)
        for label, sign in ((_("When it works"), factor.strength), (_("When it does not"), factor.weakness)):
            if sign:
                file.labelled(f"{label}:", sign)
        if factor.to_talk_about:
            file.heading(_("Talk about"), 3)
            file.bullets(factor.to_talk_about)
        if factor.principles:
            file.heading(_("Examples of guiding principles"), 3)
            file.bullets(factor.principles)
        file.heading(_("Notes"), 3)
        file.space_for_notes()

    def own_words(self) -> None:
        """Counts of choices, and comments."""
        picture = self.picture
        if picture.withheld or not (picture.comments or picture.choices):
            return
        self.file.heading(self._("In your own words"), 1)
        for question in picture.choices:
            self._choice(question)
        if picture.comments:
            self.file.paragraph(
                self._("The comments stand in no order and without names. Nobody's comments are kept together.")
            )
        for question in picture.comments:
            self.file.heading(question.question, 2)
            self.file.paragraph(question.withheld)
            for words in question.comments:
                self.file.quote(words)

    def _choice(self, question: AnswersToQuestion) -> None:
        self.file.heading(question.question, 2)
        if question.withheld:
            self.file.paragraph(question.withheld)
            return
        self.file.paragraph(self.plural("%(num)d answer", "%(num)d answers", question.n) % {"num": question.n})
        rows = [(label, str(number)) for label, number in question.options]
        self.file.table((self._("Answer"), self._("Persons")), rows, (12.6, 4))

    def agreements(self) -> None:
        """A table to fill in."""
        _, file = self._, self.file
        file.new_page()
        file.heading(_("What we agree on"), 1)
        file.paragraph(
            _("Write down what you have agreed on before you part: few things, clearly worded, with a name and a date.")
        )
        heads = (_("Guiding principle"), _("Action"), _("Responsible"), _("Done by"), _("Follow-up"))
        file.table(heads, [("",) * len(heads)] * ROWS_FOR_AGREEMENTS, (4, 4, 3.2, 2.6, 2.8))
        file.labelled(_("We follow this up on") + ":", "")
        file.labelled(_("The one who sees to it") + ":", "")

    def method(self) -> None:
        """How the figures are made and protected, and where the factors come from."""
        file, picture = self.file, self.picture
        file.heading(self._("How the figures are made"), 1)
        if picture.is_scored:
            self._means()
        self._protection()
        if picture.source:
            file.heading(self._("Where the factors come from"), 2)
            file.paragraph(picture.source)

    def _means(self) -> None:
        _, file = self._, self.file
        file.heading(_("Means"), 2)
        file.paragraph(
            _(
                "Each statement has the mean of its answers. A factor is the mean of its statements, a dimension the "
                "mean of its factors, and the whole the mean of the dimensions. At least half of the parts must be "
                "there. “Don't know” is not counted in the mean but shown for itself."
            )
        )
        file.paragraph(self.picture.weights)
        file.heading(_("Agreement"), 2)
        file.paragraph(
            _(
                "Spread is the mean distance of the answers from the middle one (average deviation, Burke & Dunlap "
                "2002). Up to a sixth of the length of the scale counts as seeing it alike. Two camps: at least a "
                "quarter of the answers below the middle, at least a quarter above it, and a spread beyond that limit."
            )
        )

    def _protection(self) -> None:
        _, file, picture = self._, self.file, self.picture
        if picture.joint:
            file.heading(_("Joint answers"), 2)
            file.paragraph(
                _(
                    "Each organisation has handed in one agreed answer, which is shown by name. That was said before "
                    "the first question."
                )
            )
            return
        file.heading(_("How those who answered are protected"), 2)
        file.paragraph(
            _(
                "Nothing is shown for fewer than %(k)d persons. Organisations and roles with fewer are merged, and a "
                "comparison is left out altogether when some part of it would be smaller, or when two comparisons "
                "together could point at somebody. Organisation and role are never combined. Comments are shown only "
                "when at least %(k)d have written, in no order."
            )
            % {"k": picture.smallest_group}
        )
        file.paragraph(
            _(
                "What cannot be hidden is agreement itself: if all have answered the same, it is known what each has "
                "answered."
            )
        )


def _figures(line: WeighedLine) -> str:
    """The parts, and what their numbers are."""
    return f"{line.figures}. {line.measure}." if line.measure else line.figures


def _statement(item: ItemPicture, words: str, points: int) -> tuple[str, ...]:
    """A statement's counts from weak to strong; dashes where they are withheld."""
    if item.withheld:
        return (words, *["–"] * (points + 1), item.mean)
    return (words, *(str(number) for _, number in item.counts), str(item.dont_know), item.mean)
