"""The page value of templates/privacy/notice.html: the notice's settings and times, in words."""

from dataclasses import dataclass

from app.config import Privacy
from app.services.responses import DRAFT_DAYS
from app.services.retention import UNDO_DAYS
from app.web.cookie_names import path_cookie, whole_site_cookie
from app.web.cookies import COOKIES
from app.web.languages import gettext as _
from app.wording.durations import days_words, months_words


@dataclass(frozen=True)
class CookieRow:
    """A cookie as the table shows it."""

    name: str
    purpose: str
    life: str


@dataclass(frozen=True)
class PrivacyPage:
    """The notice of one installation; `controller`, `contact` and `officer` are empty where they are not filled in.
    `to_set`: settings that an administrator should fill in, for administrators only."""

    controller: str
    contact: str
    contact_is_address: bool
    officer: str
    legal_ground: str
    drafts: str
    drafts_untouched: str
    addresses: str
    answers: str
    audit: str
    undo: str
    cookies: tuple[CookieRow, ...]
    signed_in: bool
    to_set: tuple[str, ...]


def privacy_page(settings: Privacy, language: str, *, signed_in: bool, administers: bool) -> PrivacyPage:
    """The notice in that language."""
    keep = settings.retention
    return PrivacyPage(
        controller=settings.controller,
        contact=settings.contact,
        contact_is_address="@" in settings.contact and " " not in settings.contact,
        officer=settings.officer,
        legal_ground=settings.legal_ground.rstrip(".") or _("a task of public interest (Article 6.1 e of the GDPR)"),
        drafts=days_words(keep.drafts_days, language),
        drafts_untouched=days_words(DRAFT_DAYS, language),
        addresses=days_words(keep.addresses_days, language),
        answers=months_words(keep.answers_months, language),
        audit=months_words(keep.audit_months, language),
        undo=days_words(UNDO_DAYS, language),
        cookies=tuple(_cookie_rows(language)),
        signed_in=signed_in,
        to_set=settings.missing if administers else (),
    )


def _cookie_rows(language: str) -> list[CookieRow]:
    code = _("CODE")
    return [
        CookieRow(
            name=(path_cookie if one.of_some else whole_site_cookie)(f"{one.name}{code}" if one.begins else one.name),
            purpose=_(one.purpose),
            life=_lasting(one.days, language),
        )
        for one in COOKIES
    ]


def _lasting(days: int | None, language: str) -> str:
    if days is None:
        return _("until you close the browser")
    return months_words(12, language) if days == 365 else days_words(days, language)
