"""Takes out what is more than is to be kept; how much that is, others decide."""

import time
from collections.abc import Iterator
from sqlite3 import Connection
from typing import Any, NamedTuple

from msgspec import Struct

from tui.library.database import Database
from tui.library.places import Places

_LOOKED = 500
"""So many rows are looked at in one go."""
_BATCH = 100
"""So many entries are removed in a transaction, which others wait for."""
_NEVER, _FAR = -(1 << 62), 1 << 62
_FREE = (
    "NOT coalesce(r.starred, 0) AND NOT coalesce(r.later, 0)"
    " AND NOT EXISTS (SELECT 1 FROM wish WHERE entry = e.id)"
)
"""What nobody wants kept, and no server waits for."""
_SETTLED = (
    "NOT EXISTS (SELECT 1 FROM change h CROSS JOIN changed c ON c.change = h.id"
    " AND c.entry = e.id WHERE h.id >= ?)"
)
"""What was not marked just now, so that an undo finds it."""
_UNDO_SECONDS = 86_400
"""So long after it was marked, whatever the mark, an entry stays."""
_SIZE = (
    "coalesce((SELECT length(packed) FROM body WHERE entry = e.id), 0)"
    " + coalesce((SELECT length(html) FROM page WHERE entry = e.id), 0)"
)


class Stock(Struct, frozen=True):
    """The entries of one feed or account, and how many of them are kept."""

    name: str
    source: int
    category: int
    """A category that all of them are in."""
    prefix: str = ""
    """What their keys begin with; empty for all of the source."""
    since: int | None = None
    """What was published before may go, in seconds since 1970; None: nothing."""
    most: int | None = None
    """So many of the newest stay, older ones may go; None: all stay."""
    unread: bool = True
    """Whether what was not read stays."""


class Surplus(NamedTuple):
    """What goes, or would go."""

    entries: int
    size: int
    """How many bytes their texts and pages take, as they are kept."""


class _Candidate(NamedTuple):
    entry: int
    published: int
    size: int


