"""The cookies that exist, each with its purpose and life: what the privacy notice lists, and nothing else is set."""

from dataclasses import dataclass

from app.services.responses import DRAFT_DAYS
from app.web.languages import COOKIE as LANGUAGE_COOKIE
from app.wording.marked import N_

SESSION_COOKIE = "samspel"
VOTE_COOKIE = "samspel_vote_"
"""Followed by the code of a round."""
VOTE_DAYS = 7
INVITATION_COOKIE = "samspel_invited_"
"""Followed by the code of a round."""
INVITATION_DAYS = 14
DRAFT_COOKIE = "samspel_"
"""Followed by the code of a round."""


@dataclass(frozen=True)
class Cookie:
    """`name`: as browsers list it, or how it begins where `begins`; before it stands `__Host-`, or `__Secure-` for one
    that only some pages see (`of_some`), where the installation has https. `days`: None for as long as the browser is
    open."""

    name: str
    begins: bool
    purpose: str
    days: int | None
    of_some: bool = False

    def is_meant(self, name: str) -> bool:
        """Whether a cookie of that name is this one."""
        return name.startswith(self.name) if self.begins else name == self.name


COOKIES = (
    Cookie(
        SESSION_COOKIE,
        False,
        N_("Protects forms against being sent from other sites, and keeps you signed in if you have an account."),
        None,
    ),
    Cookie(
        VOTE_COOKIE,
        True,
        N_("Lets this device vote once in a meeting's vote. Set when you open the page of a vote."),
        VOTE_DAYS,
        of_some=True,
    ),
    Cookie(
        INVITATION_COOKIE,
        True,
        N_("Knows that this device came by a personal link. Set when you open the link, gone when you hand in."),
        INVITATION_DAYS,
        of_some=True,
    ),
    Cookie(
        DRAFT_COOKIE,
        True,
        N_("Lets this device find its own draft again. Set first when you begin to answer."),
        DRAFT_DAYS,
        of_some=True,
    ),
    Cookie(LANGUAGE_COOKIE, False, N_("Remembers the language if you choose one."), 365),
)
