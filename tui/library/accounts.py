"""Accounts at servers: what they bring is taken in, what the reader marked waits for them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from sqlite3 import Connection
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tui.library.beyond import Beyond
from tui.library.bodies import keep, pack
from tui.library.entries import Entries, Saved
from tui.library.marks import Desk, Marks
from tui.library.places import Places
from tui.library.tombs import Tombs
from tui.model import CategoryPath, Entry
from tui.news import Batch, Field, Item, Marks as Marked, Move, Remaining

NEWEST = 2_000
"""How many of the newest entries are kept of a large server where nobody says."""
_MARKABLE: tuple[Field, Field] = ("read", "starred")


class Account(Struct, frozen=True):
    """An account at a server."""

    id: int
    """The source that its entries belong to."""
    kind: str
    """The protocol that it speaks."""
    address: str
    name: str
    login: Mapping[str, str]
    """Who asks, and the command that tells the secret; never the secret itself."""
    state: Mapping[str, Any]
    """What the last visit left for the next one."""

    @property
    def newest(self) -> int:
        """How many of the newest entries are kept of a server that has more."""
        return int(self.login.get("newest", NEWEST))


class Wish(Struct, frozen=True):
    """What a server is to be told."""

    seq: int
    key: str
    field: Field
    want: bool


class Accounts(Entries, Marks):
    """The part of the library that servers are brought in step with."""

    def add_account(
        self, kind: str, address: str, name: str, login: Mapping[str, str]
    ) -> Account:
        """Return the account at that address, with this login from now on."""
        row = self.add_source(kind, address, name)
        with self.transaction() as connection:
            values = (json.dumps(dict(login), ensure_ascii=False), row.id)
            connection.execute("UPDATE source SET login = ? WHERE id = ?", values)
        return next(found for found in self.accounts() if found.id == row.id)

    def accounts(self) -> list[Account]:
        """Return every account."""
        found = self.rows(
            "SELECT id, kind, address, name, login, state FROM source"
            " WHERE kind NOT IN ('folder', 'feeds') AND mount > 0 ORDER BY id"
        )
        return [
            Account(number, kind, address, name, json.loads(login), json.loads(state))
            for number, kind, address, name, login, state in found
        ]

    def lacking(self, source: int, keys: Sequence[str]) -> set[str]:
        """Return which keys a source has no entry for, those apart that were tidied away."""
        query = "SELECT 1 FROM entry WHERE source = ? AND key = ? AND NOT gone"
        found = {key for key in keys if not self.one(query, (source, key))}
        if not found or not self.one(
            "SELECT 1 FROM tidied WHERE source = ?", (source,)
        ):
            return found
        with self.transaction() as connection:
            return found - Tombs(connection, source).among(found)

    def wishes(self, source: int) -> list[Wish]:
        """Return what a server was not told yet, the oldest first."""
        found = self.rows(
            "SELECT w.seq, e.key, w.field, w.want FROM wish w"
            " JOIN entry e ON e.id = w.entry WHERE e.source = ? ORDER BY w.seq",
            (source,),
        )
        return [Wish(seq, key, field, bool(want)) for seq, key, field, want in found]

    def fulfilled(self, wishes: Sequence[Wish]) -> None:
        """Forget wishes that a server was told; one that came after stays."""
        with self.transaction() as connection:
            connection.executemany(
                "DELETE FROM wish WHERE seq = ?", [(wish.seq,) for wish in wishes]
            )

    def take(self, source: int, batch: Batch) -> Saved:
        """Take in what a server brings, and where that leaves it, in one transaction.

        Marks that the server was not told yet stay as the reader wants them.
        """
        packed = [pack(item.body) for item in batch.items]
        with self.transaction() as connection:
            work = Work(connection, source)
            if not work.places.mount:  # another program has left it meanwhile
                return Saved(0, 0)
            work.move(batch.moved)
            for marked in batch.marks:
                work.mark(marked)
            for remaining in batch.remaining:
                work.leave(remaining)
            kinds = [work.save(item) for item in batch.items]
            brought = zip(batch.items, kinds, packed, strict=True)
            keep(
                connection,
                source,
                ((item.entry.key, body) for item, kind, body in brought if kind),
            )
            beyond = Beyond(connection, work.places)
            if batch.counts:
                beyond.count(batch.counts)
            if batch.stretch:
                beyond.reach(batch.stretch)
            values = (json.dumps(dict(batch.state), ensure_ascii=False), source)
            connection.execute("UPDATE source SET state = ? WHERE id = ?", values)
        return Saved(kinds.count("new"), kinds.count("changed"))


class Work:
    """Takes in what a server brings inside a transaction."""

    def __init__(self, connection: Connection, source: int) -> None:
        self.connection, self.source = connection, source
        self.places, self.desk = Places(connection, source), Desk(connection)

    def save(self, item: Item) -> str:
        starred, unread = bool(item.starred), item.read is False
        self.places.tombs.open(item.entry.key, starred=starred, unread=unread)
        kind = self.places.save(item.entry)
        found = self.connection.execute(
            "SELECT id FROM entry WHERE source = ? AND key = ?",
            (self.source, item.entry.key),
        ).fetchone()
        if not found:
            return kind
        number = found[0]
        for field, want in zip(_MARKABLE, (item.read, item.starred), strict=True):
            if want is not None:
                self._set([number], field, want)
        return kind

    def has(self, key: str) -> bool:
        """Tell whether an entry is here, and not only kept aside."""
        query = "SELECT 1 FROM entry WHERE source = ? AND key = ? AND NOT gone"
        found = self.connection.execute(query, (self.source, key))
        return found.fetchone() is not None

    def find(self, keys: Iterable[str]) -> None:
        """Let entries stand among what was found."""
        for key in keys:
            values = self.source, key
            self.connection.execute(
                "INSERT OR IGNORE INTO server_found SELECT e.id, c.id FROM entry e"
                " JOIN category c ON c.kind = 'found' WHERE e.source = ? AND e.key = ?",
                values,
            )
            self.connection.execute(
                "INSERT OR IGNORE INTO member (category, published, entry, unread)"
                " SELECT c.id, e.published, e.id,"
                " NOT coalesce(m.read, 0) FROM entry e JOIN category c ON c.kind = 'found'"
                " LEFT JOIN mark m ON m.entry = e.id WHERE e.source = ? AND e.key = ?",
                values,
            )

    def mark(self, marked: Marked) -> None:
        """Make the marks of many entries those of the server."""
        for field in _MARKABLE:
            on: list[int] = []
            off: list[int] = []
            for number, key in self._at(marked.place, marked.among):
                listed = key in (marked.unread if field == "read" else marked.starred)
                (on if listed != (field == "read") else off).append(number)
            self._set(on, field, want=True)
            self._set(off, field, want=False)

    def _set(self, ids: Sequence[int], field: Field, want: bool) -> None:
        waiting = "SELECT 1 FROM wish WHERE entry = ? AND field = ?"
        real = [
            number
            for number in ids
            if self.desk.differs(number, field, want)
            and not self.connection.execute(waiting, (number, field)).fetchone()
        ]
        self.desk.put(real, field, want, None)

    def _at(
        self, place: CategoryPath, among: AbstractSet[str] | None = None
    ) -> Iterator[tuple[int, str]]:
        """Yield id and key of the entries at a place of the tree, or of some of them."""
        if among is not None:
            query = "SELECT id FROM entry WHERE source = ? AND key = ? AND NOT gone"
            for key in among:
                if row := self.connection.execute(query, (self.source, key)).fetchone():
                    yield row[0], key
            return
        found = self.connection.execute(
            "SELECT e.id, e.key FROM member m JOIN entry e ON e.id = m.entry"
            " WHERE m.category = ?",
            (self.places.category(place),),
        )
        yield from found.fetchall()

    def leave(self, remaining: Remaining) -> None:
        """Remove what is at a place no more."""
        for _, key in self._at(remaining.place):
            if key not in remaining.keys:
                self.places.remove(key)

    def move(self, moves: Sequence[Move]) -> None:
        """Let entries stand where their feeds stand now."""
        moved = {move.place: move.to for move in moves}
        numbers = {number for place in moved for number, _ in self._at(place)}
        for number in numbers:
            if entry := self._entry(number):
                places = [
                    new for old in entry.categories for new in moved.get(old, (old,))
                ]
                now = tuple(dict.fromkeys(places))
                self.places.save(replace(entry, categories=now))

    def _entry(self, number: int) -> Entry | None:
        row = self.places.row(number)
        return row.entry if row else None
