"""The catalogue of what can be wrong in a questionnaire file: what, where, and how to mend it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from app.domain.likeness import is_contrary


class Severity(StrEnum):
    """An error keeps the file from being used; a warning does not. Advice is about what is right as it stands, and
    would be better otherwise."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


def N_(message: str) -> str:  # noqa: N802 - the name that translation tools look for
    """Marks a sentence for translation; translates nothing."""
    return message


@dataclass(frozen=True)
class Phrase:
    """A fact in words that are translated with the sentence they stand in."""

    message: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def words(self, gettext: Callable[[str], str]) -> str:
        """The phrase in the reader's language."""
        return gettext(self.message).format_map(dict(self.facts))


SENTENCES: dict[str, str] = {
    "Q001": N_("the file cannot be read ({detail}). Check its name and that you may read it."),
    "Q002": N_("the file is {size} bytes; at most {largest} are read. Is it a questionnaire?"),
    "Q003": N_("the file is not UTF-8 text. Save it as UTF-8."),
    "Q004": N_("a tab stands where YAML wants spaces. Indent with spaces."),
    "Q005": N_("this is not YAML: {detail}. Check quotes, colons and indentation near here."),
    "Q006": N_("the key '{key}' stands twice; the first is on line {first}. Keep one."),
    "Q007": N_("anchors and aliases (& and *) are not used in questionnaires. Write the text out."),
    "Q008": N_("the file is nested deeper than {deepest} levels. A questionnaire never needs that."),
    "Q009": N_("the file must hold one mapping that begins with 'id:'. See docs/questionnaire-language.md."),
    "Q010": N_("unknown key '{key}'; known here: {known}.{hint} Mend or remove it."),
    "Q011": N_("the key '{key}' is missing. Add it."),
    "Q012": N_("expected {expected} here, found {found}. Change the value."),
    "Q013": N_("the text is empty. Write it, or remove the key if it may be left out."),
    "Q014": N_("'{value}' is not an id. Use a-z, 0-9 and _, beginning with a letter, at most 60 characters."),
    "Q015": N_("the id '{value}' is reserved. Choose another."),
    "Q016": N_("the id '{value}' stands twice; the first is on line {first}. Choose another."),
    "Q017": N_("unknown scale '{value}'; known: {known}.{hint}"),
    "Q018": N_("the number must be {bounds}, not {value}."),
    "Q019": N_("the factor '{factor}' has no item that measures it. Add a rating, or another kind that is weighed."),
    "Q020": N_("the items of the factor '{factor}' have scales of different lengths. Use scales of one length."),
    "Q021": N_("'{language}' is not among the file's languages ({known}). Add it to 'languages' or remove the text."),
    "Q022": N_("the translation to '{language}' is missing. Readers will see '{main}' instead."),
    "Q023": N_("the text is missing in the file's first language '{main}'. Add it."),
    "Q024": N_("the file holds more than {most} values. Is it a questionnaire?"),
    "Q025": N_("the bands must be in order: 1 <= concern < strength <= {length}."),
    "Q026": N_("the number of entries here must be {bounds}, not {found}. Add or remove some."),
    "Q027": N_("'{value}' is not known here; known: {known}.{hint}"),
    "Q028": N_("the file has several scales, so the item must say which. Add 'scale:' with one of: {known}."),
    "Q029": N_("the scale '{value}' is not used by any item. Remove it or use it."),
    "Q030": N_("the tag '{tag}' is not used in questionnaires. Remove it."),
    "Q031": N_("the language '{language}' stands twice. Keep one."),
    "Q032": N_("the character {character} cannot be shown or printed. Remove it."),
    "Q033": N_("'{value}' is not a language tag. Write for example sv, en or nb."),
    "Q034": N_("the label '{value}' stands twice; the first is on line {first}. Nobody could choose. Change one."),
    "Q036": N_("in a workshop form nobody answers, so the factor '{factor}' may have no items. Remove them."),
    "Q037": N_("an item of the kind '{kind}' must belong to a factor. Move it into the items of one."),
    "Q038": N_("statements are rated, but the file has no scale. Add 'scales:' with at least one."),
    "Q040": N_("version {version} of '{id}' stands in {other} too. Give one of them another version."),
    "Q041": N_("there is no questionnaire file (*.yaml) in this folder. Add one, or check SAMSPEL_QUESTIONNAIRES."),
    "Q042": N_("version {version} of '{id}' cannot be replaced by {own}. Name an earlier one, or raise 'version'."),
    "Q043": N_("'{value}' is said to be replaced, but still stands here on line {first}. Remove one of the two."),
    "Q044": N_("'{value}' is replaced twice; the first time on line {first}. Keep the one that took its place."),
    "Q045": N_("the file does not say which version it replaces. Add 'replaces:' below 'version', with its number."),
    "Q046": N_("the earlier wording is the same as the present one. Write how it read before, or remove the line."),
    "Q047": N_("an item outside the factors is not compared with earlier versions. Remove '{key}', or move the item."),
    # Of a version, against an earlier one:
    "Q050": N_(
        "version {version} of '{id}' exists already with another content. Raise 'version', and add 'replaces:'."
    ),
    "Q051": N_("the version is {own}, but there is a version {version} already. Raise 'version' above that."),
    "Q052": N_("the file does not say that it replaces version {version} of '{id}'. Add {cure} if it does."),
    "Q053": N_("'{value}' is not in the version that this one replaces ({earlier}).{hint} Mend or remove the line."),
    "Q054": N_("the factor '{factor}' has another title and none of its earlier items ({earlier}). Give it a new id."),
    "Q055": N_("this wording is not in the earlier version ({earlier}). Copy it word by word, or remove the line."),
    "Q056": N_("it reads as '{value}' in the earlier version ({earlier}). Add 'replaces: {value}' to compare them."),
    "Q060": N_("of these options only one can be marked at a time. Make it a 'single_choice', or add options."),
    "Q061": N_("only {number} of the options can be marked together, so 'most: {most}' changes nothing. Lower it."),
    "Q062": N_("every dimension that is scored has the weight 0, so the whole would have no mean. Raise one of them."),
    "Q063": N_("the factor '{factor}' has no {keys}. Documents do without; add it if the meeting needs more to go on."),
}

