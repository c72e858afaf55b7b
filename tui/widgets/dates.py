"""How a date is told: short, and relative to now."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Tells the time here and now, with its zone."""


def local_now() -> datetime:
    """Return the time here and now, with its zone."""
    return datetime.now(UTC).astimezone()


def midnight(now: datetime) -> int:
    """Return when the day of ``now`` began in its zone, in seconds since 1970."""
    return int(datetime(now.year, now.month, now.day, tzinfo=now.tzinfo).timestamp())


def short_date(when: datetime | None, now: datetime, *, certain: bool = True) -> str:
    """Return a date in at most 8 cells, in the zone of ``now``.

    Today is a time, this year a day, before that a month; ``~`` marks a guess.
    """
    if when is None:
        return ""
    local = when.astimezone(now.tzinfo)
    if local.date() == now.date():
        text = f"{local:%H:%M}"
    elif local.year == now.year:
        text = f"{local:%m-%d}"
    else:
        text = f"{local:%Y-%m}"
    return text if certain else "~" + text


def long_date(when: datetime | None, now: datetime, *, certain: bool = True) -> str:
    """Return a date and time in the zone of ``now``; a guess says so."""
    if when is None:
        return ""
    text = f"{when.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"
    return text if certain else f"{text} (date of the file)"
