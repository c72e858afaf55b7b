"""Decides inside a transaction which entries belong to saved searches; it keeps no search."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from tui.errors import QueryError
from tui.library.search import Asked
from tui.query import Place, Query, lasting, parse

_DAY = 86_400
_WINDOW = 5_000
"""How many entries are looked at in one transaction for a search that is new."""

Waiting = tuple[int, int]
"""When an entry was published, and its id."""
Ask = Callable[[Query, int | None, int, int, Callable[[Place], Sequence[int]]], Asked]


@dataclass(frozen=True, slots=True)
class _Standing:
    """A saved search as it is judged by."""

    id: int
    query: Query
    at: int
    """The second that ages are counted from."""


class Judge:
    """Puts entries into the lists of saved searches, and takes them out."""

    def __init__(
        self,
        connection: Connection,
        ask: Ask,
        places: Callable[[Place], Sequence[int]],
    ) -> None:
        self.connection, self._ask, self._places = connection, ask, places
        self._known: dict[Place, Sequence[int]] = {}

    def judge(self, most: int) -> int:
        """Judge what waits, at most so many; return how many it was."""
        waiting = self.connection.execute(
            "SELECT published, entry FROM unjudged ORDER BY published, entry LIMIT ?",
            (most,),
        ).fetchall()
        if not waiting:
            return 0
        for search in self._searches():
            for span in _spans(waiting):
                low, high = span[0][0], span[-1][0] + 1
                self._put(search, span, self._found(search, low, high))
        self.connection.executemany(
            "DELETE FROM unjudged WHERE published = ? AND entry = ?", waiting
        )
        return len(waiting)

    def build(self) -> bool:
        """Judge some entries for a search that is new; return whether there is one."""
        unfinished = self.connection.execute(
            "SELECT id, below FROM saved_search WHERE below IS NOT NULL"
            " ORDER BY position LIMIT 1"
        ).fetchone()
        if not unfinished:
            return False
        number, below = unfinished
        edge = self.connection.execute(
            "SELECT published FROM member WHERE category = 1 AND published < ?"
            " ORDER BY published DESC LIMIT 1 OFFSET ?",
            (below, _WINDOW - 1),
        ).fetchone()
        low = edge[0] if edge else None
        for search in self._searches(number):
            self._add(search, self._found(search, low, below).items())
        self.connection.execute(
            "UPDATE saved_search SET below = ? WHERE id = ?", (low, number)
        )
        return True

    def sweep(self) -> bool:
        """Empty some of a list that is no longer wanted; return whether there is one."""
        row = self.connection.execute(
            "SELECT id FROM category WHERE kind = 'emptied' LIMIT 1"
        ).fetchone()
        if not row:
            return False
        some = self.connection.execute(
            "SELECT category, published, entry FROM member WHERE category = ? LIMIT ?",
            (*row, _WINDOW),
        ).fetchall()
        self.connection.executemany(
            "DELETE FROM member WHERE category = ? AND published = ? AND entry = ?",
            some,
        )
        if not some:
            self.connection.execute("DELETE FROM category WHERE id = ?", row)
        return True

    def grow_older(self, now: int) -> None:
        """Let what has come of an age since it was looked at last be judged again."""
        aging = self.connection.execute(
            "SELECT id, ages, aged FROM saved_search WHERE ages <> '[]' AND aged < ?",
            (now,),
        ).fetchall()
        for number, ages, aged in aging:
            self.connection.executemany(
                "INSERT OR IGNORE INTO unjudged SELECT published, entry FROM member"
                " WHERE category = 1 AND published >= ? AND published < ?",
                [(aged - age, now - age) for age in json.loads(ages)],
            )
            self.connection.execute(
                "UPDATE saved_search SET aged = ? WHERE id = ?", (now, number)
            )

    def _searches(self, only: int = 0) -> Iterator[_Standing]:
        rows = self.connection.execute(
            "SELECT id, query, aged FROM saved_search WHERE id = ? OR ? = 0",
            (only, only),
        )
        for number, text, at in rows.fetchall():
            try:
                yield _Standing(number, lasting(parse(text)).query, at)
            except QueryError:  # written by another version: it finds nothing
                continue

    def _found(self, search: _Standing, low: int | None, high: int) -> dict[int, int]:
        """Return what a search finds between two seconds, with when it was published."""
        asked = self._ask(search.query, low, high, search.at, self._lookup)
        rows = self.connection.execute(asked.sql, asked.values)
        return {entry: published for entry, published, _ in rows}

    def _lookup(self, place: Place) -> Sequence[int]:
        """Return the categories of a place; one that is not there has none."""
        if place not in self._known:
            try:
                self._known[place] = self._places(place)
            except QueryError:
                self._known[place] = ()
        return self._known[place]

    def _put(
        self, search: _Standing, span: Sequence[Waiting], found: dict[int, int]
    ) -> None:
        self.connection.executemany(
            "DELETE FROM member WHERE published = ? AND entry = ? AND category IN"
            " (SELECT category FROM derived WHERE search = ?)",
            [(when, entry, search.id) for when, entry in span if entry not in found],
        )
        self._add(search, [(n, when) for when, n in span if n in found])

    def _add(self, search: _Standing, found: Iterable[Waiting]) -> None:
        self.connection.executemany(
            "INSERT OR IGNORE INTO member SELECT d.category, e.published, e.id,"
            " NOT coalesce(m.read, 0) FROM entry e JOIN source s ON s.id = e.source"
            " JOIN derived d ON d.search = ? AND d.mount IN (1, s.mount)"
            " LEFT JOIN mark m ON m.entry = e.id WHERE e.id = ?",
            [(search.id, entry) for entry, _ in found],
        )


def _spans(waiting: Sequence[Waiting]) -> Iterator[list[Waiting]]:
    """Yield runs of what is less than a day apart: they are looked for at once."""
    span: list[Waiting] = []
    for one in waiting:
        if span and one[0] - span[-1][0] >= _DAY:
            yield span
            span = []
        span.append(one)
    if span:
        yield span
