"""What the reader marked, each change written down so that it can be undone."""

import json
import time
from collections.abc import Sequence
from sqlite3 import Connection
from typing import Any, Literal

from msgspec import Struct

from tui.library.lists import Lists
from tui.library.places import found_in, smart
from tui.model import View
from tui.news import UNMARKED

Field = Literal["read", "starred", "later"]
_BATCH = 1_000
_KEPT_CHANGES = 1_000


class Undone(Struct, frozen=True):
    """What an undo took back."""

    label: str
    field: str
    want: bool
    """What had been wanted, and no longer is."""
    count: int


class Marks(Lists):
    """The part of the library that belongs to the reader."""

    def mark(
        self, ids: Sequence[int], field: Field, want: bool, label: str = ""
    ) -> int:
        """Set a mark of entries; return how many did not have it so before."""
        with self.transaction() as connection:
            desk = Desk(connection)
            real = [n for n in dict.fromkeys(ids) if desk.differs(n, field, want)]
            if real:
                change = desk.journal(field, want, label or field)
                desk.put(real, field, want, change)
                desk.wish(real, field, want)
        return len(real)

    def seen(self, entry: int) -> None:
        """Note that an entry was read as it is now."""
        with self.transaction() as connection:
            Desk(connection).seen([entry])

    def mark_all(self, view: View, label: str = "") -> int:
        """Mark everything unread in a view as read, as one change; return how many.

        Done in short transactions, so that nobody waits for long.
        """
        change, count, low = 0, 0, -(1 << 62) if view.since is None else view.since
        query = (
            "SELECT entry FROM member"
            " WHERE category = ? AND published >= ? AND unread AND NOT behind LIMIT ?"
        )
        while True:
            with self.transaction() as connection:
                desk = Desk(connection)
                values = (view.category, low, _BATCH)
                ids = [row[0] for row in connection.execute(query, values)]
                if not ids:
                    return count
                change = change or desk.journal("read", True, label or "read")
                desk.put(ids, "read", True, change)
                desk.wish(ids, "read", True)
            count += len(ids)

    def undo(self) -> Undone | None:
        """Take the latest change back where it still stands; None if there is none."""
        found = self.one(
            "SELECT id, field, want, label FROM change WHERE NOT undone"
            " ORDER BY id DESC LIMIT 1"
        )
        if not found:
            return None
        change, field, want, label = found
        count, after = 0, 0
        query = (
            "SELECT entry, along FROM changed WHERE change = ? AND entry > ?"
            " ORDER BY entry LIMIT ?"
        )
        while True:
            with self.transaction() as connection:
                desk = Desk(connection)
                values = (change, after, _BATCH)
                ids = dict(connection.execute(query, values).fetchall())
                if not ids:
                    done = "UPDATE change SET undone = 1 WHERE id = ?"
                    connection.execute(done, (change,))
                    return Undone(label, field, bool(want), count)
                real = [n for n in ids if desk.differs(n, field, not want)]
                desk.put(real, field, not want, None)
                desk.wish(real, field, not want)
            count += sum(not ids[number] for number in real)
            after = max(ids)

    def place(self, entry: int) -> tuple[int, int]:
        """Return how far an entry was read: a block, and a line of it."""
        query = "SELECT block, line FROM mark WHERE entry = ?"
        found = self.one(query, (entry,))
        return (found[0], found[1]) if found else (-1, 0)

    def set_place(self, entry: int, block: int, line: int) -> None:
        """Keep how far an entry was read."""
        with self.transaction() as connection:
            connection.execute(
                "INSERT INTO mark (entry, block, line) VALUES (?, ?, ?) ON CONFLICT"
                " DO UPDATE SET block = excluded.block, line = excluded.line",
                (entry, block, line),
            )

    def remember(self, key: str, value: object) -> None:
        """Keep a value, as JSON, for the next start."""
        with self.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO memory VALUES (?, ?)", (key, json.dumps(value))
            )

    def recall(self, key: str) -> Any:
        """Return a value that was kept, None if there is none."""
        found = self.one("SELECT value FROM memory WHERE key = ?", (key,))
        return json.loads(found[0]) if found else None


