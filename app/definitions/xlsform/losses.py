"""What of a form cannot become part of a questionnaire, or needs a look: by row, with what to do instead."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.definitions.problems import N_

SENTENCES = {
    "type": N_("“{value}” has no counterpart in Samspel, so “{words}” was left out. {advice}"),
    "ask_choice": N_("Ask with fixed options, or as a comment."),
    "no_trace": N_("Samspel keeps nothing about devices, places or times, so that nobody can be recognised."),
    "no_file": N_("Samspel takes no files. Ask for a description in words instead."),
    "no_calculation": N_("Samspel calculates the results itself, by the same rules for everybody."),
    "external": N_("Write the options on the sheet “choices”."),
    "from_answers": N_("Write options that are the same for everybody on the sheet “choices”."),
    "include": N_("Copy the rows of the other form into this one."),
    "no_meta": N_("Nothing needs to be done."),
    "repeat": N_("The questions of the repeated group “{value}” were taken once. In Samspel nothing is repeated."),
    "relevant": N_("The condition “{value}” was left out: everybody sees all questions. Check that the text fits all."),
    "constraint": N_("The constraint “{value}” was left out. Samspel checks answers by the kind of question."),
    "required": N_("The question need not be answered in Samspel: every answer is voluntary."),
    "calculation": N_("The calculation “{value}” was left out. Samspel calculates the results itself."),
    "choice_filter": N_("The filter “{value}” was left out: all options are shown. Remove those that do not fit."),
    "default": N_("The answer “{value}” was given beforehand. In Samspel nothing is filled in beforehand."),
    "hint": N_("The hint “{value}” has no place here. Put it into a question's text if it is needed."),
    "media": N_("The picture, sound or film “{value}” was left out. Describe it in the text."),
    "column": N_("What stands in the column “{column}” was left out: “{value}”. Put it into the text if it is needed."),
    "disabled": N_("“{value}” is switched off in the form (disabled) and was left out."),
    "no_type": N_("The words “{value}” stand in a row without a type and were left out."),
    "heading": N_(
        "“{value}” is the heading of a table, which nobody answers. It became the words above the questions."
    ),
    "group_of_notes": N_("The heading “{value}” was left out; only notes stand below it."),
    "introduction": N_("The notes before the first question became the introduction. Check that they fit there."),
    "reference": N_("The text refers to another answer ({value}). Rewrite it, since Samspel shows no earlier answers."),
    "marks": N_("The text “{value}” has marks for bold or colour, which Samspel shows as they stand. Remove them."),
    "or_other": N_("The open option “other” became an ordinary one. Add a comment if it needs words of its own."),
    "no_other": N_("The open option “other” was left out, since a scale has none. Add a comment after the question."),
    "note": N_("The note “{value}” was left out. Put it into the description or the introduction if it is needed."),
    "nested": N_("The group “{value}” lies too deep. Its questions were put into the group around it."),
    "no_label": N_("The text is missing, so the name “{value}” stands there. Write the text."),
    "main_language": N_(
        "The text is missing in the main language, {language}. Another language stands there. Translate."
    ),
    "name_again": N_("The name “{value}” is used in several groups. Here it became “{id}”. Use that in answer sheets."),
    "option_names": N_(
        "Options of the list “{value}” have names that cannot be ids: {names}. Use the new ones in answer sheets."
    ),
    "renamed": N_("“{value}” cannot be an id in Samspel and became “{id}”. Use that in answer sheets."),
    "strong_end": N_(
        "The list “{value}” became a scale because several questions share it; its words do not tell. Check that they "
        "are in order and that “{strong}” is the strong end (strong_end). If not, make the questions single choices "
        "(kind: single_choice, with options)."
    ),
    "strong_first": N_(
        "The list “{value}” begins with its strong end, “{strong}” (strong_end: first). Where agreeing is a bad sign, "
        "write reverse: true at the statement."
    ),
    "numbers": N_(
        "The list “{value}” became a scale of numbers. Check that “{strong}” is the strong end (strong_end)."
    ),
    "yes_no": N_(
        "In the list “{value}”, “{strong}” counts as the strong end. Where the other is the good answer, write "
        "reverse: true at the question. If a question judges nothing, make it a single choice (kind: single_choice, "
        "with options)."
    ),
    "codes": N_(
        "The options of the list “{value}” are called {names} in the form and count as {codes} here, weakest as 1. "
        "Bring over answers to that form by their labels."
    ),
    "way_out": N_(
        "“{value}” was left out of the list “{list}”: beside its points a scale has one way out, “{kept}”. Whoever "
        "does not want to answer leaves the question empty."
    ),
    "range": N_(
        "The range “{value}” became a scale of numbers with the highest as the strong end. Check that, and say in "
        "words what its ends mean."
    ),
    "range_length": N_("The range “{value}” has no 2–11 whole steps and was left out. Ask with fixed options."),
    "background": N_(
        "“{value}” seems to ask about the person and became a choice, which is counted and not scored. Check that it "
        "is needed, and that nobody can be recognised."
    ),
    "yes_no_once": N_(
        "“{value}” became a choice, which is counted and not scored, since it asks and no other question shares its "
        "yes and no. If it judges something, make it a rating with a scale of two points."
    ),
    "mixed": N_(
        "“{value}” became a choice, which is counted and not scored: the words of its options go from weak to strong "
        "in no order. If they are a scale, put them in order and make it a rating."
    ),
    "numbers_only": N_(
        "“{value}” became a choice, which is counted and not scored: its options have numbers, but their words are "
        "not known as a scale. If they go from weak to strong, make it a rating."
    ),
    "unrated": N_(
        "Nothing in the form is rated, and a questionnaire needs at least one statement on a scale. A place for one "
        "stands in [brackets]. Write it, or ask with another tool."
    ),
    "scale_length": N_("The list “{value}” has {number} options and cannot be a scale. The question became a choice."),
    "number_of_options": N_("The list “{value}” has {number} options, and from {least} to {most} fit. Left out."),
    "same_label": N_("The label “{value}” stood twice in its list. The second has its name added. Change it."),
    "split": N_("The group “{value}” has scales of different lengths or too many questions, so it was divided."),
    "unmeasured": N_("Nothing in the group “{value}” is rated, so it is no factor. Its questions stand last instead."),
    "empty_group": N_("Nothing in the group “{value}” can be asked in Samspel, so the group was left out."),
    "loose_unmeasured": N_("Questions outside groups that rate nothing stand last among the questions of a group."),
    "loose": N_("Questions outside groups were put into a group of their own. Give it a heading."),
    "organisations": N_("The organisations to choose from come from the round in Samspel, not from the questionnaire."),
    "language": N_("The language “{value}” is not known, so its columns were left out. Write it as “Svenska (sv)”."),
    "only_language": N_(
        "The language “{value}” is not known. Its words stand in the draft's main language. Write it as “Svenska (sv)”."
    ),
    "version": N_("The version “{value}” is not a whole number from 1 to 9999, so it became 1."),
}


UNSURE = frozenset(
    {
        *("background", "yes_no", "yes_no_once", "strong_end", "strong_first", "numbers", "numbers_only", "mixed"),
        *("range", "scale_length", "unrated"),
    }
)
"""What was decided by a rule that may be wrong for this form; it stands in the draft as a comment, too."""
ANYWHERE = frozenset({"language", "only_language"})
"""What is told once for the whole workbook."""
ORDER = {"settings": 0, "survey": 1, "choices": 2}


@dataclass(frozen=True)
class Lost:
    """One thing to know. `row`: in `sheet`, from 1; `more`: further rows that the same is true of. `advice`: the key of
    a further sentence, empty for none."""

    row: int
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    advice: str = ""
    sheet: str = "survey"
    more: tuple[int, ...] = ()

    @property
    def unsure(self) -> bool:
        """Whether somebody has to decide, rather than that something is gone."""
        return self.key in UNSURE

    def sentence(self, gettext: Callable[[str], str]) -> str:
        """`[row : 7] what it is about, and what to do instead`; with the sheet's name where it is not the survey."""
        if self.more:
            place = gettext(N_("[rows : {rows}]")).format(rows=_runs((self.row, *self.more)))
        else:
            place = gettext(N_("[row : {row}]")).format(row=self.row)
        sheet = "" if self.sheet == "survey" else f"{self.sheet} "
        return f"{sheet}{place} {self.words(gettext)}"

    def words(self, gettext: Callable[[str], str]) -> str:
        """The sentence without its place."""
        facts = {"advice": gettext(SENTENCES[self.advice]) if self.advice else "", **self.facts}
        return gettext(SENTENCES[self.key]).format_map(facts)


def each_once(lost: Iterable[Lost]) -> tuple[Lost, ...]:
    """Each thing once, by sheet and row: what is true of several rows names them all."""
    found: dict[object, list[Lost]] = {}
    for one in lost:
        facts = {} if one.key == "column" else dict(one.facts)
        place = "" if one.key in ANYWHERE else one.sheet
        found.setdefault((place, one.key, one.advice, one.facts.get("column"), repr(facts)), []).append(one)
    merged = []
    for same in found.values():
        rows = sorted({one.row for one in same if one.sheet == same[0].sheet})
        first = min(same, key=lambda one: (one.sheet != same[0].sheet, one.row))
        merged.append(replace(first, row=rows[0], more=tuple(rows[1:])))
    return tuple(sorted(merged, key=lambda one: (ORDER[one.sheet], one.row)))


def _runs(rows: Sequence[int]) -> str:
    """`2–5, 9`."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ", ".join(str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in runs)


def shown(words: str, room: int = 60) -> str:
    """Words of the form inside a sentence: one line, not too long."""
    line = " ".join(words.split())
    return line if len(line) <= room else f"{line[: room - 1]}…"
