"""Questions about the person who answers (sex, age, place, work), which are no statements. By words of Swedish and
English."""

import re
from collections.abc import Sequence

from app.definitions.xlsform.tree import Question
from app.definitions.xlsform.words import known_words, plain_letters


def is_trait(question: Question) -> bool:
    """Whether its name, its list or its whole text is a trait: “Region”, “Your age:”."""
    names = [" ".join(re.sub(r"[\W\d_]+", " ", one).split()) for one in (question.name, question.list_name)]
    if any(known_words().trait_name.fullmatch(plain_letters(one)) for one in names):
        return True
    return any(known_words().trait.fullmatch(one) for one in _labels(question))


def asks_for_trait(question: Question) -> bool:
    """Whether it asks for one: “Which region do you live in?”, “How many years have you worked here?”."""
    return any(known_words().asked.match(one) for one in _labels(question))


def asks(question: Question) -> bool:
    """Whether it is a question: a statement (“We meet.”) takes a stand where a question may only count."""
    return any(one.rstrip(" )*").endswith("?") for one in _labels(question)) or not _labels(question)


def states(question: Question) -> bool:
    """Whether it is a sentence that takes a stand (“Everybody's role is clear.”), whatever its name."""
    return not asks(question) and any(len(one.split()) > 3 for one in _labels(question))


def _labels(question: Question) -> list[str]:
    """Its texts in small letters, without a number before them."""
    given = question.row.spoken.get("label", {}).values()
    return [re.sub(r"^\w{0,3}[.):]\s*", "", " ".join(one.casefold().split())) for one in given]


def names_persons(words: Sequence[str]) -> bool:
    """Whether options, as small letters without their numbers, are kinds of persons (“man”, “female”)."""
    return any(known_words().persons.fullmatch(one) for one in words)
