"""Writes entries, and the places they have in the lists, inside a transaction."""

from sqlite3 import Connection

from tui.library.rows import ENTRY, INSERT, UPDATE, columns, row_of, seconds
from tui.library.story_schema import LOOK_AGAIN
from tui.library.tombs import Tombs
from tui.model import CategoryPath, Entry, Row


class Places:
    """Writes the entries of one source inside a transaction."""

    def __init__(self, connection: Connection, source: int) -> None:
        self.connection, self.source = connection, source
        query = "SELECT mount FROM source WHERE id = ?"
        self.mount: int = connection.execute(query, (source,)).fetchone()[0]
        self.tops = {1, self.mount}
        self.tombs = Tombs(connection, source)
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
            return "" if self.tombs.holds(entry.key) else self._insert(entry)
        was, gone = row_of(found[:-1]), bool(found[-1])
        updated = was.updated or (was.read and was.entry.digest != entry.digest)
        self.connection.execute(
            UPDATE, (*columns(entry), link_of(entry), updated, was.id)
        )
        self._place(was, entry, gone=gone)
        if gone:
            return "new"
        # As stored, so that a fraction of a second is no change.
        same = columns(was.entry.at(entry.stamp)) == columns(entry)
        return "" if same else "changed"

    def _insert(self, entry: Entry) -> str:
        values = (self.source, entry.key, *columns(entry), link_of(entry))
        number = self.connection.execute(INSERT, values).lastrowid
        when = seconds(entry)
        self.connection.executemany(
            "INSERT INTO member (category, published, entry, unread)"
            " VALUES (?, ?, ?, 1)",
            [(place, when, number) for place in self.places(entry, 0, 0)],
        )
        return "new"

    def _place(self, was: Row, entry: Entry, *, gone: bool) -> None:
        old_time, new_time = seconds(was.entry), seconds(entry)
        stands = (old_time, was.entry.categories) == (new_time, entry.categories)
        if stands and not gone:
            return
        if not gone:
            self.unplace(was)
        self.stand(was, entry)

    def stand(self, row: Row, entry: Entry) -> None:
        """Put an entry that stands nowhere into its lists, with the marks of ``row``."""
        self.connection.executemany(
            "INSERT INTO member (category, published, entry, unread)"
            " VALUES (?, ?, ?, ?)",
            [
                (place, seconds(entry), row.id, not row.read)
                for place in self._all_of(row.id, entry, row)
            ],
        )

    def _all_of(self, number: int, entry: Entry, row: Row) -> set[int]:
        places = self.places(entry, row.starred, row.later)
        return places | found_in(self.connection, number)

    def unplace(self, was: Row) -> None:
        """Take an entry out of all its lists."""
        when = seconds(was.entry)
        self.connection.executemany(
            "DELETE FROM member WHERE category = ? AND published = ? AND entry = ?",
            [(place, when, was.id) for place in self._all_of(was.id, was.entry, was)],
        )

    def _row(self, key: str) -> Row | None:
        return self._found("e.source = ? AND e.key = ?", (self.source, key))

    def row(self, number: int) -> Row | None:
        """Return an entry that is not kept aside."""
        return self._found("e.id = ?", (number,))

    def _found(self, condition: str, values: tuple[object, ...]) -> Row | None:
        found = self.connection.execute(
            f"SELECT {ENTRY} FROM entry e LEFT JOIN mark m ON m.entry = e.id"  # noqa: S608 - our own names
            f" WHERE {condition} AND NOT e.gone",
            values,
        ).fetchone()
        return row_of(found) if found else None

    def remove(self, key: str) -> bool:
        row = self._row(key)
        if not row:
            return False
        self.unplace(row)
        values = (row.id,)
        marked = self.connection.execute("SELECT 1 FROM mark WHERE entry = ?", values)
        if marked.fetchone():
            self.connection.execute("UPDATE entry SET gone = 1 WHERE id = ?", values)
        else:
            self.connection.execute("DELETE FROM entry WHERE id = ?", values)
        return True

    def erase(self, row: Row) -> None:
        """Delete an entry with all that is known of it."""
        self.unplace(row)
        self.connection.execute("DELETE FROM entry WHERE id = ?", (row.id,))
        self.connection.execute("DELETE FROM mark WHERE entry = ?", (row.id,))

    def has(self, key: str) -> bool:
        """Tell whether an entry of that key is there, kept aside or not."""
        query = "SELECT 1 FROM entry WHERE source = ? AND key = ?"
        return bool(self.connection.execute(query, (self.source, key)).fetchone())

    def take(self, key: str) -> Entry | None:
        """Remove an entry whole and return what it was."""
        row = self._row(key)
        if row:
            self.erase(row)
        return row.entry if row else None


def link_of(entry: Entry) -> int:
    from tui.story.link import link_number  # noqa: PLC0415 - the start takes nothing in

    return link_number(entry.url)


def smart(connection: Connection, tops: set[int], starred: int, later: int) -> set[int]:
    """Return the smart views below ``tops`` that an entry with those marks is in."""
    kinds = [k for k, on in (("starred", starred), ("later", later)) if on]
    query = "SELECT id FROM category WHERE parent = ? AND kind = ? AND name = ''"
    return {
        connection.execute(query, (top, kind)).fetchone()[0]
        for top in tops
        for kind in kinds
    }


def found_in(connection: Connection, entry: int) -> set[int]:
    """Return the lists of what was found at servers that an entry is in."""
    query = "SELECT category FROM server_found WHERE entry = ?"
    return {row[0] for row in connection.execute(query, (entry,))}


def stand_all(connection: Connection) -> None:
    """Put every entry into its lists anew, whatever the lists had."""
    connection.execute("DELETE FROM copy")
    connection.execute(LOOK_AGAIN)
    connection.execute("DELETE FROM member")
    connection.execute("DELETE FROM day")
    connection.execute(
        "UPDATE category SET (total, unread, behind, behind_unread) = (0, 0, 0, 0)"
    )
    query = (
        f"SELECT {ENTRY} FROM entry e LEFT JOIN mark m ON m.entry = e.id"  # noqa: S608 - our own names
        " WHERE e.source = ? AND NOT e.gone"
    )
    for (source,) in connection.execute("SELECT id FROM source").fetchall():
        places = Places(connection, source)
        for values in connection.execute(query, (source,)):
            row = row_of(values)
            places.stand(row, row.entry)
