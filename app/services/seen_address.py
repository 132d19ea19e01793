"""How a request arrives here, told to nobody but `samspel doctor` of the same installation, which proves itself by the
secret key."""

import hmac
from datetime import datetime, timedelta

from app.config import Settings

PLACE = "/seen-address"
HEADER = "X-Samspel-Doctor"
FRESH = timedelta(minutes=2)


def proof(settings: Settings, now: datetime) -> str:
    """What a request shows. It is good for two minutes."""
    moment = str(int(now.timestamp()))
    return f"{moment}.{_signature(settings, moment)}"


def is_proven(settings: Settings, shown: str, now: datetime) -> bool:
    """Whether it is one of this installation's, and fresh."""
    moment, _, signature = shown.partition(".")
    if not (moment.isascii() and moment.isdigit() and len(moment) < 12):
        return False
    is_ours = hmac.compare_digest(signature.encode(), _signature(settings, moment).encode())
    return is_ours and abs(now.timestamp() - int(moment)) < FRESH.total_seconds()


def _signature(settings: Settings, moment: str) -> str:
    return hmac.digest(settings.secret_key.encode(), f"samspel doctor\0{moment}".encode(), "sha256").hex()
