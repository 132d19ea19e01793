"""What of a form cannot become part of a questionnaire, or needs a look: by row, with what to do instead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.definitions.problems import N_

SENTENCES = {
    "type": N_("“{value}” has no counterpart in Samspel and was left out. {advice}"),
    "ask_choice": N_("Ask with fixed options, or as a comment."),
    "no_trace": N_("Samspel keeps nothing about devices, places or times, so that nobody can be recognised."),
    "no_file": N_("Samspel takes no files. Ask for a description in words instead."),
    "no_calculation": N_("Samspel calculates the results itself, by the same rules for everybody."),
    "external": N_("Write the options on the sheet “choices”."),
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
    "reference": N_("The text refers to another answer ({value}). Rewrite it, since Samspel shows no earlier answers."),
    "or_other": N_("The open option “other” was left out. Add an option, or a comment after the question."),
    "note": N_("The note “{value}” was left out. Put it into the description or the introduction if it is needed."),
    "nested": N_("The group “{value}” lies too deep. Its questions were put into the group around it."),
    "no_label": N_("The text is missing, so the name “{value}” stands there. Write the text."),
    "main_language": N_(
        "The text is missing in the main language, {language}. Another language stands there. Translate."
    ),
    "renamed": N_("“{value}” cannot be an id in Samspel and became “{id}”. Use that in answer sheets."),
    "strong_end": N_("The list “{value}” became a scale. Check that its last point is the strong end (strong_end)."),
    "scale_length": N_("The list “{value}” has {number} options and cannot be a scale. The question became a choice."),
    "number_of_options": N_("The list “{value}” has {number} options, and from {least} to {most} fit. Left out."),
    "same_label": N_("The label “{value}” stood twice in its list. The second has its name added. Change it."),
    "split": N_("The group “{value}” has scales of different lengths or too many questions, so it was divided."),
    "unmeasured": N_("Nothing in the group “{value}” is rated, so it is no factor. Its questions stand last instead."),
    "loose": N_("Questions outside groups were put into a group of their own. Give it a heading."),
    "organisations": N_("The organisations to choose from come from the round in Samspel, not from the questionnaire."),
    "language": N_("The language of the column “{value}” cannot be told. Write it as “label::Svenska (sv)”."),
    "version": N_("The version “{value}” is not a whole number from 1 to 9999, so it became 1."),
}


@dataclass(frozen=True)
class Lost:
    """One thing to know. `row`: in `sheet`, from 1. `advice`: the key of a further sentence, empty for none."""

    row: int
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    advice: str = ""
    sheet: str = "survey"

    def sentence(self, gettext: Callable[[str], str]) -> str:
        """`[row : 7] what it is about, and what to do instead`; with the sheet's name where it is not the survey."""
        facts = {"advice": gettext(SENTENCES[self.advice]) if self.advice else "", **self.facts}
        place = gettext(N_("[row : {row}]")).format(row=self.row)
        sheet = "" if self.sheet == "survey" else f"{self.sheet} "
        return f"{sheet}{place} {gettext(SENTENCES[self.key]).format_map(facts)}"


def shown(words: str, room: int = 60) -> str:
    """Words of the form inside a sentence: one line, not too long."""
    line = " ".join(words.split())
    return line if len(line) <= room else f"{line[: room - 1]}…"