class Tidying(Database):
    """The part of the library that is kept from growing without end."""

    def has_gaps(self, source: int) -> bool:
        """Whether a source is a window on a server that has more than is here.

        Nothing of it is removed: what is here would no longer be all on one side of a gap.
        """
        query = "SELECT 1 FROM stretch WHERE source = ? LIMIT 1"
        return self.one(query, (source,)) is not None

    def surplus(self, stock: Stock) -> Surplus:
        """Return what is more than is to be kept."""
        entries = size = 0
        for looked in self._walk(stock):
            entries += len(looked)
            size += sum(each.size for each in looked)
        return Surplus(entries, size)

    def tidy(self, stock: Stock, but: int = 0) -> Iterator[Surplus]:
        """Remove what is more than is to be kept; yield after each short transaction.

        What is starred, for later, waits to be told to a server, or was marked within a
        day stays, and the entry with the id ``but``. What goes is not taken in again
        while its source has it.
        """
        recent = self._recent()
        for looked in self._walk(stock):
            for start in range(0, len(looked), _BATCH):
                some = looked[start : start + _BATCH]
                with self.transaction() as connection:
                    sizes = _remove(connection, stock, some, (but, recent))
                if sizes:
                    yield Surplus(len(sizes), sum(sizes))

    def _walk(self, stock: Stock) -> Iterator[list[_Candidate]]:
        """Yield what may go, the oldest first; no query stays open in between."""
        excess, since, recent = self._excess(stock), stock.since, self._recent()
        own = (stock.source, *_keys(stock))
        at: tuple[Any, Any] = (_NEVER, 0)
        while since is not None or excess > 0:
            rows = self.rows(
                f"SELECT m.published, m.entry, e.dated, {_SIZE},"  # noqa: S608 - our own words
                f" CASE WHEN {_FREE} AND NOT (m.unread AND ?) THEN {_SETTLED} ELSE 0 END"
                " FROM member m CROSS JOIN entry e"
                " ON e.id = m.entry LEFT JOIN mark r ON r.entry = m.entry"
                " WHERE m.category = ? AND (m.published, m.entry) > (?, ?)"
                " AND e.source = ? AND e.key >= ? AND e.key < ?"
                " ORDER BY m.published, m.entry LIMIT ?",
                (stock.unread, recent, stock.category, *at, *own, _LOOKED),
            )
            found: list[_Candidate] = []
            for published, entry, dated, size, free in rows:
                early = since is not None and published < since
                if not early and excess <= 0:
                    yield found
                    return
                if free and (excess > 0 or dated):
                    found.append(_Candidate(entry, published, size))
                excess -= 1
            yield found
            if len(rows) < _LOOKED:
                return
            at = rows[-1][:2]

    def _recent(self) -> int:
        """Return the first change of those that may well be undone yet."""
        query = "SELECT min(id) FROM change WHERE at > ?"
        found = self.one(query, (int(time.time()) - _UNDO_SECONDS,))[0]
        return _FAR if found is None else int(found)

    def _excess(self, stock: Stock) -> int:
        """Return how many more there are than are to be kept."""
        if stock.most is None:
            return 0
        query = "SELECT total + behind FROM category WHERE id = ?"
        found = self.one(query, (stock.category,))
        more = (found[0] if found else 0) - stock.most
        if more > 0 and stock.prefix:  # other feeds may stand below the same category
            query = (
                "SELECT count(*) FROM entry"
                " WHERE source = ? AND key >= ? AND key < ? AND NOT gone"
            )
            more = self.one(query, (stock.source, *_keys(stock)))[0] - stock.most
        return int(more)

    # What was kept aside for its marks when its source went

    def aside(self, since: int) -> Surplus:
        """Return what is kept aside, was published before a time, and may go."""
        query = f"SELECT count(*), coalesce(sum({_SIZE}), 0) {_ASIDE}"
        return Surplus(*self.one(query, (since,)))

    def tidy_aside(self, since: int) -> Iterator[Surplus]:
        """Remove it; yield after each short transaction."""
        query = f"SELECT e.id, {_SIZE} {_ASIDE} LIMIT {_BATCH}"
        while True:
            with self.transaction() as connection:
                found = connection.execute(query, (since,)).fetchall()
                ids = [(number,) for number, _ in found]
                connection.executemany("DELETE FROM entry WHERE id = ?", ids)
                connection.executemany("DELETE FROM mark WHERE entry = ?", ids)
            if not found:
                return
            yield Surplus(len(found), sum(size for _, size in found))


_ASIDE = (
    "FROM source s CROSS JOIN entry e ON e.source = s.id LEFT JOIN mark r"  # noqa: S608 - our own words
    " ON r.entry = e.id WHERE s.kind <> 'folder' AND e.gone AND e.published < ? AND e.dated"
    f" AND {_FREE}"
    " AND NOT EXISTS (SELECT 1 FROM feed WHERE prefix = substr(e.key, 1, 16))"
)


def _remove(
    connection: Connection,
    stock: Stock,
    candidates: list[_Candidate],
    kept: tuple[int, int],
) -> list[int]:
    """Remove what may still go; return the size of each.

    ``kept`` is the entry that stays, and the first change that may be undone yet.
    """
    but, recent = kept
    places = Places(connection, stock.source)
    query = (
        "SELECT 1 FROM entry e LEFT JOIN mark r ON r.entry = e.id WHERE e.id = ?"  # noqa: S608 - our own words
        f" AND e.published = ? AND {_FREE} AND (coalesce(r.read, 0) OR NOT ?)"
        f" AND {_SETTLED}"
    )
    gone = []
    for entry, published, size in candidates:
        row = places.row(entry) if entry != but else None
        values = (entry, published, stock.unread, recent)
        if row and connection.execute(query, values).fetchone():
            places.erase(row)
            places.tombs.bury(row.entry.key, unread=not row.read)
            gone.append(size)
    places.tombs.bound(stock.prefix)
    return gone


def _keys(stock: Stock) -> tuple[str, str]:
    """Return the keys that those of a stock are between."""
    if not stock.prefix:
        return "", "\U0010ffff"
    return f"{stock.prefix}/", f"{stock.prefix}0"
