"""Each kind of item as rows of an XLSForm."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.definitions.xlsform.form import ChoiceRow, SurveyRow
from app.definitions.xlsform.names import HELP_NOTE, LEFT, LEFT_NOTE, LEVELS, LINE, joined
from app.definitions.xlsform.wordings import SENTENCES, joined_sentences, literal, spoken
from app.domain.items import (
    AllocationItem,
    BipolarItem,
    BipolarPairItem,
    CommentItem,
    Item,
    LevelItem,
    LevelPairItem,
    MultipleChoiceItem,
    RankingItem,
    RatingItem,
    SingleChoiceItem,
)
from app.domain.scale import DONT_KNOW, Scale, ScalePoint
from app.domain.text import Language, Text

DASH = " – "
"""Between a number and its pole, and between a level and what one recognises it by."""
END = SurveyRow("end_group")


class ItemWriter:
    """Writes items; `choices` are the lists that they have needed so far."""

    def __init__(self, languages: Sequence[Language]) -> None:
        self.languages = languages
        self.choices: list[ChoiceRow] = []
        self._lists: dict[Scale, str] = {}

    def rows(self, item: Item) -> Iterator[SurveyRow]:
        """The rows of one item: one for a plain question, a group for one with parts. Its help text is the hint of the
        first; a group has none, so that there a note below its heading says it."""
        first, *others = self._rows(item)
        if item.help is None:
            yield from (first, *others)
        elif first.type == "begin_group":
            yield from (first, SurveyRow("note", joined(item.id, HELP_NOTE), literal(item.help)), *others)
        else:
            hint = literal(item.help)
            yield from (replace(first, hint=joined_sentences([hint, first.hint]) if first.hint else hint), *others)

    def _rows(self, item: Item) -> Iterator[SurveyRow]:
        match item:
            case LevelItem():
                yield self._one(item.id, item.text, self._levels(item))
            case RatingItem():
                yield self._one(item.id, item.text, self._scale(item.scale))
            case BipolarPairItem():
                yield from self._pair(item, self._line(item))
            case BipolarItem():
                yield self._one(item.id, item.text, self._line(item))
            case LevelPairItem():
                yield from self._pair(item, self._levels(item))
            case AllocationItem():
                yield from self._shared_out(item)
            case RankingItem():
                hint = spoken(SENTENCES["ranking"], self.languages)
                yield SurveyRow(f"rank {self._options(item)}", item.id, literal(item.text), hint)
            case SingleChoiceItem():
                yield self._one(item.id, item.text, self._options(item))
            case MultipleChoiceItem():
                yield self._several(item)
            case CommentItem():
                yield SurveyRow("text", item.id, literal(item.text), appearance="multiline")

    def _one(self, name: str, label: Text, list_name: str) -> SurveyRow:
        return SurveyRow(f"select_one {list_name}", name, literal(label))

    def _several(self, item: MultipleChoiceItem) -> SurveyRow:
        """A question of which several options may be marked, with what may not as a constraint."""
        rules = [f"not(selected(., '{one}') and count-selected(.) > 1)" for one in item.exclusive]
        labels = [option.label for option in item.options if option.exclusive]
        told = [self._alone(label) for label in labels]
        if item.most is not None:
            rules.append(f"count-selected(.) <= {item.most}")
            told.append(spoken(SENTENCES["fewer"], self.languages, most=item.most))
        return SurveyRow(
            f"select_multiple {self._options(item)}",
            item.id,
            literal(item.text),
            constraint=" and ".join(rules),
            constraint_message=joined_sentences(told) if told else None,
        )

    def _alone(self, label: Text) -> Text:
        sentences = spoken(SENTENCES["alone"], self.languages, option="%(option)s")
        return literal(
            Text(
                tuple(
                    (one, sentences.into(one) % {"option": label.into(one).rstrip(".")}) for one in sentences.languages
                )
            )
        )

    def _pair(self, item: BipolarPairItem | LevelPairItem, list_name: str) -> Iterator[SurveyRow]:
        yield SurveyRow("begin_group", item.id, literal(item.text), appearance="field-list")
        for key in item.keys:
            yield self._one(joined(item.id, key), spoken(SENTENCES[key], self.languages), list_name)
        yield END

    def _shared_out(self, item: AllocationItem) -> Iterator[SurveyRow]:
        """Whole numbers that may add up to so many; the last that is filled in must make it exactly so many."""
        names = [joined(item.id, option.id) for option in item.options]
        left = joined(item.id, LEFT)
        given = [f"coalesce(${{{name}}}, 0)" for name in names]
        yield SurveyRow("begin_group", item.id, literal(item.text), appearance="field-list")
        for at, (name, option) in enumerate(zip(names, item.options, strict=True)):
            others = " + ".join([".", *given[:at], *given[at + 1 :]])
            last = at == len(names) - 1
            yield SurveyRow(
                "integer",
                name,
                literal(option.label),
                constraint=f". >= 0 and {others} {'=' if last else '<='} {item.points}",
                constraint_message=spoken(SENTENCES["exactly" if last else "most"], self.languages, points=item.points),
            )
        yield SurveyRow("calculate", left, calculation=f"{item.points} - ({' + '.join(given)})")
        label = spoken(SENTENCES["left"], self.languages, left=f"${{{left}}}")
        yield SurveyRow("note", joined(item.id, LEFT_NOTE), label, relevant=f"${{{left}}} != 0")
        yield END

    def _scale(self, scale: Scale) -> str:
        """The list of the scale; in a package two scales may have the same id."""
        if scale not in self._lists:
            taken = sum(1 for one in self._lists if one.id == scale.id)
            self._lists[scale] = joined(scale.id, str(taken + 1)) if taken else scale.id
            labels = [(self._written(scale, point), point.label) for point in scale.points]
            self._add(self._lists[scale], labels, scale.dont_know)
        return self._lists[scale]

    def _written(self, scale: Scale, point: ScalePoint) -> str:
        """The code of the point or, where labels are numbers, its label: an answer sheet writes the same."""
        return point.label.into(self.languages[0]) if scale.written_in_labels else str(point.value)

    def _levels(self, item: LevelItem | LevelPairItem) -> str:
        name = joined(item.id, LEVELS)
        labels = [
            (str(point.value), self._both(point.label, about))
            for point, about in zip(item.scale.points, item.behaviours, strict=True)
        ]
        return self._add(name, labels, item.scale.dont_know)

    def _line(self, item: BipolarItem) -> str:
        ends = {1: item.left, item.steps: item.right}
        labels = []
        for position in range(1, item.steps + 1):
            number = Text(tuple((language, str(position)) for language in self.languages))
            labels.append((str(position), self._both(number, ends[position]) if position in ends else number))
        return self._add(joined(item.id, LINE), labels, item.dont_know)

    def _options(self, item: SingleChoiceItem | MultipleChoiceItem | RankingItem) -> str:
        return self._add(joined(item.id, "options"), [(one.id, one.label) for one in item.options], None)

    def _both(self, first: Text, second: Text) -> Text:
        return Text(
            tuple((language, f"{first.into(language)}{DASH}{second.into(language)}") for language in self.languages)
        )

    def _add(self, name: str, labels: Sequence[tuple[str, Text]], dont_know: Text | None) -> str:
        self.choices += [ChoiceRow(name, value, literal(label)) for value, label in labels]
        if dont_know is not None:
            self.choices.append(ChoiceRow(name, DONT_KNOW, literal(dont_know)))
        return name
