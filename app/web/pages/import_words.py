"""The page value of templates/imported/words.html: words of a file that are no answers as they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.domain.text import Language
from app.services.answer_words import MARKED, NOT_MARKED, Vocabulary
from app.services.guided_import import Upload
from app.services.mapped_answers import MOST_UNKNOWN, UnknownWords
from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.languages import ngettext

WORD = "word-"
"""How the fields of the page about words begin; then the vocabulary, a space and the words."""
UNDECIDED = "?"
"""What a field holds of which nothing is chosen."""
LONGEST_SHOWN = 60
LONGEST_HEADING = 120


@dataclass(frozen=True)
class WordLine:
    """Words of the file. `chosen`: the answer that is proposed or that somebody has chosen, empty for leaving them out,
    UNDECIDED for none; `note`: that it is a proposal, or empty."""

    field: str
    words: str
    cells: str
    chosen: str
    note: str


@dataclass(frozen=True)
class WordGroup:
    """Words of columns with the same answers."""

    heading: str
    choices: tuple[tuple[str, str], ...]
    lines: tuple[WordLine, ...]


@dataclass(frozen=True)
class WordsPage:
    """What words mean. `more`: how many are asked about after these."""

    code: str
    collaboration: str
    title: str
    file: str
    groups: tuple[WordGroup, ...]
    more: int
    undecided: str = UNDECIDED


def words_page(view: RoundView, found: Upload, unknown: Sequence[UnknownWords], language: Language) -> WordsPage:
    """The third step, about these words."""
    one = view.round
    shown = groupby(unknown[:MOST_UNKNOWN], key=lambda word: word.vocabulary.id)
    groups = tuple(_group(found, list(words), language) for _name, words in shown)
    return WordsPage(
        code=one.code,
        collaboration=one.collaboration,
        title=one.title,
        file=found.name,
        groups=groups,
        more=max(0, len(unknown) - MOST_UNKNOWN),
    )


def shortened(words: str, longest: int = LONGEST_HEADING) -> str:
    """The words, cut after so many characters."""
    return words[:longest] + ("…" if len(words) > longest else "")


def columns_words(found: Upload, vocabulary: Vocabulary) -> str:
    """The headers of the columns that have their answers from the vocabulary: the first, and how many more."""
    headers = [
        header
        for header, target in zip(found.header, found.columns or (), strict=False)
        if target and found.asked.vocabularies[target].id == vocabulary.id
    ]
    more = ngettext("and one more column", "and %(num)d more columns", len(headers) - 1) % {"num": len(headers) - 1}
    return f"{headers[0]} ({more})" if len(headers) > 1 else headers[0]


def answers_of(vocabulary: Vocabulary, language: Language) -> tuple[tuple[str, str], ...]:
    """Each answer as an answer sheet has it, and in words."""
    if vocabulary.answers == {MARKED, NOT_MARKED}:
        return (MARKED, _("Marked")), (NOT_MARKED, _("Not marked"))
    if not vocabulary.values:
        return tuple((one, one) for _, one in sorted(vocabulary.numbers.items()))
    return tuple((value, label.into(language)) for value, label in vocabulary.values)


def _group(found: Upload, words: Sequence[UnknownWords], language: Language) -> WordGroup:
    vocabulary = words[0].vocabulary
    said = found.words.get(vocabulary.id, {})
    lines = tuple(_line(one, said) for one in words)
    return WordGroup(columns_words(found, vocabulary), answers_of(vocabulary, language), lines)


def _line(one: UnknownWords, said: Mapping[str, str]) -> WordLine:
    chosen = said.get(one.plain, one.guess or UNDECIDED)
    return WordLine(
        field=f"{WORD}{one.vocabulary.id} {one.plain}",
        words=shortened(one.written, LONGEST_SHOWN),
        cells=ngettext("in one cell", "in %(num)d cells", one.cells) % {"num": one.cells},
        chosen=chosen,
        note=_("Proposal. Does it mean the same? Please check.") if one.guess and chosen == one.guess else "",
    )
