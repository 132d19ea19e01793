"""The page value of templates/account/prove.html."""

from dataclasses import dataclass

from app.services import proofs
from app.services.installation import Installation
from app.services.proofs import Way
from app.services.sessions import Session
from app.web.forms.account_forms import ProofForm


@dataclass(frozen=True)
class ProofPage:
    """The ways that are open to the account. `openid_name`: what the other sign-in is called, empty where it is no way;
    `field`: the field that a fault is about; `onward`: where one goes afterwards."""

    email: str
    fault: str
    by_password: bool
    by_code: bool
    openid_name: str
    field: str
    minutes: int
    onward: str


def proof_page(installation: Installation, session: Session, form: ProofForm, onward: str) -> ProofPage:
    """The ways, with the fault of what was just typed but never what it was."""
    found, openid = proofs.ways(installation, session), installation.settings.openid
    return ProofPage(
        email=session.account.email,
        fault=form.fault(),
        by_password=Way.PASSWORD in found,
        by_code=Way.CODE in found,
        openid_name=openid.name if openid and Way.OPENID in found else "",
        field="password" if Way.PASSWORD in found else "code",
        minutes=int(proofs.FRESH.total_seconds() // 60),
        onward=onward,
    )
