"""The parts, exercises and delicate moments of a meeting in words: what an untrained facilitator does and says."""

from dataclasses import dataclass

from app.domain.meeting_plan import Exercise, Form, Moment, MomentKind, Part, PartKind
from app.domain.result import RoundResult
from app.domain.round import Kind
from app.wording.marked import N_
from app.wording.names import level_name, organisation_name
from app.wording.translations import translations

PARTS = {
    PartKind.WELCOME: (
        N_("Welcome"),
        N_(
            "Say why you are here and how the time is divided. Agree on three rules: the figures open a conversation, "
            "everybody is heard before anybody is heard twice, and nobody asks who answered what."
        ),
    ),
    PartKind.READING: (
        N_("The picture"),
        N_(
            "Everybody reads the summary in silence and marks two things: what surprises, and what is most important "
            "to talk about. Then a round with one word each."
        ),
    ),
    PartKind.CHOOSING: (
        N_("Choose what to talk about"),
        N_(
            "Everybody reads the list of factors in silence and marks the two that are most important to talk about. "
            "Count the marks together, and take the three with the most."
        ),
    ),
    PartKind.BREAK: (
        N_("Break"),
        N_("Look through the notes meanwhile: which agreements are taking shape?"),
    ),
    PartKind.AGREEING: (
        N_("What we agree on"),
        N_(
            "Go through the notes together. Word at most three principles and three actions, aloud and where all can "
            "see them. Every action gets one who is responsible, and a date."
        ),
    ),
    PartKind.CLOSING: (
        N_("Close"),
        N_("Settle the day when you follow this up, and who sees to it. A round: what does each take home?"),
    ),
}
WELCOME_BY_NAME = N_(
    "Say why you are here and how the time is divided. Agree on three rules: the figures open a conversation, "
    "everybody is heard before anybody is heard twice, and you ask in order to understand, not to judge."
)
FORMS = {Form.ALONE: N_("Each alone"), Form.PAIRS: N_("In pairs"), Form.ALL: N_("All together")}
EXERCISES = {
    Exercise.WHAT_MAKES_IT_WORK: (
        N_("What makes it work?"),
        N_("Think of an occasion when this worked well. What did you and others do?"),
        N_("Tell each other about the occasions. What do they have in common?"),
        N_("Each pair names one thing. Write them down, and agree on what you must go on doing."),
    ),
    Exercise.LISTEN_ACROSS_ORGANISATIONS: (
        N_("Listen across organisations"),
        N_("Write down something you have seen yourself that shapes your picture: an event, not an opinion."),
        N_(
            "Sit down with somebody from another organisation. One tells, the other only listens and asks; change "
            "places after half the time. Nobody has to say what they answered."
        ),
        N_("Everybody names something new that they heard. Where are you agreed, where not, and why? What would help?"),
    ),
    Exercise.LISTEN_ACROSS_ROLES: (
        N_("Listen across roles"),
        N_("Write down something from your own work that shapes your picture: an event, not an opinion."),
        N_(
            "Sit down with somebody who has another role. One tells, the other only listens and asks; change places "
            "after half the time. Nobody has to say what they answered."
        ),
        N_("Everybody names something that looks different from another role. What would each role need from others?"),
    ),
    Exercise.HIGHEST_AND_LOWEST: (
        N_("The highest and the lowest begin"),
        N_("Recall why your organisation answered as it did: what did you have in mind?"),
        N_("Sit down with somebody from another organisation, and compare what lies behind your answers."),
        N_(
            "The organisations with the highest and the lowest figures tell first, and the others ask. What do you "
            "want to do alike, and where may you differ?"
        ),
    ),
    Exercise.SMALLEST_STEP: (
        N_("The smallest step"),
        N_("Write down one thing that stands in the way, and one that could be better within a month."),
        N_("Choose the smallest step that would make a difference. Who can take it without asking anybody first?"),
        N_("Put the steps on the wall. Choose one or two, and write down who does it and by when."),
    ),
    Exercise.NEXT_STEP: (
        N_("The next step"),
        N_("What works already, and what is missing?"),
        N_("Describe how it would be if it worked fully. What would be the first thing to change?"),
        N_("Choose one improvement that most of you want, and write down who does it and by when."),
    ),
    Exercise.WHO_KNOWS: (
        N_("Who knows?"),
        N_("Write down what you know about this, and what you would need to know."),
        N_("Compare. Which questions can you answer for each other, and which are left?"),
        N_(
            "Collect the questions that are left. "
            "For each: who knows, who asks, and when do the others hear the answer?"
        ),
    ),
    Exercise.OWN_CHOICE: (
        N_("From your own examples"),
        N_("Read the questions about the factor, and write down an example from your own work."),
        N_("Tell each other about the examples. Where are they alike, and where not?"),
        N_("Where are you agreed, where not, and what one thing do you want to do about it?"),
    ),
    Exercise.WHAT_FOLLOWS: (
        N_("What follows from it?"),
        N_("You see this alike. Think of a decision or a way of working where it can be seen."),
        N_("Tell each other. Where can it not be seen yet, although it ought to?"),
        N_("Each pair names one thing that follows from the shared picture. Agree on what you want to hold on to."),
    ),
    Exercise.MOVE_THE_WEIGHT: (
        N_("What would move the weight one step?"),
        N_("Write down how it would be noticed in everyday work if you were one step nearer to where you want to be."),
        N_("Compare. What do you need to do more of, and what could you do less of to have time for it?"),
        N_("Choose one thing to do more of and one to do less of. Write down who does it and by when."),
    ),
    Exercise.EACH_TELLS_WHY: (
        N_("Each organisation tells why"),
        N_("Write down what lies behind the picture at home with you: a need, an assignment or an event."),
        N_(
            "Sit down with somebody from another organisation. Tell what your organisation needs, and why. "
            "Ask, do not argue."
        ),
        N_(
            "One from each organisation tells why, in two minutes. Then: what can the collaboration have room for at "
            "the same time, and what has to be chosen?"
        ),
    ),
}
MOMENTS = {
    MomentKind.TWO_CAMPS: (
        N_("Two camps"),
        N_("Many answers lie at either end. It is tempting to settle who is right."),
        N_(
            "Let both pictures be told to the end before anybody objects. Write them side by side, in the words of "
            "those who told them."
        ),
        N_("“Both pictures are true for those who have them. What have you seen that leads you there?”"),
    ),
    MomentKind.ORGANISATION_APART: (
        N_("One organisation stands apart: %(name)s"),
        N_("Its figures lie far from those of the others. It may feel singled out, and it may see what others miss."),
        N_(
            "Do not ask it to explain itself. Put the same question to all organisations, and let another one begin. "
            "Take it as a view from another place, not as a deviation."
        ),
        N_("“What can be seen from where you stand that we others cannot see?”"),
    ),
    MomentKind.ORGANISATIONS_DIFFER: (
        N_("The organisations see it differently"),
        N_("The collaboration looks different from home to home. The largest easily sets the tone."),
        N_("Let every organisation say how it looks at home before you compare, the smallest first."),
        N_("“What does this look like at home with you, and what lies behind it?”"),
    ),
    MomentKind.ROLES_DIFFER: (
        N_("The roles see it differently: %(lowest)s lowest, %(highest)s highest"),
        N_(
            "Different roles meet different parts of the same collaboration. Those who decide easily get the last word."
        ),
        N_("Let those who are furthest from the decisions begin. Ask those who decide to ask, and to answer later."),
        N_("“What do you meet in your work that the rest of us never see?”"),
    ),
    MomentKind.ROLES_WEIGH_DIFFERENTLY: (
        N_("The roles weigh it differently"),
        N_(
            "Different roles meet different parts of the same collaboration. Those who decide easily get the last word."
        ),
        N_("Let those who are furthest from the decisions begin. Ask those who decide to ask, and to answer later."),
        N_("“What do you meet in your work that the rest of us never see?”"),
    ),
    MomentKind.MOSTLY_DONT_KNOW: (
        N_("Many do not know"),
        N_(
            "That so many do not know is a result, not a failure: the collaboration cannot be seen from where they are."
        ),
        N_("Do not press for opinions. Collect questions, and make it somebody's task to find the answers."),
        N_("“What would you need to know to have a picture, and who could tell us?”"),
    ),
    MomentKind.ALL_ALIKE: (
        N_("You see it alike"),
        N_("When all agree, the talk easily stays on the surface, and what chafes is not said."),
        N_("Ask for examples. Give everybody a minute to think of what somebody outside the group would say."),
        N_("“Who would not recognise this picture, and what would they say?”"),
    ),
    MomentKind.NO_FIGURES: (
        N_("There are no figures to show"),
        N_("Somebody may ask why, or who has answered."),
        N_("Say that it is so, without looking for anybody to blame. The questions carry the meeting by themselves."),
        N_("“Today we talk from what we have seen ourselves.”"),
    ),
    MomentKind.GUESSING: (
        N_("Somebody wants to know who answered what"),
        N_("It happens in small groups, often in jest. The answers were given in trust that nobody would ask."),
        N_("Break in at once, kindly and clearly, and lead back to the question."),
        N_("“We leave that. What do we want to do about the thing itself?”"),
    ),
    MomentKind.BY_NAME: (
        N_("The answers stand by name"),
        N_(
            "Everybody sees what each organisation has answered. It is easily read as a list of the best and the worst."
        ),
        N_(
            "Remind them that a low figure may come from high demands. "
            "Ask about what lies behind, never about the figure."
        ),
        N_("“What were you thinking of when you agreed on that answer?”"),
    ),
}


