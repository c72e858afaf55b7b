"""Takes in what sources have: entries, their categories, their comings and goings."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Any

from tui.library.database import Database
from tui.model import Category, CategoryPath, Entry, Row, Stamp

_PAGE = 1_000
ENTRY = (
    "e.id, e.source, e.key, e.title, e.author, e.url, e.published, e.certain,"
    " e.categories, e.tags, e.problems, e.digest, e.mtime_ns, e.size, e.inode,"
    " e.dated, e.updated, coalesce(m.read, 0), coalesce(m.starred, 0), coalesce(m.later, 0)"
)
_COLUMNS = (
    "title, author, url, published, certain, dated, categories, tags, problems, digest,"
    " mtime_ns, size, inode"
)
_INSERT = (
    f"INSERT INTO entry (source, key, {_COLUMNS}) VALUES"  # noqa: S608 - our own names
    " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_UPDATE = (
    f"UPDATE entry SET ({_COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),"  # noqa: S608 - our own names
    " gone = 0, updated = ? WHERE id = ?"
)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as the library knows it."""

    id: int
    kind: str
    address: str
    name: str
    mount: int
    """The category that its entries hang below."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a batch of entries brought."""

    new: int
    changed: int


def row_of(values: Sequence[Any]) -> Row:
    """Make a Row of the columns of ``ENTRY``."""
    number, source, key, title, author, url, published, certain = values[:8]
    categories, tags, problems, digest, mtime_ns, size, inode = values[8:15]
    dated, updated, read, starred, later = values[15:]
    entry = Entry(
        key=key,
        title=title,
        author=author,
        url=url,
        published=datetime.fromtimestamp(published, UTC) if dated else None,
        date_certain=bool(certain),
        categories=tuple(tuple(path) for path in json.loads(categories)),
        tags=tuple(json.loads(tags)),
        problems=tuple(json.loads(problems)),
        digest=digest,
        stamp=Stamp(mtime_ns, size, inode),
    )
    marks = bool(read), bool(starred), bool(later)
    return Row(number, source, entry, *marks, updated=bool(updated))


