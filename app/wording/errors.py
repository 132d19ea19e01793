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
    "M001": N_(
        "Mail is half set up: {missing} is missing. Set both SAMSPEL_SMTP_URL and SAMSPEL_MAIL_FROM, or neither."
    ),
    "M002": N_(
        "SAMSPEL_SMTP_URL cannot be read. Write it as smtp://user:password@host:587?tls=starttls or "
        "smtps://user:password@host:465, with signs such as @ and / in the password as %40 and %2F. "
        "tls is starttls, tls or none."
    ),
    "M003": N_("SAMSPEL_MAIL_FROM is not an e-mail address. Write it as a@b.example or Name <a@b.example>."),
    "M004": N_(
        "The user or the password in SAMSPEL_SMTP_URL has letters that mail servers do not agree about, such as those "
        "with accents. Choose a password without them."
    ),
    "M010": N_("“{value}” has no @. Write the whole address."),
    "M011": N_("“{value}” has more than one @. Keep one, or put a comma between two addresses."),
    "M012": N_("“{value}” has a space or a sign inside that an address cannot have. Remove it."),
    "M013": N_("“{value}” has no complete domain after the @. Write it as in name@municipality.example."),
    "M014": N_("“{value}” has letters or dots before the @ that mail servers do not take. Check the spelling."),
    "M015": N_("“{value}” is too long for an address. Check it."),
    "M016": N_("The file has no column with e-mail addresses. Check that it is the right file."),
    "M017": N_("“{value}” has no address in the row. Write it, or leave the row out."),
    "M018": N_("The file is not CSV. In the spreadsheet, choose Save as and CSV, and try again."),
    "M019": N_("The list has more than {most} rows. Split it."),
    "M020": N_(
        "The personal link is not complete, or the invitation has been taken back. Copy the whole link from the mail."
    ),
    "M021": N_("The link is not complete. Copy the whole link from the mail."),
    "M022": N_("The address is no longer on the list. Load the list again."),
    "M023": N_("The mail to this address has not failed, so there is nothing to mend. Load the list again."),
    "M024": N_("“{value}” is on the list already. Remove the faulty address instead."),
    "M025": N_("“{value}” wants no more mail from Samspel. Hand over the link in another way."),
    "M030": N_("{value} cannot be filled in here. Use one of: {known}."),
    "M031": N_("The text has no link. Write {{link}} where it is to stand."),
    "M032": N_(
        "The round has no closing time, so {{closes}} cannot be filled in. Write the day in words, or set the time."
    ),
    "M033": N_("Nothing is written here. Write something."),
    "M034": N_("This is {length} characters; at most {longest} fit. Shorten it."),
    "M035": N_("More than {most} addresses do not fit on the list. Split the group into two rounds."),
    "M036": N_(
        "Mail is not set up in this installation. Hand out the link or the code, or ask the administrator to set it up."
    ),
    "M037": N_("The round is not open, so nobody could answer. Open it first."),
    "M038": N_(
        "There is nobody to mail just now. Add addresses first; a reminder goes only to those mailed more than a day "
        "ago."
    ),
    "M039": N_("A reminder was sent less than a day ago. Wait until tomorrow."),
    "M040": N_("Your invitation has been answered already. Nothing more needs to be done."),
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
}


def error_sentence(error: SamspelError, language: str) -> str:
    """The error in that language, with its place in front where it has one.

    Raises KeyError for a code without a sentence (a test walks all codes)."""
    return f"{error.where}: {plain_sentence(error, language)}" if error.where else plain_sentence(error, language)


def plain_sentence(error: SamspelError, language: str) -> str:
    """The error in that language, for those who see the place anyway."""
    return translations(language).gettext(SENTENCES[error.code]).format_map(dict(error.facts))
