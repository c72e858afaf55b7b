"""Remembers, inside a transaction, what housekeeping removed; it removes no entry."""

import time
from collections.abc import Iterable
from hashlib import blake2b
from sqlite3 import Connection

_DAY = 86_400
_PREFIX = 16
"""How long the part of a feed's keys is that names the feed."""
_FORGOTTEN = 90
"""So many days after its feed was seen without it, an entry is remembered no more."""
_OFTEN = 7
"""In days; it is not written more often that something is still there."""


class Tombs:
    """What is not taken in again of one source."""

    def __init__(self, connection: Connection, source: int) -> None:
        self.connection, self.source = connection, source
        self._today = int(time.time()) // _DAY
        query = "SELECT 1 FROM tidied WHERE source = ? LIMIT 1"
        self._any = connection.execute(query, (source,)).fetchone() is not None

    def bury(self, key: str, *, unread: bool) -> None:
        """Remember that an entry was removed."""
        values = (self._id(key), self.source, _feed_of(key), unread, self._today)
        insert = "INSERT OR REPLACE INTO tidied VALUES (?, ?, ?, ?, ?)"
        self.connection.execute(insert, values)
        self._any = True

    def holds(self, key: str) -> bool:
        """Tell whether an entry was removed; its source has it still."""
        if not self._any:
            return False
        values = (self._id(key),)
        query = "SELECT seen FROM tidied WHERE id = ?"
        found = self.connection.execute(query, values).fetchone()
        if found and found[0] + _OFTEN <= self._today:
            update = "UPDATE tidied SET seen = ? WHERE id = ?"
            self.connection.execute(update, (self._today, *values))
        return found is not None

    def open(self, key: str, *, starred: bool, unread: bool) -> None:
        """Let an entry come back that was starred, or made unread, at its server since."""
        if self._any and (starred or unread):
            self.connection.execute(
                "DELETE FROM tidied WHERE id = ? AND (? OR NOT unread)",
                (self._id(key), starred),
            )

    def bound(self, feed: str) -> None:
        """Forget what a feed has had no more for long, while it had the others."""
        self.connection.execute(
            "DELETE FROM tidied WHERE source = ? AND feed = ? AND seen <"
            " (SELECT max(seen) FROM tidied WHERE source = ? AND feed = ?) - ?",
            (self.source, feed, self.source, feed, _FORGOTTEN),
        )

    def among(self, keys: Iterable[str]) -> set[str]:
        """Return which of these keys were removed."""
        return {key for key in keys if self.holds(key)}

    def _id(self, key: str) -> int:
        known = f"{self.source}/{key}".encode()
        return int.from_bytes(blake2b(known, digest_size=8).digest()) >> 1


def _feed_of(key: str) -> str:
    """Return what the keys of the same feed begin with; empty where there is no feed."""
    return key[:_PREFIX] if key[_PREFIX : _PREFIX + 1] == "/" else ""
