"""What is kept to be read offline: pages and the names of pictures, within a bound."""

from collections.abc import Collection, Iterator
from sqlite3 import Connection
from typing import NamedTuple

from tui.library.database import Database

MOST_KEPT = 1_000_000_000
"""So many bytes of pages and pictures are kept where nobody says otherwise."""
_KEPT = (
    "SELECT (SELECT coalesce(sum(length(html)), 0) FROM page) + (SELECT"
    " coalesce(sum(bytes), 0) FROM (SELECT max(bytes) AS bytes FROM picture"
    " GROUP BY address))"
)
# What is wanted for a journey, or was put aside by hand, is never let go of.
_LOOSE = (
    "SELECT e.entry, coalesce(length(p.html), 0) + coalesce((SELECT sum(bytes)"
    " FROM picture WHERE entry = e.entry), 0) FROM (SELECT entry FROM page UNION"
    " SELECT entry FROM pack) e LEFT JOIN page p ON p.entry = e.entry"
    " LEFT JOIN pack k ON k.entry = e.entry LEFT JOIN mark m ON m.entry = e.entry"
    " WHERE NOT coalesce(m.starred, 0) AND NOT coalesce(m.later, 0)"
    " AND (k.entry IS NULL OR coalesce(m.read, 0))"
    " AND max(coalesce(p.at, 0), coalesce(k.at, 0)) < ?"
    " ORDER BY max(coalesce(p.at, 0), coalesce(k.at, 0)), e.entry"
)
_NEVER = 1 << 62


class Kept(NamedTuple):
    """How much is kept."""

    bytes: int
    pages: int
    pictures: int


class Packs(Database):
    """The part of the library that knows what was fetched for a journey."""

    def is_packed(self, entry: int) -> bool:
        """Whether all that an entry shows was fetched."""
        query = "SELECT 1 FROM pack WHERE entry = ? AND whole"
        return self.one(query, (entry,)) is not None

    def pack(self, entry: int, at: int, whole: bool) -> None:
        """Keep what was fetched of an entry until it is read; ``whole`` if that is all.

        ``at`` is when, in seconds since 1970.
        """
        with self.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO pack (entry, at, whole)"
                " SELECT id, ?, ? FROM entry WHERE id = ?",
                (at, whole, entry),
            )

    def keep_picture(self, entry: int, address: str, size: int) -> None:
        """Remember that a picture of an entry is kept, and how many bytes it has."""
        with self.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO picture (entry, address, bytes)"
                " SELECT id, ?, ? FROM entry WHERE id = ?",
                (address, size, entry),
            )

    def pictures(self) -> Iterator[str]:
        """Yield the address of each picture that is kept."""
        for (address,) in self.rows("SELECT DISTINCT address FROM picture"):
            yield address

    def kept(self) -> Kept:
        """Return how much is kept to be read offline."""
        pages = self.one("SELECT count(*) FROM page")[0]
        pictures = self.one("SELECT count(DISTINCT address) FROM picture")[0]
        return Kept(self.one(_KEPT)[0], pages, pictures)

    def make_room(self, most: int = MOST_KEPT, before: int = _NEVER) -> int:
        """Let go of what is too much; return how many bytes are kept then.

        What was kept longest ago goes first. What is starred or kept for later stays,
        and what was packed and is unread. So it may still be more than ``most``.
        ``before`` is a time in seconds since 1970: what was kept then or later stays too.
        """
        with self.transaction() as connection:
            return make_room(connection, most, before)


def make_room(
    connection: Connection,
    most: int = MOST_KEPT,
    before: int = _NEVER,
    but: Collection[int] = (),
) -> int:
    """Do what ``Packs.make_room`` says inside a transaction; entries ``but`` stay."""
    size: int = connection.execute(_KEPT).fetchone()[0]
    if size <= most:
        return size
    loose = connection.execute(_LOOSE, (before,)).fetchall()
    for entry, weight in loose:
        if entry in but:
            continue
        for table in ("page", "pack", "picture"):
            statement = f"DELETE FROM {table} WHERE entry = ?"  # noqa: S608 - our own names
            connection.execute(statement, (entry,))
        size -= weight
        if size <= most:
            # A picture of several was counted once, and may still be there.
            size = connection.execute(_KEPT).fetchone()[0]
        if size <= most:
            break
    return size
