"""The index that is searched: what is to go in, in which order, and what went wrong."""

from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from tui.library.database import Database
from tui.library.rows import ENTRY, row_of
from tui.model import Entry, Row

if TYPE_CHECKING:
    from tui.library.prepared import Prepared

_DAY = 86_400
_BITS = 20
"""So many documents a day have numbers of their own; more are numbered into the next."""
_STALE = 4
"""The index is made anew when one document in so many is left behind."""


class Text(Struct, frozen=True):
    """What an entry is found by, safe to print."""

    row: Row
    """The entry as it was when its text was read."""
    text: str
    language: str = ""
    features: frozenset[str] = frozenset()


class IndexState(NamedTuple):
    """How far the index is."""

    documents: int
    """Entries that are found."""
    waiting: int
    """Entries that are not found yet."""
    stale: int
    """Documents left behind by entries that changed or went."""


class Index(Database):
    """The part of the library that is searched."""

    def unindexed(self, count: int) -> list[Row]:
        """Return entries that are not found yet, the newest first."""
        query = (
            f"SELECT {ENTRY} FROM entry e LEFT JOIN mark m ON m.entry = e.id"  # noqa: S608 - our own names
            " WHERE e.id = ? AND NOT e.gone"
        )
        found = self.rows(
            "SELECT entry FROM unindexed ORDER BY published DESC, entry DESC LIMIT ?",
            (count,),
        )
        rows = (self.one(query, number) for number in found)
        return [row_of(row) for row in rows if row]

    def index(self, texts: Iterable[Text]) -> int:
        """Let entries be found by their texts, in one transaction; return how many.

        One that changed since its text was read is left for the next time.
        """
        from tui.library.prepared import prepared  # noqa: PLC0415 - not at the start

        return self.index_prepared([(text.row, prepared(text)) for text in texts])

    def index_prepared(self, ready: Sequence["tuple[Row, Prepared]"]) -> int:
        """Do what `index` does with texts that were prepared elsewhere."""
        from tui.library.twins import keep_sketch  # noqa: PLC0415 - not at the start

        with self.transaction() as connection:
            desk = _Desk(connection)
            numbered = [(desk.number(row), made) for row, made in ready]
            # FTS5 begins a new segment where a number is smaller than the one before.
            rows = sorted(
                (number, made) for number, made in numbered if number is not None
            )
            connection.executemany(
                "INSERT INTO found (rowid, title, author, body, facts)"
                " VALUES (?, ?, ?, ?, ?)",
                [(number, *made.columns) for number, made in rows],
            )
            connection.executemany(
                "INSERT INTO opening (rowid, letters) VALUES (?, ?)",
                [(number, made.letters) for number, made in rows],
            )
            for (row, made), (number, _) in zip(ready, numbered, strict=True):
                if number is not None:
                    keep_sketch(connection, row, made.sketch)
        return len(rows)

    def has_unindexed(self) -> bool:
        """Whether there are entries that are not found yet."""
        return self.one("SELECT 1 FROM unindexed LIMIT 1") is not None

    def index_state(self) -> IndexState:
        """Return how far the index is; it counts, so not while somebody waits."""
        documents = self.one("SELECT count(*) FROM doc WHERE entry > 0")[0]
        waiting = self.one("SELECT count(*) FROM unindexed")[0]
        every = self.one("SELECT count(*) FROM doc")[0]
        return IndexState(documents, waiting, every - documents)

    def is_stale(self) -> bool:
        """Whether so much is left behind in the index that it is better made anew."""
        state = self.index_state()
        return state.stale * _STALE > state.documents + state.stale

    def forget_index(self) -> None:
        """Empty the index; every entry waits to go in again."""
        with self.transaction() as connection:
            empty(connection)


def empty(connection: Connection) -> None:
    """Empty the index inside a transaction."""
    connection.execute("INSERT INTO found (found) VALUES ('delete-all')")
    connection.execute("INSERT INTO opening (opening) VALUES ('delete-all')")
    connection.execute("DELETE FROM doc")
    connection.execute("DELETE FROM unindexed")
    connection.execute(
        "INSERT INTO unindexed SELECT published, id FROM entry WHERE NOT gone"
    )


def first_of(day: int) -> int:
    """Return the lowest number that a document of a day, counted from 1970, can have."""
    return day << _BITS


class _Desk:
    """Numbers documents inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def number(self, row: Row) -> int | None:
        """Return a new document's number; None for an entry that does not wait for one."""
        if not self._waits(row.id, row.entry):
            return None
        published = self.connection.execute(
            "SELECT published FROM entry WHERE id = ?", (row.id,)
        ).fetchone()[0]
        day = published // _DAY
        low, high = first_of(day), first_of(day + 1)
        last = self.connection.execute(
            "SELECT max(id) FROM doc WHERE id >= ? AND id < ?", (low, high)
        ).fetchone()[0]
        number = low if last is None else last + 1
        while self._taken(number):
            number += 1
        self.connection.execute(
            "INSERT INTO doc VALUES (?, ?, ?)", (number, row.id, published)
        )
        self.connection.execute(
            "DELETE FROM unindexed WHERE published = ? AND entry = ?",
            (published, row.id),
        )
        return int(number)

    def _taken(self, number: int) -> bool:
        query = "SELECT 1 FROM doc WHERE id = ?"
        return self.connection.execute(query, (number,)).fetchone() is not None

    def _waits(self, number: int, entry: Entry) -> bool:
        found = self.connection.execute(
            "SELECT e.digest, e.title FROM entry e JOIN unindexed u"
            " ON u.published = e.published AND u.entry = e.id WHERE e.id = ?",
            (number,),
        ).fetchone()
        return found is not None and tuple(found) == (entry.digest, entry.title)
