"""The sentence for each SamspelError: what is wrong and how to mend it."""

from app.domain.errors import SamspelError
from app.wording.translations import translations


def N_(message: str) -> str:  # noqa: N802 - the name that translation tools look for
    """Marks a sentence for translation; translates nothing."""
    return message


SENTENCES: dict[str, str] = {
    "A001": N_("“{value}” is not a point of the scale. Use one of: {known}."),
    "A002": N_("“{value}” is not one of the options. Use one of: {known}."),
    "A003": N_("Several answers were given where only one is asked for. Keep one."),
    "A004": N_("The text has {length} characters; at most {longest} fit. Shorten it."),
    "A005": N_("“{value}” is not an organisation of this round. Use one of: {known}."),
    "A006": N_("“{value}” is not one of the roles. Use one of: {known}."),
    "A007": N_("Nothing has been answered yet. Answer at least one question before you hand in."),
    "A008": N_("{value} has handed in its answer already. Each organisation hands in one agreed answer."),
    "A009": N_("Say which organisation the answer comes from. In this round answers are shown by organisation."),
    "A010": N_("Some answers need to be mended: {number}."),
    "A011": N_("This form has been handed in already. Nothing more needs to be done."),
    "C010": N_("There is no such collaboration. Go to your own collaborations and choose one there."),
    "D001": N_("The file cannot be written ({detail}). Check the folder and the space on the disk."),
    "D002": N_("Nothing can be served at {address} ({detail}). Choose another port, for example with PORT=8080."),
    "I001": N_("The file cannot be read ({detail}). Check its name and that you may read it."),
    "I002": N_("No column has the id of a question. The first line must hold ids, such as {known}."),
    "I003": N_("There is no question with the id “{value}”{guess}. Mend or remove the column."),
    "I004": N_("The column “{value}” stands twice. Keep one."),
    "I005": N_("The file holds no answers. Write one row per respondent below the headers."),
    "I006": N_("The row has more cells than there are columns. Is a separator or a quotation mark astray?"),
    "I007": N_("The file is larger than {largest} MB. Is it an answer sheet?"),
    "I008": N_("The file is not CSV. Save the sheet as CSV and try again."),
    "I009": N_("The file has more than {most} rows. Split it."),
    "I010": N_("Nothing was stored. Mend these {number} faults and try again."),
    "P001": N_("This page is for administrators of the installation. Ask one of them if you need it."),
    "Q100": N_("There is no questionnaire “{value}”. Known: {known}."),
    "Q101": N_(
        "The questionnaire “{id}” has changed although rounds have used version {version} of it. Earlier rounds keep "
        "the old text. Raise “version” in the file to use the new one."
    ),
    "Q102": N_("The kept text of the questionnaire “{value}” can no longer be read. Restore it from a backup."),
    "R001": N_("The smallest group must be 3 to 10 persons, not {given}."),
    "R002": N_("The round is open already. Nothing needs to be done."),
    "R003": N_("The round is not open, so it cannot be closed. Open it first."),
    "R004": N_("The round is closed and takes no more answers. Ask the facilitator if it should be opened again."),
    "R005": N_("The round has no organisations. Write at least one, each on a line of its own."),
    "R006": N_("The organisation “{value}” stands twice. Keep one."),
    "R007": N_("The collaboration and the round need a name each. Write them."),
    "R008": N_("The round needs at least one of the questionnaire's languages: {known}."),
    "R010": N_("There is no round with the code “{code}”. Check the code or ask the person who sent you the link."),
    "U001": N_("“{value}” has an account already. Use another address."),
    "U002": N_("The password is too short. Use at least {shortest} characters."),
    "U003": N_("“{value}” is not an e-mail address. Check it."),
    "V001": N_(
        "“{value}” cannot be used. Write a whole number from {least} to {most}, or leave the setting out: then it is "
        "{default}."
    ),
    "V002": N_("The name does not fit. Type “{value}” as it is written there."),
    "V003": N_("The collaboration is deleted already. Nothing needs to be done."),
    "V004": N_(
        "You are the only facilitator of {names}. Ask somebody else in as facilitator there, or delete the "
        "collaboration; then you can remove your account."
    ),
    "V005": N_(
        "You are the only administrator of the installation. Make somebody else an administrator; then you can remove "
        "your account."
    ),
    "V006": N_("The round is not there any more. Ask the person who sent you the link if there is a new one."),
}


def error_sentence(error: SamspelError, language: str) -> str:
    """The error in that language, with its place in front where it has one.

    Raises KeyError for a code without a sentence (a test walks all codes)."""
    return f"{error.where}: {plain_sentence(error, language)}" if error.where else plain_sentence(error, language)


def plain_sentence(error: SamspelError, language: str) -> str:
    """The error in that language, for those who see the place anyway."""
    return translations(language).gettext(SENTENCES[error.code]).format_map(dict(error.facts))
