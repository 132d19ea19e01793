"""What time it is, for all that people and programs ask for; who runs by the clock (the worker) is given one."""

from datetime import UTC, date, datetime

from app.domain.swedish_time import day_of


def now() -> datetime:
    """The moment that it is, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day that it is in Sweden, whatever zone the server lives by."""
    return day_of(now())