class Desk:
    """Sets marks inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._places_of: dict[tuple[int, str], set[int]] = {}

    def differs(self, entry: int, field: Field, want: bool) -> bool:
        query = (
            f"SELECT coalesce(m.{field}, 0) FROM entry e"  # noqa: S608 - one of three words
            " LEFT JOIN mark m ON m.entry = e.id WHERE e.id = ?"
        )
        found = self.connection.execute(query, (entry,)).fetchone()
        return found is not None and bool(found[0]) != want

    def journal(self, field: Field, want: bool, label: str) -> int:
        insert = "INSERT INTO change (at, field, want, label) VALUES (?, ?, ?, ?)"
        values = (int(time.time()), field, want, label)
        change = self.connection.execute(insert, values).lastrowid
        assert change  # noqa: S101 - a row was just inserted
        old = (change - _KEPT_CHANGES,)
        self.connection.execute("DELETE FROM changed WHERE change <= ?", old)
        self.connection.execute("DELETE FROM change WHERE id <= ?", old)
        return change

    def put(
        self,
        ids: Sequence[int],
        field: Field,
        want: bool,
        change: int | None,
    ) -> None:
        """Mark entries, and with them what is the same story; ``change`` is the journal's.

        The servers of the others are told; those of ``ids`` are not.
        """
        along = self._along(ids, field, want)
        self._set([*ids, *along], field, want)
        if change is not None:
            self.connection.executemany(
                "INSERT OR IGNORE INTO changed (change, entry, along) VALUES (?, ?, ?)",
                [(change, n, False) for n in ids] + [(change, n, True) for n in along],
            )
        if along:
            self.wish(along, field, want)

    def _along(self, ids: Sequence[int], field: Field, want: bool) -> list[int]:
        """Return what is marked otherwise, and the same story as one of some entries."""
        others = self.mates(ids)
        return [n for n in sorted(others) if self.differs(n, field, want)]

    def mates(self, ids: Sequence[int]) -> set[int]:
        """Return what is the same story as one of some entries, without these."""
        query = (
            "SELECT o.entry FROM copy c JOIN copy o ON o.story = c.story"
            " WHERE c.entry = ?"
        )
        ask = self.connection.execute
        return {row[0] for number in ids for row in ask(query, (number,))} - {*ids}

    def _set(self, ids: Sequence[int], field: Field, want: bool) -> None:
        # Not ON CONFLICT DO UPDATE: the triggers' own OR IGNORE would not hold.
        self.connection.executemany(
            "INSERT OR IGNORE INTO mark (entry) VALUES (?)", [(n,) for n in ids]
        )
        update = f"UPDATE mark SET {field} = ? WHERE entry = ?"  # noqa: S608 - one of three words
        self.connection.executemany(update, [(want, number) for number in ids])
        if field == "read":
            self._read(ids, want)
            return
        for number in ids:
            self._keep(number, field, want)

    def wish(self, ids: Sequence[int], field: Field, want: bool) -> None:
        """Remember what the servers of these entries are to be told; the last one counts."""
        if field == "later":
            return
        kinds = ", ".join("?" * len(UNMARKED))
        self.connection.executemany(
            "INSERT OR REPLACE INTO wish (entry, field, want)"  # noqa: S608 - only question marks
            " SELECT e.id, ?, ? FROM entry e JOIN source s ON s.id = e.source"
            f" WHERE e.id = ? AND s.kind NOT IN ({kinds})",
            [(field, want, number, *UNMARKED) for number in ids],
        )

    def _read(self, ids: Sequence[int], want: bool) -> None:
        """Tell each list of some entries; their places follow from their categories."""
        if want:
            self.seen(ids)
        members: list[tuple[int, int, int]] = []
        for number in ids:
            when, places = self._places(number)
            members += [(place, when, number) for place in places]
        self.connection.executemany(
            "UPDATE member SET unread = ?"
            " WHERE category = ? AND published = ? AND entry = ?",
            [(not want, *member) for member in sorted(members)],
        )

    def seen(self, ids: Sequence[int]) -> None:
        """Note that entries are read as they are now."""
        self.connection.executemany(
            "UPDATE entry SET updated = 0 WHERE id = ? AND updated",
            [(number,) for number in ids],
        )

    def _keep(self, entry: int, field: Field, want: bool) -> None:
        row = self._entry(entry)
        if row is None or row[3]:
            return
        mount, when = row[0], row[1]
        views = smart(self.connection, {1, mount}, field == "starred", field == "later")
        if not want:
            self.connection.executemany(
                "DELETE FROM member WHERE category = ? AND published = ? AND entry = ?",
                [(view, when, entry) for view in views],
            )
            return
        read = self.connection.execute(
            "SELECT read FROM mark WHERE entry = ?", (entry,)
        )
        unread = not read.fetchone()[0]
        self.connection.executemany(
            "INSERT OR IGNORE INTO member (category, published, entry, unread)"
            " VALUES (?, ?, ?, ?)",
            [(view, when, entry, unread) for view in views],
        )

    def _entry(self, entry: int) -> Any:
        return self.connection.execute(
            "SELECT s.mount, e.published, e.categories, e.gone FROM entry e"
            " JOIN source s ON s.id = e.source WHERE e.id = ?",
            (entry,),
        ).fetchone()

    def every_place(self, entry: int) -> tuple[int, set[int]]:
        """Return when an entry was published, and each category that it may have a row in."""
        when, places = self._places(entry)
        rows = self.connection.execute(
            "SELECT d.category FROM entry e JOIN source s ON s.id = e.source"
            " JOIN derived d ON d.mount IN (1, s.mount) WHERE e.id = ?",
            (entry,),
        )
        return when, places | {category for (category,) in rows}

    def _places(self, entry: int) -> tuple[int, set[int]]:
        row = self._entry(entry)
        if row is None or row[3]:
            return 0, set()
        mount, when, categories, _ = row
        if (mount, categories) not in self._places_of:
            self._places_of[mount, categories] = self._below(mount, categories)
        return when, self._places_of[mount, categories] | found_in(
            self.connection, entry
        )

    def _below(self, mount: int, categories: str) -> set[int]:
        tops = {1, mount}
        places = tops | smart(self.connection, tops, 1, 1)
        query = (
            "SELECT id FROM category"
            " WHERE parent = ? AND kind = 'category' AND name = ?"
        )
        for path in json.loads(categories):
            above = mount
            for name in path:
                above = self.connection.execute(query, (above, name)).fetchone()[0]
                places.add(above)
        return places
