"""What invitations and reminders say before anybody has changed it."""

from app.wording.marked import N_
from app.wording.translations import translations

_SUBJECTS = {
    "invitation": N_("Questions about {collaboration}"),
    "reminder": N_("Reminder: questions about {collaboration}"),
}
_OPENINGS = {
    "invitation": N_(
        "You are invited to answer questions about how {collaboration} works. It takes about %(minutes)d minutes."
    ),
    "reminder": N_(
        "We would still like to know how you see {collaboration}. It takes about %(minutes)d minutes to answer. If you "
        "have just answered: thank you, and you need do nothing more."
    ),
}
_LINK = N_("Here is your link:")
_REGARDS = N_("Kind regards")
_NO_MORE = N_("Do you want no more mail from us?")
_ANONYMOUS = N_(
    "Nobody is shown what you answer, or whether you have answered. Samspel notes that your link has been used, so "
    "that it takes one answer and you get no reminder, but never which answer is yours."
)
_JOINT = N_(
    "Each organisation hands in one joint answer. It is shown openly, by the name of the organisation. Talk it through "
    "first, and answer when you agree."
)


def default_words(
    kind: str, language: str, *, is_joint: bool, minutes: int, name: str, closes: bool
) -> tuple[str, str]:
    """Subject and text of an "invitation" or a "reminder", with places in braces."""
    say = translations(language).gettext
    paragraphs = [
        say(N_("Hello!")),
        say(_OPENINGS[kind]) % {"minutes": minutes},
        f"{say(_LINK)}\n{{link}}",
        say(N_("The link is for you alone. Please do not pass it on.")),
        say(_JOINT if is_joint else _ANONYMOUS),
        say(N_("Please answer by {closes}.")) if closes else "",
        f"{say(_REGARDS)}\n{name.replace('{', '(').replace('}', ')')}".strip(),
    ]
    return say(_SUBJECTS[kind]), "\n\n".join(one for one in paragraphs if one)


def unnamed(language: str) -> str:
    """In place of a collaboration's name that no mail may hold."""
    return translations(language).gettext(N_("a collaboration"))


def footer(language: str) -> str:
    """What stands below every invitation and reminder: why it came, and how to get no more."""
    say = translations(language).gettext
    why = say(N_("This mail was sent with Samspel, a self-assessment of collaboration between municipalities."))
    return f"{why}\n{say(_NO_MORE)} {{unsubscribe}}"