WARNINGS = frozenset({"Q022", "Q029", "Q052", "Q056", "Q061"})
ADVICE = frozenset({"Q063"})
ADVICE_BEGINS = N_("advice:")
"""Stands before advice, so that nobody takes it for a fault."""


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `line` and `column` count from 1; `path` is e.g. `dimensions[1].factors[0].items[2]`."""

    code: str
    file: str
    line: int
    column: int
    path: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Whether the file can be used all the same."""
        if self.code in ADVICE:
            return Severity.ADVICE
        return Severity.WARNING if self.code in WARNINGS else Severity.ERROR

    def sentence(self, gettext: Callable[[str], str]) -> str:
        """`file:line:column: path: what is wrong and how to mend it [code]`."""
        facts = {name: fact.words(gettext) if isinstance(fact, Phrase) else fact for name, fact in self.facts.items()}
        if guess := facts.pop("guess", None):
            facts["hint"] = " " + gettext(N_("Did you mean '{guess}'?")).format(guess=guess)
        what = gettext(SENTENCES[self.code]).format_map({"hint": "", **facts})
        path = f"{self.path}: " if self.path else ""
        if self.severity is Severity.ADVICE:
            what = f"{gettext(ADVICE_BEGINS)} {what}"
        return f"{self.file}:{self.line}:{self.column}: {path}{what} [{self.code}]"

    def as_json(self, gettext: Callable[[str], str]) -> dict[str, object]:
        """The problem for other programs, sentence included."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "path": self.path,
            "message": self.sentence(gettext),
        }


def guess(value: object, known: list[str]) -> str:
    """The known word nearest to a mistyped one, the only one where there is one, empty where none is near. Never the
    one that it denies."""
    near = [one for one in known if not is_contrary(str(value), one)]
    return near[0] if len(known) == 1 and near else next(iter(get_close_matches(str(value), near, n=1, cutoff=0.6)), "")
