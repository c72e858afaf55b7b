"""Puts many entries into lists with few statements, and counts them; it knows no entry."""

from collections import Counter
from sqlite3 import Connection

_DAY = 86_400
Member = tuple[int, int, int, bool]
"""A category, when an entry of it was published, the entry, and whether it is unread."""


def stand(connection: Connection, members: list[Member]) -> None:
    """Put entries into lists that do not have them, and count them there."""
    members.sort()
    connection.execute("INSERT INTO tallying VALUES (1)")
    connection.executemany(
        "INSERT INTO member (category, published, entry, unread) VALUES (?, ?, ?, ?)",
        members,
    )
    connection.execute("DELETE FROM tallying")
    days = Counter((category, _day(when)) for category, when, _, _ in members)
    unread = Counter((category, _day(when)) for category, when, _, on in members if on)
    connection.executemany(
        "INSERT INTO day VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET total = total + excluded.total, unread = unread + excluded.unread",
        [(*day, count, unread[day]) for day, count in days.items()],
    )
    totals = Counter(category for category, _, _, _ in members)
    left = Counter(category for category, _, _, on in members if on)
    connection.executemany(
        "UPDATE category SET total = total + ?, unread = unread + ? WHERE id = ?",
        [(count, left[category], category) for category, count in totals.items()],
    )


def _day(when: int) -> int:
    """Return the day as SQLite divides: towards zero."""
    return int(when / _DAY)