def _columns(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.title,
        entry.author,
        entry.url,
        seconds(entry),
        entry.date_certain,
        entry.published is not None,
        _json(entry.categories),
        _json(entry.tags),
        _json(entry.problems),
        entry.digest,
        entry.stamp.mtime_ns,
        entry.stamp.size,
        entry.stamp.inode,
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def seconds(entry: Entry) -> int:
    """Return when an entry was published, in seconds since 1970."""
    return int(entry.published.timestamp()) if entry.published else 0


class Entries(Database):
    """The part of the library that sources write."""

    def add_source(self, kind: str, address: str, name: str) -> SourceRow:
        """Return the source of that kind and address, made where it is new."""
        if found := self._source(kind, address):
            return found
        with self.transaction() as connection:
            if not self._source(kind, address):
                mount = _add_mount(connection, name)
                connection.execute(
                    "INSERT INTO source (kind, address, name, mount) VALUES (?, ?, ?, ?)",
                    (kind, address, name, mount),
                )
        found = self._source(kind, address)
        assert found  # noqa: S101 - just made
        return found

    def _source(self, kind: str, address: str) -> SourceRow | None:
        query = (
            "SELECT id, kind, address, name, mount FROM source"
            " WHERE kind = ? AND address = ?"
        )
        found = self.one(query, (kind, address))
        return SourceRow(*found) if found else None

    def sources(self) -> list[SourceRow]:
        """Return every source."""
        found = self.rows(
            "SELECT id, kind, address, name, mount FROM source ORDER BY id"
        )
        return [SourceRow(*values) for values in found]

    def categories(self) -> list[Category]:
        """Return the whole tree with its counts, without emptied categories."""
        query = (
            "SELECT id, parent, name, kind, total, unread FROM category"
            " WHERE total > 0 OR kind <> 'category' ORDER BY id"
        )
        return [Category(*values) for values in self.rows(query)]

    def stamps(
        self, source: int, scope: str = ""
    ) -> Iterator[tuple[str, Stamp, bytes]]:
        """Yield key, stamp and digest of a source's entries, ascending by key.

        With ``scope``, only the entry of that key and those below ``scope/``.
        """
        if scope:
            yield from self._stamps(source, "key = ?", (scope,))
        low, high = (scope + "/", scope + "0") if scope else ("", "\U0010ffff")
        while True:
            page = self._stamps(source, "key > ? AND key < ?", (low, high))
            yield from page
            if len(page) < _PAGE:
                return
            low = page[-1][0]

    def _stamps(
        self, source: int, condition: str, values: tuple[str, ...]
    ) -> list[tuple[str, Stamp, bytes]]:
        query = (
            "SELECT key, mtime_ns, size, inode, digest FROM entry"  # noqa: S608 - our own conditions
            f" WHERE source = ? AND NOT gone AND {condition} ORDER BY key LIMIT {_PAGE}"
        )
        found = self.rows(query, (source, *values))
        return [(key, Stamp(*stamp), digest) for key, *stamp, digest in found]

    def save(self, source: int, entries: Sequence[Entry]) -> Saved:
        """Take in a batch in one transaction; what the reader marked stays."""
        with self.transaction() as connection:
            desk = _Desk(connection, source)
            kinds = [desk.save(entry) for entry in entries]
        return Saved(kinds.count("new"), kinds.count("changed"))

    def remove(self, source: int, keys: Iterable[str]) -> int:
        """Take entries out; those with marks are kept aside until they come back."""
        with self.transaction() as connection:
            desk = _Desk(connection, source)
            return sum(desk.remove(key) for key in keys)

    def move(self, source: int, old: str, new: str) -> None:
        """Let an entry go on under another key, with its id and its marks."""
        with self.transaction() as connection:
            desk = _Desk(connection, source)
            if old == new or not desk.has(old):
                return
            entry = desk.take(new)
            if not entry:
                return
            connection.execute(
                "UPDATE entry SET key = ? WHERE source = ? AND key = ?",
                (new, source, old),
            )
            desk.save(entry)


def _add_mount(connection: Connection, name: str) -> int:
    taken = {
        row[0]
        for row in connection.execute(
            "SELECT name FROM category WHERE parent = 0 AND kind = 'source'"
        )
    }
    free, number = name, 2
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    insert = "INSERT INTO category (parent, kind, name) VALUES (?, ?, ?)"
    mount = connection.execute(insert, (0, "source", free)).lastrowid
    assert mount  # noqa: S101 - a row was just inserted
    for kind in ("starred", "later"):
        connection.execute(insert, (mount, kind, ""))
    return mount


class _Desk:
    """Writes the entries of one source inside a transaction."""

    def __init__(self, connection: Connection, source: int) -> None:
        self.connection, self.source = connection, source
        query = "SELECT mount FROM source WHERE id = ?"
        self.mount: int = connection.execute(query, (source,)).fetchone()[0]
        self.tops = {1, self.mount}
        self._ids: dict[CategoryPath, int] = {(): self.mount}

    def category(self, path: CategoryPath) -> int:
        if path not in self._ids:
            values = (self.category(path[:-1]), path[-1])
            self.connection.execute(
                "INSERT OR IGNORE INTO category (parent, kind, name)"
                " VALUES (?, 'category', ?)",
                values,
            )
            query = (
                "SELECT id FROM category"
                " WHERE parent = ? AND kind = 'category' AND name = ?"
            )
            self._ids[path] = self.connection.execute(query, values).fetchone()[0]
        return self._ids[path]

    def places(self, entry: Entry, starred: int, later: int) -> set[int]:
        """Return every category an entry belongs to, the ones above included."""
        paths = entry.categories
        found = {self.category(p[:n]) for p in paths for n in range(1, len(p) + 1)}
        return found | self.tops | smart(self.connection, self.tops, starred, later)

    def save(self, entry: Entry) -> str:
        found = self.connection.execute(
            f"SELECT {ENTRY}, e.gone FROM entry e LEFT JOIN mark m ON m.entry = e.id"  # noqa: S608 - our own names
            " WHERE e.source = ? AND e.key = ?",
            (self.source, entry.key),
        ).fetchone()
        if not found:
            return self._insert(entry)
        was, gone = row_of(found[:-1]), bool(found[-1])
        updated = was.updated or (was.read and was.entry.digest != entry.digest)
        self.connection.execute(_UPDATE, (*_columns(entry), updated, was.id))
        self._place(was, entry, gone=gone)
        if gone:
            return "new"
        # As stored, so that a fraction of a second is no change.
        same = _columns(was.entry.at(entry.stamp)) == _columns(entry)
        return "" if same else "changed"

    def _insert(self, entry: Entry) -> str:
        values = (self.source, entry.key, *_columns(entry))
        number = self.connection.execute(_INSERT, values).lastrowid
        when = seconds(entry)
        self.connection.executemany(
            "INSERT INTO member VALUES (?, ?, ?, 1)",
            [(place, when, number) for place in self.places(entry, 0, 0)],
        )
        return "new"

    def _place(self, was: Row, entry: Entry, *, gone: bool) -> None:
        old_time, new_time = seconds(was.entry), seconds(entry)
        stands = (old_time, was.entry.categories) == (new_time, entry.categories)
        if stands and not gone:
            return
        if not gone:
            self._unplace(was)
        self.connection.executemany(
            "INSERT INTO member VALUES (?, ?, ?, ?)",
            [
                (place, new_time, was.id, not was.read)
                for place in self.places(entry, was.starred, was.later)
            ],
        )

    def _unplace(self, was: Row) -> None:
        when = seconds(was.entry)
        self.connection.executemany(
            "DELETE FROM member WHERE category = ? AND published = ? AND entry = ?",
            [
                (place, when, was.id)
                for place in self.places(was.entry, was.starred, was.later)
            ],
        )

    def _row(self, key: str) -> Row | None:
        found = self.connection.execute(
            f"SELECT {ENTRY} FROM entry e LEFT JOIN mark m ON m.entry = e.id"  # noqa: S608 - our own names
            " WHERE e.source = ? AND e.key = ? AND NOT e.gone",
            (self.source, key),
        ).fetchone()
        return row_of(found) if found else None

    def remove(self, key: str) -> bool:
        row = self._row(key)
        if not row:
            return False
        self._unplace(row)
        values = (row.id,)
        marked = self.connection.execute("SELECT 1 FROM mark WHERE entry = ?", values)
        if marked.fetchone():
            self.connection.execute("UPDATE entry SET gone = 1 WHERE id = ?", values)
        else:
            self.connection.execute("DELETE FROM entry WHERE id = ?", values)
        return True

    def has(self, key: str) -> bool:
        """Tell whether an entry of that key is there, kept aside or not."""
        query = "SELECT 1 FROM entry WHERE source = ? AND key = ?"
        return bool(self.connection.execute(query, (self.source, key)).fetchone())

    def take(self, key: str) -> Entry | None:
        """Remove an entry whole and return what it was."""
        row = self._row(key)
        if row:
            self._unplace(row)
            self.connection.execute("DELETE FROM entry WHERE id = ?", (row.id,))
            self.connection.execute("DELETE FROM mark WHERE entry = ?", (row.id,))
        return row.entry if row else None


def smart(connection: Connection, tops: set[int], starred: int, later: int) -> set[int]:
    """Return the smart views below ``tops`` that an entry with those marks is in."""
    kinds = [k for k, on in (("starred", starred), ("later", later)) if on]
    query = "SELECT id FROM category WHERE parent = ? AND kind = ? AND name = ''"
    return {
        connection.execute(query, (top, kind)).fetchone()[0]
        for top in tops
        for kind in kinds
    }
