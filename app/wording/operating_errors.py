"""The sentences of what goes wrong with the installation itself: its server, its database, its disk."""

from app.wording.marked import N_

OPERATING: dict[str, str] = {
    "D001": N_("The file cannot be written ({detail}). Check the folder and the space on the disk."),
    "D002": N_(
        "Nothing can be served at {address} ({detail}). Choose another with --port 8080, or PORT=8080 for make."
    ),
    "D003": N_("The installation's folder cannot be used ({detail}). Check SAMSPEL_INSTANCE."),
    "D004": N_("The database cannot be used ({detail}). Check DATABASE_URL and that the server is up."),
    "D010": N_(
        "The demo's accounts are still here, and everybody knows their password. Remove them with “samspel demo "
        "--remove”, or serve the demo on purpose with “samspel serve --demo”."
    ),
    "D011": N_(
        "The demo's accounts alone lead {names}, which the demo did not make. Invite somebody else to lead there, or "
        "delete the collaboration; then remove the demo."
    ),
    "D020": N_("The document could not be made: what makes it broke down. Try again in a minute."),
    "D021": N_(
        "The document could not be made: it took longer than it may. Try again in a minute, when fewer are being made."
    ),
    "D022": N_(
        "The document could not be made: it took more memory than it may. Try again in a minute; if it stays so, tell "
        "the one who runs the server."
    ),
    "D023": N_(
        "The document was made, but could not be kept: the server has no room for it. Tell the one who runs the server."
    ),
    "D040": N_(
        "Others are storing just now, and yours has had to wait too long. Nothing of what you sent is stored yet: "
        "wait a moment and try again."
    ),
    "D041": N_(
        "The server has no room left on its disk, so nothing can be stored. Nothing stored before is lost: keep "
        "this page open and try again in a while."
    ),
    "D042": N_(
        "The place where everything is stored cannot be reached just now. Nothing stored before is lost: wait a "
        "moment and try again."
    ),
    "D043": N_(
        "The place where everything is stored does not answer in time. Nothing stored before is lost: wait a "
        "moment and try again."
    ),
    "D044": N_(
        "The place where everything is stored may not be written to just now. Nothing stored before is lost: "
        "keep this page open and try again in a while."
    ),
    "D045": N_(
        "More people are storing and reading just now than the server has room for. Nothing stored before is lost: "
        "wait a moment and try again."
    ),
    "D050": N_("This is no whole backup of Samspel. Take another copy of it, or an older backup."),
    "D051": N_("There is something in the database already. Restore into an empty one: nothing is ever overwritten."),
    "D052": N_("The program {program} is not here. Install PostgreSQL's client programs, of the server's version."),
    "D053": N_("{program} could not do it ({detail}). Check its version and that the database can be reached."),
    "D054": N_("The backup was made by a newer version ({version}). Install that version or a later one."),
    "D055": N_("The backup is of another kind of database ({kind}). Set DATABASE_URL to an empty one of that kind."),
    "D056": N_("There is nothing to back up: the database has no tables. Check DATABASE_URL and SAMSPEL_INSTANCE."),
    "V016": N_("“{value}” is no way to write the log. Use one of: {known}."),
    "V017": N_("“{value}” is no number of servers that stand in front. Write a number from 0 to {most}."),
    "V018": N_(
        "That is not an address that browsers can be sent to. Write it as https://samspel.example, with a port if need "
        "be, and without a path, a query or a password."
    ),
    "V040": N_("There is no such setting. Did you mean {guess}? Mend the name, or take it out of the environment."),
    "V041": N_("“{value}” cannot be used. Write yes or no, or leave the setting out: then it is no."),
    "V042": N_(
        "The address of the database cannot be read. Write it as postgresql://user:password@host:5432/name, or "
        "sqlite:////folder/file.db."
    ),
    "V043": N_(
        "The address of the database has more than one @, so nobody can tell where the password ends. Write %40 for "
        "an @ in a user's name, a password or what follows the question mark."
    ),
    "V044": N_("{file} is a file. Name a folder that the installation may write in."),
    "V045": N_("There is no folder {folder}. Name the folder that the questionnaire files lie in."),
    "V046": N_(
        "That is not an address of an OpenID Connect issuer. Write it as the issuer does: https://issuer.example, "
        "without a query or a password."
    ),
    "V050": N_(
        "The secret key is another one than this installation has had since {since}. Put that one back "
        "(SAMSPEL_SECRET_KEY, or the file secret_key in the installation's folder): with another one, drafts and "
        "sealed comments could not be read, and links already mailed would be dead. If it is gone or has leaked, "
        "“samspel renew-key” says what is lost and changes it."
    ),
    "V051": N_(
        "The secret key is the one that this installation has had since {since}, so there is nothing to change. Put "
        "the new one in its place first."
    ),
    "V052": N_(
        "Servers or workers run with the old key: {machines}. Stop all of them first; one that broke down counts as "
        "running for three minutes."
    ),
    "V053": N_(
        "The database has been used by a newer version of Samspel ({newer}) than this one ({own}). Install that "
        "version here too; a database is never taken back."
    ),
    "V056": N_(
        "An issuer of OpenID Connect is set, and no client id. Set what the issuer knows this installation as, or take "
        "SAMSPEL_OIDC_ISSUER out of the environment."
    ),
    "V055": N_(
        "Links in mails would lead to {own}, and every server that runs has another base address ({others}). Set the "
        "same one everywhere."
    ),
}
