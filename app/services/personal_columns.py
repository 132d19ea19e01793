"""Columns that say who answered and when: form tools write them into every export. They are dropped at reading."""

import re
import unicodedata
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

# Plain letters: a header is compared without accents and signs.
NAMED = frozenset(
    """
    id|response id|respondent id|respondent|svarsid|svars id|seed|token|access code|ip|ip address|ipaddress|ipaddr|
    ip adress|referring url|refurl|lastpage|last page|sista sidan|startlanguage|start language|startsprak|language|
    sprak|start time|starttime|startdate|date started|startdatum|starttid|completion time|completiontime|slutforandetid|
    sluttid|submitdate|date submitted|inskickat datum|inlamnad|datestamp|date last action|last modified time|
    tid for senaste andring|senast andrad|timestamp|tidstampel|tidsstampel|total time|total tid|interviewtime|
    email|e mail|e post|epost|email address|e mail address|e postadress|epostadress|mejl|mejladress|mailadress|
    username|user name|anvandarnamn|name|namn|your name|ditt namn|first name|firstname|fornamn|last name|lastname|
    efternamn|surname|full name|for och efternamn|namn pa den som svarar|phone|phone number|telefon|telefonnummer|
    mobile|mobil|mobilnummer|personnummer|personal number|fodelsedatum|date of birth|total points|totalpoang|score|
    poang|quiz feedback|nr|number|lopnummer|lopnr|
    deviceid|device id|subscriberid|simserial|phonenumber|instanceid|instancename|meta instanceid|meta instancename|
    meta rootuuid|meta deprecatedid|formhub uuid|submissiondate|submission time|submission date|submitterid|
    submittername|submitted by|attachmentspresent|attachmentsexpected|reviewstate|formversion|parent key|uuid|
    validation status|xform id string|parent table name|parent index|submission id|submission uuid|interview time
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
CODED = re.compile(r"^\s*(?:\d{1,3}[.):]|[A-Za-z]\w{0,19}\.)\s+")
"""A number or a code before the words of a header: `3. `, `Q3. `."""
WRITTEN = frozenset(
    {
        "KEY",
        "Status",
        "Edits",
        "start",
        "end",
        "today",
        "audit",
        "__version__",
        "_version_",
        "_version",
        "_notes",
        "_tags",
    }
    | {"_status", "_index", "_attachments", "_geolocation", "_media_all_received", "_duration", "_bamboo_dataset_id"}
)
"""The same as ODK and Kobo write them, to the letter: without their sign they might be words of a question."""
TIMING = re.compile(r"(?:groupTime\d+|[A-Za-z]\w*Time)(?:\.\s.*)?", re.DOTALL)
"""How LimeSurvey heads how long somebody took for a question."""
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
MOMENT = re.compile(
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2}([ T].*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}([ ,].*)?|\d{1,2}:\d{2}(:\d{2})?(\.\d+)?"
)
NETWORK_PLACE = re.compile(r"\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*(:[0-9a-f]*){3,7}", re.IGNORECASE)
PERSON_NUMBER = re.compile(r"(19|20)?\d{6}[-+]?\d{4}")
TELLING = (ADDRESS, MOMENT, NETWORK_PLACE, PERSON_NUMBER)
"""How cells look that say who or when: each kind would have to fill a whole column."""


def is_personal(header: str, cells: Sequence[str], questions: AbstractSet[str]) -> bool:
    """Whether the column says who answered or when, by its header or by what stands in every one of its cells.

    `questions`: the `plain_header` of everything that the questionnaire asks; such a column is an answer."""
    names = {plain_header(header), plain_header(CODED.sub("", header))}
    if names & questions:
        return False
    filled = [cell.strip() for cell in cells if cell.strip()]
    return is_bookkeeping(header) or any(bool(filled) and all(map(kind.fullmatch, filled)) for kind in TELLING)


def is_bookkeeping(header: str) -> bool:
    """Whether a form tool heads a column of its own so: who, when, how long, from which device."""
    written = header.strip()
    names = {plain_header(written), plain_header(CODED.sub("", written))}
    return written in WRITTEN or bool(TIMING.fullmatch(written)) or bool(names & NAMED)


def plain_header(words: str) -> str:
    """A header for comparing: small letters without accents, single spaces, no signs."""
    letters = unicodedata.normalize("NFKD", words).casefold()
    kept = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(re.sub(r"[^\w]+|_+", " ", kept).split())
