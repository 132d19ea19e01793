"""The page values of templates/passkeys/ and templates/second_step/."""

from dataclasses import dataclass

from app.config import Settings
from app.services.passkeys import LONGEST_PASSKEY_NAME, OwnPasskeys
from app.web.languages import gettext as _
from app.wording.dates import long_date


@dataclass(frozen=True)
class PasskeyLine:
    """A passkey in words."""

    id: str
    name: str
    about: str


@dataclass(frozen=True)
class PasskeysPage:
    """All passkeys. `impossible`: why none can be registered here, empty where one can."""

    passkeys: tuple[PasskeyLine, ...]
    codes_left: int
    demanded: bool
    impossible: str


@dataclass(frozen=True)
class StepPage:
    """What the browser is to do. `options`: for the script, as JSON; empty where passkeys cannot be used here."""

    email: str
    options: str
    fault: str
    name: str
    longest_name: int


@dataclass(frozen=True)
class CodesPage:
    """Recovery codes, shown once. `onward`: where to go afterwards; `passkey`: the one that was just registered, empty
    where none was."""

    codes: tuple[str, ...]
    onward: str
    passkey: str


@dataclass(frozen=True)
class QuestionPage:
    """Something that is asked before it is done."""

    question: str
    lead: str
    button: str
    is_dangerous: bool


def passkeys_page(found: OwnPasskeys, settings: Settings, language: str) -> PasskeysPage:
    """The passkeys in words."""
    impossible = _(
        "At %(address)s no passkey can be registered: browsers keep them only for addresses with a name and with https."
    ) % {"address": settings.base_url}
    return PasskeysPage(
        passkeys=tuple(
            PasskeyLine(
                one.id,
                one.name,
                _("Registered %(day)s, last used: %(used)s")
                % {
                    "day": long_date(one.made_on, language),
                    "used": long_date(one.last_used_on, language) if one.last_used_on else _("never"),
                },
            )
            for one in found.passkeys
        ),
        codes_left=found.codes_left,
        demanded=found.demanded,
        impossible="" if settings.relying_party else impossible,
    )


def step_page(email: str, options: str, fault: str, name: str) -> StepPage:
    """The step, with what was typed."""
    return StepPage(email, options, fault, name, LONGEST_PASSKEY_NAME)


def codes_question() -> QuestionPage:
    """Whether to make new recovery codes."""
    return QuestionPage(
        question=_("Make new recovery codes?"),
        lead=_("Those that you have now stop working. The new ones are shown once."),
        button=_("Make new codes"),
        is_dangerous=False,
    )


def removal_question(found: OwnPasskeys, passkey_id: str) -> QuestionPage:
    """Whether to remove the passkey. Raises U043."""
    name = found.one(passkey_id).name
    is_last = len(found.passkeys) == 1
    last = _("It is the last one: from now on the first step alone lets you in, and your recovery codes are gone.")
    other = _("It no longer lets you in. You are signed out everywhere else.")
    return QuestionPage(
        question=_("Remove the passkey “%(name)s”?") % {"name": name},
        lead=last if is_last else other,
        button=_("Yes, remove it"),
        is_dangerous=True,
    )
