"""Takes in what sources have: entries, their categories, their comings and goings."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count
from sqlite3 import Connection

from msgspec import Struct

from tui.library.arriving import save_all
from tui.library.bodies import keep, pack
from tui.library.database import Database
from tui.library.places import Places
from tui.model import Body, Category, Entry, Stamp

_PAGE = 1_000


class SourceRow(Struct, frozen=True):
    """A source as the library knows it."""

    id: int
    kind: str
    address: str
    name: str
    mount: int
    """The category that its entries hang below."""


class Saved(Struct, frozen=True):
    """What a batch of entries brought."""

    new: int
    changed: int


class Entries(Database):
    """The part of the library that sources write."""

    def add_source(
        self, kind: str, address: str, name: str, aside: str = ""
    ) -> SourceRow:
        """Return the source of that kind and address, made where it is new.

        ``aside`` tells it from another one of its name.
        """
        found = self._source(kind, address)
        if found and found.mount:
            return found
        with self.transaction() as connection:
            found = self._source(kind, address)
            if not (found and found.mount):
                connection.execute(
                    "INSERT INTO source (kind, address, name, mount)"
                    " SELECT ?, ?, name, id FROM category WHERE id = ?"
                    " ON CONFLICT DO UPDATE SET mount = excluded.mount,"
                    " name = excluded.name",
                    (kind, address, add_mount(connection, name, aside)),
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
        """Return every source that was not left."""
        found = self.rows(
            "SELECT id, kind, address, name, mount FROM source WHERE mount > 0 ORDER BY id"
        )
        return [SourceRow(*values) for values in found]

    def leave_source(self, source: SourceRow) -> int:
        """Take a source out with its entries; return how many went.

        Those with marks are kept aside until it is added again.
        """
        keys = [key for key, _, _ in self.stamps(source.id)]
        batches = range(0, len(keys), _PAGE)
        went = sum(self.remove(source.id, keys[n : n + _PAGE]) for n in batches)
        with self.transaction() as connection:
            connection.execute(
                "UPDATE source SET mount = 0, state = '{}', login = '{}' WHERE id = ?",
                (source.id,),
            )
            connection.execute(
                "WITH RECURSIVE below (id) AS (SELECT ? UNION ALL SELECT c.id"
                " FROM category c JOIN below b ON c.parent = b.id)"
                " DELETE FROM category WHERE id IN below",
                (source.mount,),
            )
        return went

    def categories(self) -> list[Category]:
        """Return the whole tree with its counts, without emptied categories.

        Those that only servers have something for are in it, and those of feeds that
        have brought nothing yet.
        """
        query = (
            "SELECT id, parent, name, kind, total, unread, 0, s.category IS NOT NULL,"
            " coalesce(s.failing, 0) FROM category c LEFT JOIN (SELECT category,"
            " max(failing) AS failing FROM silent GROUP BY category) s"
            " ON s.category = c.id WHERE total > 0 OR kind <> 'category'"
            " OR s.category IS NOT NULL OR id IN (SELECT category FROM beyond)"
            " ORDER BY id"
        )
        rows = self.rows(query)
        return [Category(*row[:6], *map(bool, row[6:])) for row in rows]

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
            "SELECT key, mtime_ns, size, inode, reader, digest FROM entry"  # noqa: S608 - our own conditions
            f" WHERE source = ? AND NOT gone AND {condition} ORDER BY key LIMIT {_PAGE}"
        )
        found = self.rows(query, (source, *values))
        return [(key, Stamp(*stamp), digest) for key, *stamp, digest in found]

    def save(
        self, source: int, entries: Sequence[Entry], bodies: Sequence[Body] = ()
    ) -> Saved:
        """Take in a batch in one transaction; what the reader marked stays.

        ``bodies`` are kept with the entries, one for each, where their source has them
        only now.
        """
        packed = [pack(body) for body in bodies]
        with self.transaction() as connection:
            desk = Places(connection, source)
            if not desk.mount:  # another program has left the source meanwhile
                return Saved(0, 0)
            kinds = save_all(desk, entries)
            brought = zip(entries, kinds, packed, strict=False)
            keep(
                connection, source, ((e.key, body) for e, kind, body in brought if kind)
            )
        return Saved(kinds.count("new"), kinds.count("changed"))

    def remove(self, source: int, keys: Iterable[str]) -> int:
        """Take entries out; those with marks are kept aside until they come back."""
        with self.transaction() as connection:
            desk = Places(connection, source)
            return sum(desk.remove(key) for key in keys)

    def move(self, source: int, old: str, new: str) -> None:
        """Let an entry go on under another key, with its id and its marks."""
        with self.transaction() as connection:
            desk = Places(connection, source)
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


def add_mount(connection: Connection, name: str, aside: str = "") -> int:
    """Make the category that a source's entries hang below, with its smart views.

    Where another source has the name, ``aside`` is put behind it, or else a number.
    """
    taken = {
        row[0]
        for row in connection.execute(
            "SELECT name FROM category WHERE parent = 0 AND kind = 'source'"
        )
    }
    others = (f"{name} ({word})" for word in chain(filter(None, [aside]), count(2)))
    free = next(each for each in chain([name], others) if each not in taken)
    insert = "INSERT INTO category (parent, kind, name) VALUES (?, ?, ?)"
    mount = connection.execute(insert, (0, "source", free)).lastrowid
    assert mount  # noqa: S101 - a row was just inserted
    for kind in ("starred", "later"):
        connection.execute(insert, (mount, kind, ""))
    return mount
