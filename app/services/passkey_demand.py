"""Of whom the installation demands a passkey."""

from app.config import Demanded
from app.services.access import Role
from app.services.accounts import Account
from app.services.installation import Installation
from app.store import collaborations, passkeys
from app.store.database import Transaction


def is_demanded(installation: Installation, connection: Transaction, account: Account) -> bool:
    """Whether the account must have one: administrators, or they and whoever leads a collaboration or may make
    one."""
    demanded = installation.settings.passkey
    if demanded is Demanded.NOBODY:
        return False
    if account.is_administrator:
        return True
    return demanded is Demanded.FACILITATORS and leads_something(connection, account)


def leads_something(connection: Transaction, account: Account) -> bool:
    """Whether the account is a facilitator anywhere, or may become one by itself."""
    return account.makes_collaborations or Role.FACILITATOR in collaborations.roles_of(connection, account.id).values()


def lacks_passkey(installation: Installation, account: Account) -> bool:
    """Whether one is demanded of the account, and it has none."""
    if installation.settings.passkey is Demanded.NOBODY:
        return False
    with installation.database.reading() as connection:
        return is_demanded(installation, connection, account) and not passkeys.has_passkeys(connection, account.id)
