"""What `samspel doctor` says of each thing that it looked at: how it is, and where it is not right, how to mend it."""

from collections.abc import Mapping

from app.domain.errors import SamspelError
from app.wording.errors import error_sentence
from app.wording.marked import N_
from app.wording.translations import translations

VERDICTS = {"ok": N_("ok"), "warning": N_("warning"), "fault": N_("fault")}
FINDINGS: dict[str, str] = {
    "settings": N_("The settings can be read."),
    "settings_unreadable": N_("The settings cannot be read ({detail}). Check SAMSPEL_INSTANCE and its rights."),
    "no_key": N_("There is no secret key yet: one is made at the first start. With several servers, set the same one."),
    "privacy": N_("The privacy notice is not filled in: {names}. Set them."),
    "folder_missing": N_("The folder {folder} is not there yet: the first start makes it. Check SAMSPEL_INSTANCE."),
    "folder_not_writable": N_("The folder {folder} cannot be written in. Give it to the user that runs Samspel."),
    "open_to_others": N_("Others than its owner may read {path}. Take that right away: chmod {rights}."),
    "files": N_("The folder {folder} can be written in, and is its owner's alone."),
    "room": N_("{free} MB are free in {folder}. Make room: {least} MB should be free."),
    "room_enough": N_("{free} MB are free in {folder}."),
    "no_time_zone": N_("The time zone {zone} is not known here. Install tzdata."),
    "time": N_("The clock of this machine says {now}."),
    "documents": N_("A document was made ({size} bytes)."),
    "documents_fault": N_(
        "No document can be made: what makes it broke down. Install the system's libraries (Debian: libpango-1.0-0, "
        "libpangoft2-1.0-0, libharfbuzz-subset0, fontconfig)."
    ),
    "database": N_("The database cannot be used ({detail}). Check DATABASE_URL and that the server is up."),
    "no_database": N_("There is no database {path} yet: it is made at the first start. Check DATABASE_URL."),
    "no_tables": N_("The database has no tables yet: they are made at the first start. Check DATABASE_URL."),
    "older_tables": N_(
        "The tables are of an earlier version ({shape}, the newest is {newest}). Make a backup; the next start brings "
        "them up to date."
    ),
    "tables": N_("The database ({kind}) has the tables of this version ({shape})."),
    "clock": N_("The clock is {seconds} s away from the database's or another server's. Set both by NTP."),
    "clock_right": N_("The clock goes with the database's and the other servers'."),
    "key": N_("The secret key is the one that the installation has had since {since}."),
    "key_unknown": N_("No secret key is known in the database yet: the first start decides which it is."),
    "addresses": N_("Servers have different base addresses ({named}). Set the same SAMSPEL_BASE_URL everywhere."),
    "versions": N_("Versions run beside each other ({named}). Finish the upgrade."),
    "questionnaire": N_(
        "The questionnaire {id} {version} reads otherwise here than on the other servers since {since}. Put the same "
        "file on all of them, or raise its version."
    ),
    "servers": N_("Servers and workers that run: {number}. What must be the same for all of them is."),
    "nobody_runs": N_("No server runs. Start one: samspel serve."),
    "worker_never": N_("The worker has never been at work. Start it: samspel serve, or samspel worker."),
    "worker_silent": N_("The worker was last at work {minutes} min ago. Look in its log, and start it."),
    "worker": N_("The worker was at work {seconds} s ago."),
    "mail_late": N_(
        "A mail has been due for {minutes} min. Look in the worker's log, and whether the mail server takes mails."
    ),
    "mail_queue": N_("No mail has waited longer than {minutes} min."),
    "no_backup": N_("No backup by samspel backup is known. Make one, or see to it that another way makes them."),
    "old_backup": N_("The latest backup by samspel backup is of {made}. Make a new one."),
    "backup": N_("The latest backup by samspel backup is of {made}."),
    "no_mail": N_("Mail is not set up. Set SAMSPEL_SMTP_URL and SAMSPEL_MAIL_FROM, or do without mail."),
    "no_mail_to_try": N_("Mail is not set up, so none was sent. Set SAMSPEL_SMTP_URL and SAMSPEL_MAIL_FROM."),
    "mail_server": N_(
        "The mail server {server} took nothing ({detail}). Check SAMSPEL_SMTP_URL, the firewall and the server."
    ),
    "mail_in_clear": N_("Mails go to {server} without encryption. Use tls=starttls or smtps://."),
    "mail_sent": N_("A test mail to {receiver} was taken by {server}."),
    "mail": N_("The mail server {server} answers: {said}"),
    "issuer_away": N_(
        "The sign-in {issuer} does not describe itself ({detail}). Check SAMSPEL_OIDC_ISSUER and the firewall."
    ),
    "issuer_other": N_("The sign-in {issuer} calls itself “{other}”. Write SAMSPEL_OIDC_ISSUER as it does."),
    "issuer_public": N_("The sign-in {issuer} answers. No client secret is set: set one if it asks for it."),
    "issuer": N_("The sign-in {issuer} answers, and describes itself."),
    "not_reached": N_(
        "{address} cannot be reached from here ({detail}). Check SAMSPEL_BASE_URL, the web server in front and its "
        "certificate."
    ),
    "not_samspel": N_(
        "At {address} something else answers than this installation ({status}). Check SAMSPEL_BASE_URL and what the "
        "web server in front hands on."
    ),
    "proxies": N_(
        "{number} servers stand in front and tell where visitors come from, and SAMSPEL_PROXIES is {given}. Set it to "
        "{number}."
    ),
    "claimed_address": N_(
        "The web server in front hands on the address that a visitor claims. Have it set X-Forwarded-For itself."
    ),
    "scheme": N_(
        "Visitors of {address} arrive as {seen}. Have the web server in front set X-Forwarded-Proto, and count it in "
        "SAMSPEL_PROXIES."
    ),
    "front": N_("{address} leads here, and visitors' addresses arrive (servers in front: {number})."),
}


def sentence_of(what: str, facts: Mapping[str, object], error: SamspelError | None, language: str) -> str:
    """The finding in that language; where an error tells it, the error's sentence. Raises KeyError for one without a
    sentence."""
    if error is not None:
        return error_sentence(error, language)
    return translations(language).gettext(FINDINGS[what]).format_map(facts)


def verdict_word(verdict: str, language: str) -> str:
    """ok, warning or fault in that language."""
    return translations(language).gettext(VERDICTS[verdict])