@dataclass(frozen=True)
class ExerciseWords:
    """An exercise: its name, and what is done alone, in pairs and all together."""

    title: str
    stages: tuple[str, str, str]


@dataclass(frozen=True)
class MomentWords:
    """A delicate moment: its name, how it may look, what to do, and something to say."""

    title: str
    looks: str
    do: str
    say: str


def part_words(part: Part, result: RoundResult, language: str) -> tuple[str, str]:
    """The name of a part that is not about a factor, and what is done in it."""
    gettext = translations(language).gettext
    title, what = PARTS[part.kind]
    if part.kind is PartKind.WELCOME and result.kind is Kind.JOINT:
        what = WELCOME_BY_NAME
    return gettext(title), gettext(what)


def form_words(form: Form, language: str) -> str:
    """Alone, in pairs, all together."""
    return translations(language).gettext(FORMS[form])


def exercise_words(exercise: Exercise, language: str) -> ExerciseWords:
    """The exercise in words."""
    title, *stages = map(translations(language).gettext, EXERCISES[exercise])
    alone, pairs, together = stages
    return ExerciseWords(title, (alone, pairs, together))


def moment_words(moment: Moment, result: RoundResult, language: str) -> MomentWords:
    """The delicate moment in words, with the names of the organisation or the roles that it is about."""
    title, looks, do, say = map(translations(language).gettext, MOMENTS[moment.kind])
    facts = {
        "name": organisation_name(moment.cell, result, language) if moment.cell else "",
        "lowest": level_name(moment.lowest, result, language) if moment.lowest else "",
        "highest": level_name(moment.highest, result, language) if moment.highest else "",
    }
    return MomentWords(title % facts, looks, do, say)


def on_the_clock(minute: int) -> str:
    """Hours and minutes from the beginning of the meeting: 0:05, 1:30."""
    return f"{minute // 60}:{minute % 60:02d}"


OPEN_QUESTIONS = (
    N_("What do you recognise, and what surprises you?"),
    N_("What happens in your work that makes you answer as you do?"),
    N_("What would be different if it were one step better, and who could take that step?"),
)


def open_questions(language: str) -> tuple[str, ...]:
    """Questions that fit every factor, for one whose questionnaire has none of its own."""
    return tuple(translations(language).gettext(one) for one in OPEN_QUESTIONS)
