"""The sentence for each SamspelError: what is wrong and how to mend it."""

import re

from app.domain.errors import SamspelError
from app.domain.text import Text
from app.wording.marked import N_
from app.wording.operating_errors import OPERATING
from app.wording.translations import translations

SENTENCES: dict[str, str] = {
    **OPERATING,
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
    "A012": N_("{given} of {wanted} have a place. Give the others theirs too, or take all away."),
    "A013": N_("Place {value} is given twice. Give each a place of its own."),
    "A014": N_("The points add up to {given}, and there are {wanted} to share out. Change by {rest}."),
    "A015": N_(
        "“{value}” can mean two points here, since the labels hold numbers of their own. Write the label ({known}), or "
        "say in the questionnaire which values the points have (“values:”)."
    ),
    "A020": N_("“{value}” cannot be marked beside other answers. Keep only that one, or take it away."),
    "A021": N_("{given} answers are marked, and at most {most} can be. Take {rest} away."),
    "A011": N_("This form has been handed in already. Nothing more needs to be done."),
    "C001": N_("The collaboration has no name. Write one."),
    "C003": N_("The collaboration has no organisations. Write at least one."),
    "C004": N_("Somebody else has changed the collaboration meanwhile. Compare the two versions and choose."),
    "C005": N_("The file is not a picture that can be read. Choose a PNG or JPEG file."),
    "C006": N_("The file is larger than {largest} MB. Choose a smaller picture."),
    "C007": N_("The picture has more than {most} million pixels. Make it smaller and try again."),
    "C010": N_("There is no such collaboration. Go to your own collaborations and choose one there."),
    "E001": N_(
        "There is no such organisation among those you follow. Go to your own organisations and choose one there."
    ),
    "G001": N_("The round is not closed yet. Close it first; then what you said and agreed on can be recorded."),
    "G002": N_("Nothing is written here. Write what you agreed on, or remove it."),
    "G003": N_("The text has {length} characters; at most {longest} fit. Shorten it."),
    "G004": N_("Nobody is responsible yet. Write a function, such as head of unit or coordinator."),
    "G005": N_("The factor does not exist in this round's questionnaire. Go back to the record and choose one there."),
    "G006": N_("The organisation does not take part in this round. Choose one of the list, or none."),
    "G007": N_("“{value}” is not a date. Write it like 2027-03-31, or leave it empty."),
    "G008": N_("“{value}” is not a state of an action. Choose one of the list."),
    "G009": N_("There are {most} of them already, and more do not fit in one round. Remove or merge some."),
    "G010": N_("It has been removed by somebody else. Load the page again to see what is there now."),
    "G020": N_("Somebody else has changed this since you opened the page. Compare the two and choose."),
    "G021": N_("Somebody else changed this just before you removed it, so it is still here. Read it again first."),
    "H001": N_("There is no token that is good. Make one on the page of your account and send it as “Bearer”."),
    "H002": N_("“{name}” is not a parameter of this address. Leave it out."),
    "H003": N_("The cursor is not one that was given here. Begin again without it."),
    "H004": N_("The value of the parameter does not fit. A limit is a whole number from 1 to {largest}, given once."),
    "H005": N_("The token was not made for this: “{need}” is missing. Make one that may read it."),
    "H006": N_("That was too many calls in a short time. Wait {seconds} seconds and go on."),
    "H007": N_("There is nothing here, or the token may not read it. Begin at /api/v1/ and follow the links."),
    "H008": N_("The method is not known here. Nothing can be changed by the API: use GET."),
    "H009": N_("The fault is ours and has been noted ({code}). Try again in a while."),
    "H010": N_("The request cannot be understood. Compare it with the description at /api/v1/openapi.json."),
    "H020": N_("The token needs a name of 1 to {longest} characters. Write what it is for."),
    "H021": N_("Nothing is chosen that the token may read. Choose at least one thing."),
    "H022": N_("A token is good for {known} days. Choose one of them."),
    "H023": N_("You have {most} tokens, and more are not given. Revoke one that you no longer use."),
    "H024": N_("The token is not there any more. Load the page again to see those that are."),
    "H025": N_("There is no such organisation, or you do not follow it. Begin at /api/v1/organisations."),
    "H026": N_("Something was chosen that you may not read any more. Load the page again and choose anew."),
    "I001": N_("The file cannot be read ({detail}). Check its name and that you may read it."),
    "I002": N_("No column has the id of a question. The first line must hold ids, such as {known}."),
    "I003": N_("There is no question with the id “{value}”{guess}. Mend or remove the column."),
    "I004": N_("The column “{value}” stands twice. Keep one."),
    "I005": N_("The file holds no answers. Write one row per respondent below the headers."),
    "I006": N_("The row has a cell in a column without a header. Is a separator or a quotation mark astray?"),
    "I007": N_("The file is larger than {largest} MB. Is it an answer sheet?"),
    "I008": N_("The file is not CSV. Save the sheet as CSV and try again."),
    "I009": N_("The file has more than {most} rows, which is more than is read at once. Is it an answer sheet?"),
    "I010": N_("Nothing was used or stored. Mend the faults ({listed} of {number} are listed) and try again."),
    "I011": N_("From this row on the file cannot be read. Is a quotation mark astray?"),
    "I012": N_("The letters of the file cannot be read. Save the sheet as CSV UTF-8 and try again."),
    "I013": N_("The column names more than {most} organisations. Does it hold something else?"),
    "I014": N_("The file cannot be read as a workbook; it may be damaged. Open it and save it as XLSX again."),
    "I015": N_(
        "The workbook is larger than {most} MB when unpacked. Save the sheet alone, as CSV or in a new workbook."
    ),
    "I016": N_("The file has more than {most} columns. Remove those that hold no answers."),
    "I017": N_("The workbook has no sheet “{value}”. Write one of: {known}."),
    "I018": N_("No column holds answers yet. Choose a question for at least one of them."),
    "I019": N_("“{value}” and “{other}” go to the same question. Keep one, and let the other be left out."),
    "I020": N_("The file is no longer here: it is kept for a day at most, in this browser only. Choose it again."),
    "I040": N_("The file is of the kind {kind}, which is not read. Open it and save it as XLSX or CSV."),
    "I041": N_(
        "The sheet “{sheet}” has something in row {row}, and {most} rows are read at most. Remove what does not belong "
        "there, or divide the sheet."
    ),
    "I042": N_(
        "The sheet “{sheet}” has something in cell {cell}, and {most} columns are read at most. Remove columns that "
        "hold nothing of use."
    ),
    "I043": N_(
        "The workbook declares a document type (DOCTYPE), which spreadsheet programs never do. Open it and save it as "
        "XLSX again."
    ),
    "I044": N_("The workbook is locked by a password. Open it, remove the password and save it again."),
    "I045": N_("The workbook has more than {most} parts. Save the sheet alone, as CSV or in a new workbook."),
    "I046": N_(
        "The workbook has more than {most} marks of formatting and cells. Copy the rows that hold something into a new "
        "workbook, or save them as CSV."
    ),
    "I047": N_("The sheet “{sheet}” has more than {most} cells that hold something. Divide it, or save it as CSV."),
    "I048": N_("The texts of the workbook are too many or too long. Divide the sheet, or save it as CSV."),
    "I049": N_(
        "The sheet “{sheet}” has a formula in cell {cell} whose value is not saved. Open the workbook in a spreadsheet "
        "program, save it there, and try again."
    ),
    "I051": N_(
        "No row was handed in: “{value}” is empty in all of them. Export the complete responses, or remove that column "
        "if the rows are to count."
    ),
    "I021": N_(
        "There is no import to take back. The latest one can be taken back while the round is open, unless it was "
        "smaller than the smallest group."
    ),
    "I030": N_("Something is only a proposal yet. Check each of them, and say below that they are right."),
    "K002": N_("{given} values were typed, and there are {wanted} to answer. Type - for one without an answer."),
    "K001": N_("“{value}” is not a key for this question. Type one of: {known}."),
    "J001": N_("Fewer than two rounds were chosen. Choose at least two to compare."),
    "J002": N_("More than {most} rounds were chosen. Choose fewer of them."),
    "J003": N_("The rounds ask different questionnaires. Choose rounds of the same questionnaire."),
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
    "M050": N_(
        "Your account may send {most} mails a day. There are {left} left, and this would be {number}. Nothing was "
        "sent. Wait until {again}, or ask whoever runs the installation to raise SAMSPEL_MAILS_A_DAY."
    ),
    "M051": N_(
        "{most} people a day can be invited by one account, so nothing was done. Go on after {again}, or let a "
        "colleague invite the rest."
    ),
    "M040": N_("Your invitation has been answered already. Nothing more needs to be done."),
    "P001": N_("This page is for administrators of the installation. Ask one of them if you need it."),
    "P002": N_("The collaboration would have no facilitator. Invite another one first."),
    "P003": N_("The installation would have no administrator. Make somebody else one first."),
    "P004": N_("“{value}” is there already. Change the role in the list instead."),
    "P005": N_("“{value}” is the only facilitator of: {names}. Somebody else must be invited to lead first."),
    "P006": N_("This person is not there any more. Go back to the list and look again."),
    "P007": N_("There is no such organisation. Choose one of the list."),
    "P009": N_(
        "Your account may not make collaborations. Ask an administrator to let it, or a facilitator to invite you."
    ),
    "P008": N_("“{value}” follows {organisation} already. Nothing needs to be done."),
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
    "R007": N_("The round has no name. Write one."),
    "R008": N_("The round needs at least one of the questionnaire's languages: {known}."),
    "R009": N_("The round is not open yet and takes no answers. Open it first."),
    "R010": N_("There is no round with the code “{code}”. Check the code or ask the person who sent you the link."),
    "R011": N_("“{value}” does not take part in the collaboration. Add it there first."),
    "R012": N_("In the state that “{title}” is in, this can no longer be changed. Leave it as it is."),
    "R013": N_("The round is archived and cannot be opened. Take it back from the archive first."),
    "R014": N_("Only a closed round can be archived. Close it first."),
    "R015": N_("The round is not archived. Nothing needs to be done."),
    "R016": N_("Only a draft can be deleted. Close the round and archive it if you no longer need it."),
    "R017": N_("Somebody else has changed the round meanwhile. Compare the two versions and choose."),
    "R018": N_("The round would close before it opens. Choose a later time for closing."),
    "R019": N_("The closing time has passed already. Choose a later one."),
    "R020": N_("The clock never shows {time} on {day}: summer time begins then. Choose another time."),
    "R021": N_("The questionnaires {value} cannot be asked together: both have {ids}. Choose others."),
    "R022": N_("The questionnaires {value} have no language in common. Choose others."),
    "R023": N_("“{value}” is a workshop and cannot be put together with another questionnaire. Choose it alone."),
    "R024": N_("A draft cannot become a workshop. Make a new round with the workshop instead."),
    "R025": N_("This round is a workshop. Nobody answers it, so there are no results. Go to the workshop."),
    "R026": N_("Something is written down from the workshop, so it cannot be deleted. Archive it instead."),
    "R060": N_("There is no such chart in this round. Go back to the results and choose one there."),
    "R061": N_("There is no chart to download. {why} Go back to the results and read what is shown there."),
    "T001": N_("Nothing is chosen yet. Choose at least one factor."),
    "T002": N_("You have chosen {given} factors, and at most {most} can be chosen. Take some away."),
    "T003": N_("A factor that was chosen is not in this round's questionnaire. Load the page again and choose anew."),
    "T004": N_("No vote is open just now. Ask the person who leads the meeting."),
    "T005": N_("A vote is open already. Close it before you begin a new one."),
    "T006": N_("There is no result to take the factors from. Choose them by hand instead."),
    "U001": N_("“{value}” has an account already. Use another address."),
    "U002": N_("The password is too short. Use at least {shortest} characters."),
    "U003": N_("“{value}” is not an e-mail address. Check it."),
    "U004": N_("The link has been used, or its time is over. Ask for a new one on the page where you sign in."),
    "U005": N_("The password that you have now is another one. Check it, or sign out and choose a new one by mail."),
    "U006": N_("There is no account for {value}. Ask an administrator for one, or sign in another way."),
    "U007": N_("The other sign-in gave no answer that can be relied on. Try again, or use another way in."),
    "U008": N_("The name must have 1 to {longest} characters. Write it again."),
    "U009": N_("The account or the other sign-in is connected already. Ask an administrator to sort it out."),
    "U010": N_("There is no account for “{value}”. Look for it with “samspel user list”."),
    "U030": N_(
        "There have been too many wrong tries. Wait {minutes} min and try again. The other ways in on this page are "
        "open all the time."
    ),
    "U031": N_("The e-mail address and the password do not fit together. Check both and try again."),
    "U032": N_("That is not your password. Check it, or sign out and choose a new one by mail."),
    "U033": N_("That is not the code, or its time is over. Check it, or ask for another."),
    "U034": N_("{most} codes have been mailed in the last quarter of an hour. Use the latest of them, or wait."),
    "U035": N_("A code cannot be mailed to this account. Choose another of the ways on the page."),
    "U036": N_("There have been too many wrong tries. Wait {minutes} min and try again."),
    "U037": N_(
        "“{value}” looks like an address, and this name goes into mails. Write it without; put a space after a full "
        "stop."
    ),
    "U038": N_("It was a while ago that you showed that it is you. Do so again, and then choose the password."),
    "U039": N_(
        "Mail is not set up, so no link can be sent. Set a password on the machine instead: samspel user password "
        "ADDRESS."
    ),
    "U040": N_("The passkey needs a name of 1 to {longest} characters. Write what you will know it by."),
    "U041": N_("You have {most} passkeys, and more do not fit. Remove one that you no longer use."),
    "U042": N_("This passkey is registered already. Choose another device or another place to keep it."),
    "U043": N_("The passkey is not there any more. Load the page again to see those that are."),
    "U044": N_("A passkey is demanded of you, so the last one cannot be removed. Register another one first."),
    "U045": N_("Passkeys cannot be used at {value}: browsers keep them for addresses with a name and with https only."),
    "U050": N_(
        "The password is one of those that are tried first: common words, or rows of keys or numbers. Use several "
        "words that do not belong together."
    ),
    "U051": N_("The password is one piece over and over. Use several words that do not belong together."),
    "U052": N_(
        "The password is mostly your address, your name or the name of this service. Use several words that have "
        "nothing to do with them."
    ),
    "U053": N_("Passwords are not used here. Sign in with {name}, or by a mailed link."),
    "U054": N_("The sign-in has taken too long, or was finished in another window. Sign in again."),
    "U055": N_("The passkey could not be checked. Load the page again and repeat it, or use a recovery code."),
    "U056": N_(
        "The passkey has been copied, or reports an old count. Use another way in, and remove this passkey from your "
        "account."
    ),
    "U057": N_("The recovery code does not fit, or has been used. Check it, or try the next one."),
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
    "V032": N_(
        "Comments of rounds that are open were sealed with another secret key. Put that key back (SAMSPEL_SECRET_KEY, "
        "or the file secret_key in the installation's folder) and close the rounds before you change it."
    ),
    "V006": N_("The round is not there any more. Ask the person who sent you the link if there is a new one."),
    "V010": N_(
        "The secret key has {given} characters and could be guessed. Use at least {shortest} random ones, such as "
        "“openssl rand -hex 32” prints, or leave the setting out: then one is made and kept."
    ),
    "V011": N_(
        "The kept secret key has {given} characters instead of at least {shortest}. Put the file back from a backup, "
        "or delete it: then a new one is made, everybody has to sign in again, and links already mailed stop working."
    ),
    "V012": N_("“{value}” cannot be used. Write yes or no, or leave the setting out: then it is yes."),
    "V013": N_(
        "Without passwords and without OpenID Connect hardly anybody could sign in. Set SAMSPEL_OIDC_ISSUER too, or "
        "leave this setting out."
    ),
    "V014": N_("“{value}” cannot be used. Write one of: {known}; or leave the setting out."),
    "V015": N_(
        "Passkeys cannot be used at {value}. Set SAMSPEL_BASE_URL to an address that begins with https:// and has a "
        "name, or leave this setting out."
    ),
    "W001": N_("A comment is no longer among those to be read. Load the page again and go on from there."),
    "W002": N_("Nothing is left of the comment. Choose “Do not show” instead."),
    "W003": N_("With the marks for what was changed, the comment is longer than {longest} characters. Shorten it."),
    "W004": N_("No word is struck out. Open “Strike out words” and change the comment, or choose “Show as it is”."),
    "X002": N_("The form is larger than {largest} MB. Remove pictures and sheets that it does not need."),
    "X003": N_("There is no sheet “survey”; there are: {known}. Give the sheet with the questions that name."),
    "X004": N_("The sheet “{sheet}” has no column “{column}”. Add it to the first row."),
    "X005": N_("“{value}” is not a type of question in an XLSForm. Did you mean “{guess}”? Mend or remove the row."),
    "X006": N_("The name “{value}” stands in row {first} already. Give one of them another name."),
    "X007": N_("There is no list “{value}” on the sheet “choices”; there are: {known}. Mend the name."),
    "X008": N_("Groups do not begin and end in pairs here (“{value}”). Check begin_group and end_group."),
    "X009": N_(
        "Samspel has nothing like what the form asks ({found}). Add a question with two options or more (select_one), "
        "or one to answer in words (text)."
    ),
    "X011": N_("“{value}” must name a list on the sheet “choices”. Write for example “{value} agreement”."),
    "X013": N_("The row has no name. Write one in the column “name”."),
    "X020": N_("“{value}” is a workshop that nobody answers alone. Choose a questionnaire with questions."),
}


BETWEEN_FAULT_AND_CURE = re.compile(r"(?<=[.?!;:])\s")


def error_parts(error: SamspelError, language: str) -> tuple[str, str]:
    """What is wrong, and how to mend it (may be empty), in that language."""
    sentence = translations(language).gettext(SENTENCES[error.code])
    what, *cure = BETWEEN_FAULT_AND_CURE.split(sentence, maxsplit=1)
    facts = _facts(error, language)
    return what.format_map(facts), "".join(cure).format_map(facts)


def error_sentence(error: SamspelError, language: str) -> str:
    """The error in that language, with its place in front where it has one.

    Raises KeyError for a code without a sentence (a test walks all codes)."""
    return f"{error.where}: {plain_sentence(error, language)}" if error.where else plain_sentence(error, language)


def plain_sentence(error: SamspelError, language: str) -> str:
    """The error in that language, for those who see the place anyway."""
    return translations(language).gettext(SENTENCES[error.code]).format_map(_facts(error, language))


def _facts(error: SamspelError, language: str) -> dict[str, object]:
    """What fills the places in the sentence; words of a questionnaire in that language."""
    return {name: fact.into(language) if isinstance(fact, Text) else fact for name, fact in error.facts.items()}
