"""Questions about the person who answers (sex, age, place, work), which are no statements. By words of Swedish and
English."""

import re
from collections.abc import Sequence

from app.definitions.xlsform.tree import Question

_TRAITS = (
    "sex|sexes|gender|kön|könsidentitet|könstillhörighet|juridiskt kön|age|age group|ages|ålder|åldersgrupp"
    "|åldersspann|year of birth|födelseår|region|län|county|district|distrikt|province|landskap|country|nationality"
    "|land|kommun|municipality|city|stad|ort|tätort|town|village|state|zip|postnummer|education|utbildning"
    "|utbildningsnivå|education level|level of education|occupation|profession|yrke|befattning|titel|title|job title"
    "|position|role|roll|job|employment|anställning|anställningsform|employer|arbetsgivare|workplace|arbetsplats"
    "|department|avdelning|förvaltning|bolag|enhet|unit|team|organisation|organization|sektor|sector|seniority"
    "|marital status|civilstånd|religion|ethnicity|etnicitet|income|inkomst|language|språk|modersmål|household"
    "|hushåll|party|parti"
)
_TRAIT = re.compile(rf"(?:your|din|ditt|ert|er|my|min|mitt)?\s*(?:{_TRAITS})\s*[?:.]?")
_ASKED = re.compile(
    r"(?:(?:in|to|i|på|till|från)\s+)?(?:what|which|where|vad|vilken|vilket|vilka|var)\b"
    rf".*\b(?:{_TRAITS})\b.*\?|(?:how (?:old|many|long have you)|hur (?:gammal|många|länge har du))\b.*"
)
_PERSONS = re.compile(
    r"(?:en )?(?:man|kvinna|kille|tjej|pojke|flicka|male|female|woman|boy|girl|(?:non|icke)[ -]?(?:binary|binär))"
)


def is_trait(question: Question) -> bool:
    """Whether its name, its list or its whole text is a trait: “Region”, “Your age:”."""
    names = [re.sub(r"[_\d.-]+", " ", one).strip().casefold() for one in (question.name, question.list_name)]
    return any(_TRAIT.fullmatch(one) for one in [*names, *_labels(question)])


def asks_for_trait(question: Question) -> bool:
    """Whether it asks for one: “Which region do you live in?”, “How many years have you worked here?”."""
    return any(_ASKED.match(one) for one in _labels(question))


def asks(question: Question) -> bool:
    """Whether it is a question: a statement (“We meet.”) takes a stand where a question may only count."""
    return any(one.rstrip(" )*").endswith("?") for one in _labels(question)) or not _labels(question)


def _labels(question: Question) -> list[str]:
    """Its texts in small letters, without a number before them."""
    given = question.row.spoken.get("label", {}).values()
    return [re.sub(r"^\w{0,3}[.):]\s*", "", " ".join(one.casefold().split())) for one in given]


def names_persons(words: Sequence[str]) -> bool:
    """Whether options, as small letters without their numbers, are kinds of persons (“man”, “female”)."""
    return any(_PERSONS.fullmatch(one) for one in words)
