"""Cuts time into stretches of whole days, so that little is gathered before the first hit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

_DAY = 86_400
_FIRST, _GROWTH = 2_000, 2
"""How many entries the first stretch has, and by what the next ones are larger."""


class Stretch(NamedTuple):
    """A time; None for no bound."""

    low: int | None
    """From this second on, seconds since 1970."""
    high: int | None
    """Before this second."""


def stretches(
    connection: Connection, low: int | None, high: int | None, *, newest_first: bool
) -> Iterator[Stretch]:
    """Yield stretches that are a time together, in order, the first of few entries.

    Counts of days are read, never entries.
    """
    order = "DESC" if newest_first else "ASC"
    days = connection.execute(
        "SELECT day, total FROM day WHERE category = 1 AND day BETWEEN ? AND ?"  # noqa: S608 - one of two words
        f" ORDER BY day {order}",
        (
            0 if low is None else low // _DAY,
            1 << 40 if high is None else high // _DAY,
        ),
    ).fetchall()
    size, room = _FIRST, _FIRST
    for day, total in days:
        # Seconds before 1970 are in day 0 as well.
        edge = day * _DAY if newest_first else (day + 1) * _DAY
        room -= total
        if room > 0 or edge <= 0 or not (low or edge - 1) < edge < (high or edge + 1):
            continue
        if newest_first and day > 0:
            yield Stretch(edge, high)
            high = edge
        elif not newest_first:
            yield Stretch(low, edge)
            low = edge
        size *= _GROWTH
        room = size
    yield Stretch(low, high)
