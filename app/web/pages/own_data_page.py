"""The page value of templates/own_data/data.html: what is stored about an account, in words."""

from dataclasses import dataclass

from app.services.own_data import OwnData
from app.web.languages import gettext as _
from app.wording.dates import long_date, short_moment
from app.wording.deeds import deed_sentence

MOST_DEEDS = 20


@dataclass(frozen=True)
class OwnDataPage:
    """`facts`: (term, words); `roles`, `sessions`, `mails`: a line each; `deeds`: (when, what), the latest ones;
    `more_deeds`: how many there are besides."""

    facts: tuple[tuple[str, str], ...]
    roles: tuple[str, ...]
    sessions: tuple[str, ...]
    mails: tuple[str, ...]
    deeds: tuple[tuple[str, str], ...]
    more_deeds: int


def own_data_page(found: OwnData, language: str) -> OwnDataPage:
    """What is stored, newest first."""
    seen = _("Signed in %(began)s, last seen %(seen)s")
    until = _("A mailed link that is good until %(until)s")
    token = _("A token for other programs, “%(name)s”, good until %(day)s")
    deeds = tuple(
        (short_moment(one.at, language), deed_sentence(one.deed, one.subject, one.facts, language))
        for one in found.deeds
    )
    return OwnDataPage(
        facts=_facts(found, language),
        roles=tuple(f"{_role(role)}: {name}" for role, name in found.roles),
        sessions=(
            *(
                seen % {"began": short_moment(began, language), "seen": short_moment(last, language)}
                for began, last in found.sessions
            ),
            *(token % {"name": name, "day": long_date(last, language)} for name, _made, last, _used in found.tokens),
            *(until % {"until": short_moment(moment, language)} for _purpose, moment in found.links),
        ),
        mails=tuple(short_moment(made, language) for made, _kind, _state in found.mails),
        deeds=deeds[:MOST_DEEDS],
        more_deeds=max(0, len(deeds) - MOST_DEEDS),
    )


def _facts(found: OwnData, language: str) -> tuple[tuple[str, str], ...]:
    about = found.about
    facts = [
        (_("E-mail address"), about.email),
        (_("Name"), about.name),
        (_("Account since"), long_date(about.made_on, language)),
        (_("Password"), _("stored as a hash that cannot be read back") if about.has_password else _("none")),
    ]
    for name, made, used in found.passkeys:
        used_on = long_date(used, language) if used else _("never")
        places = {"name": name, "day": long_date(made, language), "used": used_on}
        facts.append((_("Passkey"), _("“%(name)s”, registered %(day)s, last used: %(used)s") % places))
    if found.codes_left:
        left = {"number": found.codes_left}
        facts.append((_("Recovery codes"), _("%(number)d, stored as hashes that cannot be read back") % left))
    if about.subject:
        facts.append((_("Your organisation's own sign-in calls you"), about.subject))
    if about.is_administrator:
        facts.append((_("Administrator"), _("yes")))
    if about.makes_collaborations:
        facts.append((_("May make collaborations"), _("yes")))
    return tuple(facts)


def _role(role: str) -> str:
    words = {"facilitator": _("Facilitator"), "guest": _("Guest"), "viewer": _("Follows the organisation")}
    return words.get(role, role)
