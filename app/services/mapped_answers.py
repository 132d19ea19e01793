"""From a table with another tool's columns and words to an answer sheet, as `app.services.imports` reads it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.errors import SamspelError
from app.domain.items import MultipleChoiceItem, RankingItem
from app.domain.items.measured import BETWEEN
from app.domain.likeness import Basis
from app.domain.questionnaire import Questionnaire
from app.domain.round import Organisation
from app.services.answer_words import MARKED, NOT_MARKED, Vocabulary, vocabularies
from app.services.column_targets import LEVEL, ORGANISATION, Target, targets_of, way_of
from app.services.csv_file import CsvFile
from app.services.headings import PLACE, Headings, groups_of
from app.services.imports import plain_words
from app.services.sheets import column

MOST_UNKNOWN = 60
"""Words that are asked about at a time; a column with more of them hardly holds answers to its question."""
Words = Mapping[str, Mapping[str, str]]
"""Vocabulary -> plain words -> the answer, empty for "leave it out"."""


@dataclass(frozen=True)
class UnknownWords:
    """Words that are no answer as they stand. `guess`: the answer that is proposed, empty for none; `cells`: how many
    cells have them."""

    vocabulary: Vocabulary
    plain: str
    written: str
    cells: int
    guess: str


@dataclass(frozen=True)
class Translation:
    """What words of the file are taken to mean. `meaning`: the answer as an answer sheet has it, empty where they are
    left out; `cells`: how many answers it concerns."""

    vocabulary: Vocabulary
    written: str
    meaning: str
    basis: Basis
    cells: int


class Asked:
    """What a round asks: targets, and the words of each."""

    def __init__(self, questionnaire: Questionnaire, organisations: Sequence[Organisation]) -> None:
        self.questionnaire = questionnaire
        self.targets: tuple[Target, ...] = targets_of(questionnaire)
        self.known = {one.id: one for one in self.targets}
        self.groups = groups_of(questionnaire)
        self.headings = Headings(self.targets, self.groups)
        self.vocabularies = vocabularies(questionnaire, organisations, self.targets)

    def require_columns(self, columns: Sequence[str], header: Sequence[str]) -> None:
        """Raises I018 (no column holds answers), I019 (two columns hold the same)."""
        used = [one for one in columns if one]
        if not set(used) - {ORGANISATION, LEVEL}:
            raise SamspelError("I018")
        places: dict[str, list[int]] = {}
        for at, one in enumerate(columns):
            if one:
                places.setdefault(way_of(one)[0], []).append(at)
        for held in places.values():
            first = columns[held[0]]
            # Parts of a question may stand beside each other, each once; the question as a whole beside nothing.
            others = [
                at for at in held[1:] if columns[at] in columns[:at] or way_of(columns[at])[1] != way_of(first)[1]
            ]
            if others:
                other = others[0]
                twin = columns.index(columns[other]) if columns[other] in columns[:other] else held[0]
                raise SamspelError("I019", value=header[twin][:60], other=header[other][:60])

    def unknown(self, rows: Sequence[Sequence[str]], columns: Sequence[str], words: Words) -> tuple[UnknownWords, ...]:
        """Words that nobody has said anything about yet, those of most cells first within each vocabulary."""
        return tuple(
            UnknownWords(vocabulary, plain, written, cells, self._guess(vocabulary, plain, found))
            for vocabulary, found in self._written(rows, columns)
            for plain, (written, cells) in found.items()
            if vocabulary.understood(written) is None and plain not in words.get(vocabulary.id, {})
        )

    def translations(
        self, rows: Sequence[Sequence[str]], columns: Sequence[str], words: Words
    ) -> Iterator[Translation]:
        """Every word in the columns and what it is taken to mean, but for numbers that stand for themselves and words
        that nobody has said anything about."""
        for vocabulary, found in self._written(rows, columns):
            said = words.get(vocabulary.id, {})
            for plain, (written, cells) in found.items():
                same = vocabulary.understood(written)
                if same is not None and vocabulary.values:
                    yield Translation(vocabulary, written, same, Basis.SAME, cells)
                elif same is None and plain in said:
                    as_proposed = said[plain] and said[plain] == self._guess(vocabulary, plain, found)
                    basis = Basis.PROPOSED if as_proposed else Basis.CHOSEN
                    yield Translation(vocabulary, written, said[plain], basis, cells)

    def _written(
        self, rows: Sequence[Sequence[str]], columns: Sequence[str]
    ) -> Iterator[tuple[Vocabulary, Mapping[str, tuple[str, int]]]]:
        """Each vocabulary with what is written of it: plain words -> (as it is written first, in how many cells), those
        of most cells first."""
        by_id = {one.id: one for one in self.vocabularies.values()}
        counted: dict[str, Counter[str]] = {}
        written: dict[tuple[str, str], str] = {}
        for (name, cell), times in Counter((one.id, cell) for one, cell in self._cells(rows, columns)).items():
            for part in by_id[name].parts_of(cell):
                plain = plain_words(part)
                counted.setdefault(name, Counter())[plain] += times
                written.setdefault((name, plain), part)
        for name, counter in counted.items():
            ordered = sorted(counter.items(), key=lambda one: (-one[1], one[0]))
            yield by_id[name], {plain: (written[name, plain], cells) for plain, cells in ordered}

    @staticmethod
    def _guess(vocabulary: Vocabulary, plain: str, found: Mapping[str, tuple[str, int]]) -> str:
        """The answer that is proposed for the words. Where another word has it already, the file tells the two apart,
        and only another spelling may mean the same."""
        written = found[plain][0]
        guess = vocabulary.guessed(written)
        if not guess or not vocabulary.is_guessed_by_meaning(written):
            return guess
        others = (one for other, (one, _) in found.items() if other != plain)
        return "" if any((vocabulary.understood(one) or vocabulary.guessed(one)) == guess for one in others) else guess

    def written_by(self, rows: Sequence[Sequence[str]], columns: Sequence[str]) -> Counter[tuple[str, str]]:
        """(vocabulary, plain words) -> rows that have them."""
        found: Counter[tuple[str, str]] = Counter()
        for row in rows:
            found.update(
                {
                    (vocabulary.id, plain_words(part))
                    for vocabulary, cell in self._cells([row], columns)
                    for part in vocabulary.parts_of(cell)
                }
            )
        return found

    def sheet_of(self, rows: Sequence[Sequence[str]], header_row: int, columns: Sequence[str], words: Words) -> CsvFile:
        """The rows as an answer sheet. What is not understood stays as it is written, so that it is told by row."""
        cells = [dict(self._row(row, columns, words)) for row in rows]
        header = list(dict.fromkeys(name for row in cells for name in row)) or ["organisation"]
        return CsvFile(header, header_row, [[row.get(name, "") for name in header] for row in cells])

    def _cells(self, rows: Sequence[Sequence[str]], columns: Sequence[str]) -> Iterator[tuple[Vocabulary, str]]:
        used = [(at, self.vocabularies[one]) for at, one in enumerate(columns) if one]
        for row in rows:
            for at, vocabulary in used:
                if row[at].strip() and not vocabulary.is_free:
                    yield vocabulary, row[at]

    def _row(self, row: Sequence[str], columns: Sequence[str], words: Words) -> Iterator[tuple[str, str]]:
        """(column of an answer sheet, cell)."""
        marked: dict[str, list[str]] = {}
        placed: dict[str, list[tuple[int, str]]] = {}
        for at, target in enumerate(columns):
            if not target:
                continue
            vocabulary = self.vocabularies[target]
            if vocabulary.is_free:
                yield target, row[at]
                continue
            said = words.get(vocabulary.id, {})
            parts = [
                vocabulary.understood(one) or said.get(plain_words(one), one) for one in vocabulary.parts_of(row[at])
            ]
            (item_id, way), option = way_of(target), target.partition(BETWEEN)[2]
            item = self.questionnaire.items_by_id.get(item_id)
            if option:
                chosen = [option if one == MARKED else one for one in parts if one and one != NOT_MARKED]
                marked.setdefault(item_id, []).extend(chosen)
            elif way == "place":
                place = int(target.partition(PLACE)[2])
                placed.setdefault(item_id, []).extend((place, one) for one in parts if one)
            elif isinstance(item, RankingItem) and way == "whole":
                yield from self._places(item, list(enumerate([one for one in parts if one], start=1)))
            elif isinstance(item, MultipleChoiceItem):
                yield target, ";".join(one for one in parts if one)
            else:
                yield target, parts[0] if parts else ""
        for item_id, options in marked.items():
            yield item_id, ";".join(options)
        for item in self.questionnaire.items:
            if isinstance(item, RankingItem) and item.id in placed:
                yield from self._places(item, placed[item.id])

    @staticmethod
    def _places(item: RankingItem, order: Sequence[tuple[int, str]]) -> Iterator[tuple[str, str]]:
        """(place, option) as a place for each option; what is no option, or one that stands twice, lands on a place
        that its column refuses."""
        places: dict[str, str] = {}
        strangers = []
        for place, option in order:
            if option not in item.keys:
                strangers.append(option)
            elif option in places:
                places[option] += f", {place}"
            else:
                places[option] = str(place)
        for key in item.keys:
            yield column(item, key), places.get(key, "")
        if strangers:
            yield column(item, item.keys[0]), strangers[0]
